// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "units/unit.h"

#include <cstddef>
#include <cstdint>

/// What is said of a change: of one benchmark, and of many together.
namespace perfolio::model {

/// Changed: beyond doubt, of a metric of which nobody said which values are good.
enum class Verdict { Better, Worse, Same, Unclear, New, Gone, NotComparable, Changed };

/// Whether a change is beyond doubt, whatever it is called.
constexpr bool is_evident(Verdict verdict) {
  return verdict == Verdict::Better || verdict == Verdict::Worse || verdict == Verdict::Changed;
}

/// A multiplicative change with its interval. Without an interval (nothing known of the noise) both bounds are 0.
struct Ratio {
  double value = 1;
  double lower = 0;
  double upper = 0;
  [[nodiscard]] bool has_interval() const { return upper > 0; }
  bool operator==(const Ratio&) const = default;
};

struct Index {
  Ratio ratio;          ///< geometric mean.
  std::size_t n = 0;    ///< benchmarks in it; 0: there is none.
  bool turned = false;  ///< some of them, not all, are better when higher, so their ratios were inverted.
  /// Benchmarks with a ratio that are not in it: nobody knows which of their values are good.
  std::size_t left_out = 0;
  /// Higher where all of them are better when higher: then the mean is of their ratios as they are.
  units::Direction better = units::Direction::Lower;
  Verdict verdict = Verdict::Unclear;  ///< of the mean; unclear also where it is surely small.
};

/// Where the geometric mean stands at a column, against the first one measured: chained, step by step, over what both
/// columns of a step measured, so that benchmarks may come and go. Turned as Index::ratio is.
struct IndexPoint {
  std::uint32_t column = 0;
  double ratio = 1;
  std::size_t n = 0;  ///< benchmarks in the step that leads here; 0: none, the line is broken.
  /// What the noise of this column's levels leaves open, all of it taken as common to the benchmarks; both 0: unknown.
  double lower = 0, upper = 0;
};

struct Counts {
  std::size_t better = 0, worse = 0, same = 0, unclear = 0, fresh = 0, gone = 0, not_comparable = 0;
  std::size_t changed = 0;  ///< of which nobody knows whether for the better.
  std::size_t total = 0;
  std::size_t alerts = 0;      ///< of any series, also those that are not primary; not suppressed.
  std::size_t fails = 0;       ///< alerts at which a gate fails.
  std::size_t suppressed = 0;  ///< what would be alerts.
  bool operator==(const Counts&) const = default;
};

}  // namespace perfolio::model
