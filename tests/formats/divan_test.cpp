// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kBelowZero = "below what was printed (nothing but zeros)";

TEST(Divan, TakesTheMedianOfEachLeafOfTheTree) {
  const Kept kept = kept_of("divan", fixture("divan/tree.txt"));
  const auto& weave = result_in(kept, "loom::weave::16");
  EXPECT_EQ(weave.value, 785.8);
  EXPECT_EQ(weave.unit, "ns");
  EXPECT_EQ(weave.estimator, "median");
  EXPECT_EQ(weave.spread, "709.6 ns .. 1.138 \u00b5s");
  EXPECT_DOUBLE_EQ(weave.resolution, 0.05);
  EXPECT_EQ(result_in(kept, "loom::weave::1024").unit, "ms");
  EXPECT_EQ(result_in(kept, "loom::knot::\"a b\"").value, 2.977);
  EXPECT_EQ(kept.points(), 9U);
  EXPECT_EQ(kept.left_out.at(kBelowZero), 1U);
  EXPECT_EQ(kept.left_out.at("benchmark was skipped"), 1U);
}

TEST(Divan, GivesRatesAndAllocationsToTheBenchmarkAboveThem) {
  const Kept kept = kept_of("divan", fixture("divan/tree.txt"));
  const std::string name = "loom::weave::16";
  EXPECT_DOUBLE_EQ(result_in(kept, name, "items").value, 12.72e6);
  EXPECT_DOUBLE_EQ(result_in(kept, name, "items").resolution, 5e3);
  EXPECT_EQ(result_in(kept, name, "items").unit, "item/s");
  EXPECT_EQ(result_in(kept, name, "throughput").unit, "GB/s");
  EXPECT_EQ(result_in(kept, name, "allocs").value, 5);
  EXPECT_EQ(result_in(kept, name, "memory").value, 1.5);
  EXPECT_EQ(result_in(kept, name, "max-allocs").value, 4);
  EXPECT_EQ(result_in(kept, name, "max-memory").value, 289);
}

TEST(Divan, IsRecognisedByItsHeadAlone) {
  const std::string text = fixture("divan/tree.txt");
  EXPECT_EQ(recognised_name(text), "divan");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "divan");
  EXPECT_NE(recognised_name(with(text, "samples", "runs   ")), "divan");
}

TEST(Divan, RefusesWhatItCannotKeep) {
  const std::string text = fixture("divan/tree.txt");
  EXPECT_EQ(complaint("divan", with(text, "785.8", "1e999")), "line 4:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("rust_divan", "Timer precision: 20 ns"), ": there is no Divan benchmark in it");
}

}  // namespace
}  // namespace perfolio::test
