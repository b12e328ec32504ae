// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/export.h"
#include "formats/found.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace perfolio::test {
namespace {

TEST(Csv, MakesRunsOfRowsThatShareTheirRelease) {
  const Kept kept = kept_of("csv", fixture("csv/plain.csv"));
  ASSERT_EQ(kept.runs.size(), 2U);
  EXPECT_EQ(kept.runs[0].release, "v1.0.0");
  EXPECT_EQ(kept.runs[0].commit, "0123abc");
  EXPECT_EQ(base::to_rfc3339(*kept.runs[0].date), "2026-02-20T12:00:00Z");
  EXPECT_EQ(result_in(kept, "mesh").value, 1.5);
  EXPECT_EQ(result_in(kept, "mesh", "memory").unit, "B");
  EXPECT_EQ(kept.runs[1].results.at(0).value, 1.25);
  EXPECT_TRUE(kept.diagnostics.empty());
}

TEST(Csv, ReadsOtherSeparatorsAndColumnsInAnyOrder) {
  const std::string text = fixture("csv/semicolons.csv");
  std::string tabs = with(text, "axle; long", "axle. long");
  std::ranges::replace(tabs, ';', '\t');
  for (const std::string& bytes : {text, tabs, with_crlf(text), "\xEF\xBB\xBF" + text}) {
    EXPECT_EQ(recognised_name(bytes), "csv");
    const Kept kept = kept_of("csv", bytes);
    ASSERT_EQ(kept.runs.size(), 2U);
    EXPECT_EQ(result_in(kept, "mesh", "throughput").value, 2e6);  // as its unit says
    EXPECT_TRUE(kept.runs[1].results.at(0).benchmark.starts_with("axle"));
    EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 1U);
    ASSERT_EQ(kept.diagnostics.size(), 1U);
    EXPECT_EQ(kept.diagnostics[0].text, "columns not known here are left out: \"machine\"");
  }
}

/// Everything the table has a column for.
model::History history() {
  model::Run run;
  run.suite = "suite \"one\", [a]";
  run.release = "@v1";
  run.commit = "0123456789012345678901234567890123456789";
  run.date = base::parse_time("2026-02-20T12:00:00Z");
  run.branch = "main";
  run.tool = "go";
  run.environment = {{"cpu", "A1"}, {"os", "b=c"}};
  model::Result time;
  time.benchmark = "=cmd|'x'!A1, \"q\"\r\n;";
  time.value = 0.1;
  time.unit = "us";
  time.lower = -1e-300;
  time.upper = 1e300;
  time.estimator = "mean";
  time.better = units::Direction::Lower;
  model::Result rate = time;
  rate.metric = "+rate";
  rate.unit = "'s";
  rate.lower.reset();
  rate.better = units::Direction::Higher;
  run.results = {time, rate};
  model::History history;
  history.runs = {run, run};
  history.runs[1].environment.clear();
  return history;
}

TEST(Csv, ReadsBackWhatExportWrites) {
  const std::string bytes = formats::exported("csv", history());
  EXPECT_EQ(recognised_name(bytes), "csv");
  const Kept kept = kept_of("csv", bytes);
  ASSERT_EQ(kept.runs.size(), 2U);
  model::History read;
  read.runs = kept.runs;
  EXPECT_EQ(formats::exported("jsonl", read), formats::exported("jsonl", history()));
}

TEST(Csv, KeepsEveryNameOnOneLineThatIsNoCommand) {
  const std::vector<std::string> names = {"'=1",
                                          "=1",
                                          "''=1",
                                          "'a",
                                          " ",
                                          "  a ",
                                          "::error::boo",
                                          "##[error]x",
                                          "a\x1b[31m",
                                          "bidi\u202Egpj",
                                          "no \uFDD0",
                                          "\\u202e",
                                          "\\u005cu202e",
                                          "a\r\n::error::b",
                                          "C:\\users",
                                          "\\u0041",
                                          "wide ＝",
                                          "\t",
                                          "\\U0001fffe\U0001FFFE"};
  model::History one;
  model::Run& run = one.runs.emplace_back();
  for (const std::string& name : names) run.results.emplace_back().benchmark = name;
  const std::string bytes = formats::exported("csv", one);
  for (const auto line : base::split(bytes, '\n')) {
    EXPECT_FALSE(line.starts_with("::")) << line;
    EXPECT_EQ(line.find("##["), std::string_view::npos) << line;
    const std::string_view text = line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    EXPECT_EQ(base::visible(text), text);
  }
  const Kept kept = kept_of("csv", bytes);
  ASSERT_EQ(kept.runs.at(0).results.size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(kept.runs[0].results[i].benchmark, names[i]);
}

TEST(Csv, TakesTheSameAgainForARepetition) {
  const std::string text = fixture("csv/plain.csv");
  const Kept kept = kept_of("csv", text + with(text, "1.5", "2.5"));
  ASSERT_EQ(kept.runs.size(), 2U);
  EXPECT_EQ(result_in(kept, "mesh").value, 2);
}

TEST(Csv, IsNoTableOfSomeoneElse) {
  EXPECT_NE(recognised_name("name,value,unit\na,1,ms\n"), "csv");
  EXPECT_NE(recognised_name("\"Benchmark\",\"Mode\",\"Threads\",\"Score\",\"Unit\"\n"), "csv");
}

TEST(Csv, RefusesWhatItCannotKeep) {
  const auto row = [](const std::string& value) { return "benchmark,value,better,date\na," + value + "\n"; };
  EXPECT_EQ(complaint("csv", row("1e999,,")), "line 2:1: \"1e999\" is not a number");
  EXPECT_EQ(complaint("csv", row("\"1,5\",,")), "line 2:1: \"1,5\" is not a number");
  EXPECT_EQ(complaint("csv", row("1,up,")), "line 2:1: \"lower\" or \"higher\" is due in the column \"better\"");
  EXPECT_EQ(complaint("csv", row("1,,yesterday")), "line 2:1: \"yesterday\" is no date");
  EXPECT_EQ(complaint("csv", row("1")), "line 2:1: 4 columns are due here, not 2");
  EXPECT_EQ(complaint("csv", row("NaN,,")), ": there is no result in the table");
  EXPECT_EQ(complaint("csv", "benchmark,value\n,1\n"), "line 2:1: a row without a benchmark");
  EXPECT_EQ(complaint("csv", "benchmark,value,Value\n"), "line 1:1: the column \"value\" is there twice");
  EXPECT_EQ(complaint("csv", "benchmark,unit\n"), "line 1:1: there is no column \"value\"");
  EXPECT_EQ(complaint("csv", "benchmark,value\n\"a,1\n"), "line 2:1: a quote that is opened here is never closed");
  EXPECT_EQ(complaint("csv", ""), ": there is no table in it");
}

}  // namespace
}  // namespace perfolio::test
