// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Julia, ReadsEstimatesByTheirPathOfGroups) {
  const Kept kept = kept_of("julia", fixture("julia/estimates.json"));
  const model::Result& time = result_in(kept, "sort/(\"quick\", 100)");
  EXPECT_EQ(time.value, 1520.5);
  EXPECT_EQ(time.unit, "ns");
  EXPECT_EQ(time.estimator, "");
  EXPECT_EQ(result_in(kept, "sort/(\"quick\", 100)", "memory").value, 896);
  EXPECT_EQ(result_in(kept, "sum", "allocs").value, 0);
  EXPECT_EQ(kept.runs.at(0).environment.at("runtime"), "julia 1.9");
}

TEST(Julia, TakesTheMedianOfATrial) {
  const Kept kept = kept_of("julia", fixture("julia/trials.json"));
  const model::Result& time = result_in(kept, "trial 1");
  EXPECT_EQ(time.value, 115);
  EXPECT_EQ(time.estimator, "median");
  EXPECT_EQ(time.samples, (std::vector<double>{120, 100, 140, 110}));
  EXPECT_FALSE(time.lower);
}

TEST(Julia, IsRecognisedAndRefusesWhatItCannotRead) {
  EXPECT_EQ(recognised_name(fixture("julia/estimates.json")), "julia");
  EXPECT_EQ(recognised_name(fixture("julia/trials.json")), "julia");
  EXPECT_EQ(complaint("julia", "[]"), ": a list of versions and values is due here");
  EXPECT_EQ(complaint("julia", R"([{"Julia":"1.9"},[["BenchmarkGroup",{"data":{}}]]])"),
            "/1: there is no BenchmarkTools benchmark in it");
  EXPECT_EQ(complaint("julia", R"([{"Julia":"1.9"},[["Trial"]]])"), "/1/0: a type and its body are due here");
}

}  // namespace
}  // namespace perfolio::test
