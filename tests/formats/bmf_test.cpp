// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

using units::Direction;

const std::string kFile = "bmf/tally.json";
const std::string kUuid = "b5d0c8b4-5f4e-4b1f-9a63-3f0c1c0e5a11";

TEST(Bmf, KnowsTheMeasuresEveryProjectHas) {
  const Kept kept = kept_of("bmf", fixture(kFile));
  const model::Result& time = result_in(kept, "tally::add");
  EXPECT_EQ(time.value, 88);
  EXPECT_EQ(time.unit, "ns");
  EXPECT_EQ(time.lower, 87.5);
  EXPECT_EQ(time.upper, 91);
  EXPECT_EQ(result_in(kept, "tally::add", "throughput").better, Direction::Higher);
  EXPECT_EQ(result_in(kept, "tally::add", "throughput").unit, "ops/s");
  EXPECT_EQ(result_in(kept, "tally::add", "build-time").unit, "s");
}

TEST(Bmf, KeepsAMeasureOfTheUsersOwn) {
  const Kept kept = kept_of("bencher", fixture(kFile));
  const model::Result& score = result_in(kept, kUuid, "my-score");
  EXPECT_EQ(score.value, 7);
  EXPECT_EQ(score.unit, "");
  EXPECT_FALSE(score.better.has_value());
  EXPECT_EQ(score.upper, 9);
  EXPECT_FALSE(score.lower.has_value());
}

TEST(Bmf, LeavesOutBoundsThatAreHalfWidths) {
  const Kept kept = kept_of("json", fixture(kFile));
  EXPECT_EQ(result_in(kept, kUuid).value, 300);
  EXPECT_FALSE(result_in(kept, kUuid).lower.has_value());
  EXPECT_FALSE(result_in(kept, kUuid).upper.has_value());
  ASSERT_EQ(kept.diagnostics.size(), 1U);
  EXPECT_EQ(kept.diagnostics[0].where.pointer, "/" + kUuid + "/latency");
  EXPECT_EQ(kept.left_out.at("bounds that do not stand around their value"), 1U);
}

TEST(Bmf, IsRecognised) {
  EXPECT_EQ(recognised_name(fixture(kFile)), "bmf");
  EXPECT_EQ(recognised_name(with_crlf(fixture(kFile))), "bmf");
  EXPECT_EQ(recognised_name(R"({"a \"b\": {":{"c":{"value":1}}})"), "bmf");
  EXPECT_NE(recognised_name(R"({"a":{"c":{"value":1,"unit":"s"}}})"), "bmf");
  EXPECT_NE(recognised_name(R"({"a":1})"), "bmf");
}

TEST(Bmf, RefusesWhatItCannotRead) {
  EXPECT_EQ(complaint("bmf", "[]"), ": an object of benchmarks is due here");
  EXPECT_EQ(complaint("bmf", "{}"), ": there is no benchmark with a value in it");
  EXPECT_EQ(complaint("bmf", R"({"a":1})"), "/a: an object of measures is due here");
  EXPECT_EQ(complaint("bmf", R"({"a":{"latency":3}})"), "/a/latency: an object with \"value\" is due here");
  EXPECT_EQ(complaint("bmf", R"({"a":{"latency":{"value":null}}})"), ": there is no benchmark with a value in it");
  EXPECT_EQ(complaint("bmf", R"({"a":{"latency":{"value":"x"}}})").substr(0, 18), "/a/latency/value: ");
}

TEST(Bmf, KeepsTheNameOfAMeasureAsItIsWritten) {
  const Kept kept = kept_of("bmf", R"({"a":{"Final Blocks":{"value":3},"Latency":{"value":5}}})");
  EXPECT_EQ(result_in(kept, "a", "Final Blocks").value, 3);
  EXPECT_EQ(result_in(kept, "a", "time").unit, "ns") << "Bencher's own measures have one name";
}

}  // namespace
}  // namespace perfolio::test
