// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/analyse.h"
#include "layout/page.h"
#include "layout/scene.h"
#include "style/style.h"
#include "support/half_em.h"
#include "support/made_history.h"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace perfolio::test {

inline style::Style light() {
  std::ifstream file(PERFOLIO_SOURCE_DIR "/styles/light.json", std::ios::binary);
  return style::style_from_json(std::string{std::istreambuf_iterator<char>(file), {}});
}

/// `benchmarks` series over `columns` releases; every third one has one change somewhere, every seventh one now.
inline model::Report made_report(std::size_t columns, std::size_t benchmarks, std::size_t runs_each = 3,
                                 const std::string& name = "group{}_case_{:03}") {
  MadeHistory made(columns, runs_each);
  for (std::size_t i = 0; i < benchmarks; ++i) {
    const auto from = static_cast<std::uint32_t>(i % 7 == 6 ? columns - 1 : i % 3 == 0 ? 1 + i % columns : columns);
    made.add_step(fmt::format(fmt::runtime(name), i % 5, i), 100 * static_cast<double>(i + 1), 0.01, from,
                  i % 2 == 0 ? 1.3 : 0.7, i + 1);
  }
  analysis::AnalysisOptions options;
  options.project = "Sample";
  options.tool_version = "0.0.0";
  return analysis::analyse(made.history, made.timeline, options);
}

/// All texts below the nodes, in drawing order.
inline void collect(const std::vector<layout::Node>& nodes, std::vector<layout::Text>& out) {
  for (const layout::Node& node : nodes) {
    for (const layout::Mark& mark : node.marks) {
      if (const auto* text = std::get_if<layout::Text>(&mark)) out.push_back(*text);
    }
    collect(node.children, out);
  }
}

inline std::vector<layout::Text> texts_of(const std::vector<layout::Node>& nodes) {
  std::vector<layout::Text> out;
  collect(nodes, out);
  return out;
}

/// The ink of a text: from the height of capitals to the descent of the bundled fonts.
inline base::Rect box_of(const layout::Text& text) {
  const double width = HalfEm().width(text.text, text.font);
  const double x = text.align == layout::Align::Left     ? text.at.x
                   : text.align == layout::Align::Center ? text.at.x - width / 2
                                                         : text.at.x - width;
  return {x, text.at.y - 0.73 * text.font.size, width, 0.93 * text.font.size};
}

inline std::vector<layout::Page> pages_of(const model::Report& report, const layout::DocumentOptions& options = {}) {
  std::vector<layout::Page> pages;
  layout::lay_out_pages(report, options, light(), HalfEm(), [&](const layout::Page& page) { pages.push_back(page); });
  return pages;
}

}  // namespace perfolio::test
