// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/answers.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/names.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace perfolio::layout {

using model::Against;
using model::Report;
using model::Verdict;

namespace {

constexpr double kHead = 14;
constexpr double kRow = 16.5;
constexpr double kBar = 96;        ///< width of the drawn intervals,
constexpr double kNarrowBar = 62;  ///< where the table is narrow.
constexpr double kNarrow = 450;
constexpr double kChange = 46;   ///< of the numbers before them.
constexpr double kVerdict = 44;  ///< of the word at the right.
constexpr double kGap = 10;
const Font kText{Face::Regular, 9, true};
const Font kSmall{Face::Regular, 8, true};

/// Where the columns stand: x of their left ends.
struct Places {
  double label, change, bar, counts, verdict, right;
  double label_room, counts_room, bar_width;
};

/// What a row is called: the tag, and what that release is.
double label_need(const Report& report, const Against& row, const TextMetrics& metrics) {
  const Font tag{Face::SemiBold, 9};
  return metrics.width(short_tag(report, row.column, tag, 110, metrics), tag) + 5 +
         metrics.width(model::role_words(report, row), kSmall) + 1;
}

Places places_in(const Report& report, base::Point at, double width, const TextMetrics& metrics) {
  Places p{};
  p.label = at.x;
  p.right = at.x + width;
  p.label_room = 60;
  p.bar_width = width < kNarrow ? kNarrowBar : kBar;
  for (const Against& row : report.overview.against) {
    p.label_room =
        std::max(p.label_room, std::min(width * (width < kNarrow ? 0.32 : 0.36), label_need(report, row, metrics)));
  }
  p.change = p.label + p.label_room + kGap / 2 + kChange;  // its right end
  p.bar = p.change + kGap;
  p.counts = p.bar + p.bar_width + kGap;
  p.verdict = p.right;
  p.counts_room = p.right - kVerdict - kGap - p.counts;
  return p;
}

/// Half of what the scale spans, on ln: a round change that holds every interval, one of a factor of four at most.
double extent_of(const std::vector<Against>& rows) {
  constexpr std::array<double, 8> kSteps{0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3};
  double most = 0;
  for (const Against& row : rows) {
    if (row.index.n == 0) continue;
    const model::Ratio& r = row.index.ratio;
    for (const double end : {r.value, r.has_interval() ? r.lower : r.value, r.has_interval() ? r.upper : r.value}) {
      if (end > 0) most = std::max(most, std::abs(std::log(end)));
    }
  }
  const auto fits = std::ranges::find_if(kSteps, [&](double step) { return std::log1p(step) >= most; });
  return std::log1p(fits == kSteps.end() ? kSteps.back() : *fits);
}

/// The interval of a row: a bar with caps, and a dot at the change itself in the colour of its verdict. What the scale
/// does not hold ends at its edge, without a cap.
void draw_interval(Node& into, const model::Index& index, double extent, base::Rect area, const style::Style& style) {
  const double middle = area.y + area.height / 2;
  const auto x_of = [&](double ratio) {
    const double log = ratio > 0 ? std::log(ratio) : -extent;
    return area.x + area.width * (0.5 + std::clamp(log / extent, -1.0, 1.0) / 2);
  };
  const model::Ratio& r = index.ratio;
  if (r.has_interval()) {
    Segments bar{{{{x_of(r.lower), middle}, {x_of(r.upper), middle}}}, {style.axis, 1.4}};
    for (const double end : {r.lower, r.upper}) {
      if (end <= 0 || std::abs(std::log(end)) > extent) continue;
      bar.segments.push_back({{x_of(end), middle - 2.6}, {x_of(end), middle + 2.6}});
    }
    into.marks.emplace_back(std::move(bar));
  }
  into.marks.emplace_back(
      Dots{{{x_of(r.value), middle}}, 2.8, signal(index.verdict, style).ink, {style.background, 0.9}, {}});
}

Node cell(Role role, std::string text, base::Point at, const Font& font, base::Color color, Align align = Align::Left) {
  Node node{role, {}, {}, {}, {}, {}};
  if (!text.empty()) node.marks.emplace_back(Text{std::move(text), at, font, color, align});
  return node;
}

/// As many of the counts as fit, those that matter first, always the changes.
std::string counts_text(const Report& report, const Against& row, double room, const TextMetrics& metrics) {
  std::vector<std::string> words = model::count_words(row.counts, model::mean_wording(report));
  const auto joined = [&] { return fmt::format("{}", fmt::join(words, " · ")); };
  while (words.size() > 1 && metrics.width(joined(), kText) > room) words.pop_back();
  return clipped(joined(), kText, room, metrics);
}

Node row_of(const Report& report, const Against& row, double y, double extent, const Places& p,
            const style::Style& style, const TextMetrics& metrics) {
  const Font tag{Face::SemiBold, 9};
  const double base_line = y + 11.6;
  Node out{Role::TR, {}, {}, {}, {}, {}};
  const std::string role = model::role_words(report, row);
  // The tag is cut before what it is, unless both are long.
  const bool fits = label_need(report, row, metrics) <= p.label_room;
  const double role_width = std::min(metrics.width(role, kSmall) + 0.5, fits ? p.label_room : p.label_room * 0.7);
  const std::string name = short_tag(report, row.column, tag, p.label_room - role_width - 5, metrics);
  Node label = cell(Role::TD, name, {p.label, base_line}, tag, style.ink);
  label.marks.emplace_back(Text{clipped(role, kSmall, role_width, metrics),
                                {p.label + metrics.width(name, tag) + 5, base_line},
                                kSmall,
                                style.ink3,
                                Align::Left});
  out.children.push_back(std::move(label));
  const bool any = row.index.n > 0;
  const bool evident = model::is_evident(row.index.verdict);
  const base::Color color = evident ? signal(row.index.verdict, style).ink : style.ink2;
  const Font strong{evident ? Face::SemiBold : Face::Regular, 9, true};
  out.children.push_back(cell(Role::TD, any ? units::change(row.index.ratio.value) : "–", {p.change, base_line}, strong,
                              color, Align::Right));
  Node drawn{Role::TD, {}, {}, {}, {}, {}};
  if (any) {
    Node figure{Role::Figure, "interval of the change: " + model::interval_text(row.index.ratio), {}, {}, {}, {}};
    draw_interval(figure, row.index, extent, {p.bar, y, p.bar_width, kRow - 1}, style);
    drawn.children.push_back(std::move(figure));
  }
  out.children.push_back(std::move(drawn));
  const std::string counts =
      any ? counts_text(report, row, p.counts_room, metrics) : std::string("no benchmark is measured in both");
  out.children.push_back(
      cell(Role::TD, clipped(counts, kText, p.counts_room, metrics), {p.counts, base_line}, kText, style.ink2));
  const std::string word(any ? model::word(row.index.verdict, model::mean_wording(report)) : "");
  out.children.push_back(cell(Role::TD, word, {p.verdict, base_line}, strong, color, Align::Right));
  return out;
}

Node head_of(double y, double extent, const Places& p, const style::Style& style) {
  const double base_line = y + 9;
  Node head{Role::TR, {}, {}, {}, {}, {}};
  head.children.push_back(cell(Role::TH, "Against", {p.label, base_line}, kSmall, style.ink3));
  head.children.push_back(cell(Role::TH, "Overall", {p.change, base_line}, kSmall, style.ink3, Align::Right));
  Node scale{Role::TH, {}, {}, {}, {}, {}};
  scale.marks.emplace_back(
      Text{units::short_change(std::exp(-extent)), {p.bar, base_line}, kSmall, style.ink3, Align::Left});
  scale.marks.emplace_back(Text{"0", {p.bar + p.bar_width / 2, base_line}, kSmall, style.ink3, Align::Center});
  scale.marks.emplace_back(
      Text{units::short_change(std::exp(extent)), {p.bar + p.bar_width, base_line}, kSmall, style.ink3, Align::Right});
  head.children.push_back(std::move(scale));
  head.children.push_back(cell(Role::TH, "Benchmarks", {p.counts, base_line}, kSmall, style.ink3));
  head.children.push_back(cell(Role::TH, "Verdict", {p.verdict, base_line}, kSmall, style.ink3, Align::Right));
  return head;
}

}  // namespace

