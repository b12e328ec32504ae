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
constexpr std::size_t kFewestRanked = 5;  ///< on each side, for ranks to exclude anything at 99 %.
constexpr std::size_t kMostRanked = 200;  ///< runs of a side whose differences are ranked, the newest: 40,000 pairs.
constexpr std::size_t kProvisional = 3;
constexpr double kLargestLog = 709.78;
/// How sure the assumed noise is: real series differ in theirs by a factor of eight between the tenth and the ninetieth
/// of a hundred, and now and then a single run is wild.
constexpr double kPriorDegrees = 4;

double exp_finite(double y) { return std::exp(std::min(y, kLargestLog)); }

std::size_t columns_among(const Segmented& s, std::size_t first, std::size_t last, std::uint32_t most) {
  std::size_t columns = 0;
  std::uint32_t before = kNoColumn;  // points of one column stand together
  for (std::size_t i = first; i < last; ++i) {
    if (s.column[i] == kNoColumn || s.column[i] > most || s.column[i] == before) continue;
    before = s.column[i];
    ++columns;
  }
  return columns;
}

bool few_runs(const Sides& sides) {
  return sides.reference_weight().runs < kManyRuns || sides.current.size() < kManyRuns;
}

/// However well others know the size of the noise, a few runs of a benchmark do not show its shape: it may have a
/// second mode that they have not met. So its tails are taken for heavier, the fewer there are.
ShiftNoise noise_between(const Sides& sides, const VarianceEstimate& run_noise, const Weight& before,
                         const Rule& rule) {
  ShiftNoise noise = shift_noise(run_noise, sides.release_noise, before, {sides.current.size(), 1}, rule);
  if (few_runs(sides) && sides.known < kRangeRuns) {
    noise.degrees = std::min(noise.degrees, std::max(2.0, static_cast<double>(sides.known) / 2));
  }
  return noise;
}

bool outside_range(std::span<const double> values, double y) {
  const auto [low, high] = std::ranges::minmax(values);
  return y < low || y > high;
}

/// Runs of the current release with which the interval would be narrow enough; 0: nobody knows, or no number would do.
std::size_t runs_needed(const Sides& sides, const VarianceEstimate& run_noise, double shift, const Rule& rule) {
  if (!(run_noise.degrees > 0)) return 0;
  const double room = std::abs(shift) - std::log1p(rule.floor);
  const double aim = std::max(room, std::log1p(rule.equivalence) - std::abs(shift));
  if (aim <= 0) return 0;
  const double t = stats::student_t(rule.confidence, run_noise.degrees);
  const Weight before = sides.reference_weight();
  const double fixed = sides.release_noise.variance * (1 + median_variance_factor(before.releases)) +
                       run_noise.variance * median_variance_factor(before.runs);
  const double left = aim * aim / (t * t) - fixed;
  if (left <= 0) return 0;
  const double runs = std::ceil(1.5708 * run_noise.variance / left);
  return runs > 1000 ? 0 : static_cast<std::size_t>(runs);
}

/// What would be uncertain with `runs` runs of each of the two releases, those lent as they are. The runs to come tell
/// more about the noise, too.
ShiftNoise noise_with(const Sides& sides, const VarianceEstimate& run_noise, std::size_t runs, const Rule& rule) {
  const Weight lent = sides.lends ? Weight{sides.others.size(), sides.releases} : Weight{0, 1};
  const std::size_t had = sides.baseline.size() + sides.current.size();
  VarianceEstimate learnt = run_noise;
  learnt.degrees += 2 * runs > had ? static_cast<double>(2 * runs - had) : 0;
  ShiftNoise noise = shift_noise(learnt, sides.release_noise, {runs + lent.runs, lent.releases}, {runs, 1}, rule);
  const std::size_t known = sides.known - std::min(sides.known, sides.baseline.size()) + runs;
  if (runs < kManyRuns && known < kRangeRuns) {
    noise.degrees = std::min(noise.degrees, std::max(2.0, static_cast<double>(known) / 2));
  }
  return noise;
}

/// What is wanted of an interval: that it and `spread` standard errors have room in `room`, on ln.
struct Wanted {
  double room = 0;
  double spread = 0;
};

