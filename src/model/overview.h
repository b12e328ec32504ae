// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/changes.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the first page says beside its headline: the answers to "is it slower than before, than at first, than it ever
/// was?", what to look at first, and what more runs would bring.
namespace perfolio::model {

/// Runs of each of two releases with which a benchmark would be told in four of five cases, at the noise known. 0:
/// nobody knows the noise, or no number of runs (up to 1000) would do, since releases differ by more among themselves.
struct RunsToSee {
  std::size_t same = 0;  ///< to be the same, where it did not change.
  std::size_t five = 0;  ///< to have changed, by 5 %.
  std::size_t ten = 0;   ///< by 10 %.
  bool operator==(const RunsToSee&) const = default;
};

/// A benchmark that differs with evidence from what it was at an earlier column.
struct Apart {
  std::size_t benchmark = 0;                        ///< index into Report::benchmarks.
  Ratio ratio;                                      ///< current over earlier.
  std::optional<double> difference = std::nullopt;  ///< as in Comparison.
  Verdict verdict = Verdict::Unclear;
  /// The first column after the earlier one with an established change in this direction; none: no single one is.
  std::optional<std::uint32_t> since = std::nullopt;
  std::size_t steps = 0;  ///< how many such changes there are.
};

/// The current column against an earlier one, as a report with that baseline has it.
struct Against {
  std::uint32_t column = 0;
  std::vector<std::string> roles;  ///< "previous", "first", "best", "chosen": all that this column is, baseline first.
  Index index;
  Counts counts;             ///< without alerts.
  std::vector<Apart> worse;  ///< primary ones, the largest first.
  std::vector<Apart> better;
  std::vector<std::uint32_t> shifts;  ///< columns after it, up to the current one, at which most moved together.
  Ratio without_shifts;               ///< of the mean, without those shifts; as `index` where there are none.
};

/// What more runs would settle of what is unclear, or, where that takes too many, at least show.
struct RunAdvice {
  double sees = 0;          ///< the change that would be seen; 0: what did not change would be told to be the same.
  std::size_t more = 0;     ///< runs of each release beyond those it has; 0: no number up to `most` settles anything.
  std::size_t settles = 0;  ///< of the unclear ones.
  std::size_t unclear = 0;  ///< all that are unclear.
  std::size_t most = 0;     ///< more runs than that are not thought of.
};

struct Overview {
  std::string sentence;     ///< "v0.2.3 is about 3 % faster than v0.2.2 across 45 benchmarks."; empty without an index.
  std::string shift;        ///< what nearly all benchmarks moved by today; empty: no common shift.
  std::string past_shifts;  ///< the same of earlier columns since the oldest of `against`, and what is left without.
  std::string advice_line;
  std::optional<RunAdvice> advice;  ///< none: nothing is unclear, or nobody knows the noise.
  std::vector<Against> against;     ///< the baseline first, then previous, first and best where they are others.
  /// What is to be looked at, most urgent first: alerts, then what got worse, then what got better, then changes of no
  /// known direction; of each the largest first. Indices into Report::benchmarks.
  std::vector<std::size_t> to_act;
  /// Unclear ones that are near to a change, the nearest first: their interval reaches no change only with its end.
  std::vector<std::size_t> near;
};

}  // namespace perfolio::model
