// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/history.h"

#include <memory>

namespace perfolio::history {

/// Folds runs, one after the other, into the columns of a History.
/// - A value is converted to the base unit of its family; a benchmark whose unit changes its family in between becomes
///   a second series with the same name and another unit, with a diagnostic.
/// - The same benchmark twice in one run is one value: the median (several suites are several benchmarks).
/// - A series whose estimator changes (mean, median, slope, ...) is cut there: one series for each, with a diagnostic.
///   A run that does not name its estimator goes with the run before it that does, or else the first that does.
/// - A run that was added before (same suite, environment, commit, date and results) is left out.
class Merge {
 public:
  Merge();
  ~Merge();
  Merge(const Merge&) = delete;
  Merge& operator=(const Merge&) = delete;
  /// False: it was added before.
  bool add(model::Run run);
  /// The history so far, sorted; ends the merge. Runs are ordered by date, then date of the commit, then as their
  /// commits were met, then by suite.
  model::History finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace perfolio::history
