// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/multiples.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/names.h"
#include "layout/plot.h"
#include "layout/seams.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;

namespace {

constexpr double kLeastRange = 0.05;

constexpr double kLargest = 1e150;  ///< beyond it, a ratio leaves what a double can hold.

double span_of(const RatioRange& range) { return std::log(range.high / range.low); }

std::string ratio_words(double ratio) {
  return ratio == 1 ? "0" + std::string(units::kThinSpace) + "%" : units::short_change(ratio);
}

}  // namespace

double reference_level(const BenchmarkFacts& b) {
  if (b.comparison && b.comparison->baseline.n > 0 && b.comparison->baseline.value > 0)
    return b.comparison->baseline.value;
  return b.levels.empty() ? 0 : b.levels.front().value;
}

bool has_ratio_line(const Report& report, std::size_t benchmark) {
  const BenchmarkFacts& b = report.benchmarks[benchmark];
  const double base = reference_level(b);
  return !shown_levels(report, b).empty() && base >= 1 / kLargest && base <= kLargest;
}

RatioRange own_range(const Report& report, const BenchmarkFacts& b) {
  RatioRange range{1, 1};
  const double base = reference_level(b);
  for (const model::Level& level : shown_levels(report, b)) {
    if (level.value <= 0) continue;
    const double ratio = std::clamp(level.value / base, 1e-100, 1e100);
    range.low = std::min(range.low, ratio);
    range.high = std::max(range.high, ratio);
  }
  return range;
}

RatioRange ratio_range(const Report& report, std::span<const std::size_t> benchmarks) {
  std::vector<RatioRange> own;
  for (const std::size_t i : benchmarks) {
    if (has_ratio_line(report, i)) own.push_back(own_range(report, report.benchmarks[i]));
  }
  RatioRange shared{1 / (1 + kLeastRange), 1 + kLeastRange};
  if (own.empty()) return shared;
  std::ranges::sort(own, {}, span_of);
  // A few benchmarks that moved far more than most would flatten all others: those get a scale of their own.
  const double limit = std::max(2 * span_of(own[own.size() * 3 / 4]), std::log(1.5));
  for (const RatioRange& range : own) {
    if (span_of(range) > limit) break;
    shared.low = std::min(shared.low, range.low);
    shared.high = std::max(shared.high, range.high);
  }
  return shared;
}

namespace {

/// One small chart while it is drawn.
struct Small {
  const Report& report;
  std::size_t index;
  const BenchmarkFacts& b;
  base::Rect area;
  const style::Style& style;
  const TextMetrics& metrics;
  std::span<const model::Level> levels;
  model::Verdict verdict = model::Verdict::Gone;
  Node figure{};

  [[nodiscard]] double left() const { return area.x + 9; }
  [[nodiscard]] double right() const { return area.right() - 9; }
  [[nodiscard]] bool evident() const { return model::is_evident(verdict); }
  void text(std::string what, base::Point at, const Font& font, base::Color color, Align align = Align::Left) {
    figure.marks.emplace_back(Text{std::move(what), at, font, color, align});
  }
};

/// Name, current level and change.
void head(Small& c) {
  const Font mono{Face::Mono, 8};
  const Font value_font{Face::SemiBold, 10.5, true};
  const Font change_font{Face::SemiBold, 8.5};
  const double more = c.area.height - kMultipleHeight;
  const double y = c.area.y + 31 + more;
  const double width = c.right() - c.left();
  const std::vector<std::string> name =
      more > 0 ? seamed(printed_id(c.b), mono, width, 2, c.metrics).lines
               : std::vector<std::string>{shortened_id(c.report, c.index, mono, width, c.metrics)};
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!name[i].empty())
      c.text(name[i], {c.left(), c.area.y + 15 + kMultipleNameLine * static_cast<double>(i)}, mono, c.style.ink);
  }
  // Of several suites, the group tells names apart that look alike.
  const Font small{Face::Regular, 7.5};
  const std::string group = base::visible(c.b.group);
  const double left = width - (name.empty() ? 0 : c.metrics.width(name.front(), mono)) - 10;
  if (name.size() == 1 && c.report.groups.size() > 1 && name.front().find(group) == std::string::npos &&
      c.metrics.width(group, small) <= left)
    c.text(group, {c.right(), c.area.y + 15}, small, c.style.ink3, Align::Right);
  const bool ratio = c.b.comparison && c.b.comparison->ratio.has_interval();
  std::string words =
      pill_words(ratio ? std::optional(c.b.comparison->ratio) : std::nullopt, c.verdict, model::wording(c.b));
  if (c.b.comparison && c.b.comparison->difference) words = model::change_text(c.b) + " " + words;
  if (!c.levels.empty()) {
    const model::Level& last = c.levels.back();
    const std::vector<double> one = {last.value};
    const units::Scale scale = units::common_scale(c.b.unit.base, c.b.unit.family, one);
    const std::string value = units::quantity(last.value, scale, (last.upper - last.lower) / 2 / scale.divisor);
    const double room = c.right() - c.left() - c.metrics.width(words, change_font) - 6;
    c.text(shortened(value, value_font, room, c.metrics), {c.left(), y}, value_font, c.style.ink);
  }
  c.text(words, {c.right(), y}, change_font, c.evident() ? signal(c.verdict, c.style).ink : c.style.ink3, Align::Right);
}

