// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kFile = "mitata/lists.json";

TEST(Mitata, ReadsTheMeanOfEachSetOfArguments) {
  const Kept kept = kept_of("mitata", fixture(kFile));
  const model::Result& one = result_in(kept, "list > fill(1)");
  EXPECT_DOUBLE_EQ(one.value, 19.348797249130158);
  EXPECT_EQ(one.unit, "ns");
  EXPECT_EQ(one.estimator, "mean");
  EXPECT_EQ(one.samples.size(), 8U);
  EXPECT_FALSE(one.lower);
  EXPECT_DOUBLE_EQ(result_in(kept, "list > fill(64)").value, 91.34945184775205);
  EXPECT_DOUBLE_EQ(result_in(kept, "list > fill(64)", "memory").value, 560.3934084807328);
}

TEST(Mitata, NamesABenchmarkByItsGroupIfItHasOne) {
  const Kept kept = kept_of("mitata", fixture(kFile));
  EXPECT_GT(result_in(kept, "list > noop").value, 0);
  EXPECT_GT(result_in(kept, "loose").value, 0);
}

TEST(Mitata, CountsABenchmarkThatThrew) {
  EXPECT_EQ(kept_of("mitata", fixture(kFile)).left_out.at("benchmark reported an error"), 1U);
}

TEST(Mitata, KeepsWhatItRanOn) {
  const model::Environment environment = kept_of("mitata", fixture(kFile)).runs.at(0).environment;
  EXPECT_EQ(environment.at("cpu"), "Example CPU");
  EXPECT_EQ(environment.at("runtime"), "node 20");
  EXPECT_EQ(environment.at("arch"), "x64-linux");
}

TEST(Mitata, ReadsItsEarlyVersions) {
  const std::string old =
      R"x({"cpu":"Example","runtime":"node v18.1.0 (x64-linux)","benchmarks":[{"name":"a","group":"g","stats":)x"
      R"x({"avg":2.5,"p75":3,"min":1,"max":9}},{"name":"b","group":null,"stats":{"avg":7,"p75":8}}]})x";
  EXPECT_EQ(recognised_name(old), "mitata");
  const Kept kept = kept_of("mitata", old);
  EXPECT_EQ(result_in(kept, "g > a").value, 2.5);
  EXPECT_EQ(result_in(kept, "b").value, 7);
}

TEST(Mitata, IsRecognisedWhereWhatItRanOnStandsBehindItsSamples) {
  std::string samples;
  while (samples.size() < 200000) samples += "1.25,";
  const std::string old =
      R"({"benchmarks":[{"name":"a","group":null,"time":500,"stats":{"avg":2.5,"p75":3,"p999":9,"samples":[)" +
      samples + R"(2]}}],"cpu":"Example","runtime":"node"})";
  EXPECT_EQ(recognised_name(old), "mitata");
}

TEST(Mitata, IsRecognisedAndRefusesWhatItCannotRead) {
  EXPECT_EQ(recognised_name(fixture(kFile)), "mitata");
  EXPECT_EQ(complaint("mitata", "{}"), ": no \"benchmarks\": this is not a result of mitata");
  EXPECT_EQ(complaint("mitata", R"({"benchmarks":[]})"), "/benchmarks: there is no mitata benchmark in it");
  EXPECT_EQ(complaint("mitata", R"({"benchmarks":[{"runs":[{"stats":{"avg":1}}]}]})"),
            "/benchmarks/0/runs/0: a benchmark without a name");
  EXPECT_EQ(complaint("mitata", R"({"benchmarks":[{"alias":"a","stats":{"avg":"1,5"}}]})"),
            "/benchmarks/0/stats/avg: \"1,5\" is not a number");
}

}  // namespace
}  // namespace perfolio::test
