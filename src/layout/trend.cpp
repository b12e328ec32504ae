// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/trend.h"

#include "base/text.h"
#include "layout/annotations.h"
#include "layout/names.h"
#include "layout/plot.h"
#include "layout/seams.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace perfolio::layout {

using model::ColumnChange;
using model::Level;
using model::Report;

namespace {

constexpr std::size_t kMostLabels = 5;
constexpr std::size_t kDotsUpTo = 80;  ///< columns; beyond, only changes and the current one have a dot.

/// The sizes in which the two kinds of chart differ.
struct Dimensions {
  double pad, title_y, subtitle_y, plot_top, row_gap;
  Font title, subtitle, note, tick, value, word, change, label, range, range_tag;
  double resolution;

  /// From one row of annotations to the next.
  [[nodiscard]] double note_row() const { return note.size + 4; }
};

Dimensions dimensions(TrendSize size) {
  if (size == TrendSize::Full) {
    return {14,
            21,
            21,
            42,
            22,
            {Face::SemiBold, 12},
            {Face::Regular, 9},
            {Face::Regular, 8},
            {Face::Regular, 8, true},
            {Face::SemiBold, 12},
            {Face::Regular, 9},
            {Face::SemiBold, 9.5},
            {Face::SemiBold, 9.3},
            {Face::SemiBold, 10},
            {Face::Regular, 8},
            1};
  }
  return {11,
          18,
          30,
          48,
          18,
          {Face::SemiBold, 10},
          {Face::Regular, 8},
          {Face::Regular, 7.5},
          {Face::Regular, 7.5, true},
          {Face::SemiBold, 10},
          {Face::Regular, 8},
          {Face::SemiBold, 8.5},
          {Face::SemiBold, 8},
          {Face::SemiBold, 8.5},
          {Face::Regular, 7.5},
          2};
}

/// Everything known while one chart is drawn.
struct Chart {
  const Report& report;
  const model::BenchmarkFacts& b;
  std::size_t index;
  const TrendOptions& options;
  const style::Style& style;
  const TextMetrics& metrics;
  Dimensions dim;
  std::span<const Level> levels;
  std::vector<ColumnChange> changes;
  std::size_t first = 0;    ///< column at the left end: the first that the series has a value for.
  std::size_t columns = 0;  ///< shown.
  double right_room = 0;
  std::vector<std::string> title{};
  double title_height = 0;  ///< of the lines after the first.
  double notes_height = 0;  ///< of the rows above the plot that are for annotations.
  base::Rect plot{};
  ValueAxis axis{};
  ColumnAxis columns_axis{};
  std::vector<Placed> points{};
  std::vector<Mark> marks{};
  std::string also{};  ///< changes that found no room in the plot, for the head of a chart without a row of ends.

