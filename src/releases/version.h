// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::releases {

/// A version inside a tag, by Semantic Versioning 2.0.0 (section 11 gives the order), forgiving in what tags add:
/// a prefix up to the version ("v1.2.3", "msal-node-v2.2.0", "release/1.4"), two or four numbers, and pre-releases
/// without a hyphen ("1.0rc0", "1.0.rc1", "2.0b3").
struct Version {
  std::string prefix;                    ///< what stands before the first number.
  std::vector<std::string> numbers;      ///< decimal digits without leading zeros; compared as numbers of any length.
  std::vector<std::string> pre_release;  ///< identifiers; empty for a final release.
};

/// Empty when the tag holds no version of at least two numbers.
std::optional<Version> version_of(std::string_view tag);

/// Negative, zero, positive: `a` before, equal to, after `b` in precedence (prefixes are not compared).
int compare(const Version& a, const Version& b);

}  // namespace perfolio::releases
