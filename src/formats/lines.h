// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the readers of printed text share. A tool's output stands among whatever else a build prints.
namespace perfolio::formats {

/// A line of a text and where it begins.
struct Line {
  std::size_t begin = 0;
  std::string_view text;  ///< without its end, LF or CR LF.
};

/// Walks through the lines of a text, behind a byte order mark if there is one. A last line needs no end. The time that
/// the log of a GitHub workflow has in front of every line ("2026-02-20T12:00:00.1234567Z ") is no part of it.
class Lines {
 public:
  explicit Lines(std::string_view bytes);
  /// The next line, or nothing at the end.
  std::optional<Line> next();

 private:
  std::string_view bytes_;
  std::size_t at_;
};

/// What a terminal would show of a line at the end: CR overwrites, escape sequences (ECMA-48, 5.4) only colour.
std::string visible_part(std::string_view line);

/// The parts between white space (blanks and tabs).
std::vector<std::string_view> words_of(std::string_view text);

/// Reads a number as tools print it, with commas between groups of three digits: "1,234,567.89". Only digits, commas at
/// their places, one point, a sign in front and an exponent; anything else ("1,5", "12,34", "0x1", "nan") is nothing.
std::optional<double> parse_grouped_number(std::string_view text);

}  // namespace perfolio::formats
