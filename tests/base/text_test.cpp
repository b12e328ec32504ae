// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <gtest/gtest.h>

#include <string>

namespace perfolio::base {
namespace {

struct Bytes {
  const char* name;
  std::string_view text;
  bool valid;
  std::string_view repaired;
};

// The limits are those of RFC 3629, section 4.
constexpr Bytes kBytes[] = {
    {"empty", "", true, ""},
    {"ASCII", "abc", true, "abc"},
    {"least of two bytes", "\xC2\x80", true, "\xC2\x80"},
    {"overlong slash", "\xC0\xAF", false, "\uFFFD\uFFFD"},
    {"overlong in three", "\xE0\x9F\xBF", false, "\uFFFD\uFFFD\uFFFD"},
    {"least of three bytes", "\xE0\xA0\x80", true, "\xE0\xA0\x80"},
    {"last before surrogates", "\xED\x9F\xBF", true, "\xED\x9F\xBF"},
    {"surrogate", "\xED\xA0\x80", false, "\uFFFD\uFFFD\uFFFD"},
    {"overlong in four", "\xF0\x8F\xBF\xBF", false, "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"least of four bytes", "\xF0\x90\x80\x80", true, "\xF0\x90\x80\x80"},
    {"last of all", "\xF4\x8F\xBF\xBF", true, "\xF4\x8F\xBF\xBF"},
    {"beyond the last", "\xF4\x90\x80\x80", false, "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"lead that never is", "\xF5\x80\x80\x80", false, "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"lone continuation", "a\x80z", false, "a\uFFFDz"},
    {"cut short", "a\xE2\x82", false, "a\uFFFD\uFFFD"},
    {"lead before ASCII", "\xE2(\xA1", false, "\uFFFD(\uFFFD"},
};

TEST(Utf8, IsValidExactlyWithinTheLimitsOfRfc3629) {
  for (const Bytes& c : kBytes) EXPECT_EQ(is_utf8(c.text), c.valid) << c.name;
}

TEST(Utf8, IsValidAfterRepairAndUntouchedWhereItWasValid) {
  for (const Bytes& c : kBytes) {
    EXPECT_EQ(to_utf8(c.text), c.repaired) << c.name;
    EXPECT_TRUE(is_utf8(to_utf8(c.text))) << c.name;
  }
}

TEST(Utf8, OfEveryCodePointReadsBackAsIt) {
  for (char32_t point = 0; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 61) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, point);
    std::size_t at = 0;
    ASSERT_EQ(next_code_point(text, at), point);
    ASSERT_EQ(at, text.size());
    ASSERT_EQ(code_point_count(text), 1U);
  }
}

TEST(Visible, LeavesNoControlOverrideOrByteOrderMark) {
  const auto check = [](std::string_view in, std::string_view want) { EXPECT_EQ(visible(in), want); };
  check("plain µs → 上", "plain µs → 上");
  check("a\nb\tc", "a\\u000ab\\u0009c");
  check(std::string_view("\0", 1), "\\u0000");
  check("\x1B[31m", "\\u001b[31m");
  check("\x7F\u0085", "\\u007f\\u0085");
  check("\u202Eevil\u2066\u2069", "\\u202eevil\\u2066\\u2069");
  check("\u200E\u200F\u061C", "\\u200e\\u200f\\u061c");
  check("\u2028\uFEFF\uFFFE\uFFFF", "\\u2028\\ufeff\\ufffe\\uffff");
  check("\U0001FFFE", "\\U0001fffe");
  check("\xFF", "\uFFFD");
}

TEST(Visible, HoldsNoCommandToTheRunnersOfGithub) {
  EXPECT_EQ(visible("a ##[add-mask]b"), "a \\u0023#[add-mask]b");
  EXPECT_EQ(visible("###[group]"), "#\\u0023#[group]");
  EXPECT_EQ(visible("## [x] #[y]"), "## [x] #[y]");
}

TEST(Visible, StaysAsItIsWhenMadeVisibleAgain) {
  const std::string once = visible("x\u202E\n\xFFy");
  EXPECT_EQ(visible(once), once);
}

TEST(ParseNumber, TakesWholeJsonNumbersOnly) {
  const auto is = [](std::string_view text, double want) {
    const auto value = parse_number(text);
    ASSERT_TRUE(value.has_value()) << text;
    EXPECT_EQ(*value, want) << text;
  };
  is("0", 0);
  is("-1.5", -1.5);
  is("1e3", 1000);
  is("2.5E-1", 0.25);
  is("1e308", 1e308);
  for (const char* text : {"", " 1", "1 ", "+1", "1,5", "nan", "inf", "-inf", "infinity", "0x10", "1e400", "--1",
                           "1.2.3", "1e", "-", "١"}) {
    EXPECT_FALSE(parse_number(text).has_value()) << text;
  }
}

TEST(Trim, TakesSpaceFromBothEndsOnly) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim(" \n "), "");
  const std::string_view blank = "| \n |";
  EXPECT_EQ(trim(blank.substr(1, 3)).data(), blank.data() + 1);  // a part of the text also where nothing is left.
  EXPECT_EQ(trim(""), "");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
}

TEST(ToLowerAscii, LeavesOtherLettersAlone) { EXPECT_EQ(to_lower_ascii("AZ[Ä"), "az[Ä"); }

TEST(EditDistance, CountsInsertionsDeletionsAndReplacements) {
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("same", "same"), 0U);
}

TEST(Nearest, NamesTheLikelySlipAndNothingFarOff) {
  const std::vector<std::string> known = {"baseline", "release", "groups"};
  EXPECT_EQ(nearest("basline", known), "baseline");
  EXPECT_EQ(nearest("group", known), "groups");
  EXPECT_EQ(nearest("thresholds", known), "");
  EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace perfolio::base
