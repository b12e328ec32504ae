// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/segmented.h"
#include "model/report.h"
#include "stats/moderated.h"

#include <optional>
#include <vector>

namespace perfolio::analysis {

/// How uncertain a shift between two levels is, on the scale of y.
struct ShiftNoise {
  double error = 0;    ///< standard error of the shift.
  double degrees = 0;  ///< of freedom; 0: the error is assumed, not learnt.
  [[nodiscard]] double quantile(double confidence) const;
  /// Of no shift, where one of `statistic` standard errors is seen.
  [[nodiscard]] double p_of(double statistic) const;
  [[nodiscard]] double half_width(double confidence) const { return quantile(confidence) * error; }
};

/// From the noise of single runs alone; the wide prior of the rule where it is unknown.
ShiftNoise run_shift_noise(const stats::VarianceEstimate& run_noise, std::size_t n_before, std::size_t n_after,
                           const model::Rule& rule);

/// A shift on the scale of y as a ratio of levels, its interval `half` to either side.
model::Ratio ratio_of(bool logarithmic, double before, double after, double half);

/// The two sides of a comparison, as one series has them: what is left of it once the suite can be heard.
struct Sides {
  std::vector<double> segment;   ///< y of all runs of the segment in force at the baseline, up to the baseline.
  std::vector<double> baseline;  ///< y of those of the baseline itself; may be empty.
  std::vector<double> current;   ///< y of those since the last change point in the current release's window.
  std::size_t releases = 0;      ///< columns that the segment's runs come from.
  bool measured = false;         ///< in the current release or at the baseline itself.
  bool logarithmic = true;
  bool noiseless = false;
  model::Level baseline_level, current_level;
  stats::VarianceEstimate run_noise, release_noise;
};
Sides sides_of(const Segmented& s, std::uint32_t baseline, std::uint32_t current, const model::Rule& rule);

/// Current against baseline; `run_noise` may know more than the series itself does. Empty when it was measured in
/// neither. Not corrected for the number of comparisons.
std::optional<model::Comparison> compared(const Sides& sides, const stats::VarianceEstimate& run_noise,
                                          units::Direction better, const model::Rule& rule);

}  // namespace perfolio::analysis
