// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Tinybench, ReadsMeanLatencyAndThroughputWithTheirMargins) {
  const Kept kept = kept_of("tinybench", fixture("tinybench/tasks.json"));
  const model::Result& time = result_in(kept, "sort 4 words");
  EXPECT_DOUBLE_EQ(time.value, 0.00047921227576494616);
  EXPECT_EQ(time.unit, "ms");
  EXPECT_EQ(time.estimator, "mean");
  EXPECT_DOUBLE_EQ(time.upper.value() - time.value, 0.0002534577338585073);
  EXPECT_EQ(time.samples.size(), 8U);
  const model::Result& rate = result_in(kept, "sort 4 words", "throughput");
  EXPECT_DOUBLE_EQ(rate.value, 1000 / time.value);
  EXPECT_EQ(rate.unit, "1/s");
  EXPECT_EQ(rate.better, units::Direction::Higher);
  EXPECT_EQ(kept.runs.at(0).environment.at("runtime"), "node 20");
}

TEST(Tinybench, AMeanOfRatesIsNoRateOfTheMean) {
  // Samples of 1 and 9 ms: two in 10 ms.
  const Kept kept =
      kept_of("tinybench", R"([{"name":"a","result":{"latency":{"mean":5},"throughput":{"mean":555.6}}}])");
  EXPECT_DOUBLE_EQ(result_in(kept, "a").value, 5);
  EXPECT_DOUBLE_EQ(result_in(kept, "a", "throughput").value, 200);
  const model::Result& own = result_in(kept, "a", "rate");
  EXPECT_DOUBLE_EQ(own.value, 555.6);
  EXPECT_NE(own.estimator, result_in(kept, "a", "throughput").estimator);
}

TEST(Tinybench, ReadsTheFlatResultsOfVersion2) {
  const Kept kept = kept_of("tinybench", fixture("tinybench/flat.json"));
  EXPECT_DOUBLE_EQ(result_in(kept, "sort 4 words").value, 0.0012251261396941545);
  EXPECT_EQ(kept.points(), 2U);
}

TEST(Tinybench, CountsATaskThatThrew) {
  for (const std::string file : {"tinybench/tasks.json", "tinybench/flat.json"}) {
    EXPECT_EQ(kept_of("tinybench", fixture(file)).left_out.at("benchmark reported an error"), 1U) << file;
  }
}

TEST(Tinybench, IsRecognisedAndRefusesWhatItCannotRead) {
  EXPECT_EQ(recognised_name(fixture("tinybench/tasks.json")), "tinybench");
  EXPECT_EQ(recognised_name(fixture("tinybench/flat.json")), "tinybench");
  EXPECT_EQ(complaint("tinybench", "{}"), ": a list of tasks is due here");
  EXPECT_EQ(complaint("tinybench", "[]"), ": there is no tinybench benchmark in it");
  EXPECT_EQ(complaint("tinybench", R"([{"result":{"mean":1}}])"), "/0: a task without a name");
  EXPECT_EQ(complaint("tinybench", R"([{"name":"a","result":{"mean":"1,5"}}])"),
            "/0/result/mean: \"1,5\" is not a number");
}

}  // namespace
}  // namespace perfolio::test
