// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

using units::Direction;

const std::string kFile = "jmh/modes.json";
const std::string kAdd = "example.Tally.add (size=10, kind=a, b)";

std::string one(const std::string& mode, const std::string& unit) {
  return R"({"benchmark":"a.B.c","mode":")" + mode + R"(","primaryMetric":{"score":2,"scoreUnit":")" + unit + "\"}}";
}

TEST(Jmh, ReadsScoreIntervalAndForks) {
  const Kept kept = kept_of("jmh", fixture(kFile));
  const model::Result& rate = result_in(kept, kAdd, "throughput");
  EXPECT_EQ(rate.value, 250.5);
  EXPECT_EQ(rate.unit, "ops/ms");
  EXPECT_EQ(rate.lower, 238.25);
  EXPECT_EQ(rate.upper, 262.75);
  EXPECT_EQ(rate.samples, (std::vector<double>{248, 250, 250, 254}));
  EXPECT_EQ(rate.estimator, "mean");
  EXPECT_EQ(kept.runs.at(0).environment, (model::Environment{{"runtime", "OpenJDK 64-Bit Server VM 17"}}));
}

TEST(Jmh, ReadsProfilersAsCosts) {
  const Kept kept = kept_of("java_jmh", fixture(kFile));
  const model::Result& memory = result_in(kept, kAdd, "memory");
  EXPECT_EQ(memory.value, 48);
  EXPECT_EQ(memory.unit, "B/op");
  EXPECT_FALSE(memory.lower.has_value());
  EXPECT_EQ(result_in(kept, kAdd, "gc.alloc.rate").better, Direction::Lower);
  EXPECT_THROW(static_cast<void>(result_in(kept, kAdd, "stack")), std::out_of_range);
}

TEST(Jmh, KeepsTheModesOfOneBenchmarkApart) {
  const Kept kept = kept_of("jmh", fixture(kFile));
  EXPECT_EQ(result_in(kept, "example.Tally.parse").value, 4.5);
  EXPECT_EQ(result_in(kept, "example.Tally.parse", "single-shot-time").value, 900);
  const Kept all = kept_of("jmh", "[" + one("ss", "s/op") + "," + one("sample", "s/op") + "," + one("avgt", "s/op") +
                                      "," + one("thrpt", "ops/s") + "]");
  EXPECT_EQ(all.points(), 4U);
  EXPECT_EQ(result_in(all, "a.B.c").value, 2);
  EXPECT_EQ(result_in(all, "a.B.c", "sampled-time").value, 2);
  EXPECT_EQ(result_in(all, "a.B.c", "throughput").value, 2);
  EXPECT_EQ(result_in(kept_of("jmh", "[" + one("ss", "s/op") + "]"), "a.B.c").value, 2);
}

TEST(Jmh, TellsThreadsApart) {
  const auto threads = [](int count, const std::string& unit) {
    return with(one("thrpt", unit), "\"mode\"", "\"threads\":" + std::to_string(count) + ",\"mode\"");
  };
  const Kept kept = kept_of("jmh", "[" + threads(1, "ops/s") + "," + with(threads(8, "ops/s"), ":2,", ":9,") + "]");
  EXPECT_EQ(result_in(kept, "a.B.c (threads=1)", "throughput").value, 2);
  EXPECT_EQ(result_in(kept, "a.B.c (threads=8)", "throughput").value, 9);
  EXPECT_TRUE(kept.diagnostics.empty());
  const Kept same = kept_of("jmh", "[" + threads(8, "ops/s") + "," + threads(8, "ops/s") + "]");
  EXPECT_EQ(result_in(same, "a.B.c #2", "throughput").value, 2);
  EXPECT_EQ(same.diagnostics.size(), 1U);
}

