// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/body.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace {

using namespace perfolio::publish;

std::string notes(int rows, const std::string& more = "") {
  std::string out =
      "## P\n\n<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"s-dark.svg\"><img alt=\"A\" "
      "width=\"880\" "
      "src=\"s.svg\"></picture>\n\n| Benchmark |\n| :-- |\n";
  for (int i = 0; i < rows; ++i) out += fmt::format("| row{} |\n", i);
  return out + more + "\nThe whole report: [s.pdf](s.pdf)\n\n<details></details>\n";
}

const Links kAll{"L", "D", "", "", "P", "R"};

TEST(ReleaseText, LinksPictureAndReport) {
  const std::string text = *release_text(notes(1), "s", kAll, 16000);
  EXPECT_NE(text.find("srcset=\"D\"><img alt=\"A\" width=\"880\" src=\"L\"></picture>"), std::string::npos) << text;
  EXPECT_NE(text.find("[s.pdf](R)"), std::string::npos);
}

TEST(ReleaseText, LinksTheNarrowPictureWhereThereIsOneAndElseLeavesItOut) {
  std::string text = notes(1);
  const std::string narrow =
      "<source media=\"(max-width: 600px) and (prefers-color-scheme: dark)\" srcset=\"s-narrow-dark.svg\">"
      "<source media=\"(max-width: 600px)\" srcset=\"s-narrow.svg\">";
  text.insert(text.find("<picture>") + 9, narrow);
  EXPECT_EQ(*release_text(text, "s", kAll, 16000), *release_text(notes(1), "s", kAll, 16000));
  const std::string with = *release_text(text, "s", {"L", "D", "N", "M", "P", "R"}, 16000);
  EXPECT_NE(with.find("dark)\" srcset=\"M\"><source media=\"(max-width: 600px)\" srcset=\"N\"><source"),
            std::string::npos)
      << with;
  EXPECT_EQ(with.find("s-narrow"), std::string::npos);
}

TEST(ReleaseText, ShowsThePngWhereThereIsNoSvgAndNothingWhereThereIsNeither) {
  EXPECT_NE(release_text(notes(1), "s", {"", "", "", "", "P", "R"}, 16000)
                ->find("\n\n<img alt=\"A\" width=\"880\" src=\"P\">\n\n"),
            std::string::npos);
  const std::string bare = *release_text(notes(1), "s", {}, 16000);
  EXPECT_EQ(bare, "## P\n\n| Benchmark |\n| :-- |\n| row0 |\n\n<details></details>\n");
}

TEST(ReleaseText, LeavesPicturesOfTheMaintainerAlone) {
  const std::string mine = "<picture><img src=\"mine.svg\"></picture>\n\n";
  EXPECT_NE(release_text(mine + notes(1), "s", {}, 16000)->find(mine), std::string::npos);
}

TEST(ReleaseText, IsCutBehindARowAndCountsTheRest) {
  const std::size_t whole = release_text(notes(10), "s", kAll, 16000)->size();
  const std::string text = *release_text(notes(10, "\nand 5 more: [the whole report](s.pdf)\n"), "s", kAll, whole - 1);
  EXPECT_LE(text.size(), whole - 1);
  EXPECT_NE(text.find("| row0 |\n"), std::string::npos);
  EXPECT_EQ(text.find("| row9 |\n"), std::string::npos);
  std::size_t rows = 0;
  while (text.find(fmt::format("| row{} |\n", rows)) != std::string::npos) ++rows;
  EXPECT_NE(text.find(fmt::format("\nand {} more: [the whole report](R)\n\nThe whole", 15 - rows)), std::string::npos)
      << text;
  EXPECT_FALSE(release_text(notes(10), "s", kAll, 50));
}

TEST(ReleaseText, TakesWhatIsNoTableAsItIs) {
  for (const char* text : {"", "x", "\n| :-- |", "\n| :-- |\n", "\n| :-- |\n| a", "\n| :-- |\n| a |\n\nand more",
                           "\n| :-- |\n\nand 7 mor", "\n| :-- |\n\nand 7 more"}) {
    EXPECT_TRUE(release_text(text, "s", kAll, 16000)) << text;
  }
}

TEST(Marks, ThatStandAloneTakeNothingWithThem) {
  const std::string b = "<!-- perfolio:begin -->";
  const std::string e = "<!-- perfolio:end -->";
  EXPECT_EQ(body_with("a" + b + "old" + e + "z", "new\n"), "a" + b + "\nnew\n" + e + "z");
  EXPECT_EQ(body_with("a" + b + "kept" + b + "old" + e + "z", "new\n"), "a" + b + "kept" + b + "\nnew\n" + e + "z");
  EXPECT_EQ(body_with("a" + e + "b" + b + "old" + e, "new\n"), "a" + e + "b" + b + "\nnew\n" + e);
  EXPECT_EQ(body_with("a" + b, "new\n"), "a" + b + "\n\n" + b + "\nnew\n" + e + "\n");
  EXPECT_EQ(body_with(e + b, "new\n"), e + b + "\n\n" + b + "\nnew\n" + e + "\n");
}

TEST(Room, IsWhatOthersLeave) {
  EXPECT_EQ(room_in(""), 16000U);
  EXPECT_EQ(room_in(std::string(200000, 'x')), 0U);
  const std::string body(124000, 'x');
  EXPECT_EQ(utf16_units(body_with(body, std::string(room_in(body), 'y'))), 125000U);
}

TEST(Units, CountWhatLiesBeyondTheFirstPlaneTwice) { EXPECT_EQ(utf16_units("aé😀"), 4U); }

TEST(SameText, LooksOverLineEndsOnly) {
  EXPECT_TRUE(same_text("a\r\nb\n", "a\nb\r\n"));
  EXPECT_FALSE(same_text("a\nb", "a\n\nb"));
}

}  // namespace
