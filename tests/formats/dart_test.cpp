// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Dart, ReadsScores) {
  const Kept kept = kept_of("dart", fixture("dart/scores.txt"));
  EXPECT_EQ(kept.points(), 5U);
  EXPECT_EQ(result_in(kept, "Mesh").value, 0.1568472448997197);
  EXPECT_EQ(result_in(kept, "Mesh").unit, "us");
  EXPECT_EQ(result_in(kept, "Mesh", "cpu-cycles").value, 512.25);
  EXPECT_EQ(result_in(kept, "Mesh", "cpu-cycles").unit, "");
  EXPECT_EQ(result_in(kept, "Wheel (16 spokes)").value, 1.5e21);
  EXPECT_EQ(result_in(kept, "Axle").value, 12);
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 1U);
}

TEST(Dart, IsRecognisedAmongOtherLines) {
  const std::string text = fixture("dart/scores.txt");
  EXPECT_EQ(recognised_name("Building package executable...\n" + text), "dart");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "dart");
}

TEST(Dart, ClaimsNoLineThatOnlyLooksLikeIt) {
  for (const std::string line : {"Took(about): 3 us.", "x(RunTime): soon", "(RunTime): 1 us.", "x(RunTime): 1 MB."}) {
    EXPECT_NE(recognised_name(line + "\n"), "dart") << line;
    EXPECT_EQ(complaint("dart", line), ": there is no Dart benchmark in it") << line;
  }
}

TEST(Dart, RefusesWhatItCannotKeep) {
  EXPECT_EQ(complaint("dart", "\nx(RunTime): 1e999 us.\n"), "line 2:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("dart", "x(RunTime): 1,5 us.\n"), "line 1:1: \"1,5\" is not a number that can be kept");
}

}  // namespace
}  // namespace perfolio::test
