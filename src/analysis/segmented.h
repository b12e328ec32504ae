// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/noise.h"
#include "model/history.h"
#include "model/timeline.h"
#include "stats/change_points.h"
#include "stats/moderated.h"

#include <cstdint>
#include <span>
#include <vector>

namespace perfolio::analysis {

/// One series as the statistics see it: values in the order of dates, the column each belongs to, and the segments
/// between its change points. Variances are on the scale of y.
struct Segmented {
  std::vector<double> value;
  std::vector<double> y;  ///< ln value when all are positive, else value / scale.
  bool logarithmic = true;
  double resolution = 0;               ///< half a unit of the last printed digit, as a value; 0: exact.
  double scale = 1;                    ///< a power of two that keeps squares of y finite; 1 for logarithms.
  std::vector<std::uint32_t> samples;  ///< behind each value; empty: one each.
  std::vector<std::uint32_t> run;
  std::vector<std::uint32_t> column;      ///< kNoColumn for unreleased runs.
  std::vector<std::uint32_t> segment;     ///< ascending from 0.
  std::vector<std::size_t> starts;        ///< first point of each segment; starts[0] = 0.
  std::vector<stats::IndexRange> ranges;  ///< of starts[1], starts[2], ...: where else the change may lie.
  std::vector<std::size_t> builds;        ///< first point of each build.
  std::vector<Stretch> releases;          ///< points of each column, ascending: they stand together.
  bool noiseless = false;                 ///< repeats exactly within its segments.
  stats::VarianceEstimate run_noise;      ///< from run to run; degrees 0: unknown.
  /// What one release has in common that the next has not (another build, another runner), beyond what its runs
  /// explain: launches of one release share an offset (Kalibera & Jones 2013). Degrees 0: unknown, variance 0: none.
  stats::VarianceEstimate release_noise;

  [[nodiscard]] double sigma() const;  ///< square root of the variance from run to run.
  /// One past the last point of segment k.
  [[nodiscard]] std::size_t end_of(std::size_t k) const { return k + 1 < starts.size() ? starts[k + 1] : y.size(); }
};

/// What is known of each run: its column (Timeline::column), and its build, numbered: runs of one commit have the same.
struct RunPlaces {
  std::span<const std::uint32_t> column;
  std::span<const std::uint32_t> build;
};

/// Precondition: points stand in the order of columns, those of one column together (Timeline::rank), others anywhere
/// between them.
/// Runs of one build differ by noise alone: no change point lies between them. And a shift between two columns that is
/// no larger than what the releases of the series differ by anyway is no change point, however many runs each has.
/// The noise is that of all releases; see learn_noise_without.
Segmented segmented(const model::Series& series, const RunPlaces& places);

/// Learns the noise again for a comparison: what the two columns differ by, from each other or from the rest, must not
/// pass for noise. Neither has a part in what releases differ by; and runs of the current one stand for themselves.
void learn_noise_without(Segmented& s, std::uint32_t baseline, std::uint32_t current);

/// What runs differ by where the runs of `current` stand for themselves: the same for every baseline. Asks for builds.
RunNoise noise_apart(const Segmented& s, std::uint32_t current);
/// As learn_noise_without, which is both of these together, with what noise_apart gave: first the noise from run to run
/// and whether there is any, which all baselines share; then, for one of them, what releases differ by.
void learn_run_noise(Segmented& s, const RunNoise& apart);
void learn_release_noise(Segmented& s, std::uint32_t baseline, std::uint32_t current, const RunNoise& apart);

/// Drops what can be made again or is asked no more, once facts are told and the noise of runs is learnt: two thirds of
/// the memory, of each of a million points. What is left is asked for sides_of and release noise after unfold().
void fold(Segmented& s);
void unfold(Segmented& s, std::span<const std::uint32_t> column_of_run);

/// The points that speak for a column, ascending, all neighbours: its runs since the last change point in its window.
/// Runs whose side of that change is in doubt count for neither: where no others come after it, those before it speak.
/// Empty: it has no runs.
std::vector<std::size_t> spoken_for(const Segmented& s, std::uint32_t column);
/// The same, of one of Segmented::releases.
Stretch spoken_for(const Segmented& s, const Stretch& release);

/// A y back on the scale of the values, where no fact may be infinite: it stops at the largest number.
double value_of(const Segmented& s, double y);

}  // namespace perfolio::analysis
