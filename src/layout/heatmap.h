// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <vector>

namespace perfolio::layout {

inline constexpr std::size_t kHeatColumns = 16;
inline constexpr double kHeatRow = 16.5;
inline constexpr double kHeatHeader = 16;

/// Change against the previous measured column, benchmark by column, as a table: the last kHeatColumns columns up to
/// the current one. A cell is printed whenever it has a verdict; hatched means not measured.
std::vector<Node> heat_map(const model::Report& report, const std::vector<std::size_t>& benchmarks, base::Point at,
                           double width, const style::Style& style, const TextMetrics& metrics);

/// The first column a heat map shows.
std::size_t first_heat_column(const model::Report& report);

/// Benchmarks with a labelled change among the columns shown: those changed now first, then by the size of the change.
std::vector<std::size_t> heat_rows(const model::Report& report, std::size_t most);

}  // namespace perfolio::layout