  [[nodiscard]] double width(std::string_view text, const Font& font) const { return metrics.width(text, font); }
  void text(std::string what, base::Point at, const Font& font, base::Color color, Align align = Align::Left) {
    marks.emplace_back(Text{std::move(what), at, font, color, align});
  }
  [[nodiscard]] const Level* current() const {
    return !levels.empty() && levels.back().column == report.current ? &levels.back() : nullptr;
  }
  [[nodiscard]] const ColumnChange* change_at(std::uint32_t column) const {
    const auto at = std::ranges::find(changes, column, &ColumnChange::column);
    return at == changes.end() ? nullptr : &*at;
  }
  [[nodiscard]] std::string value_text(const Level& level) const {
    return units::quantity(level.value, axis.scale, (level.upper - level.lower) / 2 / axis.scale.divisor);
  }
};

/// Bounds are drawn where the axis would not become more than half as long again for them.
void reach_bounds(Chart& c, double top, double bottom) {
  constexpr double kMost = 1.5;
  if (!c.axis.drawable || c.axis.logarithmic || c.levels.empty()) return;
  const ValueAxis own = c.axis;
  for (const model::Bound& bound : c.b.bounds) {
    Level at = c.levels.front();
    at.value = at.lower = at.upper = bound.value;
    std::vector<Level> with(c.levels.begin(), c.levels.end());
    with.push_back(at);
    const ValueAxis longer = value_axis(with, c.b, top, bottom, c.options.share);
    const bool near = !longer.logarithmic && longer.drawable && longer.scale == own.scale &&
                      longer.high - longer.low <= kMost * (own.high - own.low);
    if (near && longer.high - longer.low > c.axis.high - c.axis.low) c.axis = longer;
  }
}

bool is_on_axis(const Chart& c, double value) { return value >= c.axis.low && value <= c.axis.high; }

/// What the axis is, and which bounds lie beyond it.
std::string axis_note(const Chart& c) {
  std::string note = c.axis.note();
  const auto add = [&](const std::string& what) { note += (note.empty() ? "" : " · ") + what; };
  const auto own = own_share(c.levels, c.b);
  if (c.options.share > 0 && own && *own > c.options.share * 1.001) add("own scale");
  for (const model::Bound& bound : c.b.bounds) {
    if (c.axis.drawable && !is_on_axis(c, bound.value)) add("limit " + base::visible(bound.text));
  }
  return note;
}

double title_row(const Chart& c) { return c.dim.title.size + 2; }

std::string one_line_title(const Chart& c, double room) {
  const std::string full = chart_title(c.report, c.index);
  return full == printed_id(c.b) ? shortened_id(c.report, c.index, c.dim.title, room, c.metrics)
                                 : shortened(full, c.dim.title, room, c.metrics);
}

/// A title that one line does not hold takes more, if it may.
void set_title(Chart& c) {
  if (c.options.untitled) {
    c.title = {std::string()};
    c.title_height = c.dim.title_y - c.dim.subtitle_y;
    return;
  }
  if (c.options.title_lines < 2) return;
  const double room = c.options.area.width - 2 * c.dim.pad;
  c.title = seamed(chart_title(c.report, c.index), c.dim.title, room, c.options.title_lines, c.metrics).lines;
  c.title_height = title_row(c) * static_cast<double>(c.title.size() - 1);
}

void measure(Chart& c) {
  const base::Rect& r = c.options.area;
  // Rows for the words of annotations, which would else have to find room between the data.
  constexpr std::size_t kMostRows = 3;
  const std::size_t rows = std::min(kMostRows, shown_annotations(c.report, c.b).size());
  c.notes_height = static_cast<double>(rows) * c.dim.note_row();
  const double top = r.y + c.dim.plot_top + c.title_height + c.notes_height;
  // Beside a sentence with both values, the row of ends is left out.
  const double bottom = r.bottom() - c.dim.pad - (c.options.untitled ? 13 : c.dim.row_gap + 15);
  c.axis = value_axis(c.levels, c.b, top, bottom, c.options.share);
  reach_bounds(c, top, bottom);
  double ticks = 0;
  for (const double tick : c.axis.ticks) ticks = std::max(ticks, c.width(c.axis.label(tick), c.dim.tick));
  if (const Level* now = c.current()) {
    c.right_room = std::max(c.width(c.value_text(*now), c.dim.value), c.width("current", c.dim.word));
    if (const ColumnChange* change = c.change_at(now->column)) {
      c.right_room = std::max(c.right_room, c.width(change_words(*change, c.b), c.dim.change));
    }
    c.right_room += 12;
  }
  const double left = r.x + c.dim.pad + ticks + 8;
  c.plot = {left, top, r.right() - c.dim.pad - c.right_room - left, bottom - top};
  std::vector<std::size_t> marked;
  for (const ColumnChange& change : c.changes) marked.push_back(change.column);
  const double inner = c.columns > 20 ? 4 : 12;
  c.columns_axis = column_axis(c.report, c.first, marked, c.plot.x + inner, c.plot.right() - inner, c.dim.tick,
                               c.plot.x - 6, r.right() - c.dim.pad, c.metrics);
  if (c.axis.drawable) c.points = placed(c.levels, c.columns_axis.x, c.axis);
}

std::string unit_words(const Chart& c) {
  const std::string& unit = c.axis.scale.name;
  return (unit.empty() ? "" : unit + " · ") + std::string(model::phrase(c.b.better)) +
         (c.also.empty() ? "" : " · " + c.also);
}

void header(Chart& c) {
  const base::Rect& r = c.options.area;
  const double left = r.x + c.dim.pad;
  const double right = r.right() - c.dim.pad;
  const std::string subtitle =
      c.options.untitled ? unit_words(c) : chart_subtitle(c.report, c.index, c.axis.scale.name);
  const bool one_line = c.dim.title_y == c.dim.subtitle_y;
  std::string note = axis_note(c);
  // The subtitle says which way is good: the note is the one to be brief.
  const bool crowded = !one_line && c.width(subtitle, c.dim.subtitle) + c.width(note, c.dim.note) + 12 > right - left;
  if (crowded && note.starts_with("axis starts at ")) note.replace(0, 15, "from ");
  const double note_width = note.empty() ? 0 : c.width(note, c.dim.note) + 12;
  const double title_room =
      right - left - (one_line ? note_width + std::min(130.0, c.width(subtitle, c.dim.subtitle)) + 10 : 0);
  if (c.title.empty()) c.title = {one_line_title(c, title_room)};
  for (std::size_t i = 0; i < c.title.size(); ++i) {
    if (c.title[i].empty()) continue;
    c.text(c.title[i], {left, r.y + c.dim.title_y + title_row(c) * static_cast<double>(i)}, c.dim.title, c.style.ink);
  }
  const std::string& title = c.title.front();
  const double below = r.y + c.dim.subtitle_y + c.title_height;
  const double x = one_line ? left + c.width(title, c.dim.title) + 10 : left;
  const double subtitle_room = right - x - note_width;
  const bool whole = !one_line || c.width(subtitle, c.dim.subtitle) <= subtitle_room;
  c.text(clipped(whole ? subtitle : unit_words(c), c.dim.subtitle, subtitle_room, c.metrics), {x, below},
         c.dim.subtitle, c.style.ink2);
  if (!note.empty()) c.text(note, {right, below}, c.dim.note, c.style.ink3, Align::Right);
}

/// Between the panel and the data: there for who looks closely.
base::Color pale(const style::Style& style) {
  const auto between = [](int from, int to) { return static_cast<std::uint8_t>(from + (to - from) * 2 / 5); };
  const base::Color& a = style.panel;
  const base::Color& b = style.data;
  return {between(a.red, b.red), between(a.green, b.green), between(a.blue, b.blue)};
}

/// Points from one column to the next.
double spacing(const Chart& c) {
  return c.columns > 1 ? c.columns_axis.x[c.first + 1] - c.columns_axis.x[c.first] : c.plot.width;
}

void frame(Chart& c) {
  Segments grid{{}, {c.style.grid, 0.6}};
  for (const double tick : c.axis.ticks) {
    const double y = c.axis.y(tick);
    if (y < c.plot.bottom() - 0.5) grid.segments.push_back({{c.plot.x, y}, {c.plot.right(), y}});
    c.text(c.axis.label(tick), {c.plot.x - 8, y + 2.8}, c.dim.tick, c.style.ink3, Align::Right);
  }
  c.marks.insert(c.marks.begin(), Mark(std::move(grid)));
  Segments ticks{{}, {c.style.axis, 0.7}};
  const double step = spacing(c);
  for (std::size_t i = c.first; i < c.first + c.columns; ++i) {
    const bool labelled =
        std::ranges::find(c.columns_axis.labels, i, &ColumnLabel::column) != c.columns_axis.labels.end();
    const double x = c.columns_axis.x[i];
    if (labelled || step >= 3)
      ticks.segments.push_back({{x, c.plot.bottom()}, {x, c.plot.bottom() + (labelled ? 4.0 : 2.5)}});
  }
  c.marks.emplace_back(std::move(ticks));
  c.marks.emplace_back(
      Segments{{{{c.plot.x, c.plot.bottom()}, {c.plot.right(), c.plot.bottom()}}}, {c.style.axis, 0.9}});
  for (const ColumnLabel& label : c.columns_axis.labels) {
    const Font font{label.strong ? Face::SemiBold : Face::Regular, c.dim.tick.size, true};
    c.text(label.text, {label.x, c.plot.bottom() + 14}, font, label.strong ? c.style.ink : c.style.ink3, Align::Center);
  }
}

std::string point_title(const Chart& c, const Level& level) {
  return fmt::format("{}: {}, n = {}", base::visible(c.report.columns[level.column].release.tag), c.value_text(level),
                     level.n);
}

/// The dot of a change or of the current level, above all others.
void special_dot(Chart& c, std::size_t i, const ColumnChange* change) {
  const base::Color fill = change != nullptr ? signal(change->verdict, c.style).ink : c.style.data;
  Dots dot{{c.points[i].at}, 3.3, fill, {c.style.panel, 0.9}, {}};
  if (c.options.point_titles) dot.titles.push_back(point_title(c, c.levels[i]));
  c.marks.emplace_back(std::move(dot));
}

void dots(Chart& c) {
  Dots plain{{}, c.options.size == TrendSize::Full ? 2.4 : 2.0, c.style.data, {c.style.panel, 0.9}, {}};
  Dots hollow{{}, plain.radius, c.style.panel, {c.style.data, 1.1}, {}};
  std::vector<std::pair<std::size_t, const ColumnChange*>> special;
  for (std::size_t i = 0; i < c.points.size(); ++i) {
    const ColumnChange* change = c.change_at(c.points[i].column);
    if (change != nullptr || c.points[i].column == c.report.current) {
      special.emplace_back(i, change);
    } else if (c.columns <= kDotsUpTo || is_lonely(c.points, i)) {
      Dots& home = c.levels[i].has_interval() ? plain : hollow;
      home.centers.push_back(c.points[i].at);
      if (c.options.point_titles) home.titles.push_back(point_title(c, c.levels[i]));
    }
  }
  for (Dots* all : {&plain, &hollow}) {
    if (!all->centers.empty()) c.marks.emplace_back(std::move(*all));
  }
  for (const auto& [i, change] : special) special_dot(c, i, change);
}

/// Behind the line: what each run measured, side by side in their order within the release.
void runs(Chart& c) {
  constexpr double kLeastSpacing = 14;
  constexpr double kLeastSpread = 3;  // runs within the width of the line say nothing beside it
  const double step = spacing(c);
  if (!c.options.runs || step < kLeastSpacing || c.b.run_values.empty()) return;
  std::map<std::uint32_t, std::vector<double>> by_column;
  for (const model::RunValue& run : c.b.run_values) {
    const std::uint32_t column = c.report.run_columns[run.run];
    if (column >= c.first && column <= c.report.current) by_column[column].push_back(run.value);
  }
  double spread = 0;
  for (const auto& [column, values] : by_column) {
    const auto [least, most] = std::ranges::minmax(values);
    spread += (c.axis.y(least) - c.axis.y(most)) / static_cast<double>(by_column.size());
  }
  if (spread < kLeastSpread) return;
  Dots dots{{}, 0.8, pale(c.style), {c.style.panel, 0}, {}};
  const double width = std::min(step * 0.6, 24.0);
  for (const auto& [column, values] : by_column) {
    const auto n = static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size() && n > 1; ++i) {
      if (!is_on_axis(c, values[i])) continue;
      const double x = c.columns_axis.x[column] + width * ((static_cast<double>(i) + 0.5) / n - 0.5);
      // A quarter of a point is seen by nobody, and half the bytes.
      dots.centers.push_back({std::round(x * 2) / 2, std::round(c.axis.y(values[i]) * 4) / 4});
    }
  }
  if (!dots.centers.empty()) c.marks.emplace_back(std::move(dots));
}

