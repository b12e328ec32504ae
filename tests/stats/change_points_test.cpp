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
std::vector<double> noisy_steps(const std::vector<double>& levels, std::size_t length, std::uint32_t seed = 7) {
  std::vector<double> values;
  std::uint32_t state = seed;
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

TEST(ChangePoints, StayWhenASeriesWithoutSkewIsMirrored) {
  // Two modes alike and a step of their distance: extremes lie as far from the median on either side.
  const std::vector<double> values = {1, 2, 1, 2, 1, 2, 2, 1, 1, 2, 1, 2, 3, 4, 3, 3, 4, 3, 4, 4, 3, 4, 3, 4};
  const Changes want = change_points(values);
  EXPECT_EQ(change_points(mapped(values, -1, 0)), want);
  EXPECT_EQ(change_points(mapped(values, -1, 5)), want);
}

TEST(ChangePoints, AreSeenInShortSeries) {
  EXPECT_EQ(change_points(std::array{10.0, 10.1, 9.9, 10.0, 12.1, 12.0, 11.9, 12.0}), Changes{4});
  EXPECT_EQ(change_points(std::array{10.0, 10.1, 9.9, 10.0, 10.1, 10.0, 9.9, 10.0}), Changes{});
}

TEST(ChangePoints, ComeAfterTheFallOfTheNile) {
  // Annual flow at Aswan 1871 to 1970 (Cobb 1978; `Nile` in R's datasets): the level falls in 1898 or 1899.
  const std::vector<double> nile = {
      1120, 1160, 963,  1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994, 1020, 960,  1180,
      799,  958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,  874, 694,  940,  833,
      701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,  1120, 1100, 832, 764,  821,  768,
      845,  864,  862,  698,  845,  744,  796,  1040, 759,  781,  865,  845,  944,  984, 897,  822,  1010,
      771,  676,  649,  846,  812,  742,  801,  1040, 860,  874,  848,  890,  744,  749, 838,  1050, 918,
      986,  797,  923,  975,  815,  1020, 906,  901,  1170, 912,  746,  919,  718,  714, 740};
  const Changes found = change_points_of_levels(nile);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_GE(found[0], 27U);
  EXPECT_LE(found[0], 28U);
}

TEST(ChangePoints, AreTheSameWhetherOrNotALongSeriesIsHeldAtOnce) {
  // Long enough, with levels enough, to be worked through in several blocks.
  const std::vector<double> values = noisy_steps({1, 1.1, 1.3, 1.2, 1.0, 1.2, 1.35, 1.1}, 1500);
  EXPECT_EQ(change_points(values), (Changes{1500, 3000, 4500, 6000, 7500, 9000, 10500}));
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
  EXPECT_EQ(change_points(std::array{5.0, 5.0, 5.0, 5.0, 5.0, 6.0}), Changes{5});
  EXPECT_EQ(change_points(std::array{5.0, 5.0, 5.0, 6.0, 5.0, 5.0}), Changes{});
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
  for (std::size_t i = 0; i < extremes.size(); ++i) {  // differences of next to nothing, residuals of any size
    extremes[i] = static_cast<double>(i % 2) * 5e-324 + (i % 5 == 0 ? 1.7e308 : 0) - (i % 7 == 0 ? 1.7e308 : 0);
  }
  EXPECT_EQ(change_points(extremes), Changes{});
}

TEST(ChangePoints, UseTheLogarithmOnlyWhenAllValuesArePositive) {
  std::vector<double> values(40, 10);
  std::fill(values.begin() + 20, values.end(), 11);
  EXPECT_EQ(change_points_of_levels(values), Changes{20});
  EXPECT_EQ(change_points_of_levels(mapped(values, 1, -10)), Changes{20});
}

TEST(ChangePointRanges, AreOnePlaceWhereTheStepIsFarLargerThanTheNoise) {
  const std::vector<double> values = noisy_steps({1, 2, 1}, 20);
  EXPECT_EQ(change_point_ranges(values, std::array<std::size_t, 2>{20, 40}),
            (std::vector<IndexRange>{{20, 20}, {40, 40}}));
  EXPECT_EQ(change_point_ranges(values, {}), std::vector<IndexRange>{});
}

TEST(ChangePointRanges, HoldTheTruthInMostTrialsAndAreNarrowerForLargerSteps) {
  int trials = 0;
  int held = 0;
  std::array<std::size_t, 2> width{};
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    for (const bool large : {false, true}) {
      const std::vector<double> values = noisy_steps({1, large ? 1.05 : 1.02}, 40, seed * 2654435761U);
      const Changes found = change_points(values);
      if (found.size() == 1) {
        const IndexRange range = change_point_ranges(values, found)[0];
        EXPECT_LE(range.first, found[0]);
        EXPECT_GE(range.last, found[0]);
        ++trials;
        held += range.first <= 40 && 40 <= range.last ? 1 : 0;
        width.at(large ? 1 : 0) += range.last - range.first + 1;
      }
    }
  }
  EXPECT_GE(trials, 150);
  EXPECT_GE(held * 100, trials * 90);
  EXPECT_LT(width[1] * 2, width[0]);
}

