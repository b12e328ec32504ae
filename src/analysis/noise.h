// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "stats/moderated.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// What runs and releases of one series differ by although nothing changed. On the scale of y (see Segmented); points
/// stand in the order of releases.
namespace perfolio::analysis {

/// Neighbouring points: of one release, of one build, or whatever else they have in common.
struct Stretch {
  std::size_t first = 0, last = 0;  ///< [first, last)
  std::uint32_t column = 0;         ///< kNoColumn: of no release.
  [[nodiscard]] std::size_t size() const { return last - first; }
};

/// Consecutive points of one column each, those of no column left out.
std::vector<Stretch> releases_in(std::span<const std::uint32_t> column);

/// Noise from run to run, and whether there is any.
struct RunNoise {
  stats::VarianceEstimate variance;  ///< degrees 0: unknown.
  bool noiseless = false;            ///< repeats exactly within its segments.
  /// Learnt within releases (or builds): what releases differ by beyond it is not part of it.
  bool within_releases = false;
};

/// Where the points of a series may be cut: the first point of every stretch, ascending, from 0. What runs differ by is
/// read from the shortest stretches that hold enough of them: of one build, of one release, or else of a segment. So
/// nothing that happens between builds or releases can pass for noise of runs.
struct Cuts {
  std::span<const std::size_t> segments, releases, builds;
};
RunNoise run_noise(std::span<const double> y, const Cuts& cuts);

/// What releases differ by beyond what their runs explain, before it is known which shifts are changes: from the jumps
/// between neighbouring releases. Degrees 0: too few releases to tell.
stats::VarianceEstimate release_noise_of_jumps(std::span<const double> y, std::span<const Stretch> releases,
                                               const stats::VarianceEstimate& run_noise);

/// The same once segments are known: from where the releases stand in their segments. `judged` are the columns to be
/// compared: what they differ by must not pass for noise, so they are left out. Those that remain may be few, so
/// `prior` is heard with them (Smyth 2004, equation 5). Degrees 0: too few releases to tell.
stats::VarianceEstimate release_noise(std::span<const double> y, std::span<const std::size_t> segments,
                                      std::span<const Stretch> releases, std::span<const std::uint32_t> judged,
                                      const stats::VarianceEstimate& run_noise, const stats::VarianceEstimate& prior);

/// What is assumed of the releases of a series before it has shown it, where the noise of their runs is known: they
/// differ by half of that, and it is known as well as from four of them.
stats::VarianceEstimate release_prior(const RunNoise& run_noise);

}  // namespace perfolio::analysis
