// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"
#include "formats/perfolio_jsonl.h"

#include <gtest/gtest.h>

/// What readers keep of parameters that their sources state; the names stay what they were.
namespace perfolio::test {
namespace {

/// "benchmark: name=value name=value".
std::string printed(const model::Parameters& parameters) {
  std::string out = parameters.benchmark + ":";
  for (const model::Parameter& one : parameters.values) out += " " + one.name + "=" + one.value;
  return out;
}

std::string stated(std::string_view format, std::string_view bytes, std::string_view name) {
  return printed(result_in(kept_of(format, bytes), name).parameters);
}

TEST(Parameters, OfJmhKeepTheirNamesAlsoWhereAValueHasAComma) {
  const Kept kept = kept_of("jmh", fixture("jmh/modes.json"));
  const std::string name = "example.Tally.add (size=10, kind=a, b)";
  EXPECT_EQ(printed(result_in(kept, name, "throughput").parameters), "example.Tally.add: size=10 kind=a, b");
  EXPECT_EQ(printed(result_in(kept, name, "memory").parameters), "example.Tally.add: size=10 kind=a, b");
}

TEST(Parameters, OfHyperfineLeaveThePlaceTheyHadInTheCommand) {
  const auto file = [](const std::string& command) {
    return R"({"results":[{"command":")" + command +
           R"(","mean":1,"user":1,"system":1,"times":[1],"parameters":{"n":"4","mode":"fast"}}]})";
  };
  EXPECT_EQ(stated("hyperfine", file("run --jobs 4 --fast=fast in14"), "run --jobs 4 --fast=fast in14"),
            "run --jobs {n} --{mode}={mode} in14: n=4 mode=fast");
  EXPECT_EQ(stated("hyperfine", fixture("hyperfine/named.json"), "pause (n = 1)"), "pause: n=1");
  EXPECT_EQ(stated("hyperfine", fixture("hyperfine/named.csv"), "pause (n = 1)"), "pause: n=1");
}

TEST(Parameters, OfPytestAreThoseOfItsParamsAndNotOfItsId) {
  EXPECT_EQ(stated("pytest", fixture("pytest/tally.json"), "test_tally.py::test_tally[10]"),
            "test_tally.py::test_tally: n=10");
  EXPECT_EQ(stated("pytest", fixture("pytest/tally.json"), "test_tally.py::test_join"), ":");
  const std::string opaque = with(fixture("pytest/tally.json"), "\"n\": 10", "\"n\": \"UNSERIALIZABLE[<f>]\"");
  EXPECT_EQ(stated("pytest", opaque, "test_tally.py::test_tally[10]"), ":");
}

std::string google_rows(const std::vector<std::string>& names, const std::string& more = "") {
  std::string out = R"({"context":{"num_cpus":4},"benchmarks":[)";
  for (const std::string& name : names) {
    out += (out.ends_with('[') ? "" : ",") + std::string(R"({"name":")") + name + R"(","family_index":0,"run_name":")" +
           name + R"(","run_type":"iteration","real_time":5,"cpu_time":5,"time_unit":"ns"})";
  }
  return out + more + "]}";
}

TEST(Parameters, OfGoogleBenchmarkAreWhatItsFamilyDoesNotShare) {
  const std::string plain = google_rows({"Fixture/Method/8/threads:1", "Fixture/Method/64/threads:4"});
  EXPECT_EQ(stated("google-benchmark", plain, "Fixture/Method/8/threads:1"), "Fixture/Method: =8 threads=1");
  const std::string manner = google_rows({"BM/n:8/min_time:0.500/real_time", "BM/n:16/min_time:0.500/real_time"});
  EXPECT_EQ(stated("google-benchmark", manner, "BM/n:16/min_time:0.500/real_time"),
            "BM/min_time:0.500/real_time: n=16");
  const std::string same = google_rows({"BM/64/8", "BM/64/16"});
  EXPECT_EQ(stated("google-benchmark", same, "BM/64/8"), "BM: =64 =8");
  EXPECT_EQ(stated("google-benchmark", google_rows({"alone/8"}), "alone/8"), ":");
}

