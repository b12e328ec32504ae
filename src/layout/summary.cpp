// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/summary.h"

#include "base/text.h"
#include "base/time.h"
#include "layout/heatmap.h"
#include "layout/names.h"
#include "layout/table.h"
#include "layout/tile.h"
#include "layout/trend.h"
#include "model/family_words.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace perfolio::layout {

using model::Report;

namespace {

constexpr double kGutter = 10;
constexpr std::size_t kMostRows = 8;
constexpr double kHeading = 24;   ///< from the end of a block to the head of a table under a heading.
constexpr double kLastLine = 22;  ///< kept for the rule in the last line.

class Flow {
 public:
  Flow(std::vector<Node>& nodes, const Report& report, base::Rect area, const Links& links, const style::Style& style,
       const TextMetrics& metrics)
      : nodes_(nodes), report_(report), area_(area), links_(links), style_(style), metrics_(metrics), y_(area.y) {}

  SummaryEnd run() {
    title();
    headline();
    const std::size_t tile_rows = (report_.tiles.size() + 2) / 3;
    chart(tile_rows > 2 ? 176 : 208);
    tiles();
    changes();
    where();
    rule();
    return {y_, heat_rows_};
  }

 private:
  void add(Role role, std::string text, base::Point at, const Font& font, base::Color color,
           Align align = Align::Left) {
    nodes_.push_back({role, {}, {}, {}, {Text{std::move(text), at, font, color, align}}, {}});
  }
  void append(std::vector<Node> more) {
    for (Node& node : more) nodes_.push_back(std::move(node));
  }
  [[nodiscard]] std::string tag(std::size_t column) const { return base::visible(report_.columns[column].release.tag); }

  void title() {
    const Font font{Face::SemiBold, 20};
    const double version = metrics_.width(tag(report_.current), font);
    const double room = area_.width - std::min(version, area_.width * 0.5) - 16;
    y_ += 18;
    add(Role::H1, shortened(base::visible(report_.project) + " performance", font, room, metrics_), {area_.x, y_}, font,
        style_.ink);
    add(Role::P, shortened(tag(report_.current), font, area_.width * 0.5, metrics_), {area_.right(), y_}, font,
        style_.ink, Align::Right);
    y_ += 18;
    const Font small{Face::Regular, 9};
    const auto& date = report_.columns[report_.current].release.date;
    const std::string dated =
        date ? (report_.kind == model::ColumnKind::Release ? "released " : "measured ") + base::to_date(*date) : "";
    const double dated_room = dated.empty() ? 0 : metrics_.width(dated, small) + 16;
    add(Role::P, clipped(report_subtitle(report_), small, area_.width - dated_room, metrics_), {area_.x, y_}, small,
        style_.ink2);
    if (!dated.empty()) add(Role::P, dated, {area_.right(), y_}, small, style_.ink2, Align::Right);
    y_ += 11;
    nodes_.push_back(
        {Role::Artifact, {}, {}, {}, {Segments{{{{area_.x, y_}, {area_.right(), y_}}}, {style_.ink, 1.2}}}, {}});
  }

  void paragraph(const std::string& text, const Font& font, base::Color color, std::size_t most, double leading) {
    for (const std::string& line : wrapped(base::visible(text), font, area_.width, most, metrics_)) {
      y_ += leading;
      add(Role::P, line, {area_.x, y_}, font, color);
    }
  }

