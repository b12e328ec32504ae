// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/criterion_work.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace perfolio::formats {

std::string label_of(const Work& work) {
  if (!work.bytes) return fmt::format("{} element{}", work.amount, work.amount == 1 ? "" : "s");
  static constexpr std::array<std::string_view, 4> kBinary{"B", "KiB", "MiB", "GiB"};
  static constexpr std::array<std::string_view, 4> kDecimal{"B", "KB", "MB", "GB"};
  const double step = work.decimal ? 1000 : 1024;
  double amount = work.amount;
  std::size_t unit = 0;
  for (; unit + 1 < kBinary.size() && amount >= step && std::fmod(amount, step) == 0; ++unit) amount /= step;
  return fmt::format("{} {}", amount, work.decimal ? kDecimal[unit] : kBinary[unit]);
}

model::Result rate_of(const model::Result& time, const Work& work) {
  const double nanoseconds = units::parse_unit(time.unit).factor;
  const auto rate = [&](double duration) { return work.amount / (duration * nanoseconds) * 1e9; };
  model::Result result;
  result.benchmark = time.benchmark;
  result.metric = "throughput";
  result.value = rate(time.value);
  result.unit = work.bytes ? "B/s" : "elem/s";
  result.better = units::Direction::Higher;
  result.estimator = time.estimator;
  result.per = time.per;
  if (time.lower.value_or(0) > 0 && time.upper.value_or(0) > 0) {
    result.lower = rate(*time.upper);
    result.upper = rate(*time.lower);
  }
  return result;
}

}  // namespace perfolio::formats
