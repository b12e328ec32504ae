// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/kept.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

Kept kept_of(const std::string& bytes) {
  Kept kept;
  read("benchmarkjs", bytes, kept);
  return kept;
}

const model::Result& found(const Kept& kept, std::string_view name) {
  static const model::Result kNone;
  for (const model::Result& result : kept.runs.at(0).results) {
    if (result.benchmark == name) return result;
  }
  ADD_FAILURE() << "no " << name;
  return kNone;
}

TEST(BenchmarkJs, ReadsRatesAndTheirMargin) {
  const Kept kept = kept_of(fixture("benchmarkjs/suite.txt"));
  EXPECT_EQ(kept.points(), 3U);
  const model::Result& result = found(kept, "gears#turn");
  EXPECT_EQ(result.metric, "throughput");
  EXPECT_EQ(result.value, 21033767);
  EXPECT_EQ(result.unit, "ops/sec");
  EXPECT_DOUBLE_EQ(result.lower.value(), 21033767 * (1 - 0.0067));
  EXPECT_DOUBLE_EQ(result.upper.value(), 21033767 * (1 + 0.0067));
  EXPECT_EQ(found(kept, "matrix 2 x 3, slow").value, 670);
}

TEST(BenchmarkJs, ReadsWhatOthersWriteInItsShape) {
  const Kept kept = kept_of(fixture("benchmarkjs/others.txt"));
  EXPECT_EQ(kept.points(), 4U);
  EXPECT_EQ(found(kept, "small wheel").value, 81.61);
  EXPECT_FALSE(found(kept, "bench-node, no margin").lower.has_value());
  EXPECT_DOUBLE_EQ(found(kept, "bench-node").upper.value(), 5853505 * 1.0001);
  EXPECT_DOUBLE_EQ(found(kept, "once").lower.value(), 2 * (1 - 0.035));
}

TEST(BenchmarkJs, SurvivesAPlusMinusSignInAnyEncoding) {
  for (const std::string sign : {"±", "\xb1", "Â±", "\xf1", "", "?"}) {
    const Kept kept = kept_of("\x1b[32ma\x1b[0m x 100 ops/sec " + sign + "2.50% (9 runs sampled)\r\n");
    EXPECT_DOUBLE_EQ(found(kept, "a").upper.value(), 102.5) << sign;
  }
}

TEST(BenchmarkJs, IsRecognised) {
  for (const std::string file : {"suite.txt", "others.txt"}) {
    const std::string bytes = fixture("benchmarkjs/" + file);
    EXPECT_EQ(formats::recognised(bytes).name, "benchmarkjs") << file;
    EXPECT_EQ(formats::recognised(std::string(100000, '\n') + bytes).name, "benchmarkjs") << file;
  }
  EXPECT_THROW(formats::recognised("{\"log\":\"a x 1 ops/sec ±1% (9 runs sampled)\"}"), base::Error);
}

TEST(BenchmarkJs, RefusesWhatItCannotKeep) {
  const auto line = [](const std::string& rate) { return "\na x " + rate + " ops/sec ±1.00% (9 runs sampled)\n"; };
  EXPECT_EQ(complaint("benchmarkjs", line("1e999")), "line 2:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("benchmarkjs", line("1,5")), "line 2:1: \"1,5\" is not a number that can be kept");
  EXPECT_EQ(complaint("benchmarkjs", line("１")), "line 2:1: \"１\" is not a number that can be kept");
  EXPECT_EQ(complaint("benchmarkjs", line("Infinity")), ": there is no benchmark.js benchmark in it");
  const Kept kept = kept_of(line("NaN") + line("7"));
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 1U);
  EXPECT_EQ(found(kept, "a").value, 7);
}

}  // namespace
}  // namespace perfolio::test