/// t falls with the degrees, so that those of the whole degrees on either side mostly say it, and they are known: a
/// search asks for hundreds of others, each of which is a search itself.
bool is_narrow(const ShiftNoise& noise, const Wanted& wanted, double scale, double confidence) {
  constexpr double kMostWhole = 1e5;  // beyond, neighbours hardly differ
  const auto fits = [&](double t) { return (t + wanted.spread) * noise.error / scale <= wanted.room; };
  const double whole = std::floor(noise.degrees);
  if (whole >= 1 && whole < kMostWhole) {
    if (fits(stats::student_t(confidence, whole))) return true;
    if (!fits(stats::student_t(confidence, whole + 1))) return false;
  }
  return fits(noise.quantile(confidence));
}

/// The fewest runs of each release that do. What is needed falls with the number of runs, so that halving finds it.
std::size_t runs_for(const Wanted& wanted, const Sides& sides, const VarianceEstimate& run_noise, double scale,
                     const Rule& rule) {
  constexpr std::size_t kMost = 1000;
  const auto does = [&](std::size_t runs) {
    return is_narrow(noise_with(sides, run_noise, runs, rule), wanted, scale, rule.confidence);
  };
  if (!does(kMost)) return 0;
  std::size_t low = 0;
  std::size_t high = kMost;
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (does(middle) ? high : low) = middle;
  }
  return high;
}

/// A change is seen where its interval lies beyond the floor, as noise_floor has it turned round. One that is none is
/// called the same where the interval lies within the equivalence: to either side the estimate may be off.
model::RunsToSee runs_to_see(const Sides& sides, const VarianceEstimate& run_noise, double scale, const Rule& rule) {
  constexpr double kZ80Both = 1.2816;  // of 80 % between both sides
  const auto runs = [&](const Wanted& wanted) { return runs_for(wanted, sides, run_noise, scale, rule); };
  const auto beyond_floor = [&](double size) { return std::log1p(size) - std::log1p(rule.floor); };
  return {runs({std::log1p(rule.equivalence), kZ80Both}), runs({beyond_floor(0.05), kZ80}),
          runs({beyond_floor(0.10), kZ80})};
}

std::span<const double> newest(std::span<const double> values) {
  return values.size() > kMostRanked ? values.subspan(values.size() - kMostRanked) : values;
}

void widen(Ratio& ratio, const Ratio& by) {
  ratio.lower = std::min(ratio.lower, by.lower);
  ratio.upper = std::max(ratio.upper, by.upper);
}

/// With runs enough on both sides, their ranks must exclude no change, too: the wider end of both intervals counts.
void widen_by_ranks(Comparison& c, const Sides& sides, std::span<const double> reference, const Rule& rule) {
  if (few_runs(sides)) return;
  const auto interval = stats::shift_interval(newest(reference), newest(sides.current), rule.confidence);
  if (!interval) return;
  c.rule = "Hodges-Lehmann and prediction interval";
  const double level = stats::median(reference);
  widen(c.ratio, {1, ratio_of(sides.logarithmic, level, level + interval->lower, 0).value,
                  ratio_of(sides.logarithmic, level, level + interval->upper, 0).value});
}

/// What stands for the ratio where there is none.
void state_difference(Comparison& c) {
  c.ratio = {};
  c.difference = c.current.value - c.baseline.value;
}

/// The word for a difference beyond doubt.
void call_difference(Comparison& c, units::Direction better) {
  const double before = c.baseline.value;
  const double after = c.current.value;
  c.verdict = after == before ? Verdict::Same : evident_verdict(after < before, better);
}

Comparison exact_comparison(const Sides& sides, units::Direction better) {
  Comparison c;
  c.baseline = sides.baseline_level;
  c.current = sides.current_level;
  c.rule = "exact";
  const double ratio = c.baseline.value != 0 ? c.current.value / c.baseline.value : 1;
  c.ratio = {ratio, ratio, ratio};
  c.p = c.current.value == c.baseline.value ? 1 : 0;
  call_difference(c, better);
  if (c.baseline.value <= 0 || c.current.value <= 0) state_difference(c);
  c.provisional = c.current.n < kProvisional;
  return c;
}

/// Whether the baseline's own runs are nearer to the current level than to that of the runs before them: then the
/// change may be older than the baseline, only not yet confirmed as a change point.
bool half_there(const Sides& sides) {
  if (sides.others.empty()) return false;
  const double after = stats::median(sides.current);
  const double since_others = after - stats::median(sides.others);
  const double since_baseline = after - stats::median(sides.baseline);
  return since_baseline * since_others > 0 && std::abs(since_baseline) < 0.5 * std::abs(since_others);
}

