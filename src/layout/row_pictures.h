// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/multiples.h"
#include "layout/scene.h"
#include "model/report.h"
#include "style/style.h"

#include <span>
#include <string>
#include <vector>

/// What a row of the list draws: the levels as a line, the interval of the change as a bar, both on scales that all
/// rows share.
namespace perfolio::layout {

/// The scale of the bars: from 1/limit to limit, logarithmic, no change in the middle.
struct ChangeScale {
  double limit = 1.1;
  /// "−10 %", "+10 %"; "1/4×", "4×".
  [[nodiscard]] std::string low_words() const;
  [[nodiscard]] std::string high_words() const;
};

/// The smallest of a few round limits that holds most intervals of these series, and half of those that changed; the
/// others are cut, with an arrow.
ChangeScale change_scale(const model::Report& report, std::span<const std::size_t> benchmarks);

/// How many times coarser than `shared` the scale is that a line needs; 1 for most.
int coarser(const model::Report& report, std::size_t benchmark, const RatioRange& shared);

/// The levels of these series (one, or those of a family) as ratios to what their comparison starts from.
std::vector<Mark> row_line(const model::Report& report, std::span<const std::size_t> benchmarks,
                           const RatioRange& shared, base::Rect area, const style::Style& style);

/// The intervals of these series one over the other, and their estimates as dots.
std::vector<Mark> row_bar(const model::Report& report, std::span<const std::size_t> benchmarks,
                          const ChangeScale& scale, base::Rect area, const style::Style& style);
/// The same for the mean of a group.
std::vector<Mark> mean_bar(const model::Ratio& ratio, const ChangeScale& scale, base::Rect area,
                           const style::Style& style);

}  // namespace perfolio::layout
