// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(DenoTable, TakesTheMeanOfEachRowAndTheGroupIntoTheName) {
  const Kept kept = kept_of("deno-table", fixture("deno-table/plain.txt"));
  const auto& weave = result_in(kept, "weave (16 threads)");
  EXPECT_EQ(weave.value, 152.8);
  EXPECT_EQ(weave.unit, "\u00b5s");
  EXPECT_DOUBLE_EQ(weave.resolution, 0.05);
  EXPECT_EQ(result_in(kept, "knots > reef").value, 1.2);
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_EQ(kept.left_out.at("below what was printed (nothing but zeros)"), 1U);
  EXPECT_EQ(kept.runs.at(0).environment.at("cpu"), "Invented CPU 9000");
}

TEST(DenoTable, ReadsTheBarsOfLaterVersionsAlike) {
  const Kept kept = kept_of("deno-table", fixture("deno-table/bars.txt"));
  EXPECT_EQ(kept.points(), 1U);
  EXPECT_EQ(result_in(kept, "weave (16 threads)").value, 854.9);
}

TEST(DenoTable, IsRecognisedByItsHeadAlone) {
  for (const std::string file : {"deno-table/plain.txt", "deno-table/bars.txt"}) {
    const std::string text = fixture(file);
    EXPECT_EQ(recognised_name(text), "deno-table") << file;
    EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "deno-table") << file;
    EXPECT_NE(recognised_name(with(text, "time/iter (avg)", "time     (avg)")), "deno-table") << file;
  }
}

TEST(DenoTable, RefusesWhatItCannotKeep) {
  EXPECT_EQ(complaint("deno-table", with(fixture("deno-table/bars.txt"), "854.9", "8,5,9")),
            "line 6:1: \"8,5,9\" is not a number that can be kept");
  EXPECT_EQ(complaint("deno-table", "nothing"), ": there is no benchmark of Deno in it");
}

}  // namespace
}  // namespace perfolio::test
