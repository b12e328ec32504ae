// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/text_metrics.h"
#include "support/half_em.h"

#include <gtest/gtest.h>

#include <string>

namespace perfolio::layout {
namespace {

const test::HalfEm kMetrics;
const Font kFont{Face::Regular, 10};  // five points a letter

TEST(Shortened, LeavesWhatFits) {
  EXPECT_EQ(shortened("0123456789", kFont, 50, kMetrics), "0123456789");
  EXPECT_EQ(shortened("", kFont, 0, kMetrics), "");
}

TEST(Shortened, KeepsBothEnds) {
  EXPECT_EQ(shortened("0123456789", kFont, 45, kMetrics), "0123…6789");
  EXPECT_EQ(shortened("parse/expr/100", kFont, 40, kMetrics), "par…/100");
}

TEST(Shortened, NeverCutsACharacterInTwo) {
  const std::string text = "µµµµµµ→→→→→→→上上上上上上上";
  for (double room = 0; room < 110; room += 2.5) EXPECT_TRUE(base::is_utf8(shortened(text, kFont, room, kMetrics)));
}

TEST(ShortenedAndClipped, FitAndUseTheRoom) {
  const std::string text = "a name of many letters that goes on";
  for (double room = 5; room < 200; room += 2.5) {
    for (const std::string& cut : {shortened(text, kFont, room, kMetrics), clipped(text, kFont, room, kMetrics)}) {
      EXPECT_LE(kMetrics.width(cut, kFont), room) << room;
      if (cut != text) {
        EXPECT_GT(kMetrics.width(cut, kFont), room - 5) << room;
      }
    }
  }
}

TEST(Clipped, KeepsTheBeginning) { EXPECT_EQ(clipped("0123456789", kFont, 25, kMetrics), "0123…"); }

TEST(Wrapped, BreaksAtSpacesAndLosesNoWord) {
  EXPECT_EQ(wrapped("one two three four", kFont, 45, 9, kMetrics),
            (std::vector<std::string>{"one two", "three", "four"}));
  EXPECT_EQ(wrapped("  one   two ", kFont, 100, 9, kMetrics), (std::vector<std::string>{"one two"}));
  EXPECT_TRUE(wrapped("", kFont, 100, 9, kMetrics).empty());
}

TEST(Wrapped, SaysThatItWasCut) {
  EXPECT_EQ(wrapped("one two three four", kFont, 45, 2, kMetrics), (std::vector<std::string>{"one two", "three …"}));
}

TEST(Wrapped, FitsWhateverTheWordsAre) {
  const std::string text = "short averyveryverylongword µµµµµµµµµµµµµµµµµµµµ x yy zzz";
  for (double room = 10; room < 150; room += 5) {
    for (const std::size_t most : {1U, 2U, 5U}) {
      const auto lines = wrapped(text, kFont, room, most, kMetrics);
      EXPECT_LE(lines.size(), most);
      for (const std::string& line : lines) {
        EXPECT_LE(kMetrics.width(line, kFont), room) << line;
        EXPECT_TRUE(base::is_utf8(line));
      }
    }
  }
}

TEST(Cutting, NeverMeasuresMegabytes) {
  class Limited : public test::HalfEm {
   public:
    [[nodiscard]] double width(std::string_view text, const Font& font) const override {
      EXPECT_LE(text.size(), 8000U);
      return HalfEm::width(text, font);
    }
  };
  const std::string long_word(1'000'000, 'x');
  EXPECT_EQ(kMetrics.width(shortened(long_word, kFont, 100, Limited()), kFont), 100);
  EXPECT_EQ(kMetrics.width(clipped(long_word, kFont, 100, Limited()), kFont), 100);
  EXPECT_LE(wrapped(long_word + " " + long_word, kFont, 100, 3, Limited()).size(), 3U);
}

}  // namespace
}  // namespace perfolio::layout
