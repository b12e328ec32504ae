// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "emit/outputs.h"
#include "layout/text_metrics.h"
#include "model/report.h"

#include <cstddef>
#include <string>
#include <vector>

/// The parts of the page, each as HTML: what the script may add to them is told in html_data.cpp and page/page.js.
namespace perfolio::emit {

/// All before the body: the policy, the style sheet, light and dark. `title` and `description` are escaped already;
/// `card_image` is the address of the picture that a link to the page shows, or empty.
std::string page_head(const Styles& styles, const std::string& tool_version, const std::string& title,
                      const std::string& description, const std::string& card_image = {});

/// What all parts of one page share.
struct PagePlan {
  const model::Report& report;
  const layout::TextMetrics& metrics;
  std::vector<std::string> ids;     ///< of each series: stable_ids().
  std::vector<std::size_t> rows;    ///< series in the order of the table: group by group.
  std::vector<std::size_t> charts;  ///< series with a chart of their own, in their order.
  std::vector<bool> charted;        ///< per series.
};
PagePlan page_plan(const model::Report& report, const layout::TextMetrics& metrics);

/// "3 benchmarks".
std::string counted(std::size_t n, const std::string& noun);
/// A release's tag, escaped.
std::string tag_text(const model::Report& report, std::size_t column);
/// The same as the head of a column: it may break anywhere, which words may not.
std::string tag_head(const model::Report& report, std::size_t column);
/// The class of a row or a chart by its verdict: "vB", "vW", ...
std::string verdict_class(const model::BenchmarkFacts& benchmark);

std::string summary_part(const PagePlan& plan);
std::string charts_part(const PagePlan& plan);
std::string table_part(const PagePlan& plan);
/// The levels of one series, behind a disclosure.
std::string value_table(const PagePlan& plan, std::size_t benchmark);
/// The levels of every series that has no chart, a table for each group.
std::string values_part(const PagePlan& plan);
std::string method_part(const PagePlan& plan);
/// What the script reads, as the inside of a script element of JSON.
std::string data_part(const PagePlan& plan);

}  // namespace perfolio::emit