/// A dashed line at each bound the axis reaches, with its words at the left end, where lines of data have their oldest.
void bounds(Chart& c, LabelPlacer& placer) {
  for (const model::Bound& bound : c.b.bounds) {
    if (!c.axis.drawable || !is_on_axis(c, bound.value)) continue;
    const double y = c.axis.y(bound.value);
    c.marks.emplace_back(Segments{{{{c.plot.x, y}, {c.plot.right(), y}}}, {c.style.worse.ink, 0.8, Dash::Short}});
    const std::string words = clipped("limit " + base::visible(bound.text), c.dim.note, c.plot.width * 0.5, c.metrics);
    const double width = c.width(words, c.dim.note);
    const double height = c.dim.note.size + 2;
    for (int place = 0; place < 6; ++place) {
      const double x = place / 2 == 0   ? c.plot.x + 2
                       : place / 2 == 1 ? c.plot.right() - width - 2
                                        : c.plot.x + (c.plot.width - width) / 2;
      const bool over = (place % 2 == 0) == bound.upper;
      const base::Rect box{x, over ? y - height - 1 : y + 2, width, height};
      if (!placer.is_free(box)) continue;
      placer.avoid(box);
      c.marks.emplace_back(Box{box.inset(-1.5, 0), 0, c.style.panel, std::nullopt});
      c.text(words, {x, box.bottom() - 3}, c.dim.note, c.style.worse.ink);
      break;
    }
  }
}

