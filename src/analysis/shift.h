// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/segmented.h"
#include "model/report.h"
#include "stats/moderated.h"

#include <optional>
#include <span>
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

/// What stands on one side of a shift.
struct Weight {
  std::size_t runs = 0;
  std::size_t releases = 0;  ///< that the runs come from; 0: what releases differ by is not in this shift.
};

/// From both kinds of noise, added as Welch and Satterthwaite do; the wide prior of the rule where nothing is known.
ShiftNoise shift_noise(const stats::VarianceEstimate& run_noise, const stats::VarianceEstimate& release_noise,
                       const Weight& before, const Weight& after, const model::Rule& rule);

/// Of the shift at the first point of segment k > 0.
ShiftNoise boundary_noise(const Segmented& s, std::size_t k, const model::Rule& rule);

/// A shift on the scale of y as a ratio of levels, its interval `half` to either side.
model::Ratio ratio_of(bool logarithmic, double before, double after, double half);

/// The two sides of a comparison, as one series has them: what is left of it once the suite can be heard.
/// A release is judged by its own runs. The segment in force at the baseline lends it the others, which tell better
/// where its level is, but only where they agree with its own.
struct Sides {
  std::vector<double> baseline;  ///< y of the runs that speak for the baseline.
  std::vector<double> others;    ///< y of the other runs of the segment in force there, up to the baseline.
  std::vector<double> current;   ///< y of the runs that speak for the current release.
  bool lends = false;            ///< the others agree with the baseline's own runs.
  std::size_t releases = 0;      ///< columns that the segment's runs come from, the baseline among them.
  std::size_t known = 0;         ///< runs up to the baseline, of any segment: what is known of the noise's shape.
  bool measured = false;         ///< in the current release or at the baseline itself.
  bool logarithmic = true;
  bool noiseless = false;
  model::Level baseline_level, current_level;  ///< those of `levels`; n = 0: none.
  stats::VarianceEstimate run_noise, release_noise;

  /// y of the runs that tell where the baseline's level is: its own, and what is lent.
  [[nodiscard]] std::vector<double> reference() const;
  [[nodiscard]] Weight reference_weight() const;
};
/// `levels` are those of the series. Where the baseline did not measure it, the last column before it that did speaks
/// in its place, and `baseline_level.column` says so. The noise of `s` is that without both columns.
Sides sides_of(const Segmented& s, std::span<const model::Level> levels, std::uint32_t baseline, std::uint32_t current,
               const model::Rule& rule);

/// model::Level::noise of a level of `runs` runs: as `compared` would have it for two releases of as many runs, none of
/// them lent any. Rounded to four digits, which is more than anybody knows of a noise. 0 where there are no logarithms.
double level_noise(const Sides& sides, const stats::VarianceEstimate& run_noise, std::size_t runs,
                   const model::Rule& rule);

/// The only release there is, as the sides of a comparison that is still to come: its runs are those of `current`.
Sides first_side(const Segmented& s, const model::Level& level);
/// What the next release would show, measured as this one is: Comparison::next_sees, and the runs to see a change.
void foresee(model::Comparison& c, const Sides& sides, const stats::VarianceEstimate& run_noise,
             const model::Rule& rule);

/// What is asked of a comparison: the verdict and what it rests on, or also how many runs would see more
/// (Comparison::runs_to_see), which costs more than all the rest.
enum class Asked { Verdict, Advice };

/// Current against baseline; `run_noise` may know more than the series itself does. Empty when it was measured in
/// neither. Not corrected for the number of comparisons.
std::optional<model::Comparison> compared(const Sides& sides, const stats::VarianceEstimate& run_noise,
                                          units::Direction better, const model::Rule& rule,
                                          Asked asked = Asked::Advice);

}  // namespace perfolio::analysis
