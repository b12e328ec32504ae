// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Text of others inside HTML.
namespace perfolio::emit {

inline constexpr std::size_t kLongestText = 300;          ///< characters of a name or a sentence.
inline constexpr std::size_t kLongestDescription = 4000;  ///< of a picture's description, a paragraph.

/// The text as content or as an attribute in quotes: printable, escaped, its middle cut where nobody would read so far.
/// Texts that are cut keep apart by a digest.
std::string html_text(std::string_view text, std::size_t most = kLongestText);

/// A name of a place in the page for each series, made of what the series is (suite, name, metric, environment) and of
/// nothing else: the same in every report. "parse-1024-3f2a9c1b".
std::vector<std::string> stable_ids(const model::Report& report);

/// The address where it is one of the web, escaped; else empty.
std::string web_address(std::string_view url);

}  // namespace perfolio::emit
