// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>

/// Pictures that stand inside a web page: transparent, on the page's own ground, in points that the page scales.
namespace perfolio::layout {

/// The whole width of a page on a desk.
Scene wide_chart_scene(const model::Report& report, std::size_t benchmark, const style::Style& style,
                       const TextMetrics& metrics);

/// As wide as a telephone: a column of three on a desk.
Scene narrow_chart_scene(const model::Report& report, std::size_t benchmark, const style::Style& style,
                         const TextMetrics& metrics);

/// The same for a family, and for how it scales.
Scene narrow_family_scene(const model::Report& report, const model::Family& family, const style::Style& style,
                          const TextMetrics& metrics);
Scene narrow_scaling_scene(const model::Report& report, const model::Family& family, const model::Scaling& scaling,
                           const style::Style& style, const TextMetrics& metrics);

/// The line of a group's geometric mean, for its tile.
Scene index_scene(const model::Report& report, std::size_t group, const style::Style& style);
/// The line of a table's row.
Scene row_scene(const model::Report& report, std::size_t benchmark, const style::Style& style);

}  // namespace perfolio::layout
