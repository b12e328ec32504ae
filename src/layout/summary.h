// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <functional>
#include <string>
#include <vector>

namespace perfolio::layout {

/// Where other parts of the same document are; 0 or empty where there is none.
struct Links {
  std::size_t table_page = 0;
  std::size_t method_page = 0;
  std::size_t groups_page = 0;
  /// "#anchor" of the row of a benchmark or, without a list, of its chart; "" where there is neither. Of a group.
  std::function<std::string(std::size_t)> benchmark = [](std::size_t) { return std::string{}; };
  std::function<std::string(std::size_t)> group = [](std::size_t) { return std::string{}; };
  std::string list, means, releases;  ///< "#anchor" or "".
};

struct SummaryEnd {
  double y = 0;               ///< below the last line.
  std::size_t heat_rows = 0;  ///< benchmarks whose past changes are shown.
  std::size_t rows = 0;       ///< of its table of benchmarks.
};

/// "3 faster", "2 slower": the counts of the verdicts as pills, the base line of their words at `at`. Returns the x
/// after the last one.
double verdict_pills(std::vector<Node>& nodes, const model::Report& report, base::Point at, double font_size,
                     const style::Style& style, const TextMetrics& metrics);

/// The summary, from the title to the rule in the last line, within `area`: what does not fit above its bottom is left
/// to the following pages. What is urgent has its room first; room that is left goes to the charts.
SummaryEnd summary(std::vector<Node>& nodes, const model::Report& report, base::Rect area, const Links& links,
                   const style::Style& style, const TextMetrics& metrics);

/// "47 benchmarks · 8 releases since v0.1.0 · 14 runs of v0.2.3 · ubuntu".
std::string report_subtitle(const model::Report& report);

/// The series that the summary's table lists: what there is to act on; where there is nothing, what is near to a
/// change, if anything is; without a baseline, all there is. And what the table is called.
std::vector<std::size_t> summary_series(const model::Report& report);
/// At most so many of them, in their order: where not all have room, some of those that got better have a place, too.
std::vector<std::size_t> summary_rows(const model::Report& report, std::size_t most);
/// "and 7 slower, 2 faster more": those of the series that are not among the rows; empty where all are.
std::string left_out_words(const model::Report& report, const std::vector<std::size_t>& rows);
std::string_view summary_title(const model::Report& report);

/// What the verdicts mean, in one paragraph; empty without a baseline.
std::string rule_words(const model::Report& report);

}  // namespace perfolio::layout