/// Dots at past changes and at the current level.
void marks_on_line(Small& c, const std::vector<Placed>& points) {
  for (const model::ColumnChange& change : shown_changes(c.report, c.b)) {
    const auto at = std::ranges::find(points, change.column, &Placed::column);
    if (at == points.end() || change.column == c.report.current) continue;
    c.figure.marks.emplace_back(Dots{{at->at}, 2.0, signal(change.verdict, c.style).ink, {c.style.panel, 0.8}, {}});
  }
  const base::Color now = c.evident() ? signal(c.verdict, c.style).ink : c.style.same.ink;
  c.figure.marks.emplace_back(Dots{{points.back().at}, 2.4, now, {c.style.panel, 0.9}, {}});
}

/// "v0.2.1 −15 %, v0.1.3 +4 %": where it changed before, the newest first, as many as have room.
std::string earlier_changes(const Small& c, const Font& font, double room) {
  std::vector<model::ColumnChange> changes = shown_changes(c.report, c.b);
  std::erase_if(changes, [&](const model::ColumnChange& change) { return change.column == c.report.current; });
  std::string out;
  std::size_t left = changes.size();
  for (auto at = changes.rbegin(); at != changes.rend(); ++at, --left) {
    const std::string tag = short_tag(c.report, at->column, font, 60, c.metrics);
    const std::string longer = (out.empty() ? "" : out + ", ") + tag + " " + change_label(*at, c.b);
    if (c.metrics.width(longer + (left > 1 ? fmt::format(" and {} more", left - 1) : ""), font) > room) break;
    out = longer;
  }
  return left == 0     ? out
         : out.empty() ? fmt::format("{} earlier changes", left)
                       : fmt::format("{} and {} more", out, left);
}

/// The levels as ratios to `base_level`, on the shared scale or, where they leave it, on a coarser one of their own.
void ratio_line(Small& c, const RatioRange& shared, double base_level) {
  const RatioRange own = own_range(c.report, c.b);
  const bool fits = own.low >= shared.low && own.high <= shared.high;
  RatioRange range = shared;
  const Font small{Face::Regular, 7.5};
  std::string note;
  if (!fits) {
    // Never finer than the shared one: a small change must not look like a large one beside it.
    range = {std::min(own.low, shared.low), std::max(own.high, shared.high)};
    note = fmt::format("own scale: {} to {}", ratio_words(range.low), ratio_words(range.high));
  }
  const double room = c.right() - c.left() - (note.empty() ? 0 : c.metrics.width(note, small) + 8);
  c.text(clipped(earlier_changes(c, small, room), small, room, c.metrics), {c.left(), c.area.bottom() - 6}, small,
         c.style.ink2);
  if (!note.empty()) c.text(note, {c.right(), c.area.bottom() - 6}, small, c.style.ink3, Align::Right);
  ValueAxis axis;
  axis.logarithmic = true;
  axis.low = base_level * range.low;
  axis.high = base_level * range.high;
  axis.top = c.area.y + 38 + (c.area.height - kMultipleHeight);
  axis.bottom = c.area.bottom() - 19;
  const double width = c.right() - c.left() - 3;
  const auto last = static_cast<double>(c.report.current);
  std::vector<double> x;
  for (std::size_t i = 0; i <= c.report.current; ++i) {
    x.push_back(c.left() + (last > 0 ? width * static_cast<double>(i) / last : width));
  }
  const double base_y = axis.y(base_level);
  c.figure.marks.emplace_back(Segments{{{{c.left(), base_y}, {c.right(), base_y}}}, {c.style.grid, 0.8}});
  const std::vector<Placed> points = placed(c.levels, x, axis);
  for (Polyline& line : data_lines(points, {c.style.data, 1.1}, 1.5)) c.figure.marks.emplace_back(std::move(line));
  if (Dots dots = lonely_dots(points, 1.2, c.style.data); !dots.centers.empty()) {
    c.figure.marks.emplace_back(std::move(dots));
  }
  marks_on_line(c, points);
}

/// Why no line of ratios is drawn. A rise from zero is none of "no positive values".
const char* without_ratio(std::span<const model::Level> levels) {
  const bool positive = std::ranges::any_of(levels, [](const model::Level& level) { return level.value > 0; });
  return positive ? "measured from zero: no ratio to draw" : "no positive values: no ratio to draw";
}

}  // namespace

bool has_long_name(const Report& report, std::size_t benchmark, double width, const TextMetrics& metrics) {
  const std::string name = printed_id(report.benchmarks[benchmark]);
  return name.size() > 400 || metrics.width(name, {Face::Mono, 8}) > width - 18;
}

std::vector<Node> multiple(const Report& report, std::size_t index, const RatioRange& range, base::Rect area,
                           const std::string& link, const style::Style& style, const TextMetrics& metrics) {
  const BenchmarkFacts& b = report.benchmarks[index];
  Small c{report, index, b, area, style, metrics, shown_levels(report, b)};
  if (b.comparison) c.verdict = b.comparison->verdict;
  c.figure.role = Role::Figure;
  c.figure.alt = chart_alt(report, index);
  c.figure.link = link;
  head(c);
  const double base_level = reference_level(b);
  const Font small{Face::Regular, 7.5};
  if (base_level <= 0 || c.levels.empty()) {
    c.text(without_ratio(c.levels), {c.left(), area.y + 60 + (area.height - kMultipleHeight)}, small, style.ink3);
  } else if (base_level > kLargest || base_level < 1 / kLargest) {
    c.text("values too large or too small to be drawn", {c.left(), area.y + 60 + (area.height - kMultipleHeight)},
           small, style.ink3);
  } else {
    ratio_line(c, range, base_level);
  }
  std::vector<Node> nodes;
  nodes.push_back({Role::Artifact, {}, {}, {}, {Box{area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}});
  nodes.push_back(std::move(c.figure));
  return nodes;
}

}  // namespace perfolio::layout