double answers_height(const Report& report) {
  const auto rows = static_cast<double>(report.overview.against.size());
  return rows > 0 ? kHead + kRow * rows : 0;
}

std::vector<Node> answers_table(const Report& report, base::Point at, double width, const style::Style& style,
                                const TextMetrics& metrics) {
  const std::vector<Against>& rows = report.overview.against;
  if (rows.empty()) return {};
  const Places p = places_in(report, at, width, metrics);
  const double extent = extent_of(rows);
  const double top = at.y + kHead;
  const double bottom = at.y + answers_height(report);
  Node lines{Role::Artifact, {}, {}, {}, {}, {}};
  Segments hairlines{{}, {style.grid, 0.6}};
  for (std::size_t i = 0; i <= rows.size(); ++i) {
    const double y = top + kRow * static_cast<double>(i);
    hairlines.segments.push_back({{p.label, y}, {p.right, y}});
  }
  lines.marks.emplace_back(std::move(hairlines));
  const double zero = p.bar + p.bar_width / 2;
  lines.marks.emplace_back(Segments{{{{zero, top}, {zero, bottom}}}, {style.axis, 0.7}});
  Node table{Role::Table, {}, {}, {}, {}, {}};
  table.children.push_back(head_of(at.y, extent, p, style));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    table.children.push_back(row_of(report, rows[i], top + kRow * static_cast<double>(i), extent, p, style, metrics));
  }
  std::vector<Node> out;
  out.push_back(std::move(lines));
  out.push_back(std::move(table));
  return out;
}

