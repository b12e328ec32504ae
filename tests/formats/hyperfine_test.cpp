// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kHeader = "command,mean,stddev,median,user,system,min,max\n";

TEST(Hyperfine, ReadsTimesOfEachCommand) {
  const Kept kept = kept_of("hyperfine", fixture("hyperfine/failures.json"));
  const model::Result& time = result_in(kept, "sh -c \"exit 0\"");
  EXPECT_DOUBLE_EQ(time.value, 0.0010735692500000002);
  EXPECT_EQ(time.unit, "s");
  EXPECT_NEAR(time.lower.value(), 0.00084297978653534693, 1e-15);
  EXPECT_EQ(time.samples.size(), 4U);
  EXPECT_EQ(time.estimator, "mean");
  EXPECT_DOUBLE_EQ(result_in(kept, "sh -c \"exit 0\"", "user").value, 0.000902);
  EXPECT_DOUBLE_EQ(result_in(kept, "sh -c \"exit 0\"", "system").value, 0);
}

TEST(Hyperfine, KeepsACommandThatFailedAndSaysSo) {
  const Kept kept = kept_of("shell_hyperfine", fixture("hyperfine/failures.json"));
  EXPECT_DOUBLE_EQ(result_in(kept, "sh -c \"exit 1\"").value, 0.00131711375);
  ASSERT_EQ(kept.diagnostics.size(), 1U);
  EXPECT_EQ(kept.diagnostics[0].text, "the command failed in 4 of 4 runs; its time is kept");
  EXPECT_EQ(kept.diagnostics[0].where.pointer, "/results/1");
  const Kept killed = kept_of("hyperfine", R"({"results":[{"command":"a","mean":1,"exit_codes":[0,null]}]})");
  EXPECT_EQ(killed.diagnostics.at(0).text, "the command failed in 1 of 2 runs; its time is kept");
}

TEST(Hyperfine, TellsCommandsOfOneNameApartByTheirParameters) {
  for (const std::string file : {"hyperfine/named.json", "hyperfine/named.csv"}) {
    const Kept kept = kept_of("hyperfine", fixture(file));
    EXPECT_EQ(kept.points(), 6U) << file;
    const model::Result& time = result_in(kept, "pause (n = 2)");
    EXPECT_DOUBLE_EQ(time.value, 0.0034060120000000004) << file;
    EXPECT_FALSE(time.lower.has_value()) << file;  // a single run
  }
}

TEST(Hyperfine, ReadsTheTableAsItReadsTheJson) {
  const Kept json = kept_of("hyperfine", fixture("hyperfine/failures.json"));
  for (const std::string& bytes : {fixture("hyperfine/failures.csv"), with_crlf(fixture("hyperfine/failures.csv"))}) {
    const Kept csv = kept_of("hyperfine", bytes);
    ASSERT_EQ(csv.points(), json.points());
    for (std::size_t i = 0; i < csv.points(); ++i) {
      EXPECT_EQ(csv.runs[0].results[i].benchmark, json.runs[0].results[i].benchmark);
      EXPECT_EQ(csv.runs[0].results[i].metric, json.runs[0].results[i].metric);
      EXPECT_DOUBLE_EQ(csv.runs[0].results[i].value, json.runs[0].results[i].value);
    }
  }
}

TEST(Hyperfine, ReadsMemoryAndNumbersAmongParameters) {
  const Kept kept = kept_of(
      "hyperfine", R"({"results":[{"command":"a","mean":1,"memory_usage_byte":[10,30,20],"parameters":{"n":1}},)"
                   R"({"command":"a","mean":2,"parameters":{"n":2.5}}]})");
  EXPECT_EQ(result_in(kept, "a (n = 1)", "memory").value, 20);
  EXPECT_EQ(result_in(kept, "a (n = 1)", "memory").unit, "B");
  EXPECT_EQ(result_in(kept, "a (n = 2.5)").value, 2);
}

TEST(Hyperfine, IsRecognised) {
  for (const std::string file : {"failures.json", "failures.csv", "named.json", "named.csv"}) {
    EXPECT_EQ(recognised_name(fixture("hyperfine/" + file)), "hyperfine") << file;
  }
}