void data(Chart& c) {
  runs(c);
  for (Mark& mark : interval_marks(c.points, spacing(c), c.dim.resolution, c.style)) c.marks.push_back(std::move(mark));
  Segments rules{{}, {c.style.axis, 0.7, Dash::Short}};
  for (const ColumnChange& change : c.changes) {
    const double x = c.columns_axis.x[change.column];
    if (c.changes.size() <= kMostLabels) rules.segments.push_back({{x, c.plot.y - 4}, {x, c.plot.bottom()}});
  }
  if (!rules.segments.empty()) c.marks.emplace_back(std::move(rules));
  const double width = c.columns > 200 ? 0.8 : c.options.size == TrendSize::Full ? 1.5 : 1.2;
  for (Polyline& line : data_lines(c.points, {c.style.data, width}, c.dim.resolution))
    c.marks.emplace_back(std::move(line));
  dots(c);
}

/// Value, word and change beside the last point; returns the box they take.
base::Rect current_block(Chart& c) {
  const Level* now = c.current();
  if (now == nullptr || c.points.empty()) return {};
  const double x = c.plot.right() + 4;
  const ColumnChange* change = c.change_at(now->column);
  const double above = change != nullptr ? c.dim.value.size + 2 : 0;
  const double low = c.plot.bottom() - c.dim.word.size - 4;
  const double y = std::clamp(c.points.back().at.y + c.dim.value.size * 0.36, c.plot.y + above + 4, low);
  c.text(c.value_text(*now), {x, y}, c.dim.value, c.style.ink);
  c.text("current", {x, y + c.dim.word.size + 2.5}, c.dim.word, c.style.ink2);
  if (change != nullptr) {
    c.text(change_words(*change, c.b), {x, y - above}, c.dim.change, signal(change->verdict, c.style).ink);
  }
  return {x - 2, y - above - c.dim.change.size, c.right_room, above + c.dim.change.size + c.dim.word.size + 6};
}

