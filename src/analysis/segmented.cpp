// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/segmented.h"

#include "stats/robust.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace perfolio::analysis {

using model::kNoColumn;
using stats::median_variance_factor;
using stats::VarianceEstimate;

namespace {

/// Efficiency of the biweight midvariance against the variance, on normal data 0.86 (Mosteller & Tukey 1977); less is
/// assumed, because residuals stand around medians that were fitted, and data have tails.
constexpr double kBiweightEfficiency = 0.7;
constexpr double kKnown = 1000;    // degrees of freedom of a rounding: its size needs no estimate
constexpr double kFewDegrees = 4;  // of a noise nothing is known of, but that it was rounded
constexpr double kCoarse = 0.19;   // half a digit that is more than the noise assumed where nothing is known (0.11)
/// Fewer releases do not tell what releases differ by.
constexpr std::size_t kFewestReleases = 4;
/// A jump between neighbouring releases counts up to this many sigma: larger ones are changes, not noise.
constexpr double kLargestJump = 5;
/// What a shift between releases must exceed, in terms of their noise.
constexpr double kShiftConfidence = 0.99;

std::span<const double> points(const Segmented& s, std::size_t first, std::size_t last) {
  return std::span<const double>(s.y).subspan(first, last - first);
}

double mean_square(std::span<const double> values, double count) {
  double sum = 0;
  for (const double v : values) sum += v * v;
  return sum / count;
}

/// Change points between runs of one build move to its nearer end; what is left of them at either end of the series is
/// none.
std::vector<std::size_t> between_builds(const std::vector<std::size_t>& changes,
                                        const std::vector<std::uint32_t>& build) {
  std::vector<std::size_t> out;
  for (const std::size_t at : changes) {
    std::size_t first = at;
    std::size_t last = at;
    while (first > 0 && build[first - 1] == build[at]) --first;
    while (last < build.size() && build[last] == build[at]) ++last;
    const std::size_t moved = at - first <= last - at ? first : last;
    if (moved > 0 && moved < build.size() && (out.empty() || out.back() < moved)) out.push_back(moved);
  }
  return out;
}

void set_y(Segmented& s) {
  s.logarithmic = std::ranges::all_of(s.value, [](double v) { return v > 0; });
  s.y = s.value;
  if (s.logarithmic) {
    std::ranges::transform(s.y, s.y.begin(), [](double v) { return std::log(v); });
    return;
  }
  double largest = 0;
  for (const double v : s.value) largest = std::max(largest, std::abs(v));
  int exponent = 0;
  std::frexp(largest, &exponent);
  s.scale = std::ldexp(1.0, std::clamp(exponent, -1000, 1000));
  for (double& y : s.y) y /= s.scale;
}

/// How the values of groups of neighbours (each begins at one of `starts`) lie about the middle of their group.
struct Residuals {
  std::vector<double> values;
  double spare = 0;   ///< values beyond one for each group.
  bool exact = true;  ///< no group has two different values.
};

Residuals residuals_of(const Segmented& s, const std::vector<std::size_t>& starts) {
  Residuals r;
  r.values.reserve(s.y.size());
  for (std::size_t k = 0; k < starts.size(); ++k) {
    const std::span<const double> part = points(s, starts[k], k + 1 < starts.size() ? starts[k + 1] : s.y.size());
    const double middle = stats::median(part);
    for (const double y : part) {
      r.values.push_back(y - middle);
      r.exact = r.exact && y == part.front();
    }
  }
  r.spare = static_cast<double>(s.y.size() - starts.size());
  return r;
}

VarianceEstimate variance_of(const Residuals& r) {
  const auto count = static_cast<double>(r.values.size());
  double sigma = stats::biweight_sigma(r.values) * std::sqrt(count / r.spare);
  // Most runs repeat exactly, some do not: the mean square of what is left.
  if (sigma <= 0) sigma = std::sqrt(mean_square(r.values, r.spare));
  return sigma > 0 ? VarianceEstimate{sigma * sigma, kBiweightEfficiency * r.spare} : VarianceEstimate{};
}

/// Where every build has several runs, they alone say what runs differ by, whatever happened between the builds.
void fit_run_noise(Segmented& s, const std::vector<std::size_t>& starts, const std::vector<std::size_t>& builds) {
  const Residuals of_segments = residuals_of(s, starts);
  s.noiseless = of_segments.exact && of_segments.spare >= 3;
  s.run_noise = {};
  if (s.noiseless || of_segments.spare < 1) return;
  const double spare = static_cast<double>(s.y.size() - builds.size());
  const bool repeated = spare >= 3 && 2 * spare >= of_segments.spare;
  s.run_noise = variance_of(repeated ? residuals_of(s, builds) : of_segments);
  if (!(s.run_noise.degrees > 0)) s.run_noise = variance_of(of_segments);
}

/// First run of each build.
std::vector<std::size_t> starts_of_builds(const std::vector<std::uint32_t>& build) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < build.size(); ++i) {
    if (i == 0 || build[i] != build[i - 1]) starts.push_back(i);
  }
  return starts;
}

