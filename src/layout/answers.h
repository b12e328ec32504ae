// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <vector>

/// Is it slower than before, than at first, than it ever was: the part of page one that answers that.
namespace perfolio::layout {

/// One row for each column that the report compares with: overall change, its interval drawn on the scale of all rows,
/// how many benchmarks went which way, and the word for it. Begins at `at`; as high as `answers_height` says.
std::vector<Node> answers_table(const model::Report& report, base::Point at, double width, const style::Style& style,
                                const TextMetrics& metrics);
double answers_height(const model::Report& report);

/// Who differs from the first release and from the best one, a line each, as many names as fit.
struct ApartLine {
  std::string head;  ///< "Slower than v0.1.0".
  std::string rest;  ///< "parse +20 % since v0.4.0, sort +5 % and 3 more".
  model::Verdict verdict = model::Verdict::Worse;
};
std::vector<ApartLine> apart_lines(const model::Report& report, double width, const Font& font,
                                   const TextMetrics& metrics);

}  // namespace perfolio::layout
