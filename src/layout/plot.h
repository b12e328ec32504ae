// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/axis.h"
#include "layout/scene.h"
#include "style/style.h"

#include <span>
#include <vector>

namespace perfolio::layout {

/// A level's place in a chart.
struct Placed {
  base::Point at;
  double lower = 0, upper = 0;  ///< y of the interval's ends; equal where there is none.
  std::uint32_t column = 0;
};

std::vector<Placed> placed(std::span<const model::Level> levels, std::span<const double> column_x,
                           const ValueAxis& axis);

/// The line through consecutive measured columns, broken over those without a value. Where columns lie closer than
/// `resolution` points, only the lowest and the highest point of each `resolution` wide strip is kept: on the page the
/// line looks the same.
std::vector<Polyline> data_lines(std::span<const Placed> points, const Stroke& stroke, double resolution);

/// Whether no line reaches the point from either side: without a dot it would not be seen.
bool is_lonely(std::span<const Placed> points, std::size_t i);

/// Dots at the points that no line reaches.
Dots lonely_dots(std::span<const Placed> points, double radius, base::Color color);

/// Intervals as bars with caps where there is room, as a band where columns are closer than that.
std::vector<Mark> interval_marks(std::span<const Placed> points, double spacing, double resolution,
                                 const style::Style& style);

}  // namespace perfolio::layout
