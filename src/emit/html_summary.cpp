// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "base/time.h"
#include "emit/html_parts.h"
#include "emit/html_svg.h"
#include "emit/html_text.h"
#include "layout/commits.h"
#include "layout/family.h"
#include "layout/method.h"
#include "layout/names.h"
#include "layout/page_scenes.h"
#include "layout/summary.h"
#include "layout/table.h"
#include "layout/tile.h"
#include "model/family_words.h"
#include "model/highlight_words.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace perfolio::emit {

using model::BenchmarkFacts;
using model::Report;
using model::Verdict;

namespace {

/// Bytes that charts with their tables may take: a page stays below some megabytes, and those that changed come first.
constexpr std::size_t kMostChartBytes = 600000;
constexpr std::size_t kChartBytes = 3000;  ///< of one, about,
constexpr std::size_t kLevelBytes = 55;    ///< and of each of its levels;
constexpr std::size_t kLineBytes = 500;    ///< of a member's line in the chart of its family.
/// Levels that the page has beside those of its charts, and columns that it has in any case.
constexpr std::size_t kMostCells = 150000;
constexpr std::size_t kFewestColumns = 10;
constexpr std::size_t kMostChanges = 20;

std::string_view letter(Verdict verdict) {
  switch (verdict) {
    case Verdict::Better:
      return "B";
    case Verdict::Worse:
      return "W";
    case Verdict::Changed:
      return "C";
    case Verdict::Same:
      return "S";
    case Verdict::Unclear:
      return "U";
    case Verdict::New:
    case Verdict::Gone:
    case Verdict::NotComparable:
      break;
  }
  return "N";
}

std::string pill(Verdict verdict, const std::string& words) {
  return fmt::format("<span class=\"pill v{}\">{}</span>", letter(verdict), html_text(words));
}

std::string pills(const Report& report) {
  const model::Counts& c = report.headline.counts;
  const model::Wording wording = model::shared_wording(report);
  const auto counted_as = [&](std::size_t n, Verdict verdict) {
    return pill(verdict, fmt::format("{} {}", n, model::word(verdict, wording)));
  };
  std::string out;
  if (c.better > 0) out += counted_as(c.better, Verdict::Better);
  if (c.worse > 0) out += counted_as(c.worse, Verdict::Worse);
  if (c.changed > 0) out += pill(Verdict::Changed, fmt::format("{} changed", c.changed));
  if (c.alerts > 0) out += fmt::format("<span class=\"pill alert\">{}</span>", counted(c.alerts, "alert"));
  return out;
}

void paragraph(std::string& out, const char* kind, const std::string& text) {
  if (!text.empty()) fmt::format_to(std::back_inserter(out), "<p class={}>{}</p>\n", kind, html_text(text, 4000));
}

/// The maintainer's words, and what was measured.
std::string highlights(const model::Report& report) {
  if (report.highlights.empty()) return {};
  std::string out = fmt::format("<h3>{}</h3>\n<ul>\n", model::kHighlightsTitle);
  for (const model::Highlight& h : report.highlights) {
    out += fmt::format("<li><b>{}</b> {}</li>\n", html_text(h.text, 1000),
                       html_text(model::highlight_line(report, h), 1000));
  }
  return out + "</ul>\n";
}

std::string headline(const Report& report) {
  const model::Headline& h = report.headline;
  const bool changed = h.counts.better + h.counts.worse + h.counts.changed > 0;
  std::string out = fmt::format("<section aria-labelledby=verdict>\n<h2 id=verdict>{} {}</h2>\n",
                                html_text(changed ? h.lead + ":" : h.lead, 1000), pills(report));
  for (const std::string& line : model::overview_lines(report)) paragraph(out, "lead", line);
  paragraph(out, "lead", h.detail);
  for (const std::string& line : model::growth_lines(report, 3)) paragraph(out, "lead", line);
  for (const std::string& words : report.maintainer_note) paragraph(out, "words", words);
  return out + highlights(report) + "</section>\n";
}

std::string tile(const PagePlan& plan, std::size_t index) {
  const model::Group& group = plan.report.groups[index];
  const layout::TileTexts t = layout::tile_texts(plan.report, group);
  const std::string_view unit = base::trim(t.unit);
  std::string out = fmt::format("<li><h3><a href=\"#g{}\">{}</a></h3><p><b>{}</b> {}</p>{}", index,
                                html_text(group.name), html_text(t.value), html_text(unit), pill(t.verdict, t.pill));
  const layout::Scene line = group.tile.lead ? layout::row_scene(plan.report, *group.tile.lead, token_style())
                                             : layout::index_scene(plan.report, index, token_style());
  out += inline_svg(line, Reading::Decoration, {}, plan.metrics);
  return out + "</li>\n";
}

std::string tiles(const PagePlan& plan) {
  if (plan.report.tiles.empty()) return {};
  std::string out = "<ul class=tiles aria-label=Groups>\n";
  for (const std::size_t index : plan.report.tiles) out += tile(plan, index);
  return out + "</ul>\n";
}

/// A chart; `row` counts the rows of the table from 1, and tells the script which one is meant.
std::string figure(const PagePlan& plan, std::size_t i, const std::string& place, const std::string& svg,
                   std::size_t row = 0) {
  const std::string mine = row > 0 ? fmt::format(" data-row={}", row - 1) : std::string();
  return fmt::format("<figure class=\"{} {}\"{}>{}", place, verdict_class(plan.report.benchmarks[i]), mine, svg);
}

/// The summary's chart twice: as wide as a desk, and as a telephone. One of them is shown.
std::string hero(const PagePlan& plan) {
  if (!plan.report.hero) return {};
  const std::size_t i = *plan.report.hero;
  const auto wide = layout::wide_chart_scene(plan.report, i, token_style(), plan.metrics);
  const auto narrow = layout::narrow_chart_scene(plan.report, i, token_style(), plan.metrics);
  return figure(plan, i, "hero desk", inline_svg(wide, Reading::Figure, "h-", plan.metrics)) + "</figure>\n" +
         figure(plan, i, "hero hand", inline_svg(narrow, Reading::Figure, "i-", plan.metrics)) + "</figure>\n";
}

void change_row(std::string& out, const PagePlan& plan, std::size_t i) {
  const BenchmarkFacts& b = plan.report.benchmarks[i];
  const layout::ComparisonTexts t = layout::comparison_texts(b);
  fmt::format_to(std::back_inserter(out),
                 "<tr class=\"{}\"><th scope=row><a href=#{}>{}</a><td>{}<td>{}<td>{}<td>{}<td>{}\n", verdict_class(b),
                 plan.ids[i], html_text(b.id), html_text(t.before), html_text(t.after), html_text(t.change),
                 html_text(t.verdict), html_text(t.interval));
}

/// Where there is nothing to compare with, the table of every benchmark says all.
std::string changes(const PagePlan& plan) {
  const Report& report = plan.report;
  const std::vector<std::size_t> all = layout::summary_series(report);
  if (all.empty() || !report.baseline) return {};
  const std::size_t most = report.changed.empty() ? kMostChanges / 2 : kMostChanges;
  const std::vector<std::size_t> shown = layout::summary_rows(report, most);
  const std::size_t rows = shown.size();
  std::string out = fmt::format(
      "<section id=changes aria-labelledby=changes-title><h2 id=changes-title>{}</h2>\n<table class=few>"
      "<thead><tr><th scope=col>Benchmark<th scope=col>{}<th scope=col>{}<th scope=col>Change<th scope=col>Verdict"
      "<th scope=col>{}\u202f% interval<tbody>\n",
      layout::summary_title(report), tag_head(report, *report.baseline), tag_head(report, report.current),
      units::number(report.rule.confidence * 100, 0));
  for (std::size_t k = 0; k < rows; ++k) change_row(out, plan, shown[k]);
  out += "</table>\n";
  if (rows < all.size()) {
    fmt::format_to(std::back_inserter(out),
                   "<p class=note>{} of {}, {}: the others stand in the <a href=\"#benchmarks\">table of every "
                   "benchmark</a>.</p>\n",
                   rows, all.size(), layout::left_out_words(report, shown));
  }
  paragraph(out, "note", layout::rule_words(report));
  return out + "</section>\n";
}

void lines(std::string& out, const std::vector<layout::MethodLine>& all) {
  bool fixed = false;
  for (const layout::MethodLine& line : all) {
    const bool is_fixed = line.kind == layout::MethodLine::Kind::Fixed;
    if (is_fixed != fixed) out += is_fixed ? "<pre tabindex=0>" : "</pre>\n";
    fixed = is_fixed;
    const std::string text = html_text(line.text, 4000);
    if (line.kind == layout::MethodLine::Kind::Heading) out += "<h3>" + text + "</h3>\n";
    if (line.kind == layout::MethodLine::Kind::Body) out += "<p>" + text + "</p>\n";
    if (is_fixed) out += text + "\n";
  }
  if (fixed) out += "</pre>\n";
}

bool any_changed(const Report& report, const model::Family& family) {
  return std::ranges::any_of(family.members, [&](const model::FamilyMember& member) {
    const auto& comparison = report.benchmarks[member.benchmark].comparison;
    return comparison && model::is_evident(comparison->verdict);
  });
}

}  // namespace