/// Consecutive runs of one column.
struct Block {
  std::size_t first, last;
  std::uint32_t column;
};

std::vector<Block> blocks_of(const Segmented& s) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < s.column.size();) {
    std::size_t end = i;
    while (end < s.column.size() && s.column[end] == s.column[i]) ++end;
    if (s.column[i] != kNoColumn) blocks.push_back({i, end, s.column[i]});
    i = end;
  }
  return blocks;
}

/// Robust against a few changes, yet not blind to a heavy tail: the larger of both.
double spread_of_jumps(const std::vector<double>& jumps) {
  std::vector<double> sizes(jumps.size());
  std::ranges::transform(jumps, sizes.begin(), [](double d) { return std::abs(d); });
  const double robust = 1.4826 * stats::median(sizes) / std::sqrt(2.0);
  const double largest = kLargestJump * robust * std::sqrt(2.0);
  if (robust > 0) std::ranges::transform(sizes, sizes.begin(), [&](double d) { return std::min(d, largest); });
  return std::max(robust, std::sqrt(mean_square(sizes, 2 * static_cast<double>(sizes.size()))));
}

/// Before it is known which shifts are changes: from the jumps between neighbouring releases.
void guess_release_noise(Segmented& s, const std::vector<Block>& blocks) {
  if (s.noiseless || blocks.size() < kFewestReleases) return;
  std::vector<double> jumps;
  double explained = 0;
  double before = 0;
  for (const Block& block : blocks) {
    const double middle = stats::median(points(s, block.first, block.last));
    if (&block != blocks.data()) jumps.push_back(middle - before);
    before = middle;
    explained += median_variance_factor(block.last - block.first);
  }
  const auto count = static_cast<double>(blocks.size());
  const double spread = spread_of_jumps(jumps);
  s.release_noise = {std::max(0.0, spread * spread - s.run_noise.variance * explained / count), count - 1};
}

/// Once it is known: from where the releases stand in their segments, which is the better estimate.
void fit_release_noise(Segmented& s, const std::vector<std::size_t>& starts, const std::vector<Block>& blocks) {
  if (s.noiseless || blocks.size() < kFewestReleases) return;
  // The middle of each release's runs, less that of all releases of its segment.
  std::vector<double> residual;
  double explained = 0;
  double lost = 0;
  for (std::size_t k = 0; k < starts.size(); ++k) {
    std::vector<double> middles;
    for (const Block& block : blocks) {
      const std::size_t first = std::max(block.first, starts[k]);
      const std::size_t last = std::min(block.last, k + 1 < starts.size() ? starts[k + 1] : s.y.size());
      if (first >= last) continue;
      middles.push_back(stats::median(points(s, first, last)));
      explained += median_variance_factor(last - first);
    }
    if (middles.empty()) continue;
    const double middle = stats::median(middles);
    for (const double m : middles) residual.push_back(m - middle);
    ++lost;
  }
  const auto count = static_cast<double>(residual.size());
  if (count - lost < static_cast<double>(kFewestReleases) - 1) return;
  const double spread = stats::biweight_sigma(residual);
  s.release_noise = {std::max(0.0, spread * spread * count / (count - lost) - s.run_noise.variance * explained / count),
                     kBiweightEfficiency * (count - lost)};
}

/// How many columns have points in [first, last).
std::size_t columns_in(const std::vector<Block>& blocks, std::size_t first, std::size_t last) {
  return static_cast<std::size_t>(
      std::ranges::count_if(blocks, [&](const Block& b) { return b.first < last && b.last > first; }));
}

/// Whether a boundary stands between two columns, or so near that the few runs on its wrong side say nothing.
bool between_columns(const std::vector<Block>& blocks, std::size_t at) {
  const auto around = std::ranges::find_if(blocks, [&](const Block& b) { return b.first < at && at < b.last; });
  if (around == blocks.end()) return true;
  const std::size_t smaller = std::min(at - around->first, around->last - at);
  return smaller < 3 || 4 * smaller < around->last - around->first;
}

