// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/against.h"

#include "analysis/groups.h"
#include "analysis/headline.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perfolio::analysis {

using model::Against;
using model::Apart;
using model::BenchmarkFacts;
using model::Report;
using model::Verdict;

namespace {

/// Where the change came about, as far as changes in its direction are established after `column`.
void date_of(Apart& apart, const BenchmarkFacts& b, std::uint32_t column, std::size_t current) {
  const bool rises = apart.difference ? *apart.difference > 0 : apart.ratio.value > 1;
  for (const model::ColumnChange& change : b.column_changes) {
    const bool mine = model::is_evident(change.verdict) && change.column > column && change.column <= current;
    if (!mine || (change.difference ? *change.difference > 0 : change.ratio > 1) != rises) continue;
    if (!apart.since) apart.since = change.column;
    ++apart.steps;
  }
}

double size_of(const Apart& apart) {
  if (apart.difference) return 2000;  // beyond ln of any ratio
  return apart.ratio.value > 0 ? std::abs(std::log(apart.ratio.value)) : 0;
}

Against against(const Report& report, const Judged& judged) {
  const std::vector<BenchmarkFacts>& benchmarks = judged.benchmarks.empty() ? report.benchmarks : judged.benchmarks;
  std::vector<std::size_t> all(benchmarks.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  Against out;
  out.column = judged.column;
  out.roles = judged.roles;
  out.index = index_of(benchmarks, all, report.rule);
  out.counts = counts_of(benchmarks, all);
  out.counts.alerts = out.counts.fails = out.counts.suppressed = 0;
  for (std::size_t i = 0; i < benchmarks.size(); ++i) {
    const BenchmarkFacts& b = benchmarks[i];
    if (!b.primary || !b.comparison) continue;
    const Verdict verdict = b.comparison->verdict;
    if (verdict != Verdict::Better && verdict != Verdict::Worse) continue;
    Apart apart{i, b.comparison->ratio, b.comparison->difference, verdict, std::nullopt, 0};
    date_of(apart, report.benchmarks[i], judged.column, report.current);
    (verdict == Verdict::Worse ? out.worse : out.better).push_back(apart);
  }
  const auto larger = [](const Apart& a, const Apart& b) { return size_of(a) > size_of(b); };
  std::ranges::stable_sort(out.worse, larger);
  std::ranges::stable_sort(out.better, larger);
  return out;
}

}  // namespace

void fill_against(Report& report, std::span<const Judged> judged) {
  for (const Judged& one : judged) report.overview.against.push_back(against(report, one));
}

}  // namespace perfolio::analysis
