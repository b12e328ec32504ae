// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/summary.h"

#include "base/text.h"
#include "base/time.h"
#include "layout/answers.h"
#include "layout/first_release.h"
#include "layout/heatmap.h"
#include "layout/mean_chart.h"
#include "layout/names.h"
#include "layout/table.h"
#include "layout/tile.h"
#include "layout/trend.h"
#include "model/family_words.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace perfolio::layout {

using model::Report;

namespace {

constexpr double kGutter = 10;
constexpr std::size_t kMostRows = 8;
constexpr double kHeading = 24;  ///< from the end of a block to the head of a table under a heading.
constexpr double kTableRow = 16.5;
constexpr double kChartHeight = 208;
constexpr double kLeastChart = 156;
constexpr double kHighChart = 250;
constexpr double kEndless = 1000;   ///< an area this high grows with what stands in it.
constexpr std::size_t kPerRow = 3;  ///< tiles.
const Font kRule{Face::Regular, 8};

/// The same, each part of it that has a meaning of its own and no link yet being one. Rows of a table lead by their
/// cells, and what is drawn behind the texts leads nowhere.
std::vector<Node> leading_to(std::vector<Node> nodes, const std::string& link) {
  if (link.empty()) return nodes;
  for (Node& node : nodes) {
    const bool parts = node.role == Role::Table || node.role == Role::TR || node.role == Role::None;
    if (parts && node.marks.empty())
      node.children = leading_to(std::move(node.children), link);
    else if (node.role != Role::Artifact && node.link.empty())
      node.link = link;
  }
  return nodes;
}

class Flow {
 public:
  Flow(std::vector<Node>& nodes, const Report& report, base::Rect area, const Links& links, const style::Style& style,
       const TextMetrics& metrics)
      : nodes_(nodes), report_(report), area_(area), links_(links), style_(style), metrics_(metrics), y_(area.y) {}

  SummaryEnd run() {
    title();
    if (area_.width > area_.height && !is_first_release(report_)) return run_wide();
    rule_ = rule_lines();
    headline();
    const Share share = shares();
    chart(share.chart);
    tiles(share.tile_rows);
    changes();
    where();
    mean(share.mean);
    rule();
    return {y_, heat_rows_, rows_};
  }

 private:
  /// Side by side: what names on the left, what shows on the right.
  SummaryEnd run_wide() {
    constexpr double kBetween = 26;
    const base::Rect whole = area_;
    const double top = y_;
    const double left = std::round((whole.width - kBetween) * 0.5);
    area_.width = left;
    rule_ = rule_lines();
    headline();
    changes();
    rule();
    const double end = y_;
    area_ = {whole.x + left + kBetween, whole.y, whole.width - left - kBetween, whole.height};
    y_ = top + 12;
    foot_ = 0;
    const std::size_t rows = std::min<std::size_t>(1, report_.tiles.size());
    const double tiles_need = rows > 0 ? kTileHeight + kGutter + 6 : 0;
    constexpr std::size_t kFewRows = 5;
    chart(std::clamp(room() - tiles_need - heat_need(kFewRows) - kGutter, kLeastChart, kHighChart));
    tiles(rows);
    where();
    if (const double left_over = room() - 2 * kGutter; has_mean() && left_over > 110) mean(std::min(left_over, 190.0));
    area_ = whole;
    return {std::max(y_, end), heat_rows_, rows_};
  }

  void add(Role role, std::string text, base::Point at, const Font& font, base::Color color, Align align = Align::Left,
           const std::string& link = {}) {
    nodes_.push_back({role, {}, link, {}, {Text{std::move(text), at, font, color, align}}, {}});
  }
  void append(std::vector<Node> more) {
    for (Node& node : more) nodes_.push_back(std::move(node));
  }
  [[nodiscard]] std::string tag(std::size_t column) const { return base::visible(report_.columns[column].release.tag); }