namespace {

/// The names that fit in `room`, the first one whatever it takes; and how many more there are.
std::string names_within(const Report& report, const std::vector<model::Apart>& all, double room, const Font& font,
                         const TextMetrics& metrics) {
  constexpr std::size_t kMost = 4;
  constexpr double kLongest = 130;
  std::string best;
  for (std::size_t n = 1; n <= std::min(kMost, all.size()); ++n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) {
      const std::string name = shortened_id(report, all[i].benchmark, font, kLongest, metrics);
      text += (i > 0 ? ", " : "") + base::visible(model::apart_words(report, all[i], name));
    }
    if (n < all.size()) text += fmt::format(" and {} more", all.size() - n);
    if (n > 1 && metrics.width(text, font) > room) break;
    best = std::move(text);
  }
  return clipped(best, font, room, metrics);
}

}  // namespace

std::vector<ApartLine> apart_lines(const Report& report, double width, const Font& font, const TextMetrics& metrics) {
  std::vector<ApartLine> out;
  const Font strong{Face::SemiBold, font.size};
  const auto add = [&](const Against& row, Verdict verdict) {
    const std::vector<model::Apart>& all = verdict == Verdict::Worse ? row.worse : row.better;
    if (all.empty()) return;
    const std::string head =
        shortened(base::visible(model::apart_head(report, row, verdict)), strong, width * 0.5, metrics);
    const double room = width - metrics.width(head, strong) - 7;
    out.push_back({head, names_within(report, all, room, font, metrics), verdict});
  };
  for (std::size_t i = 1; i < report.overview.against.size(); ++i) {
    const Against& row = report.overview.against[i];
    add(row, Verdict::Worse);
    if (row.roles != std::vector<std::string>{"best"}) add(row, Verdict::Better);
  }
  return out;
}

}  // namespace perfolio::layout
