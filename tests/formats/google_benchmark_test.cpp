// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

using units::Direction;

const std::string kTally = "tally/iterations:200000";
const std::string kHeadings = "Benchmark   Time   CPU   Iterations UserCounters...\n";

Kept read_file(const std::string& name) { return kept_of("google-benchmark", fixture("google-benchmark/" + name)); }

/// A JSON file of one row with these members besides.
std::string row(const std::string& members) {
  return R"({"context":{},"benchmarks":[{"name":"a","run_type":"iteration","iterations":3,"real_time":2,"cpu_time":1,)"
         R"("time_unit":"ns",)" +
         members + "}]}";
}

TEST(GoogleBenchmark, KeepsUserCountersAsMetrics) {
  const Kept kept = kept_of(
      "gbench", row(R"("parts":12,"time":4,"jobs_per_second":9,"label":"x","family_index":0,"allocs_per_iter":3,)"
                    R"("max_bytes_used":64,"bytes_per_second":5)"));
  EXPECT_EQ(kept.points(), 8U);
  EXPECT_EQ(result_in(kept, "a", "parts").unit, "");
  EXPECT_EQ(result_in(kept, "a", "counter-time").value, 4);
  EXPECT_EQ(result_in(kept, "a").value, 2);
  EXPECT_EQ(result_in(kept, "a", "jobs_per_second").unit, "1/s");
  EXPECT_EQ(result_in(kept, "a", "allocs").value, 3);
  EXPECT_EQ(result_in(kept, "a", "memory").unit, "B");
  EXPECT_EQ(result_in(kept, "a", "throughput").unit, "B/s");
}

TEST(GoogleBenchmark, LeavesOutWhatWasSkipped) {
  const std::string bytes =
      with(row(R"("skipped":true,"skip_message":"no")"), "]}", R"(,{"name":"b","real_time":7}]})");
  const Kept kept = kept_of("google-benchmark", bytes);
  EXPECT_EQ(kept.points(), 1U);
  EXPECT_EQ(result_in(kept, "b").value, 7);
  EXPECT_EQ(kept.left_out.at("benchmark reported an error or was skipped"), 1U);
  EXPECT_EQ(complaint("google-benchmark", row(R"("error_occurred":true)")),
            ": there is no Google Benchmark result in it");
}

TEST(GoogleBenchmark, KnowsTheAggregatesOfOldFilesByTheirNames) {
  const Kept kept = kept_of("googlecpp", R"({"context":{},"benchmarks":[{"name":"a_mean","real_time":5},)"
                                         R"({"name":"a_median","real_time":4},{"name":"a_stddev","real_time":1},)"
                                         R"({"name":"b_mean","real_time":9}]})");
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_EQ(result_in(kept, "a").value, 4);
  EXPECT_EQ(result_in(kept, "b_mean").value, 9);  // alone: a name like any other
}

TEST(GoogleBenchmark, ReadsItsScreen) {
  const Kept kept = read_file("console.txt");
  EXPECT_EQ(result_in(kept, "sum/8").value, 1.54);
  EXPECT_EQ(result_in(kept, "sum/8").unit, "ns");
  EXPECT_EQ(result_in(kept, "sum/8", "cpu").value, 1.54);
  // Bytes are counted in powers of 1024, items in powers of 1000.
  EXPECT_DOUBLE_EQ(result_in(kept, "sum/8", "throughput").value, 19.3398 * 1024 * 1024 * 1024);
  EXPECT_DOUBLE_EQ(result_in(kept, "sum/8", "items_per_second").value, 5.19149e9);
  EXPECT_EQ(result_in(kept, kTally, "parts").value, 12);
  EXPECT_DOUBLE_EQ(result_in(kept, kTally, "tiny").value, 0.0025);
  EXPECT_EQ(result_in(kept, kTally, "rate").unit, "1/s");
  EXPECT_EQ(kept.left_out.at("benchmark reported an error or was skipped"), 1U);
  EXPECT_EQ(kept.runs.at(0).environment, (model::Environment{{"cpus", "2"}}));
  EXPECT_EQ(base::to_rfc3339(kept.runs.at(0).date.value()), "2026-02-20T12:00:00Z");
}

TEST(GoogleBenchmark, ReadsCountersThatStandInColumns) {
  const Kept kept = read_file("tabular.txt");
  EXPECT_DOUBLE_EQ(result_in(kept, "sum/4096", "items_per_second").value, 3.84282e9);
  EXPECT_EQ(result_in(kept, kTally, "parts").value, 12);
  EXPECT_DOUBLE_EQ(result_in(kept, kTally, "rate").value, 88824100);
  EXPECT_EQ(kept.points(), 13U);
}

TEST(GoogleBenchmark, ReadsATableOfCommaSeparatedValues) {
  const Kept kept = read_file("table.csv");
  EXPECT_DOUBLE_EQ(result_in(kept, "sum/8").value, 2.096);
  EXPECT_DOUBLE_EQ(result_in(kept, "sum/4096", "throughput").value, 1.51737e10);
  EXPECT_EQ(kept.points(), 8U);
  EXPECT_EQ(kept.left_out.at("benchmark reported an error or was skipped"), 1U);
}

