// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/false_discovery.h"
#include "stats/moderated.h"
#include "stats/theil_sen.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace perfolio::stats {
namespace {

TEST(FalseDiscoveryAdjusted, IsWhatRComputes) {
  const std::array p{0.01, 0.04, 0.03, 0.005, 0.5, 0.02};
  const std::array want{0.030, 0.048, 0.045, 0.030, 0.5, 0.040};  // R: p.adjust(p, "BH")
  const auto adjusted = false_discovery_adjusted(p);
  ASSERT_EQ(adjusted.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) EXPECT_NEAR(adjusted[i], want[i], 1e-12) << i;
  EXPECT_TRUE(false_discovery_adjusted({}).empty());
}

TEST(VariancePrior, IsThatOfTheMomentsOfLogarithms) {
  const std::array estimates{VarianceEstimate{0.5, 4}, VarianceEstimate{1.2, 4}, VarianceEstimate{3.1, 6},
                             VarianceEstimate{0.2, 4}, VarianceEstimate{8.0, 5}, VarianceEstimate{1.1, 8},
                             VarianceEstimate{0, 9},   VarianceEstimate{3, 0}};
  const VarianceEstimate prior = variance_prior(estimates);
  // The equations of the paper, solved by R's uniroot; the last two say nothing.
  EXPECT_NEAR(prior.variance, 0.995182189459101, 1e-9);
  EXPECT_NEAR(prior.degrees, 2.641086113371255, 1e-7);
}

TEST(VariancePrior, IsTheTruthWhereEstimatesDifferNoMoreThanChanceAllows) {
  const std::array alike{VarianceEstimate{1, 3}, VarianceEstimate{1.1, 3}, VarianceEstimate{0.9, 3},
                         VarianceEstimate{1.05, 3}};
  const VarianceEstimate prior = variance_prior(alike);
  EXPECT_TRUE(std::isinf(prior.degrees));
  EXPECT_NEAR(prior.variance, 1.46032657353157, 1e-9);
  EXPECT_EQ(moderated(alike[0], prior), prior);
}

TEST(VariancePrior, SaysNothingOfFewerThanThree) {
  const std::array two{VarianceEstimate{1, 3}, VarianceEstimate{2, 3}};
  EXPECT_EQ(variance_prior(two).degrees, 0);
  EXPECT_EQ(moderated(two[0], variance_prior(two)), two[0]);
}

TEST(Moderated, WeighsByDegreesAndAddsThem) {
  EXPECT_EQ(moderated({2, 3}, {4, 1}), (VarianceEstimate{2.5, 4}));
  EXPECT_EQ(moderated({0, 0}, {4, 1}), (VarianceEstimate{4, 1}));
}

const std::array kX{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0};
const std::array kY{1.0, 3.0, 2.0, 5.0, 7.0, 6.0, 8.0, 12.0};

TEST(TheilSen, IsTheMedianOfAllSlopesAndCutsWhatKendallAllows) {
  const Slope slope = theil_sen(kX, kY, 0.95);
  EXPECT_NEAR(slope.slope, 1.41666666666667, 1e-12);  // R: median of the 28 slopes
  // (28 - 15.84) / 2: the seventh slope from either end.
  EXPECT_DOUBLE_EQ(slope.interval.lower, 1.0);
  EXPECT_DOUBLE_EQ(slope.interval.upper, 2.0);
}

TEST(TheilSen, DoesNotSeeOneWildValue) {
  auto wild = kY;
  wild[3] = 1e6;
  EXPECT_NEAR(theil_sen(kX, wild, 0.95).slope, 1.4, 0.4);
}

TEST(TheilSen, TurnsWithItsValuesAndHoldsAllSlopesOfTwoPoints) {
  auto turned = kY;
  for (double& y : turned) y = -y;
  EXPECT_DOUBLE_EQ(theil_sen(kX, turned, 0.95).slope, -theil_sen(kX, kY, 0.95).slope);
  const Slope two = theil_sen(std::array{0.0, 2.0}, std::array{1.0, 5.0}, 0.95);
  EXPECT_EQ(two.slope, 2);
  EXPECT_EQ(two.interval, (Interval{2, 2}));
  EXPECT_EQ(two.intercept, 1);
}

}  // namespace
}  // namespace perfolio::stats
