// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

namespace perfolio::layout {

/// The geometric mean of all benchmarks over the releases (Headline::trend), the first one measured being 100; of
/// `width` points, without a panel of its own. Precondition: the trend is not empty.
/// As high as asked for; at least 100.
Scene mean_chart(const model::Report& report, double width, double height, const style::Style& style,
                 const TextMetrics& metrics);
Scene mean_chart(const model::Report& report, double width, const style::Style& style, const TextMetrics& metrics);

}  // namespace perfolio::layout