TEST(GoogleBenchmark, FoldsRepetitionsOnTheScreen) {
  const Kept kept = read_file("colours.txt");
  EXPECT_EQ(result_in(kept, kTally).value, 0.166);
  EXPECT_EQ(result_in(kept, kTally).samples.size(), 3U);
  EXPECT_EQ(kept.points(), 5U);
  const Kept only = read_file("aggregates.txt");
  EXPECT_EQ(result_in(only, kTally, "cpu").value, 0.166);
  EXPECT_EQ(only.points(), 5U);
}

TEST(GoogleBenchmark, TakesStatisticsOfTheUsersOwnForNoBenchmarks) {
  const auto row = [](const std::string& name, const std::string& time, const std::string& count) {
    return name + "  " + time + " ns  " + time + " ns  " + count + "\n";
  };
  const std::string screen = "Benchmark  Time  CPU  Iterations\n---\n" + row("BM_a", "10", "900") +
                             row("BM_a", "12", "900") + row("BM_a_mean", "11", "2") + row("BM_a_median", "11", "2") +
                             row("BM_a_stddev", "1", "2") + row("BM_a_max", "12", "2") + row("BM_a_fast", "5", "700");
  const Kept kept = kept_of("google-benchmark", screen);
  EXPECT_EQ(result_in(kept, "BM_a").samples, (std::vector<double>{10, 12}));
  EXPECT_EQ(result_in(kept, "BM_a_fast").value, 5);
  EXPECT_EQ(kept.points(), 4U);
  const Kept table =
      kept_of("google-benchmark",
              "name,iterations,real_time,cpu_time,time_unit\n\"BM_a\",900,10,10,ns\n\"BM_a\",900,12,12,ns\n"
              "\"BM_a_mean\",2,11,11,ns\n\"BM_a_median\",2,11,11,ns\n\"BM_a_stddev\",2,1,1,ns\n"
              "\"BM_a_max\",2,12,12,ns\n");
  EXPECT_EQ(table.points(), 2U);
}

TEST(GoogleBenchmark, CountsCountersThatAreNoNumbers) {
  const Kept kept = kept_of("google-benchmark", R"({"context":{},"benchmarks":[{"name":"a","real_time":1,"label":"x",)"
                                                R"("ratio":NaN,"peak":-Infinity,"kept":2}]})");
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 2U);
}

TEST(GoogleBenchmark, ReadsTheScreenOfOldVersions) {
  const Kept kept = read_file("old.txt");
  EXPECT_EQ(result_in(kept, "BM_Copy/8").value, 20);
  EXPECT_DOUBLE_EQ(result_in(kept, "BM_Copy/8", "throughput").value, 401.5 * 1024 * 1024);
  EXPECT_DOUBLE_EQ(result_in(kept, "BM_Copy/8", "items_per_second").value, 100.375e6);
  EXPECT_EQ(result_in(kept, "BM_Sort<int, 2> 10 ns").value, 600);
  EXPECT_EQ(base::to_rfc3339(kept.runs.at(0).date.value()), "2016-03-01T10:00:00Z");
}

TEST(GoogleBenchmark, ReadsTheUnitsOfNewVersions) {
  const Kept kept = kept_of("google-benchmark", kHeadings + "a  1 ns 1 ns 9 bytes_per_second=2Ki/s lag=3.5us x=nan\n");
  EXPECT_EQ(result_in(kept, "a", "throughput").value, 2048);
  EXPECT_DOUBLE_EQ(result_in(kept, "a", "lag").value, 3.5e-6);
  EXPECT_EQ(result_in(kept, "a", "lag").unit, "s");
  EXPECT_EQ(kept.points(), 4U);
}

TEST(GoogleBenchmark, IsRecognisedHoweverItIsPrinted) {
  for (const std::string file :
       {"console.txt", "tabular.txt", "table.csv", "colours.txt", "aggregates.txt", "old.txt", "rows.json"}) {
    const std::string bytes = fixture("google-benchmark/" + file);
    EXPECT_EQ(recognised_name(bytes), "google-benchmark") << file;
    EXPECT_EQ(recognised_name(with_crlf(bytes)), "google-benchmark") << file;
  }
  const std::string noise(200000, '.');
  EXPECT_EQ(recognised_name(noise + "\n" + fixture("google-benchmark/tabular.txt")), "google-benchmark");
}

TEST(GoogleBenchmark, RefusesAScreenItCannotRead) {
  EXPECT_EQ(complaint("google-benchmark", kHeadings + "sum_BigO  0.2 N 0.2 N\n"),
            ": there is no Google Benchmark result in it");
  EXPECT_EQ(complaint("google-benchmark", kHeadings + "a  1,5 ns 1 ns 9\n"),
            "line 2:1: \"1,5\" is not a number that can be kept");
  EXPECT_EQ(
      complaint("google-benchmark", "name,iterations,real_time,cpu_time,time_unit\na,1,1e999,1,ns\n").substr(0, 9),
      "line 2:1:");
}

}  // namespace
}  // namespace perfolio::test
