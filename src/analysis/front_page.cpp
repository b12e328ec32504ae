// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/front_page.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::ColumnChange;
using model::Comparison;
using model::Report;
using model::Verdict;

namespace {

/// On ln; what has no ratio came from nothing, or went to it, and is larger than any that has.
double size_of(const Comparison& c) {
  if (c.difference) return 2000;
  return c.ratio.value > 0 ? std::abs(std::log(c.ratio.value)) : 0;
}

int urgency(const BenchmarkFacts& b) {
  const Comparison& c = *b.comparison;
  if (c.fail) return 0;
  if (c.alert) return 1;
  return c.verdict == Verdict::Worse ? 2 : c.verdict == Verdict::Better ? 3 : 4;
}

/// How near an unclear change is to one: the share of the way from its end across no change that the change itself
/// has gone; 1 where the whole interval lies on one side. 0: it is none, or nobody knows.
double nearness(const Comparison& c, const model::Rule& rule) {
  if (c.verdict != Verdict::Unclear || c.difference || !c.ratio.has_interval() || !(c.ratio.lower > 0)) return 0;
  const double size = std::log(c.ratio.value);
  if (!(std::abs(size) > std::log1p(rule.floor))) return 0;
  const double across = size > 0 ? -std::log(c.ratio.lower) : std::log(c.ratio.upper);
  return across <= 0 ? 1 : std::abs(size) / (std::abs(size) + across);
}

/// How much a group has to say: alerts before what got worse, that before what got better, and that before the rest.
int evidence_of(const model::Group& group) {
  const model::Counts& c = group.counts;
  if (c.alerts > 0) return 0;
  return c.worse > 0 ? 1 : c.better > 0 ? 2 : c.changed > 0 ? 3 : 4;
}

}  // namespace

void rank_what_to_act_on(Report& report) {
  /// At a confidence of 99 % that is some 1.7 standard errors off no change.
  constexpr double kNear = 2.0 / 3;
  std::vector<std::size_t>& act = report.overview.to_act;
  std::vector<std::pair<double, std::size_t>> near;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    if (!b.comparison) continue;
    const bool changed = b.primary && model::is_evident(b.comparison->verdict);
    if (b.comparison->alert || changed) act.push_back(i);
    const double how = b.primary && report.baseline ? nearness(*b.comparison, report.rule) : 0;
    if (how >= kNear) near.emplace_back(how, i);
  }
  std::ranges::stable_sort(act, {}, [&](std::size_t i) {
    return std::pair(urgency(report.benchmarks[i]), -size_of(*report.benchmarks[i].comparison));
  });
  std::ranges::stable_sort(near, std::greater{}, [&](const auto& one) {
    return std::pair(one.first, size_of(*report.benchmarks[one.second].comparison));
  });
  for (const auto& [how, i] : near) report.overview.near.push_back(i);
}

void order_changed(Report& report) {
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    const bool evident = b.comparison && model::is_evident(b.comparison->verdict);
    if (b.primary && evident) report.changed.push_back(i);
  }
  std::ranges::stable_sort(report.changed, [&](std::size_t a, std::size_t c) {
    const double one = size_of(*report.benchmarks[a].comparison);
    const double other = size_of(*report.benchmarks[c].comparison);
    if (one != other) return one > other;
    return report.benchmarks[a].comparison->verdict == Verdict::Worse &&
           report.benchmarks[c].comparison->verdict != Verdict::Worse;
  });
}

/// The series whose story the summary tells: asked for, else the worst alert, else the largest evident change now (of
/// two alike the worse), else in the past.
void choose_hero(Report& report, const AnalysisOptions& options) {
  for (const base::Pattern& wanted : options.hero) {
    for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
      if (report.benchmarks[i].primary && wanted.matches(report.benchmarks[i].name)) {
        report.hero = i;
        return;
      }
    }
  }
  const auto alerts = [&](std::size_t i) { return report.benchmarks[i].comparison->alert; };
  const auto alert = std::ranges::find_if(report.overview.to_act, alerts);
  if (alert != report.overview.to_act.end() && report.benchmarks[*alert].primary) {
    report.hero = *alert;
    return;
  }
  if (!report.changed.empty()) {
    report.hero = report.changed.front();
    return;
  }
  if (!report.baseline) return;
  double best = -1;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    if (!b.primary || !b.comparison || b.comparison->verdict == Verdict::Gone) continue;
    double past = 0;
    for (const ColumnChange& change : b.column_changes) {
      if (change.verdict != Verdict::Unclear) past = std::max(past, std::abs(std::log(change.ratio)));
    }
    // A story needs most of the releases to be told.
    const double share = static_cast<double>(b.levels.size()) / static_cast<double>(report.current + 1);
    const double score = past * share + share * 1e-3;
    if (score > best) {
      best = score;
      report.hero = i;
    }
  }
}

/// Groups with a tile: those asked for, else all but the one the summary's chart already shows and the leftovers, those
/// with evidence first. As many as there is room for.
void choose_tiles(Report& report, const AnalysisOptions& options) {
  constexpr std::size_t kMostTiles = 9;
  for (const std::string& name : options.tiles) {
    const auto at = std::ranges::find(report.groups, name, &model::Group::name);
    if (at != report.groups.end()) report.tiles.push_back(static_cast<std::size_t>(at - report.groups.begin()));
  }
  if (!report.tiles.empty()) return;
  // One group of everything says no more than the headline does.
  if (report.groups.size() == 1 && !report.groups.front().lead) return;
  for (std::size_t i = 0; i < report.groups.size(); ++i) {
    const model::Group& group = report.groups[i];
    const bool measured = std::ranges::any_of(
        group.benchmarks, [&](std::size_t b) { return report.benchmarks[b].comparison.has_value(); });
    const bool leftovers = group.name == "Other" && report.groups.size() > 1;
    const bool is_hero = group.lead && group.lead == report.hero;
    // Without a baseline, only a lead has something to say.
    if (measured && !leftovers && !is_hero && (report.baseline || group.lead)) report.tiles.push_back(i);
  }
  std::ranges::stable_sort(report.tiles, {}, [&](std::size_t i) { return evidence_of(report.groups[i]); });
  if (report.tiles.size() <= kMostTiles) return;
  report.tiles_left = report.tiles.size() - kMostTiles;
  report.tiles.resize(kMostTiles);
}

}  // namespace perfolio::analysis
