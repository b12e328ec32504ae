// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

using units::Direction;

const std::string kMixed = "custom/mixed.json";

TEST(Custom, ReadsNameUnitValueAndRange) {
  const Kept kept = kept_of("custom", fixture(kMixed));
  const model::Result& rate = result_in(kept, "requests", "throughput");
  EXPECT_EQ(rate.value, 1200.5);
  EXPECT_EQ(rate.unit, "req/s");
  EXPECT_EQ(rate.spread, "± 3%");
  EXPECT_FALSE(rate.lower.has_value());  // nobody says of what the range is
  EXPECT_EQ(result_in(kept, "free memory", "memory").value, 150);
  EXPECT_EQ(result_in(kept, "free memory", "memory").spread, "3");
  EXPECT_EQ(result_in(kept, "hit rate", "value").unit, "Percent");
  EXPECT_EQ(kept.points(), 3U);
  EXPECT_EQ(kept.left_out.size(), 1U);
}

TEST(Custom, TakesMemoryAmongRatesForFree) {
  const Kept kept = kept_of("custom", fixture(kMixed));
  EXPECT_EQ(result_in(kept, "free memory", "memory").better, Direction::Higher);
}

TEST(Custom, GuessesNoDirection) {
  for (const std::string unit : {"x", "lines", "", "%"}) {
    const Kept kept = kept_of("custom", R"([{"name":"a","unit":")" + unit + R"(","value":3}])");
    const model::Result& result = result_in(kept, "a", "value");
    EXPECT_EQ(model::direction_of(result, units::parse_unit(result.unit)), Direction::Unknown) << unit;
  }
  for (const std::string unit : {"QPS", "GBps", "rows/sec", "tok/s", "MFLOPS", "IOPS", "hz", "it/s"}) {
    const Kept kept = kept_of("custom", R"([{"name":"a","unit":")" + unit + R"(","value":3}])");
    const model::Result& result = result_in(kept, "a", "throughput");
    EXPECT_EQ(model::direction_of(result, units::parse_unit(result.unit)), Direction::Higher) << unit;
  }
}

TEST(Custom, BelievesTheNameOfTheTool) {
  const Kept smaller = kept_of("customSmallerIsBetter", fixture(kMixed));
  EXPECT_EQ(result_in(smaller, "requests", "throughput").better, Direction::Lower);
  EXPECT_EQ(smaller.runs.at(0).tool, "customSmallerIsBetter");
  const Kept bigger = kept_of("bigger-is-better", fixture("custom/words.json"));
  EXPECT_EQ(result_in(bigger, "build").better, Direction::Higher);
  EXPECT_EQ(bigger.runs.at(0).tool, "customBiggerIsBetter");
  EXPECT_TRUE(bigger.diagnostics.empty());
}

TEST(Custom, KeepsANameThatStandsTwiceApart) {
  const Kept kept = kept_of("custom", R"([{"name":"a","unit":"s","value":1},{"name":"a","unit":"ms","value":3000}])");
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_EQ(result_in(kept, "a").value, 1);
  EXPECT_EQ(result_in(kept, "a #2").value, 3000);
}

TEST(Custom, IsRecognised) {
  EXPECT_EQ(recognised_name(fixture(kMixed)), "custom");
  EXPECT_EQ(recognised_name(with_crlf(fixture("custom/words.json"))), "custom");
  EXPECT_EQ(recognised_name(R"([{"name":"a","value":1,"unit":"s","host":"x"}])"), "custom");
  EXPECT_NE(recognised_name(R"([{"name":"a","latency":1}])"), "custom");
}

TEST(Custom, RefusesWhatItCannotRead) {
  EXPECT_EQ(complaint("custom", "{}"), ": a list of benchmarks is due here");
  EXPECT_EQ(complaint("custom", "[]"), ": there is no benchmark with a value in it");
  EXPECT_EQ(complaint("custom", "[[]]"), "/0: a benchmark is due here");
  EXPECT_EQ(complaint("custom", R"([{"name":"","value":1}])"), "/0: a benchmark without a name");
  EXPECT_EQ(complaint("custom", R"([{"name":"a","value":true}])"), "/0/value: a number is due here");
  EXPECT_NE(complaint("custom", R"([{"name":"a","value":"1,5"}])").find("/0/value: "), std::string::npos);
}

}  // namespace
}  // namespace perfolio::test
