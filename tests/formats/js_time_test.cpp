// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(JsTime, ReadsTimersOfNode) {
  const Kept kept = kept_of("js-time", fixture("js-time/node.txt"));
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_EQ(result_in(kept, "mesh").unit, "ms");
  EXPECT_EQ(result_in(kept, "ratio: 3 to 1").unit, "s");
  EXPECT_EQ(result_in(kept_of("js_time", "a: 1:02.345 (m:ss.mmm)\n"), "a").value, 62.345);
  EXPECT_EQ(result_in(kept_of("js_time", "a: 1:00:03.500 (h:mm:ss.mmm)\n"), "a").value, 3603.5);
  EXPECT_EQ(result_in(kept_of("js_time", "a: 0.5 ms\n"), "a").value, 0.5);
}

TEST(JsTime, TakesOnlyThoseThatSayTheyEndedWhereSomeDo) {
  const Kept kept = kept_of("js-time", fixture("js-time/ended.txt"));
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_EQ(result_in(kept, "default").value, 12);
  EXPECT_EQ(result_in(kept, "ratio: 3 to 1").value, 1204.5);
}

TEST(JsTime, IsRecognisedOnlyWhereNothingElseCanBeMeant) {
  EXPECT_EQ(recognised_name(fixture("js-time/ended.txt")), "js-time");
  EXPECT_EQ(recognised_name(fixture("js-time/node.txt")), "js-time");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + fixture("js-time/ended.txt")), "js-time");
  EXPECT_EQ(recognised_name("built in: 1.5s\nand more\n"),
            "no known format: this is text that begins with \"built in: 1.5s\"");
}

TEST(JsTime, RefusesWhatItCannotKeep) {
  EXPECT_EQ(complaint("js-time", "a: 1e999ms"), "line 1:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("js-time", "a: 1,5ms"), "line 1:1: \"1,5\" is not a number that can be kept");
  EXPECT_EQ(complaint("js-time", "a: NaNms"), ": there is no timer of console.time in it");
  EXPECT_EQ(complaint("js-time", "a: 1::2 (m:ss.mmm)"), "line 1:1: \"1::2\" is not a number that can be kept");
}

}  // namespace
}  // namespace perfolio::test
