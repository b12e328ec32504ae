// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/segmented.h"

#include "stats/robust.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace perfolio::analysis {

using model::kNoColumn;
using stats::median_variance_factor;
using stats::VarianceEstimate;

namespace {

constexpr double kKnown = 1000;    // degrees of freedom of a rounding: its size needs no estimate
constexpr double kFewDegrees = 4;  // of a noise nothing is known of, but that it was rounded
constexpr double kCoarse = 0.19;   // half a digit that is more than the noise assumed where nothing is known (0.11)
/// What a shift between releases must exceed, in terms of their noise.
constexpr double kShiftConfidence = 0.99;

std::span<const double> points(const Segmented& s, std::size_t first, std::size_t last) {
  return std::span<const double>(s.y).subspan(first, last - first);
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

/// Where the label changes, ascending, from 0.
std::vector<std::size_t> starts_of(std::span<const std::uint32_t> labels) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i == 0 || labels[i] != labels[i - 1]) starts.push_back(i);
  }
  return starts;
}

/// How many columns have points in [first, last).
std::size_t columns_in(std::span<const Stretch> releases, std::size_t first, std::size_t last) {
  const auto from = std::ranges::partition_point(releases, [&](const Stretch& b) { return b.last <= first; });
  const auto to = std::ranges::partition_point(releases, [&](const Stretch& b) { return b.first < last; });
  return static_cast<std::size_t>(to - from);
}

/// Whether a boundary stands between two columns, or so near that the few runs on its wrong side say nothing.
bool between_columns(std::span<const Stretch> releases, std::size_t at) {
  const auto around = std::ranges::partition_point(releases, [&](const Stretch& b) { return b.last <= at; });
  if (around == releases.end() || around->first >= at) return true;
  const std::size_t smaller = std::min(at - around->first, around->last - at);
  return smaller < 3 || 4 * smaller < around->last - around->first;
}

/// The shift at the boundary before segment k in units of what it must exceed; nothing where releases are not its
/// matter.
std::optional<double> release_shift(const Segmented& s, std::size_t k, double t) {
  const std::size_t first = s.starts[k - 1];
  const std::size_t at = s.starts[k];
  const std::size_t last = s.end_of(k);
  if (!between_columns(s.releases, at)) return std::nullopt;
  const double shift = stats::median(points(s, at, last)) - stats::median(points(s, first, at));
  const double shared = median_variance_factor(std::max<std::size_t>(1, columns_in(s.releases, first, at))) +
                        median_variance_factor(std::max<std::size_t>(1, columns_in(s.releases, at, last)));
  const double runs = median_variance_factor(at - first) + median_variance_factor(last - at);
  const double error = std::sqrt(s.release_noise.variance * shared + s.run_noise.variance * runs);
  return error > 0 ? std::abs(shift) / (t * error) : std::optional<double>();
}

/// Bottom up, as change points are confirmed: the least goes first, then its neighbours are asked again.
void drop_release_offsets(Segmented& s) {
  if (!(s.release_noise.variance > 0)) return;
  const double t = stats::student_t(kShiftConfidence, s.release_noise.degrees);
  std::vector<double> shifts{1};  // of each start, 1 where it stays for good
  const auto shift_at = [&](std::size_t k) { return release_shift(s, k, t).value_or(1); };
  for (std::size_t k = 1; k < s.starts.size(); ++k) shifts.push_back(shift_at(k));
  for (;;) {
    const auto least = static_cast<std::size_t>(std::ranges::min_element(shifts) - shifts.begin());
    if (!(shifts[least] < 1)) return;
    s.starts.erase(s.starts.begin() + static_cast<std::ptrdiff_t>(least));
    shifts.erase(shifts.begin() + static_cast<std::ptrdiff_t>(least));
    if (least > 1) shifts[least - 1] = shift_at(least - 1);
    if (least < s.starts.size()) shifts[least] = shift_at(least);
  }
}

/// A printed value is off by up to half a unit of its last digit, evenly spread, and alike in all runs of a release: no
/// number of runs averages it away, and values that repeat (`exact`) are not exact for it.
void add_resolution(Segmented& s, bool exact) {
  if (!(s.resolution > 0) || s.y.empty()) return;
  const double half = s.resolution / (s.logarithmic ? std::exp(stats::median(s.y)) : s.scale);
  const double variance = half * half / 3;
  if (exact) s.run_noise = {variance, kKnown};
  if (s.run_noise.degrees <= 0 && half > kCoarse) s.run_noise = {variance, kFewDegrees};
  if (s.run_noise.degrees <= 0) return;
  s.run_noise.variance = std::max(s.run_noise.variance, variance);
  if (s.release_noise.variance < variance) s.release_noise = {variance, kKnown};
}

/// Learns what releases differ by without these columns, the noise of runs being known.
void learn_release_noise(Segmented& s, std::span<const std::uint32_t> without, const RunNoise& runs) {
  s.run_noise = runs.variance;
  s.release_noise = {};
  if (s.noiseless) return;
  if (!runs.noiseless) {
    s.release_noise = release_noise(s.y, s.starts, s.releases, without, s.run_noise, release_prior(runs));
  }
  add_resolution(s, runs.noiseless);
}

