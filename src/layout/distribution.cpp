// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/distribution.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/names.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace perfolio::layout {

namespace {

constexpr double kPad = 11;
constexpr double kAxisRoom = 25;  ///< below the rows.
constexpr double kLabelRoom = 16;
constexpr double kBarRoom = 7;  ///< below the dots, for the level and its interval.

const Font kLabel{Face::Regular, 7.5};
const Font kValue{Face::SemiBold, 8.5, true};
const Font kTick{Face::Regular, 7.5, true};

std::string level_text(const model::Level& level, const units::Scale& scale) {
  return units::quantity(level.value, scale, (level.upper - level.lower) / 2 / scale.divisor);
}

double radius_for(std::size_t runs) { return runs <= 24 ? 1.7 : runs <= 120 ? 1.2 : 0.8; }

ValueAxis axis_of(const model::BenchmarkFacts& b, const std::vector<RunRow>& rows, double left, double right) {
  double low = rows.front().level->value;
  double high = low;
  const auto hold = [&](double value) { low = std::min(low, value), high = std::max(high, value); };
  for (const RunRow& row : rows) {
    for (const model::RunValue& run : row.runs) hold(run.value);
    hold(row.level->value);
  }
  const std::vector<double> ends = {low, high};
  return horizontal_axis(low, high, units::common_scale(b.unit.base, b.unit.family, ends), left, right);
}

/// Where a value falls among strips as wide as a dot, the next one lies upon it; higher than there is room, they lie
/// closer.
Dots stacked(const RunRow& row, const ValueAxis& axis, double top, double bottom) {
  const double radius = radius_for(row.runs.size());
  Dots dots{{}, radius, row.color, {row.color, 0}, {}};
  std::map<int, std::size_t> heights;
  std::vector<std::pair<int, std::size_t>> places;
  for (const model::RunValue& run : row.runs) {
    const int strip = static_cast<int>(std::lround(axis.y(run.value) / (2 * radius)));
    places.emplace_back(strip, heights[strip]++);
  }
  std::size_t highest = 1;
  for (const auto& [strip, height] : heights) highest = std::max(highest, height);
  const double step = std::min(2 * radius, (bottom - top - 2 * radius) / static_cast<double>(highest));
  for (const auto& [strip, height] : places)
    dots.centers.push_back({2 * radius * strip, bottom - radius - step * static_cast<double>(height)});
  return dots;
}

/// The level as a tick, its interval as a bar.
void level_mark(Node& into, const RunRow& row, const ValueAxis& axis, double y, const style::Style& style) {
  const model::Level& level = *row.level;
  const double x = axis.y(level.value);
  if (level.has_interval()) {
    const double from = axis.y(std::max(level.lower, axis.low));
    const double to = axis.y(std::min(level.upper, axis.high));
    into.marks.emplace_back(Segments{{{{from, y}, {to, y}}}, {style.axis, 1.4}});
  }
  into.marks.emplace_back(Segments{{{{x, y - 2.6}, {x, y + 2.6}}}, {style.ink, 1.3}});
}

void axis_marks(Node& into, const ValueAxis& axis, const base::Rect& area, const style::Style& style,
                const TextMetrics& metrics) {
  const double y = area.bottom() - kAxisRoom + 3;
  Segments line{{{{axis.bottom, y}, {axis.top, y}}}, {style.axis, 0.7}};
  double taken = area.x;
  for (const double tick : axis.ticks) {
    const double x = axis.y(tick);
    line.segments.push_back({{x, y}, {x, y + 3}});
    const std::string label = axis.label(tick);
    const double half = metrics.width(label, kTick) / 2;
    if (x - half < taken + 4 || x + half > area.right() - 4) continue;
    into.marks.emplace_back(Text{label, {x, y + 12}, kTick, style.ink3, Align::Center});
    taken = x + half;
  }
  into.marks.emplace_back(std::move(line));
}

std::string alt_of(const model::BenchmarkFacts& b, const std::vector<RunRow>& rows, const units::Scale& scale) {
  std::string out = "Runs of " + printed_id(b);
  for (const RunRow& row : rows) {
    const auto [least, most] = std::ranges::minmax(row.runs, {}, &model::RunValue::value);
    out += fmt::format("{} {}: from {} to {}, level {}", &row == &rows.front() ? ":" : ";", row.label,
                       units::quantity(least.value, scale), units::quantity(most.value, scale),
                       level_text(*row.level, scale));
  }
  return out + ".";
}

}  // namespace

std::vector<Node> run_rows(const model::BenchmarkFacts& b, const std::vector<RunRow>& rows, base::Rect area,
                           const style::Style& style, const TextMetrics& metrics) {
  const double left = area.x + kPad;
  const double right = area.right() - kPad;
  const ValueAxis axis = axis_of(b, rows, left + 2, right - 2);
  Node figure{Role::Figure, alt_of(b, rows, axis.scale), {}, {}, {}, {}};
  const double height = (area.height - 6 - kAxisRoom) / static_cast<double>(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RunRow& row = rows[i];
    const double top = area.y + 6 + height * static_cast<double>(i);
    const std::string value = level_text(*row.level, axis.scale);
    const double room = right - left - metrics.width(value, kValue) - 8;
    figure.marks.emplace_back(
        Text{clipped(row.label, kLabel, room, metrics), {left, top + 11}, kLabel, style.ink2, Align::Left});
    figure.marks.emplace_back(Text{value, {right, top + 11}, kValue, style.ink, Align::Right});
    if (!axis.drawable) continue;
    figure.marks.emplace_back(stacked(row, axis, top + kLabelRoom, top + height - kBarRoom));
    level_mark(figure, row, axis, top + height - kBarRoom + 3, style);
  }
  if (axis.drawable) axis_marks(figure, axis, area, style, metrics);
  std::vector<Node> nodes;
  nodes.push_back({Role::Artifact, {}, {}, {}, {Box{area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}});
  nodes.push_back(std::move(figure));
  return nodes;
}

std::vector<RunRow> story_rows(const model::Report& report, const model::Story& story, const style::Style& style) {
  const model::Comparison& c = *report.benchmarks[story.benchmark].comparison;
  const auto row = [&](const model::Level& level, const model::StorySide& side, base::Color color) {
    const std::size_t n = side.runs.size();
    return RunRow{
        fmt::format("{}, {} run{}", base::visible(report.columns[level.column].release.tag), n, n == 1 ? "" : "s"),
        &level, side.runs, color};
  };
  const base::Color now = model::is_evident(c.verdict) ? signal(c.verdict, style).ink : style.data;
  return {row(c.baseline, story.before, style.axis), row(c.current, story.after, now)};
}

}  // namespace perfolio::layout