TEST(Jmh, ReadsThePercentilesOfSampledTimes) {
  const Kept kept = kept_of("jmh", fixture(kFile));
  EXPECT_EQ(result_in(kept, "example.Tally.parse", "time-p50").value, 4.25);
  EXPECT_EQ(result_in(kept, "example.Tally.parse", "time-p99.9").value, 8.5);
  EXPECT_EQ(result_in(kept, "example.Tally.parse", "time-p99").unit, "us/op");
  EXPECT_THROW(static_cast<void>(result_in(kept, kAdd, "throughput-p50")), std::out_of_range);
}

TEST(Jmh, LetsTheUnitDecideWhatIsMeasured) {
  const Kept kept = kept_of("jmh", "[" + one("thrpt", "s/op") + "]");
  EXPECT_EQ(result_in(kept, "a.B.c").unit, "s/op");
  const Kept odd = kept_of("jmh", "[" + one("thrpt", "ops/day") + "]");
  EXPECT_EQ(result_in(odd, "a.B.c", "throughput").value, 2);
}

TEST(Jmh, KeepsTheSameBenchmarkMeasuredAgainApart) {
  const Kept kept = kept_of("jmh", "[" + one("avgt", "s/op") + "," + with(one("avgt", "s/op"), ":2", ":4") + "]");
  EXPECT_EQ(result_in(kept, "a.B.c").value, 2);
  EXPECT_EQ(result_in(kept, "a.B.c #2").value, 4);
}

TEST(Jmh, IsRecognised) {
  EXPECT_EQ(recognised_name(fixture(kFile)), "jmh");
  EXPECT_EQ(recognised_name(" \r\n" + with_crlf(fixture(kFile))), "jmh");
  EXPECT_EQ(recognised_name("[" + one("avgt", "ns/op") + "]"), "jmh");
}

TEST(Jmh, CountsScoresThatAreNoNumbers) {
  // The broken benchmark, and the profiler that has no score.
  EXPECT_EQ(kept_of("jmh", fixture(kFile)).left_out.begin()->second, 2U);
}

TEST(Jmh, RefusesWhatItCannotRead) {
  EXPECT_EQ(complaint("jmh", "{}"), ": a list of JMH benchmarks is due here");
  EXPECT_EQ(complaint("jmh", "[]"), ": there is no JMH benchmark in it");
  EXPECT_EQ(complaint("jmh", "[1]"), ": a list of JMH benchmarks is due here");
  EXPECT_EQ(complaint("jmh", "[null]"), "/0: a benchmark is due here");
  EXPECT_EQ(complaint("jmh", "[{}]"), "/0: a benchmark without a name");
  EXPECT_EQ(complaint("jmh", R"([{"benchmark":"a"}])"), "/0: no \"primaryMetric\": this is not a JMH result");
  EXPECT_EQ(complaint("jmh", "[" + with(one("avgt", "s"), "2", "\"NaN\"") + "]"),
            ": there is no JMH benchmark with a score in it");
  EXPECT_EQ(complaint("jmh", "[" + with(one("avgt", "s"), "2", "\"1,5\"") + "]").substr(0, 25),
            "/0/primaryMetric/score: \"");
}

TEST(JmhTable, GivesScoresErrorsAndParameters) {
  const Kept kept = kept_of("jmh", fixture("jmh/table.txt"));
  const auto& rate = result_in(kept, "Wheel.spin (kind=oak, size=16)", "throughput");
  EXPECT_EQ(rate.value, 812.25);
  EXPECT_EQ(rate.lower, 801.75);
  EXPECT_EQ(rate.resolution, 0.0005);
  EXPECT_FALSE(result_in(kept, "Wheel.spin (kind=oak, size=16)").lower.has_value());
  const auto& spaced = result_in(kept, "Wheel.spin (kind=two word, size=16)");
  EXPECT_EQ(spaced.value, 2.5);
  EXPECT_EQ(spaced.parameters.benchmark, "Wheel.spin");
  EXPECT_EQ(spaced.parameters.values.at(0), (model::Parameter{"kind", "two word"}));
}

