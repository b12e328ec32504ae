// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Luau, ReadsTestsAndTheirBounds) {
  const Kept kept = kept_of("luau", fixture("luau/bench.txt"));
  EXPECT_EQ(kept.points(), 3U);
  EXPECT_EQ(result_in(kept, "mesh (luau)").value, 20);
  EXPECT_DOUBLE_EQ(*result_in(kept, "mesh (luau)").lower, 19);
  EXPECT_DOUBLE_EQ(*result_in(kept, "mesh (luau)").upper, 21);
  EXPECT_EQ(result_in(kept, "mesh (luau -O2)").value, 10);
  EXPECT_EQ(result_in(kept, "ns::wheel").unit, "ms");
  EXPECT_EQ(kept.left_out.at("test that failed"), 1U);
}

TEST(Luau, IsRecognised) {
  const std::string text = fixture("luau/bench.txt");
  EXPECT_EQ(recognised_name(text), "luau");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "luau");
  EXPECT_NE(recognised_name("SUCCESS: deployed: 3ms\n"), "luau");
}

TEST(Luau, RefusesWhatItCannotKeep) {
  EXPECT_EQ(complaint("benchmarkluau", "SUCCESS: a : 1e999ms +/- 1% on luau"),
            "line 1:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("luau", "FAILED: a"), ": there is no Luau benchmark in it");
}

}  // namespace
}  // namespace perfolio::test
