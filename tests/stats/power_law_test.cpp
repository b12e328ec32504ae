// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/power_law.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace perfolio::stats {
namespace {

std::vector<GrowthPoint> grown(double exponent, double sigma, const std::vector<double>& x = {4, 16, 64, 256, 1024}) {
  std::vector<GrowthPoint> points;
  for (const double one : x) points.push_back({one, 7 * std::pow(one, exponent), sigma});
  return points;
}

TEST(LogLine, FindsTheExponentOfAnExactLaw) {
  for (const double exponent : {-1.0, 0.0, 0.5, 1.51, 3.0}) {
    const auto line = log_line(grown(exponent, 0.02), 0.95);
    ASSERT_TRUE(line.has_value());
    EXPECT_NEAR(line->slope, exponent, 1e-12);
    EXPECT_NEAR(std::exp(line->intercept), 7, 1e-9);
    EXPECT_NEAR(line->misfit, 0, 1e-12);
    EXPECT_LT(line->interval.lower, exponent);
    EXPECT_GT(line->interval.upper, exponent);
  }
}

TEST(LogLine, IsNoSurerThanItsPointsAre) {
  // Var(slope) = sigma^2 / Sxx of ln x, and t(3) = 3.18245 at 95 %.
  const auto line = log_line(grown(1, 0.1), 0.95);
  ASSERT_TRUE(line.has_value());
  const double sxx = 10 * std::log(4.0) * std::log(4.0);
  EXPECT_NEAR(line->interval.upper - line->slope, 3.182446 * 0.1 / std::sqrt(sxx), 1e-6);
}

TEST(LogLine, ListensLessToAPointThatIsLessSure) {
  auto points = grown(1, 0.01);
  points.back().y *= 2;
  const double alike = log_line(points, 0.95)->slope;
  points.back().sigma = 1;
  const double doubted = log_line(points, 0.95)->slope;
  EXPECT_GT(alike, 1.05);
  EXPECT_NEAR(doubted, 1, 0.01);
}

TEST(LogLine, WidensWithWhatTheLineDoesNotExplain) {
  auto points = grown(1, 0.001);
  const auto half = [](const LogLine& line) { return line.interval.upper - line.slope; };
  const double before = half(*log_line(points, 0.95));
  points[2].y *= 1.1;
  EXPECT_GT(half(*log_line(points, 0.95)), 10 * before);
}

TEST(LogLine, IsThereForThreePointsAtTwoPlacesAndNotForLess) {
  EXPECT_FALSE(log_line(grown(1, 0.1, {1, 2}), 0.95));
  EXPECT_FALSE(log_line(grown(1, 0.1, {2, 2, 2}), 0.95));
  EXPECT_TRUE(log_line(grown(1, 0.1, {1, 2, 2}), 0.95));
  EXPECT_FALSE(log_line(grown(1, 0.1, {0, 1, 2}), 0.95));
  const std::vector<GrowthPoint> negative = {{1, -1, 0}, {2, 1, 0}, {4, 1, 0}};
  EXPECT_FALSE(log_line(negative, 0.95));
}

TEST(LogLine, IsFiniteForTheLargestAndSmallestNumbers) {
  for (const double y : {1e-300, 1e300}) {
    const std::vector<GrowthPoint> points = {{1e-300, y, 0}, {1, y, 0}, {1e300, y, 0}};
    const auto line = log_line(points, 0.95);
    ASSERT_TRUE(line.has_value());
    EXPECT_TRUE(std::isfinite(line->slope) && std::isfinite(line->interval.upper) && std::isfinite(line->intercept));
  }
}

TEST(PowerLaw, NeedsThreeValuesOverAFactorOfFour) {
  EXPECT_TRUE(power_law(grown(1, 0.01, {1, 2, 4}), 0.95));
  EXPECT_FALSE(power_law(grown(1, 0.01, {1, 2, 3.9}), 0.95));
  EXPECT_FALSE(power_law(grown(1, 0.01, {1, 1, 4, 4}), 0.95));
}

TEST(PowerLaw, IsNotThatOfABentLine) {
  // Flat while all is in the cache, then linear.
  auto points = grown(0, 0.01);
  for (GrowthPoint& point : points) point.y = 7 * std::max(1.0, point.x / 64);
  EXPECT_FALSE(power_law(points, 0.95));
  EXPECT_TRUE(log_line(points, 0.95));
}

TEST(PowerLaw, HoldsForNLogN) {
  auto points = grown(1, 0.01, {1e3, 1e4, 1e5, 1e6});
  for (GrowthPoint& point : points) point.y *= std::log(point.x);
  const auto line = power_law(points, 0.95);
  ASSERT_TRUE(line.has_value());
  EXPECT_NEAR(line->slope, 1.1, 0.02);
}

TEST(PowerLaw, IsNotClaimedWhereItsExponentIsAnybodysGuess) {
  EXPECT_TRUE(power_law(grown(1, 0.3), 0.95));
  EXPECT_FALSE(power_law(grown(1, 0.6), 0.95));
}

}  // namespace
}  // namespace perfolio::stats
