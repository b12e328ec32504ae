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

}  // namespace
}  // namespace perfolio::test