void obstacles(const Chart& c, LabelPlacer& placer) {
  for (std::size_t i = 1; i < c.points.size(); ++i) {
    if (c.points[i].column == c.points[i - 1].column + 1) placer.avoid(c.points[i - 1].at, c.points[i].at);
  }
  for (const Placed& p : c.points) {
    if (p.lower != p.upper && c.columns <= kDotsUpTo) placer.avoid({p.at.x, p.upper}, {p.at.x, p.lower});
  }
  // The dashed rules are no obstacles: a label interrupts them.
}

/// A line at the release, and the words beside it in the first row from the top that has room; they stand in the
/// alternative text and on the method page, too. All lines come first: the words of one interrupt those of others.
void pin(Chart& c, LabelPlacer& placer) {
  constexpr int kRows = 6;
  const double top = c.plot.y - 4 - c.notes_height;
  const auto annotations = shown_annotations(c.report, c.b);
  Segments lines{{}, {c.style.axis, 0.5}};
  for (const model::Annotation* annotation : annotations) {
    const double x = c.columns_axis.x[annotation->column];
    lines.segments.push_back({{x, top}, {x, c.plot.bottom()}});
  }
  if (!lines.segments.empty()) c.marks.emplace_back(std::move(lines));
  for (const model::Annotation* annotation : annotations) {
    const double x = c.columns_axis.x[annotation->column];
    const double room = std::min(c.plot.width * 0.4, 200.0);
    const auto words = wrapped(base::visible(annotation->text), c.dim.note, room, 1, c.metrics);
    if (words.empty()) continue;
    const double width = c.width(words.front(), c.dim.note);
    for (int place = 0; place < 2 * kRows; ++place) {
      const double left = place % 2 == 0 ? x + 4 : x - 4 - width;
      const int row = place / 2;
      const base::Rect box{left, top + c.dim.note_row() * row, width, c.dim.note.size + 2};
      if (!placer.is_free(box)) continue;
      placer.avoid(box);
      c.marks.emplace_back(Box{box.inset(-1.5, 0), 0, c.style.panel, std::nullopt});
      c.text(words.front(), {left, box.bottom() - 3}, c.dim.note, c.style.ink2);
      break;
    }
  }
}

