// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <string>
#include <vector>

namespace perfolio::layout {

/// One line of the method pages, wrapped to their width.
struct MethodLine {
  enum class Kind { Heading, Body, Fixed } kind = Kind::Body;  ///< Fixed: monospaced, for commands, hashes and lists.
  std::string text;
  double space = 0;        ///< below it: the end of a paragraph.
  std::string link = {};   ///< where the line leads on the web; empty: nowhere.
  std::string aside = {};  ///< words at the right end of the line, with a link of their own.
  std::string aside_link = {};
  std::string anchor = {};  ///< names the line as a destination.
};

/// What was compared with what, by which rule, from which data, and what was left out: all that a reader needs to doubt
/// or repeat the report.
std::vector<MethodLine> method_lines(const model::Report& report, double width, const TextMetrics& metrics);

/// Height the line takes, the space below it included.
double line_height(const MethodLine& line);
/// `width`: of the text, at whose right end an aside stands.
Node method_node(const MethodLine& line, base::Point at, double width, const style::Style& style);

}  // namespace perfolio::layout
