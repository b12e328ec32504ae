// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/table.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/names.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;
using model::Verdict;

namespace {

Node cell_node(Role role, const Cell& cell, const TableColumn& column, double baseline) {
  Node node{role, {}, cell.link, {}, {}, {}};
  if (!cell.text.empty())
    node.marks.emplace_back(Text{cell.text, {column.x, baseline}, cell.font, cell.color, column.align});
  return node;
}

std::string verdict_words(const BenchmarkFacts& b) {
  const model::Comparison& c = *b.comparison;
  std::string word(model::word(c.verdict, b));
  switch (c.verdict) {
    case Verdict::Better:
    case Verdict::Worse:
    case Verdict::Changed:
      return fmt::format("{} {}{}", model::change_arrow(c), word, c.provisional ? "*" : "");
    case Verdict::Same:
      return "→ " + word;
    case Verdict::Unclear:
    case Verdict::New:
    case Verdict::Gone:
    case Verdict::NotComparable:
      break;
  }
  return word;
}

bool has_levels(const model::Comparison& c) { return c.verdict != Verdict::New && c.verdict != Verdict::Gone; }

/// A cell whose text keeps to its column: set smaller when it is a little too wide, shortened when it is far too wide.
Cell fitted(std::string text, Font font, base::Color color, double room, const TextMetrics& metrics) {
  constexpr double kSmallest = 7.5;
  const double width = metrics.width(text, font);
  if (width > room) {
    font.size = std::max(kSmallest, font.size * room / width);
    text = shortened(text, font, room, metrics);
  }
  return {std::move(text), font, color, {}};
}

std::vector<Cell> comparison_row(const Report& report, std::size_t index, double id_room, ComparisonColumns columns,
                                 const std::string& link, const style::Style& style, const TextMetrics& metrics) {
  const BenchmarkFacts& b = report.benchmarks[index];
  const Font mono{Face::Mono, 8.5};
  const Font number{Face::Regular, 9, true};
  const Font strong{Face::SemiBold, 9, true};
  std::vector<Cell> row;
  row.push_back({shortened_id(report, index, mono, id_room, metrics), mono, style.ink, link});
  const ComparisonTexts t = comparison_texts(b);
  const bool evident = model::is_evident(b.comparison->verdict);
  const base::Color color = evident ? signal(b.comparison->verdict, style).ink : style.ink2;
  const Font verdict{evident ? Face::SemiBold : Face::Regular, 9, true};
  const bool full = columns == ComparisonColumns::Full;
  row.push_back(fitted(t.before, number, style.ink2, full ? 44 : 54, metrics));
  row.push_back(fitted(t.after, strong, style.ink, full ? 49 : 62, metrics));
  row.push_back({t.change, verdict, color});
  row.push_back({t.verdict, verdict, color});
  row.push_back({t.interval, number, style.ink2});
  if (full) {
    row.push_back({t.runs, number, style.ink3});
    row.push_back({t.sees, number, style.ink3});
  }
  for (Cell& cell : row) {
    if (!cell.text.empty()) cell.link = link;
  }
  return row;
}

}  // namespace

ComparisonTexts comparison_texts(const BenchmarkFacts& b) {
  const model::Comparison& c = *b.comparison;
  const units::Scale scale = model::scale_of(b);
  const auto half = [&](const model::Level& level) { return (level.upper - level.lower) / 2 / scale.divisor; };
  const double finest = c.baseline.n > 0 && c.current.n > 0 ? std::min(half(c.baseline), half(c.current)) : 0;
  const auto printed = [&](const model::Level& level) {
    const double value = level.value / scale.divisor;
    return units::number(value, units::decimals_in(scale, value, finest));
  };
  ComparisonTexts t;
  if (c.baseline.n > 0) t.before = printed(c.baseline);
  if (c.current.n > 0)
    t.after = printed(c.current) + (scale.name.empty() ? "" : std::string(units::kThinSpace) + scale.name);
  if (c.current.n > 0) t.now = printed(c.current);
  if (c.current.n > 0 || c.baseline.n > 0) t.unit = scale.name;
  if (c.current.n == 0 && c.baseline.n > 0 && !scale.name.empty())
    t.before += std::string(units::kThinSpace) + scale.name;
  const bool ratio = has_levels(c) && c.verdict != Verdict::NotComparable;
  if (ratio) t.change = c.difference ? model::difference_text(*c.difference, scale) : model::change_text(b);
  if (c.verdict == Verdict::NotComparable && c.baseline.n > 0 && c.current.n > 0) t.change = "n/a";
  if (has_levels(c)) t.interval = model::interval_text(c);
  t.runs = fmt::format("{} / {}", c.baseline.n, c.current.n);
  if (c.noise_floor > 0) t.sees = c.noise_floor < 10 ? units::short_magnitude(1 + c.noise_floor) : ">10×";
  t.verdict = verdict_words(b) + (!c.alert ? "" : c.limit.empty() ? ", alert" : ", limit");
  if (c.verdict == Verdict::Unclear && c.runs_needed > 0)
    t.verdict += c.runs_needed > 99 ? " (>99)" : fmt::format(" (+{})", c.runs_needed);
  return t;
}

