// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/github.h"

#include "base/text.h"
#include "layout/made_report.h"
#include "model/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace {

using namespace perfolio;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines = base::split(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

/// A report in which the first `n` benchmarks are alerts, each worse than the one before it.
model::Report alerting(std::size_t n, std::size_t benchmarks = 30) {
  model::Report report = test::made_report(4, benchmarks);
  for (std::size_t i = 0; i < benchmarks; ++i) {
    model::Comparison& c = *report.benchmarks[i].comparison;
    c.alert = i < n;
    if (!c.alert) continue;
    c.verdict = model::Verdict::Worse;
    c.ratio = {1.2 + 0.1 * static_cast<double>(i), 1.1, 9};
  }
  report.headline.counts.alerts = n;
  return report;
}

/// Those that part cells.
std::size_t bars_in(std::string_view row) {
  std::size_t bars = 0;
  for (std::size_t i = 0; i < row.size(); ++i) bars += row[i] == '|' && (i == 0 || row[i - 1] != '\\') ? 1U : 0U;
  return bars;
}

TEST(GithubComment, SaysTheVerdictBeforeTheTableAndOfEachRowWithReleasesByTheirTags) {
  model::Report report = test::made_report(4, 5);
  report.columns[report.current].release.commit = std::string(40, 'a');
  report.columns[*report.baseline].release.commit = std::string(40, 'b');
  const std::string text = emit::github_comment(report, emit::kLargestComment);
  EXPECT_TRUE(text.starts_with("# Performance: Sample\n\n**" + report.headline.lead.substr(0, 10))) << text;
  EXPECT_NE(text.find("| Benchmark suite | Verdict | Current: " + report.columns[report.current].release.tag +
                      " | Previous: " + report.columns[*report.baseline].release.tag + " | Ratio |\n|-|-|-|-|-|\n| "),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find(std::string(40, 'a')), std::string::npos);
  const auto& first = report.benchmarks[0];
  EXPECT_NE(text.find("</code> | " + std::string(model::word(first.comparison->verdict, first)) + " | "),
            std::string::npos)
      << text;
}

TEST(GithubComment, PutsAlertsFirstAndTheWorstOfThemOnTop) {
  const model::Report report = alerting(3);
  const std::string text = emit::github_comment(report, emit::kLargestComment);
  EXPECT_TRUE(text.starts_with("# Performance alert: ")) << text;
  const auto rows = lines_of(std::string_view(text).substr(text.find("|-|-|-|-|-|\n") + 12));
  EXPECT_TRUE(rows[0].ends_with("| 1.40 |")) << rows[0];
  EXPECT_TRUE(rows[2].ends_with("| 1.20 |")) << rows[2];
  EXPECT_NE(rows[2].find(":warning:"), std::string_view::npos);
  EXPECT_EQ(rows[3].find(":warning:"), std::string_view::npos);
}

TEST(GithubComment, TurnsTheRatioSoThatAboveOneIsWorse) {
  model::Report report = alerting(1);
  report.benchmarks[0].better = units::Direction::Higher;
  report.benchmarks[0].comparison->ratio = {0.5, 0.4, 0.6};
  const std::string text = emit::github_comment(report, emit::kLargestComment);
  EXPECT_NE(text.find(":warning: | "), std::string::npos);
  EXPECT_NE(text.find("| 2.00 |\n"), std::string::npos) << text;
}

TEST(GithubComment, StaysWithinItsLimitAndCountsWhatItLeavesOut) {
  const model::Report report = test::made_report(3, 400);
  for (const std::size_t most : {std::size_t{2000}, std::size_t{9000}, emit::kLargestComment}) {
    const std::string text = emit::github_comment(report, most);
    EXPECT_LE(text.size(), most);
    const auto rows = static_cast<std::size_t>(
        std::ranges::count_if(lines_of(text), [](std::string_view line) { return line.starts_with("| <code>"); }));
    const bool whole = rows == report.benchmarks.size();
    EXPECT_EQ(
        text.find(fmt::format("\nand {} more in the report\n", report.benchmarks.size() - rows)) == std::string::npos,
        whole)
        << most;
  }
}

TEST(GithubComment, TakesNoMarkupFromNamesUnitsAndTags) {
  model::Report report = test::made_report(3, 2);
  report.project = "<b>@user</b>";
  report.benchmarks[0].id = "x | `y` [z](javascript:1) <img src=x> @user #1\n| a |";
  report.benchmarks[0].unit.base = report.benchmarks[1].unit.base = "|<i>@team|";
  report.benchmarks[0].unit.family = report.benchmarks[1].unit.family = units::Family::Other;
  report.columns[report.current].release.tag = "v1 | @all <u>";
  const std::string text = emit::github_comment(report, emit::kLargestComment);
  for (const char* live : {"<b>", "<i>", "<u>", "<img", "@user", "@team", "@all"})
    EXPECT_EQ(text.find(live), std::string::npos) << live << " in " << text;
  for (auto link = text.find("](javascript"); link != std::string::npos; link = text.find("](javascript", link + 1))
    EXPECT_EQ(text[link - 1], '\\') << text;
  const auto lines = lines_of(text);
  const auto row = std::ranges::find_if(lines, [](auto line) { return line.starts_with("| <code>x"); });
  ASSERT_NE(row, lines.end());
  EXPECT_EQ(bars_in(*row), 6U) << *row;
}

TEST(GithubAnnotations, AreTheTenWorstAlertsAndHowManyMore) {
  const model::Report report = alerting(13);
  const std::string text = emit::github_annotations(report);
  const auto all = lines_of(text);
  ASSERT_EQ(all.size(), 11U) << text;
  for (std::size_t i = 0; i < 10; ++i) EXPECT_TRUE(all[i].starts_with("::warning title=Performance%3A ")) << all[i];
  EXPECT_NE(all[0].find(report.benchmarks[12].id), std::string_view::npos) << all[0];
  EXPECT_TRUE(all[10].starts_with("::notice title=Performance::and 3 more")) << all[10];
  EXPECT_EQ(emit::github_annotations(alerting(0)), "");
  EXPECT_EQ(lines_of(emit::github_annotations(alerting(10))).size(), 10U);
}

TEST(GithubAnnotations, LetNoNameBecomeACommandOrAProperty) {
  model::Report report = alerting(1);
  report.benchmarks[0].id = "::error::x\r\n::add-mask::y,file=/etc/passwd%0A::stop-commands::z ##[group]w";
  const std::string text = emit::github_annotations(report);
  EXPECT_EQ(lines_of(text).size(), 1U) << text;
  const auto end = text.find("::", 10);
  const std::string title = text.substr(0, end);
  EXPECT_NE(title.find("%3A%3Aerror%3A%3Ax"), std::string::npos) << title;
  EXPECT_NE(title.find("y%2Cfile="), std::string::npos) << title;
  EXPECT_NE(title.find("%250A"), std::string::npos) << title;
  EXPECT_EQ(text.find("##["), std::string::npos) << text;
  EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST(GithubOutputs, HoldEveryValueBetweenItsDelimiters) {
  const std::string text = emit::github_outputs({{"a", "1"}, {"sentence", "x\nEOF\nPATH=/tmp"}}, "d-1");
  EXPECT_EQ(text, "a<<d-1\n1\nd-1\nsentence<<d-1\nx\nEOF\nPATH=/tmp\nd-1\n");
}

TEST(GithubOutputs, SayWhetherThereIsAnAlert) {
  const auto value = [](const model::Report& report, const std::string& name) {
    for (const auto& [key, text] : emit::github_facts(report)) {
      if (key == name) return text;
    }
    return std::string("(none)");
  };
  EXPECT_EQ(value(alerting(0), "alert"), "false");
  EXPECT_EQ(value(alerting(2), "alert"), "true");
  EXPECT_EQ(value(alerting(2), "alerts"), "2");
  EXPECT_EQ(value(alerting(2), "current"), "v0.4.0");
  EXPECT_EQ(value(alerting(2), "sentence"), alerting(2).headline.sentence);
}

}  // namespace
