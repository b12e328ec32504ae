// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "stats/robust.h"

#include <span>

namespace perfolio::stats {

/// The slope of a straight line through points, as the median of the slopes of all pairs (Theil 1950; Sen 1968).
struct Slope {
  double slope = 0;
  Interval
      interval;  ///< by the distribution of Kendall's statistic, with its correction for ties (Sen 1968, section 3).
  double intercept = 0;  ///< the median of y - slope x.
};

/// Preconditions: x and y are of one size, at least 2, and x has two different values at least. The interval of fewer
/// than four points holds all slopes.
Slope theil_sen(std::span<const double> x, std::span<const double> y, double confidence);

}  // namespace perfolio::stats
