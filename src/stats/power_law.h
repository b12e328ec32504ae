// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "stats/robust.h"

#include <optional>
#include <span>

/// How values grow with a parameter.
namespace perfolio::stats {

/// A value y at x; `sigma` is what is known of the error of ln y. x and y are positive.
struct GrowthPoint {
  double x = 1;
  double y = 1;
  double sigma = 0;
};

/// A straight line of ln y over ln x: y = exp(intercept) * x^slope.
struct LogLine {
  double slope = 0;
  Interval interval;     ///< of the slope.
  double intercept = 0;  ///< ln y at x = 1.
  double misfit = 0;     ///< the largest |ln y - line|.
  std::size_t n = 0;
};

/// Weighted least squares of ln y on ln x. The weights are 1 / (sigma_i^2 + tau^2), where tau^2 is what the points
/// scatter about the line beyond their own errors, by the method of moments: with w_i = 1 / sigma_i^2, W their diagonal
/// matrix and Q the weighted sum of squares of the residuals,
///   tau^2 = max(0, (Q - (n - 2)) / (tr W - tr((X'WX)^-1 X'W^2X)))
/// (DerSimonian & Laird 1986; with a covariate Thompson & Sharp 1999). The interval is slope +- t(n - 2) * se, with the
/// factor max(1, Q / (n - 2)) of the second fit in se^2 (Knapp & Hartung 2003), so that few points make it wide. An
/// error below 0.1 % counts as that: no line is known better. Nothing for fewer than 3 points, or of one x.
std::optional<LogLine> log_line(std::span<const GrowthPoint> points, double confidence);

/// The same, where the points follow a power law: x spans a factor of four and has three values, no y is further than
/// 25 % off the line, and the interval of the exponent is not wider than 0.5.
std::optional<LogLine> power_law(std::span<const GrowthPoint> points, double confidence);

}  // namespace perfolio::stats