PagePlan page_plan(const Report& report, const layout::TextMetrics& metrics) {
  PagePlan plan{report,
                metrics,
                stable_ids(report),
                {},
                {},
                std::vector<bool>(report.benchmarks.size()),
                std::vector<bool>(report.families.size())};
  for (const model::Group& group : report.groups) {
    plan.rows.insert(plan.rows.end(), group.benchmarks.begin(), group.benchmarks.end());
  }
  std::size_t bytes = 0;
  std::vector<bool> in_family(report.benchmarks.size());
  const auto chart_family = [&](std::size_t f) {
    const model::Family& family = report.families[f];
    const std::size_t more = (1 + family.scalings.size()) * kChartBytes + family.members.size() * kLineBytes;
    if (plan.families[f] || bytes + more > kMostChartBytes / 2) return;
    bytes += more;
    plan.families[f] = true;
    for (const model::FamilyMember& member : family.members) in_family[member.benchmark] = true;
  };
  for (std::size_t f = 0; f < report.families.size(); ++f) {
    if (any_changed(report, report.families[f])) chart_family(f);
  }
  for (std::size_t f = 0; f < report.families.size(); ++f) chart_family(f);
  const auto chart = [&](std::size_t i) {
    const std::size_t levels = layout::shown_levels(report, report.benchmarks[i]).size();
    const std::size_t more = kChartBytes + kLevelBytes * levels;
    if (in_family[i] || plan.charted[i] || levels == 0 || bytes + more > kMostChartBytes) return;
    bytes += more;
    plan.charted[i] = true;
  };
  std::ranges::for_each(report.changed, chart);
  std::ranges::for_each(plan.rows, chart);
  const std::size_t columns = report.current + 1;
  const std::size_t kept = std::max(kFewestColumns, kMostCells / std::max<std::size_t>(1, plan.rows.size()));
  plan.from = columns - std::min(columns, kept);
  for (const std::size_t i : plan.rows) {
    if (plan.charted[i]) plan.charts.push_back(i);
  }
  return plan;
}

