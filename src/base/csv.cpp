// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/csv.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace perfolio::base {

std::string csv_cell(std::string_view text) {
  std::string out;
  constexpr std::array<std::string_view, 4> kWide = {"＝", "＋", "－", "＠"};
  const auto begins = [&](std::string_view sign) { return text.starts_with(sign); };
  const bool formula = !text.empty() && (std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos ||
                                         std::ranges::any_of(kWide, begins));
  if (formula) out += '\'';
  out += text;
  if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::string csv_number(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

}  // namespace perfolio::base
