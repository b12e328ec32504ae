// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/series_facts.h"

#include "stats/change_points.h"
#include "stats/robust.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perfolio::analysis {

using model::Comparison;
using model::kNoColumn;
using model::Level;
using model::Ratio;
using model::Rule;
using model::Verdict;

namespace {

/// Efficiency of the MAD against the standard deviation on normal data: a sigma estimated from n values by it is worth
/// about 0.37 n degrees of freedom (Rousseeuw & Croux 1993, section 2).
constexpr double kMadEfficiency = 0.37;
/// Power for which the noise floor is stated: z of 80 %.
constexpr double kZ80 = 0.8416;
constexpr std::size_t kRangeRuns = 20;  ///< with few runs on a side, the change must also leave the range of these.
constexpr std::size_t kManyRuns = 4;    ///< from here on a side's own spread speaks for itself.
constexpr std::size_t kProvisional = 3;

void fit_noise(Segmented& s) {
  std::vector<double> residual;
  residual.reserve(s.y.size());
  bool exact = true;
  for (std::size_t k = 0; k < s.starts.size(); ++k) {
    const std::size_t first = s.starts[k];
    const std::size_t last = k + 1 < s.starts.size() ? s.starts[k + 1] : s.y.size();
    const std::span<const double> part(s.y.data() + first, last - first);
    const double middle = stats::median(part);
    for (const double y : part) {
      residual.push_back(y - middle);
      exact = exact && y == part.front();
    }
  }
  const auto spare = static_cast<double>(s.y.size() - s.starts.size());
  s.degrees = kMadEfficiency * spare;
  s.noiseless = exact && spare >= 3;
  if (s.noiseless || s.degrees < 1) {
    if (!s.noiseless) s.degrees = 0;
    return;
  }
  s.sigma = std::max(stats::difference_sigma(s.y), stats::mad_sigma(residual));
  if (s.sigma <= 0) {  // most runs repeat exactly, some do not: the mean square of what is left
    double sum = 0;
    for (const double r : residual) sum += r * r;
    s.sigma = std::sqrt(sum / spare);
  }
}

/// Values may lie 600 powers of ten apart, and no fact may be infinite: exp stops at the largest number.
constexpr double kLargestLog = 709.78;
double exp_finite(double y) { return std::exp(std::min(y, kLargestLog)); }

/// ln levels back to the scale of the values.
double level_of(const Segmented& s, double y) { return s.logarithmic ? exp_finite(y) : y; }

std::vector<double> points_where(const Segmented& s, std::size_t first, std::size_t last, auto&& keep) {
  std::vector<double> out;
  for (std::size_t i = first; i < last; ++i) {
    if (keep(i)) out.push_back(s.y[i]);
  }
  return out;
}

/// The runs that speak for `column`: those in its last segment. Their values on the scale of y.
std::vector<double> shipped(const Segmented& s, std::uint32_t column) {
  std::size_t last = s.column.size();
  while (last > 0 && s.column[last - 1] != column) --last;
  if (last == 0) return {};
  const std::size_t first = s.starts[s.segment[last - 1]];
  return points_where(s, first, last, [&](std::size_t i) { return s.column[i] == column; });
}

/// Half width, on the scale of y, of the interval of a single run. Quantiles are dear: asked once for a series.
double single_run_half_width(const Segmented& s, double confidence) {
  if (s.noiseless || s.degrees <= 0) return 0;
  return stats::student_t(confidence, s.degrees) * s.sigma;
}

/// `half`: single_run_half_width.
Level level_from(const Segmented& s, std::span<const double> y, std::uint32_t column, double half, double confidence) {
  const double middle = stats::median(y);
  stats::Interval interval;
  if (y.size() >= 6 && !s.noiseless) {
    interval = stats::median_interval(y, confidence);
  } else {
    const double narrowed = half * std::sqrt(stats::median_variance_factor(y.size()));
    interval = {middle - narrowed, middle + narrowed};
  }
  return {column, static_cast<std::uint32_t>(y.size()), level_of(s, middle), level_of(s, interval.lower),
          level_of(s, interval.upper)};
}

/// What the noise of a shift is made of: the runs of both sides, and what one release has in common that the next has
/// not (another runner, another build): launches of one release share an offset (Kalibera & Jones 2013).
struct ShiftNoise {
  double error = 0;    ///< standard error of the shift, on the scale of y.
  double degrees = 0;  ///< 0: nothing known.
};

/// Noise between the levels of the releases of the baseline's segment, beyond what their runs explain.
ShiftNoise between_releases(const Segmented& s, std::size_t first, std::size_t last, std::uint32_t baseline) {
  std::vector<double> middles;
  std::vector<double> runs;
  double counts = 0;
  for (std::size_t i = first; i < last;) {
    const std::uint32_t column = s.column[i];
    std::size_t end = i;
    runs.clear();
    for (; end < last && s.column[end] == column; ++end) runs.push_back(s.y[end]);
    if (column != kNoColumn && column <= baseline) {
      middles.push_back(stats::median(runs));
      counts += stats::median_variance_factor(runs.size());
    }
    i = end;
  }
  if (middles.size() < 4) return {};
  std::vector<double> step;
  for (std::size_t i = 1; i < middles.size(); ++i) step.push_back(std::abs(middles[i] - middles[i - 1]));
  const double robust = 1.4826 * stats::median(step) / std::sqrt(2.0);
  double square = 0;
  for (const double d : step) {
    const double kept = robust > 0 ? std::min(d, 5 * robust * std::sqrt(2.0)) : d;
    square += kept * kept;
  }
  const double spread = std::max(robust, std::sqrt(square / (2 * static_cast<double>(step.size()))));
  const double explained = s.sigma * s.sigma * counts / static_cast<double>(middles.size());
  const double variance = std::max(0.0, spread * spread - explained);
  return {std::sqrt(variance), static_cast<double>(middles.size() - 1)};
}

ShiftNoise shift_noise(const Segmented& s, std::size_t n_baseline, std::size_t n_current, const ShiftNoise& between,
                       const Rule& rule) {
  const double runs = stats::median_variance_factor(n_baseline) + stats::median_variance_factor(n_current);
  if (s.degrees <= 0) return {rule.prior_sigma * std::sqrt(runs), 0};
  const double within = s.sigma * s.sigma * runs;
  if (between.error <= 0) return {std::sqrt(within), s.degrees};
  const double releases = between.degrees + 1;
  const double shared =
      between.error * between.error * (1 + stats::median_variance_factor(static_cast<std::size_t>(releases)));
  // Welch & Satterthwaite: degrees of freedom of a sum of variances.
  const double total = within + shared;
  const double degrees = total * total / (within * within / s.degrees + shared * shared / between.degrees);
  return {std::sqrt(total), degrees};
}

/// A shift on the scale of y as a ratio of levels.
Ratio ratio_of(const Segmented& s, double before, double after, double half) {
  if (s.logarithmic) {
    const double d = after - before;
    return {exp_finite(d), exp_finite(d - half), exp_finite(d + half)};
  }
  if (before <= 0) return {after == before ? 1.0 : 0.0, 0, 0};
  const double ratio = after / before;
  return {ratio, std::max(0.0, ratio - half / before), ratio + half / before};
}

double quantile(const ShiftNoise& noise, double confidence) {
  return noise.degrees > 0 ? stats::student_t(confidence, noise.degrees) : stats::normal_z(confidence);
}

bool outside_recent_range(std::span<const double> baseline, double current) {
  const std::size_t from = baseline.size() - kRangeRuns;
  const auto [low, high] = std::minmax_element(baseline.begin() + static_cast<std::ptrdiff_t>(from), baseline.end());
  return current < *low || current > *high;
}

/// Runs of the current release with which an interval as wide as the noise demands would lie beyond the floor.
std::size_t runs_needed(const Segmented& s, double shift, const Rule& rule) {
  if (s.degrees <= 0 || s.sigma <= 0) return 0;
  const double room = std::abs(shift) - std::log1p(rule.floor);
  const double aim = std::max(room, std::log1p(rule.equivalence) - std::abs(shift));
  if (aim <= 0) return 0;
  const double ratio = stats::student_t(rule.confidence, s.degrees) * s.sigma / aim;
  const double runs = std::ceil(1.5708 * ratio * ratio * 2);
  return runs > 1000 ? 0 : static_cast<std::size_t>(runs);
}

Comparison exact_comparison(const Segmented& s, const Level& baseline, const Level& current, units::Direction better) {
  Comparison c;
  c.baseline = baseline;
  c.current = current;
  c.rule = "exact";
  const double ratio = baseline.value != 0 ? current.value / baseline.value : 1;
  c.ratio = {ratio, ratio, ratio};
  c.p = current.value == baseline.value ? 1 : 0;
  if (current.value == baseline.value) {
    c.verdict = Verdict::Same;
  } else if (baseline.value <= 0 || current.value <= 0) {
    c.ratio = {};
    c.verdict = Verdict::NotComparable;
    c.rule = "no ratio to a value that is not positive";
  } else {
    c.verdict = (ratio < 1) == (better == units::Direction::Lower) ? Verdict::Better : Verdict::Worse;
  }
  c.provisional = s.column.empty() || current.n < kProvisional;
  return c;
}

/// The two sides of a comparison, on the scale of y.
struct Sides {
  std::vector<double> segment;   ///< all runs of the segment in force at the baseline.
  std::vector<double> baseline;  ///< those of the baseline itself; may be empty.
  std::vector<double> current;
};

/// Whether the baseline's own runs are nearer to the current level than to their segment's: then the change is older
/// than the baseline, only not yet confirmed as a change point.
bool already_there(const Sides& sides) {
  if (sides.baseline.empty()) return false;
  const double after = stats::median(sides.current);
  const double since_segment = after - stats::median(sides.segment);
  const double since_baseline = after - stats::median(sides.baseline);
  return since_baseline * since_segment <= 0 || std::abs(since_baseline) < 0.5 * std::abs(since_segment);
}

void judge(Comparison& c, const Segmented& s, const ShiftNoise& noise, const Sides& sides, units::Direction better,
           const Rule& rule) {
  const std::span<const double> baseline = sides.segment;
  const std::span<const double> current = sides.current;
  const double before = stats::median(baseline);
  const double after = stats::median(current);
  const double scale = s.logarithmic ? 1 : before;
  const double error = noise.error * (noise.degrees > 0 || s.logarithmic ? 1 : std::abs(scale));
  const double t = quantile(noise, rule.confidence);
  c.ratio = ratio_of(s, before, after, t * error);
  const double statistic = error > 0 ? std::abs(after - before) / error : 0;
  c.p = noise.degrees > 0 ? stats::student_p(statistic, noise.degrees) : std::erfc(statistic / std::sqrt(2.0));
  c.noise_floor =
      s.logarithmic ? std::expm1(std::min((t + kZ80) * error, kLargestLog)) : (t + kZ80) * error / std::abs(scale);
  c.rule = noise.degrees > 0 ? "prediction interval" : "wide prior";
  c.verdict = verdict_of(c.ratio, better, rule);
  const bool few = baseline.size() < kManyRuns || current.size() < kManyRuns;
  const bool evident = c.verdict == Verdict::Better || c.verdict == Verdict::Worse;
  if (evident && few && baseline.size() >= kRangeRuns && !outside_recent_range(baseline, after)) {
    c.verdict = Verdict::Unclear;
    c.rule += "; within the range of the last 20 runs";
  } else if (evident && already_there(sides)) {
    c.verdict = Verdict::Unclear;
    c.rule += "; the runs of the baseline itself are as near to the current level";
  }
  if (c.verdict == Verdict::Unclear) c.runs_needed = runs_needed(s, after - before, rule);
  c.provisional = noise.degrees <= 0 || current.size() < kProvisional;
}

}  // namespace

