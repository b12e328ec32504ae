// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/text_metrics.h"

#include "base/text.h"

namespace perfolio::layout {

namespace {

constexpr std::string_view kEllipsis = "…";
/// Longer names are cut before they are measured: shaping megabytes takes minutes.
constexpr std::size_t kMostLetters = 400;

bool is_inside(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
}

/// The text, or of a very long one its beginning and its end, between which more than can be kept is cut out anyway.
std::string ends_of(std::string_view text) {
  constexpr std::size_t kBytes = 16 * kMostLetters;  // of letters with several marks each.
  if (text.size() <= 2 * kBytes) return std::string(text);
  std::size_t head = kBytes, tail = text.size() - kBytes;
  while (is_inside(text, head)) ++head;
  while (is_inside(text, tail)) ++tail;
  return std::string(text.substr(0, head)) + std::string(text.substr(tail));
}

std::vector<std::string_view> letters_of(std::string_view text, const TextMetrics& metrics) {
  std::vector<std::string_view> out;
  const std::vector<std::size_t> begins = metrics.letters(text);
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : text.size();
    out.push_back(text.substr(begins[i], end - begins[i]));
  }
  return out;
}

enum class Cut { Middle, End };

/// The first and the last of `all` with an ellipsis between or behind them, `keep` letters in all.
std::string with_gap(const std::vector<std::string_view>& all, std::size_t keep, Cut cut) {
  const std::size_t head = cut == Cut::Middle ? keep / 2 : keep;
  std::string out;
  for (std::size_t i = 0; i < head; ++i) out += all[i];
  out += kEllipsis;
  for (std::size_t i = all.size() - (keep - head); i < all.size(); ++i) out += all[i];
  return out;
}

std::string fitted(std::string_view text, const Font& font, double room, Cut cut, const TextMetrics& metrics) {
  const std::string ends = ends_of(text);
  const std::vector<std::string_view> all = letters_of(ends, metrics);
  if (ends.size() == text.size() && all.size() <= kMostLetters && metrics.width(text, font) <= room)
    return std::string(text);
  // Widths grow with letters, so the largest number kept that fits is found by halving.
  std::size_t low = 0;
  std::size_t high = std::min(all.size(), kMostLetters);
  while (low + 1 < high) {
    const std::size_t keep = (low + high) / 2;
    const bool fits = metrics.width(with_gap(all, keep, cut), font) <= room;
    (fits ? low : high) = keep;
  }
  return with_gap(all, low, cut);
}

}  // namespace

std::vector<std::size_t> TextMetrics::letters(std::string_view text) const {
  std::vector<std::size_t> begins;
  for (std::size_t at = 0; at < text.size(); base::next_code_point(text, at)) begins.push_back(at);
  return begins;
}

std::string shortened(std::string_view text, const Font& font, double room, const TextMetrics& metrics) {
  return fitted(text, font, room, Cut::Middle, metrics);
}

std::string clipped(std::string_view text, const Font& font, double room, const TextMetrics& metrics) {
  return fitted(text, font, room, Cut::End, metrics);
}

std::vector<std::string> wrapped(std::string_view text, const Font& font, double room, std::size_t most,
                                 const TextMetrics& metrics) {
  std::vector<std::string> lines;
  std::string line;
  const auto words = base::split(text, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].empty()) continue;
    const std::string longer = line.empty() ? std::string(words[i]) : line + ' ' + std::string(words[i]);
    if (longer.size() < 4 * kMostLetters && metrics.width(longer, font) <= room) {
      line = longer;
      continue;
    }
    if (lines.size() + 1 == most) {
      lines.push_back(clipped(line.empty() ? words[i] : std::string_view(line + " …"), font, room, metrics));
      return lines;
    }
    if (!line.empty()) lines.push_back(line);
    line = metrics.width(words[i].substr(0, 4 * kMostLetters), font) <= room ? std::string(words[i])
                                                                             : clipped(words[i], font, room, metrics);
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace perfolio::layout
