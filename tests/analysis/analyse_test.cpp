// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/analyse.h"
#include "base/error.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

namespace perfolio::analysis {
namespace {

using model::BenchmarkFacts;
using model::Report;
using model::Verdict;
using test::MadeHistory;
using test::noise;

double unit(std::uint64_t n) { return test::unit_random(n); }

Report report_of(const MadeHistory& made, const AnalysisOptions& options = {}) {
  return analyse(made.history, made.timeline, options);
}

const BenchmarkFacts& named(const Report& report, const std::string& id) {
  const auto at = std::ranges::find(report.benchmarks, id, &BenchmarkFacts::id);
  if (at == report.benchmarks.end()) throw std::out_of_range("no benchmark " + id);
  return *at;
}

Verdict verdict(const Report& report, const std::string& id) { return named(report, id).comparison.value().verdict; }

std::string tag(const Report& report, std::optional<std::size_t> column) {
  return column ? report.columns[*column].release.tag : "none";
}

std::string refusal(const MadeHistory& made, const AnalysisOptions& options, base::Fault fault) {
  try {
    report_of(made, options);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.fault(), fault) << error.what();
    return error.what();
  }
  return "taken";
}

/// Three benchmarks that do not change, one slower, one faster, over six releases.
MadeHistory five() {
  MadeHistory made(6, 4);
  for (int i = 0; i < 3; ++i) made.add_step(fmt::format("calm_{}", i), 100, 0.01, 99, 1, 50 + static_cast<unsigned>(i));
  made.add_step("slow_down", 100, 0.01, 5, 1.3, 60);
  made.add_step("speed_up", 100, 0.01, 5, 0.7, 61);
  return made;
}

std::string facts(const Report& report) {
  std::string out = report.headline.sentence + "|" + report.headline.detail + "|" + report.headline.since_line + "\n";
  for (const BenchmarkFacts& b : report.benchmarks) {
    out += b.id + " " + b.group + (b.primary ? " primary" : "");
    for (const auto& level : b.levels)
      out += fmt::format(" {}:{} {} {}", level.column, level.value, level.lower, level.n);
    for (const auto& change : b.column_changes) out += fmt::format(" change {} {}", change.column, change.ratio);
    if (b.comparison) out += fmt::format(" {} {}", static_cast<int>(b.comparison->verdict), b.comparison->ratio.value);
    for (const std::string& note : b.notes) out += " " + note;
    out += "\n";
  }
  for (const auto& group : report.groups) out += fmt::format("{} {}\n", group.name, fmt::join(group.benchmarks, ","));
  out +=
      fmt::format("{} {} {}\n", fmt::join(report.changed, ","), fmt::join(report.tiles, ","), report.hero.value_or(99));
  return out;
}

TEST(Analyse, GivesTheSameReportForSeriesInAnyOrder) {
  MadeHistory made = five();
  made.add_step("calm_0", 5, 0.01, 9, 1, 3).metric = "throughput";
  made.add_step("calm_0", 5, 0.01, 9, 1, 4).environment = {{"os", "other"}};
  const std::string want = facts(report_of(made));
  for (std::size_t turn = 1; turn < made.history.series.size(); ++turn) {
    std::ranges::rotate(made.history.series, made.history.series.begin() + 1);
    if (turn % 2 == 0) std::swap(made.history.series[0], made.history.series[3]);
    EXPECT_EQ(facts(report_of(made)), want) << turn;
  }
}

TEST(Headline, CountsAddUpAndTheSentenceSaysThem) {
  MadeHistory made = five();
  made.add("fresh", [](auto column, auto) { return column == 5 ? std::optional(3.0) : std::nullopt; });
  made.add("gone", [](auto column, auto) { return column < 5 ? std::optional(3.0) : std::nullopt; });
  made.add("ended", [](auto column, auto) { return column < 2 ? std::optional(3.0) : std::nullopt; });
  made.add("below_zero", [](auto column, auto) { return column < 5 ? -1.0 : 1.0; });
  const Report report = report_of(made);
  const model::Counts& c = report.headline.counts;
  EXPECT_EQ(c.total, 8U);  // `ended` was in neither release
  EXPECT_EQ(c.better + c.worse + c.same + c.unclear + c.fresh + c.gone + c.not_comparable, c.total);
  EXPECT_EQ(report.headline.sentence, "3 of 8 benchmarks changed since v0.5.0: 1 faster, 2 slower");
  EXPECT_EQ(report.headline.lead, "3 of 8 benchmarks changed since v0.5.0");
  EXPECT_EQ(report.headline.detail,
            "2 worsenings beyond the alert threshold of 10\u202f% · 3 same within noise · 1 new · 1 gone");
  EXPECT_EQ(c.alerts, 2U);
  EXPECT_EQ(verdict(report, "below_zero"), Verdict::Worse);  // by 2, without a ratio
}

TEST(Headline, SaysWhatWouldHaveBeenSeenWhereNothingChanged) {
  MadeHistory made(6, 4);
  made.add_step("a", 100, 0.01, 99, 1, 50);
  made.add_step("b", 100, 0.01, 99, 1, 51);
  const Report report = report_of(made);
  EXPECT_EQ(report.headline.sentence, "No change found in 2 benchmarks since v0.5.0");
  EXPECT_NE(report.headline.detail.find("would be seen in half of them"), std::string::npos) << report.headline.detail;
}

TEST(Headline, ClaimsNothingWhereNothingCanBeCompared) {
  MadeHistory made(2, 3);
  const auto before = [](std::uint32_t column, auto) { return column == 0 ? std::optional(5.0) : std::nullopt; };
  const auto after = [](std::uint32_t column, auto) { return column == 1 ? std::optional(6.0) : std::nullopt; };
  made.add("a", before).estimator = "mean";
  made.add("a", after).estimator = "slope";
  const Report report = report_of(made);
  EXPECT_EQ(report.headline.sentence, "The benchmark cannot be compared with v0.1.0");
  EXPECT_EQ(report.headline.detail, "1 not comparable");
  EXPECT_EQ(named(report, "a (slope)").comparison.value().rule, "the estimator changed from mean to slope");
}

TEST(Headline, OfAFirstReleaseClaimsNoChange) {
  MadeHistory made(1, 3);
  made.add_step("a", 100, 0.01, 99, 1, 50);
  const Report report = report_of(made);
  EXPECT_FALSE(report.baseline);
  EXPECT_EQ(report.headline.sentence, "1 benchmark measured; v0.1.0 is the first measured release");
  EXPECT_EQ(verdict(report, "a"), Verdict::New);
  EXPECT_TRUE(report.changed.empty());
}

TEST(Headline, SaysSlowerOnlyOfTimes) {
  MadeHistory made(6, 4);
  model::Series& size = made.add_step("size", 100, 0.01, 5, 1.3, 60);
  size.metric = "size";
  size.unit = units::parse_unit("B");
  EXPECT_NE(report_of(made).headline.sentence.find("1 larger"), std::string::npos);
}

TEST(Baseline, SkipsPrereleasesForAFinalRelease) {
  MadeHistory made(0, 0);
  for (const auto& [name, pre] :
       {std::pair{"v1.0.0", false}, {"v1.1.0", false}, {"v1.2.0-rc.1", true}, {"v1.2.0", false}}) {
    made.release(name, pre);
    made.run(static_cast<std::uint32_t>(made.timeline.columns.size() - 1));
  }
  made.add_step("x", 100, 0.01, 9, 1, 1);
  EXPECT_EQ(tag(report_of(made), report_of(made).baseline), "v1.1.0");
  AnalysisOptions options;
  options.current = "v1.2.0-rc.1";
  EXPECT_EQ(tag(report_of(made, options), report_of(made, options).baseline), "v1.1.0");
  made.timeline.columns[0].prerelease = made.timeline.columns[1].prerelease = true;
  EXPECT_EQ(tag(report_of(made), report_of(made).baseline), "v1.2.0-rc.1");  // there is no final one
}

/// Releases of a main line after v1.9.0, and in turn with them in time those of an old line, whose level is another.
MadeHistory two_lines(double old_level) {
  constexpr std::uint32_t kEach = 6;
  MadeHistory made(0, 0);
  model::Timeline& t = made.timeline;
  for (std::uint32_t i = 0; i <= kEach; ++i) made.release(fmt::format("v1.9.{}", i));
  for (std::uint32_t i = 0; i < kEach; ++i) made.release(fmt::format("v2.{}.0", i));
  const auto runs = [&](std::uint32_t column) {
    for (int i = 0; i < 6; ++i) made.run(column);
  };
  runs(0);
  for (std::uint32_t i = 1; i <= kEach; ++i) runs(i), runs(kEach + i);
  t.follows = {model::kNoColumn};
  for (std::uint32_t i = 1; i <= 2 * kEach; ++i) t.follows.push_back(i == kEach + 1 ? 0 : i - 1);
  t.follows_by.assign(t.columns.size(), model::LineBy::History);
  t.follows_outside.resize(t.columns.size());
  t.line = t.column;
  for (std::uint32_t run = 0; run < t.column.size(); ++run) t.rank.push_back(t.column[run] * 6 + run % 6);
  made.add("a", [=](std::uint32_t column, std::uint32_t run) {
    return (column >= 1 && column <= kEach ? old_level : 100.0) * std::exp(0.002 * noise(7, run));
  });
  return made;
}

TEST(Lines, EndAndBeginWithoutAChangePoint) {
  const Report report = report_of(two_lines(150));
  EXPECT_EQ(tag(report, report.baseline), "v2.4.0");
  const BenchmarkFacts& a = named(report, "a");
  ASSERT_EQ(a.change_points.size(), 1U) << "v2.0.0 is what v1.9.0 was, though v1.9.6 stands beside it";
  EXPECT_EQ(tag(report, a.change_points[0].column), "v1.9.1");
  EXPECT_EQ(a.change_points[0].verdict, Verdict::Worse);
  ASSERT_EQ(a.column_changes.size(), 1U);
}

TEST(Lines, GiveACurrentReleaseTheBaselineItFollows) {
  AnalysisOptions options;
  options.current = "v2.0.0";
  const Report report = report_of(two_lines(150), options);
  EXPECT_EQ(tag(report, report.baseline), "v1.9.0");
  EXPECT_EQ(verdict(report, "a"), Verdict::Same);
  EXPECT_EQ(report.columns[7].follows, "v1.9.0");
}

TEST(Lines, HaveAFirstAndABestReleaseOfTheirOwn) {
  MadeHistory made(0, 0);
  model::Timeline& t = made.timeline;
  for (const char* release : {"v2.0.0", "v1.9.4", "v2.1.0", "v1.9.5", "v1.9.6"}) made.release(release);
  for (std::uint32_t column = 0; column < 5; ++column) {
    for (int i = 0; i < 6; ++i) made.run(column);
  }
  t.follows = {model::kNoColumn, model::kNoColumn, 0, 1, 3};
  t.follows_by.assign(5, model::LineBy::History);
  t.follows_outside.resize(5);
  t.line = t.column;
  for (std::uint32_t run = 0; run < t.column.size(); ++run) t.rank.push_back(run);
  made.add("a", [](std::uint32_t column, std::uint32_t run) {
    constexpr std::array kLevels = {50.0, 100.0, 50.0, 90.0, 110.0};
    return kLevels.at(column) * std::exp(0.002 * noise(7, run));
  });
  const auto baseline = [&](const char* word) {
    AnalysisOptions options;
    options.baseline = word;
    const Report report = report_of(made, options);
    return tag(report, report.baseline);
  };
  EXPECT_EQ(baseline("first"), "v1.9.4");
  EXPECT_EQ(baseline("best"), "v1.9.5") << "v2.x is faster, but no release of this line";
  EXPECT_EQ(report_of(made).headline.since_tag, "v1.9.4");
}

TEST(Levels, OutOfOldReportsTakeTheirNumbersOfSamplesWithThem) {
  MadeHistory made(2, 2);
  made.add("a", [](std::uint32_t, std::uint32_t run) { return 100.0 + run; }).samples = {1, 5, 7, 9};
  made.history.runs[0].derived = true;
  const Report report = report_of(made);
  const BenchmarkFacts& a = named(report, "a");
  ASSERT_EQ(a.levels.size(), 2U);
  EXPECT_EQ(a.levels[0].samples, 5U);
  EXPECT_EQ(a.levels[1].samples, 16U);
}

TEST(Baseline, IsNeverAReleaseWithoutRuns) {
  MadeHistory made(2, 3);
  made.release("v0.3.0");
  made.release("v0.4.0");
  made.run(3);
  made.add_step("x", 100, 0.01, 9, 1, 1);
  EXPECT_EQ(tag(report_of(made), report_of(made).baseline), "v0.2.0");
  made.release("v0.5.0");
  EXPECT_EQ(tag(report_of(made), report_of(made).current), "v0.4.0");
}

TEST(Baseline, CanBeFirstBestOrATag) {
  MadeHistory made(5, 4);
  made.add("x", [](auto column, auto run) {
    constexpr double kLevels[] = {100, 120, 70, 110, 105};
    return kLevels[column] * std::exp(0.005 * noise(1, run));
  });
  const auto baseline = [&](const std::string& word) {
    AnalysisOptions options;
    options.baseline = word;
    const Report report = report_of(made, options);
    EXPECT_TRUE(report.benchmarks[0].comparison.has_value());
    EXPECT_EQ(report.benchmarks[0].comparison.value().baseline.column, report.baseline);
    return tag(report, report.baseline) + " " + report.baseline_word;
  };
  EXPECT_EQ(baseline("previous"), "v0.4.0 previous");
  EXPECT_EQ(baseline("first"), "v0.1.0 first");
  EXPECT_EQ(baseline("best"), "v0.3.0 best");
  EXPECT_EQ(baseline("v0.2.0"), "v0.2.0 chosen");
}

TEST(Baseline, AndReleaseAreRefusedWithTheirNameWhereThereIsNone) {
  MadeHistory made(3, 2);
  made.release("v0.4.0");
  made.add_step("x", 100, 0.01, 9, 1, 1);
  AnalysisOptions options;
  options.baseline = "v9";
  EXPECT_EQ(refusal(made, options, base::Fault::Usage), "there is no release 'v9'");
  options.baseline = "v0.4.0";
  EXPECT_EQ(refusal(made, options, base::Fault::Usage),
            "release 'v0.4.0' has no runs: none of its commits is recorded");
  options.baseline = "v0.3.0";
  EXPECT_EQ(refusal(made, options, base::Fault::Usage), "'v0.3.0' would be compared with itself");
  options.baseline = "previous";
  options.current = "v\x1B";
  EXPECT_EQ(refusal(made, options, base::Fault::Usage), "there is no release 'v\\u001b'");
}

TEST(Analyse, RefusesWhenNothingIsLeft) {
  MadeHistory made(2, 2);
  made.add_step("x", 100, 0.01, 9, 1, 1);
  AnalysisOptions options;
  options.include.emplace_back("y*");
  EXPECT_EQ(refusal(made, options, base::Fault::Input), "no benchmark is left to report");
  options = {};
  options.exclude.emplace_back("x");
  EXPECT_EQ(refusal(made, options, base::Fault::Input), "no benchmark is left to report");
  MadeHistory loose(1, 0);
  loose.run(model::kNoColumn);
  loose.add_step("x", 100, 0.01, 9, 1, 1);
  EXPECT_EQ(refusal(loose, {}, base::Fault::Input), "no run belongs to any release");
}

TEST(NotComparable, IsAChangeOfUnitOrEnvironmentAndNotNewPlusGone) {
  const auto before = [](auto column, auto) { return column < 3 ? std::optional(5.0) : std::nullopt; };
  const auto after = [](auto column, auto) { return column >= 3 ? std::optional(7.0) : std::nullopt; };
  MadeHistory unit(4, 3);
  unit.add("x", before);
  unit.add("x", after).unit = {"B", units::Family::Bytes, 1, std::nullopt};
  Report report = report_of(unit);
  EXPECT_EQ(report.headline.counts.total, 1U);
  EXPECT_EQ(report.headline.counts.not_comparable, 1U);
  EXPECT_EQ(named(report, "x (B)").comparison.value().rule, "the unit changed from 'ns' to 'B'");
  EXPECT_EQ(named(report, "x (ns)").notes, (std::vector<std::string>{"continued as 'x (B)'"}));
  MadeHistory place(4, 3);
  place.add("x", before).environment = {{"os", "a"}};
  place.add("x", after).environment = {{"os", "b"}};
  report = report_of(place);
  EXPECT_EQ(named(report, "x @ os=b").comparison.value().rule, "the environment changed");
  EXPECT_EQ(report.headline.counts.not_comparable, 1U);
  EXPECT_EQ(report.headline.counts.total, 1U);
}

TEST(Ids, AreUniqueWhateverTheSeriesShare) {
  MadeHistory made(2, 2);
  const auto values = [](auto, auto) { return 5.0; };
  for (int i = 0; i < 3; ++i) made.add("x", values);
  made.add("x", values).metric = "bytes";
  made.add("x", values).suite = "other";
  made.add("x #2", values);
  std::set<std::string> ids;
  for (const BenchmarkFacts& b : report_of(made).benchmarks) EXPECT_TRUE(ids.insert(b.id).second) << b.id;
  EXPECT_EQ(ids.size(), 6U);
}

TEST(ColumnChanges, JoinSeveralChangePointsOfOneRelease) {
  MadeHistory made(1, 20);
  made.release("v0.2.0");
  for (int i = 0; i < 40; ++i) made.run(1);
  made.release("v0.3.0");
  for (int i = 0; i < 20; ++i) made.run(2);
  made.add("x", [](auto, auto run) {
    return (run < 20 ? 100.0 : run < 40 ? 150.0 : 120.0) * std::exp(0.005 * noise(4, run));
  });
  const Report report = report_of(made);
  const BenchmarkFacts& b = report.benchmarks[0];
  ASSERT_EQ(b.change_points.size(), 2U);
  ASSERT_EQ(b.column_changes.size(), 1U);
  EXPECT_EQ(b.column_changes[0].column, 1U);
  EXPECT_NEAR(b.column_changes[0].ratio, 1.2, 0.01);
  EXPECT_EQ(b.column_changes[0].verdict, Verdict::Worse);
}

TEST(ColumnChanges, OfTheCurrentReleaseAreTheVerdictItself) {
  const Report report = report_of(five());
  const BenchmarkFacts& slow = named(report, "slow_down");
  ASSERT_EQ(slow.column_changes.size(), 1U);
  EXPECT_EQ(slow.column_changes[0].column, 5U);
  EXPECT_EQ(slow.column_changes[0].ratio, slow.comparison.value().ratio.value);
  EXPECT_TRUE(named(report, "calm_0").column_changes.empty());
}

TEST(Changed, ListsPrimaryVerdictsByTheirEffect) {
  MadeHistory made = five();
  made.add_step("slow_down", 100, 0.01, 5, 9, 62).metric = "bytes";
  const Report report = report_of(made);
  ASSERT_EQ(report.changed.size(), 2U);
  EXPECT_EQ(report.benchmarks[report.changed[0]].id, "speed_up");  // ln 0.7 is farther from 0 than ln 1.3
  EXPECT_EQ(report.benchmarks[report.changed[1]].id, "slow_down");
  EXPECT_EQ(report.hero, report.changed[0]);
}

TEST(Hero, IsTheOneAskedFor) {
  AnalysisOptions options;
  options.hero.emplace_back("absent");
  options.hero.emplace_back("calm_*");
  const Report report = report_of(five(), options);
  EXPECT_EQ(report.benchmarks[report.hero.value()].id, "calm_0");
}

TEST(Threshold, OfARateIsMirrored) {
  const auto alert = [](double factor) {
    MadeHistory made(6, 4);
    made.add_step("rate", 100, 0.002, 5, factor, 62).better = units::Direction::Higher;
    return named(report_of(made), "rate").comparison.value().alert;
  };
  EXPECT_TRUE(alert(1 / 1.12));
  EXPECT_FALSE(alert(1 / 1.08));
  EXPECT_FALSE(alert(1.5));
}

TEST(Index, IsTheGeometricMeanTurnedSoThatBelowOneIsBetter) {
  MadeHistory made(4, 3);
  const auto step = [&](const char* name, double factor) -> model::Series& {
    return made.add(name, [=](auto column, auto) { return 100 * (column == 3 ? factor : 1); });
  };
  step("a", 0.5);
  step("b", 2);
  EXPECT_NEAR(report_of(made).headline.index.ratio.value, 1, 1e-9);
  step("rate", 4).better = units::Direction::Higher;
  const model::Index index = report_of(made).headline.index;
  EXPECT_NEAR(index.ratio.value, std::cbrt(0.25), 1e-9);
  EXPECT_EQ(index.n, 3U);
  EXPECT_TRUE(index.turned);
  EXPECT_LE(index.ratio.lower, index.ratio.value);
  EXPECT_GE(index.ratio.upper, index.ratio.value);
}

TEST(Index, LeavesOutWhatIsNotInBothReleases) {
  MadeHistory made(4, 3);
  made.add("a", [](auto column, auto) { return column == 3 ? 50.0 : 100.0; });
  made.add("fresh", [](auto column, auto) { return column == 3 ? std::optional(3.0) : std::nullopt; });
  made.add("zero", [](auto, auto) { return 0.0; });
  EXPECT_EQ(report_of(made).headline.index.n, 1U);
}

TEST(Facts, AreFiniteForValuesSixHundredPowersOfTenApart) {
  for (const auto better : {units::Direction::Lower, units::Direction::Higher}) {
    MadeHistory made(4, 12);
    made.add("up", [](auto column, auto run) { return (column < 2 ? 1e-300 : 1e300) * (1 + 0.01 * unit(run)); })
        .better = better;
    made.add("down", [](auto column, auto run) { return (column < 3 ? 1e300 : 1e-300) * (1 + 0.01 * unit(run)); })
        .better = better;
    made.add("both", [](auto, auto run) { return run % 2 == 0 ? 1e300 : 1e-300; }).better = better;
    const Report report = report_of(made);
    for (const model::Index& index : {report.headline.index, report.headline.since, report.groups[0].index}) {
      EXPECT_TRUE(std::isfinite(index.ratio.value) && std::isfinite(index.ratio.lower) &&
                  std::isfinite(index.ratio.upper));
      EXPECT_TRUE(index.n == 0 || index.ratio.value > 0);
    }
    for (const BenchmarkFacts& b : report.benchmarks) {
      EXPECT_TRUE(std::isfinite(b.noise));
      for (const auto& change : b.column_changes) EXPECT_TRUE(std::isfinite(std::log(change.ratio))) << b.id;
      for (const auto& point : b.change_points) {
        EXPECT_TRUE(std::isfinite(point.ratio.value) && std::isfinite(point.ratio.upper)) << b.id;
      }
    }
  }
}

TEST(Bounds, OfALaunchWidenItsLevelAndNeverNarrowIt) {
  MadeHistory made(6, 1);
  model::Series& s = made.add_step("x", 100, 0.01, 9, 1, 1);
  const auto before = report_of(made).benchmarks[0].levels[0];
  s.lower.assign(6, 60);
  s.upper.assign(6, 100.0001);
  const auto after = report_of(made).benchmarks[0].levels[0];
  EXPECT_EQ(after.lower, 60);
  EXPECT_EQ(after.upper, std::max(before.upper, 100.0001));
  EXPECT_EQ(after.value, before.value);
}

TEST(Notes, SayHowManyRunsAreNotShown) {
  MadeHistory made = five();
  made.timeline.unreleased = 1;
  made.timeline.unmapped = 2;
  const Report report = report_of(made);
  ASSERT_EQ(report.notes.size(), 2U);
  EXPECT_EQ(report.notes[0].text.substr(0, 26), "1 run in no release yet: n");
  EXPECT_EQ(report.notes[1].text.substr(0, 6), "2 runs");
}

TEST(Project, IsNamedAfterItsRepositoryUnlessItHasAName) {
  const auto name = [](const std::string& url, const std::string& given) {
    MadeHistory made = five();
    made.history.repository_url = url;
    AnalysisOptions options;
    options.project = given;
    return report_of(made, options).project;
  };
  EXPECT_EQ(name("https://example.org/group/tool", ""), "tool");
  EXPECT_EQ(name("https://example.org/group/tool//", ""), "tool");
  EXPECT_EQ(name("https://example.org/group/tool", "Mine"), "Mine");
  EXPECT_EQ(name("", ""), "Benchmarks");
  EXPECT_EQ(name("////", ""), "Benchmarks");
}

TEST(Analyse, AChangeInNoKnownDirectionIsNeitherBetterNorWorse) {
  MadeHistory made = five();
  for (model::Series& series : made.history.series) {
    if (series.benchmark.ends_with("up") || series.benchmark.ends_with("down")) {
      series.better = units::Direction::Unknown;
    }
  }
  const Report report = report_of(made);
  EXPECT_EQ(verdict(report, "slow_down"), Verdict::Changed);
  EXPECT_EQ(verdict(report, "speed_up"), Verdict::Changed);
  EXPECT_EQ(report.headline.counts.changed, 2U);
  EXPECT_EQ(report.headline.counts.better + report.headline.counts.worse, 0U);
  EXPECT_EQ(report.headline.counts.alerts, 0U);
  EXPECT_NE(report.headline.sentence.find("2 changed (direction unknown)"), std::string::npos);
  EXPECT_EQ(report.headline.index.n, 3U);
  EXPECT_NE(report.headline.index_line.find("2 without a known direction left out"), std::string::npos);
}

TEST(Analyse, WhatWasPrintedWithOneDigitIsNoBetterKnown) {
  MadeHistory made(6, 4);
  made.add("exact", [](std::uint32_t column, std::uint32_t) { return column < 5 ? 2.0 : 3.0; });
  made.add("rounded", [](std::uint32_t column, std::uint32_t) { return column < 5 ? 2.0 : 3.0; }).resolution = 0.5;
  const Report report = report_of(made);
  EXPECT_EQ(verdict(report, "exact"), Verdict::Worse);
  EXPECT_EQ(verdict(report, "rounded"), Verdict::Unclear);
  const model::Level& level = named(report, "rounded").levels.back();
  EXPECT_LE(level.lower, 2.5 + 1e-9);
  EXPECT_GE(level.upper, 3.5 - 1e-9);
}

}  // namespace
}  // namespace perfolio::analysis
