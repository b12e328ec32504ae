// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/seams.h"
#include "support/half_em.h"

#include <gtest/gtest.h>

namespace perfolio::layout {
namespace {

const Font kFont{Face::Mono, 8};  // 4 points a letter
const test::HalfEm kMetrics;
using Lines = std::vector<std::string>;

TEST(Seams, AreBehindSeparatorsBeforeBracketsAndWhereTheCaseChanges) {
  EXPECT_EQ(seams("a::b"), (std::vector<std::size_t>{3}));
  EXPECT_EQ(seams("a/b.c_d"), (std::vector<std::size_t>{2, 4, 6}));
  EXPECT_EQ(seams("fib(20)"), (std::vector<std::size_t>{3}));
  EXPECT_EQ(seams("parseTree"), (std::vector<std::size_t>{5}));
  EXPECT_TRUE(seams("v1.5").empty()) << "a decimal point is none";
}

TEST(SeamedName, IsOneLineWhereItFits) {
  const SeamedName name = seamed("parse/json", kFont, 40, 2, kMetrics);
  EXPECT_EQ(name.lines, Lines{"parse/json"});
  EXPECT_TRUE(name.whole);
}

TEST(SeamedName, BreaksAtASeamRatherThanWhereTheLineIsFull) {
  const SeamedName name = seamed("parser::expressions", kFont, 48, 2, kMetrics);
  EXPECT_EQ(name.lines, (Lines{"parser::", "expressions"}));
  EXPECT_TRUE(name.whole);
}

TEST(SeamedName, ThatIsTooLongKeepsItsBeginningAndItsEnd) {
  const SeamedName name = seamed("parser::deeply::nested::things/01_run1k", kFont, 48, 2, kMetrics);
  ASSERT_EQ(name.lines.size(), 2U);
  EXPECT_EQ(name.lines[0], "parser::");
  EXPECT_TRUE(name.lines[1].starts_with("…"));
  EXPECT_TRUE(name.lines[1].ends_with("01_run1k"));
  EXPECT_FALSE(name.whole);
}

TEST(SeamedName, NeverLeavesItsRoomWhateverTheName) {
  for (const std::string text :
       {"", "x", "一二三四五六七八九十一二三四五六七八九十", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r", "((((((((((((((((((((((((((("}) {
    for (const double room : {6.0, 20.0, 50.0}) {
      for (const std::size_t most : {1U, 2U, 5U}) {
        const SeamedName name = seamed(text, kFont, room, most, kMetrics);
        EXPECT_LE(name.lines.size(), most);
        for (const std::string& line : name.lines) EXPECT_LE(kMetrics.width(line, kFont), room + 0.01) << line;
      }
    }
  }
}

TEST(SeamedName, OfAMegabyteIsAnsweredAtOnce) {
  const SeamedName name = seamed(std::string(1 << 20, 'x') + "end", kFont, 100, 2, kMetrics);
  EXPECT_FALSE(name.whole);
  EXPECT_TRUE(name.lines.back().ends_with("end"));
}

TEST(WithoutHeading, LeavesOutWhatTheHeadingSays) {
  EXPECT_EQ(without_heading("yew-v0.21.0-keyed 01_run1k", "yew-v0.21.0-keyed"), "01_run1k");
  EXPECT_EQ(without_heading("vm::call", "vm"), "call");
  EXPECT_EQ(without_heading("vmcall", "vm"), "vmcall") << "no seam behind it";
  EXPECT_EQ(without_heading("vm", "vm"), "vm") << "nothing would be left";
  EXPECT_EQ(without_heading("vm::", "vm"), "vm::");
}

}  // namespace
}  // namespace perfolio::layout
