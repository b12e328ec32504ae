// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/kept.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

using units::Direction;

Kept realities() {
  Kept kept;
  read("data-js", fixture("github-action-benchmark/realities.js"), kept);
  return kept;
}

TEST(DataJs, ReadsTheCommitAndTheFirstLineOfItsMessage) {
  const model::Run run = realities().runs.at(0);
  EXPECT_EQ(run.suite, "Rust");
  EXPECT_EQ(run.commit, "aaaa1111");
  EXPECT_EQ(run.subject, "🚀 Faster");
  EXPECT_EQ(run.author, "Ann");
  EXPECT_EQ(base::to_rfc3339(run.commit_date.value()), "2024-01-02T02:04:05Z");
  EXPECT_EQ(base::to_rfc3339(run.date.value()), "2024-01-02T03:05:00Z");
  EXPECT_EQ(run.results.at(0).spread, "± 35");
}

TEST(DataJs, ReadsNumbersInTextsAndCountsMissingOnes) {
  const Kept kept = realities();
  ASSERT_EQ(kept.runs.at(0).results.size(), 2U);
  EXPECT_EQ(kept.runs.at(0).results.at(1).value, 251.9535);
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 2U);
  EXPECT_TRUE(kept.diagnostics.empty());
}

TEST(DataJs, KnowsRunsOfPullRequestsAndLivesWithoutMessageAndAuthor) {
  const Kept kept = realities();
  EXPECT_FALSE(kept.runs.at(0).pull_request);
  EXPECT_TRUE(kept.runs.at(1).pull_request);
  EXPECT_EQ(kept.runs.at(1).subject, "");
}

TEST(DataJs, MakesOneBenchmarkOfAGoBenchmarkStoredTwice) {
  const model::Run run = realities().runs.at(2);
  ASSERT_EQ(run.results.size(), 3U);
  for (const model::Result& result : run.results) EXPECT_EQ(result.benchmark, "BenchmarkA");
  EXPECT_EQ(run.results[0].unit, "ns/op");
  EXPECT_EQ(run.results[0].metric, run.results[1].metric);
  EXPECT_EQ(run.results[2].metric, "memory");
}

TEST(DataJs, TrustsARateUnitOverTheToolAndTheUserOverBoth) {
  const Kept kept = realities();
  EXPECT_EQ(kept.runs.at(3).results.at(0).better, Direction::Higher);
  EXPECT_EQ(kept.runs.at(3).results.at(1).better, Direction::Lower);
  EXPECT_EQ(kept.runs.at(4).results.at(0).better, Direction::Higher);
  EXPECT_EQ(kept.runs.at(5).results.at(0).better, Direction::Lower);
}

constexpr std::string_view kHead = R"({"entries":{"S":[{"commit":{"id":"a"},"date":1,"tool":"cargo","benches":[)";
std::string one(const std::string& bench, const std::string& tail = "") {
  return std::string(kHead) + bench + "]}]}}" + tail;
}
const std::string kBench = R"({"name":"n","value":1,"unit":"ns"})";

TEST(DataJs, ReadsByteOrderMarkCrlfAndSemicolon) {
  EXPECT_EQ(complaint("gab", "\xEF\xBB\xBF" + one(kBench, "\r\n")), "");
  EXPECT_EQ(complaint("gab", "window.BENCHMARK_DATA = " + one(kBench, ";\r\n")), "");
  EXPECT_EQ(complaint("gab", "window.BENCHMARK_DATA=" + one(kBench)), "");
}

TEST(DataJs, RefusesWhatIsNoHistoryAndSaysWhere) {
  struct Case {
    std::string bytes, want;
  };
  const Case cases[] = {
      {one(kBench, " {}"), "1:114: more follows after the end of the JSON text"},
      {one(kBench, std::string(1, '\0')), "1:113: a NUL byte stands in the JSON"},
      {one(kBench, ";alert(1)"), "1:113: more follows after the end of the JSON text"},
      {one(kBench + ","), "1:109: a comma stands before ]"},
      {one("\n/* x */" + kBench), "2:1: JSON has no comments"},
      {one(R"({"name":"n","value":1e400})"), "1:94: the number 1e400 is too large to be kept"},
      {one(R"({"name":"n","value":"1,5"})"), "/entries/S/0/benches/0/value: \"1,5\" is not a number"},
      {one(R"({"name":"n","value":[1]})"), "/entries/S/0/benches/0/value: a plain value is due here, not a list"},
      {"{\"entries\":{}}", "/entries: there is no benchmark in it"},
      {"{\"entries\":null}", "/entries: an object of suites is due here"},
      {"window.BENCHMARK_DATA += {}", "1:23: '=' is due after window.BENCHMARK_DATA"},
      {"[]", "an object with \"entries\" is due here, not a list"},
      {std::string("\xFF\xFE{\0", 4), "1:1: the file is UTF-16; it must be UTF-8"},
      {"window.BENCHMARK_DATA = {\"version\":2,\"runs\":[],\"names\":[],\"values\":[]}",
       "/values: there is no benchmark in it"},
      {R"({"version":3,"runs":[],"names":[],"values":[]})", "/version: only version 2 of the columnar layout is known"},
  };
  for (const Case& it : cases) {
    const std::string got = complaint("gab", it.bytes);
    EXPECT_TRUE(got.ends_with(it.want)) << it.bytes << "\n  gives " << got << "\n  not   " << it.want;
  }
}