Segmented segmented(const model::Series& series, std::span<const std::uint32_t> column_of_run) {
  Segmented s;
  s.value = series.value;
  s.run = series.run;
  s.column.reserve(s.run.size());
  for (const std::uint32_t run : s.run) s.column.push_back(column_of_run[run]);
  s.logarithmic = std::ranges::all_of(s.value, [](double v) { return v > 0; });
  s.y = s.value;
  if (s.logarithmic) std::ranges::transform(s.y, s.y.begin(), [](double v) { return std::log(v); });
  s.starts = stats::change_points(s.y);
  s.starts.insert(s.starts.begin(), 0);
  s.segment.resize(s.y.size());
  for (std::size_t k = 1; k < s.starts.size(); ++k) ++s.segment[s.starts[k]];
  for (std::size_t i = 1; i < s.segment.size(); ++i) s.segment[i] += s.segment[i - 1];
  fit_noise(s);
  return s;
}

Verdict verdict_of(const Ratio& ratio, units::Direction better, const Rule& rule) {
  if (!ratio.has_interval()) return Verdict::Unclear;
  const double up = 1 + rule.floor;
  const double down = 1 - rule.floor;
  if (ratio.upper < down) return better == units::Direction::Lower ? Verdict::Better : Verdict::Worse;
  if (ratio.lower > up) return better == units::Direction::Lower ? Verdict::Worse : Verdict::Better;
  const bool within_floor = ratio.lower >= down && ratio.upper <= up;
  const bool includes_one = ratio.lower <= 1 && ratio.upper >= 1;
  const bool equivalent = ratio.lower >= 1 - rule.equivalence && ratio.upper <= 1 + rule.equivalence;
  return within_floor || (includes_one && equivalent) ? Verdict::Same : Verdict::Unclear;
}