  void title() {
    const Font font{Face::SemiBold, 20};
    const double version = metrics_.width(tag(report_.current), font);
    const double room = area_.width - std::min(version, area_.width * 0.5) - 16;
    // A long name is set smaller, then stands alone, before it is cut.
    std::string name = base::visible(report_.project) + " performance";
    Font name_font = font;
    const auto shrink = [&](double least) {
      while (name_font.size > least && metrics_.width(name, name_font) > room) name_font.size -= 0.5;
      return metrics_.width(name, name_font) <= room;
    };
    if (!shrink(16)) {
      name = base::visible(report_.project);
      name_font = font;
      shrink(13);
    }
    y_ += 18;
    add(Role::H1, shortened(name, name_font, room, metrics_), {area_.x, y_}, name_font, style_.ink);
    add(Role::P, shortened(tag(report_.current), font, area_.width * 0.5, metrics_), {area_.right(), y_}, font,
        style_.ink, Align::Right);
    y_ += 18;
    const Font small{Face::Regular, 9};
    const auto& date = report_.columns[report_.current].release.date;
    const std::string dated =
        date ? (report_.kind == model::ColumnKind::Release ? "released " : "measured ") + base::to_date(*date) : "";
    const double dated_room = dated.empty() ? 0 : metrics_.width(dated, small) + 16;
    add(Role::P, clipped(report_subtitle(report_), small, area_.width - dated_room, metrics_), {area_.x, y_}, small,
        style_.ink2, Align::Left, links_.releases);
    if (!dated.empty()) add(Role::P, dated, {area_.right(), y_}, small, style_.ink2, Align::Right, links_.releases);
    y_ += 11;
    nodes_.push_back(
        {Role::Artifact, {}, {}, {}, {Segments{{{{area_.x, y_}, {area_.right(), y_}}}, {style_.ink, 1.2}}}, {}});
  }

  void paragraph(const std::string& text, const Font& font, base::Color color, std::size_t most, double leading,
                 const std::string& link = {}) {
    for (const std::string& line : wrapped(base::visible(text), font, area_.width, most, metrics_)) {
      y_ += leading;
      add(Role::P, line, {area_.x, y_}, font, color, Align::Left, link);
    }
  }

