// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/judging.h"

#include "analysis/lines.h"
#include "analysis/series_facts.h"
#include "analysis/shift.h"
#include "analysis/suite.h"
#include "base/parallel.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Report;

namespace {

/// Where each column has one run, and each run a column, the levels say all.
std::vector<model::RunValue> run_values(const Segmented& s) {
  std::vector<model::RunValue> out;
  if (s.releases.size() == s.run.size()) return out;
  for (std::size_t i = 0; i < s.run.size(); ++i) out.push_back({s.run[i], s.value[i]});
  return out;
}

BenchmarkFacts facts_of(const model::Series& s, const Identity& identity, const Segmented& segmented,
                        const model::Rule& rule) {
  BenchmarkFacts b;
  b.id = identity.id;
  b.primary = identity.primary;
  b.suite = s.suite;
  b.name = s.benchmark;
  b.metric = s.metric;
  b.environment = s.environment;
  b.unit = s.unit;
  b.better = s.better;
  b.estimator = s.estimator;
  b.per = s.per;
  b.spread = s.spread;
  b.parameters = s.parameters;
  b.noise = segmented.sigma();
  b.noiseless = segmented.noiseless;
  b.levels = levels(segmented, rule);
  b.run_values = run_values(segmented);
  b.change_points = change_point_facts(segmented, s.better, rule);
  return b;
}

/// No level is better known than it was printed.
void widen_by_resolution(BenchmarkFacts& b, double resolution) {
  if (!(resolution > 0)) return;
  for (model::Level& level : b.levels) {
    level.lower = std::min(level.lower, level.value - resolution);
    level.upper = std::max(level.upper, level.value + resolution);
  }
}

/// Bounds of a single launch widen the interval of its level, never narrow it.
void widen_by_bounds(BenchmarkFacts& b, const model::Series& series, const Segmented& segmented) {
  if (series.lower.empty()) return;
  for (model::Level& level : b.levels) {
    const std::vector<std::size_t> spoken = spoken_for(segmented, level.column);
    if (spoken.size() != 1) continue;
    level.lower = std::min(level.lower, series.lower[spoken.front()]);
    level.upper = std::max(level.upper, series.upper[spoken.front()]);
  }
}

Kept told_of(BenchmarkFacts& b, model::Series series, const Identity& name, const Report& report,
             const model::Timeline& timeline, std::span<const std::uint32_t> build, bool with_baseline) {
  put_by_lines(series, timeline);
  Kept kept{segmented(series, {timeline.column, build}), {}};
  Segmented& s = kept.series;
  b = facts_of(series, name, s, report.rule);
  keep_to_lines(b, series, timeline, report.rule);
  widen_by_bounds(b, series, s);
  widen_by_resolution(b, s.resolution);
  if (with_baseline) {
    kept.apart = noise_apart(s, static_cast<std::uint32_t>(report.current));
    learn_run_noise(s, kept.apart);
  }
  fold(s);
  return kept;
}

}  // namespace

std::vector<Kept> told(Report& report, std::span<model::Series> series, std::span<const Identity> names,
                       const model::Timeline& timeline, std::span<const std::uint32_t> build, bool with_baseline,
                       const Crew& crew) {
  std::vector<Kept> kept(series.size());
  report.benchmarks.resize(series.size());
  base::begin(crew.progress, "analysing", series.size(), "benchmarks");
  base::in_chunks(series.size(), kChunk, crew.jobs, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      kept[i] =
          told_of(report.benchmarks[i], std::exchange(series[i], {}), names[i], report, timeline, build, with_baseline);
    }
    base::advance(crew.progress, last - first);
  });
  return kept;
}

