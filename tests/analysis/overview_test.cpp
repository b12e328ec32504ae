// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What page one says beside the headline.
#include "analysis/analyse.h"
#include "model/words.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace perfolio::analysis {
namespace {

using model::Against;
using model::BenchmarkFacts;
using model::Report;
using model::Verdict;
using test::MadeHistory;
using test::noise;

Report report_of(const MadeHistory& made, const AnalysisOptions& options = {}) {
  return analyse(made.history, made.timeline, options);
}

std::string id(const Report& report, std::size_t i) { return report.benchmarks[i].id; }

std::vector<std::string> ids(const Report& report, const std::vector<std::size_t>& series) {
  std::vector<std::string> out;
  for (const std::size_t i : series) out.push_back(id(report, i));
  return out;
}

const Against* row_of(const Report& report, const std::string& role) {
  for (const Against& row : report.overview.against) {
    if (std::ranges::find(row.roles, role) != row.roles.end()) return &row;
  }
  return nullptr;
}

/// Slower at v0.3.0 and again at v0.5.0, faster at v0.2.0, and some that stay, over eight releases.
MadeHistory eight() {
  MadeHistory made(8, 5);
  made.add("twice", [](auto column, auto run) {
    return 100 * (column >= 4 ? 1.44 : column >= 2 ? 1.2 : 1.0) * std::exp(0.004 * noise(1, run));
  });
  made.add_step("once", 100, 0.004, 1, 0.8, 2);
  for (std::uint64_t i = 0; i < 6; ++i) made.add_step(fmt::format("calm_{}", i), 100, 0.004, 99, 1, 10 + i);
  return made;
}

TEST(Against, SaysOfEachReleaseWhatAReportWithThatBaselineSays) {
  const MadeHistory made = eight();
  const Report report = report_of(made);
  ASSERT_GE(report.overview.against.size(), 2U);
  for (const Against& row : report.overview.against) {
    AnalysisOptions options;
    options.baseline = report.columns[row.column].release.tag;
    const Report other = report_of(made, options);
    const model::Counts& c = other.headline.counts;
    EXPECT_EQ(row.counts.better, c.better) << options.baseline;
    EXPECT_EQ(row.counts.worse, c.worse) << options.baseline;
    EXPECT_EQ(row.counts.same, c.same) << options.baseline;
    EXPECT_EQ(row.counts.unclear, c.unclear) << options.baseline;
    EXPECT_EQ(row.counts.total, c.total) << options.baseline;
    EXPECT_EQ(row.index.ratio, other.headline.index.ratio) << options.baseline;
    EXPECT_EQ(row.index.verdict, other.headline.index.verdict) << options.baseline;
  }
}

TEST(Against, NamesWhoDiffersFromTheFirstReleaseAndSinceWhen) {
  const Report report = report_of(eight());
  const Against* first = row_of(report, "first");
  ASSERT_NE(first, nullptr);
  ASSERT_EQ(first->worse.size(), 1U);
  EXPECT_EQ(id(report, first->worse[0].benchmark), "twice");
  EXPECT_EQ(first->worse[0].steps, 2U);
  EXPECT_EQ(report.columns[first->worse[0].since.value()].release.tag, "v0.3.0");
  ASSERT_EQ(first->better.size(), 1U);
  EXPECT_EQ(id(report, first->better[0].benchmark), "once");
  EXPECT_EQ(first->better[0].steps, 1U);
  EXPECT_EQ(model::apart_line(report, *first, Verdict::Worse, 3),
            "Slower than v0.1.0: twice +44\u202f% in 2 steps from v0.3.0");
  EXPECT_EQ(model::apart_line(report, *first, Verdict::Better, 3), "Faster than v0.1.0: once −20\u202f% since v0.2.0");
}

TEST(Against, HasOneRowForAReleaseThatIsSeveralThings) {
  MadeHistory made(2, 5);
  for (std::uint64_t i = 0; i < 3; ++i) made.add_step(fmt::format("a_{}", i), 100, 0.004, 99, 1, i);
  const Report report = report_of(made);
  ASSERT_EQ(report.overview.against.size(), 1U);
  EXPECT_EQ(report.overview.against[0].roles, (std::vector<std::string>{"previous", "first", "best"}));
}

TEST(Against, IsEmptyWithoutABaseline) {
  MadeHistory made(1, 5);
  made.add_step("a", 100, 0.01, 99, 1, 1);
  const Report report = report_of(made);
  EXPECT_TRUE(report.overview.against.empty());
  const std::vector<std::string> lines = model::overview_lines(report);
  ASSERT_EQ(lines.size(), 1U);  // what the next release will show
  EXPECT_TRUE(lines.front().starts_with("With 5 runs a release, the next one will show changes of ")) << lines.front();
}

TEST(Sentence, SaysFasterOnlyOfWhatExcludesNoChange) {
  MadeHistory slower(6, 5);
  for (std::uint64_t i = 0; i < 8; ++i) slower.add_step(fmt::format("a_{}", i), 100, 0.004, 5, 1.1, i);
  EXPECT_EQ(report_of(slower).overview.sentence,
            "v0.6.0 is about 10\u202f% slower than v0.5.0 on average across 8 benchmarks.");
  MadeHistory noisy(6, 2);
  for (std::uint64_t i = 0; i < 8; ++i) noisy.add_step(fmt::format("a_{}", i), 100, 0.08, 99, 1, i);
  const std::string sentence = report_of(noisy).overview.sentence;
  EXPECT_NE(sentence.find("no more than the noise"), std::string::npos) << sentence;
  EXPECT_EQ(sentence.find("slower"), std::string::npos) << sentence;
  EXPECT_EQ(sentence.find("faster"), std::string::npos) << sentence;
}

TEST(Headline, DoesNotCallUnclearWhatIsUnchanged) {
  MadeHistory made(6, 2);
  for (std::uint64_t i = 0; i < 3; ++i) made.add_step(fmt::format("calm_{}", i), 100, 0.001, 99, 1, i);
  for (std::uint64_t i = 0; i < 5; ++i) made.add_step(fmt::format("wild_{}", i), 100, 0.1, 99, 1, 20 + i);
  const Report report = report_of(made);
  ASSERT_EQ(report.headline.counts.same, 3U);
  ASSERT_EQ(report.headline.counts.unclear, 5U);
  EXPECT_EQ(report.headline.sentence, "3 of 8 benchmarks measured well enough: no change since v0.5.0; 5 unclear");
  EXPECT_NE(report.headline.detail.find("no alerts"), std::string::npos) << report.headline.detail;
}

TEST(Ranking, PutsAlertsFirstThenWhatGotWorseThenWhatGotBetter) {
  MadeHistory made(6, 5);
  made.add_step("much_better", 100, 0.004, 5, 0.3, 1);
  made.add_step("alert", 100, 0.004, 5, 1.2, 2);
  made.add_step("worse_alert", 100, 0.004, 5, 1.5, 3);
  made.add_step("worse", 100, 0.004, 5, 1.05, 4);
  made.add_step("better", 100, 0.004, 5, 0.9, 5);
  made.add_step("calm", 100, 0.004, 99, 1, 6);
  const Report report = report_of(made);
  EXPECT_EQ(ids(report, report.overview.to_act),
            (std::vector<std::string>{"worse_alert", "alert", "worse", "much_better", "better"}));
  EXPECT_EQ(id(report, report.hero.value()), "worse_alert");
}

TEST(Ranking, CallsNearOnlyWhatIsUnclearAndNearTheNearestFirst) {
  MadeHistory made(10, 3);
  for (std::uint64_t i = 0; i < 40; ++i) {
    made.add_step(fmt::format("wild_{:02}", i), 100, 0.08, 9, i % 4 == 0 ? 1.12 : 1, 100 + i);
  }
  const Report report = report_of(made);
  double before = 2;
  for (const std::size_t i : report.overview.near) {
    const model::Comparison& c = *report.benchmarks[i].comparison;
    EXPECT_EQ(c.verdict, Verdict::Unclear);
    const double size = std::abs(std::log(c.ratio.value));
    const double across = c.ratio.value > 1 ? -std::log(c.ratio.lower) : std::log(c.ratio.upper);
    const double near = across <= 0 ? 1 : size / (size + across);
    EXPECT_GE(near, 2.0 / 3) << id(report, i);
    EXPECT_LE(near, before + 1e-12) << id(report, i);
    before = near;
  }
  EXPECT_FALSE(report.overview.near.empty());
  EXPECT_LT(report.overview.near.size(), report.headline.counts.unclear);
}

TEST(Tiles, GoToGroupsWithEvidenceFirst) {
  MadeHistory made(6, 5);
  for (std::uint64_t g = 0; g < 14; ++g) {
    for (std::uint64_t i = 0; i < 2; ++i) {
      const double factor = g == 12 ? 1.05 : g == 13 ? 0.8 : g == 11 ? 1.3 : 1;
      made.add_step(fmt::format("case_{}", i), 100, 0.004, 5, factor, g * 10 + i).suite = fmt::format("suite {:02}", g);
    }
  }
  AnalysisOptions options;
  for (int g = 0; g < 14; ++g) {
    options.groups.push_back({fmt::format("group {:02}", g), {}, {}, {}, {base::Pattern("nothing")}});
  }
  Report report = report_of(made);
  std::vector<std::string> names;
  for (const std::size_t g : report.tiles) names.push_back(report.groups[g].name);
  EXPECT_LE(names.size(), 9U);
  const std::vector<std::string> evident{"suite 11", "suite 12", "suite 13"};
  std::vector<std::string> there;
  std::ranges::copy_if(names, std::back_inserter(there),
                       [&](const auto& name) { return std::ranges::find(evident, name) != evident.end(); });
  std::vector<std::string> measured;
  for (const model::Group& group : report.groups) {
    if (std::ranges::find(evident, group.name) != evident.end()) measured.push_back(group.name);
  }
  EXPECT_EQ(there, measured);
  if (!there.empty()) {
    EXPECT_EQ(names.front(), there.front());
  }
}

/// Sixty benchmarks of different noise over eight releases of three runs, but for the last two, which have `runs`. From
/// the last one on they are `factor` of what they were. Releases differ by half of what runs do, as real ones may.
MadeHistory sixty(std::size_t runs, double factor, double least, double most) {
  MadeHistory made(0, 0);
  for (std::uint32_t column = 0; column < 8; ++column) {
    made.release(fmt::format("v0.{}.0", column + 1));
    for (std::size_t k = 0; k < (column < 6 ? 3 : runs); ++k) made.run(column);
  }
  for (std::uint64_t i = 0; i < 60; ++i) {
    const double sigma = least + (most - least) * static_cast<double>(i) / 59;
    made.add(fmt::format("a_{:02}", i), [=](std::uint32_t column, std::uint32_t run) {
      const double offset = 0.5 * sigma * noise(5000 + i, column);
      return 100 * (column >= 7 ? factor : 1.0) * std::exp(offset + sigma * noise(1000 + i, run));
    });
  }
  return made;
}

std::set<std::string> unclear_of(const Report& report) {
  std::set<std::string> out;
  for (const BenchmarkFacts& b : report.benchmarks) {
    if (b.comparison && b.comparison->verdict == Verdict::Unclear) out.insert(b.id);
  }
  return out;
}

TEST(RunAdvice, KeepsItsPromiseWhenSoManyRunsAreMade) {
  constexpr std::size_t kHad = 3;
  const Report before = report_of(sixty(kHad, 1, 0.015, 0.03));
  ASSERT_TRUE(before.overview.advice.has_value());
  const model::RunAdvice& advice = *before.overview.advice;
  EXPECT_EQ(advice.sees, 0);
  EXPECT_EQ(advice.unclear, before.headline.counts.unclear);
  ASSERT_GT(advice.more, 0U);
  ASSERT_GT(advice.settles, 10U);
  const std::set<std::string> after = unclear_of(report_of(sixty(kHad + advice.more, 1, 0.015, 0.03)));
  std::size_t settled = 0;
  for (const std::string& name : unclear_of(before)) settled += after.contains(name) ? 0 : 1;
  const std::string promise =
      fmt::format("promised {} of {} with {} more, kept {}", advice.settles, advice.unclear, advice.more, settled);
  EXPECT_GE(static_cast<double>(settled), 0.85 * static_cast<double>(advice.settles)) << promise;
  EXPECT_LE(static_cast<double>(settled), 1.4 * static_cast<double>(advice.settles) + 3) << promise;
}

TEST(RunsToSee, AreThoseWithWhichFourOfFiveChangesAreFound) {
  constexpr std::size_t kRuns = 4;
  const Report calm = report_of(sixty(3, 1, 0.02, 0.025));
  const Report changed = report_of(sixty(kRuns, 1.1, 0.02, 0.025));
  std::size_t promised = 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i < calm.benchmarks.size(); ++i) {
    const model::RunsToSee& runs = calm.benchmarks[i].comparison->runs_to_see;
    EXPECT_TRUE(runs.five == 0 || runs.ten <= runs.five) << id(calm, i);
    if (runs.ten == 0 || runs.ten > kRuns) continue;
    ++promised;
    found += changed.benchmarks[i].comparison->verdict == Verdict::Worse ? 1 : 0;
  }
  EXPECT_GT(promised, 30U);
  EXPECT_GE(static_cast<double>(found), 0.75 * static_cast<double>(promised)) << found << " of " << promised;
}

