// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace perfolio::emit {

namespace {

/// A cell by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front.
std::string cell(std::string_view text) {
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

std::string number(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::string environment_text(const model::Environment& environment) {
  std::string out;
  for (const auto& [key, value] : environment) out += (out.empty() ? "" : "; ") + key + "=" + value;
  return out;
}

}  // namespace

std::string report_csv(const model::Report& report) {
  std::string out = "suite,benchmark,metric,unit,environment,release,value,lower,upper,n\r\n";
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    const std::string series = fmt::format("{},{},{},{},{}", cell(b.suite), cell(b.name), cell(b.metric),
                                           cell(b.unit.base), cell(environment_text(b.environment)));
    for (const model::Level& level : b.levels) {
      out += fmt::format("{},{},{},{},{},{}\r\n", series, cell(report.columns[level.column].release.tag),
                         number(level.value), number(level.lower), number(level.upper), level.n);
    }
  }
  return out;
}

}  // namespace perfolio::emit