std::vector<Level> levels(const Segmented& s, const Rule& rule) {
  std::vector<Level> out;
  // The last point of every column decides the segment; columns come nearly in order, so a sort of (column, index) is
  // cheap.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
  for (std::size_t i = 0; i < s.column.size(); ++i) {
    if (s.column[i] != kNoColumn) order.emplace_back(s.column[i], static_cast<std::uint32_t>(i));
  }
  std::ranges::sort(order);
  const double half = single_run_half_width(s, rule.level_confidence);
  std::vector<double> y;
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && order[end].first == order[i].first) ++end;
    const std::uint32_t segment = s.segment[order[end - 1].second];
    y.clear();
    for (std::size_t j = i; j < end; ++j) {
      if (s.segment[order[j].second] == segment) y.push_back(s.y[order[j].second]);
    }
    out.push_back(level_from(s, y, order[i].first, half, rule.level_confidence));
    i = end;
  }
  return out;
}

std::vector<model::ChangePoint> change_point_facts(const Segmented& s, units::Direction better, const Rule& rule) {
  std::vector<model::ChangePoint> out;
  for (std::size_t k = 1; k < s.starts.size(); ++k) {
    const std::size_t from = s.starts[k - 1];
    const std::size_t at = s.starts[k];
    const std::size_t end = k + 1 < s.starts.size() ? s.starts[k + 1] : s.y.size();
    const double before = stats::median({s.y.data() + from, at - from});
    const double after = stats::median({s.y.data() + at, end - at});
    model::ChangePoint point;
    // The first run that belongs to a release says where the change shows.
    std::size_t shows = at;
    while (shows < end && s.column[shows] == kNoColumn) ++shows;
    point.column = shows < end ? s.column[shows] : kNoColumn;
    point.run = s.run[at];
    point.before = level_of(s, before);
    point.after = level_of(s, after);
    const ShiftNoise noise = shift_noise(s, at - from, end - at, {}, rule);
    const double half = s.noiseless ? 0 : quantile(noise, rule.confidence) * noise.error;
    point.ratio = ratio_of(s, before, after, half);
    point.verdict = verdict_of(point.ratio, better, rule);
    point.provisional = end - at < kProvisional;
    out.push_back(point);
  }
  return out;
}

