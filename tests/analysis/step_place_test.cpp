// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT

// Steps at every place near a release's own commit: the last run of its window.
#include "analysis/analyse.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace perfolio::analysis {
namespace {

using model::Report;
using model::Verdict;
using test::MadeHistory;
using test::noise;

constexpr std::uint32_t kBaseline = 43, kCurrent = 52, kRuns = 60;  ///< runs of the releases' own commits.

/// Sixty runs, each of a commit of its own: five releases of nine or so, and seven runs since.
MadeHistory sixty() {
  MadeHistory made(0, 0);
  for (int i = 0; i < 6; ++i) made.release("v1." + std::to_string(i) + ".0");
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    made.run(run > kCurrent ? model::kNoColumn : std::min((run < 8 ? 0U : 1 + (run - 8) / 9), 5U));
  }
  return made;
}

struct Score {
  std::size_t of = 0, verdict = 0, place = 0, contradicted = 0;
};

bool is_right(std::uint32_t step, Verdict verdict) {
  const bool between = step > kBaseline && step <= kCurrent;
  return between ? verdict == Verdict::Worse : verdict == Verdict::Same || verdict == Verdict::Unclear;
}

void judge(Score& score, std::uint32_t step, const model::BenchmarkFacts& b) {
  ++score.of;
  const Verdict verdict = b.comparison.value().verdict;
  score.verdict += is_right(step, verdict) ? 1 : 0;
  const auto holds = [&](const model::ChangePoint& p) {
    return p.run == step || (p.run_first <= step && step <= p.run_last);
  };
  score.place += std::ranges::any_of(b.change_points, holds) ? 1 : 0;
  const auto says = [&](const model::ChangePoint& p) { return p.column == 5 && p.verdict == Verdict::Worse; };
  score.contradicted += std::ranges::any_of(b.change_points, says) && verdict != Verdict::Worse ? 1 : 0;
}

Score scored(double size) {
  Score score;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    MadeHistory made = sixty();
    std::vector<std::uint32_t> steps;
    for (std::uint32_t step = kCurrent - 9; step <= kRuns - 3; ++step) {
      steps.push_back(step);
      made.add("s" + std::to_string(step), [&](auto, auto run) {
        return 1000 * (run >= step ? size : 1.0) * std::exp(0.015 * noise(seed * 100 + step, run));
      });
    }
    const Report report = analyse(made.history, made.timeline, {});
    for (const model::BenchmarkFacts& b : report.benchmarks) {
      judge(score, static_cast<std::uint32_t>(std::stoul(b.name.substr(1))), b);
    }
  }
  return score;
}

TEST(AStepNearARelease, IsPlacedAndJudgedRightAtEveryPlace) {
  for (const double size : {1.22, 1.5, 2.0}) {
    const Score score = scored(size);
    EXPECT_GE(static_cast<double>(score.verdict), 0.995 * static_cast<double>(score.of)) << size;
    EXPECT_GE(static_cast<double>(score.place), 0.99 * static_cast<double>(score.of)) << size;
    EXPECT_EQ(score.contradicted, 0U) << size;
  }
}

TEST(NoiseInACycle, HidesNeitherAStepNorMakesALevelOfItsOwn) {
  MadeHistory made(0, 0);
  for (int i = 0; i < 2; ++i) made.release("v" + std::to_string(i + 1) + ".0.0");
  for (std::uint32_t run = 0; run < 11; ++run) made.run(run < 5 ? 0 : 1);
  made.add("x", [](auto, auto run) {
    constexpr double kCycle[] = {1000, 1030, 980, 1010, 970};
    return kCycle[run % 5] * (run < 5 ? 1.0 : 2.0);
  });
  const Report report = analyse(made.history, made.timeline, {});
  const model::BenchmarkFacts& b = report.benchmarks.front();
  ASSERT_EQ(b.change_points.size(), 1U);
  EXPECT_EQ(b.change_points[0].run, 5U);
  EXPECT_FALSE(b.drift.has_value());
  EXPECT_EQ(b.levels[0].value, 1000);
  EXPECT_NEAR(b.levels[1].value, 2010, 15);
  EXPECT_EQ(b.comparison.value().verdict, Verdict::Worse);
}

TEST(Allocations, FromNoneToThreeAreWorseByThreeAndFailGates) {
  MadeHistory made(9, 1);
  model::Series& s = made.add("x", [](auto column, auto) { return column < 8 ? 0.0 : 3.0; });
  s.metric = "allocs";
  AnalysisOptions options;
  options.alerts.thresholds.push_back({base::Pattern("*"), "", {}});
  options.alerts.thresholds.back().at.fail = 0.5;
  const Report report = analyse(made.history, made.timeline, options);
  const model::Comparison& c = report.benchmarks.front().comparison.value();
  EXPECT_EQ(c.verdict, Verdict::Worse);
  EXPECT_EQ(c.difference, 3.0);
  EXPECT_FALSE(c.ratio.has_interval());
  EXPECT_TRUE(c.alert);
  EXPECT_TRUE(c.fail);
  EXPECT_EQ(report.headline.counts.worse, 1U);
}

TEST(ExactMetrics, AreComparedToTheLastDigitWhateverTheyDidBefore) {
  MadeHistory made(4, 3);
  model::Series& s = made.add(
      "recall", [](auto column, auto run) { return column < 3 ? 0.90 + 0.01 * static_cast<double>(run % 3) : 0.909; });
  s.exact = true;
  s.better = units::Direction::Higher;
  const Report report = analyse(made.history, made.timeline, {});
  EXPECT_EQ(report.benchmarks.front().comparison.value().rule, "exact");
  EXPECT_EQ(report.benchmarks.front().comparison.value().verdict, Verdict::Worse);
}

TEST(ExactMetrics, StayExactAfterAnEarlierStep) {
  MadeHistory made(21, 1);
  made.add("instructions", [](auto column, auto) { return column < 10 ? 1000.0 : column < 20 ? 1100.0 : 1111.0; });
  const Report report = analyse(made.history, made.timeline, {});
  const model::BenchmarkFacts& b = report.benchmarks.front();
  EXPECT_EQ(b.comparison.value().rule, "exact");
  EXPECT_EQ(b.comparison.value().verdict, Verdict::Worse);
}

/// Noise around zero, one run a release.
Report around_zero(std::uint64_t seed, double baseline, double current) {
  MadeHistory made(22, 1);
  made.add("x", [&](auto column, auto run) {
    return column == 20 ? baseline : column == 21 ? current : noise(seed, run);
  });
  return analyse(made.history, made.timeline, {});
}

TEST(ValuesAroundZero, DoNotTakeAWildRunOfTheBaselineForAChange) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const model::Comparison c = around_zero(seed, -9, 0.1).benchmarks.front().comparison.value();
    EXPECT_FALSE(c.alert) << seed << c.rule;
  }
}

TEST(ValuesAroundZero, AreJudgedByTheirDifferenceWhicheverSideTheBaselineFellOn) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const model::Comparison c = around_zero(seed, 0.33, 40).benchmarks.front().comparison.value();
    EXPECT_EQ(c.verdict, Verdict::Worse) << seed << c.rule;
    EXPECT_TRUE(c.difference.has_value()) << seed;
  }
}

TEST(ValuesAroundZero, HaveNoRatioToRunsThatHaveNone) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const model::Comparison c = around_zero(seed, 1.2, 0.9).benchmarks.front().comparison.value();
    EXPECT_TRUE(c.verdict == Verdict::Unclear || c.verdict == Verdict::Same) << seed << c.rule;
  }
}

}  // namespace
}  // namespace perfolio::analysis
