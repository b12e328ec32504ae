// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace perfolio::base {

/// A moment, UTC, to the second. Years 1970 to 9999.
using Time = std::chrono::sys_seconds;

/// Reads RFC 3339 ("2026-02-20T12:00:00Z", "+01:00" offsets, a fraction is cut off), or a bare date (midnight UTC).
/// A leap second reads as the second after it. Empty when the text is no such thing or is out of range.
std::optional<Time> parse_time(std::string_view text);

/// Milliseconds since 1970, as data.js has them. Empty when out of range.
std::optional<Time> time_of_milliseconds(double milliseconds);

std::string to_rfc3339(Time time);
std::string to_date(Time time);  ///< "2026-02-20"

}  // namespace perfolio::base
