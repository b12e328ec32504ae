// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Page one.
#include "layout/summary.h"

#include "layout/badge.h"
#include "layout/made_report.h"
#include "layout/tile.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::layout {
namespace {

using test::HalfEm;
using test::light;
using test::MadeHistory;
using test::texts_of;

model::Report report_of(const MadeHistory& made) {
  analysis::AnalysisOptions options;
  options.project = "Sample";
  return analysis::analyse(made.history, made.timeline, options);
}

std::vector<std::string> page_one(const model::Report& report) {
  std::vector<std::string> out;
  for (const Text& text : texts_of(test::pages_of(report).front().scene.nodes)) out.push_back(text.text);
  return out;
}

bool says(const std::vector<std::string>& texts, const std::string& part) {
  return std::ranges::any_of(texts, [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

/// 28 groups of two over eight releases; `worse` of them got worse by 30 %, as many others better by half.
MadeHistory many(std::size_t worse) {
  MadeHistory made(8, 4);
  for (std::uint64_t i = 0; i < 56; ++i) {
    const double factor = i < worse ? 1.3 : i < 2 * worse ? 0.5 : 1;
    made.add_step(fmt::format("case_{:02}", i), 100, 0.004, 7, factor, i).suite = fmt::format("suite {:02}", i % 28);
  }
  return made;
}

TEST(PageOne, ShowsAlertsBeforeAnythingElseAndBothSides) {
  const model::Report report = report_of(many(12));
  ASSERT_EQ(report.headline.counts.alerts, 12U);
  const std::vector<std::string> texts = page_one(report);
  const auto alerts =
      std::ranges::count_if(texts, [](const auto& t) { return t.find(", alert") != std::string::npos; });
  EXPECT_GE(alerts, 4) << "of twelve";
  EXPECT_TRUE(says(texts, "↓ faster")) << "what got better has a row, too";
  EXPECT_TRUE(says(texts, "and ") && says(texts, " slower, ") && says(texts, " faster more"));
  EXPECT_TRUE(report.benchmarks[report.hero.value()].comparison->alert);
}

TEST(PageOne, SaysHowManyGroupsHaveNoTile) {
  const std::vector<std::string> texts = page_one(report_of(many(12)));
  EXPECT_TRUE(says(texts, "more group"));
}

TEST(PageOne, CountsWhatItLeavesOut) {
  const model::Report report = report_of(many(12));
  const std::vector<std::size_t> rows = summary_rows(report, 8);
  EXPECT_EQ(rows.size(), 8U);
  EXPECT_EQ(left_out_words(report, rows), "and 6 slower, 10 faster more");
  EXPECT_EQ(left_out_words(report, summary_rows(report, 100)), "");
  EXPECT_EQ(summary_rows(report, 1).size(), 1U);
}

TEST(PageOne, HasNoTableOfWhatIsNearWhereNothingIs) {
  MadeHistory made(6, 5);
  for (std::uint64_t i = 0; i < 6; ++i) made.add_step(fmt::format("a_{}", i), 100, 0.001, 99, 1, i);
  const model::Report report = report_of(made);
  ASSERT_TRUE(report.overview.near.empty());
  EXPECT_FALSE(says(page_one(report), "Nearest"));
}

TEST(PageOne, NamesACommonShiftInItsHead) {
  MadeHistory made(6, 4);
  for (std::uint64_t i = 0; i < 20; ++i) made.add_step(fmt::format("a_{:02}", i), 100, 0.004, 5, 1.2, i);
  EXPECT_TRUE(says(page_one(report_of(made)), "rather the machine or the toolchain than the code"));
}

TEST(PageOne, ComparesWithThePreviousTheFirstAndTheBestRelease) {
  MadeHistory made(8, 5);
  made.add("a", [](auto column, auto run) {
    return 100 * (column >= 4 ? 1.3 : column >= 2 ? 0.9 : 1.0) * std::exp(0.004 * test::noise(1, run));
  });
  made.add_step("b", 100, 0.004, 99, 1, 2);
  const std::vector<std::string> texts = page_one(report_of(made));
  for (const char* role : {"previous", "first", "best"}) EXPECT_TRUE(says(texts, role)) << role;
  EXPECT_TRUE(says(texts, "Slower than v0.1.0"));
  EXPECT_FALSE(says(texts, "geometric mean"));
  EXPECT_FALSE(says(texts, "turned"));
}

TEST(PageOne, IsFullAlsoWhereNothingChangedOverManyReleases) {
  MadeHistory made(300, 1);
  for (std::uint64_t i = 0; i < 12; ++i) made.add_step(fmt::format("a_{:02}", i), 100, 0.01, 99999, 1, i);
  const Page page = test::pages_of(report_of(made)).front();
  double lowest = 0;
  for (const Text& text : texts_of(page.scene.nodes)) {
    if (text.at.y < page.scene.size.height - 60) lowest = std::max(lowest, text.at.y);  // the footer aside
  }
  EXPECT_GT(lowest, page.scene.size.height * 0.8);
}

TEST(Badge, SaysHowManyAreUnclear) {
  MadeHistory made(6, 2);
  for (std::uint64_t i = 0; i < 3; ++i) made.add_step(fmt::format("calm_{}", i), 100, 0.001, 99, 1, i);
  for (std::uint64_t i = 0; i < 5; ++i) made.add_step(fmt::format("wild_{}", i), 100, 0.1, 99, 1, 20 + i);
  const Badge badge = overall_badge(report_of(made), light());
  EXPECT_EQ(badge.message, "v0.6.0: 3 same, 5 unclear");
  EXPECT_EQ(badge.color, light().same.ink);
}

TEST(Tile, ShoutsNoNumberThatIsUnclearWhereOthersHaveEvidence) {
  MadeHistory made(6, 4);
  for (std::uint64_t i = 0; i < 3; ++i) made.add_step(fmt::format("x_{}", i), 100, 0.004, 5, i == 0 ? 0.3 : 1, i);
  made.add_step("x_3", 100, 0.004, 5, 1.4, 9);
  made.add_step("y_1", 100, 0.004, 99, 1, 10);
  made.add_step("y_2", 100, 0.004, 99, 1, 11);
  const model::Report report = report_of(made);
  const auto x = std::ranges::find(report.groups, "x", &model::Group::name);
  ASSERT_NE(x, report.groups.end());
  ASSERT_EQ(x->tile.verdict, model::Verdict::Unclear);
  const TileTexts texts = tile_texts(report, *x);
  EXPECT_EQ(texts.value, "1 slower");
  EXPECT_EQ(texts.unit, "of 4");
  EXPECT_EQ(texts.pill, "↑ 40\u202f% slower");
  EXPECT_EQ(texts.verdict, model::Verdict::Worse);
}

TEST(Tile, CallsNoGroupTheSameOfWhichOneIsWorse) {
  MadeHistory made(6, 8);
  for (std::uint64_t i = 0; i < 15; ++i) {
    made.add_step(fmt::format("x_{}", i), 100, 0.002, i == 4 ? 5 : 99, 1.03, 30 + i);
  }
  const model::Report report = report_of(made);
  ASSERT_EQ(report.groups.size(), 1U);
  ASSERT_EQ(report.groups[0].tile.verdict, model::Verdict::Same);
  const TileTexts texts = tile_texts(report, report.groups[0]);
  EXPECT_EQ(texts.value, "1 slower");
  EXPECT_EQ(texts.unit, "of 15");
}

TEST(Tile, OfAGroupWithoutALeadHasTheLineOfItsMean) {
  MadeHistory made(6, 4);
  for (std::uint64_t i = 0; i < 3; ++i) made.add_step(fmt::format("x_{}", i), 100, 0.004, 5, 1.1, i);
  made.add_step("y_1", 100, 0.004, 99, 1, 10);
  made.add_step("y_2", 100, 0.004, 99, 1, 11);
  const model::Report report = report_of(made);
  const auto nodes = tile(report, 0, {0, 0, 163, kTileHeight}, light(), HalfEm());
  bool line = false;
  bool band = false;
  for (const Node& node : nodes) {
    for (const Mark& mark : node.marks) {
      line = line || std::holds_alternative<Polyline>(mark);
      band = band || std::holds_alternative<Area>(mark);
    }
  }
  EXPECT_TRUE(line);
  EXPECT_TRUE(band);
}

TEST(AFirstRelease, WithFewBenchmarksHasNoListThatRepeatsPageOne) {
  const auto pages = [](std::size_t benchmarks) {
    std::string texts;
    std::size_t n = 0;
    for (const Page& page : test::pages_of(test::made_report(1, benchmarks, 3))) {
      ++n;
      for (const Text& text : test::texts_of(page.scene.nodes)) texts += text.text + "\n";
    }
    return std::pair(n, texts);
  };
  const auto [few, short_one] = pages(5);
  const auto [many, long_one] = pages(120);
  EXPECT_EQ(short_one.find("All benchmarks\n"), std::string::npos);
  EXPECT_NE(long_one.find("All benchmarks\n"), std::string::npos);
  EXPECT_LE(few, 2U);
  for (int i = 0; i < 5; ++i) {
    EXPECT_NE(short_one.find(fmt::format("case_{:03}", i)), std::string::npos);
  }
}

}  // namespace
}  // namespace perfolio::layout
