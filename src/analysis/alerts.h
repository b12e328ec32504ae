// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/pattern.h"
#include "model/report.h"

#include <optional>
#include <string>
#include <vector>

namespace perfolio::analysis {

/// A number with a unit, as the config writes it.
struct Quantity {
  double value = 0;  ///< in the base unit.
  units::Unit unit;
  std::string text;  ///< as written.
};

/// The size of change that matters. What is not set is left as it was.
struct Thresholds {
  std::optional<double> alert, fail;   ///< worsenings beyond them: 0.10 is 10 %.
  std::optional<double> upper, lower;  ///< rises and falls of the value beyond them alert, good or bad.
  std::optional<Quantity> least;       ///< changes smaller than this, in the unit of the series, never alert.
};

/// Thresholds of the series that pattern and metric match. Of several that match the last one counts.
struct ThresholdSpec {
  base::Pattern match;
  std::string metric;  ///< empty: any.
  Thresholds at;
};

/// A static bound of the current level.
struct LimitSpec {
  base::Pattern match;
  std::string metric;
  Quantity bound;
  std::optional<bool> upper;  ///< none: the bad side, by the direction of the series.
  std::string reason;
};

/// Keeps the alerts of the series it matches from being raised, until a date or a release.
struct SuppressSpec {
  base::Pattern match;
  std::string metric, reason, until;
};

struct AlertSpecs {
  std::vector<ThresholdSpec> thresholds;
  std::vector<LimitSpec> limits;
  std::vector<SuppressSpec> suppress;
  std::optional<base::Time> today;  ///< for dates of `until`; none: the date of the current release.
};

/// Marks the comparisons that alert: a worsening beyond the threshold (never an improvement), a rise or fall beyond one
/// that was asked for, a level beyond its bound. Those that are suppressed say so instead; entries that have expired no
/// longer hold, and are told. Fills Report::suppressions.
void raise_alerts(model::Report& report, const AlertSpecs& specs);

}  // namespace perfolio::analysis
