// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/shift.h"

#include "analysis/series_facts.h"
#include "stats/hodges_lehmann.h"
#include "stats/robust.h"

#include <algorithm>
#include <cmath>

namespace perfolio::analysis {

using model::Comparison;
using model::kNoColumn;
using model::Level;
using model::Ratio;
using model::Rule;
using model::Verdict;
using stats::median_variance_factor;
using stats::VarianceEstimate;

namespace {

/// Power for which the noise floor is stated: z of 80 %.
constexpr double kZ80 = 0.8416;
constexpr std::size_t kRangeRuns = 20;    ///< with few runs on a side, the change must also leave the range of these.
constexpr std::size_t kManyRuns = 4;      ///< from here on a side's own spread speaks for itself.
constexpr std::size_t kMostRanked = 200;  ///< runs of a side whose differences are ranked, the newest: 40,000 pairs.
constexpr std::size_t kProvisional = 3;
constexpr double kLargestLog = 709.78;
/// How sure the assumed noise is: real series differ in theirs by a factor of eight between the tenth and the ninetieth
/// of a hundred, and now and then a single run is wild.
constexpr double kPriorDegrees = 4;

double exp_finite(double y) { return std::exp(std::min(y, kLargestLog)); }

/// Runs that speak for one side, on the scale of y, and the raw observations behind them.
struct Spoken {
  std::vector<double> y;
  std::uint32_t samples = 0;
};

Spoken points_where(const Segmented& s, std::size_t first, std::size_t last, auto&& keep) {
  Spoken out;
  for (std::size_t i = first; i < last; ++i) {
    if (!keep(i)) continue;
    out.y.push_back(s.y[i]);
    out.samples += s.samples.empty() ? 1 : s.samples[i];
  }
  return out;
}

/// The runs that speak for `column`: those in its last segment.
Spoken shipped(const Segmented& s, std::uint32_t column) {
  std::size_t last = s.column.size();
  while (last > 0 && s.column[last - 1] != column) --last;
  if (last == 0) return {};
  const std::size_t first = s.starts[s.segment[last - 1]];
  return points_where(s, first, last, [&](std::size_t i) { return s.column[i] == column; });
}

std::size_t columns_among(const Segmented& s, std::size_t first, std::size_t last, std::uint32_t most) {
  std::vector<std::uint32_t> columns;
  for (std::size_t i = first; i < last; ++i) {
    if (s.column[i] != kNoColumn && s.column[i] <= most) columns.push_back(s.column[i]);
  }
  std::ranges::sort(columns);
  return columns.size() - std::ranges::unique(columns).size();
}

bool few_runs(const Sides& sides) { return sides.segment.size() < kManyRuns || sides.current.size() < kManyRuns; }

/// Welch & Satterthwaite: degrees of freedom of a sum of variances.
ShiftNoise joint_noise(const ShiftNoise& runs, const Sides& sides) {
  if (!(sides.release_noise.variance > 0)) return runs;
  const double within = runs.error * runs.error;
  const double shared = sides.release_noise.variance * (1 + median_variance_factor(sides.releases));
  const double total = within + shared;
  const double doubt =
      (runs.degrees > 0 ? within * within / runs.degrees : 0) + shared * shared / sides.release_noise.degrees;
  return {std::sqrt(total), runs.degrees > 0 ? total * total / doubt : sides.release_noise.degrees};
}

/// However well others know the size of the noise, a few runs of a benchmark do not show its shape: it may have a
/// second mode that they have not met. So its tails are taken for heavier, the fewer there are.
ShiftNoise shift_noise(const Sides& sides, const VarianceEstimate& run_noise, const Rule& rule) {
  ShiftNoise noise = joint_noise(run_shift_noise(run_noise, sides.segment.size(), sides.current.size(), rule), sides);
  if (few_runs(sides) && sides.segment.size() < kRangeRuns) {
    noise.degrees = std::min(noise.degrees, std::max(2.0, static_cast<double>(sides.segment.size()) / 2));
  }
  return noise;
}

bool outside_recent_range(std::span<const double> baseline, double current) {
  const std::size_t from = baseline.size() - kRangeRuns;
  const auto [low, high] = std::minmax_element(baseline.begin() + static_cast<std::ptrdiff_t>(from), baseline.end());
  return current < *low || current > *high;
}

/// Whether the baseline's own runs are nearer to the current level than to their segment's: then the change is older
/// than the baseline, only not yet confirmed as a change point.
bool already_there(const Sides& sides) {
  if (sides.baseline.empty()) return false;
  const double after = stats::median(sides.current);
  const double since_segment = after - stats::median(sides.segment);
  const double since_baseline = after - stats::median(sides.baseline);
  return since_baseline * since_segment <= 0 || std::abs(since_baseline) < 0.5 * std::abs(since_segment);
}

/// Runs of the current release with which the interval would be narrow enough; 0: nobody knows, or no number would do.
std::size_t runs_needed(const Sides& sides, const VarianceEstimate& run_noise, double shift, const Rule& rule) {
  if (!(run_noise.degrees > 0)) return 0;
  const double room = std::abs(shift) - std::log1p(rule.floor);
  const double aim = std::max(room, std::log1p(rule.equivalence) - std::abs(shift));
  if (aim <= 0) return 0;
  const double t = stats::student_t(rule.confidence, run_noise.degrees);
  const double fixed = sides.release_noise.variance * (1 + median_variance_factor(sides.releases)) +
                       run_noise.variance * median_variance_factor(sides.segment.size());
  const double left = aim * aim / (t * t) - fixed;
  if (left <= 0) return 0;
  const double runs = std::ceil(1.5708 * run_noise.variance / left);
  return runs > 1000 ? 0 : static_cast<std::size_t>(runs);
}

std::span<const double> newest(std::span<const double> values) {
  return values.size() > kMostRanked ? values.subspan(values.size() - kMostRanked) : values;
}

/// With runs enough on both sides, their ranks must exclude no change, too: the wider end of both intervals counts.
void widen_by_ranks(Comparison& c, const Sides& sides, const Rule& rule) {
  const std::span<const double> before = newest(sides.segment);
  const std::span<const double> after = newest(sides.current);
  if (few_runs(sides)) return;
  const auto interval = stats::shift_interval(before, after, rule.confidence);
  if (!interval) return;
  c.rule = "Hodges-Lehmann and prediction interval";
  const double level = stats::median(sides.segment);
  const Ratio low = ratio_of(sides.logarithmic, level, level + interval->lower, 0);
  const Ratio high = ratio_of(sides.logarithmic, level, level + interval->upper, 0);
  c.ratio.lower = std::min(c.ratio.lower, low.value);
  c.ratio.upper = std::max(c.ratio.upper, high.value);
}

Comparison exact_comparison(const Sides& sides, units::Direction better) {
  Comparison c;
  c.baseline = sides.baseline_level;
  c.current = sides.current_level;
  c.rule = "exact";
  const double before = c.baseline.value;
  const double after = c.current.value;
  const double ratio = before != 0 ? after / before : 1;
  c.ratio = {ratio, ratio, ratio};
  c.p = after == before ? 1 : 0;
  if (after == before) {
    c.verdict = Verdict::Same;
  } else if (before <= 0 || after <= 0) {
    c.ratio = {};
    c.verdict = Verdict::NotComparable;
    c.rule = "no ratio to a value that is not positive";
  } else {
    c.verdict = evident_verdict(ratio < 1, better);
  }
  c.provisional = c.current.n < kProvisional;
  return c;
}

/// What may still speak against a verdict.
void doubt(Comparison& c, const Sides& sides) {
  if (!model::is_evident(c.verdict)) return;
  if (few_runs(sides) && sides.segment.size() >= kRangeRuns &&
      !outside_recent_range(sides.segment, stats::median(sides.current))) {
    c.verdict = Verdict::Unclear;
    c.rule += "; within the range of the last 20 runs";
  } else if (already_there(sides)) {
    c.verdict = Verdict::Unclear;
    c.rule += "; the runs of the baseline itself are as near to the current level";
  }
}

/// The change whose interval, as wide as this one, would lie beyond the floor in four of five cases. `error` is
/// relative.
double noise_floor(const Ratio& ratio, double error, const Rule& rule) {
  const double width = ratio.lower > 0 ? std::log(ratio.upper / ratio.lower) : ratio.upper - ratio.lower;
  return std::expm1(std::min(width / 2 + kZ80 * error + std::log1p(rule.floor), kLargestLog));
}

void judge(Comparison& c, const Sides& sides, const VarianceEstimate& run_noise, units::Direction better,
           const Rule& rule) {
  const double before = stats::median(sides.segment);
  const double after = stats::median(sides.current);
  const ShiftNoise noise = shift_noise(sides, run_noise, rule);
  // The prior is one of ratios: where there are no logarithms, it counts of the level.
  const double scale = sides.logarithmic ? 1 : std::abs(before);
  const double error = noise.error * (noise.degrees > 0 ? 1 : scale);
  const double t = noise.quantile(rule.confidence);
  c.ratio = ratio_of(sides.logarithmic, before, after, t * error);
  const double statistic = error > 0 ? std::abs(after - before) / error : 0;
  c.p = noise.p_of(statistic);
  c.rule = noise.degrees > 0 ? "prediction interval" : "wide prior";
  if (noise.degrees > 0) widen_by_ranks(c, sides, rule);
  c.noise_floor = noise_floor(c.ratio, sides.logarithmic ? error : error / scale, rule);
  c.verdict = verdict_of(c.ratio, better, rule);
  doubt(c, sides);
  if (c.verdict == Verdict::Unclear) c.runs_needed = runs_needed(sides, run_noise, after - before, rule);
  c.provisional = noise.degrees <= 0 || sides.current.size() < kProvisional;
}

}  // namespace

double ShiftNoise::p_of(double statistic) const {
  return stats::student_p(statistic, degrees > 0 ? degrees : kPriorDegrees);
}

double ShiftNoise::quantile(double confidence) const {
  return stats::student_t(confidence, degrees > 0 ? degrees : kPriorDegrees);
}

ShiftNoise run_shift_noise(const VarianceEstimate& run_noise, std::size_t n_before, std::size_t n_after,
                           const Rule& rule) {
  const double runs = median_variance_factor(n_before) + median_variance_factor(n_after);
  if (!(run_noise.degrees > 0)) return {rule.prior_sigma * std::sqrt(runs), 0};
  return {std::sqrt(run_noise.variance * runs), std::min(run_noise.degrees, 1e6)};
}

Ratio ratio_of(bool logarithmic, double before, double after, double half) {
  if (logarithmic) {
    const double d = after - before;
    return {exp_finite(d), exp_finite(d - half), exp_finite(d + half)};
  }
  if (before <= 0) return {after == before ? 1.0 : 0.0, 0, 0};
  const double ratio = after / before;
  return {ratio, std::max(0.0, ratio - half / before), ratio + half / before};
}

namespace {

/// Points [first, last) of the segment in force at a column: that of its last run or, where it has none, of the last
/// one before it. A segment that has only begun with the last run or two of the column is not in force there yet.
std::pair<std::size_t, std::size_t> segment_in_force(const Segmented& s, std::uint32_t column) {
  std::size_t last = s.column.size();
  while (last > 0 && (s.column[last - 1] == kNoColumn || s.column[last - 1] > column)) --last;
  if (last == 0) return {0, 0};
  const std::size_t k = s.segment[last - 1];
  const std::size_t first = s.starts[k];
  const std::size_t begun = last - first;
  std::size_t before = 0;
  while (first > before && s.column[first - 1 - before] == column) ++before;
  if (k > 0 && begun < kProvisional && before > begun) return {s.starts[k - 1], first};
  return {first, last};
}

}  // namespace

Sides sides_of(const Segmented& s, std::uint32_t baseline, std::uint32_t current, const Rule& rule) {
  Sides sides;
  sides.logarithmic = s.logarithmic;
  sides.noiseless = s.noiseless;
  sides.run_noise = s.run_noise;
  sides.release_noise = s.release_noise;
  Spoken now = shipped(s, current);
  Spoken then;
  sides.baseline = shipped(s, baseline).y;
  sides.measured = !now.y.empty() || !sides.baseline.empty();
  const auto [first, last] = segment_in_force(s, baseline);
  if (last > first) {
    then = points_where(s, first, last,
                        [&](std::size_t i) { return s.column[i] != kNoColumn && s.column[i] <= baseline; });
    sides.releases = columns_among(s, first, last, baseline);
  }
  const double half = single_run_half_width(s, rule.level_confidence);
  const auto level_of = [&](const Spoken& side, std::uint32_t column) {
    Level level;
    if (!side.y.empty()) level = level_from(s, side.y, column, half, rule.level_confidence);
    level.column = column;
    level.samples = side.samples;
    return level;
  };
  sides.baseline_level = level_of(then, baseline);
  sides.current_level = level_of(now, current);
  sides.segment = std::move(then.y);
  sides.current = std::move(now.y);
  return sides;
}

std::optional<Comparison> compared(const Sides& sides, const VarianceEstimate& run_noise, units::Direction better,
                                   const Rule& rule) {
  if (!sides.measured) return std::nullopt;
  Comparison c;
  c.baseline = sides.baseline_level;
  c.current = sides.current_level;
  if (sides.current.empty() || sides.segment.empty()) {
    c.verdict = sides.current.empty() ? Verdict::Gone : Verdict::New;
    c.rule = sides.current.empty() ? "not measured in the current release" : "not measured before";
    return c;
  }
  if (sides.noiseless) return exact_comparison(sides, better);
  if (!sides.logarithmic && (c.baseline.value <= 0 || c.current.value <= 0)) {
    Comparison exact = exact_comparison(sides, better);
    if (exact.verdict == Verdict::Same) exact.verdict = Verdict::Unclear;
    return exact;
  }
  judge(c, sides, run_noise, better, rule);
  return c;
}

}  // namespace perfolio::analysis
