// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/hodges_lehmann.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace perfolio::stats {
namespace {

// The permeability constants of Hollander & Wolfe (1999), section 4.1, as in R's help of wilcox.test.
const std::array kTerm{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
const std::array kEarly{1.15, 0.88, 0.90, 0.74, 1.21};

TEST(HodgesLehmann, IsWhatRComputesForThePublishedExample) {
  EXPECT_NEAR(hodges_lehmann_shift(kTerm, kEarly), -0.305, 1e-12);
  const auto wide = shift_interval(kTerm, kEarly, 0.95);
  ASSERT_TRUE(wide);
  EXPECT_NEAR(wide->lower, -0.76, 1e-12);  // R: wilcox.test(y, x, conf.int = TRUE)
  EXPECT_NEAR(wide->upper, 0.15, 1e-12);
  const auto wider = shift_interval(kTerm, kEarly, 0.99);
  ASSERT_TRUE(wider);
  EXPECT_NEAR(wider->lower, -1.01, 1e-12);
  EXPECT_NEAR(wider->upper, 0.35, 1e-12);
}

TEST(HodgesLehmann, HasNoIntervalWhereTheSamplesAreTooSmallForIt) {
  const std::array four{1.0, 2.0, 3.0, 4.0};
  const std::array five{1.0, 2.0, 3.0, 4.0, 5.0};
  EXPECT_FALSE(shift_interval(four, four, 0.99));  // R: qwilcox(0.005, 4, 4) is 0
  EXPECT_TRUE(shift_interval(five, five, 0.99));
  EXPECT_FALSE(shift_interval({}, five, 0.5));
}

TEST(HodgesLehmann, TurnsWithItsSamplesAndMovesWithAShift) {
  const auto there = shift_interval(kTerm, kEarly, 0.95);
  const auto back = shift_interval(kEarly, kTerm, 0.95);
  EXPECT_NEAR(there->lower, -back->upper, 1e-12);
  EXPECT_NEAR(there->upper, -back->lower, 1e-12);
  std::vector<double> moved(kEarly.begin(), kEarly.end());
  for (double& value : moved) value += 5;
  EXPECT_NEAR(shift_interval(kTerm, moved, 0.95)->lower, there->lower + 5, 1e-12);
}

TEST(HodgesLehmann, GoesOnSmoothlyWhereTheExactDistributionEnds) {
  std::vector<double> a;
  std::vector<double> b;
  for (int i = 0; i < 20; ++i) {
    a.push_back(i % 7 + 0.1 * i);
    b.push_back(i % 5 + 0.13 * i);
  }
  const auto exact = shift_interval(a, b, 0.99);
  a.push_back(3.05);
  const auto normal = shift_interval(a, b, 0.99);
  EXPECT_NEAR(exact->lower, normal->lower, 0.25);
  EXPECT_NEAR(exact->upper, normal->upper, 0.25);
}

TEST(MannWhitneyArrangements, AreAllOfThem) {
  const auto counts = mann_whitney_arrangements(3, 2);
  EXPECT_EQ(counts, (std::vector<double>{1, 1, 2, 2, 2, 1, 1}));  // R: dwilcox(0:6, 3, 2) * 10
}

}  // namespace
}  // namespace perfolio::stats
