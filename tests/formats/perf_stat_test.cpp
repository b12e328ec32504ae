// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

std::string counter(const std::string& value, const std::string& event = "cycles") {
  return R"({"counter-value" : ")" + value + R"(", "unit" : "", "event" : ")" + event +
         R"(", "event-runtime" : 5, "pcnt-running" : 100.00})" + "\n";
}

TEST(PerfStat, ReadsJsonLinesWithTheirStandardErrors) {
  const Kept kept = kept_of("perf-stat", fixture("perf-stat/rep.json"));
  const model::Result& clock = result_in(kept, "task-clock");
  EXPECT_DOUBLE_EQ(clock.value, 0.696444);
  EXPECT_EQ(clock.unit, "msec");
  EXPECT_DOUBLE_EQ(clock.lower.value(), 0.696444 * 0.96);
  EXPECT_DOUBLE_EQ(clock.upper.value(), 0.696444 * 1.04);
  EXPECT_EQ(result_in(kept, "page-faults", "page-faults").value, 64);
  EXPECT_FALSE(result_in(kept, "context-switches", "context-switches").lower.has_value());
  EXPECT_EQ(result_in(kept, "duration_time").unit, "ns");
  EXPECT_EQ(kept.left_out.at("event that was not counted"), 1U);
}

TEST(PerfStat, ReadsSeparatedValues) {
  const Kept kept = kept_of("perf_stat", fixture("perf-stat/rep.csv"));
  EXPECT_DOUBLE_EQ(result_in(kept, "task-clock").upper.value(), 0.59 * 1.0553);
  EXPECT_EQ(result_in(kept, "page-faults", "page-faults").value, 50);
  EXPECT_EQ(result_in(kept, "duration_time").value, 775676);
  EXPECT_EQ(kept.points(), 3U);
}

TEST(PerfStat, AddsIntervalsUpAndTellsCpusApart) {
  const Kept intervals = kept_of("perf-stat", fixture("perf-stat/int.csv"));
  EXPECT_DOUBLE_EQ(result_in(intervals, "task-clock").value, 0.77);  // of a launch, which an interval is no more of
  EXPECT_TRUE(result_in(intervals, "task-clock").samples.empty());
  ASSERT_EQ(intervals.diagnostics.size(), 1U);
  const std::string text = fixture("perf-stat/int.csv");
  EXPECT_EQ(result_in(kept_of("perf-stat", text + text), "task-clock").samples.size(), 2U);
  const Kept csv = kept_of("perf-stat", fixture("perf-stat/cpu.csv"));
  EXPECT_EQ(result_in(csv, "page-faults (CPU1)", "page-faults").value, 54);
  const Kept json = kept_of("perf-stat", fixture("perf-stat/cpu.json"));
  EXPECT_EQ(result_in(json, "page-faults (cpu 1)", "page-faults").value, 55);
}

TEST(PerfStat, ReadsTheTable) {
  const std::string table = fixture("perf-stat/rep.txt");
  const Kept kept = kept_of("perf-stat", table);
  EXPECT_EQ(result_in(kept, "task-clock").value, 0.62);
  EXPECT_DOUBLE_EQ(result_in(kept, "task-clock").lower.value(), 0.62 * 0.991);
  EXPECT_EQ(result_in(kept, "page-faults", "page-faults").value, 48);
  EXPECT_EQ(result_in(kept, "time elapsed").value, 0.0009429);
  EXPECT_EQ(result_in(kept, "user_time").unit, "ns");
  const Kept two = kept_of("perf-stat", table + with(table, "'true'", "'false'"));
  EXPECT_EQ(result_in(two, "false > task-clock").value, 0.62);
}

TEST(PerfStat, ReadsEventsOfAnyName) {
  const Kept kept = kept_of("perf-stat", counter("12", "cpu_core/instructions/u") + counter("3e2", "cycles:u"));
  EXPECT_EQ(result_in(kept, "cpu_core/instructions/u", "instructions").value, 12);
  EXPECT_EQ(result_in(kept, "cycles:u", "cycles").value, 300);
}

TEST(PerfStat, IsRecognised) {
  for (const std::string file : {"rep.json", "rep.csv", "rep.txt", "int.csv", "cpu.csv", "cpu.json"}) {
    EXPECT_EQ(recognised_name(fixture("perf-stat/" + file)), "perf-stat") << file;
    EXPECT_EQ(recognised_name("made in 1,234 s\n" + with_crlf(fixture("perf-stat/" + file))), "perf-stat") << file;
  }
}

TEST(PerfStat, RefusesWhatItCannotRead) {
  EXPECT_EQ(complaint("perf-stat", "sum,1,2\n"), ": there is no counter of perf stat in it");
  EXPECT_EQ(complaint("perf-stat", counter("1") + counter("1,5")), "line 2:1: a number is due here");
  EXPECT_EQ(complaint("perf-stat", counter("1e999")), "line 1:1: a number is due here");
  EXPECT_EQ(complaint("perf-stat", counter("<not counted>")), ": there is no counter of perf stat in it");
}

}  // namespace
}  // namespace perfolio::test
