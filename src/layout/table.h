// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"
#include "units/text.h"

#include <string>
#include <vector>

namespace perfolio::layout {

struct TableColumn {
  std::string title;
  double x = 0;  ///< where its texts stand: left end, middle or right end, as `align` says.
  Align align = Align::Left;
};

struct Cell {
  std::string text;
  Font font{};
  base::Color color{};
  std::string link{};
};

struct Table {
  base::Point at;  ///< top left.
  double width = 0;
  double row_height = 16.5;
  std::vector<TableColumn> columns;
  std::vector<std::vector<Cell>> rows;
};

/// A table while it is made, row by row.
struct TablePart {
  Node ground{Role::Artifact, {}, {}, {}, {}, {}};  ///< lines and fills behind the texts.
  Node pictures{Role::Figure, {}, {}, {}, {}, {}};  ///< what its rows draw, with words for it.
  Node table{Role::Table, {}, {}, {}, {}, {}};
};

inline constexpr double kTableHeader = 20;

/// Hairlines (artifact) and the table itself, header row first.
std::vector<Node> table_nodes(const Table& table, const style::Style& style);
double table_height(const Table& table);

/// What a comparison is called in the cells of a table. The unit stands behind the last value of the two.
struct ComparisonTexts {
  std::string before, after, change, interval, runs, sees, verdict;
  std::string now, unit;  ///< `after` in two.
};
/// Precondition: `benchmark` has a comparison.
ComparisonTexts comparison_texts(const model::BenchmarkFacts& benchmark);

/// A level in the scale of those beside it, without the unit: "20.1", "19.9 – 20.3", "3".
struct LevelTexts {
  std::string value, interval, runs;
};
LevelTexts level_texts(const model::Level& level, const units::Scale& scale);

enum class ComparisonColumns { Summary, Full };

/// The comparison of the listed series, each of which has one: benchmark, baseline, current, change, verdict, interval;
/// and, when Full, runs on both sides and the least change that would have been seen. `links` may give each row a
/// destination.
Table comparison_table(const model::Report& report, const std::vector<std::size_t>& benchmarks, base::Point at,
                       double width, ComparisonColumns columns, const std::vector<std::string>& links,
                       const style::Style& style, const TextMetrics& metrics);

/// Where there is no baseline: the level of the listed series at the current column, its interval and its runs.
Table level_table(const model::Report& report, const std::vector<std::size_t>& benchmarks, base::Point at, double width,
                  const std::vector<std::string>& links, const style::Style& style, const TextMetrics& metrics);

}  // namespace perfolio::layout
