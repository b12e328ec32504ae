// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/csv.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace perfolio::base {

namespace {

/// Whether a spreadsheet would calculate it, or whether it is text that got an apostrophe against that: either needs
/// one more, so that taking one off gives back what was there.
bool needs_apostrophe(std::string_view text) {
  constexpr std::array<std::string_view, 10> kSigns = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
  text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
  return std::ranges::any_of(kSigns, [&](std::string_view sign) { return text.starts_with(sign); });
}

bool is_command(std::string_view text) { return text.starts_with("##["); }

std::size_t escape_digits(std::string_view text) {
  return text.starts_with("\\u") ? 4 : text.starts_with("\\U") ? 8 : 0;
}

/// The code point that an escape at the front of the text stands for, where csv_cell() writes one; else nothing.
std::optional<char32_t> escaped_point(std::string_view text) {
  const std::size_t digits = escape_digits(text);
  if (digits == 0 || text.size() < 2 + digits) return std::nullopt;
  std::uint32_t point = 0;
  const char* end = text.data() + 2 + digits;
  const auto read = std::from_chars(text.data() + 2, end, point, 16);
  if (read.ec != std::errc() || read.ptr != end || point > 0x10FFFF) return std::nullopt;
  const bool ours = point == '\\' || point == '#' || !is_printable(point);
  return ours ? std::optional<char32_t>(point) : std::nullopt;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const bool told_apart = is_command(rest) || escaped_point(rest).has_value();
    const char32_t point = next_code_point(text, at);
    if (told_apart || !is_printable(point)) {
      out += point > 0xFFFF ? fmt::format("\\U{:08x}", static_cast<unsigned>(point))
                            : fmt::format("\\u{:04x}", static_cast<unsigned>(point));
    } else {
      append_utf8(out, point);
    }
  }
  return out;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  const std::string out = (needs_apostrophe(text) ? "'" : "") + escaped(text);
  const bool plain = out.find_first_of(",;\"") == std::string::npos && !out.starts_with("::") && trim(out) == out;
  if (plain) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::string csv_text(std::string_view cell) {
  std::string out;
  for (std::size_t at = 0; at < cell.size();) {
    const std::string_view rest = cell.substr(at);
    const auto point = escaped_point(rest);
    append_utf8(out, point ? *point : next_code_point(cell, at));
    if (point) at += 2 + escape_digits(rest);
  }
  if (out.starts_with('\'') && needs_apostrophe(out)) out.erase(0, 1);
  return out;
}

std::string csv_number(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

}  // namespace perfolio::base
