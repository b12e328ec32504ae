// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/heatmap.h"

#include "layout/axis.h"
#include "layout/names.h"
#include "layout/tile.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::ColumnChange;
using model::Report;

namespace {

constexpr double kGap = 1.6;
constexpr double kWidestTag = 64;
const Font kMono{Face::Mono, 8.5};
const Font kCell{Face::Medium, 8, true};

/// Class of a change: exact limits at 5 and 10 %, and which side is good decides the colour; neutral where nobody
/// knows.
std::size_t heat_class(double ratio, units::Direction better) {
  if (better == units::Direction::Unknown) return 3;
  const double size = std::abs(ratio - 1);
  const std::size_t step = size < 0.05 ? 1 : size < 0.10 ? 2 : 3;
  const bool good = (ratio < 1) == (better == units::Direction::Lower);
  return good ? 3 - step : 3 + step;
}

/// Lines at 45 degrees across a cell.
Segments hatch(const base::Rect& cell, base::Color color) {
  Segments lines{{}, {color, 0.7}};
  for (double start = cell.x - cell.height; start < cell.right(); start += 4) {
    const double from = std::max(start, cell.x);
    const double to = std::min(start + cell.height, cell.right());
    if (to > from)
      lines.segments.push_back({{from, cell.bottom() - (from - start)}, {to, cell.bottom() - (to - start)}});
  }
  return lines;
}

std::string percent(double ratio) {
  std::string text = ratio >= 2 ? units::change(ratio) : units::short_change(ratio);
  const auto unit = text.find(units::kThinSpace);
  return unit == std::string::npos ? text : text.substr(0, unit);
}

bool measured(const BenchmarkFacts& b, std::size_t column) {
  return std::ranges::binary_search(b.levels, static_cast<std::uint32_t>(column), {}, &model::Level::column);
}

Node heat_cell(const BenchmarkFacts& b, std::size_t column, const base::Rect& cell,
               const std::vector<ColumnChange>& changes, Node& ground, const style::Style& style) {
  Node node{Role::TD, {}, {}, {}, {}, {}};
  const auto at = std::ranges::find(changes, static_cast<std::uint32_t>(column), &ColumnChange::column);
  if (!measured(b, column)) {
    ground.marks.emplace_back(hatch(cell, style.grid));
    return node;
  }
  const bool first = b.levels.front().column == column && column > 0;
  if (at == changes.end()) {
    ground.marks.emplace_back(Box{cell, 1.5, style.heat[3].fill, std::nullopt});
    if (first) {
      node.marks.emplace_back(Text{
          "new", {cell.x + cell.width / 2, cell.y + cell.height / 2 + 2.9}, kCell, style.heat[3].text, Align::Center});
    }
    return node;
  }
  const style::HeatClass& look =
      style.heat[heat_class(at->difference ? (*at->difference > 0 ? 10 : 0.1) : at->ratio, b.better)];
  ground.marks.emplace_back(Box{cell, 1.5, look.fill, border_where_needed(look.fill, style)});
  node.marks.emplace_back(Text{at->difference ? model::difference_text(*at->difference, b.unit) : percent(at->ratio),
                               {cell.x + cell.width / 2, cell.y + cell.height / 2 + 2.9},
                               kCell,
                               look.text,
                               Align::Center});
  return node;
}

}  // namespace

std::size_t first_heat_column(const Report& report) {
  const std::size_t columns = report.current;  // the first column has nothing before it
  return columns > kHeatColumns ? report.current + 1 - kHeatColumns : std::min<std::size_t>(1, report.current);
}

std::vector<std::size_t> heat_rows(const Report& report, std::size_t most) {
  const std::size_t first = first_heat_column(report);
  std::vector<std::pair<double, std::size_t>> rows;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    double largest = 0;
    for (const ColumnChange& change : shown_changes(report, b)) {
      const double now = change.column == report.current ? 100 : 1;
      if (change.column >= first)
        largest = std::max(largest, now * (change.difference ? 1.0 : std::abs(std::log(change.ratio))));
    }
    if (b.primary && largest > 0) rows.emplace_back(largest, i);
  }
  std::ranges::stable_sort(rows, std::greater{}, &std::pair<double, std::size_t>::first);
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) out.push_back(rows[i].second);
  return out;
}

std::vector<Node> heat_map(const Report& report, const std::vector<std::size_t>& benchmarks, base::Point at,
                           double width, const style::Style& style, const TextMetrics& metrics) {
  const std::size_t first = first_heat_column(report);
  const std::size_t columns = report.current + 1 - first;
  double names = 80;
  for (const std::size_t i : benchmarks)
    names = std::max(names, metrics.width(printed_id(report.benchmarks[i]), kMono) + 12);
  names = std::min(names, width * 0.36);
  const double step = std::min(72.0, (width - names) / static_cast<double>(columns));
  const double left = at.x + width - step * static_cast<double>(columns);
  Node ground{Role::Artifact, {}, {}, {}, {}, {}};
  Node table{Role::Table, {}, {}, {}, {}, {}};
  Node header{Role::TR, {}, {}, {}, {}, {}};
  header.children.push_back(
      {Role::TH, {}, {}, {}, {Text{"Benchmark", {at.x, at.y + 9}, {Face::Regular, 8}, style.ink3, Align::Left}}, {}});
  double widest = 0;
  for (std::size_t k = 0; k < columns; ++k)
    widest = std::max(widest, metrics.width(short_tag(report, first + k, {Face::SemiBold, 8}, kWidestTag, metrics),
                                            {Face::SemiBold, 8}));
  const auto every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil((widest + 4) / step)));
  for (std::size_t k = 0; k < columns; ++k) {
    if ((columns - 1 - k) % every != 0) {
      header.children.push_back({Role::TH, {}, {}, {}, {}, {}});  // a table for readers of tags has no gaps
      continue;
    }
    const bool now = first + k == report.current;
    const Font font{now ? Face::SemiBold : Face::Regular, 8};
    const std::string tag = short_tag(report, first + k, font, kWidestTag, metrics);
    const double half = metrics.width(tag, font) / 2;
    const double middle = std::min(left + step * (static_cast<double>(k) + 0.5), at.x + width - half);
    header.children.push_back(
        {Role::TH, {}, {}, {}, {Text{tag, {middle, at.y + 9}, font, now ? style.ink : style.ink3, Align::Center}}, {}});
  }
  table.children.push_back(std::move(header));
  for (std::size_t r = 0; r < benchmarks.size(); ++r) {
    const BenchmarkFacts& b = report.benchmarks[benchmarks[r]];
    const double y = at.y + kHeatHeader + kHeatRow * static_cast<double>(r);
    Node row{Role::TR, {}, {}, {}, {}, {}};
    row.children.push_back({Role::TH,
                            {},
                            {},
                            {},
                            {Text{shortened_id(report, benchmarks[r], kMono, left - at.x - 8, metrics),
                                  {at.x, y + 11.2},
                                  kMono,
                                  style.ink,
                                  Align::Left}},
                            {}});
    const std::vector<ColumnChange> changes = shown_changes(report, b);
    for (std::size_t k = 0; k < columns; ++k) {
      const base::Rect cell{left + step * static_cast<double>(k) + kGap / 2, y + kGap / 2, step - kGap,
                            kHeatRow - kGap};
      row.children.push_back(heat_cell(b, first + k, cell, changes, ground, style));
    }
    table.children.push_back(std::move(row));
  }
  std::vector<Node> nodes;
  nodes.push_back(std::move(ground));
  nodes.push_back(std::move(table));
  return nodes;
}

}  // namespace perfolio::layout
