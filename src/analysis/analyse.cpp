// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/analyse.h"

#include "analysis/against.h"
#include "analysis/alerts.h"
#include "analysis/common_shift.h"
#include "analysis/front_page.h"
#include "analysis/groups.h"
#include "analysis/headline.h"
#include "analysis/identity.h"
#include "analysis/judging.h"
#include "analysis/lines.h"
#include "analysis/overview.h"
#include "analysis/renames.h"
#include "analysis/scaling.h"
#include "analysis/series_facts.h"
#include "analysis/stories.h"
#include "analysis/suite.h"
#include "base/parallel.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace perfolio::analysis {

using base::Error;
using base::Fault;
using model::BenchmarkFacts;
using model::ColumnChange;
using model::Report;
using model::Verdict;

namespace {

bool any_matches(const std::vector<base::Pattern>& patterns, std::string_view name) {
  return std::ranges::any_of(patterns, [&](const base::Pattern& p) { return p.matches(name); });
}

void keep_chosen(model::History& history, const AnalysisOptions& options) {
  std::erase_if(history.series, [&](const model::Series& s) {
    const bool wanted = options.include.empty() || any_matches(options.include, s.benchmark);
    return !wanted || any_matches(options.exclude, s.benchmark);
  });
  if (history.series.empty()) {
    throw Error(Fault::Input, {}, "no benchmark is left to report",
                options.include.empty() && options.exclude.empty() ? "" : "see --include and --exclude");
  }
}

/// Levels out of old reports count where no run of their release is left, and one each. Returns how many are used.
std::size_t drop_superseded(model::Series& series, const model::History& history, const model::Timeline& timeline) {
  const auto derived = [&](std::size_t i) { return history.runs[series.run[i]].derived; };
  std::set<std::uint32_t> spoken_for;
  std::size_t candidates = 0;
  for (std::size_t i = 0; i < series.run.size(); ++i) {
    if (derived(i)) {
      ++candidates;
    } else {
      spoken_for.insert(timeline.column[series.run[i]]);
    }
  }
  if (candidates == 0) return 0;
  std::vector<bool> kept(series.run.size(), true);
  std::size_t used = 0;
  for (std::size_t i = series.run.size(); i-- > 0;) {
    if (!derived(i)) continue;
    kept[i] = spoken_for.insert(timeline.column[series.run[i]]).second;
    used += kept[i] ? 1 : 0;
  }
  std::vector<std::uint32_t> points;
  for (std::uint32_t i = 0; i < kept.size(); ++i) {
    if (kept[i]) points.push_back(i);
  }
  model::take_points(series, points);
  return used;
}

void drop_superseded(model::History& history, const model::Timeline& timeline) {
  std::size_t used = 0;
  for (model::Series& series : history.series) used += drop_superseded(series, history, timeline);
  if (used == 0) return;
  history.diagnostics.push_back(
      {base::Severity::Info, {}, fmt::format("{} levels come from earlier reports: their runs are gone", used)});
}

/// Columns, and how many of the runs that matter stand in each.
void fill_columns(Report& report, const model::History& history, const model::Timeline& timeline) {
  report.kind = timeline.kind;
  for (std::size_t i = 0; i < timeline.columns.size(); ++i) {
    model::Column& column = report.columns.emplace_back();
    column.release = timeline.columns[i];
    if (timeline.follows.empty()) continue;
    const std::uint32_t before = timeline.follows[i];
    column.follows = before == model::kNoColumn ? timeline.follows_outside[i] : timeline.columns[before].tag;
    column.follows_by = timeline.follows_by[i];
  }
  std::vector<bool> used(history.runs.size());
  for (const model::Series& s : history.series) {
    for (const std::uint32_t run : s.run) used[run] = true;
  }
  for (std::size_t run = 0; run < used.size(); ++run) {
    const std::uint32_t column = timeline.column[run];
    if (used[run] && column != model::kNoColumn) ++report.columns[column].runs;
  }
}

/// The newest column that has runs, as a hint.
std::string newest_hint(const Report& report) {
  const auto newest =
      std::ranges::find_if(report.columns.rbegin(), report.columns.rend(), [](const auto& c) { return c.runs > 0; });
  if (newest == report.columns.rend()) return "";
  return fmt::format("the newest with runs is '{}'", newest->release.tag);
}

std::size_t column_of(const Report& report, const model::Timeline& timeline, const std::string& tag) {
  const auto at = std::ranges::find_if(report.columns, [&](const model::Column& c) { return c.release.tag == tag; });
  const bool outside = std::ranges::count(timeline.earlier, tag) > 0 || std::ranges::count(timeline.later, tag) > 0;
  if (outside || (at != report.columns.end() && at->runs == 0)) {
    throw Error(Fault::Usage, {}, fmt::format("release '{}' has no runs: none of its commits is recorded", tag),
                newest_hint(report));
  }
  if (at == report.columns.end()) {
    throw Error(Fault::Usage, {}, fmt::format("there is no {} '{}'", model::noun(report.kind), tag),
                newest_hint(report));
  }
  return static_cast<std::size_t>(at - report.columns.begin());
}

/// A report asked for right after a release, whose benchmarks did not run yet, is one of the release before.
void warn_of_later(Report& report, const model::Timeline& timeline) {
  if (timeline.later.empty()) return;
  const std::string& newest = timeline.later.back();
  const std::size_t others = timeline.later.size() - 1;
  report.notes.push_back({base::Severity::Warning,
                          {},
                          fmt::format("'{}'{} no runs: the report is of '{}'", newest,
                                      others == 0   ? " has"
                                      : others == 1 ? " and the release before it have"
                                                    : fmt::format(" and the {} releases before it have", others),
                                      report.columns[report.current].release.tag)});
}

void choose_current(Report& report, const model::Timeline& timeline, const AnalysisOptions& options) {
  if (!options.current.empty()) {
    report.current = column_of(report, timeline, options.current);
    return;
  }
  const auto last =
      std::ranges::find_if(report.columns.rbegin(), report.columns.rend(), [](const auto& c) { return c.runs > 0; });
  if (last == report.columns.rend()) {
    throw Error(Fault::Input, {}, "no run belongs to any release",
                "--by run makes a report with a column for each run");
  }
  report.current = static_cast<std::size_t>(report.columns.rend() - last) - 1;
  warn_of_later(report, timeline);
}

/// The earlier column against which the current one looks worst, by the geometric mean over what both measured.
std::optional<std::size_t> best_column(const Report& report, const model::Timeline& timeline) {
  return worst_before(report.benchmarks, measured_before(report, timeline), static_cast<std::uint32_t>(report.current));
}

void choose_baseline(Report& report, const model::Timeline& timeline, const std::string& word) {
  report.baseline_word = word;
  if (word == "previous") {
    report.baseline = previous_column(report, timeline);
  } else if (word == "first") {
    const std::vector<std::uint32_t> earlier = measured_before(report, timeline);
    if (!earlier.empty()) report.baseline = earlier.front();
  } else if (word == "best") {
    report.baseline = best_column(report, timeline);
  } else {
    report.baseline = column_of(report, timeline, word);
    report.baseline_word = "chosen";
    if (report.baseline == report.current) {
      throw Error(Fault::Usage, {}, fmt::format("'{}' would be compared with itself", word),
                  "--baseline and --release must name two releases");
    }
  }
}

/// Numbers the builds that runs measured: those of one commit (of a suite, in an environment) have the same number,
/// one without a commit has its own.
std::vector<std::uint32_t> builds_of(const std::vector<model::Run>& runs) {
  std::map<std::string_view, std::uint32_t> known;
  std::vector<std::uint32_t> out;
  std::uint32_t next = 0;
  for (const model::Run& run : runs) {
    const auto [at, fresh] = known.try_emplace(run.commit, next);
    const bool own = run.commit.empty();
    out.push_back(own ? next : at->second);
    if (own || fresh) ++next;
  }
  return out;
}

/// Where there is no baseline: what the current release measured.
void call_new(BenchmarkFacts& b, const Report& report) {
  const auto at = std::ranges::find(b.levels, static_cast<std::uint32_t>(report.current), &model::Level::column);
  if (at == b.levels.end()) return;
  b.comparison.emplace();
  b.comparison->current = *at;
  b.comparison->verdict = Verdict::New;
  b.comparison->rule = "not measured before";
}

/// The columns that page one compares with: the baseline, and where they are others the previous release, the first
/// and the best one of the line.
std::vector<Judged> compared_columns(const Report& report, const model::Timeline& timeline) {
  std::vector<Judged> out;
  const auto add = [&](std::optional<std::size_t> column, const std::string& role) {
    if (!column || *column == report.current) return;
    const auto at = std::ranges::find(out, static_cast<std::uint32_t>(*column), &Judged::column);
    if (at == out.end()) {
      out.push_back({static_cast<std::uint32_t>(*column), {role}, {}});
    } else if (std::ranges::find(at->roles, role) == at->roles.end()) {
      at->roles.push_back(role);
    }
  };
  const std::vector<std::uint32_t> earlier = measured_before(report, timeline);
  add(report.baseline, report.baseline_word);
  add(previous_column(report, timeline), "previous");
  if (!earlier.empty()) add(earlier.front(), "first");
  add(best_column(report, timeline), "best");
  return out;
}

/// The column that a highlight is compared with; kNoColumn: none.
std::uint32_t highlight_column(const Report& report, const model::Timeline& timeline, const std::string& baseline) {
  const auto as_column = [](const std::optional<std::size_t>& at) {
    return at ? static_cast<std::uint32_t>(*at) : model::kNoColumn;
  };
  if (baseline.empty() || !report.baseline) return as_column(report.baseline);
  if (baseline == "previous") return as_column(previous_column(report, timeline));
  if (baseline == "best") return as_column(best_column(report, timeline));
  const std::vector<std::uint32_t> earlier = measured_before(report, timeline);
  if (baseline == "first") return earlier.empty() ? model::kNoColumn : earlier.front();
  const auto named =
      std::ranges::find_if(earlier, [&](std::size_t i) { return report.columns[i].release.tag == baseline; });
  return named == earlier.end() ? model::kNoColumn : *named;
}

/// The same of each. What is not to be judged yet is added to `judged`.
std::vector<std::uint32_t> highlight_columns(const Report& report, const model::Timeline& timeline,
                                             const std::vector<HighlightSpec>& specs, std::vector<Judged>& judged) {
  std::vector<std::uint32_t> out;
  for (const HighlightSpec& spec : specs) {
    out.push_back(highlight_column(report, timeline, spec.baseline));
    const bool known = out.back() == model::kNoColumn || out.back() == report.baseline ||
                       std::ranges::find(judged, out.back(), &Judged::column) != judged.end();
    if (!known) judged.push_back({out.back(), {}, {}});
  }
  return out;
}

void pin_annotations(Report& report, const std::vector<AnnotationSpec>& specs) {
  for (const AnnotationSpec& spec : specs) {
    const auto at = std::ranges::find_if(report.columns, [&](const auto& c) { return c.release.tag == spec.release; });
    if (at == report.columns.end()) {
      report.notes.push_back({base::Severity::Warning,
                              {},
                              fmt::format("no column '{}' for the annotation '{}'", spec.release, spec.text)});
      continue;
    }
    report.annotations.push_back({static_cast<std::uint32_t>(at - report.columns.begin()), spec.text, spec.match});
  }
  std::ranges::stable_sort(report.annotations, {}, &model::Annotation::column);
}

Verdict joint_verdict(const model::ChangePoint& first, const model::ChangePoint& last, double ratio,
                      units::Direction better, const model::Rule& rule) {
  if (&first == &last) return first.verdict;
  const Verdict verdict = evident_verdict(ratio < 1, better);
  const bool beyond = std::abs(std::log(ratio)) > std::log1p(rule.floor);
  return beyond && (first.verdict == verdict || last.verdict == verdict) ? verdict : Verdict::Unclear;
}

/// The level of the column against that of the column measured before it; 0 where there is no such ratio.
double level_ratio(const std::vector<model::Level>& levels, std::uint32_t column, const model::Timeline& timeline) {
  const auto at = std::ranges::lower_bound(levels, column, {}, &model::Level::column);
  const model::Level* before = level_before(levels, column, timeline);
  if (before == nullptr || at == levels.end() || at->column != column) return 0;
  return before->value > 0 && at->value > 0 ? std::clamp(at->value / before->value, 1e-300, 1e300) : 0;
}

/// What charts label and heat maps print (see ColumnChange).
void fill_column_changes(BenchmarkFacts& b, const Report& report, const model::Timeline& timeline) {
  for (std::size_t i = 0; i < b.change_points.size();) {
    std::size_t end = i + 1;
    const std::uint32_t column = b.change_points[i].column;
    while (end < b.change_points.size() && b.change_points[end].column == column) ++end;
    const model::ChangePoint& first = b.change_points[i];
    const model::ChangePoint& last = b.change_points[end - 1];
    const double ratio = first.before > 0 ? std::clamp(last.after / first.before, 1e-300, 1e300) : 1;
    // What is printed can be checked against the dots: the levels. Where they say the opposite, the change is one that
    // a chart would contradict.
    const double printed = column == model::kNoColumn ? 0 : level_ratio(b.levels, column, timeline);
    if (printed > 0 && printed != 1 && (printed > 1) == (ratio > 1)) {
      b.column_changes.push_back(
          {column, printed, joint_verdict(first, last, ratio, b.better, report.rule), last.provisional});
    }
    i = end;
  }
  std::ranges::stable_sort(b.column_changes, {}, &ColumnChange::column);
  if (!b.comparison || !report.baseline || b.levels.size() < 2) return;
  const auto current = static_cast<std::uint32_t>(report.current);
  const auto at = std::ranges::find(b.levels, current, &model::Level::column);
  const model::Level* before = level_before(b.levels, current, timeline);
  if (at == b.levels.end() || before == nullptr || before->column != *report.baseline) return;
  const model::Comparison& c = *b.comparison;
  const bool evident = model::is_evident(c.verdict);
  bool suspected = false;
  for (model::ChangePoint& point : b.change_points) {
    if (point.column != current || point.verdict == Verdict::Unclear || evident) continue;
    // The comparison hears more than the change point does, and has the last word: no report says both.
    point.verdict = Verdict::Unclear;
    suspected = true;
  }
  if (suspected) b.notes.emplace_back("a shift is suspected in the current release, not yet established");
  std::erase_if(b.column_changes, [&](const ColumnChange& change) { return change.column == current; });
  if (evident) b.column_changes.push_back({current, c.ratio.value, c.verdict, c.provisional, c.difference});
}

void fill_mapping(Report& report, const model::Timeline& timeline) {
  for (const model::MappedBy how : timeline.how) {
    switch (how) {
      case model::MappedBy::Containment:
        ++report.mapping.containment;
        break;
      case model::MappedBy::Date:
        ++report.mapping.date;
        break;
      case model::MappedBy::Map:
        ++report.mapping.map;
        break;
      case model::MappedBy::Record:
        ++report.mapping.record;
        break;
      case model::MappedBy::None:
        break;
    }
  }
  report.mapping.unreleased = timeline.unreleased;
  report.mapping.unmapped = timeline.unmapped;
  report.mapping.ambiguous = timeline.ambiguous;
  report.notes.insert(report.notes.end(), timeline.notes.begin(), timeline.notes.end());
  tell_line(report, timeline);
  const auto warn = [&](std::size_t n, std::string_view text) {
    if (n > 0)
      report.notes.push_back({base::Severity::Info, {}, fmt::format("{} run{} {}", n, n == 1 ? "" : "s", text)});
  };
  warn(timeline.unreleased, "in no release yet: not shown, but part of the change points");
  warn(timeline.unmapped, "could be assigned to no release: neither commit nor date says which");
}

/// What all runs have in common, in one line.
std::string common_environment(const std::vector<model::Run>& runs) {
  std::vector<model::Environment> distinct;
  for (const model::Run& run : runs) {
    if (std::ranges::find(distinct, run.environment) == distinct.end()) distinct.push_back(run.environment);
  }
  if (distinct.size() > 1) return fmt::format("{} environments", distinct.size());
  std::string out;
  for (const auto& [key, value] : distinct.empty() ? model::Environment{} : distinct.front()) {
    out += (out.empty() ? "" : " · ") + value;
  }
  return out;
}

std::string name_from_url(std::string_view url) {
  url = url.substr(0, url.find_last_not_of('/') + 1);  // npos + 1 is 0: of slashes alone nothing is left
  const auto slash = url.rfind('/');
  return slash == std::string_view::npos ? std::string{} : std::string(url.substr(slash + 1));
}

void sort_by_id(std::vector<BenchmarkFacts>& benchmarks) {
  std::ranges::stable_sort(benchmarks, {}, &BenchmarkFacts::id);
}

}  // namespace

