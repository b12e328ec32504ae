// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

using units::Direction;

const std::string kFull = "benchmarkdotnet/full.json";
const std::string kOld = "benchmarkdotnet/old.json";

TEST(BenchmarkDotNet, ReadsMeanIntervalAndValues) {
  const Kept kept = kept_of("benchmarkdotnet", fixture(kFull));
  const model::Result& time = result_in(kept, "Example.Tally.Add(N: 10) [Runtime=.NET 8.0]");
  EXPECT_EQ(time.value, 100);
  EXPECT_EQ(time.unit, "ns");
  EXPECT_EQ(time.lower, 96);
  EXPECT_EQ(time.upper, 104);
  EXPECT_EQ(time.samples, (std::vector<double>{98, 100, 102}));
  EXPECT_EQ(time.estimator, "mean");
}

TEST(BenchmarkDotNet, KeepsTheJobsOfOneBenchmarkApart) {
  const Kept kept = kept_of("dotnet", fixture(kFull));
  EXPECT_EQ(result_in(kept, "Example.Tally.Add(N: 10) [Runtime=.NET Framework 4.8]").value, 180);
  EXPECT_EQ(result_in(kept, "Example.Tally.Parse").value, 50);  // the only job: no name needed
}

TEST(BenchmarkDotNet, ReadsWhatDiagnosersMeasuredOnce) {
  const Kept kept = kept_of("c_sharp_dot_net", fixture(kFull));
  const model::Result& memory = result_in(kept, "Example.Tally.Add(N: 10) [Runtime=.NET 8.0]", "memory");
  EXPECT_EQ(memory.value, 64);
  EXPECT_EQ(memory.unit, "B");
  EXPECT_TRUE(memory.samples.empty());
  EXPECT_EQ(result_in(kept, "Example.Tally.Parse", "memory").value, 32);  // only among the metrics
  EXPECT_EQ(result_in(kept, "Example.Tally.Parse", "gen0collects").better, Direction::Lower);
}

TEST(BenchmarkDotNet, TakesIterationsFromTheMeasurements) {
  const Kept kept = kept_of("benchmarkdotnet", fixture(kFull));
  EXPECT_EQ(result_in(kept, "Example.Tally.Parse").samples, (std::vector<double>{50}));
  EXPECT_FALSE(result_in(kept, "Example.Tally.Parse").lower.has_value());
}

TEST(BenchmarkDotNet, CountsBenchmarksThatFailed) {
  const Kept kept = kept_of("benchmarkdotnet", fixture(kFull));
  EXPECT_EQ(kept.left_out.at("benchmark without statistics"), 1U);
}

TEST(BenchmarkDotNet, KeepsDateAndEnvironment) {
  const model::Run run = kept_of("benchmarkdotnet", fixture(kFull)).runs.at(0);
  EXPECT_EQ(base::to_rfc3339(run.date.value()), "2026-02-20T12:00:00Z");
  EXPECT_EQ(run.environment,
            (model::Environment{
                {"arch", "x64"}, {"cpu", "Example CPU A1"}, {"cpus", "8"}, {"os", "Linux"}, {"runtime", ".NET 8.0"}}));
}

TEST(BenchmarkDotNet, ReadsOldFilesWithoutFullNames) {
  const Kept kept = kept_of("benchmarkdotnet", fixture(kOld));
  EXPECT_EQ(result_in(kept, "Example.Tally.Add(N: 10, Kind: a)").value, 105.5);
  EXPECT_EQ(result_in(kept, "Bare").value, 7);
  EXPECT_EQ(result_in(kept, "Bare").estimator, "median");
  EXPECT_FALSE(kept.runs.at(0).date.has_value());
  EXPECT_EQ(kept.runs.at(0).environment,
            (model::Environment{{"cpu", "Example CPU A1"}, {"cpus", "8"}, {"os", "Windows"}}));
}

TEST(BenchmarkDotNet, IsRecognised) {
  EXPECT_EQ(recognised_name(fixture(kFull)), "benchmarkdotnet");
  EXPECT_EQ(recognised_name(with_crlf(fixture(kOld))), "benchmarkdotnet");
  EXPECT_EQ(recognised_name(R"({"Benchmarks":[{"Method":"m","Statistics":{"Mean":1}}]})"), "benchmarkdotnet");
}

TEST(BenchmarkDotNet, RefusesWhatItCannotRead) {
  EXPECT_EQ(complaint("dotnet", "{}"), ": no \"Benchmarks\": this is not a BenchmarkDotNet result");
  EXPECT_EQ(complaint("dotnet", R"({"Benchmarks":[]})"),
            "/Benchmarks: there is no BenchmarkDotNet benchmark with statistics in it");
  EXPECT_EQ(complaint("dotnet", R"({"Benchmarks":[3]})"), "/Benchmarks: a list of benchmarks is due here");
  EXPECT_EQ(complaint("dotnet", R"({"Benchmarks":[{"Statistics":{"Mean":1}}]})"),
            "/Benchmarks/0: a benchmark without a name");
}

}  // namespace
}  // namespace perfolio::test
