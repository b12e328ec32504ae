// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/html_parts.h"
#include "emit/html_svg.h"
#include "emit/html_text.h"
#include "layout/names.h"
#include "layout/page_scenes.h"
#include "layout/table.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace perfolio::emit {

using model::BenchmarkFacts;
using model::Report;

namespace {

units::Scale scale_of(const BenchmarkFacts& b, std::span<const model::Level> levels) {
  std::vector<double> values;
  for (const model::Level& level : levels) values.push_back(level.value);
  return units::common_scale(b.unit.base, b.unit.family, values);
}

/// What a row says of a series; empty texts where it has no comparison.
layout::ComparisonTexts texts_of(const Report& report, const BenchmarkFacts& b) {
  layout::ComparisonTexts t;
  if (!b.comparison) {
    t.verdict = "not measured";
    return t;
  }
  t = layout::comparison_texts(b);
  if (report.baseline) return t;
  // Nothing to compare with: the interval is that of the level.
  const model::Level& level = b.comparison->current;
  const layout::LevelTexts own = layout::level_texts(level, scale_of(b, {&level, 1}));
  t.interval = own.interval;
  t.runs = own.runs;
  return t;
}

/// Why a verdict is what it is, for who points at it.
std::string why(const BenchmarkFacts& b) {
  if (!b.comparison) return {};
  std::string out = b.comparison->rule;
  if (!b.comparison->limit.empty()) out += "; " + b.comparison->limit;
  if (!b.comparison->suppressed.empty()) out += "; alert suppressed: " + b.comparison->suppressed;
  return out;
}

void row(std::string& out, const PagePlan& plan, std::size_t i) {
  const BenchmarkFacts& b = plan.report.benchmarks[i];
  const layout::ComparisonTexts t = texts_of(plan.report, b);
  const bool told = b.comparison && (!b.comparison->limit.empty() || !b.comparison->suppressed.empty());
  fmt::format_to(std::back_inserter(out), "<tr id={0} class=\"{1}\"><th scope=row><a href=#{0}>{2}</a><td>",
                 plan.ids[i], verdict_class(b), html_text(b.id));
  if (!b.levels.empty()) {
    out += inline_svg(layout::row_scene(plan.report, i, token_style()), Reading::Decoration, {}, plan.metrics);
  }
  fmt::format_to(std::back_inserter(out), "<td>{}<td>{}<td>{}<td{}>{}<td>{}<td>{}<td>{}\n", html_text(t.before),
                 html_text(t.after), html_text(t.change),
                 told ? fmt::format(" title=\"{}\"", html_text(why(b))) : std::string(), html_text(t.verdict),
                 html_text(t.interval), t.runs, html_text(t.sees));
}

void group_rows(std::string& out, const PagePlan& plan, std::size_t index) {
  const model::Group& group = plan.report.groups[index];
  std::string more = html_text(group.description, 1000);
  const std::string mean = layout::mean_words(group);
  if (!mean.empty()) more += (more.empty() ? "" : " · ") + html_text(mean);
  fmt::format_to(std::back_inserter(out),
                 "<tbody><tr class=g><th colspan=9 scope=rowgroup id=\"g{}\">{} <span>{}</span>\n", index,
                 html_text(group.name), more);
  for (const std::size_t i : group.benchmarks) row(out, plan, i);
}

std::string head(const Report& report) {
  const std::string before = report.baseline ? tag_head(report, *report.baseline) : "Baseline";
  const double confidence = report.baseline ? report.rule.confidence : report.rule.level_confidence;
  return fmt::format(
      "<thead><tr><th scope=col>Benchmark<th scope=col>Trend<th scope=col>{}<th scope=col>{}<th scope=col>Change"
      "<th scope=col>Verdict<th scope=col>{}\u202f% interval<th scope=col><abbr title=\"runs of the baseline / of the "
      "current release\">Runs</abbr><th scope=col><abbr title=\"the smallest change that would have been found with "
      "80 % power\">Sees</abbr>\n",
      before, tag_head(report, report.current), units::number(confidence * 100, 0));
}

std::string unit_suffix(const units::Scale& scale) {
  return scale.name.empty() ? std::string() : ", " + html_text(scale.name);
}

/// One row for each series, one column for each release.
void value_row(std::string& out, const PagePlan& plan, std::size_t i, std::size_t row_number) {
  const BenchmarkFacts& b = plan.report.benchmarks[i];
  const auto levels = layout::shown_levels(plan.report, b);
  const units::Scale scale = scale_of(b, levels);
  fmt::format_to(std::back_inserter(out), "<tr id=w{}><th scope=row>{}{}", row_number, html_text(b.id),
                 unit_suffix(scale));
  auto level = std::ranges::lower_bound(levels, plan.from, {}, &model::Level::column);
  for (std::size_t column = plan.from; column <= plan.report.current; ++column) {
    out += "<td>";
    if (level == levels.end() || level->column != column) continue;
    const layout::LevelTexts t = layout::level_texts(*level++, scale);
    out += html_text(t.value);
    if (!t.interval.empty()) out += " (" + t.interval + ")";
  }
  out += '\n';
}

}  // namespace

