// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <vector>

namespace perfolio::layout {

inline constexpr double kTileHeight = 84;

/// An outline for what has the colour of the page and would be lost on it (the print style's better).
std::optional<Stroke> border_where_needed(base::Color fill, const style::Style& style);

/// A pill: words on the verdict's tint. Returns its width.
double pill(Node& into, const std::string& words, model::Verdict verdict, base::Point at, double font_size,
            const style::Style& style, const TextMetrics& metrics);

/// A word-sized line of the group's geometric mean, with the band of what the noise leaves open, the last point in the
/// verdict's colour.
Node index_sparkline(const model::Report& report, const model::Group& group, model::Verdict verdict, base::Rect area,
                     const style::Style& style);

/// A group in one glance: name, what there is to say of it (the level of its lead, else the change of all), verdict,
/// sparkline.
std::vector<Node> tile(const model::Report& report, std::size_t group, base::Rect area, const style::Style& style,
                       const TextMetrics& metrics);

/// What stands in a tile: "45", "µs / 1 KB", "↓ 2 % faster"; without a lead "−3 %", "12 benchmarks", "faster", and
/// where the change of all is unclear, how many are not: "2 slower", "of 12", "↑ 9 % slower at most".
struct TileTexts {
  std::string value, unit, pill;
  model::Verdict verdict = model::Verdict::Unclear;  ///< whose colour the pill has.
  bool quiet = false;                                ///< nothing is known for sure: the value is not to be shouted.
};
TileTexts tile_texts(const model::Report& report, const model::Group& group);

/// The same in words.
std::string tile_words(const model::Report& report, std::size_t group);

}  // namespace perfolio::layout
