// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace perfolio::formats {

class JsonEvents;

/// The words that some tools write for numbers which JSON does not know (NaN, Infinity).
enum class NumberWords { Refused, Missing };

/// The number that stands in `written` to its last digit, as nlohmann/json reads it; nothing where it is too large. For
/// the few that are long.
std::optional<double> long_number(std::string_view written);

/// Follows `text` as far as it is JSON (RFC 8259), and tells `events` in the order in which it stands there, with texts
/// that need no change as views of it: nothing is copied. False at the first byte that does not fit, told of all before
/// it; who is to say what is wrong asks the library (read_json). A word for a number is read where a value or a key may
/// stand, as a missing one.
bool follow_json(std::string_view text, NumberWords words, JsonEvents& events);

}  // namespace perfolio::formats