/// The shift at the boundary before segment k in units of what it must exceed; nothing where releases are not its
/// matter.
std::optional<double> release_shift(const Segmented& s, const std::vector<Block>& blocks, std::size_t k, double t) {
  const std::size_t first = s.starts[k - 1];
  const std::size_t at = s.starts[k];
  const std::size_t last = s.end_of(k);
  if (!between_columns(blocks, at)) return std::nullopt;
  const double shift = stats::median(points(s, at, last)) - stats::median(points(s, first, at));
  const double releases = median_variance_factor(std::max<std::size_t>(1, columns_in(blocks, first, at))) +
                          median_variance_factor(std::max<std::size_t>(1, columns_in(blocks, at, last)));
  const double runs = median_variance_factor(at - first) + median_variance_factor(last - at);
  const double error = std::sqrt(s.release_noise.variance * releases + s.run_noise.variance * runs);
  return error > 0 ? std::abs(shift) / (t * error) : std::optional<double>();
}

/// Bottom up, as change points are confirmed: the least goes first, then its neighbours are asked again.
void drop_release_offsets(Segmented& s, const std::vector<Block>& blocks) {
  if (!(s.release_noise.variance > 0)) return;
  const double t = stats::student_t(kShiftConfidence, s.release_noise.degrees);
  while (s.starts.size() > 1) {
    std::size_t least = 0;
    double smallest = 1;
    for (std::size_t k = 1; k < s.starts.size(); ++k) {
      const auto shift = release_shift(s, blocks, k, t);
      if (shift && *shift < smallest) {
        smallest = *shift;
        least = k;
      }
    }
    if (least == 0) return;
    s.starts.erase(s.starts.begin() + static_cast<std::ptrdiff_t>(least));
  }
}

/// The segments' first points, and those of the judged column and what follows it.
std::vector<std::size_t> with_judged_apart(const Segmented& s, const std::vector<Block>& blocks, std::uint32_t judged) {
  std::vector<std::size_t> starts = s.starts;
  for (const Block& block : blocks) {
    if (block.column != judged) continue;
    starts.push_back(block.first);
    if (block.last < s.y.size()) starts.push_back(block.last);
  }
  std::ranges::sort(starts);
  const auto rest = std::ranges::unique(starts);
  starts.erase(rest.begin(), rest.end());
  return starts;
}

void number_segments(Segmented& s) {
  s.segment.assign(s.y.size(), 0);
  for (std::size_t k = 1; k < s.starts.size(); ++k) {
    std::fill(s.segment.begin() + static_cast<std::ptrdiff_t>(s.starts[k]), s.segment.end(),
              static_cast<std::uint32_t>(k));
  }
}

/// A printed value is off by up to half a unit of its last digit, evenly spread, and alike in all runs of a release: no
/// number of runs averages it away, and values that repeat are not exact for it.
void add_resolution(Segmented& s, double resolution) {
  if (!(resolution > 0) || s.y.empty()) return;
  const double half = resolution / (s.logarithmic ? std::exp(stats::median(s.y)) : s.scale);
  const double variance = half * half / 3;
  if (s.noiseless) s.run_noise = {variance, kKnown};
  if (s.run_noise.degrees <= 0 && half > kCoarse) s.run_noise = {variance, kFewDegrees};
  s.noiseless = false;
  if (s.run_noise.degrees <= 0) return;
  s.run_noise.variance = std::max(s.run_noise.variance, variance);
  if (s.release_noise.variance < variance) s.release_noise = {variance, kKnown};
}

}  // namespace

double Segmented::sigma() const { return std::sqrt(run_noise.variance); }

double value_of(const Segmented& s, double y) {
  constexpr double kLargestLog = 709.78;
  if (s.logarithmic) return std::exp(std::min(y, kLargestLog));
  const double largest = std::numeric_limits<double>::max();
  return std::clamp(y * s.scale, -largest, largest);
}

Segmented segmented(const model::Series& series, const RunPlaces& places) {
  Segmented s;
  s.value = series.value;
  s.run = series.run;
  s.samples = series.samples;
  s.column.reserve(s.run.size());
  std::vector<std::uint32_t> build;
  for (const std::uint32_t run : s.run) {
    s.column.push_back(places.column[run]);
    build.push_back(places.build[run]);
  }
  set_y(s);
  s.starts = between_builds(stats::change_points(s.y), build);
  s.starts.insert(s.starts.begin(), 0);
  const std::vector<std::size_t> builds = starts_of_builds(build);
  fit_run_noise(s, s.starts, builds);
  const std::vector<Block> blocks = blocks_of(s);
  guess_release_noise(s, blocks);
  drop_release_offsets(s, blocks);
  const std::vector<std::size_t> apart = with_judged_apart(s, blocks, places.judged);
  const bool noiseless = s.noiseless;
  fit_run_noise(s, apart, builds);
  s.noiseless = noiseless;
  fit_release_noise(s, apart, blocks);
  number_segments(s);
  add_resolution(s, series.resolution);
  s.ranges = stats::change_point_ranges(s.y, std::span<const std::size_t>(s.starts).subspan(1));
  return s;
}

}  // namespace perfolio::analysis
