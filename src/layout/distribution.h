// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <string>
#include <vector>

/// The runs behind levels, each as a dot.
namespace perfolio::layout {

/// One row of dots: the runs of one release, which speak for one of its levels.
struct RunRow {
  std::string label;  ///< "v0.2.2, 14 runs".
  const model::Level* level = nullptr;
  std::vector<model::RunValue> runs;  ///< at least one.
  base::Color color;
};

/// The rows below each other on one axis, no wider than the values need: dots that would lie over each other are
/// stacked, the level is a tick and its interval a bar below them. A panel (artifact) and a figure.
std::vector<Node> run_rows(const model::BenchmarkFacts& b, const std::vector<RunRow>& rows, base::Rect area,
                           const style::Style& style, const TextMetrics& metrics);

/// Both sides of a change: before, after.
std::vector<RunRow> story_rows(const model::Report& report, const model::Story& story, const style::Style& style);

}  // namespace perfolio::layout