LevelTexts level_texts(const model::Level& level, const units::Scale& scale) {
  const double half = (level.upper - level.lower) / 2 / scale.divisor;
  const int decimals = units::decimals_for(level.value / scale.divisor, half);
  const auto printed = [&](double value) { return units::number(value / scale.divisor, decimals); };
  LevelTexts t{printed(level.value), {}, std::to_string(level.n)};
  if (level.has_interval()) t.interval = fmt::format("{} – {}", printed(level.lower), printed(level.upper));
  return t;
}

double table_height(const Table& table) {
  return kTableHeader + table.row_height * static_cast<double>(table.rows.size());
}

std::vector<Node> table_nodes(const Table& table, const style::Style& style) {
  Node lines{Role::Artifact, {}, {}, {}, {}, {}};
  const double head = table.at.y + kTableHeader - 4;
  lines.marks.emplace_back(Segments{{{{table.at.x, head}, {table.at.x + table.width, head}}}, {style.axis, 0.8}});
  Segments hairlines{{}, {style.grid, 0.6}};
  for (std::size_t i = 1; i <= table.rows.size(); ++i) {
    const double y = head + table.row_height * static_cast<double>(i);
    hairlines.segments.push_back({{table.at.x, y}, {table.at.x + table.width, y}});
  }
  lines.marks.emplace_back(std::move(hairlines));
  Node body{Role::Table, {}, {}, {}, {}, {}};
  Node header{Role::TR, {}, {}, {}, {}, {}};
  for (const TableColumn& column : table.columns) {
    const Cell cell{column.title, {Face::SemiBold, 8.5}, style.ink2};
    header.children.push_back(cell_node(Role::TH, cell, column, table.at.y + 10));
  }
  body.children.push_back(std::move(header));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const double baseline = head + table.row_height * static_cast<double>(i) + 11.6;
    Node row{Role::TR, {}, {}, {}, {}, {}};
    for (std::size_t k = 0; k < table.columns.size(); ++k) {
      row.children.push_back(cell_node(Role::TD, table.rows[i][k], table.columns[k], baseline));
    }
    body.children.push_back(std::move(row));
  }
  std::vector<Node> nodes;
  nodes.push_back(std::move(lines));
  nodes.push_back(std::move(body));
  return nodes;
}

Table comparison_table(const Report& report, const std::vector<std::size_t>& benchmarks, base::Point at, double width,
                       ComparisonColumns columns, const std::vector<std::string>& links, const style::Style& style,
                       const TextMetrics& metrics) {
  Table table;
  table.at = at;
  table.width = width;
  const bool full = columns == ComparisonColumns::Full;
  const Font head{Face::SemiBold, 8.5};
  const std::string before = report.baseline ? short_tag(report, *report.baseline, head, full ? 46 : 60, metrics) : "";
  const std::string now = short_tag(report, report.current, head, full ? 46 : 62, metrics);
  const std::string interval =
      fmt::format("{}{}% interval", units::number(report.rule.confidence * 100, 0), units::kThinSpace);
  // Right ends of the columns, measured from the right edge: the id takes what is left.
  const double right = at.x + width;
  const std::array<double, 5> ends =
      full ? std::array<double, 5>{330, 276, 224, 216, 76} : std::array<double, 5>{274, 206, 158, 146, 0};
  table.columns = {{"Benchmark", at.x, Align::Left},          {before, right - ends[0], Align::Right},
                   {now, right - ends[1], Align::Right},      {"Change", right - ends[2], Align::Right},
                   {"Verdict", right - ends[3], Align::Left}, {interval, right - ends[4], Align::Right}};
  if (full) {
    table.columns.push_back({"Runs", right - 34, Align::Right});
    table.columns.push_back({"Sees", right, Align::Right});
  }
  const double id_room = right - ends[0] - (full ? 48 : 58) - at.x;
  for (std::size_t i = 0; i < benchmarks.size(); ++i) {
    const std::string link = i < links.size() ? links[i] : std::string{};
    std::vector<Cell> row = comparison_row(report, benchmarks[i], id_room, columns, link, style, metrics);
    const double room = ends[0] - ends[1] - 4;
    for (const std::size_t k : {1U, 2U}) row[k].text = shortened(row[k].text, row[k].font, room, metrics);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table level_table(const Report& report, const std::vector<std::size_t>& benchmarks, base::Point at, double width,
                  const std::vector<std::string>& links, const style::Style& style, const TextMetrics& metrics) {
  const Font mono{Face::Mono, 8.5};
  const Font number{Face::Regular, 9, true};
  Table table;
  table.at = at;
  table.width = width;
  const double right = at.x + width;
  table.columns = {{"Benchmark", at.x, Align::Left},
                   {short_tag(report, report.current, {Face::SemiBold, 8.5}, 90, metrics), right - 170, Align::Right},
                   {"95\u202f% interval", right - 44, Align::Right},
                   {"Runs", right, Align::Right}};
  for (std::size_t i = 0; i < benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[benchmarks[i]];
    const model::Level& level = b.comparison->current;
    const std::vector<double> one = {level.value};
    const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, one);
    const double half = (level.upper - level.lower) / 2 / scale.divisor;
    const LevelTexts t = level_texts(level, scale);
    table.rows.push_back({{shortened_id(report, benchmarks[i], mono, width - 250, metrics), mono, style.ink,
                           i < links.size() ? links[i] : std::string{}},
                          {units::quantity(level.value, scale, half), {Face::SemiBold, 9, true}, style.ink},
                          {t.interval, number, style.ink2},
                          {t.runs, number, style.ink3}});
  }
  return table;
}

}  // namespace perfolio::layout