TEST(RunAdvice, IsNotGivenWhereNothingIsUnclearOrAColumnIsOneRun) {
  EXPECT_FALSE(report_of(eight()).overview.advice.has_value());
  MadeHistory runs(9, 1);
  runs.timeline.kind = model::ColumnKind::Run;
  for (std::uint64_t i = 0; i < 5; ++i) runs.add_step(fmt::format("a_{}", i), 100, 0.1, 99, 1, i);
  EXPECT_FALSE(report_of(runs).overview.advice.has_value());
}

TEST(CommonShift, StandsInTheOverview) {
  MadeHistory made(6, 4);
  for (std::uint64_t i = 0; i < 12; ++i) made.add_step(fmt::format("a_{:02}", i), 100, 0.004, 5, 1.2, i);
  EXPECT_EQ(report_of(made).overview.shift,
            "12 of 12 benchmarks are slower by nearly the same 20\u202f%: rather the machine or the toolchain than the "
            "code.");
}

BenchmarkFacts of(std::string metric, const units::Unit& unit, units::Direction better) {
  BenchmarkFacts b;
  b.metric = std::move(metric);
  b.unit = unit;
  b.better = better;
  return b;
}

TEST(Words, AreThoseOfTheMetric) {
  using enum units::Direction;
  const auto worse = [](const BenchmarkFacts& b) { return std::string(model::word(Verdict::Worse, b)); };
  const auto better = [](const BenchmarkFacts& b) { return std::string(model::word(Verdict::Better, b)); };
  const BenchmarkFacts time = of("time", units::parse_unit("ns"), Lower);
  EXPECT_EQ(worse(time) + " " + better(time), "slower faster");
  const BenchmarkFacts rate = of("throughput", units::parse_unit("ops/s"), Higher);
  EXPECT_EQ(worse(rate) + " " + better(rate), "slower faster");
  const BenchmarkFacts size = of("memory", units::parse_unit("KiB"), Lower);
  EXPECT_EQ(worse(size) + " " + better(size), "larger smaller");
  const BenchmarkFacts count = of("instructions", units::parse_unit("instructions"), Lower);
  EXPECT_EQ(worse(count) + " " + better(count), "worse better");
  // A time of which more is good (an uptime) is no speed.
  EXPECT_EQ(worse(of("uptime", units::parse_unit("s"), Higher)), "worse");
  EXPECT_EQ(model::word(Verdict::NotComparable, time), "not comparable");
}

TEST(Words, OfCountsAreThoseThatAllShare) {
  const auto sentence = [](bool mixed) {
    MadeHistory made(6, 5);
    made.add_step("a", 100, 0.004, 5, 1.2, 1);
    model::Series& other = made.add_step("b", 100, 0.004, 5, 1.2, 2);
    if (mixed) {
      other.metric = "size";
      other.unit = units::parse_unit("B");
    }
    return report_of(made).headline.sentence;
  };
  EXPECT_EQ(sentence(false), "2 of 2 benchmarks changed since v0.5.0: 2 slower");
  EXPECT_EQ(sentence(true), "2 of 2 benchmarks changed since v0.5.0: 2 worse");
}

}  // namespace
}  // namespace perfolio::analysis
