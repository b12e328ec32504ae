// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/family.h"

#include "base/text.h"
#include "layout/end_labels.h"
#include "layout/family_lines.h"
#include "layout/names.h"
#include "layout/plot.h"
#include "model/family_words.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfolio::layout {

using model::Family;
using model::Level;
using model::Report;

namespace {

constexpr double kPad = 12;
constexpr double kHead = 42;
constexpr double kFoot = 22;
constexpr double kCellHeight = 44, kLeastCellHeight = 36, kMostCellHeight = 110;
constexpr double kCellWidth = 84;
constexpr double kCellGap = 8;
constexpr double kMostLabel = 90;
constexpr double kNarrow = 300;
constexpr std::size_t kDotsUpTo = 20;  ///< columns.
const Font kTitle{Face::SemiBold, 11};
const Font kSubtitle{Face::Regular, 8};
const Font kNote{Face::Regular, 7.5};
const Font kTick{Face::Regular, 7.5, true};
const Font kLabel{Face::SemiBold, 8};
const Font kValue{Face::Regular, 8, true};

/// A family's chart while it is drawn.
struct Chart {
  const Report& report;
  const Family& family;
  const TrendOptions& options;
  const style::Style& style;
  const TextMetrics& metrics;
  std::vector<FamilyLine> lines;
  bool relative = false;
  std::size_t left_out = 0;  ///< members that no line stands for.
  units::Scale scale{};
  std::vector<Mark> marks{};

