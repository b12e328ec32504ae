// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

constexpr std::string_view kFew = "cogs::teeth::mesh few:vec![1, 2]";
constexpr std::string_view kMany = "cogs::teeth::mesh many:vec![ 1, 2 ]";

TEST(Gungraun, ReadsTheCountersOfEveryTool) {
  const Kept kept = kept_of("gungraun", fixture("gungraun/tools.txt"));
  EXPECT_EQ(result_in(kept, kFew, "instructions").value, 1734);
  EXPECT_EQ(result_in(kept, kFew, "total read+write").value, 2362);
  EXPECT_EQ(result_in(kept, kFew, "estimated cycles").better, units::Direction::Lower);
  EXPECT_EQ(result_in(kept, kFew, "total bytes").value, 1024);
  EXPECT_EQ(kept.runs.at(0).tool, "gungraun");
  EXPECT_FALSE(result_in(kept, kFew, "instructions").lower.has_value());
}

TEST(Gungraun, TellsCountersOfTheSameNameApartByTheirTool) {
  const Kept kept = kept_of("gungraun", fixture("gungraun/tools.txt"));
  EXPECT_EQ(result_in(kept, kFew, "cachegrind instructions").value, 1740);
  EXPECT_EQ(result_in(kept, kFew, "errors").value, 0);
  EXPECT_EQ(result_in(kept, kFew, "helgrind errors").value, 1);
}

TEST(Gungraun, JoinsWhatStandsOnSeveralLines) {
  const Kept kept = kept_of("gungraun", fixture("gungraun/tools.txt"));
  EXPECT_EQ(result_in(kept, kMany, "instructions").value, 100000);
  EXPECT_EQ(result_in(kept, kMany, "a counter whose name leaves no room at all for its values beside it").value, 12);
  EXPECT_EQ(result_in(kept, kMany, "task clock").unit, "ms");
  EXPECT_EQ(result_in(kept, kMany, "l1 hit rate").better, units::Direction::Higher);
  EXPECT_EQ(kept.left_out.at("counter without a value of this run"), 1U);
}

TEST(Gungraun, TakesTheTotalOfProcessesAndThreadsInAGrid) {
  const Kept kept = kept_of("gungraun", fixture("gungraun/tools.txt"));
  EXPECT_EQ(result_in(kept, "cogs::spin", "instructions").value, 11);
  EXPECT_EQ(kept.points(), 16U);
  const Kept cut = kept_of("gungraun", with(fixture("gungraun/tools.txt"), "|-## Total\n| Instructions:", "|"));
  EXPECT_EQ(cut.points(), 15U);
  EXPECT_EQ(cut.left_out.at("counter of one process or thread without a total"), 2U);
}

TEST(Gungraun, ReadsTheLayoutOfItsBeginnings) {
  const Kept kept = kept_of("gungraun", fixture("gungraun/old.txt"));
  EXPECT_EQ(result_in(kept, "cogs::group::mesh few:2", "instructions").value, 1734);
  EXPECT_EQ(result_in(kept, "cogs::group::mesh few:2", "l1 data hits").value, 621);
  EXPECT_EQ(kept.points(), 6U);
}

TEST(Gungraun, IsRecognisedBehindTheEmptyTestsOfLibtest) {
  const std::string tests = "\nrunning 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored\n\n";
  for (const std::string file : {"tools.txt", "old.txt"}) {
    const std::string text = fixture("gungraun/" + file);
    EXPECT_EQ(recognised_name(tests + text), "gungraun") << file;
    EXPECT_EQ(recognised_name(tests + std::string(100000, '\n') + text), "gungraun") << file;
    EXPECT_EQ(recognised_name(with_crlf(text)), "gungraun") << file;
  }
  EXPECT_EQ(recognised_name("[x]\n  a: 1|2\n"),
            "no known format: this is a JSON list whose elements no tool known here writes");
}

TEST(Gungraun, ReadsColoursAndTheLinesOfWindows) {
  const Kept kept =
      kept_of("gungraun", with_crlf("\x1b[32ma::b\x1b[0m \x1b[36mid\x1b[0m\n\x1b[90m  \x1b[0mInstructions:   "
                                    "\x1b[1m5\x1b[0m|4   (\x1b[91m+25.0000%\x1b[0m)\n"));
  EXPECT_EQ(result_in(kept, "a::b id", "instructions").value, 5);
}

TEST(Gungraun, ReadsItsSummariesInJson) {
  const std::string json = fixture("gungraun/summaries.txt");
  const Kept kept = kept_of("gungraun", json);
  EXPECT_EQ(recognised_name(json), "gungraun");
  EXPECT_EQ(result_in(kept, kFew, "instructions").value, 1734);
  EXPECT_EQ(result_in(kept, kFew, "l1 hit rate").value, 99.5);
  EXPECT_EQ(result_in(kept, kFew, "at t-gmax bytes").value, 64);
  EXPECT_EQ(result_in(kept, "cogs::spin", "estimated cycles").value, 7);
  EXPECT_EQ(kept.points(), 4U);
  EXPECT_EQ(kept.left_out.at("counter without a value of this run"), 1U);
  EXPECT_EQ(kept.left_out.at("summary that ends too early"), 1U);
}

TEST(Gungraun, RefusesWhatItCannotKeep) {
  const auto line = [](const std::string& value) {
    return "a::b\n  Instructions:   " + value + "|N/A   (*********)\n";
  };
  EXPECT_EQ(complaint("gungraun", line("1e999")), "line 2:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("gungraun", line("1,5")), "line 2:1: \"1,5\" is not a number that can be kept");
  EXPECT_EQ(complaint("gungraun", line("１")), "line 2:1: \"１\" is not a number that can be kept");
  EXPECT_EQ(complaint("gungraun", line("N/A")), ": there is no Gungraun benchmark in it");
  EXPECT_EQ(complaint("gungraun", ""), ": there is no Gungraun benchmark in it");
  EXPECT_EQ(kept_of("gungraun", "a\xff::b\n  L1 Hits: 1|2 (x)\n").runs.at(0).results.at(0).benchmark, "a\uFFFD::b");
}

}  // namespace
}  // namespace perfolio::test