TEST(JmhTable, GivesProfilersAndPercentilesToTheirBenchmark) {
  const Kept kept = kept_of("jmh", fixture("jmh/table.txt"));
  const std::string spin = "Wheel.spin (kind=two word, size=16)";
  EXPECT_EQ(result_in(kept, spin, "gc.alloc.rate").better, units::Direction::Lower);
  EXPECT_DOUBLE_EQ(result_in(kept, spin, "memory").value, 1e-3);
  EXPECT_GT(result_in(kept, spin, "memory").resolution, 2e-3);
  EXPECT_EQ(kept.left_out.at("below what was printed (nothing but zeros)"), 1U);
  EXPECT_EQ(result_in(kept, "Wheel.turn (kind=oak)", "time-p50").value, 3.75);
  EXPECT_EQ(result_in(kept, "Wheel.turn (kind=oak)", "time-p99.9").value, 9);
  EXPECT_EQ(kept.points(), 8U);
}

TEST(JmhTable, IsRecognisedByItsHeadAlone) {
  const std::string text = fixture("jmh/table.txt");
  EXPECT_EQ(recognised_name(text), "jmh");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "jmh");
  EXPECT_NE(recognised_name("Benchmark Mode Score Units\nA.b avgt 1.0 ns/op\n"), "jmh");
}

TEST(JmhTable, TakesACommaForTheDecimalPointAndRefusesOtherWords) {
  const std::string head = "Benchmark  Mode  Cnt  Score   Error  Units\n";
  EXPECT_EQ(result_in(kept_of("jmh", head + "A.b  avgt  5  1,500 \u00b1 0,250  ns/op\n"), "A.b").upper, 1.75);
  EXPECT_EQ(complaint("jmh", head + "A.b  avgt  5  1e999 \u00b1 1  ns/op\n"),
            "line 2:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("jmh", head), ": there is no JMH benchmark with a score in it");
}

TEST(JmhText, JoinsTheSeriesOfTheJsonWhereTheLogHasTheFullNames) {
  const std::string table = fixture("jmh/table.txt");
  const Kept alone = kept_of("jmh", table);
  ASSERT_EQ(alone.diagnostics.size(), 1U);
  EXPECT_EQ(alone.diagnostics.at(0).severity, base::Severity::Info);
  EXPECT_TRUE(
      alone.diagnostics.at(0).text.starts_with("2 benchmarks have the short names of JMH's table (\"Wheel.spin\")"))
      << alone.diagnostics.at(0).text;
  const Kept kept =
      kept_of("jmh", "# Benchmark: org.example.Wheel.spin\n# Benchmark: org.example.Wheel.turn\n" + table);
  EXPECT_TRUE(kept.diagnostics.empty());
  EXPECT_EQ(kept.points(), alone.points());
  const model::Result& spin = result_in(kept, "org.example.Wheel.spin (kind=oak, size=16)", "throughput");
  EXPECT_EQ(spin.value, 812.25);
  EXPECT_EQ(spin.parameters.benchmark, "org.example.Wheel.spin");
}

TEST(JmhText, TakesNoFullNameThatMayBeAnothers) {
  const std::string table = fixture("jmh/table.txt");
  const Kept two =
      kept_of("jmh", "# Benchmark: a.Wheel.spin\n# Benchmark: b.Wheel.spin\n# Benchmark: a.Wheel.turn\n" + table);
  EXPECT_NO_THROW(result_in(two, "Wheel.spin (kind=oak, size=16)", "throughput"));
  EXPECT_NO_THROW(result_in(two, "a.Wheel.turn (kind=oak)"));
  ASSERT_EQ(two.diagnostics.size(), 1U);
  EXPECT_TRUE(two.diagnostics.at(0).text.starts_with("1 benchmarks"));
  const Kept other = kept_of("jmh", "# Benchmark: a.FlyWheel.spin\n# Benchmark: a.Wheel.spinner\n" + table);
  EXPECT_TRUE(other.diagnostics.at(0).text.starts_with("2 benchmarks"));
}

}  // namespace
}  // namespace perfolio::test
