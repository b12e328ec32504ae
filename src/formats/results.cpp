// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/results.h"

#include "base/text.h"
#include "formats/format.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::formats {
namespace {

constexpr std::size_t kMostSamples = 4000;

}  // namespace

std::string metric_word(std::string_view name) {
  std::string word = base::to_lower_ascii(base::trim(name));
  std::ranges::replace_if(word, [](char c) { return c == ' ' || c == '_'; }, '-');
  return word;
}

std::vector<double> samples_of(const JsonNode& list, RunSink& sink) {
  std::vector<double> samples;
  const std::vector<JsonNode> items = list.items();
  if (items.empty() && list.is_list()) samples = list.numbers(sink);
  for (const JsonNode& item : items) {
    if (item.is_number()) {
      samples.push_back(*item.number(sink));
    } else {
      sink.ignored("sample that is no number");
    }
  }
  if (samples.size() > kMostSamples) samples.clear();
  return samples;
}

std::optional<double> number_if_any(const JsonNode& node, RunSink& sink) {
  return node ? node.number(sink) : std::nullopt;
}

std::string shown_value(const JsonNode& node, RunSink& sink) {
  const auto number = node.is_number() ? node.number(sink) : std::nullopt;
  return number ? fmt::format("{}", *number) : std::string(node.text());
}

std::string major_version(std::string_view version, int parts) {
  std::size_t at = 0;
  for (int part = 0; part < parts; ++part) {
    const std::size_t begin = part == 0 ? 0 : at + 1;
    if (part > 0 && (at >= version.size() || version[at] != '.')) break;
    const std::size_t end = std::min(version.find_first_not_of("0123456789", begin), version.size());
    if (end == begin) break;
    at = end;
  }
  return std::string(version.substr(0, at));
}

std::string commit_id(std::string_view text) {
  constexpr std::size_t kShortest = 7;
  constexpr std::size_t kSha256Digits = 64;
  const std::string id = base::to_lower_ascii(text.substr(0, kSha256Digits + 1));
  const bool hex = id.find_first_not_of("0123456789abcdef") == std::string::npos;
  return hex && id.size() >= kShortest && id.size() <= kSha256Digits ? id : std::string();
}

std::optional<base::Time> time_without_zone(std::string_view text) {
  std::string written(base::trim(text));
  if (written.size() < 19) return std::nullopt;
  if (written[10] == ' ') written[10] = 'T';
  if (const auto time = base::parse_time(written)) return time;
  return base::parse_time(written + "Z");
}

}  // namespace perfolio::formats
