// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/seams.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace perfolio::layout {

namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::size_t kLongest = 1600;  ///< bytes of a name that are looked at; shaping megabytes takes minutes.

bool is_small(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

bool is_seam(std::string_view name, std::size_t at) {
  const char before = name[at - 1];
  const char after = name[at];
  if (std::string_view("/._-, :").find(before) != std::string_view::npos) {
    // A separator of two letters stays whole, and a decimal point is none.
    const bool number = before == '.' && at > 1 && is_small(name[at - 2]) && after >= '0' && after <= '9';
    return after != before && !number;
  }
  return std::string_view("([{<").find(after) != std::string_view::npos || (is_small(before) && is_capital(after));
}

/// The middle of a name that is too long to be looked at is left out.
std::string bounded(std::string_view name) {
  if (name.size() <= kLongest) return std::string(name);
  std::size_t head = kLongest / 2;
  std::size_t tail = name.size() - kLongest / 2;
  while (head > 0 && continues(name[head])) --head;
  while (tail < name.size() && continues(name[tail])) ++tail;
  return std::string(name.substr(0, head)) + std::string(kEllipsis) + std::string(name.substr(tail));
}

/// The largest of the ascending `offsets` whose part of the name fits; 0: none does. `fits` is true for small parts.
template <typename Fits>
std::size_t largest(const std::vector<std::size_t>& offsets, Fits fits) {
  const auto end = std::ranges::partition_point(offsets, fits);
  return end == offsets.begin() ? 0 : *std::prev(end);
}

std::vector<std::size_t> letter_ends(std::string_view name) {
  std::vector<std::size_t> out;
  for (std::size_t i = 1; i <= name.size(); ++i) {
    if (i == name.size() || !continues(name[i])) out.push_back(i);
  }
  return out;
}

/// How much of the name a line takes.
std::size_t line_end(std::string_view name, const Font& font, double room, const TextMetrics& metrics) {
  constexpr double kNear = 0.3;  // of the room: a seam before it would leave most of the line empty
  const auto fits = [&](std::size_t end) { return metrics.width(name.substr(0, end), font) <= room; };
  const std::size_t hard = largest(letter_ends(name), fits);
  std::size_t best = 0;
  for (const std::size_t seam : seams(name)) best = seam <= hard ? seam : best;
  const bool near = best > 0 && metrics.width(name.substr(0, best), font) >= kNear * room;
  return std::max<std::size_t>(near ? best : hard, 1);
}

/// An ellipsis and as much of the end as fits, from a seam where one is near.
std::string tail_of(std::string_view name, const Font& font, double room, const TextMetrics& metrics) {
  const auto tail = [&](std::size_t from) { return std::string(kEllipsis) + std::string(name.substr(from)); };
  std::vector<std::size_t> ends = letter_ends(name);
  const auto first =
      std::ranges::partition_point(ends, [&](std::size_t from) { return metrics.width(tail(from), font) > room; });
  const std::size_t hard = first == ends.end() ? name.size() : *first;
  const std::size_t near = hard + (name.size() - hard) / 3;
  for (const std::size_t seam : seams(name)) {
    if (seam >= hard && seam <= near) return tail(seam);
  }
  return tail(hard);
}

}  // namespace

std::vector<std::size_t> seams(std::string_view name) {
  std::vector<std::size_t> out;
  for (std::size_t i = 1; i < name.size(); ++i) {
    if (is_seam(name, i)) out.push_back(i);
  }
  return out;
}

SeamedName seamed(std::string_view name, const Font& font, double room, std::size_t most, const TextMetrics& metrics) {
  SeamedName out;
  const std::string text = bounded(name);
  out.whole = text.size() == name.size();
  std::string_view rest = text;
  while (metrics.width(rest, font) > room) {
    if (out.lines.size() + 1 >= most) {
      out.whole = false;
      out.lines.push_back(most < 2 ? shortened(rest, font, room, metrics) : tail_of(rest, font, room, metrics));
      return out;
    }
    const std::size_t end = line_end(rest, font, room, metrics);
    out.lines.emplace_back(base::trim(rest.substr(0, end)));
    rest.remove_prefix(end);
  }
  if (!rest.empty() || out.lines.empty()) out.lines.emplace_back(rest);
  return out;
}

std::string_view without_heading(std::string_view name, std::string_view heading) {
  if (heading.empty() || !name.starts_with(heading)) return name;
  constexpr std::array<std::string_view, 8> kSeams = {"::", ": ", "/", ".", "_", "-", " ", ":"};
  const std::string_view rest = name.substr(heading.size());
  for (const std::string_view seam : kSeams) {
    if (rest.starts_with(seam)) return rest.size() > seam.size() ? rest.substr(seam.size()) : name;
  }
  return name;
}

}  // namespace perfolio::layout