Report analyse(model::History history, const model::Timeline& timeline, const AnalysisOptions& options) {
  keep_chosen(history, options);
  drop_superseded(history, timeline);
  Report report;
  report.tool_version = options.tool_version;
  report.project_url = options.project_url.empty() ? history.repository_url : options.project_url;
  report.project = !options.project.empty() ? options.project : name_from_url(report.project_url);
  if (report.project.empty()) report.project = "Benchmarks";
  report.rule = options.rule;
  report.maintainer_note = options.note;
  report.notes = std::move(history.diagnostics);
  report.inputs = std::move(history.inputs);
  fill_columns(report, history, timeline);
  choose_current(report, timeline, options);
  if (options.baseline != "best") choose_baseline(report, timeline, options.baseline);
  const std::vector<Identity> names = identities(history.series);
  const Crew crew{options.jobs, options.progress};
  const bool with_baseline =
      report.baseline || (options.baseline == "best" && !measured_before(report, timeline).empty());
  std::vector<Kept> kept = told(report, history.series, names, timeline, builds_of(history.runs), with_baseline, crew);
  history.series = {};
  if (options.baseline == "best") choose_baseline(report, timeline, options.baseline);
  std::vector<Judged> judged;
  std::map<std::string, ComparedRuns> compared_by_id;
  std::size_t against = 0;  // so many of them are page one's, the rest the highlights'
  std::vector<std::uint32_t> highlighted(options.highlights.size(), model::kNoColumn);
  if (report.baseline) {
    judged = compared_columns(report, timeline);
    against = judged.size();
    highlighted = highlight_columns(report, timeline, options.highlights, judged);
    compared_by_id = judge(report, judged, std::move(kept), timeline, crew);
  } else {
    for (BenchmarkFacts& b : report.benchmarks) call_new(b, report);
    foretell(report, std::move(kept), timeline);
  }
  pair_incomparable(report.benchmarks);
  correct_for_many(report.benchmarks, report.rule);
  raise_alerts(report, options.alerts);
  sort_by_id(report.benchmarks);
  for (Judged& other : judged) sort_by_id(other.benchmarks);
  fill_highlights(report, options.highlights, highlighted, judged);
  for (base::Diagnostic& proposal : proposed_renames(report.benchmarks)) report.notes.push_back(std::move(proposal));
  for (base::Diagnostic& proposal : proposed_suites(report.benchmarks)) report.notes.push_back(std::move(proposal));
  const std::vector<std::uint32_t> line = columns_on_line(static_cast<std::uint32_t>(report.current), timeline);
  base::in_chunks(report.benchmarks.size(), kChunk, options.jobs, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      BenchmarkFacts& b = report.benchmarks[i];
      fill_column_changes(b, report, timeline);
      b.drift = drift_on_line(b, static_cast<std::uint32_t>(report.current), line, report.rule);
    }
  });
  pin_annotations(report, options.annotations);
  report.groups = grouped(report.benchmarks, options.groups);
  find_common_shift(report);
  find_past_shifts(report, timeline);
  fill_tiles(report.groups, report.benchmarks, static_cast<std::uint32_t>(report.current), report.rule);
  order_changed(report);
  rank_what_to_act_on(report);
  choose_hero(report, options);
  choose_tiles(report, options);
  fill_mapping(report, timeline);
  report.environment = common_environment(history.runs);
  const std::vector<std::uint32_t> earlier = measured_before(report, timeline);
  write_headline(report, earlier.empty() ? std::nullopt : std::optional<std::size_t>(earlier.front()));
  fill_against(report, std::span(judged).first(against));
  set_shifts_aside(report);
  write_overview(report);
  if (options.families) {
    find_families(report, options.family_specs);
    find_scalings(report);
    keep_complexities(report, history.runs, timeline);
  }
  report.runs = std::move(history.runs);
  report.run_columns = timeline.column;
  tell_stories(report, compared_by_id);
  return report;
}

}  // namespace perfolio::analysis