namespace {

std::vector<stats::VarianceEstimate> noise_of(const Report& report, std::span<const Kept> kept) {
  std::vector<KnownNoise> known;
  known.reserve(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    const Segmented& s = kept[i].series;
    known.push_back({b.suite, b.metric, s.logarithmic, s.noiseless, s.run_noise});
  }
  return suite_noise(known);
}

/// Who a series is, without what is known of it.
BenchmarkFacts named_as(const BenchmarkFacts& b) {
  BenchmarkFacts out;
  out.id = b.id;
  out.suite = b.suite;
  out.name = b.name;
  out.metric = b.metric;
  out.environment = b.environment;
  out.unit = b.unit;
  out.better = b.better;
  out.primary = b.primary;
  return out;
}

/// It depends on the number of runs alone, and few are different.
void fill_level_noise(std::vector<model::Level>& levels, const Sides& sides, const stats::VarianceEstimate& noise,
                      const model::Rule& rule) {
  std::map<std::uint32_t, double> known;
  for (model::Level& level : levels) {
    const auto [at, fresh] = known.try_emplace(level.n, 0);
    if (fresh) at->second = level_noise(sides, noise, level.n, rule);
    level.noise = at->second;
  }
}

/// Against the baseline.
void judge_one(BenchmarkFacts& b, const Sides& sides, const stats::VarianceEstimate& noise, const Report& report) {
  fill_level_noise(b.levels, sides, noise, report.rule);
  b.comparison = compared(sides, noise, b.better, report.rule);
  if (!b.comparison || b.comparison->baseline.n == 0 || b.comparison->baseline.column == *report.baseline) return;
  b.notes.push_back(fmt::format("not measured in {}: its baseline is {}", report.columns[*report.baseline].release.tag,
                                report.columns[b.comparison->baseline.column].release.tag));
}

/// One series against all columns. Takes it apart: this is the last that is asked of it. Returns the runs behind both
/// levels; none where one of them is missing.
ComparedRuns judge_series(Report& report, std::span<Judged> others, std::size_t i, Kept kept,
                          const stats::VarianceEstimate& noise, const model::Timeline& timeline) {
  const auto baseline = static_cast<std::uint32_t>(*report.baseline);
  const auto current = static_cast<std::uint32_t>(report.current);
  Segmented& s = kept.series;
  BenchmarkFacts& b = report.benchmarks[i];
  unfold(s, timeline.column);
  const auto sides_against = [&](std::uint32_t column) {
    learn_release_noise(s, column, current, kept.apart);
    return sides_of(s, b.levels, column, current, report.rule);
  };
  for (Judged& other : others) {
    if (other.column == baseline) continue;
    other.benchmarks[i].comparison =
        compared(sides_against(other.column), noise, b.better, report.rule, Asked::Verdict);
  }
  b.noiseless = s.noiseless;
  const Sides sides = sides_against(baseline);
  judge_one(b, sides, noise, report);
  if (!sides.measured || sides.baseline.empty() || sides.current.empty()) return {};
  return compared_runs(s, b, sides.baseline_level.column, current);
}

}  // namespace

std::map<std::string, ComparedRuns> judge(Report& report, std::span<Judged> others, std::vector<Kept> kept,
                                          const model::Timeline& timeline, const Crew& crew) {
  const std::vector<stats::VarianceEstimate> noise = noise_of(report, kept);
  for (Judged& other : others) {
    if (other.column == *report.baseline) continue;
    for (const BenchmarkFacts& b : report.benchmarks) other.benchmarks.push_back(named_as(b));
  }
  std::vector<ComparedRuns> runs(kept.size());
  base::begin(crew.progress, "comparing", kept.size(), "benchmarks");
  base::in_chunks(kept.size(), kChunk, crew.jobs, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      runs[i] = judge_series(report, others, i, std::exchange(kept[i], {}), noise[i], timeline);
    }
    base::advance(crew.progress, last - first);
  });
  for (Judged& other : others) {
    if (other.column == *report.baseline) continue;
    pair_incomparable(other.benchmarks);
    correct_for_many(other.benchmarks, report.rule);
  }
  std::map<std::string, ComparedRuns> by_id;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto& c = report.benchmarks[i].comparison;
    if (c && !runs[i].before.empty()) by_id.emplace(report.benchmarks[i].id, std::move(runs[i]));
  }
  return by_id;
}

void foretell(Report& report, std::vector<Kept> kept, const model::Timeline& timeline) {
  const std::vector<stats::VarianceEstimate> noise = noise_of(report, kept);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    BenchmarkFacts& b = report.benchmarks[i];
    if (!b.comparison) continue;
    Segmented s = std::move(kept[i].series);
    unfold(s, timeline.column);
    foresee(*b.comparison, first_side(s, b.comparison->current), noise[i], report.rule);
  }
}

}  // namespace perfolio::analysis