  void headline() {
    const model::Headline& h = report_.headline;
    const Font font{Face::SemiBold, 12.5};
    y_ += 26;
    const bool changed = h.counts.better + h.counts.worse + h.counts.changed > 0;
    const std::vector<std::string> lines =
        wrapped(base::visible(h.lead) + (changed ? ":" : ""), font, area_.width, 2, metrics_);
    for (const std::string& line : lines) {
      if (&line != &lines.front()) y_ += 17;
      add(&line == &lines.front() ? Role::H2 : Role::P, line, {area_.x, y_}, font, style_.ink, Align::Left,
          links_.list);
    }
    const std::string& lead = lines.back();
    const double x = area_.x + metrics_.width(lead, font) + 10;
    if (changed) {
      if (x + 170 > area_.right()) y_ += 22;
      verdict_pills(nodes_, report_, {x + 170 > area_.right() ? area_.x : x, y_}, 10.5, style_, metrics_);
      if (nodes_.back().role == Role::P && nodes_.back().link.empty()) nodes_.back().link = links_.list;
    }
    y_ += 3;
    const model::Overview& o = report_.overview;
    if (!o.shift.empty()) paragraph(o.shift, {Face::SemiBold, 9.5}, style_.ink, 2, 14.5, links_.list);
    if (!o.sentence.empty()) paragraph(o.sentence, {Face::Regular, 9.5}, style_.ink, 2, 14.5, links_.means);
    if (!h.detail.empty()) paragraph(h.detail, {Face::Regular, 9}, style_.ink2, 2, 13.5, links_.list);
    for (const std::string& line : model::growth_lines(report_, 2)) {
      paragraph(line, {Face::SemiBold, 9}, style_.ink, 2, 13.5, links_.list);
    }
    answers();
    if (!report_.maintainer_note.empty()) y_ += 3;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, report_.maintainer_note.size()); ++i) {
      paragraph(report_.maintainer_note[i], {Face::Regular, 9}, style_.ink, 4, 13);
    }
    y_ += 11;
  }

  /// Against which releases it is how much slower or faster, and who differs from the first and the best one.
  void answers() {
    if (report_.overview.against.empty()) return;
    y_ += 8;
    append(leading_to(answers_table(report_, {area_.x, y_}, area_.width, style_, metrics_), links_.means));
    y_ += answers_height(report_);
    const Font font{Face::Regular, 8.5, true};
    const Font strong{Face::SemiBold, 8.5};
    for (const ApartLine& line : apart_lines(report_, area_.width, font, metrics_)) {
      y_ += 13;
      Node node{Role::P, {}, links_.list, {}, {}, {}};
      node.marks.emplace_back(Text{line.head, {area_.x, y_}, strong, signal(line.verdict, style_).ink, Align::Left});
      const double x = area_.x + metrics_.width(line.head, strong) + 7;
      node.marks.emplace_back(Text{line.rest, {x, y_}, font, style_.ink2, Align::Left});
      nodes_.push_back(std::move(node));
    }
    if (const std::string& past = report_.overview.past_shifts; !past.empty()) {
      paragraph(past, {Face::Regular, 8.5}, style_.ink2, 2, 13, links_.means);
    }
  }

  /// How the page is divided between what shows and what names.
  struct Share {
    double chart = kChartHeight;
    std::size_t tile_rows = 0;
    double mean = 0;  ///< height of the chart of all benchmarks together; 0: none.
  };

  [[nodiscard]] double table_need() const {
    const std::size_t all = summary_series(report_).size();
    return all == 0 ? 0 : kHeading + kTableHeader + kTableRow * static_cast<double>(std::min(kMostRows, all));
  }
  /// A heat map is worth a place from a few rows on.
  [[nodiscard]] double heat_need(std::size_t most) const {
    const std::size_t rows = report_.current == 0 ? 0 : heat_rows(report_, most).size();
    return rows == 0 ? 0 : kHeading + kHeatHeader + kHeatRow * static_cast<double>(rows);
  }
  [[nodiscard]] bool has_mean() const {
    constexpr std::size_t kFewest = 3;  // releases that make a line
    return report_.headline.trend.size() >= kFewest && report_.headline.index.n > 1;
  }

  /// Rows that name what changed come before the second and third row of tiles, and those before a high chart. What
  /// nothing else needs goes to how all benchmarks went together, or makes the chart higher.
  [[nodiscard]] Share shares() const {
    constexpr std::size_t kFewRows = 5;
    constexpr double kLeastMean = 120;
    constexpr double kMostMean = 190;
    Share share;
    share.tile_rows = std::min<std::size_t>(3, (report_.tiles.size() + per_row() - 1) / per_row());
    const auto tiles = [&] { return (kTileHeight + kGutter) * static_cast<double>(share.tile_rows) + 6; };
    const bool first = is_first_release(report_);
    const double least = report_.hero && !first ? kLeastChart + kGutter : 0;
    while (share.tile_rows > 1 && least + tiles() + table_need() > room()) --share.tile_rows;
    const double left = room() - tiles() - table_need() - kGutter;
    share.chart = std::clamp(left - heat_need(kFewRows), kLeastChart, kChartHeight);
    const double spare = left - (report_.hero ? share.chart : 0) - heat_need(kMostRows);
    if (area_.height > kEndless) return share;
    if (has_mean() && spare > kLeastMean + kGutter) {
      share.mean = std::min(kMostMean, spare - kGutter);
      share.chart += std::clamp(spare - kGutter - share.mean, 0.0, kHighChart - kChartHeight);
    } else if (share.chart == kChartHeight) {
      share.chart += std::clamp(spare, 0.0, kHighChart - kChartHeight);
    }
    return share;
  }

  /// Two or four tiles stand in pairs, others in threes.
  [[nodiscard]] std::size_t per_row() const {
    return report_.tiles.size() == 2 || report_.tiles.size() == 4 ? 2 : kPerRow;
  }

  void chart(double height) {
    if (!report_.hero || is_first_release(report_)) return;  // one dot is no chart
    append(leading_to(trend_chart(report_, *report_.hero, {{area_.x, y_, area_.width, height}, TrendSize::Full, false},
                                  style_, metrics_),
                      links_.benchmark(*report_.hero)));
    y_ += height + kGutter;
  }

  void tiles(std::size_t rows) {
    const auto across = static_cast<double>(per_row());
    const double width = (area_.width - (across - 1) * kGutter) / across;
    const std::size_t most = std::min(rows * per_row(), report_.tiles.size());
    for (std::size_t i = 0; i < most; ++i) {
      const double x = area_.x + (width + kGutter) * static_cast<double>(i % per_row());
      append(leading_to(tile(report_, report_.tiles[i], {x, y_, width, kTileHeight}, style_, metrics_),
                        links_.group(report_.tiles[i])));
      if (i % per_row() == per_row() - 1 || i + 1 == most) y_ += kTileHeight + kGutter;
    }
    const std::size_t more = report_.tiles.size() - most + report_.tiles_left;
    if (more == 0 || most == 0) return;
    std::string text = fmt::format("and {} more group{}", more, more == 1 ? "" : "s");
    if (links_.groups_page > 0) text += fmt::format(", p. {}", links_.groups_page);
    add(Role::P, text, {area_.right(), y_ + 1}, {Face::Regular, 8}, style_.ink3, Align::Right, links_.list);
    y_ += 4;
  }

  /// Of the parts of a caption, between dots, as many as have room.
  [[nodiscard]] std::string fitting(std::string caption, const Font& font, double room) const {
    for (auto dot = caption.rfind(" · "); dot != std::string::npos && metrics_.width(caption, font) > room;
         dot = caption.rfind(" · "))
      caption.resize(dot);
    return clipped(caption, font, room, metrics_);
  }

  void heading(const std::string& title, const std::string& caption) {
    const Font font{Face::SemiBold, 11.5};
    y_ += 16;
    add(Role::H2, title, {area_.x, y_}, font, style_.ink);
    const double x = area_.x + metrics_.width(title, font) + 9;
    const Font small{Face::Regular, 8};
    if (!caption.empty())
      add(Role::P, fitting(caption, small, area_.right() - x), {x, y_}, small, style_.ink3, Align::Left, links_.list);
    y_ += kHeading - 16;
  }

  /// Above what the last lines need: the rule, and what more runs would bring.
  [[nodiscard]] double room() const {
    const double advice = report_.overview.advice_line.empty() ? 0 : 11;
    return area_.bottom() - foot_ * (11 * static_cast<double>(std::max<std::size_t>(2, rule_.size())) + advice) - y_;
  }
  /// What the verdicts mean and where there is more, in as many lines as that takes.
  [[nodiscard]] std::vector<std::string> rule_lines() const {
    if (!report_.baseline) return {};
    std::string text = rule_words(report_);
    if (links_.table_page > 0) text += fmt::format(" All benchmarks: p. {}.", links_.table_page);
    if (links_.method_page > 0) text += fmt::format(" Method: p. {}.", links_.method_page);
    return wrapped(text, kRule, area_.width, 6, metrics_);
  }

  /// The first release: as many rows as the page has room for.
  void first_levels(std::size_t all) {
    const double kept = report_.overview.advice_line.empty() ? 0 : 16;
    const double rows_room = (room() - kHeading - kept - first_table_height(0)) / kFirstRow;
    if (all == 0 || rows_room < 1) return;
    const std::size_t most = area_.height > kEndless ? 3 * kMostRows : 44;
    const std::vector<std::size_t> shown = summary_rows(report_, std::min(most, static_cast<std::size_t>(rows_room)));
    std::string more = "next sees: the change that the next release will show, with as many runs";
    if (shown.size() < all) more = left_out_words(report_, shown) + " · " + more;
    heading(std::string(summary_title(report_)), more);
    append(first_table(report_, shown, {area_.x, y_}, area_.width, links_.benchmark, style_, metrics_));
    y_ += first_table_height(shown.size());
    rows_ = shown.size();
  }

  void changes() {
    const std::size_t all = summary_series(report_).size();
    if (!report_.baseline) {
      first_levels(all);
      return;
    }
    const double rows_room = (room() - kHeading - kTableHeader) / kTableRow;
    if (all == 0 || rows_room < 1) return;
    const std::vector<std::size_t> shown =
        summary_rows(report_, std::min(kMostRows, static_cast<std::size_t>(rows_room)));
    std::vector<std::string> links;
    for (const std::size_t i : shown) links.push_back(links_.benchmark(i));
    std::string more = left_out_words(report_, shown);
    if (!more.empty() && links_.table_page > 0) more += fmt::format(" · all: p. {}", links_.table_page);
    heading(std::string(summary_title(report_)), more);
    const base::Point at{area_.x, y_};
    const Table table =
        comparison_table(report_, shown, at, area_.width, ComparisonColumns::Summary, links, style_, metrics_);
    append(table_nodes(table, style_));
    y_ += table_height(table);
    rows_ = shown.size();
  }

  void where() {
    if (report_.current == 0) return;
    const double rows_room = (room() - kHeading - kHeatHeader) / kHeatRow;
    if (rows_room < 1) return;
    const std::vector<std::size_t> rows = heat_rows(report_, std::min(kMostRows, static_cast<std::size_t>(rows_room)));
    if (rows.empty()) return;
    std::string caption = short_heat_caption(report_, rows, area_.width, style_, metrics_);
    const std::size_t all = heat_rows(report_, report_.benchmarks.size()).size();
    if (rows.size() < all) caption = fmt::format("{} of {} · {}", rows.size(), all, caption);
    heading("Where it changed", caption);
    heat_rows_ = rows.size();
    append(heat_map(report_, rows, {area_.x, y_}, area_.width, links_.benchmark, style_, metrics_));
    y_ += kHeatHeader + kHeatRow * static_cast<double>(rows.size());
  }

  /// How all benchmarks went together.
  void mean(double height) {
    if (height <= 0) return;
    y_ += kGutter;
    append(leading_to(moved(mean_chart(report_, area_.width, height, style_, metrics_).nodes, {area_.x, y_}),
                      links_.means));
    y_ += height;
  }

  void rule() {
    if (!report_.overview.advice_line.empty()) {
      y_ += 15;
      add(Role::P, clipped(report_.overview.advice_line + ".", {Face::SemiBold, 8}, area_.width, metrics_),
          {area_.x, y_}, {Face::SemiBold, 8}, style_.ink2, Align::Left, links_.list);
      y_ -= 4;
    }
    if (!report_.baseline) return;
    y_ += 15;
    const std::string link = links_.method_page > 0 ? "#method" : "";
    for (const std::string& line : rule_) {
      nodes_.push_back({Role::P, {}, link, {}, {Text{line, {area_.x, y_}, kRule, style_.ink3, Align::Left}}, {}});
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
  double foot_ = 1;  ///< whether the last lines stand below what comes next.
  std::size_t heat_rows_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::string> rule_;
};

}  // namespace

