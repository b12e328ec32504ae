// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/stories.h"

#include "analysis/analyse.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace perfolio::analysis {
namespace {

using test::MadeHistory;

/// A commit for each run: its number, over and over.
void commit_each(MadeHistory& made) {
  for (std::size_t i = 0; i < made.history.runs.size(); ++i)
    made.history.runs[i].commit = fmt::format("{:07x}{:033x}", 0xa000000 + i, i);
}

const model::Story* story_of(const model::Report& report, const std::string& name) {
  const auto at = std::ranges::find_if(
      report.stories, [&](const model::Story& s) { return report.benchmarks[s.benchmark].name == name; });
  return at == report.stories.end() ? nullptr : &*at;
}

TEST(Story, IsTheSentenceOneWouldWriteByHand) {
  MadeHistory made(4, 5);
  commit_each(made);
  made.add_step("parse", 1e4, 0.001, 3, 1.2, 1);
  const model::Report report = analyse(made.history, made.timeline, {});
  ASSERT_EQ(report.stories.size(), 1U);
  const std::string& told = report.stories.front().sentence;
  EXPECT_TRUE(
      told.starts_with("Since a00000f (16 Jan 1970, v0.4.0) parse takes 12.0\u202fµs instead of 10.0\u202fµs, "
                       "20\u202f% more; the 5 runs after lie all above the 5 before."))
      << told;
}

TEST(Story, HasTheRunsThatSpeakForBothLevelsAndNoOthers) {
  MadeHistory made(4, 5);
  made.add_step("parse", 1e4, 0.001, 3, 0.8, 1);
  const model::Report report = analyse(made.history, made.timeline, {});
  ASSERT_EQ(report.stories.size(), 1U);
  const model::Story& story = report.stories.front();
  const model::Comparison& c = *report.benchmarks[story.benchmark].comparison;
  const auto check = [&](const model::StorySide& side, const model::Level& level) {
    ASSERT_EQ(side.runs.size(), level.n);
    std::vector<double> values;
    for (const model::RunValue& run : side.runs) {
      EXPECT_EQ(report.run_columns[run.run], level.column);
      values.push_back(run.value);
    }
    std::ranges::sort(values);
    EXPECT_DOUBLE_EQ(values[values.size() / 2], level.value);  // an odd number of runs: the one in the middle
  };
  check(story.before, c.baseline);
  check(story.after, c.current);
  EXPECT_EQ(story.beyond, story.after.runs.size());
}

TEST(Story, SaysWhenTheRunsOfBothSidesOverlap) {
  MadeHistory made(3, 40);
  made.add("noisy", [](std::uint32_t column, std::uint32_t run) {
    return 100 * (column == 2 ? 1.4 : 1.0) * std::exp(0.17 * test::noise(4, run));
  });
  const model::Report report = analyse(made.history, made.timeline, {});
  const model::Story* story = story_of(report, "noisy");
  ASSERT_NE(story, nullptr);
  EXPECT_LT(story->beyond, story->after.runs.size());
  EXPECT_EQ(story->sentence.find("lie all"), std::string::npos) << story->sentence;
}

TEST(Story, IsToldForAlertsFirstThenForWhatGotWorse) {
  MadeHistory made(4, 5);
  made.add_step("better", 1e4, 0.001, 3, 0.5, 1);
  made.add_step("worse", 1e4, 0.001, 3, 1.04, 2);
  made.add_step("alert", 1e4, 0.001, 3, 1.3, 3);
  const model::Report report = analyse(made.history, made.timeline, {});
  std::vector<std::string> order;
  for (const model::Story& story : report.stories) order.push_back(report.benchmarks[story.benchmark].name);
  EXPECT_EQ(order, (std::vector<std::string>{"alert", "worse", "better"}));
}

TEST(Story, NamesTheEnvironmentsOfBothSides) {
  MadeHistory made(4, 5);
  for (std::size_t i = 0; i < made.history.runs.size(); ++i)
    made.history.runs[i].environment = {{"cpu", i < 15 ? "A1" : "A2"}};
  made.add_step("parse", 1e4, 0.001, 3, 1.2, 1);
  const model::Report report = analyse(made.history, made.timeline, {});
  ASSERT_EQ(report.stories.size(), 1U);
  EXPECT_EQ(report.stories.front().before.environments, (std::vector<std::string>{"cpu=A1"}));
  EXPECT_EQ(report.stories.front().after.environments, (std::vector<std::string>{"cpu=A2"}));
}

TEST(Story, IsToldOfNothingThatIsTheSame) {
  MadeHistory made(4, 5);
  made.add_step("calm", 1e4, 0.01, 4, 1, 1);
  EXPECT_TRUE(analyse(made.history, made.timeline, {}).stories.empty());
}

/// In how many of `trials` a second release shows a change of `factor`, each release of `runs` runs.
std::size_t shown(std::size_t runs, double sigma, double factor, std::size_t trials) {
  std::size_t seen = 0;
  for (std::uint64_t t = 0; t < trials; ++t) {
    MadeHistory made(2, runs);
    made.add_step("x", 1e4, sigma, 1, factor, 1000 + t);
    const model::Report report = analyse(made.history, made.timeline, {});
    seen += model::is_evident(report.benchmarks.front().comparison->verdict) ? 1 : 0;
  }
  return seen;
}

TEST(FirstRelease, ForetellsWhatTheNextOneShowsInAboutFourOfFiveCases) {
  for (const std::size_t runs : {std::size_t{3}, std::size_t{5}, std::size_t{10}}) {
    // The noise that a first release shows differs from one to the next: the middle of many is the one to go by.
    std::vector<double> foretold;
    for (std::uint64_t t = 0; t < 41; ++t) {
      MadeHistory made(1, runs);
      made.add_step("x", 1e4, 0.02, 1, 1, t);
      foretold.push_back(analyse(made.history, made.timeline, {}).benchmarks.front().comparison->next_sees);
    }
    std::ranges::sort(foretold);
    constexpr std::size_t kTrials = 150;
    const std::size_t seen = shown(runs, 0.02, 1 + foretold[20], kTrials);
    EXPECT_GE(seen, kTrials * 65 / 100) << runs << " runs, " << foretold[20];
    EXPECT_LE(seen, kTrials * 97 / 100) << runs << " runs, " << foretold[20];
  }
}

TEST(FirstRelease, SeesLittleWithOneRunAndMoreWithMany) {
  const auto foretold = [](std::size_t runs) {
    MadeHistory made(1, runs);
    made.add_step("x", 1e4, 0.01, 1, 1, 7);
    return analyse(made.history, made.timeline, {}).benchmarks.front().comparison->next_sees;
  };
  EXPECT_GT(foretold(1), 0.5);  // of the noise nothing is known: only the wide prior speaks
  EXPECT_LT(foretold(10), 0.1);
  EXPECT_GT(foretold(3), foretold(10));
}

}  // namespace
}  // namespace perfolio::analysis