/// Labels at the changes, largest first; what finds no room is returned.
std::vector<ColumnChange> annotate(Chart& c, const base::Rect& taken) {
  LabelPlacer placer({c.plot.x, c.plot.y - 10 - c.notes_height, c.options.area.right() - c.dim.pad - c.plot.x,
                      c.plot.height + 6 + c.notes_height});
  if (taken.width > 0) placer.avoid(taken);
  obstacles(c, placer);
  pin(c, placer);
  bounds(c, placer);
  std::vector<ColumnChange> order = c.changes;
  std::erase_if(order, [&](const ColumnChange& change) { return change.column == c.report.current; });
  std::ranges::stable_sort(order, std::greater{},
                           [](const ColumnChange& change) { return std::abs(std::log(change.ratio)); });
  std::vector<ColumnChange> dropped;
  std::size_t shown = 0;
  for (const ColumnChange& change : order) {
    const auto at = std::ranges::find(c.points, change.column, &Placed::column);
    const std::string tag = short_tag(c.report, change.column, c.dim.label, 90, c.metrics);
    const std::string words = change_words(change, c.b);
    const std::string right = "← " + tag + "  " + words;
    const std::string left = words + "  " + tag + " →";
    const double height = c.dim.label.size + 2;
    std::optional<LabelPlacer::Place> place;
    if (shown < kMostLabels && at != c.points.end()) {
      place = placer.place(at->at, {c.width(right, c.dim.label), height}, {c.width(left, c.dim.label), height});
    }
    if (!place) {
      dropped.push_back(change);
      continue;
    }
    ++shown;
    c.marks.emplace_back(Box{place->box.inset(-1.5, 0), 0, c.style.panel, std::nullopt});
    c.text(place->left ? left : right, {place->box.x, place->box.bottom() - 3}, c.dim.label,
           signal(change.verdict, c.style).ink);
  }
  return dropped;
}

/// "also v0.2.1 −15 % and 2 more": what found no room in the plot.
std::string also_words(const Chart& c, const std::vector<ColumnChange>& dropped, double room) {
  std::string note;
  std::size_t named = 0;
  for (const ColumnChange& change : dropped) {
    const std::string one =
        short_tag(c.report, change.column, c.dim.range_tag, 60, c.metrics) + " " + change_label(change, c.b);
    const std::string longer = note.empty() ? "also " + one : note + ", " + one;
    const std::string rest = fmt::format(" and {} more", dropped.size() - named - 1);
    if (c.width(longer + (named + 1 < dropped.size() ? rest : ""), c.dim.range_tag) > room) break;
    note = longer;
    ++named;
  }
  if (named == 0) {
    note = fmt::format("{} more change{}", dropped.size(), dropped.size() == 1 ? "" : "s");
  } else if (named < dropped.size()) {
    note += fmt::format(" and {} more", dropped.size() - named);
  }
  return note;
}