TEST(DataJs, RefusesDepthInsteadOfOverflowingTheStack) {
  const std::string deep(5000000, '[');
  EXPECT_NE(complaint("gab", R"({"x":)" + deep).find("nested deeper than 200"), std::string::npos);
}

TEST(DataJs, NoticesAKeyGivenTwice) {
  Kept kept;
  read("gab", one(R"({"name":"n","value":1,"value":2,"unit":"ns"})"), kept);
  ASSERT_EQ(kept.diagnostics.size(), 1U);
  EXPECT_EQ(kept.diagnostics[0].where.pointer, "/entries/S/0/benches/0/value");
}

TEST(DataJs, SurvivesBeingCutAnywhere) {
  const std::string whole = fixture("github-action-benchmark/realities.js");
  const std::string body(whole.substr(0, whole.find_last_of('}')));
  for (std::size_t end = 0; end < body.size(); ++end) {
    EXPECT_NE(complaint("gab", std::string_view(body).substr(0, end)), "") << end;
  }
}

TEST(DataJs, ReadsRealHistoriesWhole) {
  struct Case {
    std::string_view file;
    std::size_t runs, points, missing;
  };
  const Case cases[] = {{"github-action-benchmark/data.js", 1832, 4181, 0},
                        {"yew/data.js", 302, 7028, 3186},  // 10214 with the missing ones
                        {"yew-old/data.old.js", 261, 4603, 0},
                        {"msal-js/data.js", 344, 688, 0}};
  if (!std::filesystem::exists(shared() / "corpus")) GTEST_SKIP() << "the corpus is not here";
  for (const Case& it : cases) {
    Kept kept;
    const std::string bytes = bytes_of(shared() / "corpus/histories" / it.file);
    formats::recognised(bytes).read(bytes, kept);
    EXPECT_EQ(kept.runs.size(), it.runs) << it.file;
    EXPECT_EQ(kept.points(), it.points) << it.file;
    EXPECT_EQ(kept.left_out["value is missing (null or not a number)"], it.missing) << it.file;
    EXPECT_TRUE(kept.diagnostics.empty()) << it.file;
  }
}

Kept kept_of(const std::string& bytes) {
  Kept kept;
  read("gab", bytes, kept);
  return kept;
}

constexpr const char* kColumnar =
    R"(window.BENCHMARK_DATA = {"version":2,"repoUrl":"https://example.com/p","names":["a","b","c"],
     "units":["ns","ops/s",""],"runs":[{"commit":"c1","date":1700000000000},
     {"commit":{"id":"c2","message":"Two\nlines","author":{"name":"Ada"},"timestamp":"2024-01-02T00:00:00Z"}}],)";

TEST(DataJsColumnar, ReadsAListForEachNameAndOneForEachRun) {
  for (const char* values : {R"("values":[[1,2],[3,4],[null,"5"]]})", R"("values":[[1,3,null],[2,4,5]]})"}) {
    const Kept kept = kept_of(std::string(kColumnar) + values);
    ASSERT_EQ(kept.runs.size(), 2U);
    EXPECT_EQ(kept.url, "https://example.com/p");
    EXPECT_EQ(kept.runs[0].commit, "c1");
    EXPECT_TRUE(kept.runs[0].date);
    ASSERT_EQ(kept.runs[0].results.size(), 2U);
    EXPECT_EQ(kept.runs[0].results[1].value, 3);
    EXPECT_EQ(kept.runs[0].results[1].metric, "throughput");
    EXPECT_EQ(kept.runs[1].subject, "Two");
    EXPECT_EQ(kept.runs[1].author, "Ada");
    ASSERT_EQ(kept.runs[1].results.size(), 3U);
    EXPECT_EQ(kept.runs[1].results[2].value, 5);
  }
}

