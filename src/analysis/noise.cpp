// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/noise.h"

#include "model/timeline.h"
#include "stats/robust.h"

#include <algorithm>
#include <cmath>

namespace perfolio::analysis {

using stats::median_variance_factor;
using stats::VarianceEstimate;

namespace {

/// Efficiency of the biweight midvariance against the variance, on normal data 0.86 (Mosteller & Tukey 1977); less is
/// assumed, because residuals stand around medians that were fitted, and data have tails.
constexpr double kBiweightEfficiency = 0.7;
/// Fewer releases do not tell what releases differ by.
constexpr std::size_t kFewestReleases = 4;
/// A jump between neighbouring releases counts up to this many sigma: larger ones are changes, not noise.
constexpr double kLargestJump = 5;
/// From so many jumps on, most of them are of releases that did not change.
constexpr std::size_t kManyJumps = 8;

double mean_square(std::span<const double> values, double count) {
  double sum = 0;
  for (const double v : values) sum += v * v;
  return sum / count;
}

double middle_of(std::span<const double> y, const Stretch& stretch) {
  return stats::median(y.subspan(stretch.first, stretch.size()));
}

/// How the values of groups of neighbours (each begins at one of `starts`) lie about the middle of their group.
struct Residuals {
  std::vector<double> values;
  double spare = 0;   ///< values beyond one for each group.
  bool exact = true;  ///< no group has two different values.
};

Residuals residuals_of(std::span<const double> y, std::span<const std::size_t> starts) {
  Residuals r;
  r.values.reserve(y.size());
  for (std::size_t k = 0; k < starts.size(); ++k) {
    const std::size_t last = k + 1 < starts.size() ? starts[k + 1] : y.size();
    const std::span<const double> part = y.subspan(starts[k], last - starts[k]);
    const double middle = stats::median(part);
    for (const double value : part) {
      r.values.push_back(value - middle);
      r.exact = r.exact && value == part.front();
    }
  }
  r.spare = static_cast<double>(y.size() - starts.size());
  return r;
}

VarianceEstimate variance_of(const Residuals& r) {
  const auto count = static_cast<double>(r.values.size());
  double sigma = stats::biweight_sigma(r.values) * std::sqrt(count / r.spare);
  // Most runs repeat exactly, some do not: the mean square of what is left.
  if (sigma <= 0) sigma = std::sqrt(mean_square(r.values, r.spare));
  return sigma > 0 ? VarianceEstimate{sigma * sigma, kBiweightEfficiency * r.spare} : VarianceEstimate{};
}

/// Both kinds of cuts together.
std::vector<std::size_t> joined(std::span<const std::size_t> a, std::span<const std::size_t> b) {
  std::vector<std::size_t> out;
  std::ranges::set_union(a, b, std::back_inserter(out));
  return out;
}

/// Robust against a few changes, yet not blind to a heavy tail: the larger of both. Of a handful of jumps one dip makes
/// two, so there the smaller ones speak.
double spread_of_jumps(const std::vector<double>& jumps) {
  std::vector<double> sizes(jumps.size());
  std::ranges::transform(jumps, sizes.begin(), [](double d) { return std::abs(d); });
  std::ranges::sort(sizes);
  if (sizes.size() < kManyJumps) {
    constexpr double kQuartile = 0.3186;  // of |z|
    return sizes[(sizes.size() - 1) / 4] / kQuartile / std::sqrt(2.0);
  }
  const double robust = 1.4826 * stats::median(sizes) / std::sqrt(2.0);
  const double largest = kLargestJump * robust * std::sqrt(2.0);
  if (robust > 0) std::ranges::transform(sizes, sizes.begin(), [&](double d) { return std::min(d, largest); });
  return std::max(robust, std::sqrt(mean_square(sizes, 2 * static_cast<double>(sizes.size()))));
}

/// Where releases stand in their segments.
struct Places {
  std::vector<double> residual;  ///< middles of releases, less that of all releases of the segment.
  double explained = 0;          ///< by the noise of their runs, in units of its variance, summed.
  double segments = 0;
};

Places places_in_segments(std::span<const double> y, std::span<const std::size_t> segments,
                          std::span<const Stretch> releases, std::span<const std::uint32_t> judged) {
  Places places;
  auto next = releases.begin();
  for (std::size_t k = 0; k < segments.size(); ++k) {
    const std::size_t end = k + 1 < segments.size() ? segments[k + 1] : y.size();
    std::vector<double> middles;
    while (next != releases.end() && next->last <= segments[k]) ++next;
    for (auto release = next; release != releases.end() && release->first < end; ++release) {
      if (std::ranges::count(judged, release->column) > 0) continue;
      const Stretch part{std::max(release->first, segments[k]), std::min(release->last, end), release->column};
      middles.push_back(middle_of(y, part));
      places.explained += median_variance_factor(part.size());
    }
    if (middles.empty()) continue;
    const double middle = stats::median(middles);
    for (const double m : middles) places.residual.push_back(m - middle);
    ++places.segments;
  }
  return places;
}

}  // namespace

std::vector<Stretch> releases_in(std::span<const std::uint32_t> column) {
  std::vector<Stretch> out;
  for (std::size_t i = 0; i < column.size();) {
    std::size_t end = i;
    while (end < column.size() && column[end] == column[i]) ++end;
    if (column[i] != model::kNoColumn) out.push_back({i, end, column[i]});
    i = end;
  }
  return out;
}

RunNoise run_noise(std::span<const double> y, const Cuts& cuts) {
  const Residuals of_segments = residuals_of(y, cuts.segments);
  RunNoise out;
  out.noiseless = of_segments.exact && of_segments.spare >= 3;
  if (out.noiseless || of_segments.spare < 1) return out;
  const std::vector<std::size_t> of_releases = joined(cuts.segments, cuts.releases);
  for (const std::span<const std::size_t> starts : {cuts.builds, std::span<const std::size_t>(of_releases)}) {
    const auto spare = static_cast<double>(y.size() - starts.size());
    if (spare < 3 || 2 * spare < of_segments.spare) continue;
    out.variance = variance_of(residuals_of(y, starts));
    out.within_releases = out.variance.degrees > 0;
    if (out.within_releases) return out;
  }
  out.variance = variance_of(of_segments);
  return out;
}

VarianceEstimate release_noise_of_jumps(std::span<const double> y, std::span<const Stretch> releases,
                                        const VarianceEstimate& run_noise) {
  if (releases.size() < kFewestReleases) return {};
  std::vector<double> jumps;
  double explained = 0;
  double before = 0;
  for (const Stretch& release : releases) {
    const double middle = middle_of(y, release);
    if (&release != releases.data()) jumps.push_back(middle - before);
    before = middle;
    explained += median_variance_factor(release.size());
  }
  const auto count = static_cast<double>(releases.size());
  const double spread = spread_of_jumps(jumps);
  return {std::max(0.0, spread * spread - run_noise.variance * explained / count), count - 1};
}

VarianceEstimate release_prior(const RunNoise& run_noise) {
  constexpr double kShare = 0.5;
  constexpr double kDegrees = 4;
  // Noise learnt over several releases holds what they differ by already.
  if (!run_noise.within_releases) return {};
  return {kShare * kShare * run_noise.variance.variance, kDegrees};
}

VarianceEstimate release_noise(std::span<const double> y, std::span<const std::size_t> segments,
                               std::span<const Stretch> releases, std::span<const std::uint32_t> judged,
                               const VarianceEstimate& run_noise, const VarianceEstimate& prior) {
  if (releases.size() < kFewestReleases) return {};
  const Places places = places_in_segments(y, segments, releases, judged);
  const auto count = static_cast<double>(places.residual.size());
  const double spare = count - places.segments;
  if (spare < 1) return prior;
  const double spread = stats::biweight_sigma(places.residual);
  const double variance =
      std::max(0.0, spread * spread * count / spare - run_noise.variance * places.explained / count);
  const VarianceEstimate own{variance, kBiweightEfficiency * spare};
  if (!(prior.degrees > 0)) return own;
  // What is assumed gives way as the series speaks for itself.
  return stats::moderated(own, {prior.variance, prior.degrees * prior.degrees / (prior.degrees + own.degrees)});
}

}  // namespace perfolio::analysis
