// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

/// Location and spread that a few wild values cannot move. Values are finite; spans may be empty where said.
namespace perfolio::stats {

/// Middle value, the mean of the two middle ones for an even count. Precondition: not empty.
double median(std::span<const double> values);

/// 1.4826 x median |x - median(x)|: estimates sigma of a normal sample. 0 for fewer than 2 values.
double mad_sigma(std::span<const double> values);

/// Noise sigma of a time series from differences, immune to a few level shifts: the largest of the MAD-based sigmas of
/// the differences at lags 1, 2, 3 and 5 (bistable and autocorrelated series fool lag 1 alone); lag k is used from
/// 8 k values on. Falls back on the non-zero differences when most are 0. 0 for a constant series or fewer than 2
/// values.
double difference_sigma(std::span<const double> values);

/// Square root of the biweight midvariance about zero (Mosteller & Tukey 1977, section 10D; Wilcox 2017, section 3.12):
/// values beyond nine MADs count nothing, those near it little. About 86 % as efficient as the standard deviation on
/// normal data, where the MAD is 37 %. Pass residuals, whose middle is 0. 0 where more than half of them are.
double biweight_sigma(std::span<const double> residuals);

struct Interval {
  double lower = 0;
  double upper = 0;
  bool operator==(const Interval&) const = default;
};

/// Distribution-free confidence interval of the median from order statistics (e.g. Conover 1999, section 3.2; Hahn &
/// Meeker 1991): the narrowest symmetric pair (x_(k), x_(n+1-k)) whose coverage is at least `confidence`.
/// Precondition: n >= 6 for 95 %; where no pair reaches the coverage, the range of the values.
Interval median_interval(std::span<const double> values, double confidence);

/// Two-sided quantile: P(|T| <= t) = confidence for Student's t with `degrees` (> 0, need not be whole) of freedom.
double student_t(double confidence, double degrees);
/// P(|T| >= t).
double student_p(double t, double degrees);
/// What a variance estimated with `degrees` of freedom stays below with that confidence, in units of the true one: the
/// quantile of chi-squared over its degrees.
double variance_limit(double confidence, double degrees);
/// The same for the normal distribution.
double normal_z(double confidence);

/// Variance of the median of n normal values as a multiple of sigma^2: 1, 1/2 for n = 1, 2 (exact), and the asymptotic
/// pi/(2n) with its finite-sample correction above (exact values for n <= 10 or so by table or integral).
double median_variance_factor(std::size_t n);

/// Geometric mean of ratios with an interval by bootstrap over the benchmarks (percentile, fixed seed, 2000
/// resamples, computed on ln; Fleming & Wallace 1986 for why geometric). n = 1: the interval is the point.
/// Precondition: all > 0, not empty.
struct GeometricMean {
  double ratio = 1;
  Interval interval{1, 1};
  std::size_t n = 0;
  bool operator==(const GeometricMean&) const = default;
};
GeometricMean geometric_mean(std::span<const double> ratios, double confidence);
/// Its ratio alone, to the last bit.
double geometric_centre(std::span<const double> ratios);

}  // namespace perfolio::stats
