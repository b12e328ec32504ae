// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

using units::Direction;

const std::string kFile = "pytest/tally.json";

/// A file of one benchmark with these statistics.
std::string with_stats(const std::string& stats, const std::string& more = "") {
  return R"({"machine_info":{},"benchmarks":[{"name":"t","fullname":"a.py::t","stats":)" + stats + "}" + more + "]}";
}

TEST(Pytest, ReadsMeanAndRateUnderTheFullName) {
  const Kept kept = kept_of("pytest", fixture(kFile));
  ASSERT_EQ(kept.points(), 6U);
  const model::Result& time = result_in(kept, "test_tally.py::test_tally[300]");
  EXPECT_DOUBLE_EQ(time.value, 6.322140006886912e-06);
  EXPECT_EQ(time.unit, "s");
  EXPECT_EQ(time.estimator, "mean");
  EXPECT_EQ(time.better, Direction::Lower);
  EXPECT_EQ(time.samples.size(), 5U);
  EXPECT_NEAR(time.upper.value() - time.value, time.value - time.lower.value(), 1e-15);
  const model::Result& rate = result_in(kept, "test_tally.py::test_tally[300]", "throughput");
  EXPECT_DOUBLE_EQ(rate.value, 158174.28891335335);
  EXPECT_EQ(rate.better, Direction::Higher);
}

TEST(Pytest, ReadsCommitDateAndMachine) {
  const Kept kept = kept_of("python_pytest", fixture(kFile));
  const model::Run& run = kept.runs.at(0);
  EXPECT_EQ(run.tool, "pytest");
  EXPECT_EQ(run.commit, "0123456789abcdef0123456789abcdef01234567");
  EXPECT_EQ(run.branch, "main");
  EXPECT_EQ(base::to_rfc3339(run.commit_date.value()), "2026-03-01T09:00:00Z");
  EXPECT_TRUE(run.date.has_value());
  EXPECT_EQ(run.environment.at("runtime"), "CPython 3.11");
  EXPECT_EQ(run.environment.at("os"), "Linux");
  EXPECT_FALSE(run.environment.contains("node"));
}

TEST(Pytest, LeavesOutWhatSaysThatThereIsNoRepository) {
  const std::string bytes =
      R"({"machine_info":{"cpu":{"brand_raw":"A1","count":4}},"commit_info":{"id":"unversioned","time":null,)"
      R"("branch":"(unknown"},"benchmarks":[{"name":"t","stats":{"mean":1}}],"datetime":"2026-03-01T10:00:00.5+00:00"})";
  const Kept kept = kept_of("pytest", bytes);
  EXPECT_EQ(kept.runs.at(0).commit, "");
  EXPECT_EQ(kept.runs.at(0).branch, "");
  EXPECT_EQ(kept.runs.at(0).environment, (model::Environment{{"cpu", "A1"}, {"cpus", "4"}}));
  EXPECT_EQ(base::to_rfc3339(kept.runs.at(0).date.value()), "2026-03-01T10:00:00Z");
  EXPECT_EQ(result_in(kept, "t").value, 1);
  EXPECT_FALSE(result_in(kept, "t").lower.has_value());
}

TEST(Pytest, IsRecognised) {
  const std::string bytes = fixture(kFile);
  EXPECT_EQ(recognised_name(bytes), "pytest");
  EXPECT_EQ(recognised_name("\xEF\xBB\xBF" + with_crlf(bytes)), "pytest");
  EXPECT_EQ(recognised_name(R"({"benchmarks":[{"fullname":"a","stats":{"mean":1}}],"version":"2.5"})"), "pytest");
}

TEST(Pytest, CountsWhatItLeavesOut) {
  const Kept kept = kept_of("pytest", with_stats(R"({"mean":2,"data":[1,3,"... cut"],"stddev":NaN,"ops":null})",
                                                 R"(,{"name":"u","stats":null},{"name":"v","stats":{"rounds":1}})"));
  EXPECT_EQ(kept.points(), 1U);
  EXPECT_EQ(result_in(kept, "a.py::t").samples.size(), 2U);
  EXPECT_EQ(kept.left_out.at("sample that is no number"), 1U);
  EXPECT_EQ(kept.left_out.at("benchmark without statistics"), 1U);
  EXPECT_EQ(kept.left_out.at("benchmark without a value"), 1U);
}

TEST(Pytest, CountsAnInfiniteRate) {
  const Kept kept = kept_of("pytest", with_stats(R"({"mean":0,"ops":Infinity})"));
  EXPECT_EQ(kept.points(), 1U);
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 1U);
}

TEST(Pytest, TakesTheMedianWhereThereIsNoMean) {
  const Kept kept = kept_of("pytest", with_stats(R"({"median":3})"));
  EXPECT_EQ(result_in(kept, "a.py::t").value, 3);
  EXPECT_EQ(result_in(kept, "a.py::t").estimator, "median");
}

TEST(Pytest, RefusesWhatItCannotRead) {
  EXPECT_EQ(complaint("pytest", "{}"), ": no \"benchmarks\": this is not a pytest-benchmark result");
  EXPECT_EQ(complaint("pytest", "[]"), ": no \"benchmarks\": this is not a pytest-benchmark result");
  EXPECT_EQ(complaint("pytest", R"({"benchmarks":{}})"), "/benchmarks: a list of benchmarks is due here");
  EXPECT_EQ(complaint("pytest", R"({"benchmarks":[]})"), "/benchmarks: there is no pytest-benchmark result in it");
  EXPECT_EQ(complaint("pytest", with_stats(R"({"mean":"1,5"})")).substr(0, 26), "/benchmarks/0/stats/mean: ");
  EXPECT_EQ(complaint("pytest", with_stats("{\"mean\":1e999}")).substr(0, 7), "line 1:");
}

}  // namespace
}  // namespace perfolio::test