std::string counted(std::size_t n, const std::string& one, const std::string& many) {
  return fmt::format("{} {}", n, n == 1 ? one : many.empty() ? one + "s" : many);
}

std::string tag_text(const Report& report, std::size_t column) { return html_text(report.columns[column].release.tag); }

std::string tag_head(const Report& report, std::size_t column) {
  return "<span class=tag>" + tag_text(report, column) + "</span>";
}

std::string verdict_class(const BenchmarkFacts& b) {
  std::string out = "v" + std::string(b.comparison ? letter(b.comparison->verdict) : "N");
  if (b.comparison && b.comparison->alert) out += " alert";
  return out;
}

std::string summary_part(const PagePlan& plan) {
  return headline(plan.report) + hero(plan) + tiles(plan) + changes(plan);
}

namespace {

/// The families of a group: how each went, and how it scales.
std::string families(const PagePlan& plan, const std::string& group) {
  std::string out;
  for (std::size_t f = 0; f < plan.report.families.size(); ++f) {
    const model::Family& family = plan.report.families[f];
    if (!plan.families[f] || family.group != group) continue;
    const auto add = [&](const layout::Scene& scene, std::size_t number) {
      out += "<figure class=\"card kin\">" +
             inline_svg(scene, Reading::Figure, fmt::format("f{}-{}", f, number), plan.metrics) + "</figure>\n";
    };
    add(layout::narrow_family_scene(plan.report, family, token_style(), plan.metrics), 0);
    for (std::size_t s = 0; s < std::min(layout::kMostScalings, family.scalings.size()); ++s) {
      add(layout::narrow_scaling_scene(plan.report, family, family.scalings[s], token_style(), plan.metrics), s + 1);
    }
  }
  return out;
}

/// What the charts are of, and where the others are.
std::string which_charts(const PagePlan& plan, std::size_t kin) {
  std::size_t shown = plan.charts.size();
  for (std::size_t f = 0; f < plan.families.size(); ++f) {
    if (plan.families[f]) shown += plan.report.families[f].members.size();
  }
  const std::string folded = kin > 0 ? "; a family has one for all of its members" : "";
  if (shown >= plan.rows.size()) return "Every benchmark, group by group" + folded + ".";
  return fmt::format("{} of {}, what changed first{}; the line of each stands in its row above.", shown,
                     counted(plan.rows.size(), "benchmark"), folded);
}

}  // namespace

