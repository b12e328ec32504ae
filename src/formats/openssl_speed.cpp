// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/load_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

/// What `openssl speed` prints: thousands of bytes per second by the size of a block, and operations per second. The
/// times of the operations beside are reciprocals with few digits, and left alone.
namespace perfolio::formats {
namespace {

constexpr std::string_view kBlocks = "type ";

/// "16 bytes", "64 bytes", ...
std::vector<std::string> sizes_of(std::string_view text) {
  const auto words = words_of(text);
  std::vector<std::string> sizes;
  if (!text.starts_with(kBlocks) || words.size() % 2 == 0) return {};
  for (std::size_t i = 1; i + 1 < words.size(); i += 2) {
    if (words[i + 1] != "bytes" || !base::parse_number(words[i])) return {};
    sizes.push_back(fmt::format("{} bytes", words[i]));
  }
  return sizes;
}

/// The first half of `sign verify sign/s verify/s`, if the second are the rates of the same.
std::vector<std::string> operations_of(std::string_view text) {
  const auto words = words_of(text);
  const std::size_t half = words.size() / 2;
  if (words.empty() || words.size() % 2 != 0) return {};
  for (std::size_t i = 0; i < half; ++i) {
    if (words[i].find('/') != words[i].npos || !words[half + i].ends_with("/s")) return {};
  }
  return {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(half)};
}

Match sniff(std::string_view head) {
  if (head.find("\noptions: ") == std::string_view::npos && !head.starts_with("options: ")) return Match::No;
  if (!outer_keys(head).empty()) return Match::No;
  Lines lines(head);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const std::string_view text = base::trim(shown);
    if (!sizes_of(text).empty() || !operations_of(text).empty()) return Match::Sure;
  }
  return Match::No;
}

std::string joined(const std::vector<std::string_view>& words, std::size_t count) {
  std::string text(words[0]);
  for (std::size_t i = 1; i < count; ++i) text += fmt::format(" {}", words[i]);
  return text;
}

class Tables {
 public:
  Tables(std::string_view bytes, RunSink& sink) : tests_("openssl-speed", bytes, sink) {}
  void line(const Line& line, std::string_view text);
  void finish() { tests_.finish(); }

 private:
  void blocks(const Line& line, const std::vector<std::string_view>& words);
  void operations(const Line& line, const std::vector<std::string_view>& words);
  LoadTests tests_;
  std::vector<std::string> sizes_, operations_;
};

void Tables::blocks(const Line& line, const std::vector<std::string_view>& words) {
  const std::size_t first = words.size() - sizes_.size();
  for (std::size_t i = 0; i < sizes_.size(); ++i) {
    std::string_view number = words[first + i];
    if (!number.ends_with('k')) continue;
    number.remove_suffix(1);
    tests_.begin(fmt::format("{} ({})", joined(words, first), sizes_[i]));
    tests_.add(line, {"throughput", number, "B/s", {}, 1000});
  }
}

void Tables::operations(const Line& line, const std::vector<std::string_view>& words) {
  const std::size_t rates = words.size() - operations_.size();
  const std::size_t times = rates - operations_.size();
  for (std::size_t i = 0; i < operations_.size(); ++i) {
    if (!words[times + i].ends_with('s')) return;
  }
  for (std::size_t i = 0; i < operations_.size(); ++i) {
    tests_.begin(fmt::format("{} {}", joined(words, times), operations_[i]));
    tests_.add(line, {"throughput", words[rates + i], "operations/s"});
  }
}

void Tables::line(const Line& line, std::string_view text) {
  auto sizes = sizes_of(text);
  auto operations = sizes.empty() ? operations_of(text) : std::vector<std::string>();
  if (!sizes.empty() || !operations.empty()) {
    sizes_ = std::move(sizes);
    operations_ = std::move(operations);
    return;
  }
  const auto words = words_of(text);
  if (!sizes_.empty() && words.size() > sizes_.size() && words.back().ends_with('k')) return blocks(line, words);
  if (!operations_.empty() && words.size() > 2 * operations_.size()) this->operations(line, words);
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Tables tables(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    tables.line(*line, base::trim(shown));
  }
  tables.finish();
}

}  // namespace

extern const Format kOpensslSpeed;
const Format kOpensslSpeed{"openssl-speed", {}, sniff, read, true};

}  // namespace perfolio::formats
