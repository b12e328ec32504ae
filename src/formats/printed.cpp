// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/printed.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace perfolio::formats {
namespace {

constexpr double kLargestExponent = 300;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

double half_last_digit(std::string_view number) {
  const std::size_t end = std::min(number.find_first_of("eE"), number.size());
  const std::string_view digits = number.substr(0, end);
  if (std::ranges::none_of(digits, is_digit)) return 0;
  const std::size_t point = digits.find('.');
  const double decimals =
      point == std::string_view::npos ? 0 : static_cast<double>(std::ranges::count_if(digits.substr(point), is_digit));
  std::string_view exponent = number.substr(std::min(end + 1, number.size()));
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  const double shift = base::parse_number(exponent).value_or(0) - decimals;
  return 0.5 * std::pow(10.0, std::clamp(shift, -kLargestExponent, kLargestExponent));
}

bool set_printed(model::Result& result, std::string_view number, RunSink& sink) {
  const units::Unit unit = units::parse_unit(result.unit);
  const bool decimals = number.find_first_of(".eE") != std::string_view::npos;
  const bool time = unit.family == units::Family::Time;
  const bool rate = units::is_rate(unit);
  if (result.value == 0 && (time || (rate && decimals))) {
    sink.ignored("below what was printed (nothing but zeros)");
    return false;
  }
  if (time || rate || decimals) result.resolution = half_last_digit(number);
  return true;
}

}  // namespace perfolio::formats