TEST(ChangePointRanges, StayBetweenTheNeighboursAndMoveWithTheScale) {
  const std::vector<double> values = noisy_steps({1, 1.015, 1.0}, 8);
  const std::array<std::size_t, 2> changes = {8, 16};
  const std::vector<IndexRange> ranges = change_point_ranges(values, changes);
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_GE(ranges[0].first, 1U);
  EXPECT_LT(ranges[0].last, 16U);
  EXPECT_GT(ranges[1].first, 8U);
  EXPECT_LT(ranges[1].last, 24U);
  EXPECT_EQ(change_point_ranges(mapped(values, -1024, 0), changes), ranges);
}

/// 1000 with lognormal noise; from `place` on `size` times as much for `length` values. Box and Muller's normal draws.
std::vector<double> lognormal_step(std::uint32_t seed, double sigma, std::size_t n, std::size_t place,
                                   std::size_t length, double size) {
  std::vector<double> values;
  std::uint32_t state = seed;
  auto draw = [&state] {
    return (static_cast<double>((state = state * 1664525U + 1013904223U) >> 8U) + 0.5) / 16777216.0;
  };
  for (std::size_t i = 0; i < n; ++i) {
    const double normal = std::sqrt(-2 * std::log(draw())) * std::cos(6.283185307179586 * draw());
    values.push_back(1000 * std::exp(sigma * normal) * (i >= place && i < place + length ? size : 1.0));
  }
  return values;
}

std::vector<double> logs(std::vector<double> values) {
  std::ranges::transform(values, values.begin(), [](double value) { return std::log(value); });
  return values;
}

struct PlacedSteps {
  int exact = 0;
  int held = 0;
  int narrow = 0;
};

/// 400 steps of noise 1.5 % in 60 values, at each place from deep inside to ten before the end in turn.
PlacedSteps placed_steps(double size) {
  PlacedSteps result;
  for (std::uint32_t trial = 0; trial < 400; ++trial) {
    const std::size_t place = 30 + trial % 21;
    const auto y = logs(lognormal_step(trial * 2654435761U + 1, 0.015, 60, place, 60, size));
    const Changes found = change_points(y);
    const auto ranges = change_point_ranges(y, found);
    const auto right = std::ranges::find(found, place);
    const auto around = std::ranges::find_if(
        ranges, [place](const IndexRange& range) { return range.first <= place && place <= range.last; });
    result.exact += right != found.end() ? 1 : 0;
    result.held += around != ranges.end() ? 1 : 0;
    result.narrow += around != ranges.end() && around->first == around->last ? 1 : 0;
  }
  return result;
}

TEST(ChangePoints, LieWhereTheRunsThemselvesPutAClearStep) {
  for (const double size : {1.22, 1.5, 2.0, 0.5}) {
    const PlacedSteps placed = placed_steps(size);
    EXPECT_GE(placed.exact, 398) << size;
    EXPECT_GE(placed.held, 398) << size;
    EXPECT_GE(placed.narrow, size == 1.22 ? 300 : 392) << size;
  }
}

TEST(ChangePoints, LieAtTheStepOfNoiseThatRepeatsInACycle) {
  const std::array<double, 5> cycle = {1.00, 1.03, 0.98, 1.01, 0.97};
  for (std::size_t turn = 0; turn < 5; ++turn) {
    std::vector<double> values;
    for (std::size_t i = 0; i < 11; ++i) {
      values.push_back(cycle.at((i + turn) % 5) * (i < 5 ? 1 : 2));
    }
    EXPECT_EQ(change_points_of_levels(values), Changes{5}) << turn;
    EXPECT_EQ(change_points(mapped(logs(values), -1, 0)), Changes{5}) << turn;
  }
}

/// How many of 200 steps at the 40th value are seen, within two, when that many values lie behind them.
int seen_after(std::size_t runs, double size) {
  int seen = 0;
  for (std::uint32_t trial = 0; trial < 200; ++trial) {
    const auto y = logs(lognormal_step(trial * 2654435761U + 9, 0.01, 40 + runs, 40, runs, size));
    seen += std::ranges::any_of(change_points(y), [](std::size_t at) { return at >= 38 && at <= 42; }) ? 1 : 0;
  }
  return seen;
}

TEST(ChangePoints, AreSeenByTheThirdRunWhereTheyStandOutAndByTheSixthWhereTheyHardlyDo) {
  EXPECT_GE(seen_after(3, 1.05), 170);
  EXPECT_GE(seen_after(6, 1.025), 166);
  EXPECT_LE(seen_after(6, 1.00), 2);
}

TEST(ChangePoints, AreBothEndsOfThreeRunsFarOffButNeverOfOne) {
  int both = 0;
  int alone = 0;
  for (std::uint32_t trial = 0; trial < 60; ++trial) {
    const double sigma = std::array{0.003, 0.01, 0.02}.at(trial % 3);
    const std::size_t place = 6 + trial % 15;
    const double size = trial % 2 == 0 ? 0.5 : 2;
    const std::uint32_t seed = trial * 2654435761U + 5;
    both +=
        change_points_of_levels(lognormal_step(seed, sigma, 27, place, 3, size)) == Changes{place, place + 3} ? 1 : 0;
    alone += change_points_of_levels(lognormal_step(seed, sigma, 27, place, 1, size)).empty() ? 1 : 0;
  }
  EXPECT_GE(both, 50);
  EXPECT_GE(alone, 58);
}

}  // namespace
}  // namespace perfolio::stats
