// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kFile = "pyperf/suite.json";

TEST(Pyperf, TakesTheMeanOfAllValuesButNoWarmUps) {
  const Kept kept = kept_of("pyperf", fixture(kFile));
  const model::Result& time = result_in(kept, "join words");
  EXPECT_DOUBLE_EQ(time.value, 0.0023);
  EXPECT_EQ(time.unit, "s");
  EXPECT_EQ(time.estimator, "mean");
  ASSERT_EQ(time.samples.size(), 2U);
  EXPECT_DOUBLE_EQ(time.samples[0], 0.0021);
  EXPECT_DOUBLE_EQ(time.samples[1], 0.0025);
}

TEST(Pyperf, KnowsBytesAndNumbers) {
  const Kept kept = kept_of("pyperf", fixture(kFile));
  EXPECT_EQ(result_in(kept, "peak", "memory").unit, "B");
  EXPECT_EQ(result_in(kept, "steps", "value").value, 42);
}

TEST(Pyperf, CountsABenchmarkThatOnlyCalibrated) {
  const Kept kept = kept_of("pyperf", fixture(kFile));
  EXPECT_EQ(kept.points(), 3U);
  EXPECT_EQ(kept.left_out.at("benchmark without a value"), 1U);
}

TEST(Pyperf, KeepsWhenAndOnWhatItRan) {
  const Kept kept = kept_of("pyperf", fixture(kFile));
  const model::Run& run = kept.runs.at(0);
  EXPECT_EQ(run.date, base::parse_time("2025-03-04T10:00:00Z"));
  EXPECT_EQ(run.environment.at("cpu"), "Example CPU @ 2.00GHz");
  EXPECT_EQ(run.environment.at("runtime"), "cpython 3.11");
  EXPECT_EQ(run.environment.at("os"), "Linux");
}

TEST(Pyperf, TakesTheNameOfASingleBenchmarkFromWhatIsCommon) {
  const Kept kept = kept_of("pyperf", fixture("pyperf/one.json"));
  EXPECT_DOUBLE_EQ(result_in(kept, "timeit").value, 1.6e-6);
  EXPECT_TRUE(result_in(kept, "timeit").samples.empty());
}

TEST(Pyperf, IsRecognisedAndRefusesWhatItCannotRead) {
  EXPECT_EQ(recognised_name(fixture(kFile)), "pyperf");
  EXPECT_EQ(recognised_name(fixture("pyperf/one.json")), "pyperf");
  EXPECT_EQ(complaint("pyperf", "[]"), ": no \"benchmarks\": this is not a result of pyperf");
  EXPECT_EQ(complaint("pyperf", R"({"benchmarks":[{"runs":[]}]})"), "/benchmarks/0: a benchmark without a name");
  EXPECT_EQ(complaint("pyperf", R"({"benchmarks":[{"metadata":{"name":"a"},"runs":[{"values":["1,5"]}]}]})"),
            "/benchmarks/0/runs/0/values/0: \"1,5\" is not a number");
}

}  // namespace
}  // namespace perfolio::test
