// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/noise_shape.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace perfolio::stats {
namespace {

constexpr SeriesNoise kNoise{1, 1, 1};
constexpr double kClip = 2.8;

std::uint16_t bin_at(double residual) {
  return static_cast<std::uint16_t>(kMostBins + std::lround(residual * kBinsPerUnit));
}

/// Thirty values near zero, of which three in a row, 20 to 22, lie two sigma off.
ResidualChances three_off() {
  ResidualChances chances;
  for (int value = 29; value >= 0; --value) {
    const bool off = value >= 20 && value <= 22;
    chances.add(bin_at(off ? 2.0 : 0.1 * (value % 5 - 2)), 0.75F);
    chances.add(bin_at(off ? 1.9 : 0.1 * (value % 7 - 3)), 0.25F);
    chances.end_value();
  }
  return chances;
}

float fit(NoiseShape& shape, std::size_t value, double residual) {
  const std::array bins{bin_at(residual)};
  float result = 0;
  shape.start(value);
  shape.fits(bins, &result);
  return result;
}

TEST(NoiseShape, JudgesAValueByTheOthersAlone) {
  NoiseShape shape(three_off(), kNoise, kClip);
  const float alone = std::exp(-2.0F);  // of two sigma, where only the normal part speaks
  EXPECT_LT(fit(shape, 21, 2), alone);
  EXPECT_GT(fit(shape, 5, 2), 2 * fit(shape, 21, 2));
  EXPECT_FLOAT_EQ(fit(shape, 5, 2), fit(shape, 12, 2));
}

TEST(NoiseShape, FitsTheSameWhetherItSlidToAValueOrBeganThere) {
  NoiseShape sliding(three_off(), kNoise, kClip);
  NoiseShape beginning(three_off(), kNoise, kClip);
  sliding.start(0);
  for (std::size_t value = 0; value < 30; ++value) {
    for (const double residual : {-1.0, 0.0, 1.9, 2.0}) {
      NoiseShape here = sliding;
      const std::array bins{bin_at(residual)};
      float slid = 0;
      here.fits(bins, &slid);
      EXPECT_NEAR(slid, fit(beginning, value, residual), 0.01 * slid) << value << " " << residual;
    }
    float ignored = 0;
    sliding.fits(std::array{bin_at(0)}, &ignored);
  }
}

TEST(NoiseShape, NeverCallsAResidualLessLikelyThanTheClipAndTempersAll) {
  NoiseShape plain(three_off(), kNoise, kClip);
  NoiseShape tempered(three_off(), {1, 1, 2}, kClip);
  NoiseShape biweight({1, 1, 2}, kClip);
  for (const double far : {-20.0, 5.0, 31.9}) {
    EXPECT_NEAR(fit(plain, 3, far), std::exp(-kClip * kClip / 2), 1e-3) << far;
    EXPECT_NEAR(fit(tempered, 3, far), std::exp(-kClip * kClip / 4), 1e-3) << far;
    EXPECT_FLOAT_EQ(fit(biweight, 0, far), static_cast<float>(std::exp(-kClip * kClip / 4))) << far;
  }
  EXPECT_FLOAT_EQ(fit(biweight, 0, -1), std::exp(-0.25F));
  EXPECT_FLOAT_EQ(fit(biweight, 0, 0), 1);
}

TEST(NoiseShape, IsNotShapedByOutliers) {
  ResidualChances with = three_off();
  NoiseShape before(three_off(), kNoise, kClip);
  with.add(0, 1);
  with.end_value();
  NoiseShape after(with, kNoise, kClip);
  EXPECT_FLOAT_EQ(fit(after, 11, 0.5), fit(before, 10, 0.5));
  EXPECT_NEAR(fit(after, 11, -32), std::exp(-kClip * kClip / 2), 1e-3);
}

TEST(NoiseShape, HoldsOutWhereTheNoiseIsFarWiderThanTheDifferencesShowed) {
  NoiseShape shape(three_off(), {1, 1e6, 1}, kClip);
  EXPECT_GT(fit(shape, 3, 0), fit(shape, 3, 31));
  EXPECT_GT(fit(shape, 3, 31), 0.0F);
  ResidualChances outliers;
  for (int value = 0; value < 9; ++value) {
    outliers.add(0, 1);
    outliers.end_value();
  }
  NoiseShape flat(outliers, {1e-150, 1, 1}, kClip);
  EXPECT_FLOAT_EQ(fit(flat, 4, 0), fit(flat, 4, 31));
}

}  // namespace
}  // namespace perfolio::stats
