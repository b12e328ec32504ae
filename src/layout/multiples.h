// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <vector>

namespace perfolio::layout {

inline constexpr double kMultipleHeight = 104;
inline constexpr double kGroupHeader = 46;

/// The range of levels, as ratios to each benchmark's own reference level, that the small charts of a group share; a
/// chart that does not fit into it has a scale of its own, and says so.
struct RatioRange {
  double low = 0.95;
  double high = 1.05;
};
RatioRange ratio_range(const model::Report& report, const model::Group& group);

/// The head of a group's section: name, description, geometric mean, and the scale its charts share.
std::vector<Node> group_header(const model::Report& report, std::size_t group, const RatioRange& range, bool continued,
                               base::Rect area, const style::Style& style, const TextMetrics& metrics);

/// One small chart: name, current level, change, and the line on the shared ratio scale.
std::vector<Node> multiple(const model::Report& report, std::size_t benchmark, const RatioRange& range, base::Rect area,
                           const std::string& link, const style::Style& style, const TextMetrics& metrics);

}  // namespace perfolio::layout