/// What may still speak against a verdict.
void doubt(Comparison& c, const Sides& sides, std::span<const double> reference) {
  if (!model::is_evident(c.verdict)) return;
  if (few_runs(sides) && reference.size() >= kRangeRuns &&
      !outside_range(reference.last(kRangeRuns), stats::median(sides.current))) {
    c.verdict = Verdict::Unclear;
    c.rule += "; within the range of the last 20 runs";
  } else if (half_there(sides)) {
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

/// What is known of a shift before a verdict is given.
struct Shift {
  Ratio ratio;
  double p = 1;
  double error = 0;  ///< relative.
  bool learnt = false;
};

/// The current runs against `reference`.
Shift shift_from(const Sides& sides, std::span<const double> reference, const Weight& weight,
                 const VarianceEstimate& run_noise, const Rule& rule) {
  const double before = stats::median(reference);
  const double after = stats::median(sides.current);
  const ShiftNoise noise = noise_between(sides, run_noise, weight, rule);
  // The prior is one of ratios: where there are no logarithms, it counts of the level.
  const double scale = sides.logarithmic ? 1 : std::abs(before);
  const double error = noise.error * (noise.degrees > 0 ? 1 : scale);
  const double statistic = error > 0 ? std::abs(after - before) / error : 0;
  return {ratio_of(sides.logarithmic, before, after, noise.quantile(rule.confidence) * error), noise.p_of(statistic),
          error / scale, noise.degrees > 0};
}

/// How the runs of both sides lie about their middles.
VarianceEstimate own_spread(const Sides& sides) {
  double sum = 0;
  for (const std::vector<double>* side : {&sides.baseline, &sides.current}) {
    const double middle = stats::median(*side);
    for (const double y : *side) sum += (y - middle) * (y - middle);
  }
  const auto degrees = static_cast<double>(sides.baseline.size() + sides.current.size()) - 2;
  return {degrees > 0 ? sum / degrees : 0, degrees};
}

/// Where the few runs of two releases stand alone, what they show of the noise counts: if they lie further apart than
/// the history's noise has it, the machine is not what it was.
VarianceEstimate noise_heard(const Sides& sides, const VarianceEstimate& run_noise) {
  constexpr double kConfidence = 0.99;
  const bool ranked = std::min(sides.baseline.size(), sides.current.size()) >= kFewestRanked;
  if (sides.lends || sides.others.empty() || ranked) return run_noise;
  const VarianceEstimate own = own_spread(sides);
  if (!(own.degrees > 0) || !(run_noise.degrees > 0)) return run_noise;
  return own.variance > run_noise.variance * stats::variance_limit(kConfidence, own.degrees) ? own : run_noise;
}

/// A few runs of the baseline that disagree with those before them: a dip, or wild runs. Both are possible where there
/// are only one or two, or where those before them went as far, so the change is anything between what it is from
/// either.
void hear_others(Comparison& c, const Sides& sides, const VarianceEstimate& run_noise, const Rule& rule) {
  if (sides.lends || sides.others.empty() || sides.baseline.size() >= kManyRuns) return;
  const bool alone =
      sides.baseline.size() >= kProvisional && outside_range(sides.others, stats::median(sides.baseline));
  if (alone) return;
  const Shift shift = shift_from(sides, sides.others, {sides.others.size(), sides.releases - 1}, run_noise, rule);
  widen(c.ratio, shift.ratio);
  c.p = std::max(c.p, shift.p);
  c.rule += "; the few runs of the baseline differ from those before them";
}

void judge(Comparison& c, const Sides& sides, const VarianceEstimate& learnt, units::Direction better, const Rule& rule,
           Asked asked) {
  const VarianceEstimate run_noise = noise_heard(sides, learnt);
  const std::vector<double> reference = sides.reference();
  const Shift shift = shift_from(sides, reference, sides.reference_weight(), run_noise, rule);
  c.ratio = shift.ratio;
  // Around zero the runs that are lent may have no level to take a ratio of: then any is possible.
  if (!c.ratio.has_interval()) c.ratio = {1, 0, exp_finite(kLargestLog)};
  c.p = shift.p;
  c.rule = shift.learnt ? "prediction interval" : "wide prior";
  if (shift.learnt) widen_by_ranks(c, sides, reference, rule);
  hear_others(c, sides, run_noise, rule);
  // What is printed is the ratio of the two levels, and nothing is said that it contradicts.
  c.ratio.value = ratio_of(sides.logarithmic, stats::median(sides.baseline), stats::median(sides.current), 0).value;
  widen(c.ratio, {1, c.ratio.value, c.ratio.value});
  c.noise_floor = noise_floor(c.ratio, shift.error, rule);
  c.verdict = verdict_of(c.ratio, better, rule);
  doubt(c, sides, reference);
  const double change = stats::median(sides.current) - stats::median(reference);
  if (c.verdict == Verdict::Unclear) c.runs_needed = runs_needed(sides, run_noise, change, rule);
  const double scale = sides.logarithmic ? 1 : std::abs(stats::median(reference));
  if (asked == Asked::Advice && shift.learnt && scale > 0) c.runs_to_see = runs_to_see(sides, run_noise, scale, rule);
  c.provisional = !shift.learnt || sides.current.size() < kProvisional;
}

/// Whether the few runs of the baseline may be wild, and the current level is where those before it were.
bool is_back(const Sides& sides, const VarianceEstimate& run_noise, const Rule& rule) {
  if (sides.lends || sides.others.empty() || sides.baseline.size() >= kManyRuns) return false;
  const ShiftNoise noise = noise_between(sides, run_noise, {sides.others.size(), sides.releases - 1}, rule);
  return std::abs(stats::median(sides.current) - stats::median(sides.others)) <= noise.half_width(rule.confidence);
}

/// Whether the baseline's level cannot be told from zero: a ratio to it would say nothing, however large.
bool is_near_zero(const Sides& sides, const VarianceEstimate& run_noise, const Rule& rule) {
  const ShiftNoise noise = noise_between(sides, run_noise, sides.reference_weight(), rule);
  return noise.degrees > 0 && stats::median(sides.reference()) <= noise.half_width(rule.confidence);
}

/// Around zero there are no ratios, but noise there is: the difference must be beyond it.
void judge_difference(Comparison& c, const Sides& sides, const VarianceEstimate& run_noise, units::Direction better,
                      const Rule& rule) {
  const std::vector<double> reference = sides.reference();
  const ShiftNoise noise = noise_between(sides, run_noise, sides.reference_weight(), rule);
  const double shift = stats::median(sides.current) - stats::median(reference);
  const bool known = noise.degrees > 0;
  call_difference(c, better);
  state_difference(c);
  c.p = known && noise.error > 0 ? noise.p_of(std::abs(shift) / noise.error) : 1;
  c.rule = known ? "prediction interval of the difference" : "no ratio to a value that is not positive";
  c.provisional = sides.current.size() < kProvisional;
  if (!known) {
    c.verdict = c.verdict == Verdict::Same ? Verdict::Unclear : Verdict::NotComparable;
    c.difference.reset();
    return;
  }
  const bool agrees = shift * (c.current.value - c.baseline.value) > 0;
  if (std::abs(shift) <= noise.half_width(rule.confidence) || !agrees || is_back(sides, run_noise, rule)) {
    c.verdict = Verdict::Unclear;
  }
  doubt(c, sides, reference);
}

}  // namespace

double ShiftNoise::p_of(double statistic) const {
  return stats::student_p(statistic, degrees > 0 ? degrees : kPriorDegrees);
}

double ShiftNoise::quantile(double confidence) const {
  return stats::student_t(confidence, degrees > 0 ? degrees : kPriorDegrees);
}

ShiftNoise shift_noise(const VarianceEstimate& run_noise, const VarianceEstimate& release_noise, const Weight& before,
                       const Weight& after, const Rule& rule) {
  const double runs = median_variance_factor(before.runs) + median_variance_factor(after.runs);
  const bool known = run_noise.degrees > 0;
  const double within = (known ? run_noise.variance : rule.prior_sigma * rule.prior_sigma) * runs;
  const bool of_releases = release_noise.variance > 0 && before.releases > 0 && after.releases > 0;
  if (!of_releases) return {std::sqrt(within), known ? std::min(run_noise.degrees, 1e6) : 0};
  const double shared =
      release_noise.variance * (median_variance_factor(before.releases) + median_variance_factor(after.releases));
  const double total = within + shared;
  const double doubt = (known ? within * within / run_noise.degrees : 0) + shared * shared / release_noise.degrees;
  return {std::sqrt(total), known ? total * total / doubt : release_noise.degrees};
}

ShiftNoise boundary_noise(const Segmented& s, std::size_t k, const Rule& rule) {
  const std::size_t first = s.starts[k - 1];
  const std::size_t at = s.starts[k];
  const std::size_t last = s.end_of(k);
  // Within one release nothing else changes.
  const bool between = s.column[at] == kNoColumn || s.column[at - 1] != s.column[at];
  const auto releases = [&](std::size_t from, std::size_t to) {
    return between ? std::max<std::size_t>(1, columns_among(s, from, to, kNoColumn)) : 0;
  };
  return shift_noise(s.run_noise, s.release_noise, {at - first, releases(first, at)}, {last - at, releases(at, last)},
                     rule);
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

std::vector<double> Sides::reference() const {
  std::vector<double> out = lends ? others : std::vector<double>{};
  out.insert(out.end(), baseline.begin(), baseline.end());
  return out;
}

Weight Sides::reference_weight() const {
  return lends ? Weight{baseline.size() + others.size(), releases} : Weight{baseline.size(), 1};
}

namespace {

std::vector<double> y_of(const Segmented& s, std::span<const std::size_t> points) {
  std::vector<double> y;
  y.reserve(points.size());
  for (const std::size_t i : points) y.push_back(s.y[i]);
  return y;
}

/// The column itself or, where it has no runs, the last one before it that has.
std::uint32_t measured_column(const Segmented& s, std::uint32_t column) {
  const auto after = std::ranges::upper_bound(s.releases, column, {}, &Stretch::column);
  return after == s.releases.begin() ? kNoColumn : std::prev(after)->column;
}

model::Level level_at(std::span<const model::Level> levels, std::uint32_t column) {
  const auto at = std::ranges::lower_bound(levels, column, {}, &Level::column);
  return at != levels.end() && at->column == column ? *at : Level{column, 0, 0, 0, 0, 0};
}

/// The other runs of the segment that the baseline's own are of, up to it. Those near a change whose side is in doubt
/// count for neither.
void fill_others(Sides& sides, const Segmented& s, std::span<const std::size_t> own, std::uint32_t baseline) {
  const std::uint32_t k = s.segment[own.back()];
  const std::size_t first = k > 0 ? std::max(s.starts[k], s.ranges[k - 1].last) : 0;
  for (std::size_t i = first; i < own.front(); ++i) {
    if (s.column[i] != kNoColumn && s.column[i] != baseline) sides.others.push_back(s.y[i]);
  }
  sides.releases = 1 + columns_among(s, first, own.front(), baseline - 1);
}

/// Whether the baseline's own runs lie where the others predict them: inside the interval of prediction that 19 of 20
/// releases fall into.
bool agree(const Sides& sides, const Rule& rule) {
  constexpr double kConfidence = 0.99;
  if (sides.others.empty()) return false;
  const double apart = std::abs(stats::median(sides.baseline) - stats::median(sides.others));
  const ShiftNoise noise = shift_noise(sides.run_noise, sides.release_noise, {sides.others.size(), sides.releases - 1},
                                       {sides.baseline.size(), 1}, rule);
  return apart <= noise.half_width(kConfidence);
}

}  // namespace

Sides sides_of(const Segmented& s, std::span<const Level> levels, std::uint32_t baseline, std::uint32_t current,
               const Rule& rule) {
  Sides sides;
  sides.logarithmic = s.logarithmic;
  sides.noiseless = s.noiseless;
  sides.run_noise = s.run_noise;
  sides.release_noise = s.release_noise;
  const std::uint32_t before = measured_column(s, baseline);
  const std::vector<std::size_t> own = before == kNoColumn ? std::vector<std::size_t>{} : spoken_for(s, before);
  sides.baseline = y_of(s, own);
  sides.current = y_of(s, spoken_for(s, current));
  sides.measured = !sides.current.empty() || before == baseline;
  sides.baseline_level = level_at(levels, own.empty() ? baseline : before);
  sides.current_level = level_at(levels, current);
  if (own.empty()) return sides;
  fill_others(sides, s, own, before);
  sides.known = own.back() + 1;
  sides.lends = agree(sides, rule);
  return sides;
}

double level_noise(const Sides& sides, const VarianceEstimate& run_noise, std::size_t runs, const Rule& rule) {
  if (!sides.logarithmic || sides.noiseless || runs == 0) return 0;
  ShiftNoise noise = shift_noise(run_noise, sides.release_noise, {runs, 1}, {runs, 1}, rule);
  if (runs < kManyRuns && sides.known < kRangeRuns) {
    noise.degrees = std::min(noise.degrees, std::max(2.0, static_cast<double>(sides.known) / 2));
  }
  // Half of the variance of the shift is of either side.
  const double half = noise.half_width(rule.confidence) / std::sqrt(2.0);
  if (!(half > 0) || half > kLargestLog) return 0;
  const double digits = std::pow(10, 3 - std::floor(std::log10(half)));
  return std::round(half * digits) / digits;
}

Sides first_side(const Segmented& s, const model::Level& level) {
  Sides sides;
  for (const std::size_t i : spoken_for(s, level.column)) sides.current.push_back(s.y[i]);
  sides.logarithmic = s.logarithmic;
  sides.noiseless = s.noiseless;
  sides.current_level = level;
  sides.run_noise = s.run_noise;
  sides.release_noise = s.release_noise;
  return sides;
}

namespace {

/// On ln, what the next release shows in four of five cases if both have `runs` runs. The noise that will be learnt is
/// itself off by about one part in the root of twice its degrees, and the interval with it: without that, a change
/// foretold for four of five cases is shown in about half of them (simulated with 3, 5 and 10 runs). `ranks`: half of
/// the interval that the ranks of the runs will have, which must agree.
double foreseen(const Sides& sides, const VarianceEstimate& run_noise, std::size_t runs, const Rule& rule,
                double ranks = 0) {
  const bool learnt = run_noise.degrees > 0;
  const ShiftNoise noise = learnt ? noise_with(sides, run_noise, runs, rule)
                                  : shift_noise(run_noise, sides.release_noise, {runs, 1}, {runs, 1}, rule);
  const double off = noise.degrees > 0 ? 1 / std::sqrt(2 * noise.degrees) : 0;
  const double half = std::max(noise.quantile(rule.confidence) * noise.error, ranks);
  return half * (1 + off) + kZ80 * noise.error + std::log1p(rule.floor);
}

/// The fewest runs, from those there are on, that show a change of that size; 0: more than anybody makes.
std::size_t runs_to_foresee(const Sides& sides, const VarianceEstimate& run_noise, double size, const Rule& rule) {
  constexpr std::size_t kMost = 200;
  for (std::size_t runs = 2; runs <= kMost; ++runs) {
    if (foreseen(sides, run_noise, runs, rule) <= std::log1p(size)) return runs;
  }
  return 0;
}

}  // namespace

void foresee(Comparison& c, const Sides& sides, const VarianceEstimate& run_noise, const Rule& rule) {
  const std::size_t runs = sides.current.size();
  if (!sides.logarithmic || sides.noiseless || runs == 0) return;
  // The ranks of two releases that are spread as this one is.
  const auto ranks = runs < kManyRuns
                         ? std::nullopt
                         : stats::shift_interval(newest(sides.current), newest(sides.current), rule.confidence);
  const double seen = foreseen(sides, run_noise, runs, rule, ranks ? (ranks->upper - ranks->lower) / 2 : 0);
  if (std::isfinite(seen)) c.next_sees = std::expm1(std::min(seen, kLargestLog));
  if (!(run_noise.degrees > 0)) return;
  c.runs_to_see.five = runs_to_foresee(sides, run_noise, 0.05, rule);
  c.runs_to_see.ten = runs_to_foresee(sides, run_noise, 0.10, rule);
}

std::optional<Comparison> compared(const Sides& sides, const VarianceEstimate& run_noise, units::Direction better,
                                   const Rule& rule, Asked asked) {
  if (!sides.measured) return std::nullopt;
  Comparison c;
  c.baseline = sides.baseline_level;
  c.current = sides.current_level;
  c.lent = sides.lends && !sides.noiseless ? sides.others.size() : 0;
  if (sides.current.empty() || sides.baseline.empty()) {
    c.verdict = sides.current.empty() ? Verdict::Gone : Verdict::New;
    c.rule = sides.current.empty() ? "not measured in the current release" : "not measured before";
    return c;
  }
  if (sides.noiseless) return exact_comparison(sides, better);
  if (!sides.logarithmic && (c.baseline.value <= 0 || c.current.value <= 0 || is_near_zero(sides, run_noise, rule))) {
    judge_difference(c, sides, run_noise, better, rule);
    return c;
  }
  judge(c, sides, run_noise, better, rule, asked);
  return c;
}

}  // namespace perfolio::analysis
