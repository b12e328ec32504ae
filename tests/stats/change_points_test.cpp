// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/change_points.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace perfolio::stats {
namespace {

using Changes = std::vector<std::size_t>;

/// Noise of ours that is the same on every machine: a linear congruential generator, three draws summed.
std::vector<double> noisy_steps(const std::vector<double>& levels, std::size_t length) {
  std::vector<double> values;
  std::uint32_t state = 7;
  auto draw = [&state] { return static_cast<double>((state = state * 1664525U + 1013904223U) >> 8U) / 16777216.0; };
  for (const double level : levels) {
    for (std::size_t i = 0; i < length; ++i) {
      values.push_back(level + 0.02 * (draw() + draw() + draw() - 1.5));
    }
  }
  return values;
}

std::vector<double> mapped(std::vector<double> values, double factor, double shift) {
  std::ranges::transform(values, values.begin(), [=](double value) { return value * factor + shift; });
  return values;
}

TEST(ChangePoints, FindsEachStepAndNothingElse) {
  EXPECT_EQ(change_points(noisy_steps({1, 1.1, 1.05}, 30)), (Changes{30, 60}));
  EXPECT_EQ(change_points(noisy_steps({1}, 200)), Changes{});
}

TEST(ChangePoints, StayWhenAllValuesAreShiftedScaledOrMirrored) {
  const std::vector<double> values = noisy_steps({1, 1.1, 1.05, 1.2}, 25);
  const Changes want = change_points(values);
  EXPECT_EQ(want.size(), 3U);
  EXPECT_EQ(change_points(mapped(values, 1, 64)), want);
  EXPECT_EQ(change_points(mapped(values, 1024, 0)), want);
  EXPECT_EQ(change_points(mapped(values, -1, 0)), want);
  EXPECT_EQ(change_points(mapped(values, 1e300, 0)), want);
  EXPECT_EQ(change_points(mapped(values, 1e-300, 0)), want);
}

TEST(ChangePoints, LieAtTheMirroredPlacesWhenTimeRunsBackwards) {
  std::vector<double> values = noisy_steps({1, 1.2, 1.0}, 20);
  std::ranges::reverse(values);
  EXPECT_EQ(change_points(values), (Changes{20, 40}));
}

TEST(ChangePoints, AreNotMadeByOutliersOrByAnAlternatingSeries) {
  std::vector<double> values = noisy_steps({1}, 60);
  values[30] = 50;
  EXPECT_EQ(change_points(values), Changes{});
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = i % 2 == 0 ? 1 : 2;
  }
  EXPECT_EQ(change_points(values), Changes{});
}

TEST(ChangePoints, SeeATinyStepWhereThereIsNoNoise) {
  std::vector<double> values(60, 1000);
  std::fill(values.begin() + 30, values.end(), 1000.1);
  EXPECT_EQ(change_points_of_levels(values), Changes{30});
}

TEST(ChangePoints, AnswerDegenerateSeriesCalmly) {
  EXPECT_EQ(change_points({}), Changes{});
  EXPECT_EQ(change_points(std::array{1.0}), Changes{});
  EXPECT_EQ(change_points(std::array{1.0, 2.0}), Changes{});
  EXPECT_EQ(change_points(std::vector<double>(100, 0.0)), Changes{});
  std::vector<double> extremes(40, -1.7e308);
  std::fill(extremes.begin() + 20, extremes.end(), 1.7e308);
  EXPECT_EQ(change_points(extremes), Changes{20});
  std::fill(extremes.begin(), extremes.begin() + 20, 5e-324);
  EXPECT_EQ(change_points(extremes), Changes{20});
}

TEST(ChangePoints, UseTheLogarithmOnlyWhenAllValuesArePositive) {
  std::vector<double> values(40, 10);
  std::fill(values.begin() + 20, values.end(), 11);
  EXPECT_EQ(change_points_of_levels(values), Changes{20});
  EXPECT_EQ(change_points_of_levels(mapped(values, 1, -10)), Changes{20});
}

TEST(MannWhitney, MatchesExactTables) {
  // R: wilcox.test(c(1,2,3), c(4,5,6))$p.value is 2 / choose(6, 3)
  EXPECT_DOUBLE_EQ(mann_whitney_p(std::array{1.0, 2.0, 3.0}, std::array{4.0, 5.0, 6.0}), 0.1);
  // By hand: U = 1 of 0..9, (1 + 1) arrangements of 20, two-sided.
  EXPECT_DOUBLE_EQ(mann_whitney_p(std::array{1.0, 2.0, 4.0}, std::array{3.0, 5.0, 6.0}), 0.2);
  EXPECT_DOUBLE_EQ(mann_whitney_p(std::array{1.0}, std::array{2.0}), 1);
}

TEST(MannWhitney, CorrectsTheNormalApproximationForTies) {
  // By hand: U = 0.5, variance 9/12 (7 - 12/30) with two pairs tied: 4.95; z = (4.5 - 0.5 - 0.5) / 2.2249.
  const double p = mann_whitney_p(std::array{1.0, 1.0, 2.0}, std::array{2.0, 3.0, 4.0});
  EXPECT_NEAR(p, std::erfc(3.5 / std::sqrt(4.95) / std::sqrt(2.0)), 1e-12);
  EXPECT_EQ(mann_whitney_p(std::array{1.0, 1.0}, std::array{1.0, 1.0}), 1);
}

TEST(MannWhitney, IsTheSameWithTheSamplesSwapped) {
  const std::array a = {1.0, 5.0, 7.0, 8.0};
  const std::array b = {2.0, 3.0, 9.0, 10.0, 11.0};
  EXPECT_EQ(mann_whitney_p(a, b), mann_whitney_p(b, a));
}

}  // namespace
}  // namespace perfolio::stats