TEST(Complexities, AreReadFromTheScreenAndFromCsvToo) {
  const auto fits = [](const std::string& file) {
    const Kept kept = kept_of("google-benchmark", fixture("google-benchmark/" + file));
    for (const model::Run& run : kept.runs) {
      for (const model::Result& result : run.results) EXPECT_FALSE(result.benchmark.starts_with("sum_")) << file;
    }
    return kept.runs.at(0).complexities;
  };
  const auto screen = fits("console.txt"), tabular = fits("tabular.txt"), csv = fits("table.csv");
  ASSERT_EQ(screen.size(), 1U);
  EXPECT_EQ(screen[0], (model::Complexity{"sum", "N", 0.26, "ns", 0}));
  EXPECT_EQ(tabular, screen);
  ASSERT_EQ(csv.size(), 1U);
  EXPECT_EQ(csv[0], (model::Complexity{"sum", "N", 0.263587, "ns", 1.64007e-05}));
}

TEST(Complexities, OfTheScreenHaveTheUnitOfTheirFunctionAndTheMisfitOfCpuTime) {
  const std::string head = "Benchmark   Time   CPU   Iterations\n";
  const auto fits = [&](const std::string& rows) {
    return kept_of("google-benchmark", head + rows).runs.at(0).complexities;
  };
  const auto known = fits("a b/8  1 us 1 us 9\na b_BigO  4.48 NlgN  3.08 NlgN\na b_RMS  2 %  3 %\n");
  ASSERT_EQ(known.size(), 1U);
  EXPECT_EQ(known[0], (model::Complexity{"a b", "NlgN", 4.48, "us", 0.03}));
  // Of another function, of no order, of two: nobody knows what is meant.
  EXPECT_TRUE(fits("c/8  1 us 1 us 9\na_BigO  4.48 NlgN  3.08 NlgN\n").empty());
  EXPECT_TRUE(fits("a/8  1 us 1 us 9\na_BigO  4.48 furlongs  3.08 furlongs\n").empty());
  EXPECT_TRUE(fits("a/8  1 us 1 us 9\na_BigO  4.48 N  3.08 N^2\n").empty());
}

TEST(Complexities, OfGoogleBenchmarkAreFitsAndNoTimes) {
  const std::string fits =
      R"(,{"name":"BM_BigO","run_name":"BM","family_index":0,"run_type":"aggregate","aggregate_name":"BigO",)"
      R"("cpu_coefficient":1.5,"real_coefficient":1.6,"big_o":"NlgN","time_unit":"ns"},)"
      R"({"name":"BM_RMS","run_name":"BM","family_index":0,"run_type":"aggregate","aggregate_name":"RMS","rms":0.02})";
  const Kept kept = kept_of("google-benchmark", google_rows({"BM/8", "BM/64"}, fits));
  ASSERT_EQ(kept.runs.at(0).complexities.size(), 1U);
  EXPECT_EQ(kept.runs[0].complexities[0], (model::Complexity{"BM", "NlgN", 1.6, "ns", 0.02}));
  for (const model::Result& result : kept.runs[0].results) {
    EXPECT_TRUE(result.benchmark == "BM/8" || result.benchmark == "BM/64") << result.benchmark;
    EXPECT_EQ(result.value, 5) << result.metric;
  }
}

TEST(Parameters, AndFitsSurviveInAHistoryOfOurs) {
  model::Run run;
  model::Result& result = run.results.emplace_back();
  result.benchmark = "BM/8/threads:4";
  result.value = 5;
  result.unit = "ns";
  result.parameters = {"BM", {{"", "8"}, {"threads", "4"}}};
  run.results.push_back(result);
  run.results.back().parameters = {};
  run.complexities = {{"BM", "N", 1.5, "ns", 0.25}, {"BM2", "(1)", 2, "us", 0}};
  std::string line;
  formats::append_line(run, line);
  const Kept kept = kept_of("perfolio", line);
  EXPECT_EQ(kept.runs.at(0).results.at(0).parameters, run.results[0].parameters);
  EXPECT_TRUE(kept.runs[0].results[1].parameters.empty());
  EXPECT_EQ(kept.runs[0].complexities, run.complexities);
  std::string again;
  formats::append_line(kept.runs[0], again);
  EXPECT_EQ(again, line);
}

}  // namespace
}  // namespace perfolio::test
