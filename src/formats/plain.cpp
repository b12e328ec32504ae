// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/plain.h"

#include <algorithm>
#include <cstdint>

namespace perfolio::formats {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::uint32_t kReplacement = 0xFFFD;

void append_utf8(std::string& text, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { text += static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80U) return byte(code);
  if (code < 0x800U) {
    byte(0xC0U | (code >> 6U));
  } else {
    if (code < 0x10000U) {
      byte(0xE0U | (code >> 12U));
    } else {
      byte(0xF0U | (code >> 18U));
      byte(0x80U | ((code >> 12U) & 0x3FU));
    }
    byte(0x80U | ((code >> 6U) & 0x3FU));
  }
  byte(0x80U | (code & 0x3FU));
}

/// RFC 2781: two bytes a unit, a pair of surrogates for what is beyond U+FFFF.
std::string utf8_of_utf16(std::string_view bytes, bool big_endian) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(big_endian ? first << 8U | second : second << 8U | first);
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t code = at + 1 < bytes.size() ? unit(at) : kReplacement;
    const bool high = code >= 0xD800U && code < 0xDC00U;
    const std::uint32_t low = high && at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (high && low >= 0xDC00U && low < 0xE000U) {
      code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
      at += 2;
    } else if (code >= 0xD800U && code < 0xE000U) {
      code = kReplacement;
    }
    append_utf8(text, code);
  }
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The length of "2026-02-20T12:00:00.1234567Z " and, as some runners write it, with fewer digits or none; else 0.
std::size_t time_length(std::string_view line) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (line.size() < kShape.size() + 2) return 0;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    if (kShape[i] == '0' ? !is_digit(line[i]) : line[i] != kShape[i]) return 0;
  }
  std::size_t at = kShape.size();
  if (line[at] == '.') {
    ++at;
    while (at < line.size() && is_digit(line[at])) ++at;
  }
  if (at >= line.size() || line[at] != 'Z') return 0;
  ++at;
  return at == line.size() ? at : line[at] == ' ' ? at + 1 : 0;
}

/// What the log has put in front of a line; 0 where it is none of a log. Job and step end with a tab each, and the
/// first line of a step's log has the mark of UTF-8 behind them.
std::size_t carried_length(std::string_view line) {
  constexpr std::size_t kLongest = 1024;
  std::size_t at = line.starts_with(kMark) ? kMark.size() : 0;
  if (const std::size_t time = time_length(line.substr(at)); time > 0) return at + time;
  const std::size_t job = line.substr(0, kLongest).find('\t');
  const std::size_t step = job == std::string_view::npos ? job : line.substr(0, kLongest).find('\t', job + 1);
  if (step == std::string_view::npos) return 0;
  at = step + 1;
  if (line.substr(at).starts_with(kMark)) at += kMark.size();
  const std::size_t time = time_length(line.substr(at));
  return time == 0 ? 0 : at + time;
}

/// A log shows itself in its first lines; a line of a log that was cut may be none.
bool is_log(std::string_view bytes) {
  constexpr int kLines = 5;
  for (int i = 0; i < kLines && !bytes.empty(); ++i) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    if (carried_length(bytes.substr(0, std::min<std::size_t>(end, 2048))) > 0) return true;
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return false;
}

std::string without_carried(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    std::string_view shown = line;
    while (!shown.empty() && (shown.back() == '\n' || shown.back() == '\r')) shown.remove_suffix(1);
    text += line.substr(carried_length(shown));
    bytes.remove_prefix(end);
  }
  return text;
}

/// The end of what npm, pnpm or yarn say before they start a script ("> node bench.js", "$ node bench.js"), where JSON
/// follows it; else 0.
std::size_t launcher_length(std::string_view text) {
  constexpr std::string_view kFirst[] = {"> ", "$ ", "yarn run v"};
  bool any = false;
  for (std::size_t at = text.starts_with(kMark) ? kMark.size() : 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with('{') || line.starts_with('[')) return any ? at : 0;
    const bool said = std::ranges::any_of(kFirst, [&](std::string_view first) { return line.starts_with(first); });
    if (!said && line.find_first_not_of(" \t\r") != std::string_view::npos) return 0;
    any = any || said;
    at = end + 1;
  }
  return 0;
}

/// Only its line ends stay, so that lines keep their numbers; and yarn's last line goes.
std::string without_launcher(std::string_view text, std::size_t length) {
  std::string rest(static_cast<std::size_t>(std::ranges::count(text.substr(0, length), '\n')), '\n');
  rest += text.substr(length);
  const std::size_t done = rest.rfind("\nDone in ");
  if (done != std::string::npos && rest.find('\n', done + 1) >= rest.size() - 1) rest.resize(done + 1);
  return rest;
}

}  // namespace

std::optional<std::string> as_written(std::string_view bytes) {
  std::optional<std::string> text;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    text = utf8_of_utf16(bytes.substr(2), bytes.front() == '\xFE');
  }
  const std::string_view so_far = text ? std::string_view(*text) : bytes;
  if (is_log(so_far)) text = without_carried(so_far);
  const std::string_view script = text ? std::string_view(*text) : bytes;
  if (const std::size_t length = launcher_length(script); length > 0) text = without_launcher(script, length);
  return text;
}

}  // namespace perfolio::formats
