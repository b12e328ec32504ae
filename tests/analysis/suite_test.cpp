// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/analyse.h"
#include "analysis/drift.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace perfolio::analysis {
namespace {

using model::Report;
using model::Verdict;
using test::MadeHistory;
using test::noise;

Report report_of(const MadeHistory& made) { return analyse(made.history, made.timeline, {}); }

TEST(Correction, KeepsHundredsOfUnchangedBenchmarksQuiet) {
  MadeHistory made(10, 5);
  for (std::uint64_t i = 0; i < 300; ++i) made.add_step(fmt::format("b{:03}", i), 100, 0.02, 99, 1, 7000 + i);
  const Report report = report_of(made);
  EXPECT_LE(report.changed.size(), 1U);
  for (const auto& b : report.benchmarks) EXPECT_EQ(b.comparison.value().corrected_over, 300U);
}

TEST(Correction, LetsPlainChangesStand) {
  MadeHistory made(10, 5);
  for (std::uint64_t i = 0; i < 100; ++i) {
    made.add_step(fmt::format("b{:03}", i), 100, 0.02, i % 10 == 0 ? 9 : 99, 1.15, 100 + i);
  }
  const Report report = report_of(made);
  EXPECT_GE(report.changed.size(), 9U);
  EXPECT_LE(report.changed.size(), 11U);
}

TEST(Suite, LendsItsNoiseToASeriesWithFewRuns) {
  MadeHistory made(3, 1);
  for (std::uint64_t i = 0; i < 60; ++i) made.add_step(fmt::format("b{:02}", i), 100, 0.01, 99, 1, 300 + i);
  made.add_step("jump", 100, 0.01, 2, 2.5, 5);
  const Report report = report_of(made);
  const auto at = std::ranges::find(report.benchmarks, "jump", &model::BenchmarkFacts::name);
  EXPECT_EQ(at->comparison.value().rule, "prediction interval");
  EXPECT_EQ(at->comparison.value().verdict, Verdict::Worse);
  EXPECT_TRUE(at->comparison.value().provisional);
  std::size_t wrong = 0;
  for (const auto& b : report.benchmarks) wrong += b.name != "jump" && b.comparison->verdict == Verdict::Worse ? 1 : 0;
  EXPECT_EQ(wrong, 0U);
}

/// Twelve benchmarks, of which `moved` are `factor` times slower in the last release.
Report shifted(std::size_t moved, double factor, double spread) {
  MadeHistory made(8, 4);
  for (std::uint64_t i = 0; i < 12; ++i) {
    made.add_step(fmt::format("b{:02}", i), 100, 0.005, i < moved ? 7 : 99, factor * (1 + spread * noise(3, i)),
                  40 + i);
  }
  return report_of(made);
}

TEST(CommonShift, IsSeenWhereManyMoveAlike) {
  const Report report = shifted(12, 1.1, 0.005);
  ASSERT_TRUE(report.common_shift);
  EXPECT_NEAR(report.common_shift->ratio, 1.1, 0.01);
  EXPECT_EQ(report.common_shift->moved, 12U);
  for (const auto& b : report.benchmarks) EXPECT_NEAR(b.comparison->against_common.value().value, 1, 0.03);
  EXPECT_TRUE(std::ranges::any_of(report.notes, [](const auto& n) {
    return n.text.find("the environment probably changed") != std::string::npos;
  }));
}

TEST(CommonShift, IsNotSeenWhereFewMoveOrEachByItsOwn) {
  EXPECT_FALSE(shifted(4, 1.1, 0.005).common_shift);  // a third, not more
  EXPECT_TRUE(shifted(5, 1.1, 0.005).common_shift);
  EXPECT_FALSE(shifted(8, 1.5, 0.3).common_shift);  // two thirds, by different ratios
  EXPECT_FALSE(shifted(0, 1.1, 0.005).common_shift);
}

// Another machine changes each by its own.
TEST(CommonShift, IsSeenWhereNearlyAllMoveByWhateverRatio) {
  const Report report = shifted(12, 1.5, 0.3);
  ASSERT_TRUE(report.common_shift);
  EXPECT_FALSE(report.common_shift->alike);
  EXPECT_TRUE(shifted(12, 1.1, 0.005).common_shift.value().alike);
}

/// Three groups of eight, of which those that `moves` names are about `factor` times slower from the sixth release on,
/// of nine.
Report once_shifted(const std::function<bool(std::uint64_t group, std::uint64_t i)>& moves, double factor,
                    double spread, std::uint64_t seed) {
  MadeHistory made(9, 4);
  for (std::uint64_t group = 0; group < 3; ++group) {
    for (std::uint64_t i = 0; i < 8; ++i) {
      const std::uint64_t own = 1000 * seed + 100 * group + i;
      made.add_step(fmt::format("{}_{}", std::array{"parse", "vm", "disk"}[group], i), 100, 0.005,
                    moves(group, i) ? 5 : 99, factor * std::exp(spread * noise(seed + 7, own)), own);
    }
  }
  return report_of(made);
}

TEST(PastShift, OfNearlyAllIsTheMachineAndNamesItsRelease) {
  const Report report = once_shifted([](auto, auto i) { return i != 3; }, 0.72, 0.01, 1);
  ASSERT_EQ(report.past_shifts.size(), 1U);
  EXPECT_EQ(report.past_shifts[0].column, 5U);
  EXPECT_EQ(report.past_shifts[0].shift.moved, 21U);
  EXPECT_EQ(report.past_shifts[0].shift.of, 24U);
  EXPECT_NEAR(report.past_shifts[0].shift.ratio, 0.72, 0.01);
  EXPECT_FALSE(report.common_shift);
  const auto first = std::ranges::find(report.overview.against, 0U, &model::Against::column);
  ASSERT_NE(first, report.overview.against.end());
  EXPECT_EQ(first->shifts, std::vector<std::uint32_t>{5});
  EXPECT_NEAR(first->index.ratio.value, std::pow(0.72, 21.0 / 24), 0.01);
  EXPECT_NEAR(first->without_shifts.value, 1, 0.01);
  EXPECT_NE(report.overview.past_shifts.find("(21 of 24, 28\u202f%"), std::string::npos) << report.overview.past_shifts;
  const auto last = std::ranges::find(report.overview.against, 7U, &model::Against::column);
  ASSERT_NE(last, report.overview.against.end());
  EXPECT_TRUE(last->shifts.empty());  // it lies before
}

// Both mistakes have their price: a flag of the compiler that leaves what is no code of ours alone is no machine, and a
// machine need not move all.
TEST(PastShift, TellsAFlagWithAControlGroupFromARunnerThatMovesAPart) {
  std::size_t flags = 0;
  std::size_t runners = 0;
  std::size_t own = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    flags += once_shifted([](auto group, auto) { return group != 2; }, 0.8, 0.02, seed).past_shifts.size();
    runners += once_shifted([&](auto group, auto i) { return noise(seed, 10 * group + i) > -0.25; }, 0.8, 0.02, seed)
                   .past_shifts.size();
    own += once_shifted([&](auto group, auto i) { return noise(seed, 10 * group + i) > 0; }, 0.8, 0.15, seed)
               .past_shifts.size();
  }
  EXPECT_EQ(flags, 0U);
  EXPECT_GE(runners, 11U);
  EXPECT_LE(own, 2U);
}

