// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/analyse.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace perfolio::analysis {
namespace {

using model::BenchmarkFacts;
using model::Report;
using test::MadeHistory;

Report report_of(const MadeHistory& made) { return analyse(made.history, made.timeline, {}); }

const model::Level& level_at(const BenchmarkFacts& b, std::size_t column) {
  return *std::ranges::find(b.levels, static_cast<std::uint32_t>(column), &model::Level::column);
}

TEST(LevelNoise, OfTwoLevelsIsTheIntervalOfTheirComparisonWhereNothingIsLent) {
  MadeHistory made(12, 3);
  for (std::uint64_t i = 0; i < 30; ++i)
    made.add_step("b" + std::to_string(i), 1000, 0.02, 11, i % 3 == 0 ? 1.5 : 1, i);
  const Report report = report_of(made);
  std::size_t seen = 0;
  for (const BenchmarkFacts& b : report.benchmarks) {
    const model::Comparison& c = *b.comparison;
    if (c.rule != "prediction interval" || c.lent > 0) continue;
    ++seen;
    const double half = std::hypot(level_at(b, *report.baseline).noise, level_at(b, report.current).noise);
    EXPECT_NEAR(std::log(c.ratio.upper / c.ratio.value), half, 2e-3 * half) << b.id;
  }
  // Where runs are lent, the comparison hears more than both levels: its interval is the narrower one.
  for (const BenchmarkFacts& b : report.benchmarks) {
    const model::Comparison& c = *b.comparison;
    if (c.rule != "prediction interval" || c.lent == 0) continue;
    ++seen;
    const double half = std::hypot(level_at(b, *report.baseline).noise, level_at(b, report.current).noise);
    EXPECT_LT(std::log(c.ratio.upper / c.ratio.lower) / 2, half * 1.3) << b.id;
  }
  EXPECT_GT(seen, 15U);
}

TEST(LevelNoise, IsNoneForWhatIsExactOrHasNoLogarithm) {
  MadeHistory made(8, 2);
  made.add("exact", [](std::uint32_t column, std::uint32_t) { return column < 4 ? 10.0 : 12.0; });
  made.add("zero", [](std::uint32_t, std::uint32_t run) { return test::noise(3, run); });
  made.add_step("plain", 100, 0.02, 9, 1, 5);
  const Report report = report_of(made);
  for (const BenchmarkFacts& b : report.benchmarks) {
    for (const model::Level& level : b.levels) EXPECT_EQ(level.noise > 0, b.id == "plain") << b.id;
  }
}

TEST(RunValues, AreThereWhereTheySayMoreThanTheLevels) {
  MadeHistory one(5, 1);
  one.add_step("a", 100, 0.02, 9, 1, 5);
  EXPECT_TRUE(report_of(one).benchmarks.front().run_values.empty());
  one.run(model::kNoColumn);
  one.history.series.clear();
  one.add_step("a", 100, 0.02, 9, 1, 5);
  const Report report = report_of(one);
  ASSERT_EQ(report.benchmarks.front().run_values.size(), 6U);
  EXPECT_EQ(report.run_columns.at(report.benchmarks.front().run_values.back().run), model::kNoColumn);
}

}  // namespace
}  // namespace perfolio::analysis
