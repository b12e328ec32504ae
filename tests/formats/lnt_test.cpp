// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Lnt, ReadsSamplesAndTheMetricsOfASuite) {
  const Kept kept = kept_of("lnt", fixture("lnt/version2.json"));
  const model::Result& time = result_in(kept, "MultiSource/tally");
  EXPECT_EQ(time.value, 1.25);
  EXPECT_EQ(time.unit, "s");
  EXPECT_EQ(time.samples.size(), 3U);
  EXPECT_EQ(time.lower, 1.0);
  EXPECT_EQ(result_in(kept, "MultiSource/tally", "compile-time").value, 4.5);
  EXPECT_EQ(result_in(kept, "MultiSource/tally", "code-size").unit, "B");
  EXPECT_EQ(result_in(kept, "MicroBenchmarks/walk", "score").better, units::Direction::Higher);
}

TEST(Lnt, ReadsAMetricOfTheUsersOwn) {
  const Kept kept = kept_of("lnt", fixture("lnt/version2.json"));
  EXPECT_EQ(result_in(kept, "MicroBenchmarks/walk", "wall-jitter").value, 0.5);
  EXPECT_FALSE(result_in(kept, "MicroBenchmarks/walk", "wall-jitter").better);
}

TEST(Lnt, CountsWhatIsNoMeasurement) {
  const Kept kept = kept_of("lnt", fixture("lnt/version2.json"));
  EXPECT_EQ(kept.left_out.at("whether a test passed"), 2U);
  EXPECT_EQ(kept.left_out.at("benchmark without a value"), 1U);
}

TEST(Lnt, KeepsMachineDateAndCommit) {
  const model::Run run = kept_of("lnt", fixture("lnt/version2.json")).runs.at(0);
  EXPECT_EQ(run.environment.at("machine"), "bench-host");
  EXPECT_EQ(run.date, base::parse_time("2025-03-04T10:00:00Z"));
  EXPECT_EQ(run.commit, "0123456789abcdef0123456789abcdef01234567");
}

TEST(Lnt, ReadsTheFirstVersionByTheEndOfItsNames) {
  const Kept kept = kept_of("lnt", fixture("lnt/version1.json"));
  EXPECT_EQ(result_in(kept, "MultiSource/tally").value, 1.25);
  EXPECT_EQ(result_in(kept, "MultiSource/tally", "compile-time").value, 4.5);
  EXPECT_EQ(kept.runs.at(0).suite, "nts");
  EXPECT_EQ(kept.runs.at(0).commit, "") << "a number of a revision is no id of a commit";
  EXPECT_EQ(kept.points(), 2U);
}

TEST(Lnt, IsRecognisedAndRefusesWhatItCannotRead) {
  EXPECT_EQ(recognised_name(fixture("lnt/version2.json")), "lnt");
  EXPECT_EQ(recognised_name(fixture("lnt/version1.json")), "lnt");
  EXPECT_EQ(complaint("lnt", "{}"), ": no \"tests\": this is not a run of LNT");
  EXPECT_EQ(complaint("lnt", R"({"tests":[{"execution_time":1}]})"), "/tests/0: a test without a name");
  EXPECT_EQ(complaint("lnt", R"({"tests":[{"name":"a"}]})"), "/tests: there is no LNT test with a value in it");
}

}  // namespace
}  // namespace perfolio::test