/// One release a step of so many percent, with noise.
std::optional<model::Drift> drift_with(double step, double sigma, std::uint64_t seed, std::uint32_t from = 0) {
  MadeHistory made(21, 3);
  made.add("x", [=](std::uint32_t column, std::uint32_t run) {
    return 100 * std::pow(1 + step, column < from ? 0 : column - from) * std::exp(sigma * noise(seed, run));
  });
  return report_of(made).benchmarks.at(0).drift;
}

TEST(Drift, IsSaidByNameAndDirection) {
  MadeHistory made(21, 3);
  made.add("slowing", [](std::uint32_t column, std::uint32_t run) {
    return 100 * std::pow(1.01, column) * std::exp(0.01 * noise(1, run));
  });
  const std::string detail = report_of(made).headline.detail;
  EXPECT_NE(detail.find("slowing has drifted steadily, 22\u202f% slower since v0.1.0"), std::string::npos) << detail;
}

TEST(Drift, AddsUpWhatNoReleaseShows) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto drift = drift_with(0.01, 0.01, seed);
    ASSERT_TRUE(drift) << seed;
    EXPECT_EQ(drift->verdict, Verdict::Worse) << seed;
    EXPECT_NEAR(drift->accumulated, 1.22, 0.04) << seed;  // 1.01 to the 20th
    EXPECT_EQ(drift->since, 0U) << seed;
    EXPECT_NEAR(drift->per_release.value, 1.01, 0.002) << seed;
  }
}

TEST(Drift, IsNoneWhereNothingMovesOrOneStepDoes) {
  std::size_t wrong = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto calm = drift_with(0, 0.02, seed);
    wrong += calm && (calm->verdict == Verdict::Worse || calm->verdict == Verdict::Better) ? 1 : 0;
  }
  EXPECT_LE(wrong, 1U);
  MadeHistory step(21, 3);
  step.add_step("x", 100, 0.005, 10, 1.2, 4);
  const auto drift = report_of(step).benchmarks.at(0).drift;
  ASSERT_TRUE(drift);
  EXPECT_EQ(drift->since, 10U);
  EXPECT_NE(drift->verdict, Verdict::Worse);
}

TEST(Drift, TurnsWithTheDirection) {
  EXPECT_EQ(drift_with(-0.01, 0.005, 3)->verdict, Verdict::Better);
  MadeHistory few(7, 3);
  few.add_step("x", 100, 0.01, 9, 1, 1);
  EXPECT_FALSE(report_of(few).benchmarks.at(0).drift);
}

}  // namespace
}  // namespace perfolio::analysis
