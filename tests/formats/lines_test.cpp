// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/lines.h"

#include "formats/repetitions.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Lines, LeavesOutTheTimesOfALog) {
  formats::Lines lines(
      "\xEF\xBB\xBF"
      "2026-02-20T12:00:00.1234567Z a\n2026-02-20T12:00:00Z b\r\n2026-02-20T12:00:00.1234567Z \nc");
  EXPECT_EQ(lines.next()->text, "a");
  EXPECT_EQ(lines.next()->text, "2026-02-20T12:00:00Z b");
  EXPECT_EQ(lines.next()->text, "");
  EXPECT_EQ(lines.next()->text, "c");
  EXPECT_FALSE(lines.next().has_value());
}

TEST(Lines, EndInLfOrCrLfOrNotAtAll) {
  formats::Lines lines("\xEF\xBB\xBFone\r\n\nthree");
  EXPECT_EQ(lines.next()->text, "one");
  EXPECT_EQ(lines.next()->text, "");
  const auto last = lines.next();
  EXPECT_EQ(last->text, "three");
  EXPECT_EQ(last->begin, 9U);
  EXPECT_FALSE(lines.next());
}

TEST(Lines, ShowWhatATerminalWould) {
  EXPECT_EQ(formats::visible_part("old\rnew"), "new");
  EXPECT_EQ(formats::visible_part("\x1b[1;32mgreen\x1b[0m \r"), "green");
}

TEST(Lines, GiveWords) {
  EXPECT_EQ(formats::words_of(" a\tb  c "), (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_TRUE(formats::words_of(" ").empty());
}

TEST(GroupedNumber, TakesCommasOnlyBetweenGroupsOfThree) {
  EXPECT_EQ(formats::parse_grouped_number("18,794.12"), 18794.12);
  EXPECT_EQ(formats::parse_grouped_number("-1,234,567"), -1234567.0);
  EXPECT_EQ(formats::parse_grouped_number("12"), 12.0);
  for (const char* text :
       {"1,5", "1,23", "1,2345", ",123", "1234,567", "1,234,", "1,,234", "1,234.5,678", "", "1,2e5"}) {
    EXPECT_EQ(formats::parse_grouped_number(text), std::nullopt) << text;
  }
}

TEST(Repetitions, BecomeTheirMedianInTheUnitOfTheFirst) {
  model::Run run;
  const auto add = [&](const char* name, double value, const char* unit) {
    model::Result result;
    result.benchmark = name;
    result.value = value;
    result.unit = unit;
    run.results.push_back(result);
  };
  add("a", 3, "us");
  add("b", 1, "ns");
  add("a", 1000, "ns");
  add("a", 2, "us");
  add("a", 5, "B");
  formats::fold_repetitions(run);
  ASSERT_EQ(run.results.size(), 3U);
  EXPECT_EQ(run.results[0].value, 2);
  EXPECT_EQ(run.results[0].lower, 1);
  EXPECT_EQ(run.results[0].upper, 3);
  EXPECT_EQ(run.results[0].samples, (std::vector<double>{3, 1, 2}));
  EXPECT_FALSE(run.results[1].lower);
  EXPECT_EQ(run.results[2].unit, "B");
}

}  // namespace
}  // namespace perfolio::test
