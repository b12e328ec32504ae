// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

namespace perfolio::releases {

/// The fewest digits git itself shows of a commit id; fewer are too likely to mean another commit.
inline constexpr std::size_t kShortestId = 7;
inline constexpr std::size_t kSha1Digits = 40;
inline constexpr std::size_t kSha256Digits = 64;

/// A commit id in lower-case hex, whole or abbreviated to 7 digits or more.
inline bool is_commit_id(std::string_view text) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() >= kShortestId && text.size() <= kSha256Digits && std::ranges::all_of(text, is_hex);
}

}  // namespace perfolio::releases