  [[nodiscard]] double left() const { return options.area.x + kPad; }
  [[nodiscard]] double right() const { return options.area.right() - kPad; }
  [[nodiscard]] double width(std::string_view text, const Font& font) const { return metrics.width(text, font); }
  void text(std::string what, base::Point at, const Font& font, base::Color color, Align align = Align::Left) {
    marks.emplace_back(Text{std::move(what), at, font, color, align});
  }
  [[nodiscard]] std::string value_text(const FamilyLine& line) const {
    const Level& level = line.last();
    const std::vector<double> one = {level.value};
    const units::Scale own = units::common_scale(line.facts->unit.base, line.facts->unit.family, one);
    return units::quantity(level.value, own, (level.upper - level.lower) / 2 / own.divisor);
  }
  [[nodiscard]] std::string tag(std::size_t column) const { return base::visible(report.columns[column].release.tag); }
};

std::string by_words(const Family& family) {
  std::string names;
  for (const model::FamilyParameter& parameter : family.parameters) {
    if (!parameter.name.empty()) names += (names.empty() ? "" : ", ") + base::visible(parameter.name);
  }
  return names.empty() ? std::string() : " by " + names;
}

std::string scale_note(const Chart& c, const ValueAxis& axis) {
  if (!c.relative) return axis.note();
  return c.report.baseline ? fmt::format("relative to {}", c.tag(*c.report.baseline)) : "relative to the first value";
}

std::string subtitle_of(const Chart& c) {
  const model::BenchmarkFacts& b = c.report.benchmarks[c.family.members.front().benchmark];
  std::string out = fmt::format("{} benchmarks{}", c.family.members.size(), by_words(c.family));
  if (!c.relative && !c.scale.name.empty()) out += " · " + c.scale.name;
  return out + " · " + std::string(model::phrase(b.better));
}

void header(Chart& c, const std::string& note) {
  const double y = c.options.area.y;
  const double note_width = note.empty() ? 0 : c.width(note, kNote) + 10;
  c.text(shortened(family_title(c.family), kTitle, c.right() - c.left(), c.metrics), {c.left(), y + 18}, kTitle,
         c.style.ink);
  c.text(clipped(subtitle_of(c), kSubtitle, c.right() - c.left() - note_width, c.metrics), {c.left(), y + 31},
         kSubtitle, c.style.ink2);
  if (!note.empty()) c.text(note, {c.right(), y + 31}, kNote, c.style.ink3, Align::Right);
}

/// The words at the end of one line.
struct End {
  std::string label, value, change;
  base::Color color;
};

std::vector<End> ends_of(const Chart& c, double room) {
  const auto labels = member_labels(c.lines, kLabel, std::min(kMostLabel, room), c.metrics);
  std::vector<End> ends;
  for (std::size_t i = 0; i < c.lines.size(); ++i) {
    const FamilyLine& line = c.lines[i];
    const bool current = line.is_current(c.report);
    ends.push_back({labels[i], current ? c.value_text(line) : "ends in " + c.tag(line.levels.back().column),
                    current ? end_change(line) : std::string(), signal(line.verdict(), c.style).ink});
    if (!current) ends.back().value = shortened(ends.back().value, kValue, 70, c.metrics);
    // In a narrow chart the lines need the room; the table has the values.
    if (current && c.options.area.width < kNarrow && !ends.back().change.empty()) ends.back().value.clear();
  }
  return ends;
}

double ends_width(const Chart& c, const std::vector<End>& ends) {
  double most = 0;
  for (const End& end : ends) {
    double width = c.width(end.label, kLabel);
    if (!end.value.empty()) width += 5 + c.width(end.value, kValue);
    if (!end.change.empty()) width += 5 + c.width(end.change, kLabel);
    most = std::max(most, width);
  }
  return most;
}

struct Plot {
  base::Rect rect;
  ValueAxis axis;
  ColumnAxis columns;
};

ValueAxis axis_of(const Chart& c, double top, double bottom) {
  if (c.relative) return ratio_axis(c.lines, top, bottom);
  std::vector<Level> all;
  for (const FamilyLine& line : c.lines) all.insert(all.end(), line.levels.begin(), line.levels.end());
  return value_axis(all, *c.lines.front().facts, top, bottom);
}

std::string tick_label(const Chart& c, const ValueAxis& axis, double tick) {
  return c.relative ? ratio_tick(tick) : axis.label(tick);
}

std::size_t first_column(const Chart& c) {
  std::size_t first = c.report.current;
  for (const FamilyLine& line : c.lines) first = std::min<std::size_t>(first, line.levels.front().column);
  return first;
}

void frame(Chart& c, const Plot& plot, std::size_t first) {
  const base::Rect& r = plot.rect;
  Segments grid{{}, {c.style.grid, 0.6}};
  for (const double tick : plot.axis.ticks) {
    const double y = plot.axis.y(tick);
    if (y < r.bottom() - 0.5) grid.segments.push_back({{r.x, y}, {r.right(), y}});
    c.text(tick_label(c, plot.axis, tick), {r.x - 6, y + 2.7}, kTick, c.style.ink3, Align::Right);
  }
  c.marks.insert(c.marks.begin(), Mark(std::move(grid)));
  Segments ticks{{}, {c.style.axis, 0.7}};
  const std::size_t shown = c.report.current + 1 - first;
  for (std::size_t i = first; i <= c.report.current; ++i) {
    const bool labelled = std::ranges::find(plot.columns.labels, i, &ColumnLabel::column) != plot.columns.labels.end();
    const double x = plot.columns.x[i];
    if (labelled || r.width / static_cast<double>(shown) >= 3) {
      ticks.segments.push_back({{x, r.bottom()}, {x, r.bottom() + (labelled ? 4.0 : 2.5)}});
    }
  }
  c.marks.emplace_back(std::move(ticks));
  c.marks.emplace_back(Segments{{{{r.x, r.bottom()}, {r.right(), r.bottom()}}}, {c.style.axis, 0.9}});
  for (const ColumnLabel& label : plot.columns.labels) {
    const Font font{label.strong ? Face::SemiBold : Face::Regular, kTick.size, true};
    c.text(label.text, {label.x, r.bottom() + 13}, font, label.strong ? c.style.ink : c.style.ink3, Align::Center);
  }
}

std::string point_title(const Chart& c, const FamilyLine& line) {
  return fmt::format("{} at {}: {}", base::visible(line.facts->id), c.tag(line.levels.back().column),
                     c.value_text(line));
}

/// The intervals of the current release, or of all where only few lines could hide each other's.
void intervals(Chart& c, const Plot& plot, const FamilyLine& line, double spacing) {
  constexpr std::size_t kFew = 3;
  std::vector<Placed> points = placed(line.levels, plot.columns.x, plot.axis);
  if (c.lines.size() > kFew) points = {points.back()};
  if (points.size() == 1 && points.front().lower == points.front().upper) return;
  for (Mark& mark : interval_marks(points, points.size() == 1 ? 100 : spacing, 1.5, c.style)) {
    c.marks.push_back(std::move(mark));
  }
}

void line_marks(Chart& c, const Plot& plot, const FamilyLine& line, double spacing) {
  intervals(c, plot, line, spacing);
  const std::vector<Placed> points = placed(line.levels, plot.columns.x, plot.axis);
  for (Polyline& one : data_lines(points, {line.color, 1.3}, 1.5)) c.marks.emplace_back(std::move(one));
  Dots dots = lonely_dots(points, 1.6, line.color);
  if (c.report.current < kDotsUpTo) {
    dots.centers.clear();
    for (const Placed& point : points) dots.centers.push_back(point.at);
  }
  dots.ring = {c.style.panel, 0.6};
  if (!dots.centers.empty()) c.marks.emplace_back(std::move(dots));
  for (const model::ColumnChange& change : shown_changes(c.report, *line.facts)) {
    const auto at = std::ranges::find(points, change.column, &Placed::column);
    if (at == points.end() || change.column == c.report.current) continue;
    c.marks.emplace_back(Dots{{at->at}, 2.2, signal(change.verdict, c.style).ink, {c.style.panel, 0.8}, {}});
  }
  const bool evident = model::is_evident(line.verdict()) && line.is_current(c.report);
  Dots last{
      {points.back().at}, 2.6, evident ? signal(line.verdict(), c.style).ink : line.color, {c.style.panel, 0.9}, {}};
  if (c.options.point_titles) last.titles.push_back(point_title(c, line));
  c.marks.emplace_back(std::move(last));
}

void end_labels(Chart& c, const Plot& plot, const std::vector<End>& ends) {
  constexpr double kRow = 10.5;
  constexpr double kLeader = 14;
  std::vector<double> wanted;
  std::vector<base::Point> from;
  for (const FamilyLine& line : c.lines) {
    const Level& last = line.levels.back();
    from.push_back({plot.columns.x[last.column], plot.axis.y(last.value)});
    wanted.push_back(from.back().y);
  }
  const std::vector<double> y = spread(wanted, kRow, plot.rect.y - 6, plot.rect.bottom() - 1);
  const double x = plot.rect.right() + kLeader;
  Segments leaders{{}, {c.style.axis, 0.5}};
  for (std::size_t i = 0; i < ends.size(); ++i) {
    leaders.segments.push_back({{from[i].x + 4, from[i].y}, {x - 2, y[i]}});
    c.text(ends[i].label, {x, y[i] + 2.9}, kLabel, c.style.ink);
    double at = x + c.width(ends[i].label, kLabel) + 5;
    if (!ends[i].value.empty()) {
      c.text(ends[i].value, {at, y[i] + 2.9}, kValue, c.style.ink2);
      at += c.width(ends[i].value, kValue) + 5;
    }
    if (!ends[i].change.empty()) c.text(ends[i].change, {at, y[i] + 2.9}, kLabel, ends[i].color);
  }
  c.marks.emplace_back(std::move(leaders));
}

/// What the charts of the family leave out, counted; empty where they leave out nothing.
std::string left_out_words(const Chart& c) {
  std::string out;
  if (c.left_out > 0) out = fmt::format("{} without a value that can be drawn here", c.left_out);
  if (c.family.scalings.size() <= kMostScalings) return out;
  const std::size_t more = c.family.scalings.size() - kMostScalings;
  return fmt::format("{}{}how it scales with {} more sets of its other parameters: report.json", out,
                     out.empty() ? "" : "; ", more);
}

void draw_lines(Chart& c) {
  const base::Rect& area = c.options.area;
  const std::vector<End> ends = ends_of(c, area.width * 0.25);
  const std::string rest = left_out_words(c);
  const double bottom = area.bottom() - kFoot - (rest.empty() ? 0 : 12);
  Plot plot{{}, axis_of(c, area.y + kHead, bottom), {}};
  c.scale = plot.axis.scale;
  double ticks = 0;
  for (const double tick : plot.axis.ticks) ticks = std::max(ticks, c.width(tick_label(c, plot.axis, tick), kTick));
  const double left = c.left() + ticks + 6;
  const double right = c.right() - ends_width(c, ends) - 16;
  plot.rect = {left, area.y + kHead, right - left, bottom - area.y - kHead};
  const std::size_t first = first_column(c);
  plot.columns = column_axis(c.report, first, {}, left + 8, right - 4, kTick, left - 4, c.right(), c.metrics);
  header(c, scale_note(c, plot.axis));
  if (!plot.axis.drawable) {
    c.text("values too large or too small to be drawn", {left, area.y + kHead + 20}, kSubtitle, c.style.ink3);
    return;
  }
  frame(c, plot, first);
  const auto columns = static_cast<double>(c.report.current + 1 - first);
  for (const FamilyLine& line : c.lines) line_marks(c, plot, line, plot.rect.width / columns);
  end_labels(c, plot, ends);
  if (!rest.empty()) {
    c.text(clipped(rest, kNote, c.right() - c.left(), c.metrics), {c.left(), area.bottom() - 8}, kNote, c.style.ink3);
  }
}

/// The small multiples of a family side by side.
struct Grid {
  std::size_t columns = 1, rows = 1;
  double height = kCellHeight;  ///< of a cell: what the panel has room for.
};

Grid grid_of(std::size_t n, double width, double height) {
  const double inner = width - 2 * kPad;
  Grid grid;
  grid.columns = static_cast<std::size_t>(std::max(1.0, std::floor((inner + kCellGap) / (kCellWidth + kCellGap))));
  grid.columns = std::min(grid.columns, n);
  const double room = height - kHead - 14;
  const auto most = static_cast<std::size_t>(std::max(1.0, std::floor(room / kLeastCellHeight)));
  grid.rows = std::min(most, (n + grid.columns - 1) / grid.columns);
  grid.height = std::clamp(room / static_cast<double>(grid.rows), kLeastCellHeight, kMostCellHeight);
  return grid;
}

/// Label, value and change over a line of ratios on the scale that all cells share.
void cell(Chart& c, const FamilyLine& line, const std::string& label, base::Rect area, ValueAxis axis) {
  axis.top = area.y + 15;
  axis.bottom = area.bottom() - 7;
  const std::string change = line.is_current(c.report) ? end_change(line) : "ended";
  c.text(label, {area.x, area.y + 8}, kLabel, c.style.ink);
  const double from = area.x + c.width(label, kLabel) + 4;
  const double change_width = change.empty() ? 0 : c.width(change, kLabel) + 4;
  const std::string value = c.value_text(line);
  if (from + c.width(value, kValue) + change_width <= area.right()) {
    c.text(value, {from, area.y + 8}, kValue, c.style.ink2);
  }
  if (!change.empty()) {
    const base::Color color = line.is_current(c.report) ? signal(line.verdict(), c.style).ink : c.style.ink3;
    c.text(change, {area.right(), area.y + 8}, kLabel, color, Align::Right);
  }
  std::vector<double> x;
  const auto last = static_cast<double>(c.report.current);
  for (std::size_t i = 0; i <= c.report.current; ++i) {
    x.push_back(area.x + (last > 0 ? (area.width - 3) * static_cast<double>(i) / last : area.width - 3));
  }
  const double one = axis.y(1);
  c.marks.emplace_back(Segments{{{{area.x, one}, {area.right(), one}}}, {c.style.grid, 0.8}});
  const std::vector<Placed> points = placed(line.levels, x, axis);
  for (Polyline& part : data_lines(points, {c.style.data, 1.1}, 1.5)) c.marks.emplace_back(std::move(part));
  Dots dots = lonely_dots(points, 1.2, c.style.data);
  dots.ring = {c.style.panel, 0.6};
  if (!dots.centers.empty()) c.marks.emplace_back(std::move(dots));
  const bool evident = model::is_evident(line.verdict()) && line.is_current(c.report);
  Dots end{{points.back().at},
           2.2,
           evident ? signal(line.verdict(), c.style).ink : c.style.same.ink,
           {c.style.panel, 0.8},
           {}};
  if (c.options.point_titles) end.titles.push_back(point_title(c, line));
  c.marks.emplace_back(std::move(end));
}

/// As many as have room: what changed first, then the others, in the order of the members.
void keep_lines(std::vector<FamilyLine>& lines, std::size_t most) {
  if (lines.size() <= most) return;
  std::vector<FamilyLine> order = lines;
  std::ranges::stable_partition(order, [](const FamilyLine& line) { return model::is_evident(line.verdict()); });
  order.resize(most);
  std::erase_if(lines, [&](const FamilyLine& line) {
    return std::ranges::find(order, line.member, &FamilyLine::member) == order.end();
  });
}

void draw_multiples(Chart& c) {
  const base::Rect& area = c.options.area;
  const std::size_t all = c.lines.size();
  const Grid grid = grid_of(all, area.width, area.height);
  keep_lines(c.lines, std::min(grid.columns * grid.rows, kMostMultiples));
  const ValueAxis axis = ratio_axis(c.lines, 0, 1);
  const std::string reach =
      fmt::format("{}, {} to {}", scale_note(c, axis), ratio_tick(axis.low), ratio_tick(axis.high));
  header(c, reach);
  const double gaps = kCellGap * static_cast<double>(grid.columns - 1);
  const double width = (area.width - 2 * kPad - gaps) / static_cast<double>(grid.columns);
  const auto labels = member_labels(c.lines, kLabel, width * 0.6, c.metrics);
  for (std::size_t i = 0; i < c.lines.size(); ++i) {
    const double x = c.left() + (width + kCellGap) * static_cast<double>(i % grid.columns);
    const double y = area.y + kHead + grid.height * static_cast<double>(i / grid.columns);
    cell(c, c.lines[i], labels[i], {x, y, width, grid.height}, axis);
  }
  std::string rest = left_out_words(c);
  if (c.lines.size() < all) rest = fmt::format("and {} more{}{}", all - c.lines.size(), rest.empty() ? "" : "; ", rest);
  if (rest.empty()) return;
  c.text(clipped(rest, kNote, c.right() - c.left(), c.metrics), {c.left(), area.bottom() - 6}, kNote, c.style.ink3);
}

}  // namespace

