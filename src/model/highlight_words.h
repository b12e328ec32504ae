// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <string>

namespace perfolio::model {

inline constexpr std::string_view kHighlightsTitle = "What this release means for you";

/// A highlight as printed: "45.2 µs", "44.3 µs", "−2.1 % faster"; a change that is not established is put as its
/// verdict alone, "unclear".
struct HighlightWords {
  std::string benchmark, before_tag, now_tag, before, now, change;
};
HighlightWords words_of(const Report& report, const Highlight& highlight);

/// "parse_1kb: 45.2 µs in v0.2.2, 44.3 µs in v0.2.3, −2.1 % faster"
std::string highlight_line(const Report& report, const Highlight& highlight);

}  // namespace perfolio::model