/// The segments' first points, and those of the column and what follows it.
std::vector<std::size_t> with_apart(const Segmented& s, std::uint32_t column) {
  std::vector<std::size_t> starts = s.starts;
  for (const Stretch& release : s.releases) {
    if (release.column != column) continue;
    starts.push_back(release.first);
    if (release.last < s.y.size()) starts.push_back(release.last);
  }
  std::ranges::sort(starts);
  const auto rest = std::ranges::unique(starts);
  starts.erase(rest.begin(), rest.end());
  return starts;
}

void number_segments(Segmented& s) {
  s.segment.assign(s.y.size(), 0);
  for (std::size_t k = 1; k < s.starts.size(); ++k) {
    std::fill(s.segment.begin() + static_cast<std::ptrdiff_t>(s.starts[k]),
              s.segment.begin() + static_cast<std::ptrdiff_t>(s.end_of(k)), static_cast<std::uint32_t>(k));
  }
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
  s.resolution = series.exact ? 0 : series.resolution;
  s.column.reserve(s.run.size());
  std::vector<std::uint32_t> build;
  for (const std::uint32_t run : s.run) {
    s.column.push_back(places.column[run]);
    build.push_back(places.build[run]);
  }
  set_y(s);
  s.starts = between_builds(stats::change_points(s.y), build);
  s.starts.insert(s.starts.begin(), 0);
  s.builds = starts_of(build);
  s.releases = releases_in(s.column);
  assert(std::ranges::adjacent_find(s.releases, std::ranges::greater_equal{}, &Stretch::column) == s.releases.end());
  RunNoise runs = run_noise(s.y, {s.starts, starts_of(s.column), s.builds});
  s.noiseless = series.exact || (runs.noiseless && !(s.resolution > 0));
  s.run_noise = runs.variance;
  if (!runs.noiseless && !series.exact) s.release_noise = release_noise_of_jumps(s.y, s.releases, s.run_noise);
  drop_release_offsets(s);
  runs = run_noise(s.y, {s.starts, starts_of(s.column), s.builds});
  number_segments(s);
  s.ranges = stats::change_point_ranges(s.y, std::span<const std::size_t>(s.starts).subspan(1));
  learn_release_noise(s, {}, runs);
  return s;
}

RunNoise noise_apart(const Segmented& s, std::uint32_t current) {
  if (s.noiseless) return {};
  const std::vector<std::size_t> apart = with_apart(s, current);
  return run_noise(s.y, {apart, starts_of(s.column), s.builds});
}

void learn_run_noise(Segmented& s, const RunNoise& apart) {
  if (s.noiseless) return;
  // All but the current release repeat exactly: that it does not fit is a change, not noise.
  constexpr std::size_t kLeastExact = 6;
  s.noiseless = apart.noiseless && !(s.resolution > 0) && s.y.size() > kLeastExact;
  s.run_noise = apart.variance;
  s.release_noise = {};
  if (!s.noiseless) add_resolution(s, apart.noiseless);
}

void learn_release_noise(Segmented& s, std::uint32_t baseline, std::uint32_t current, const RunNoise& apart) {
  if (!s.noiseless) learn_release_noise(s, std::array{baseline, current}, apart);
}

void learn_noise_without(Segmented& s, std::uint32_t baseline, std::uint32_t current) {
  const RunNoise apart = noise_apart(s, current);
  learn_run_noise(s, apart);
  learn_release_noise(s, baseline, current, apart);
}

void fold(Segmented& s) {
  s.value = {};
  s.samples = {};
  s.column = {};
  s.segment = {};
  s.builds = {};
  s.releases = {};
}

void unfold(Segmented& s, std::span<const std::uint32_t> column_of_run) {
  s.column.resize(s.run.size());
  std::ranges::transform(s.run, s.column.begin(), [&](std::uint32_t run) { return column_of_run[run]; });
  s.releases = releases_in(s.column);
  number_segments(s);
}

namespace {

/// A change at either end of a window moves none of its runs to another release, but one inside it does. The runs after
/// it that are surely of the new level are what shipped; where all of them are in doubt, those surely of the old one.
Stretch surely_shipped(const Segmented& s, Stretch window) {
  while (window.size() > 0) {
    const std::uint32_t k = s.segment[window.last - 1];
    if (s.starts[k] <= window.first) return window;
    const stats::IndexRange& doubt = s.ranges[k - 1];
    if (doubt.last < window.last) return {std::max(s.starts[k], doubt.last), window.last, window.column};
    if (doubt.first <= window.first) return {s.starts[k], window.last, window.column};
    window.last = doubt.first;
  }
  return window;
}

}  // namespace

Stretch spoken_for(const Segmented& s, const Stretch& release) { return surely_shipped(s, release); }

std::vector<std::size_t> spoken_for(const Segmented& s, std::uint32_t column) {
  const auto release = std::ranges::lower_bound(s.releases, column, {}, &Stretch::column);
  if (release == s.releases.end() || release->column != column) return {};
  const Stretch shipped = surely_shipped(s, *release);
  std::vector<std::size_t> spoken(shipped.size());
  std::iota(spoken.begin(), spoken.end(), shipped.first);
  return spoken;
}

}  // namespace perfolio::analysis
