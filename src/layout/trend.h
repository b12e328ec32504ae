// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>
#include <vector>

namespace perfolio::layout {

enum class TrendSize { Full, Compact };

struct TrendOptions {
  base::Rect area;
  TrendSize size = TrendSize::Full;
  bool point_titles = false;    ///< say each point's numbers for pointer and screen reader (SVG).
  double share = 0;             ///< of the median level that the axis spans at least, as common_share says.
  std::size_t title_lines = 1;  ///< that a title may take which is too long for one; Compact only.
  bool runs = false;            ///< every run as a pale dot behind the level of its release, where there is room.
  bool untitled = false;        ///< its name stands above it already; Compact only.
};

/// The trend chart of one benchmark: a panel (artifact) and a figure. Everything that changed is labelled at the data
/// or named in the note below it; the axis says where it starts.
std::vector<Node> trend_chart(const model::Report& report, std::size_t benchmark, const TrendOptions& options,
                              const style::Style& style, const TextMetrics& metrics);

/// A word-sized line of the levels within `area`, the last point in the verdict's colour.
Node sparkline(const model::Report& report, std::size_t benchmark, model::Verdict verdict, base::Rect area,
               const style::Style& style);

}  // namespace perfolio::layout
