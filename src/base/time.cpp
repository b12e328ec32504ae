// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/time.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace perfolio::base {

namespace {

namespace chr = std::chrono;

constexpr Time kLast = chr::sys_days(chr::year(9999) / 12 / 31) + chr::hours(23) + chr::minutes(59) + chr::seconds(59);

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<Time> in_range(Time time) {
  if (time < Time{} || time > kLast) return std::nullopt;
  return time;
}

/// The offset from UTC written at the end of a time: "Z", "+01:00", "-0730". Empty when it is none of these.
std::optional<chr::minutes> offset(std::string_view zone) {
  if (zone == "Z" || zone == "z") return chr::minutes(0);
  if (zone.size() < 5 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  const bool colon = zone[3] == ':';
  const auto hours = digits(zone, 1, 2);
  const auto minutes = digits(zone, colon ? 4 : 3, 2);
  if (!hours || !minutes || zone.size() != (colon ? 6U : 5U) || *hours > 23 || *minutes > 59) return std::nullopt;
  const chr::minutes total = chr::hours(*hours) + chr::minutes(*minutes);
  return zone[0] == '-' ? -total : total;
}

}  // namespace

std::optional<Time> parse_time(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
  const chr::year_month_day date{chr::year(*year), chr::month(static_cast<unsigned>(*month)),
                                 chr::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  Time time = chr::sys_days(date);
  if (text.size() == 10) return in_range(time);
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!hour || !minute || !second || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return std::nullopt;
  if (text[13] != ':' || text[16] != ':' || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  time += chr::hours(*hour) + chr::minutes(*minute) + chr::seconds(*second);
  std::size_t at = 19;
  if (at < text.size() && text[at] == '.') {
    if (!digits(text, at + 1, 1)) return std::nullopt;
    do ++at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9');
  }
  const auto zone = offset(text.substr(at));
  if (!zone) return std::nullopt;
  return in_range(time - *zone);
}

std::optional<Time> time_of_milliseconds(double milliseconds) {
  if (!(milliseconds >= 0) || milliseconds > 253402300799999.0) return std::nullopt;
  return in_range(Time(chr::seconds(static_cast<std::int64_t>(std::floor(milliseconds / 1000)))));
}

std::string to_date(Time time) {
  const chr::year_month_day date(chr::floor<chr::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_rfc3339(Time time) {
  const chr::hh_mm_ss clock(time - chr::floor<chr::days>(time));
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_date(time), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace perfolio::base