/// The row under the plot: first value left, current value right, between them what found no room in the plot, largest
/// first.
void range_row(Chart& c, const std::vector<ColumnChange>& dropped) {
  const base::Rect& r = c.options.area;
  const double y = r.bottom() - c.dim.pad + 1;
  if (c.levels.empty()) return;
  const double left = r.x + c.dim.pad;
  const double right = r.right() - c.dim.pad;
  const std::string first = c.value_text(c.levels.front());
  const std::string last = c.levels.size() > 1 ? c.value_text(c.levels.back()) : std::string{};
  // Both tags stand between the two values.
  const double between = right - left - c.width(first, c.dim.range) - c.width(last, c.dim.range) - 10;
  const double tag_room = std::clamp((between - 14) / 2, 0.0, 90.0);
  const std::string first_tag = short_tag(c.report, c.levels.front().column, c.dim.range_tag, tag_room, c.metrics);
  c.text(first, {left, y}, c.dim.range, c.style.ink);
  double from = left + c.width(first, c.dim.range) + 5;
  c.text(first_tag, {from, y}, c.dim.range_tag, c.style.ink3);
  from += c.width(first_tag, c.dim.range_tag) + 14;
  double to = right;
  if (c.levels.size() > 1) {
    const std::string last_tag = short_tag(c.report, c.levels.back().column, c.dim.range_tag, tag_room, c.metrics);
    c.text(last, {right, y}, c.dim.range, c.style.ink, Align::Right);
    to -= c.width(last, c.dim.range) + 5;
    c.text(last_tag, {to, y}, c.dim.range_tag, c.style.ink3, Align::Right);
    to -= c.width(last_tag, c.dim.range_tag) + 14;
  }
  if (dropped.empty()) return;
  const std::string note = also_words(c, dropped, to - from);
  if (c.width(note, c.dim.range_tag) <= to - from)
    c.text(note, {(from + to) / 2, y}, c.dim.range_tag, c.style.ink2, Align::Center);
}

}  // namespace

std::vector<Node> trend_chart(const Report& report, std::size_t benchmark, const TrendOptions& options,
                              const style::Style& style, const TextMetrics& metrics) {
  const model::BenchmarkFacts& b = report.benchmarks[benchmark];
  Chart c{report,
          b,
          benchmark,
          options,
          style,
          metrics,
          dimensions(options.size),
          shown_levels(report, b),
          shown_changes(report, b)};
  c.first = c.levels.empty() ? 0 : c.levels.front().column;
  c.columns = report.current + 1 - c.first;
  set_title(c);
  measure(c);
  frame(c);
  if (!options.untitled) header(c);
  if (c.points.empty()) {
    const std::string why =
        c.levels.empty() ? "not measured up to this release" : "values too large or too small to be drawn";
    c.text(why, {c.plot.x + c.plot.width / 2, c.plot.y + c.plot.height / 2}, c.dim.subtitle, style.ink3, Align::Center);
  } else {
    data(c);
  }
  const base::Rect taken = current_block(c);
  const std::vector<ColumnChange> dropped = annotate(c, taken);
  if (!options.untitled) range_row(c, dropped);
  if (options.untitled && !dropped.empty()) c.also = also_words(c, dropped, options.area.width / 3);
  if (options.untitled) header(c);
  Node panel{Role::Artifact, {}, {}, {}, {Box{options.area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}};
  Node figure{Role::Figure, chart_alt(report, benchmark), {}, {}, std::move(c.marks), {}};
  std::vector<Node> nodes;
  nodes.push_back(std::move(panel));
  nodes.push_back(std::move(figure));
  return nodes;
}

Node sparkline(const Report& report, std::size_t benchmark, model::Verdict verdict, base::Rect area,
               const style::Style& style) {
  Node node;
  const model::BenchmarkFacts& b = report.benchmarks[benchmark];
  const auto levels = shown_levels(report, b);
  const ValueAxis axis = value_axis(levels, b, area.y, area.bottom());
  if (levels.empty() || !axis.drawable) return node;
  std::vector<double> x;
  for (std::size_t i = 0; i <= report.current; ++i) {
    x.push_back(area.x + (report.current > 0 ? area.width * static_cast<double>(i) / static_cast<double>(report.current)
                                             : area.width));
  }
  const std::vector<Placed> points = placed(levels, x, axis);
  for (Polyline& line : data_lines(points, {style.axis, 1.1}, 1)) node.marks.emplace_back(std::move(line));
  if (Dots dots = lonely_dots(points, 0.9, style.axis); !dots.centers.empty()) node.marks.emplace_back(std::move(dots));
  const bool evident = model::is_evident(verdict);
  node.marks.emplace_back(
      Dots{{points.back().at}, 2.3, evident ? signal(verdict, style).ink : style.same.ink, {style.panel, 0.9}, {}});
  return node;
}

}  // namespace perfolio::layout
