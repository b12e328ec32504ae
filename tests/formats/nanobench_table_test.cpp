// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kFile = "nanobench-table/tables.txt";

TEST(NanobenchTable, TakesTimesAndCountsOfEachRow) {
  const Kept kept = kept_of("nanobench-table", fixture(kFile));
  EXPECT_EQ(result_in(kept, "weave").value, 1205.63);
  EXPECT_EQ(result_in(kept, "weave").unit, "ns");
  EXPECT_DOUBLE_EQ(result_in(kept, "weave").resolution, 0.005);
  EXPECT_EQ(result_in(kept, "weave", "instructions").value, 3012);
  EXPECT_EQ(result_in(kept, "weave", "branches").value, 101);
  EXPECT_EQ(result_in(kept, "idle", "instructions").value, 2);
  EXPECT_EQ(kept.points(), 6U);
  EXPECT_EQ(kept.left_out.at("below what was printed (nothing but zeros)"), 1U);
}

TEST(NanobenchTable, TakesTheTitleIntoTheNameAndTheRemarkOutOfIt) {
  const Kept kept = kept_of("nanobench-table", fixture(kFile));
  EXPECT_EQ(result_in(kept, "knots > reef").value, 2.5);
  EXPECT_EQ(result_in(kept, "knots > reef").unit, "ms");
  EXPECT_EQ(kept.left_out.at("remark that a result is unstable"), 1U);
  EXPECT_EQ(result_in(kept_of("nanobench-table", with(fixture(kFile), "`weave`", "`a | b`")), "a | b").value, 1205.63);
}

TEST(NanobenchTable, MayHaveItsRowsClosed) {
  const std::string closed = "| ns/op | op/s | err% | total | benchmark |\n|1.5|2|3|4|`a`|\n";
  EXPECT_EQ(recognised_name(closed), "nanobench-table");
  EXPECT_EQ(result_in(kept_of("nanobench-table", closed), "a").value, 1.5);
}

TEST(NanobenchTable, TakesNothingFromARowWithoutAName) {
  const std::string table =
      "| ns/op | op/s | err% | total | benchmark |\n|1.5|2|3|4||`a`\n|1.5|2|3|4| |x\n|2.5|2|3|4|`b`|\n";
  const Kept kept = kept_of("nanobench-table", table);
  EXPECT_EQ(result_in(kept, "b").value, 2.5);
}

TEST(NanobenchTable, IsRecognisedByItsHeadAlone) {
  const std::string text = fixture(kFile);
  EXPECT_EQ(recognised_name(text), "nanobench-table");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "nanobench-table");
  EXPECT_NE(recognised_name("| ns/op | op/s | error | total | benchmark\n|1|2|3|4|`a`\n"), "nanobench-table");
}

TEST(NanobenchTable, RefusesWhatItCannotKeep) {
  EXPECT_EQ(complaint("nanobench-table", with(fixture(kFile), "1,205.63", "1,20")),
            "line 4:1: \"1,20\" is not a number that can be kept");
  EXPECT_EQ(complaint("nanobench-table", "nothing"), ": there is no nanobench table in it");
}

}  // namespace
}  // namespace perfolio::test