double verdict_pills(std::vector<Node>& nodes, const Report& report, base::Point at, double font_size,
                     const style::Style& style, const TextMetrics& metrics) {
  const model::Counts& c = report.headline.counts;
  const model::Wording wording = model::shared_wording(report);
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
  add(c.better, "↓ ", model::word(model::Verdict::Better, wording), model::Verdict::Better);
  add(c.worse, "↑ ", model::word(model::Verdict::Worse, wording), model::Verdict::Worse);
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

/// So few benchmarks that page one has room for each, changed or not.
bool is_small(const Report& report) {
  constexpr std::ptrdiff_t kFew = 5;
  return std::ranges::count_if(report.benchmarks,
                               [](const model::BenchmarkFacts& b) { return b.primary && b.comparison; }) <= kFew;
}

}  // namespace

std::vector<std::size_t> summary_series(const Report& report) {
  if (report.baseline && !report.overview.to_act.empty()) return report.overview.to_act;
  if (report.baseline && !is_small(report)) return report.overview.near;
  std::vector<std::size_t> out = report.overview.to_act;  // beyond a limit
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const model::BenchmarkFacts& b = report.benchmarks[i];
    if (!b.primary || !b.comparison || b.comparison->alert) continue;
    const model::Verdict verdict = b.comparison->verdict;
    const bool compared = verdict == model::Verdict::Same || verdict == model::Verdict::Unclear;
    if (!report.baseline || compared) out.push_back(i);
  }
  return out;
}

