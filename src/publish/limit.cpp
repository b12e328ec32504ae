// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/limit.h"

#include "base/text.h"
#include "publish/reading.h"

#include <algorithm>
#include <cmath>

namespace perfolio::publish {

namespace {

using std::chrono::seconds;

/// Where the server asks for a pause without saying how long: what GitHub's documentation advises.
constexpr seconds kUnsaid{60};
/// Nothing waits that long, and sums of it still fit.
constexpr seconds kFarAway{1'000'000'000};
/// Beyond this no number is a moment.
constexpr double kLastMoment = 1e11;

std::optional<seconds> whole_seconds(const std::string& text) {
  const auto number = base::parse_number(text);
  if (!number || *number < 0) return std::nullopt;
  return seconds(static_cast<std::int64_t>(std::ceil(std::min(*number, kLastMoment))));
}

/// Waits end on the server's clock: ours may be wrong.
base::Time time_of(const sys::HttpAnswer& answer, base::Time now) {
  return sys::http_date(answer.header("date")).value_or(now);
}

seconds until(base::Time moment, base::Time now) { return std::clamp(moment - now, seconds(0), kFarAway); }

std::optional<seconds> retry_after(const sys::HttpAnswer& answer, base::Time now) {
  const std::string text = answer.header("retry-after");
  if (text.empty()) return std::nullopt;
  if (const auto whole = whole_seconds(text)) return std::min(*whole, kFarAway);
  const auto moment = sys::http_date(text);
  return moment ? until(*moment, now) : kUnsaid;
}

std::optional<seconds> reset(const sys::HttpAnswer& answer, base::Time now) {
  if (answer.header("x-ratelimit-remaining") != "0") return std::nullopt;
  const auto moment = whole_seconds(answer.header("x-ratelimit-reset"));
  // One more second: the reset is told in whole ones.
  return moment ? until(base::Time(*moment + seconds(1)), now) : kUnsaid;
}

bool speaks_of_a_limit(const sys::HttpAnswer& answer) {
  const std::string message = base::to_lower_ascii(complaint_in(answer.body).message);
  return message.find("rate limit") != std::string::npos || message.find("abuse detection") != std::string::npos;
}

}  // namespace

std::optional<seconds> wait_asked(const sys::HttpAnswer& answer, base::Time now) {
  if (answer.status != 403 && answer.status != 429) return std::nullopt;
  const base::Time there = time_of(answer, now);
  if (const auto wait = retry_after(answer, there)) return wait;
  if (const auto wait = reset(answer, there)) return wait;
  if (answer.status == 429 || speaks_of_a_limit(answer)) return kUnsaid;
  return std::nullopt;
}

}  // namespace perfolio::publish
