// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/mean_chart.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/plot.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::layout {

using model::Report;

namespace {

constexpr double kFirst = 100;  ///< what the first release counts as.
constexpr double kHeight = 190;

std::vector<model::Level> index_levels(const std::vector<model::IndexPoint>& trend) {
  std::vector<model::Level> levels;
  for (const model::IndexPoint& point : trend) {
    const double value = point.ratio * kFirst;
    levels.push_back({.column = point.column, .n = 1, .samples = 1, .value = value, .lower = value, .upper = value});
  }
  return levels;
}

std::string index_words(const Report& report) {
  const auto tag = [&](std::uint32_t column) { return base::visible(report.columns[column].release.tag); };
  const auto& trend = report.headline.trend;
  return fmt::format("{} = {}, {} = {}", tag(trend.front().column), units::number(kFirst, 0), tag(trend.back().column),
                     units::number(trend.back().ratio * kFirst, 1));
}

Dots titled_dots(const Report& report, std::span<const Placed> points, std::span<const model::Level> levels,
                 const style::Style& style) {
  // Many stand so near to each other that rings would break the line: they are as wide as it is, and only to be pointed
  // at.
  const bool many = points.size() > 80;
  Dots dots{{}, many ? 0.8 : 2.2, style.data, {many ? style.data : style.background, many ? 0.2 : 1}, {}};
  for (std::size_t i = 0; i < points.size(); ++i) {
    dots.centers.push_back(points[i].at);
    dots.titles.push_back(fmt::format("{}: {}", base::visible(report.columns[levels[i].column].release.tag),
                                      units::number(levels[i].value, 1)));
  }
  return dots;
}

}  // namespace

Scene mean_chart(const Report& report, double width, const style::Style& style, const TextMetrics& metrics) {
  return mean_chart(report, width, kHeight, style, metrics);
}

Scene mean_chart(const Report& report, double width, double height, const style::Style& style,
                 const TextMetrics& metrics) {
  const Font tick{Face::Regular, 8, true};
  const Font title{Face::SemiBold, 12};
  const Font value{Face::SemiBold, 11};
  const std::vector<model::Level> levels = index_levels(report.headline.trend);
  Scene scene;
  scene.size = {width, height};
  scene.background = style.background;
  scene.title = "All benchmarks together";
  scene.description = "Over the releases: " + index_words(report) + ".";
  Node figure{Role::Figure, scene.title + ". " + scene.description, {}, {}, {}, {}};
  const bool higher = report.headline.index.better == units::Direction::Higher;
  figure.marks.emplace_back(Text{scene.title, {0, 14}, title, style.ink, Align::Left});
  figure.marks.emplace_back(
      Text{fmt::format("{} = 100 · {} is better", base::visible(report.columns[levels.front().column].release.tag),
                       higher ? "higher" : "lower"),
           {0, 28},
           {Face::Regular, 9},
           style.ink2,
           Align::Left});
  const std::string newest = units::number(levels.back().value, 1);
  const base::Rect plot{34, 44, width - 34 - metrics.width(newest, value) - 14, height - 44 - 28};
  model::BenchmarkFacts of_index;
  of_index.unit.family = units::Family::Count;
  const ValueAxis axis = value_axis(levels, of_index, plot.y, plot.bottom());
  std::vector<std::pair<base::Point, base::Point>> grid;
  for (const double at : axis.ticks) {
    grid.push_back({{plot.x, axis.y(at)}, {plot.right(), axis.y(at)}});
    figure.marks.emplace_back(Text{axis.label(at), {plot.x - 6, axis.y(at) + 2.8}, tick, style.ink3, Align::Right});
  }
  figure.marks.emplace_back(Segments{grid, {style.grid, 0.8}});
  const ColumnAxis columns =
      column_axis(report, levels.front().column, {}, plot.x + 4, plot.right() - 4, tick, 0, width, metrics);
  for (const ColumnLabel& label : columns.labels)
    figure.marks.emplace_back(Text{label.text, {label.x, plot.bottom() + 16}, tick, style.ink2, Align::Center});
  figure.marks.emplace_back(Segments{{{{plot.x, plot.bottom()}, {plot.right(), plot.bottom()}}}, {style.axis, 1}});
  const std::vector<Placed> points = placed(levels, columns.x, axis);
  for (Polyline& line : data_lines(points, {style.data, 1.8}, 1)) figure.marks.emplace_back(std::move(line));
  figure.marks.emplace_back(titled_dots(report, points, levels, style));
  if (!points.empty())
    figure.marks.emplace_back(
        Text{newest, {points.back().at.x + 8, points.back().at.y + 4}, value, style.ink, Align::Left});
  scene.nodes.push_back(std::move(figure));
  return scene;
}

}  // namespace perfolio::layout