std::vector<std::size_t> summary_rows(const Report& report, std::size_t most) {
  std::vector<std::size_t> all = summary_series(report);
  if (all.size() <= most) return all;
  const auto better = [&](std::size_t i) {
    const auto& c = report.benchmarks[i].comparison;
    return c && c->verdict == model::Verdict::Better && !c->alert;
  };
  const auto there = static_cast<std::size_t>(std::ranges::count_if(all, better));
  const std::size_t kept = most < 2 ? 0 : std::min(there, std::max<std::size_t>(1, most / 4));
  std::vector<std::size_t> out;
  std::size_t good = 0;
  std::size_t rest = 0;
  const std::size_t others = all.size() - there;
  const std::size_t most_good = std::max(kept, most - std::min(most, others));
  for (const std::size_t i : all) {
    std::size_t& n = better(i) ? good : rest;
    if (n == (better(i) ? most_good : most - std::min(most, kept))) continue;
    ++n;
    out.push_back(i);
  }
  out.resize(std::min(out.size(), most));
  return out;
}

std::string left_out_words(const Report& report, const std::vector<std::size_t>& rows) {
  model::Counts left;
  std::vector<std::size_t> out;
  for (const std::size_t i : summary_series(report)) {
    if (std::ranges::find(rows, i) != rows.end()) continue;
    const auto verdict = report.benchmarks[i].comparison->verdict;
    left.worse += verdict == model::Verdict::Worse ? 1 : 0;
    left.better += verdict == model::Verdict::Better ? 1 : 0;
    left.changed += verdict == model::Verdict::Changed ? 1 : 0;
    out.push_back(i);
  }
  if (out.empty()) return {};
  const std::vector<std::string> words = model::count_words(left, model::shared_wording(report, out));
  const std::size_t named = left.worse + left.better + left.changed;
  if (named < out.size()) return fmt::format("and {} more", out.size());
  return fmt::format("and {} more", fmt::join(words, ", "));
}

std::string_view summary_title(const Report& report) {
  if (!report.baseline) return "What was measured";
  if (report.overview.to_act.empty())
    return is_small(report) ? "What was compared, no change established" : "Nearest to a change, none established";
  const auto alerts = static_cast<std::size_t>(std::ranges::count_if(
      report.overview.to_act, [&](std::size_t i) { return report.benchmarks[i].comparison->alert; }));
  if (alerts == report.overview.to_act.size()) return "Alerts, largest change first";
  return alerts > 0 ? "Alerts, then changes with evidence" : "Changes with evidence";
}

std::string rule_words(const Report& report) {
  if (!report.baseline) return {};
  const model::Rule& r = report.rule;
  const auto percent = [](double part) { return units::number(part * 100, 0) + std::string(units::kThinSpace) + "%"; };
  const model::Wording wording = model::shared_wording(report);
  std::string good(model::word(model::Verdict::Better, wording));
  good.front() = static_cast<char>(good.front() - 'a' + 'A');
  std::string text = fmt::format(
      "{} and {}: the {} interval lies wholly beyond ±{}. Same: it includes no change and lies within ±{}.", good,
      model::word(model::Verdict::Worse, wording), percent(r.confidence), percent(r.floor), percent(r.equivalence));
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
