// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

constexpr std::string_view kPage = "http://127.0.0.1:8765/index.html";

TEST(PrintedTools, WrkStatesLatencyAndRateOfOneBenchmark) {
  const Kept kept = kept_of("wrk", fixture("wrk/run.txt"));
  EXPECT_EQ(kept.points(), 6U);
  EXPECT_EQ(result_in(kept, kPage).value, 3.81);
  EXPECT_DOUBLE_EQ(result_in(kept, kPage).resolution, 0.005);
  EXPECT_EQ(result_in(kept, kPage, "p99").value, 16.05);
  EXPECT_EQ(result_in(kept, kPage, "throughput").better, units::Direction::Higher);
  EXPECT_TRUE(kept.diagnostics.empty());
}

TEST(PrintedTools, ErrorsOfALoadTestAreSaid) {
  EXPECT_EQ(kept_of("wrk", fixture("wrk/not-found.txt")).diagnostics.at(0).text,
            "http://127.0.0.1:8765/none: 1220 responses were errors (neither 2xx nor 3xx); they are in the numbers");
  EXPECT_EQ(kept_of("apachebench", fixture("ab/not-found.txt")).diagnostics.at(0).text,
            "127.0.0.1:8765/none: 20 responses were errors (not 2xx); they are in the numbers");
  const std::string failed = fixture("hey/run.txt") + "\nError distribution:\n  [3]\tGet \"http://a\": refused\n";
  EXPECT_EQ(kept_of("hey", failed).diagnostics.at(0).text, "hey: 3 requests failed; they are not in the times");
}

TEST(PrintedTools, AbTakesTheTimeThatAClientWaits) {
  const Kept kept = kept_of("ab", fixture("ab/run.txt"));
  EXPECT_EQ(kept.points(), 6U);
  EXPECT_EQ(result_in(kept, "127.0.0.1:8765/index.html").value, 3.074);
  EXPECT_EQ(result_in(kept, "127.0.0.1:8765/index.html", "p50").resolution, 0.5);
}

TEST(PrintedTools, HeysSecondsHaveFourDecimals) {
  const Kept kept = kept_of("hey", fixture("hey/run.txt"));
  EXPECT_EQ(kept.points(), 7U);
  EXPECT_EQ(result_in(kept, "hey", "p95").value, 0.0049);
  EXPECT_DOUBLE_EQ(result_in(kept, "hey", "p50").resolution, 0.00005);
  EXPECT_EQ(kept_of("hey", with(fixture("hey/run.txt"), "0.0021", "0.0000")).left_out.size(), 1U);
}

TEST(PrintedTools, JmhsTableHasParametersAndPercentiles) {
  const Kept kept = kept_of("jmh-text", fixture("jmh-text/table.txt"));
  EXPECT_EQ(kept.points(), 8U);
  EXPECT_EQ(result_in(kept, "Sorting.parallel (size=10000)", "throughput").upper, 11.375);
  EXPECT_EQ(result_in(kept, "Sorting.serial (size=100)", "memory").value, 40);
  EXPECT_EQ(result_in(kept, "Sorting.stream", "time-p99").value, 7.3);
  EXPECT_EQ(result_in(kept, "Sorting.once").value, 15.2);
  EXPECT_EQ(kept.left_out.at("below what was printed (only its power of ten)"), 1U);
}

TEST(PrintedTools, ACommaInJmhsTableIsADecimalPoint) {
  const std::string text = with(fixture("jmh-text/table.txt"), "15.200", "15,200");
  EXPECT_EQ(result_in(kept_of("jmh-text", text), "Sorting.once").value, 15.2);
}

TEST(PrintedTools, HyperfinesScreenAndTableAgree) {
  const Kept screen = kept_of("hyperfine-text", fixture("hyperfine-text/screen.txt"));
  const Kept table = kept_of("hyperfine-text", fixture("hyperfine-text/table.md"));
  for (const Kept* kept : {&screen, &table}) {
    EXPECT_EQ(result_in(*kept, "sleep 0.01").value, 19.0);
    EXPECT_EQ(result_in(*kept, "sleep 0.02").upper, 39.3);
  }
  EXPECT_EQ(result_in(screen, "sleep 0.02", "user").value, 1.1);
  EXPECT_EQ(screen.left_out.size(), 1U);  // a system time of "0.0 ms"
}

TEST(PrintedTools, ABarInACommandIsNoColumn) {
  const std::string text = with(fixture("hyperfine-text/table.md"), "`sleep 0.01`", "`ls \\| wc`");
  EXPECT_EQ(result_in(kept_of("hyperfine-text", text), "ls | wc").value, 19.0);
}

TEST(PrintedTools, TimeitAndSysbenchAndTinybenchAreRead) {
  EXPECT_EQ(result_in(kept_of("timeit", fixture("timeit/run.txt")), "timeit").estimator, "min");
  EXPECT_EQ(result_in(kept_of("sysbench", fixture("sysbench/cpu.txt")), "sysbench", "p95").value, 0.24);
  EXPECT_EQ(result_in(kept_of("sysbench", fixture("sysbench/cpu.txt")), "sysbench", "throughput").value, 4197.86);
  EXPECT_EQ(kept_of("tinybench-table", fixture("tinybench-table/table.txt")).points(), 2U);
}

TEST(PrintedTools, EachIsRecognisedAlsoFromALog) {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"wrk", "wrk/run.txt"},
      {"ab", "ab/run.txt"},
      {"hey", "hey/run.txt"},
      {"jmh-text", "jmh-text/table.txt"},
      {"timeit", "timeit/run.txt"},
      {"hyperfine-text", "hyperfine-text/screen.txt"},
      {"sysbench", "sysbench/cpu.txt"},
      {"hyperfine-text", "hyperfine-text/table.md"},
      {"tinybench-table", "tinybench-table/table.txt"},
  };
  for (const auto& [format, file] : files) {
    const std::string text = fixture(file);
    EXPECT_EQ(recognised_name(text), format) << file;
    EXPECT_EQ(recognised_name(with_crlf(text)), format) << file;
    EXPECT_EQ(recognised_name(std::string(100000, '\n') + text), format) << file;
    std::string log = "2026-02-20T12:00:00.1234567Z ";
    for (const char c : text) log += c == '\n' ? "\n2026-02-20T12:00:00.1234567Z " : std::string(1, c);
    EXPECT_EQ(kept_of(format, log).points(), kept_of(format, text).points()) << file;
  }
}

TEST(PrintedTools, RefuseWhatTheyCannotKeep) {
  EXPECT_EQ(complaint("wrk", "Running 2s test @ x\nRequests/sec: 1e999\n"),
            "line 2:1: \"1e999\" is not a number that can be kept");
  for (const std::string_view name : {"wrk", "ab", "hey", "sysbench", "timeit"}) {
    EXPECT_EQ(complaint(name, "nothing\n"), ": there is no " + std::string(name) + " benchmark in it");
  }
}

}  // namespace
}  // namespace perfolio::test