std::optional<Comparison> comparison(const Segmented& s, units::Direction better, std::uint32_t baseline,
                                     std::uint32_t current, const Rule& rule) {
  std::vector<double> now = shipped(s, current);
  // The segment in force at the baseline: that of the last run of the baseline or, where it has none, before it.
  std::size_t last = s.column.size();
  while (last > 0 && (s.column[last - 1] == kNoColumn || s.column[last - 1] > baseline)) --last;
  const bool measured_there = std::ranges::find(s.column, baseline) != s.column.end();
  if (now.empty() && !measured_there) return std::nullopt;
  Comparison c;
  c.baseline.column = baseline;
  c.current.column = current;
  const double half = single_run_half_width(s, rule.level_confidence);
  std::vector<double> then;
  std::size_t first = 0;
  if (last > 0) {
    first = s.starts[s.segment[last - 1]];
    then = points_where(s, first, last,
                        [&](std::size_t i) { return s.column[i] != kNoColumn && s.column[i] <= baseline; });
    c.baseline = level_from(s, then, baseline, half, rule.level_confidence);
  }
  if (!now.empty()) c.current = level_from(s, now, current, half, rule.level_confidence);
  if (now.empty() || then.empty()) {
    c.verdict = now.empty() ? Verdict::Gone : Verdict::New;
    c.rule = now.empty() ? "not measured in the current release" : "not measured before";
    c.ratio = {};
    return c;
  }
  if (s.noiseless) return exact_comparison(s, c.baseline, c.current, better);
  if (!s.logarithmic && (c.baseline.value <= 0 || c.current.value <= 0)) {
    Comparison exact = exact_comparison(s, c.baseline, c.current, better);
    if (exact.verdict == Verdict::Same) exact.verdict = Verdict::Unclear;
    return exact;
  }
  const ShiftNoise between = between_releases(s, first, last, baseline);
  const ShiftNoise noise = shift_noise(s, then.size(), now.size(), between, rule);
  judge(c, s, noise, {std::move(then), shipped(s, baseline), std::move(now)}, better, rule);
  return c;
}

}  // namespace perfolio::analysis
