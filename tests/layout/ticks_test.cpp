// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/ticks.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <utility>

namespace perfolio::layout {
namespace {

std::vector<double> values(const Ticks& ticks) {
  std::vector<double> out;
  for (int i = 0; i < ticks.count; ++i) out.push_back(std::round(ticks.at(i) * 1e9) / 1e9);
  return out;
}

TEST(ExtendedTicks, AreThoseOfTheAuthorsOwnProgram) {
  EXPECT_EQ(values(extended_ticks(200, 303, 5)), (std::vector<double>{200, 225, 250, 275, 300}));
  EXPECT_EQ(values(extended_ticks(44.1, 47.9, 5)), (std::vector<double>{44, 45, 46, 47, 48}));
  EXPECT_EQ(values(extended_ticks(0, 310, 5)), (std::vector<double>{0, 100, 200, 300}));
}

TEST(ExtendedTicks, ScaleWithTheData) {
  for (const double scale : {1e-12, 1e-3, 1e6, 1e100}) {
    const Ticks ticks = extended_ticks(200 * scale, 303 * scale, 5);
    EXPECT_NEAR(ticks.first / scale, 200, 1e-6) << scale;
    EXPECT_NEAR(ticks.step / scale, 25, 1e-6) << scale;
  }
}

TEST(ExtendedTicks, AreMultiplesOfTheirStep) {
  for (double low = 1; low < 2; low += 0.013) {
    for (double range = 0.05; range < 20; range *= 1.17) {
      const Ticks ticks = extended_ticks(low, low + range, 3);
      const double times = ticks.first / ticks.step;
      EXPECT_NEAR(times, std::round(times), 1e-6) << low << " " << range;
    }
  }
}

TEST(ExtendedTicks, AreMirroredForNegativeData) {
  EXPECT_EQ(values(extended_ticks(-303, -200, 5)), (std::vector<double>{-300, -275, -250, -225, -200}));
}

TEST(ExtendedTicks, AreFewNearTheDataAndFoundAtOnce) {
  const auto start = std::chrono::steady_clock::now();
  const std::pair<double, double> ranges[] = {{0, 1},           {0, 1e300},       {1, 1 + 1e-9},     {-1e-300, 1e-300},
                                              {999.9, 1000.1},  {0.1, 1e9},       {-7, 1e-9},        {1e9, 1e9 + 3},
                                              {123456, 123460}, {1e-250, 1e-249}, {3.14159, 3.14160}};
  for (const auto& [low, high] : ranges) {
    for (const double wanted : {3.0, 5.0, 7.0}) {
      const Ticks ticks = extended_ticks(low, high, wanted);
      const double range = high - low;
      EXPECT_GE(ticks.count, 2) << low;
      EXPECT_LE(ticks.count, 14) << low;
      EXPECT_GT(ticks.step, 0) << low;
      EXPECT_LE(std::abs(ticks.first - low), range) << low;
      EXPECT_LE(std::abs(ticks.at(ticks.count - 1) - high), range) << low;
    }
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(LogTicks, AreOneTwoFiveOrDecadesWithinTheRange) {
  EXPECT_EQ(log_ticks(1, 20, 7), (std::vector<double>{1, 2, 5, 10, 20}));
  const std::vector<double> decades = log_ticks(1, 1e5, 7);
  ASSERT_EQ(decades.size(), 6U);
  for (std::size_t i = 1; i < decades.size(); ++i) EXPECT_NEAR(decades[i] / decades[i - 1], 10, 1e-9);
}

TEST(LogTicks, AreNeverMoreThanAskedForAndStayWithinTheRange) {
  for (const auto& [low, high] : {std::pair{1e-200, 1e200}, {3.0, 40.0}, {0.7, 1e6}, {1e-9, 1e9}, {9.0, 95.0}}) {
    for (const int most : {2, 3, 5, 7}) {
      const auto ticks = log_ticks(low, high, most);
      EXPECT_LE(ticks.size(), static_cast<std::size_t>(most));
      EXPECT_GE(ticks.size(), 1U);
      for (const double tick : ticks) EXPECT_TRUE(tick >= low * 0.999999 && tick <= high * 1.000001) << tick;
    }
  }
}

}  // namespace
}  // namespace perfolio::layout