std::string family_title(const Family& family) { return base::visible(family.id); }

std::string family_alt(const Report& report, const Family& family) {
  constexpr std::size_t kMost = 20;
  std::string out = fmt::format("{}: {} benchmarks{}.", family_title(family), family.members.size(), by_words(family));
  std::size_t told = 0;
  for (const model::FamilyMember& member : family.members) {
    const model::BenchmarkFacts& b = report.benchmarks[member.benchmark];
    const auto levels = shown_levels(report, b);
    if (levels.empty()) continue;
    if (++told > kMost) return out + " And more.";
    const std::vector<double> one = {levels.back().value};
    const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, one);
    out += fmt::format(" {}: {}", base::visible(member.label), units::quantity(levels.back().value, scale));
    if (b.comparison && model::is_evident(b.comparison->verdict)) {
      out += fmt::format(", {} {}", model::change_text(b), model::word(b.comparison->verdict, b));
    }
    out += '.';
  }
  return out;
}

double family_height(const Family& family, double width, double least) {
  const std::size_t n = std::min(family.members.size(), kMostMultiples);
  if (n <= kMostLines) return least;
  const Grid grid = grid_of(n, width, 1e6);
  return std::max(least, kHead + kCellHeight * static_cast<double>(grid.rows) + 18);
}

std::vector<Node> family_chart(const Report& report, const Family& family, const TrendOptions& options,
                               const style::Style& style, const TextMetrics& metrics) {
  Chart c{report, family, options, style, metrics, family_lines(report, family, style)};
  const bool many = family.members.size() > kMostLines;
  c.relative = many || is_relative(c.lines);
  if (c.relative) make_relative(c.lines);
  c.left_out = family.members.size() - c.lines.size();
  if (c.lines.empty()) {
    header(c, {});
    c.text("no values to draw up to this release", {c.left(), options.area.y + 60}, kSubtitle, style.ink3);
  } else if (many) {
    draw_multiples(c);
  } else {
    draw_lines(c);
  }
  std::vector<Node> nodes;
  nodes.push_back({Role::Artifact, {}, {}, {}, {Box{options.area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}});
  nodes.push_back({Role::Figure, family_alt(report, family), {}, {}, std::move(c.marks), {}});
  return nodes;
}

}  // namespace perfolio::layout
