// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/plot.h"

#include <algorithm>
#include <cmath>

namespace perfolio::layout {

namespace {

constexpr double kBarSpacing = 5;  ///< points between columns below which bars become a band.
constexpr double kCap = 3.6;

/// Ends of the runs of consecutive columns: [from, to) index pairs.
std::vector<std::pair<std::size_t, std::size_t>> unbroken(std::span<const Placed> points) {
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t end = i + 1;
    while (end < points.size() && points[end].column == points[end - 1].column + 1) ++end;
    runs.emplace_back(i, end);
    i = end;
  }
  return runs;
}

/// Index ranges of the points that share a strip of `resolution` points width.
template <typename Take>
void for_each_strip(std::span<const Placed> points, double resolution, Take take) {
  for (std::size_t i = 0; i < points.size();) {
    const double strip = std::floor(points[i].at.x / resolution);
    std::size_t end = i + 1;
    while (end < points.size() && std::floor(points[end].at.x / resolution) == strip) ++end;
    take(points.subspan(i, end - i));
    i = end;
  }
}

Polyline line_through(std::span<const Placed> points, const Stroke& stroke, double resolution) {
  Polyline line;
  line.stroke = stroke;
  for_each_strip(points, resolution, [&](std::span<const Placed> strip) {
    if (strip.size() <= 2) {
      for (const Placed& p : strip) line.points.push_back(p.at);
      return;
    }
    const auto [low, high] = std::ranges::minmax_element(strip, {}, [](const Placed& p) { return p.at.y; });
    line.points.push_back(low < high ? low->at : high->at);
    if (low->at.y != high->at.y) line.points.push_back(low < high ? high->at : low->at);
  });
  return line;
}

Area band(std::span<const Placed> points, double resolution, const style::Style& style) {
  Area area;
  area.fill = style.grid;
  std::vector<base::Point> below;
  for_each_strip(points, resolution, [&](std::span<const Placed> strip) {
    const double x = strip[strip.size() / 2].at.x;
    double upper = strip.front().upper;
    double lower = strip.front().lower;
    for (const Placed& p : strip) {
      upper = std::min(upper, p.upper);  // y grows downwards
      lower = std::max(lower, p.lower);
    }
    area.outline.push_back({x, upper});
    below.push_back({x, lower});
  });
  area.outline.insert(area.outline.end(), below.rbegin(), below.rend());
  return area;
}

}  // namespace

std::vector<Placed> placed(std::span<const model::Level> levels, std::span<const double> column_x,
                           const ValueAxis& axis) {
  std::vector<Placed> points;
  points.reserve(levels.size());
  for (const model::Level& level : levels) {
    points.push_back(
        {{column_x[level.column], axis.y(level.value)}, axis.y(level.lower), axis.y(level.upper), level.column});
  }
  return points;
}

bool is_lonely(std::span<const Placed> points, std::size_t i) {
  const auto next_to = [&](std::size_t a, std::size_t b) { return points[a].column + 1 == points[b].column; };
  return (i == 0 || !next_to(i - 1, i)) && (i + 1 == points.size() || !next_to(i, i + 1));
}

Dots lonely_dots(std::span<const Placed> points, double radius, base::Color color) {
  Dots dots{{}, radius, color, {color, 0}, {}};
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (is_lonely(points, i)) dots.centers.push_back(points[i].at);
  }
  return dots;
}

std::vector<Polyline> data_lines(std::span<const Placed> points, const Stroke& stroke, double resolution) {
  std::vector<Polyline> lines;
  for (const auto& [from, to] : unbroken(points)) {
    if (to - from > 1) lines.push_back(line_through(points.subspan(from, to - from), stroke, resolution));
  }
  return lines;
}

std::vector<Mark> interval_marks(std::span<const Placed> points, double spacing, double resolution,
                                 const style::Style& style) {
  std::vector<Mark> marks;
  if (spacing < kBarSpacing) {
    for (const auto& [from, to] : unbroken(points)) {
      if (to - from > 1) marks.emplace_back(band(points.subspan(from, to - from), resolution, style));
    }
    return marks;
  }
  Segments bars{{}, {style.axis, 0.9}};
  for (const Placed& p : points) {
    if (p.lower == p.upper) continue;
    bars.segments.push_back({{p.at.x, p.upper}, {p.at.x, p.lower}});
    for (const double y : {p.upper, p.lower}) bars.segments.push_back({{p.at.x - kCap / 2, y}, {p.at.x + kCap / 2, y}});
  }
  if (!bars.segments.empty()) marks.emplace_back(std::move(bars));
  return marks;
}

}  // namespace perfolio::layout