TEST(Hyperfine, ReadsTablesPutTogether) {
  const Kept kept = kept_of("hyperfine", kHeader + "a,1,,1,0,0,1,1\n" + kHeader + "\"b\nc\",2,,2,0,0,2,2");
  EXPECT_EQ(result_in(kept, "a").value, 1);
  EXPECT_EQ(result_in(kept, "b\nc").value, 2);
}

TEST(Hyperfine, RefusesWhatItCannotRead) {
  EXPECT_EQ(complaint("hyperfine", "{}"), ": no \"results\": this is not a hyperfine result");
  EXPECT_EQ(complaint("hyperfine", R"({"results":null})"), ": no \"results\": this is not a hyperfine result");
  EXPECT_EQ(complaint("hyperfine", R"({"results":[]})"), ": there is no hyperfine result in it");
  EXPECT_EQ(complaint("hyperfine", R"({"results":[{"mean":1}]})"), "/results/0: a result without a command");
  EXPECT_EQ(complaint("hyperfine", kHeader), ": there is no hyperfine result in it");
  EXPECT_EQ(complaint("hyperfine", kHeader + "a,1\n"), "line 2:1: 8 columns are due here, not 2");
  EXPECT_EQ(complaint("hyperfine", kHeader + "\"a,1\n"), "line 2:1: a quote that is opened here is never closed");
  EXPECT_EQ(complaint("hyperfine", kHeader + "a,1e999,,1,0,0,1,1\n").substr(0, 9), "line 2:1:");
}

TEST(HyperfineText, GivesMeanDeviationAndTheTimesOfTheProcessor) {
  const Kept kept = kept_of("hyperfine", fixture("hyperfine/console.txt"));
  const auto& time = result_in(kept, "sleep 0.01");
  EXPECT_EQ(time.value, 17.4);
  EXPECT_EQ(time.unit, "ms");
  EXPECT_DOUBLE_EQ(*time.lower, 10.3);
  EXPECT_DOUBLE_EQ(time.resolution, 0.05);
  EXPECT_EQ(result_in(kept, "true", "user").value, 0.6);
  // "System: 0.0 ms" is too little to show.
  EXPECT_EQ(kept.points(), 5U);
  EXPECT_EQ(kept.left_out.at("below what was printed (nothing but zeros)"), 1U);
}

TEST(HyperfineText, ReadsASingleRunAndTheOldNumbering) {
  const std::string text =
      "Benchmark #1: a: b\n  Time (abs \u2261):         1.281 s               [User: 1.4 ms, System: 2.0 ms]\n";
  EXPECT_EQ(recognised_name(text), "hyperfine");
  const Kept kept = kept_of("hyperfine", text);
  EXPECT_EQ(result_in(kept, "a: b").value, 1.281);
  EXPECT_FALSE(result_in(kept, "a: b").lower.has_value());
  EXPECT_EQ(result_in(kept, "a: b", "system").value, 2);
}

TEST(HyperfineText, ReadsTheMarkdownTableAsTheConsole) {
  const std::string text = fixture("hyperfine/table.md");
  EXPECT_EQ(recognised_name(text), "hyperfine");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "hyperfine");
  const Kept kept = kept_of("hyperfine", with(text, "sleep 0.01", "a \\| b"));
  EXPECT_EQ(result_in(kept, "a | b").value, 17.4);
  EXPECT_DOUBLE_EQ(*result_in(kept, "true").upper, 12.3);
  EXPECT_EQ(kept.points(), 2U);
}

TEST(HyperfineText, IsNoOtherTextThatSpeaksOfBenchmarks) {
  EXPECT_NE(recognised_name("Benchmark 1: make\n"), "hyperfine");
  EXPECT_NE(recognised_name("  Time (mean \u00b1 \u03c3):  1 ms\n"), "hyperfine");
  EXPECT_EQ(complaint("hyperfine", "Benchmark 1: a\n Time (abs \u2261): 1e999 s\n"),
            "line 2:1: \"1e999\" is not a number that can be kept");
}

}  // namespace
}  // namespace perfolio::test
