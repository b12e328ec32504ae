// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "layout/trend.h"
#include "model/report.h"
#include "style/style.h"

#include <string>
#include <vector>

namespace perfolio::layout {

/// More members than that are drawn as small multiples.
inline constexpr std::size_t kMostLines = 8;

/// Members whose levels differ by more than that are drawn as ratios.
inline constexpr double kRelativeFrom = 5;

/// The family's name as one printable line.
std::string family_title(const model::Family& family);

/// What a family's chart shows, in words.
std::string family_alt(const model::Report& report, const model::Family& family);
/// What its scaling chart shows.
std::string scaling_alt(const model::Report& report, const model::Family& family, const model::Scaling& scaling);

/// All members of a family over the releases: a panel (artifact) and a figure. Up to kMostLines lines with their labels
/// at their ends, from light to dark in the order of the members; more as small multiples, as many as have room, the
/// rest counted. Members measured nowhere up to the current release are counted below.
std::vector<Node> family_chart(const model::Report& report, const model::Family& family, const TrendOptions& options,
                               const style::Style& style, const TextMetrics& metrics);

/// Levels over the numeric parameter, a line each for the current release, the baseline and the first, with intervals
/// and with the exponent of each power law that fits.
std::vector<Node> scaling_chart(const model::Report& report, const model::Family& family, const model::Scaling& scaling,
                                base::Rect area, const style::Style& style, const TextMetrics& metrics);

/// The height at which every small multiple of the family has room in a chart of that width, up to kMostMultiples;
/// `least` where it needs less.
double family_height(const model::Family& family, double width, double least);
inline constexpr std::size_t kMostMultiples = 60;

/// A family in a small chart of its group: its name, how many of it changed, and all lines as ratios.
std::vector<Node> family_multiple(const model::Report& report, const model::Family& family, base::Rect area,
                                  const std::string& link, const style::Style& style, const TextMetrics& metrics);

}  // namespace perfolio::layout
