// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

/// What a release shows that has nothing to be compared with: levels, how its runs spread, what the next one will show.
namespace perfolio::layout {

inline constexpr double kFirstRow = 16.5;

/// Where the table of the first release has its head and `rows` rows.
double first_table_height(std::size_t rows);

/// One row for each of these series, each with a comparison: level, its interval, every run as a dot on a scale of
/// ratios that all rows share, and the change that the next release would show. `link`: where a row leads; may give "".
std::vector<Node> first_table(const model::Report& report, const std::vector<std::size_t>& benchmarks, base::Point at,
                              double width, const std::function<std::string(std::size_t)>& link,
                              const style::Style& style, const TextMetrics& metrics);

/// Whether its name has room in a table of that width.
bool has_room_for_name(const model::Report& report, std::size_t benchmark, double width, const TextMetrics& metrics);

/// Whether nothing was measured before the current column.
bool is_first_release(const model::Report& report);

}  // namespace perfolio::layout
