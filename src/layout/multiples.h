// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace perfolio::layout {

inline constexpr double kMultipleHeight = 96;
inline constexpr double kMultipleNameLine = 10;  ///< more, where a name takes two lines.

/// The range of levels, as ratios to each benchmark's own reference level, that charts share, so that a percent looks
/// alike on all of them; one that does not fit into it has a coarser scale of its own, and says so.
struct RatioRange {
  double low = 0.95;
  double high = 1.05;
};
/// Of these series: all that they span, but no more than twice what three quarters of them do, or 1.5x.
RatioRange ratio_range(const model::Report& report, std::span<const std::size_t> benchmarks);

/// What one benchmark's levels span, against its own reference.
RatioRange own_range(const model::Report& report, const model::BenchmarkFacts& benchmark);

/// The level a benchmark's ratios refer to: the one its comparison starts from, else its first; 0: none above zero.
double reference_level(const model::BenchmarkFacts& benchmark);

/// Whether a line of ratios can be drawn of it: it was measured, above zero, and is neither too large nor too small.
bool has_ratio_line(const model::Report& report, std::size_t benchmark);

/// Whether the name takes two lines in a small chart of that width.
bool has_long_name(const model::Report& report, std::size_t benchmark, double width, const TextMetrics& metrics);

/// One small chart, higher than kMultipleHeight where its name may take two lines: name, current level, change, the
/// line on the shared ratio scale, and where it changed before.
std::vector<Node> multiple(const model::Report& report, std::size_t benchmark, const RatioRange& range, base::Rect area,
                           const std::string& link, const style::Style& style, const TextMetrics& metrics);

}  // namespace perfolio::layout
