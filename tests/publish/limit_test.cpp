// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/limit.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio;
using publish::wait_asked;
using std::chrono::seconds;

const base::Time kNow{seconds(1'800'000'000)};

sys::HttpAnswer answer(int status, std::map<std::string, std::string> headers, const std::string& message = "") {
  return {sys::Transport::Answered, "", status, std::move(headers), "{\"message\":\"" + message + "\"}"};
}

TEST(Limit, IsNoneInAnyOtherAnswer) {
  for (const int status : {200, 400, 401, 404, 422, 451, 500, 502}) {
    EXPECT_FALSE(wait_asked(answer(status, {{"retry-after", "5"}}), kNow)) << status;
  }
  EXPECT_FALSE(wait_asked(answer(403, {}, "Resource not accessible by integration"), kNow));
  EXPECT_FALSE(wait_asked(answer(403, {{"x-ratelimit-remaining", "10"}, {"x-ratelimit-reset", "1800000100"}}), kNow));
}

TEST(Limit, OfSecondsOrADateIsAsLongAsItSays) {
  EXPECT_EQ(wait_asked(answer(429, {{"retry-after", "7"}}), kNow), seconds(7));
  EXPECT_EQ(wait_asked(answer(403, {{"retry-after", "0"}}), kNow), seconds(0));
  EXPECT_EQ(wait_asked(answer(403, {{"retry-after", "Fri, 15 Jan 2027 08:00:30 GMT"}}), kNow), seconds(30));
  EXPECT_EQ(wait_asked(answer(403, {{"retry-after", "Fri, 15 Jan 2027 07:00:30 GMT"}}), kNow), seconds(0));
  EXPECT_EQ(wait_asked(answer(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000010"}}), kNow),
            seconds(11));
}

TEST(Limit, CountsByTheClockOfTheServerWhereItTellsTheTime) {
  const auto wrong_by_an_hour =
      answer(403, {{"date", "Fri, 15 Jan 2027 09:00:00 GMT"}, {"retry-after", "Fri, 15 Jan 2027 09:00:05 GMT"}});
  EXPECT_EQ(wait_asked(wrong_by_an_hour, kNow), seconds(5));
}

TEST(Limit, WithoutATimeIsAMinute) {
  EXPECT_EQ(wait_asked(answer(429, {}), kNow), seconds(60));
  EXPECT_EQ(wait_asked(answer(403, {}, "You have exceeded a secondary rate limit."), kNow), seconds(60));
  EXPECT_EQ(wait_asked(answer(403, {{"retry-after", "soon"}}), kNow), seconds(60));
  EXPECT_EQ(wait_asked(answer(403, {{"x-ratelimit-remaining", "0"}}), kNow), seconds(60));
}

TEST(Limit, OfAbsurdLengthDoesNotOverflow) {
  EXPECT_EQ(wait_asked(answer(429, {{"retry-after", "99999999999999999999"}}), kNow), seconds(1'000'000'000));
  EXPECT_EQ(wait_asked(answer(429, {{"retry-after", "-5"}}), kNow), seconds(60));
  EXPECT_GE(*wait_asked(answer(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1e300"}}), kNow),
            seconds(0));
}

}  // namespace
