// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

/// Which benchmarks a page shows as the family they belong to.
namespace perfolio::layout {

/// A benchmark, or a family in the place of its members.
struct Shown {
  std::size_t index = 0;  ///< into Report::benchmarks or Report::families.
  bool is_family = false;
  bool operator==(const Shown&) const = default;
};

/// Families of at least `least` of these benchmarks once, where the first of them stands; the rest as they are.
std::vector<Shown> folded(const model::Report& report, std::span<const std::size_t> benchmarks, std::size_t least);

/// A row of a table: a benchmark, or several of one family of which the same is to be said.
struct FoldedRow {
  std::vector<std::size_t> benchmarks;  ///< at least one; of a family in the order of its members.
};

/// The rows of these benchmarks, all with a comparison: three or more of a family are one where the first of them
/// stands, if they have the same verdict, and are alike in alert, limit and suppression.
std::vector<FoldedRow> folded_rows(const model::Report& report, std::span<const std::size_t> benchmarks);

/// "parse (8 benchmarks, 4 to 512)".
std::string row_name(const model::Report& report, const FoldedRow& row);
/// "↑ +99 % to 21×": the smallest and the largest change, by size.
std::string row_change(const model::Report& report, const FoldedRow& row);

/// One place of a detail page.
struct DetailCell {
  enum class Kind { Trend, Family, Scaling };
  Kind kind = Kind::Trend;
  std::size_t index = 0;    ///< of the benchmark or family.
  std::size_t scaling = 0;  ///< into Family::scalings.
  bool wide = false;        ///< the whole row.
};

/// The detail pages, row by row: one wide cell, or up to two.
struct DetailPlan {
  std::vector<std::vector<DetailCell>> rows;
  std::map<std::size_t, std::string> anchors;  ///< of each benchmark that is drawn, itself or in its family.
};

/// Families first, each beside how it scales (at most three curves); then the benchmarks. Those in `alone` keep a chart
/// of their own, as somebody asked for it.
DetailPlan detail_plan(const model::Report& report, std::span<const std::size_t> benchmarks,
                       std::span<const std::size_t> alone);

}  // namespace perfolio::layout
