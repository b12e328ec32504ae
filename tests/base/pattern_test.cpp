// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/pattern.h"
#include "base/error.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace perfolio::base {
namespace {

void check(const char* pattern, std::string_view text, bool want) {
  EXPECT_EQ(Pattern(pattern).matches(text), want) << pattern << " on " << text;
}

TEST(Glob, MustMatchTheWholeText) {
  check("parse", "parse", true);
  check("parse", "parser", false);
  check("parse", "a parse", false);
  check("parse*", "parse/json/10", true);
  check("*json*", "parse/json/10", true);
  check("", "", true);
  check("", "a", false);
  check("*", "", true);
}

TEST(Glob, TakesOneCharacterForAQuestionMark) {
  check("v?", "v1", true);
  check("v?", "v", false);
  check("v?", "v12", false);
  check("?", "µ", true);
  check("?", "\n", true);
}

TEST(Glob, KnowsClasses) {
  check("v[0-9]", "v7", true);
  check("v[0-9]", "vx", false);
  check("v[!0-9]", "vx", true);
  check("v[!0-9]", "v7", false);
  check("v[^0-9]", "v7", false);
  check("[]]", "]", true);
  check("[a-c]*", "beta", true);
}

TEST(Glob, TakesEverythingElseAsItStands) {
  check("a.b", "a.b", true);
  check("a.b", "axb", false);
  check("f(x)|g", "f(x)|g", true);
  check("a|b", "a", false);
  check("$^+{}", "$^+{}", true);
  check("a\\d", "a\\d", true);
  check("a\\d", "a1", false);
  check("[", "[", true);
  check("[ab", "[ab", true);
  check("x[", "x[", true);
  check("µs*", "µs/iter", true);
}

TEST(Glob, TakesBackslashAndBracketInAClassAsTheyStand) {
  check("[[]x", "[x", true);
  check("[[:a]", ":", true);
  check("[\\d]", "d", true);
  check("[\\d]", "7", false);
  check("[\\]", "\\", true);
}

TEST(Glob, EndsOnlyAtTheEndOfTheText) { check("a", "a\n", false); }

TEST(RegularExpression, MayMatchAnywhere) {
  check("re:json", "parse/json/10", true);
  check("re:^json", "parse/json/10", false);
  check("re:[0-9]+$", "parse/json/10", true);
}

TEST(Pattern, RefusesWhatCannotBeReadAndNamesIt) {
  for (const char* bad : {"re:(", "re:[", "re:a**", "re:\\", "re:(?=x)", "[z-a]", "re:\xFF"}) {
    try {
      const Pattern pattern(bad);
      ADD_FAILURE() << bad << " was taken";
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::Usage) << bad;
      EXPECT_NE(std::string(error.what()).find("pattern '"), std::string::npos) << error.what();
      EXPECT_FALSE(error.hint().empty());
    }
  }
}

TEST(Pattern, AnswersInLinearTimeForExpressionsThatBlowUpElsewhere) {
  const std::string text(100'000, 'a');
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(Pattern("re:^(a+)+$").matches(text + "b"));
  EXPECT_FALSE(Pattern("*a*a*a*a*a*a*c").matches(text));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Pattern, MatchesTheSameAfterACopy) {
  const Pattern first("re:b+");
  Pattern second("x");
  second = first;
  EXPECT_TRUE(second.matches("abc"));
  EXPECT_TRUE(first.matches("abc"));
  EXPECT_EQ(first, second);
}

TEST(Pattern, IsNotLongerThanAnyName) {
  EXPECT_FALSE(Pattern(std::string(9000, '[')).matches("a"));
  EXPECT_THROW(Pattern(std::string(1000000, 'a')), Error);
}

TEST(Pattern, SaysWhatItsStarsAndGroupsStandFor) {
  const auto captures = [](const char* pattern, std::string_view text) {
    std::string out;
    for (const std::string_view part : Pattern(pattern).captures(text)) out += "<" + std::string(part) + ">";
    return out;
  };
  EXPECT_EQ(captures("fib_*", "fib_20"), "<20>");
  EXPECT_EQ(captures("*/x?/*", "a/xy/b/c"), "<a><b/c>");
  EXPECT_EQ(captures("fib_*", "sort_20"), "");
  EXPECT_EQ(captures("fib", "fib"), "");
  EXPECT_EQ(captures("re:(a)|(b)", "b"), "<><b>");
  EXPECT_EQ(Pattern("*a[*]?*").capture_count(), 2U);
  EXPECT_EQ(Pattern("re:(?:x)(y)").capture_count(), 1U);
}

}  // namespace
}  // namespace perfolio::base
