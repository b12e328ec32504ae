// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/table.h"
#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace perfolio::layout {

/// Every benchmark at every release against one and the same: the baseline of the report. A cell is its level in
/// percent of the baseline's, less 100; the column of the baseline has the level itself. Where columns do not fit, the
/// baseline, the first and the newest are shown.
class Matrix {
 public:
  Matrix(const model::Report& report, double width, const style::Style& style, const TextMetrics& metrics);

  /// A heading of a group, or a series.
  struct Row {
    std::size_t group = 0;
    std::optional<std::size_t> benchmark;
  };
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] static double height(const Row& row) { return row.benchmark ? 13.2 : 19; }
  [[nodiscard]] const std::vector<std::size_t>& columns() const { return columns_; }
  /// Columns that have runs, shown or not.
  [[nodiscard]] std::size_t measured() const { return measured_; }
  [[nodiscard]] bool is_cut(std::size_t row) const;

  static double header_height() { return 20; }
  void header(TablePart& part, base::Point at) const;
  /// `link`: where the name leads; may be empty.
  void row(TablePart& part, base::Point at, std::size_t row, const std::string& link) const;

 private:
  void choose_columns();
  [[nodiscard]] Node cell(std::size_t benchmark, std::size_t column, const base::Rect& area, Node& ground) const;

  const model::Report& report_;
  double width_;
  const style::Style& style_;
  const TextMetrics& metrics_;
  std::vector<Row> rows_;
  std::vector<std::size_t> columns_;
  std::size_t measured_ = 0;
  double left_ = 0, step_ = 0;
};

/// The level at a column against that of the baseline.
struct AgainstBaseline {
  double ratio = 1;
  bool apart = false;  ///< beyond what the noise of both levels leaves open, and beyond the floor.
};
/// None where one of them was not measured, or a ratio says nothing. At the current column: the comparison's.
std::optional<AgainstBaseline> against_baseline(const model::Report& report, const model::BenchmarkFacts& b,
                                                std::size_t column);

}  // namespace perfolio::layout
