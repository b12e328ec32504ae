// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::base {

bool is_utf8(std::string_view text);

/// The same text with every invalid UTF-8 sequence replaced by U+FFFD.
std::string to_utf8(std::string_view text);

/// Decodes one code point of valid UTF-8 at `at` and moves `at` past it.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);
std::size_t code_point_count(std::string_view text);

/// The text as one printable line: invalid UTF-8 replaced; control characters, bidi overrides and code points that are
/// no characters written as escapes like \u202e, and so is the start of `##[...]`, a command to GitHub's runners. Safe
/// for a terminal, a log, a chart and an error message.
std::string visible(std::string_view text);

/// Whether visible() leaves it as it is.
bool is_printable(char32_t code_point);

/// What begins a line of output, visible already: a "::" first in it would be a command to GitHub's runners, too, and
/// has its first colon escaped.
std::string line_start(std::string text);

/// The last part of a path: "b" of "a/b" and of "a/b/". The path itself where it has no other.
std::string file_name(std::string_view path);

/// Removes ASCII white space at both ends. What is left lies within `text`, even where it is empty (then at its begin):
/// readers take the place of a part from where it begins.
std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string to_lower_ascii(std::string_view text);

/// Reads a whole finite decimal number as JSON writes it (also "+1" is refused, as are "1,5", "nan", hex and spaces).
std::optional<double> parse_number(std::string_view text);

/// Number of single-letter insertions, deletions and replacements between two words; for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Of `known`, the word nearest to `word`; empty when none is near enough to be a likely slip.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace perfolio::base
