// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kFile = "bencher-perf/tally.json";

TEST(BencherPerf, PutsTheSeriesBackTogetherToRuns) {
  const Kept kept = kept_of("bencher-perf", fixture(kFile));
  ASSERT_EQ(kept.runs.size(), 3U);
  const model::Run& run = kept.runs[0];
  EXPECT_EQ(run.branch, "main");
  EXPECT_EQ(run.environment, (model::Environment{{"testbed", "runner-a"}}));
  EXPECT_EQ(run.commit, std::string(40, 'a'));
  EXPECT_EQ(run.date, base::parse_time("2025-03-01T10:00:00Z"));
  EXPECT_EQ(kept.url, "https://example.org/tally");
  const model::Result& time = result_in(kept, "tally::add");
  EXPECT_EQ(time.value, 88);
  EXPECT_EQ(time.unit, "ns");
  EXPECT_EQ(time.lower, 87.5);
  EXPECT_EQ(time.better, units::Direction::Lower);
  EXPECT_EQ(result_in(kept, "tally::add", "heap-peak").unit, "KiB");
}

TEST(BencherPerf, TakesIterationsOfOneReportForRepetitions) {
  const Kept kept = kept_of("bencher-perf", fixture(kFile));
  ASSERT_EQ(kept.runs[1].results.size(), 1U);
  EXPECT_EQ(kept.runs[1].results[0].value, 92);
  EXPECT_EQ(kept.runs[1].results[0].samples, (std::vector<double>{90, 94}));
  EXPECT_EQ(kept.runs[1].results[0].lower, 89);
}

TEST(BencherPerf, LeavesOutBoundsThatAreNoneAndMissingValues) {
  const Kept kept = kept_of("bencher-perf", fixture(kFile));
  ASSERT_EQ(kept.runs[2].results.size(), 1U);
  EXPECT_FALSE(kept.runs[2].results[0].lower);
  EXPECT_EQ(kept.left_out.at("bounds that do not stand around their value"), 1U);
  EXPECT_EQ(kept.left_out.at("measure without a value"), 1U);
}

TEST(BencherPerf, KeepsTestbedsAndBranchesApart) {
  const std::string bytes = fixture(kFile);
  const std::string twice = with(
      bytes, "\"results\": [",
      "\"results\": [{\"branch\":{\"name\":\"other\"},\"testbed\":{\"name\":\"t\"},"
      "\"benchmark\":{\"name\":\"tally::add\"},\"measure\":{\"slug\":\"latency\"},\"metrics\":[{\"report\":"
      "\"00000000-0000-4000-8000-000000000001\",\"start_time\":\"2025-03-01T10:00:00Z\",\"metric\":{\"value\":5}}]},");
  EXPECT_EQ(kept_of("bencher-perf", twice).runs.size(), 4U);
}

TEST(BencherPerf, IsRecognisedAndRefusesWhatItCannotRead) {
  EXPECT_EQ(recognised_name(fixture(kFile)), "bencher-perf");
  EXPECT_EQ(complaint("bencher-perf", "{}"), ": no \"results\": this is no answer of Bencher's perf API");
  EXPECT_EQ(complaint("bencher-perf", R"({"results":[]})"), "/results: there is no metric in it");
  EXPECT_EQ(complaint("bencher-perf", R"({"results":[{"benchmark":{"name":"a"}}]})"),
            "/results/0: a series without a measure");
}

}  // namespace
}  // namespace perfolio::test
