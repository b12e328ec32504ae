// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/robust.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace perfolio::stats {
namespace {

TEST(Median, IsTheMiddleOrTheMeanOfTheTwoInTheMiddle) {
  EXPECT_EQ(median(std::array{3.0}), 3);
  EXPECT_EQ(median(std::array{9.0, 1.0, 5.0}), 5);
  EXPECT_EQ(median(std::array{4.0, 1.0, 9.0, 2.0}), 3);
  EXPECT_EQ(median(std::array{1.5e308, 1.7e308}), 1.6e308);
}

TEST(MadSigma, IgnoresOneWildValue) {
  const std::vector<double> calm = {1, 2, 3, 4, 5};
  EXPECT_DOUBLE_EQ(mad_sigma(calm), 1.4826);  // R: mad(1:5)
  EXPECT_DOUBLE_EQ(mad_sigma(std::array{1.0, 2.0, 3.0, 4.0, 1e9}), 1.4826);
  EXPECT_EQ(mad_sigma(std::array{7.0}), 0);
  EXPECT_EQ(mad_sigma({}), 0);
}

TEST(BiweightSigma, IsNearTheStandardDeviationAndIgnoresWildValues) {
  std::vector<double> values;
  for (int i = 1; i <= 199; ++i) values.push_back(i % 2 == 0 ? i / 200.0 : -i / 200.0);
  // Uniform on (-1, 1): the standard deviation is 0.577; the formula, evaluated in R: 0.6011903297.
  EXPECT_NEAR(biweight_sigma(values), 0.6011903297, 1e-9);
  const double calm = biweight_sigma(values);
  values.push_back(1e9);
  EXPECT_NEAR(biweight_sigma(values) / calm, 1, 0.02);
  EXPECT_EQ(biweight_sigma(std::array{0.0, 0.0, 0.0, 5.0}), 0);
  EXPECT_EQ(biweight_sigma({}), 0);
}

TEST(DifferenceSigma, DoesNotMoveWithOneLevelShift) {
  std::vector<double> values;
  for (int i = 0; i < 40; ++i) {
    values.push_back(std::sin(i * 12.9898) * 3);
  }
  const double before = difference_sigma(values);
  for (std::size_t i = 20; i < values.size(); ++i) {
    values[i] += 1000;
  }
  EXPECT_GT(before, 0.5);
  EXPECT_NEAR(difference_sigma(values) / before, 1, 0.35);
}

TEST(DifferenceSigma, IsZeroOnlyWhenNothingMoves) {
  EXPECT_EQ(difference_sigma(std::vector<double>(30, 4.0)), 0);
  EXPECT_EQ(difference_sigma(std::array{1.0}), 0);
  std::vector<double> step(30, 4.0);
  step.back() = 5;
  EXPECT_GT(difference_sigma(step), 0);
}

TEST(MedianInterval, TakesTheNarrowestPairThatCovers) {
  std::vector<double> values(20);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<double>(values.size() - i);
  }
  // R: qbinom(0.025, 20, 0.5) is 6, so the 6th and the 15th (coverage 0.9586)
  EXPECT_EQ(median_interval(values, 0.95), (Interval{6, 15}));
  EXPECT_EQ(median_interval(std::array{1.0, 2.0, 3.0, 4.0, 5.0, 6.0}, 0.95), (Interval{1, 6}));
  EXPECT_EQ(median_interval(std::array{1.0, 2.0, 3.0}, 0.95), (Interval{1, 3}));
}

TEST(Distributions, MatchPublishedTables) {
  EXPECT_NEAR(student_t(0.95, 10), 2.228139, 1e-6);  // R: qt(0.975, 10)
  EXPECT_NEAR(student_t(0.99, 1), 63.656741, 1e-5);  // R: qt(0.995, 1)
  EXPECT_NEAR(student_p(2.228139, 10), 0.05, 1e-7);
  EXPECT_NEAR(student_p(-2.228139, 10), 0.05, 1e-7);
  EXPECT_NEAR(normal_z(0.95), 1.959964, 1e-6);  // R: qnorm(0.975)
}

TEST(MedianVarianceFactor, FallsSmoothlyFromTheTableToTheFormula) {
  EXPECT_EQ(median_variance_factor(1), 1);
  EXPECT_EQ(median_variance_factor(2), 0.5);
  EXPECT_NEAR(median_variance_factor(11), 0.137162, 3e-4);  // by integration
  EXPECT_NEAR(median_variance_factor(20), 0.073446, 1e-4);
  EXPECT_NEAR(median_variance_factor(1001) * 1001, 1.5708, 2e-3);
  for (std::size_t n = 1; n < 100; ++n) {
    EXPECT_LT(median_variance_factor(n + 1), median_variance_factor(n)) << n;
  }
}

TEST(GeometricMean, LiesBetweenItsBounds) {
  const GeometricMean mean = geometric_mean(std::array{0.5, 2.0, 1.0, 1.0, 1.1}, 0.95);
  EXPECT_NEAR(mean.ratio, std::pow(1.1, 0.2), 1e-12);
  EXPECT_LT(mean.interval.lower, mean.ratio);
  EXPECT_GT(mean.interval.upper, mean.ratio);
  EXPECT_GE(mean.interval.lower, 0.5);
  EXPECT_LE(mean.interval.upper, 2.0);
  EXPECT_EQ(mean.n, 5U);
}

TEST(GeometricMean, OfOneRatioIsThatRatio) {
  const GeometricMean mean = geometric_mean(std::array{1.25}, 0.95);
  EXPECT_DOUBLE_EQ(mean.ratio, 1.25);
  EXPECT_EQ(mean.interval, (Interval{mean.ratio, mean.ratio}));
}

TEST(GeometricMean, DoesNotDependOnTheOrder) {
  const std::vector<double> ratios = {1.3, 0.7, 1.01, 0.99, 1.2};
  std::vector<double> reversed(ratios.rbegin(), ratios.rend());
  EXPECT_EQ(geometric_mean(ratios, 0.95), geometric_mean(reversed, 0.95));
}

TEST(GeometricMean, HasNearlyTheSameIntervalOnBothSidesOfTheResamplingLimit) {
  std::vector<double> ratios;
  for (int i = 0; i < 501; ++i) {
    ratios.push_back(std::exp(0.1 * std::sin(i * 78.233)));
  }
  const GeometricMean by_formula = geometric_mean(ratios, 0.95);
  ratios.pop_back();
  const GeometricMean by_resampling = geometric_mean(ratios, 0.95);
  EXPECT_NEAR(by_formula.interval.lower, by_resampling.interval.lower, 1e-3);
  EXPECT_NEAR(by_formula.interval.upper, by_resampling.interval.upper, 1e-3);
}

}  // namespace
}  // namespace perfolio::stats
