// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/time.h"

#include <gtest/gtest.h>

#include <limits>

namespace perfolio::base {
namespace {

void reads_as(std::string_view text, std::string_view want) {
  const auto time = parse_time(text);
  ASSERT_TRUE(time.has_value()) << text;
  EXPECT_EQ(to_rfc3339(*time), want) << text;
}

TEST(ParseTime, TurnsEveryOffsetIntoUtc) {
  reads_as("2026-02-20T12:00:00Z", "2026-02-20T12:00:00Z");
  reads_as("2026-02-20t12:00:00z", "2026-02-20T12:00:00Z");
  reads_as("2026-02-20 12:00:00+01:00", "2026-02-20T11:00:00Z");
  reads_as("2026-02-20T12:00:00-0730", "2026-02-20T19:30:00Z");
  reads_as("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z");
  reads_as("2026-02-20", "2026-02-20T00:00:00Z");
}

TEST(ParseTime, CutsAFractionOff) {
  reads_as("2026-02-20T12:00:00.999Z", "2026-02-20T12:00:00Z");
  reads_as("2026-02-20T12:00:00.123456789+00:00", "2026-02-20T12:00:00Z");
}

TEST(ParseTime, ReadsALeapSecondAsTheSecondAfterIt) { reads_as("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"); }

TEST(ParseTime, KnowsLeapYears) {
  reads_as("2024-02-29", "2024-02-29T00:00:00Z");
  reads_as("2000-02-29", "2000-02-29T00:00:00Z");
  for (const char* text : {"2023-02-29", "2100-02-29", "2026-04-31"}) EXPECT_FALSE(parse_time(text)) << text;
}

TEST(ParseTime, EndsAtTheYears1970And9999) {
  reads_as("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z");
  reads_as("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z");
  reads_as("1970-01-01T01:00:00+01:00", "1970-01-01T00:00:00Z");
  for (const char* text : {"1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01", "9999-12-31T23:59:60Z",
                           "9999-12-31T23:59:59-00:01", "0000-01-01"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

TEST(ParseTime, RefusesWhatIsNoTime) {
  for (const char* text : {"",
                           "2026",
                           "2026-02",
                           "2026-2-20",
                           "2026-02-20T",
                           "2026-02-20T12:00",
                           "2026-02-20T12:00:00",
                           "2026-02-20T24:00:00Z",
                           "2026-02-20T12:60:00Z",
                           "2026-02-20T12:00:61Z",
                           "2026-02-20T12:00:00+24:00",
                           "2026-02-20T12:00:00+1",
                           "2026-02-20T12:00:00+01:00x",
                           "2026-02-20T12:00:00.Z.",
                           "2026-02-20T12:00:00 Z",
                           "2026/02/20",
                           "20260220T120000Z",
                           "+026-02-20",
                           "2026-13-01",
                           "2026-00-10",
                           "2026-01-00",
                           "-026-02-20",
                           "2026-02-20T12-00-00Z",
                           "2026-02-20T12:00:00+01:"}) {
    EXPECT_FALSE(parse_time(text).has_value()) << text;
  }
}

TEST(ParseTime, RefusesAPointWithoutDigits) { EXPECT_FALSE(parse_time("2026-02-20T12:00:00.Z")); }

TEST(TimeOfMilliseconds, FloorsToSecondsAndRefusesWhatIsOutOfRange) {
  EXPECT_EQ(to_rfc3339(time_of_milliseconds(1771588800999).value()), "2026-02-20T12:00:00Z");
  EXPECT_EQ(time_of_milliseconds(0), Time{});
  EXPECT_EQ(to_rfc3339(time_of_milliseconds(253402300799999.0).value()), "9999-12-31T23:59:59Z");
  for (const double bad : {-1.0, 253402300800000.0, 1e300, std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_FALSE(time_of_milliseconds(bad).has_value()) << bad;
  }
}

TEST(ToDate, IsTheDayInUtc) { EXPECT_EQ(to_date(parse_time("2026-02-20T23:30:00-01:00").value()), "2026-02-21"); }

}  // namespace
}  // namespace perfolio::base
