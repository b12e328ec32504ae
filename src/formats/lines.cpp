// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/lines.h"

#include "base/text.h"

#include <algorithm>

namespace perfolio::formats {
namespace {

/// The length of the time in front of a line of a workflow's log; 0 where there is none.
std::size_t log_time(std::string_view line) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00.0000000Z ";
  if (line.size() < kShape.size()) return 0;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool fits = kShape[i] == '0' ? line[i] >= '0' && line[i] <= '9' : line[i] == kShape[i];
    if (!fits) return 0;
  }
  return kShape.size();
}

}  // namespace

Lines::Lines(std::string_view bytes) : bytes_(bytes), at_(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0) {}

std::optional<Line> Lines::next() {
  if (at_ >= bytes_.size()) return std::nullopt;
  const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
  at_ += log_time(bytes_.substr(at_, end - at_));
  Line line{at_, bytes_.substr(at_, end - at_)};
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  at_ = end + 1;
  return line;
}

std::string visible_part(std::string_view line) {
  while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
  line.remove_prefix(line.rfind('\r') + 1);  // npos + 1 is 0
  std::string text;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '\x1b') {
      text += line[at];
      continue;
    }
    // CSI: ESC [ parameters letter
    if (at + 1 < line.size() && line[at + 1] == '[') ++at;
    while (at + 1 < line.size() && (line[at + 1] < '@' || line[at + 1] > '~')) ++at;
    ++at;
  }
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  constexpr std::string_view kBlanks = " \t\r\n";
  for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kBlanks, end);
  }
  return words;
}

std::optional<double> parse_grouped_number(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return base::parse_number(text);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  if (comma == first || comma > first + 3) return std::nullopt;
  const std::size_t whole = std::min(text.find_first_not_of("0123456789,", first), text.size());
  std::string digits(text.substr(0, comma));
  for (std::size_t at = comma; at < whole; at += 4) {
    const std::string_view group = text.substr(at, std::min<std::size_t>(4, whole - at));
    if (group.size() != 4 || group[0] != ',' || group.find(',', 1) != std::string_view::npos) return std::nullopt;
    digits += group.substr(1);
  }
  digits += text.substr(whole);
  return base::parse_number(digits);
}

}  // namespace perfolio::formats
