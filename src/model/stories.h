// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What is told of one established change beside its chart: on what it stands.
namespace perfolio::model {

/// What one run measured of a series, in its base unit.
struct RunValue {
  std::uint32_t run = 0;  ///< index into Report::runs.
  double value = 0;
  bool operator==(const RunValue&) const = default;
};

/// The runs whose median is one of the two levels of a comparison.
struct StorySide {
  std::vector<RunValue> runs;  ///< in the order of the series; at least one.
  /// Where they ran, each once, "cpu=A1; os=linux"; empty where no run says so.
  std::vector<std::string> environments;
  bool operator==(const StorySide&) const = default;
};

/// A change beyond doubt, or an alert, of a series that both releases measured.
struct Story {
  std::size_t benchmark = 0;  ///< index into Report::benchmarks.
  /// "Since 3f2a1c0 (12 Mar 2026, v0.2.3) parse takes 12.1 ms instead of 10.4 ms, 16 % more; the 9 runs after lie all
  /// above the 14 before." Not yet made visible.
  std::string sentence;
  /// Index into the change points of the benchmark: the only one after the baseline in the direction of the change.
  /// None: there is no such one, or there are several.
  std::optional<std::size_t> change_point;
  StorySide before, after;
  std::size_t beyond = 0;  ///< of the runs after, those beyond every run before, on the side of the change.
};

}  // namespace perfolio::model