std::string value_table(const PagePlan& plan, std::size_t i) {
  const BenchmarkFacts& b = plan.report.benchmarks[i];
  const auto levels = layout::shown_levels(plan.report, b);
  const units::Scale scale = scale_of(b, levels);
  const std::string_view column = plan.report.kind == model::ColumnKind::Release ? "Release" : "Run";
  std::string out = fmt::format(
      "<details><summary>Values<span class=h> of {}</span></summary><div class=x><table><thead><tr><th scope=col>{}"
      "<th scope=col>Level{}<th scope=col>{}\u202f% interval<th scope=col>Runs<tbody>\n",
      html_text(b.id), column, unit_suffix(scale), units::number(plan.report.rule.level_confidence * 100, 0));
  for (const model::Level& level : levels) {
    const layout::LevelTexts t = layout::level_texts(level, scale);
    fmt::format_to(std::back_inserter(out), "<tr><th scope=row>{}<td>{}<td>{}<td>{}\n",
                   tag_text(plan.report, level.column), html_text(t.value), t.interval, t.runs);
  }
  return out + "</table></div></details>";
}

namespace {

/// Of very many levels a page has the newest; a reader who misses the others is told where they stand.
std::string left_out(const PagePlan& plan) {
  if (plan.from == 0) return {};
  const std::string noun(model::noun(plan.report.kind));
  const std::size_t all = plan.report.current + 1;
  return fmt::format(
      "<p class=note id=left-out>There are too many levels for one page: those of the newest {} of {} {}s are here to "
      "compare "
      "and to draw. The others stand in report.json{}.</p>\n",
      all - plan.from, all, noun,
      plan.report.kind == model::ColumnKind::Release ? ", and in a site on the pages of the earlier releases" : "");
}

}  // namespace

std::string table_part(const PagePlan& plan) {
  const Report& report = plan.report;
  std::string out = fmt::format(
      "<section id=benchmarks aria-labelledby=benchmarks-title><h2 id=benchmarks-title>Every benchmark</h2>\n"
      "{}<table id=all{}>{}",
      left_out(plan), report.baseline ? "" : " class=first", head(report));
  for (std::size_t g = 0; g < report.groups.size(); ++g) group_rows(out, plan, g);
  return out + "</table></section>\n";
}

std::string values_part(const PagePlan& plan) {
  const Report& report = plan.report;
  std::string out;
  std::size_t row_number = 0;
  for (const model::Group& group : report.groups) {
    const auto listed = std::ranges::count_if(group.benchmarks, [&](std::size_t i) { return !plan.charted[i]; });
    if (listed == 0) {
      row_number += group.benchmarks.size();
      continue;
    }
    const std::string name = html_text(group.name);
    fmt::format_to(std::back_inserter(out),
                   "<details><summary>{} <span>{}</span></summary><div class=x role=region tabindex=0 "
                   "aria-label=\"Levels: {}\"><table><thead><tr><th scope=col>Benchmark",
                   name, counted(static_cast<std::size_t>(listed), "benchmark"), name);
    for (std::size_t column = plan.from; column <= report.current; ++column) {
      out += "<th scope=col>" + tag_text(report, column);
    }
    out += "<tbody>\n";
    for (const std::size_t i : group.benchmarks) {
      if (!plan.charted[i]) value_row(out, plan, i, row_number);
      ++row_number;
    }
    out += "</table></div></details>\n";
  }
  if (out.empty()) return out;
  return fmt::format(
      "<section id=levels aria-labelledby=levels-title><h2 id=levels-title>Levels of every {}</h2>\n"
      "<p class=note>With the {}\u202f% interval of each where one is known.</p>\n{}</section>\n",
      model::noun(report.kind), units::number(report.rule.level_confidence * 100, 0), out);
}

}  // namespace perfolio::emit
