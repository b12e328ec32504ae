// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/history.h"
#include "model/timeline.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace perfolio::test {

/// A number in (0, 1) that depends on nothing but `n` (the finaliser of SplitMix64, Steele et al. 2014).
inline double unit_random(std::uint64_t n) {
  n = (n + 1) * 0x9E3779B97F4A7C15ULL;
  n = (n ^ (n >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  n = (n ^ (n >> 27U)) * 0x94D049BB133111EBULL;
  return (static_cast<double>((n ^ (n >> 31U)) >> 11U) + 0.5) / 9007199254740992.0;
}

/// Nearly normal with mean 0 and sigma 1: the sum of twelve uniform numbers.
inline double noise(std::uint64_t seed, std::uint64_t i) {
  double sum = -6;
  for (std::uint64_t k = 0; k < 12; ++k) sum += unit_random(seed * 1'000'003 + i * 12 + k);
  return sum;
}

/// Runs in releases v0.1.0, v0.2.0, ..., in the order of dates, and series over them.
struct MadeHistory {
  model::History history;
  model::Timeline timeline;

  /// What a series has at a run: its column, the number of the run in all; none: not measured.
  using Values = std::function<std::optional<double>(std::uint32_t column, std::uint32_t run)>;

  MadeHistory(std::size_t columns, std::size_t runs_each) {
    for (std::size_t c = 0; c < columns; ++c) {
      release(fmt::format("v0.{}.0", c + 1));
      for (std::size_t k = 0; k < runs_each; ++k) run(static_cast<std::uint32_t>(c));
    }
  }

  void release(const std::string& tag, bool prerelease = false) {
    timeline.columns.push_back(
        {tag, "", base::Time(std::chrono::hours(24 * 30 * timeline.columns.size())), prerelease});
  }
  void run(std::uint32_t column) {
    history.runs.emplace_back().date = base::Time(std::chrono::hours(24 * history.runs.size()));
    timeline.column.push_back(column);
    timeline.how.push_back(column == model::kNoColumn ? model::MappedBy::None : model::MappedBy::Date);
  }
  model::Series& add(const std::string& name, const Values& values) {
    model::Series& s = history.series.emplace_back();
    s.benchmark = name;
    s.metric = "time";
    s.unit = {"ns", units::Family::Time, 1, std::nullopt};
    for (std::uint32_t run = 0; run < timeline.column.size(); ++run) {
      const std::optional<double> value = values(timeline.column[run], run);
      if (!value) continue;
      s.run.push_back(run);
      s.value.push_back(*value);
    }
    return s;
  }
  /// A series of `level` with relative noise; from column `from` on, `level` is multiplied by `factor`.
  model::Series& add_step(const std::string& name, double level, double sigma, std::uint32_t from, double factor,
                          std::uint64_t seed) {
    return add(name, [=](std::uint32_t column, std::uint32_t run) {
      return level * (column >= from ? factor : 1.0) * std::exp(sigma * noise(seed, run));
    });
  }
};

}  // namespace perfolio::test