std::string charts_part(const PagePlan& plan) {
  const auto kin = static_cast<std::size_t>(std::ranges::count(plan.families, true));
  if (plan.charts.empty() && kin == 0) return {};
  std::string out = fmt::format(
      "<section id=charts aria-labelledby=charts-title><h2 id=charts-title>Charts</h2>\n<p class=note>{}</p>\n",
      which_charts(plan, kin));
  std::size_t next = 0;
  std::size_t row_number = 0;  // of the table, counted from 1
  for (const model::Group& group : plan.report.groups) {
    std::string figures = families(plan, group.name);
    for (const std::size_t i : group.benchmarks) {
      ++row_number;
      if (next >= plan.charts.size() || plan.charts[next] != i) continue;
      const auto scene = layout::narrow_chart_scene(plan.report, i, token_style(), plan.metrics);
      figures += figure(plan, i, "card", inline_svg(scene, Reading::Figure, fmt::format("c{}", next++), plan.metrics),
                        row_number);
      figures += value_table(plan, i) + "</figure>\n";
    }
    if (!figures.empty())
      out += fmt::format("<h3>{}</h3>\n<div class=cards>\n{}</div>\n", html_text(group.name), figures);
  }
  return out + "</section>\n";
}

std::string method_part(const PagePlan& plan) {
  constexpr double kUnbroken = 1e12;  // the browser breaks the lines
  std::string out;
  const auto commits = layout::commit_lines(plan.report, {}, kUnbroken, plan.metrics);
  if (!commits.empty()) {
    out += "<section id=commits aria-labelledby=commits-title><h2 id=commits-title>Commits behind the changes</h2>\n";
    lines(out, commits);
    out += "</section>\n";
  }
  out += "<section id=method aria-labelledby=method-title><h2 id=method-title>Method and provenance</h2>\n";
  lines(out, layout::method_lines(plan.report, kUnbroken, plan.metrics));
  return out + "</section>\n";
}

}  // namespace perfolio::emit
