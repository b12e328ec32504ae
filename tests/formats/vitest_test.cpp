// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kFile = "vitest/tally.json";
const std::string kLoop = "bench/tally.bench.js > sum > loop";

std::string one_group(const std::string& group) {
  return R"({"files":[{"filepath":"C:\\p\\a.bench.ts","groups":[)" + group + "]}]}";
}

TEST(Vitest, ReadsMeanAndRateWithTheirMargins) {
  const Kept kept = kept_of("vitest", fixture(kFile));
  const model::Result& time = result_in(kept, kLoop);
  EXPECT_DOUBLE_EQ(time.value, 0.0002779809862679527);
  EXPECT_EQ(time.unit, "ms");
  EXPECT_DOUBLE_EQ(time.upper.value(), 0.0002779809862679527 + 0.0000969835910162255);
  const model::Result& rate = result_in(kept, kLoop, "throughput");
  EXPECT_DOUBLE_EQ(rate.value, 3597368.3431573818);
  EXPECT_NEAR(rate.lower.value(), 3597368.3431573818 * (1 - 0.34888570012749234), 1e-6);
  EXPECT_EQ(rate.better, units::Direction::Higher);
}

TEST(Vitest, NamesABenchmarkByFileAndGroups) {
  const Kept kept = kept_of("vitest", fixture(kFile));
  EXPECT_EQ(result_in(kept, "bench/tally.bench.js > sum > \"inner\" > reduce").unit, "ms");
  EXPECT_EQ(result_in(kept, "bench/tally.bench.js > top").unit, "ms");
  const Kept bare = kept_of("vitest", one_group(R"({"benchmarks":[{"name":"x","mean":1}]})"));
  EXPECT_EQ(result_in(bare, "a.bench.ts > x").value, 1);
}

TEST(Vitest, CountsABenchmarkThatThrew) {
  const Kept kept = kept_of("vitest", fixture(kFile));
  EXPECT_EQ(kept.points(), 6U);
  EXPECT_EQ(kept.left_out.at("benchmark without a value"), 1U);
  const Kept old =
      kept_of("vitest", one_group(R"({"benchmarks":[{"name":"x","hz":0,"mean":null},{"name":"y","hz":3}]})"));
  EXPECT_EQ(old.points(), 1U);
  EXPECT_EQ(result_in(old, "a.bench.ts > y", "throughput").value, 3);
}

TEST(Vitest, KeepsSamplesWhereTheyAreWritten) {
  const Kept kept =
      kept_of("vitest", one_group(R"({"fullName":"g","benchmarks":[{"name":"x","mean":2,"samples":[1,3]}]})"));
  EXPECT_EQ(result_in(kept, "g > x").samples, (std::vector<double>{1, 3}));
}

TEST(Vitest, ReadsTheTestsOfVersion5) {
  const std::string text = fixture("vitest/five.json");
  EXPECT_EQ(recognised_name(text), "vitest");
  const Kept kept = kept_of("vitest", text);
  EXPECT_EQ(kept.points(), 10U);
  EXPECT_DOUBLE_EQ(result_in(kept, "calc.bench.mjs > alone > copy").value, 0.0006150239121172551);
  const model::Result& rate = result_in(kept, "calc.bench.mjs > alone > copy", "throughput");
  EXPECT_DOUBLE_EQ(rate.value, 3509244.4584891615);
  EXPECT_EQ(rate.estimator, "mean of rates");  // 4 stated one over the mean time, 1625953/s
  EXPECT_DOUBLE_EQ(result_in(kept, "calc.bench.mjs > sums > loops > once #2").value, 0.001182490147905109);
  EXPECT_EQ(kept.left_out.at("benchmark reported an error"), 1U);
}

TEST(Vitest, MeasuresNoBaselineOfAnotherDay) {
  const Kept kept = kept_of(
      "vitest", R"({"testResults":[{"name":"/p/a.bench.ts","assertionResults":[{"benchmarks":[{"name":"g","tasks":[)"
                R"({"name":"now","latency":{"mean":2}},{"name":"then","latency":{"mean":1},"fromStore":true}]}]}]}]})");
  EXPECT_EQ(kept.points(), 1U);
  EXPECT_EQ(result_in(kept, "a.bench.ts > g > now").value, 2);
  EXPECT_EQ(kept.left_out.at("baseline read from a file"), 1U);
}

TEST(Vitest, IsRecognised) {
  EXPECT_EQ(recognised_name(fixture(kFile)), "vitest");
  EXPECT_EQ(recognised_name(with_crlf(fixture(kFile))), "vitest");
  EXPECT_EQ(recognised_name(R"({"files":[{"filepath":"a","groups":[]}]})"), "vitest");
}

TEST(Vitest, RefusesWhatItCannotRead) {
  EXPECT_EQ(complaint("vitest", "{}"), ": no \"files\": this is not a result of vitest bench");
  EXPECT_EQ(complaint("vitest", R"({"files":[]})"), "/files: there is no Vitest benchmark in it");
  EXPECT_EQ(complaint("vitest", R"({"files":[null]})"), "/files/0/groups: a list of groups is due here");
  EXPECT_EQ(complaint("vitest", one_group(R"({"benchmarks":{}})")),
            "/files/0/groups/0/benchmarks: a list of benchmarks is due here");
  EXPECT_EQ(complaint("vitest", one_group(R"({"benchmarks":[{"mean":1}]})")),
            "/files/0/groups/0/benchmarks/0: a benchmark without a name");
}

}  // namespace
}  // namespace perfolio::test