TEST(DataJsColumnar, RefusesAShapeThatFitsNeither) {
  const std::string head = kColumnar;
  EXPECT_EQ(complaint("gab", head + R"("values":[[1,2],[3,4],[5]]})"),
            "/values/2: 2 values are due here, one for each run");
  EXPECT_EQ(complaint("gab", head + R"("values":[[1,2]]})"),
            "/values: one list for each name is due here, or for each run");
  EXPECT_EQ(complaint("gab", head + R"("values":7})"), "/values: a list of lists of values is due here");
}

std::string one_run(const std::string& head, const std::string& benches) {
  return R"({"entries":{"S":[{"date":1700000000000,)" + head + R"(,"benches":[)" + benches + "]}]}}";
}

TEST(DataJs, DecodesTheMarginOfBenchmarkJsAndNoOther) {
  const std::string bench = R"({"name":"a","value":1000,"unit":"ops/sec","range":"±2.5%"})";
  const Kept js = kept_of(one_run(R"("tool":"benchmarkjs")", bench));
  EXPECT_DOUBLE_EQ(js.runs[0].results[0].lower.value(), 975);
  EXPECT_DOUBLE_EQ(js.runs[0].results[0].upper.value(), 1025);
  EXPECT_EQ(js.runs[0].results[0].estimator, "mean");
  const Kept custom = kept_of(one_run(R"("tool":"customBiggerIsBetter")", bench));
  EXPECT_FALSE(custom.runs[0].results[0].lower);
  EXPECT_EQ(custom.runs[0].results[0].spread, "±2.5%");
  EXPECT_EQ(custom.runs[0].results[0].estimator, "");
}

TEST(DataJs, KnowsTheEstimatorOfAToolThatLeavesNoChoice) {
  const std::string bench = R"({"name":"a","value":1,"unit":"ns"})";
  EXPECT_EQ(kept_of(one_run(R"("tool":"cargo")", bench)).runs[0].results[0].estimator, "median");
  EXPECT_EQ(kept_of(one_run(R"("tool":"go")", bench)).runs[0].results[0].estimator, "mean");
}

TEST(DataJs, ReadsADirectionInThePlaceOfATool) {
  const Kept kept = kept_of(one_run(R"("bigger_is_better":true)", R"({"name":"a","value":1,"unit":"points"})"));
  EXPECT_EQ(kept.runs[0].results[0].better, units::Direction::Higher);
}

TEST(DataJs, KeepsPlatformsApart) {
  const Kept kept =
      kept_of(one_run(R"("bigger_is_better":false)",
                      R"({"name":"a","value":1,"unit":"ns"},{"name":"a","value":2,"unit":"ns","platform":"arm"},
                                       {"name":"b","value":3,"unit":"ns","platform":"arm"})"));
  ASSERT_EQ(kept.runs.size(), 2U);
  EXPECT_TRUE(kept.runs[0].environment.empty());
  EXPECT_EQ(kept.runs[0].results.size(), 1U);
  EXPECT_EQ(kept.runs[1].environment.at("runner"), "arm");
  EXPECT_EQ(kept.runs[1].results.size(), 2U);
}

TEST(DataJs, KeepsTheMessageOfACommitAndNoAddressInIt) {
  const std::string message = R"("commit":{"id":"c","message":"Fix a@b.example (#7), thanks @ada\r\n\nWhy: x.\n\n)"
                              R"(Signed-off-by: Ada <ada+git@example.org>\nlone @ and a@ stay\n"},"tool":"go")";
  const Kept kept = kept_of(one_run(message, R"({"name":"a","value":1,"unit":"ns"})"));
  EXPECT_EQ(kept.runs[0].subject, "Fix … (#7), thanks @ada");
  EXPECT_EQ(kept.runs[0].body, "Why: x.\n\nSigned-off-by: Ada …\nlone @ and a@ stay");
}

TEST(DataJs, TakesBareNanForMissingAndSaysWhichIntegerIsRounded) {
  const Kept kept = kept_of(one_run(R"("tool":"go")", R"({"name":"a NaN, nan","value":NaN,"unit":"ns"},)"
                                                      R"({"name":"b","value":-Infinity,"unit":"ns"},)"
                                                      R"({"name":"c","value":9007199254740993,"unit":"ns"},)"
                                                      R"({"name":"d","value":18446744073709551616,"unit":"ns"},)"
                                                      R"({"name":"e","value":9007199254740994,"unit":"ns"})"));
  ASSERT_EQ(kept.runs[0].results.size(), 3U);
  EXPECT_EQ(kept.runs[0].results[0].value, 9007199254740992.0);
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 2U);
  ASSERT_EQ(kept.diagnostics.size(), 2U);
  EXPECT_EQ(kept.diagnostics[0].where.pointer, "/entries/S/0/benches/2/value");
  EXPECT_EQ(kept.diagnostics[0].text, "the integer has more digits than can be kept: 9007199254740992");
}

}  // namespace
}  // namespace perfolio::test
