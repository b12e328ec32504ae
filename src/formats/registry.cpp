// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfolio::formats {

extern const Format kPerfolioJsonl;
extern const Format kDataJs;
extern const Format kCriterion;
extern const Format kGoogleBenchmark;

namespace {

using base::Error;
using base::Fault;
using Formats = std::vector<const Format*>;

/// Output of a tool may stand behind megabytes of a build's noise.
constexpr std::size_t kPiecesAsked = 256;

std::string names_of(std::span<const Format* const> formats) {
  std::string names;
  for (const Format* format : formats) names += fmt::format("{}{}", names.empty() ? "" : ", ", format->name);
  return names;
}

Formats saying(Match match, std::string_view head) {
  Formats formats;
  for (const Format* format : all_formats()) {
    if (format->sniff(head) == match) formats.push_back(format);
  }
  return formats;
}

const Format& only(const Formats& formats) {
  if (formats.size() == 1) return *formats.front();
  throw Error(Fault::Input, {}, fmt::format("this could be any of: {}", names_of(formats)),
              "say which by --format-in NAME");
}

}  // namespace

std::span<const Format* const> all_formats() {
  static const std::array<const Format*, 4> formats = {&kPerfolioJsonl, &kDataJs, &kCriterion, &kGoogleBenchmark};
  return formats;
}

const Format& format_named(std::string_view name) {
  std::vector<std::string> known;
  for (const Format* format : all_formats()) {
    if (format->name == name || std::ranges::find(format->aliases, name) != format->aliases.end()) return *format;
    known.emplace_back(format->name);
    known.insert(known.end(), format->aliases.begin(), format->aliases.end());
  }
  const std::string near = base::nearest(name, known);
  throw Error(Fault::Usage, {}, fmt::format("no format is called '{}'", base::visible(name)),
              near.empty() ? "known are: " + names_of(all_formats()) : fmt::format("did you mean '{}'?", near));
}

const Format& recognised(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kSniffBytes);
  if (const Formats sure = saying(Match::Sure, head); !sure.empty()) return only(sure);
  if (const Formats maybe = saying(Match::Maybe, head); !maybe.empty()) return only(maybe);
  // Halves overlap, so that a line cut by one piece is whole in the next.
  for (std::size_t piece = 1; piece < kPiecesAsked && piece * kSniffBytes / 2 < bytes.size(); ++piece) {
    const std::string_view later = bytes.substr(piece * kSniffBytes / 2, kSniffBytes);
    if (kCriterion.sniff(later) == Match::Sure) return kCriterion;
  }
  throw Error(Fault::Input, {}, "no known format: " + names_of(all_formats()) + " were asked",
              "say which by --format-in NAME");
}

}  // namespace perfolio::formats