  void headline() {
    const model::Headline& h = report_.headline;
    const Font font{Face::SemiBold, 12.5};
    y_ += 26;
    const bool changed = h.counts.better + h.counts.worse + h.counts.changed > 0;
    const std::string lead = clipped(base::visible(h.lead) + (changed ? ":" : ""), font, area_.width, metrics_);
    add(Role::H2, lead, {area_.x, y_}, font, style_.ink);
    const double x = area_.x + metrics_.width(lead, font) + 10;
    if (changed) {
      if (x + 170 > area_.right()) y_ += 22;
      verdict_pills(nodes_, report_, {x + 170 > area_.right() ? area_.x : x, y_}, 10.5, style_, metrics_);
    }
    y_ += 3;
    if (!h.detail.empty()) paragraph(h.detail, {Face::Regular, 9}, style_.ink2, 2, 13.5);
    if (!h.index_line.empty()) paragraph(h.index_line, {Face::Regular, 9}, style_.ink2, 2, 13.5);
    if (!h.since_line.empty()) paragraph(h.since_line, {Face::Regular, 9}, style_.ink2, 2, 13.5);
    for (const std::string& line : model::growth_lines(report_, 2)) {
      paragraph(line, {Face::Medium, 9}, style_.ink, 2, 13.5);
    }
    if (!report_.maintainer_note.empty()) y_ += 3;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, report_.maintainer_note.size()); ++i) {
      paragraph(report_.maintainer_note[i], {Face::Regular, 9}, style_.ink, 4, 13);
    }
    y_ += 11;
  }

  void chart(double height) {
    if (!report_.hero) return;
    append(trend_chart(report_, *report_.hero, {{area_.x, y_, area_.width, height}, TrendSize::Full, false}, style_,
                       metrics_));
    y_ += height + kGutter;
  }

  void tiles() {
    const double width = (area_.width - 2 * kGutter) / 3;
    const std::size_t most = std::min<std::size_t>(9, report_.tiles.size());
    for (std::size_t i = 0; i < most; ++i) {
      const double x = area_.x + (width + kGutter) * static_cast<double>(i % 3);
      append(tile(report_, report_.tiles[i], {x, y_, width, kTileHeight}, style_, metrics_));
      if (i % 3 == 2 || i + 1 == most) y_ += kTileHeight + kGutter;
    }
  }

  void heading(const std::string& title, const std::string& caption) {
    const Font font{Face::SemiBold, 11.5};
    y_ += 16;
    add(Role::H2, title, {area_.x, y_}, font, style_.ink);
    const double x = area_.x + metrics_.width(title, font) + 9;
    const Font small{Face::Regular, 8};
    if (!caption.empty())
      add(Role::P, clipped(caption, small, area_.right() - x, metrics_), {x, y_}, small, style_.ink3);
    y_ += kHeading - 16;
  }

  [[nodiscard]] double room() const { return area_.bottom() - kLastLine - y_; }

  void changes() {
    const std::vector<std::size_t> all = summary_series(report_);
    const double rows_room = (room() - kHeading - kTableHeader) / 16.5;
    if (all.empty() || rows_room < 1) return;
    const std::size_t most = report_.baseline ? kMostRows : 3 * kMostRows;
    const std::size_t rows = std::min({most, all.size(), static_cast<std::size_t>(rows_room)});
    const std::vector<std::size_t> shown(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(rows));
    std::vector<std::string> links;
    for (const std::size_t i : shown) links.push_back(links_.benchmark(i));
    std::string more;
    if (rows < all.size()) {
      more = fmt::format("{} of {}", rows, all.size());
      if (links_.table_page > 0) more += fmt::format(" · all: p. {}", links_.table_page);
    }
    heading(std::string(summary_title(report_)), more);
    const base::Point at{area_.x, y_};
    const Table table = report_.baseline ? comparison_table(report_, shown, at, area_.width, ComparisonColumns::Summary,
                                                            links, style_, metrics_)
                                         : level_table(report_, shown, at, area_.width, links, style_, metrics_);
    append(table_nodes(table, style_));
    y_ += table_height(table);
  }

  void where() {
    if (report_.current == 0) return;
    const double rows_room = (room() - kHeading - kHeatHeader) / kHeatRow;
    if (rows_room < 1) return;
    const std::vector<std::size_t> rows = heat_rows(report_, std::min(kMostRows, static_cast<std::size_t>(rows_room)));
    if (rows.empty()) return;
    std::string caption = fmt::format(
        "percent against the previous {} · blank: none established · hatched: not measured", model::noun(report_.kind));
    caption += heat_note(report_, rows, area_.width, style_, metrics_);
    heading("Where it changed", caption);
    heat_rows_ = rows.size();
    append(heat_map(report_, rows, {area_.x, y_}, area_.width, style_, metrics_));
    y_ += kHeatHeader + kHeatRow * static_cast<double>(rows.size());
  }

  void rule() {
    if (!report_.baseline) return;
    const Font font{Face::Regular, 8};
    std::string text = rule_words(report_);
    if (links_.method_page > 0) text += fmt::format(" Method: p. {}.", links_.method_page);
    y_ += 15;
    const std::string link = links_.method_page > 0 ? "#method" : "";
    for (const std::string& line : wrapped(text, font, area_.width, 2, metrics_)) {
      nodes_.push_back({Role::P, {}, link, {}, {Text{line, {area_.x, y_}, font, style_.ink3, Align::Left}}, {}});
      y_ += 11;
    }
    y_ -= 7;
  }

  std::vector<Node>& nodes_;
  const Report& report_;
  base::Rect area_;
  const Links& links_;
  const style::Style& style_;
  const TextMetrics& metrics_;
  double y_;
  std::size_t heat_rows_ = 0;
};

}  // namespace

double verdict_pills(std::vector<Node>& nodes, const Report& report, base::Point at, double font_size,
                     const style::Style& style, const TextMetrics& metrics) {
  const model::Counts& c = report.headline.counts;
  const bool slower = report.headline.sentence.find("slower") != std::string::npos;
  // Arrows follow the values: one direction for all, or none.
  const bool times = std::ranges::all_of(report.benchmarks, [](const model::BenchmarkFacts& b) {
    return !b.primary || !b.comparison || b.better == units::Direction::Lower;
  });
  Node node{Role::P, {}, {}, {}, {}, {}};
  const auto add = [&](std::size_t n, std::string_view arrow, std::string_view word, model::Verdict verdict) {
    if (n == 0) return;
    const std::string words = fmt::format("{}{} {}", times ? arrow : "", n, word);
    at.x += pill(node, words, verdict, {at.x, at.y - font_size * 1.2857}, font_size, style, metrics) + 6;
  };
  add(c.better, "↓ ", "better", model::Verdict::Better);
  add(c.worse, "↑ ", slower ? "slower" : "worse", model::Verdict::Worse);
  add(c.changed, "", "changed", model::Verdict::Changed);
  if (!node.marks.empty()) nodes.push_back(std::move(node));
  return at.x;
}

