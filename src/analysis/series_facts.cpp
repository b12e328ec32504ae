// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/series_facts.h"

#include "analysis/shift.h"
#include "stats/robust.h"

#include <algorithm>
#include <cmath>

namespace perfolio::analysis {

using model::kNoColumn;
using model::Level;
using model::Ratio;
using model::Rule;
using model::Verdict;

namespace {

constexpr std::size_t kProvisional = 3;

}  // namespace

double single_run_half_width(const Segmented& s, double confidence) {
  if (s.noiseless || s.run_noise.degrees < 1) return 0;
  return stats::student_t(confidence, s.run_noise.degrees) * s.sigma();
}

namespace {

/// The value at the middle. Where a run has it, its own, to the last digit.
double middle_value(const Segmented& s, const Stretch& points, double middle) {
  for (std::size_t i = points.first; i < points.last; ++i) {
    if (s.y[i] == middle) return s.value[i];
  }
  return value_of(s, middle);
}

std::uint32_t samples_in(const Segmented& s, const Stretch& points) {
  if (s.samples.empty()) return static_cast<std::uint32_t>(points.size());
  std::uint32_t samples = 0;
  for (std::size_t i = points.first; i < points.last; ++i) samples += s.samples[i];
  return samples;
}

/// By order statistics from six runs on, else by the noise; `half` is the half width of the interval of a single run.
Level level_of(const Segmented& s, const Stretch& release, double half, double confidence) {
  const Stretch points = spoken_for(s, release);
  const std::span<const double> y = std::span<const double>(s.y).subspan(points.first, points.size());
  const double middle = stats::median(y);
  const double value = middle_value(s, points, middle);
  const auto n = static_cast<std::uint32_t>(y.size());
  const std::uint32_t samples = samples_in(s, points);
  if (y.size() >= 6 && !s.noiseless) {
    const stats::Interval interval = stats::median_interval(y, confidence);
    return {release.column, n, samples, value, value_of(s, interval.lower), value_of(s, interval.upper)};
  }
  const double narrowed = half * std::sqrt(stats::median_variance_factor(y.size()));
  if (!(narrowed > 0)) return {release.column, n, samples, value, value, value};
  return {release.column, n, samples, value, value_of(s, middle - narrowed), value_of(s, middle + narrowed)};
}

}  // namespace

Verdict evident_verdict(bool falls, units::Direction better) {
  if (better == units::Direction::Unknown) return Verdict::Changed;
  return falls == (better == units::Direction::Lower) ? Verdict::Better : Verdict::Worse;
}

Verdict verdict_of(const Ratio& ratio, units::Direction better, const Rule& rule) {
  if (!ratio.has_interval()) return Verdict::Unclear;
  // Symmetric in ratios, so that a rate is judged as the time that it is the inverse of.
  const double up = 1 + rule.floor;
  const double down = 1 / up;
  if (ratio.upper < down || ratio.lower > up) return evident_verdict(ratio.upper < down, better);
  const bool within_floor = ratio.lower >= down && ratio.upper <= up;
  const bool includes_one = ratio.lower <= 1 && ratio.upper >= 1;
  const bool equivalent = ratio.lower >= 1 / (1 + rule.equivalence) && ratio.upper <= 1 + rule.equivalence;
  return within_floor || (includes_one && equivalent) ? Verdict::Same : Verdict::Unclear;
}

std::vector<Level> levels(const Segmented& s, const Rule& rule) {
  const double half = single_run_half_width(s, rule.level_confidence);
  std::vector<Level> out;
  out.reserve(s.releases.size());
  for (const Stretch& release : s.releases) out.push_back(level_of(s, release, half, rule.level_confidence));
  return out;
}

std::vector<model::ChangePoint> change_point_facts(const Segmented& s, units::Direction better, const Rule& rule) {
  std::vector<model::ChangePoint> out;
  for (std::size_t k = 1; k < s.starts.size(); ++k) {
    const std::size_t from = s.starts[k - 1];
    const std::size_t at = s.starts[k];
    const std::size_t end = s.end_of(k);
    const double before = stats::median({s.y.data() + from, at - from});
    const double after = stats::median({s.y.data() + at, end - at});
    model::ChangePoint point;
    // The first run that belongs to a release says where the change shows.
    std::size_t shows = at;
    while (shows < end && s.column[shows] == kNoColumn) ++shows;
    point.column = shows < end ? s.column[shows] : kNoColumn;
    point.run = s.run[at];
    point.before = value_of(s, before);
    point.after = value_of(s, after);
    const ShiftNoise noise = boundary_noise(s, k, rule);
    point.ratio = ratio_of(s.logarithmic, before, after, s.noiseless ? 0 : noise.half_width(rule.confidence));
    point.verdict = verdict_of(point.ratio, better, rule);
    point.provisional = end - at < kProvisional;
    point.run_before = s.run[s.ranges[k - 1].first - 1];
    point.run_first = s.run[s.ranges[k - 1].first];
    point.run_last = s.run[s.ranges[k - 1].last];
    out.push_back(point);
  }
  return out;
}

}  // namespace perfolio::analysis