std::string report_subtitle(const Report& report) {
  const auto tag = [&](std::size_t column) { return base::visible(report.columns[column].release.tag); };
  const model::Counts& c = report.headline.counts;
  const auto first = std::ranges::find_if(report.columns, [](const auto& column) { return column.runs > 0; });
  const auto from = static_cast<std::size_t>(first - report.columns.begin());
  const auto measured = static_cast<std::size_t>(std::ranges::count_if(
      report.columns.begin(), report.columns.begin() + static_cast<std::ptrdiff_t>(report.current) + 1,
      [](const auto& column) { return column.runs > 0; }));
  std::string out = fmt::format("{} benchmark{}", c.total, c.total == 1 ? "" : "s");
  if (measured > 1) out += fmt::format(" · {} {}s since {}", measured, model::noun(report.kind), tag(from));
  const std::size_t runs = report.columns[report.current].runs;
  if (report.kind == model::ColumnKind::Release)
    out += fmt::format(" · {} run{} of {}", runs, runs == 1 ? "" : "s", tag(report.current));
  if (!report.environment.empty()) out += " · " + base::visible(report.environment);
  return out;
}

namespace {

/// What a maintainer has to act on: in the order of the changes, then what alerts for a limit alone.
std::vector<std::size_t> alerted(const Report& report) {
  const auto is_alert = [&](std::size_t i) {
    const auto& c = report.benchmarks[i].comparison;
    return c && c->alert;
  };
  std::vector<std::size_t> out;
  std::ranges::copy_if(report.changed, std::back_inserter(out), is_alert);
  const std::size_t changed = out.size();
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const auto end = out.begin() + static_cast<std::ptrdiff_t>(changed);
    if (is_alert(i) && std::find(out.begin(), end, i) == end) out.push_back(i);
  }
  return out;
}

}  // namespace

std::vector<std::size_t> summary_series(const Report& report) {
  std::vector<std::size_t> out = alerted(report);
  std::ranges::copy_if(report.changed, std::back_inserter(out),
                       [&](std::size_t i) { return !report.benchmarks[i].comparison->alert; });
  if (!out.empty()) return out;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const model::BenchmarkFacts& b = report.benchmarks[i];
    if (b.primary && b.comparison && (!report.baseline || b.comparison->ratio.has_interval())) out.push_back(i);
  }
  if (!report.baseline) return out;
  std::ranges::stable_sort(out, std::less{}, [&](std::size_t i) { return report.benchmarks[i].comparison->p; });
  return out;
}

std::string_view summary_title(const Report& report) {
  if (!report.baseline) return "What was measured";
  const std::size_t alerts = alerted(report).size();
  if (alerts > 0 && alerts == summary_series(report).size()) return "Alerts, largest change first";
  if (report.changed.empty()) return "Nearest to a change, none established";
  return alerts > 0 ? "Alerts, then changes with evidence, largest first" : "Changes with evidence, largest first";
}

std::string rule_words(const Report& report) {
  if (!report.baseline) return {};
  const model::Rule& r = report.rule;
  const auto percent = [](double part) { return units::number(part * 100, 0) + std::string(units::kThinSpace) + "%"; };
  std::string text = fmt::format(
      "Better and slower: the {} interval lies wholly beyond ±{}. Same: it includes no change and lies within ±{}.",
      percent(r.confidence), percent(r.floor), percent(r.equivalence));
  const auto any = [&](auto fact) {
    return std::ranges::any_of(report.changed, [&](std::size_t i) { return fact(*report.benchmarks[i].comparison); });
  };
  if (report.headline.counts.unclear > 0) text += " Unclear: all else, also beyond it where too few runs say so.";
  const auto settles = [](const model::BenchmarkFacts& b) {
    return b.comparison && b.comparison->verdict == model::Verdict::Unclear && b.comparison->runs_needed > 0;
  };
  if (std::ranges::any_of(report.benchmarks, settles)) text += " (+n): runs that would settle it.";
  if (any([](const model::Comparison& c) { return c.provisional; })) text += " *: provisional, fewer than three runs.";
  if (any([](const model::Comparison& c) { return c.alert && c.limit.empty(); }))
    text += fmt::format(" Alert: worse by more than {}.", percent(r.threshold));
  std::vector<std::size_t> all(report.benchmarks.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (model::broken_limits(report, all) > 0) text += " Limit: beyond a bound that the project set.";
  return text;
}

SummaryEnd summary(std::vector<Node>& nodes, const Report& report, base::Rect area, const Links& links,
                   const style::Style& style, const TextMetrics& metrics) {
  return Flow(nodes, report, area, links, style, metrics).run();
}

}  // namespace perfolio::layout
