// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace perfolio::base {

/// A pattern a user types: a glob (`*`, `?`, `[...]`) that must match the whole text, or an RE2 expression after `re:`
/// that may match anywhere. Matching time is linear in the text, whoever wrote the pattern.
class Pattern {
 public:
  /// Throws Error{Usage} when the pattern is no valid expression.
  explicit Pattern(std::string text);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  Pattern(const Pattern& other);
  Pattern& operator=(const Pattern& other);

  [[nodiscard]] bool matches(std::string_view text) const;
  /// What the stars of a glob, or the groups of an expression, stand for, as views into the text; empty where it does
  /// not match. A group that took no part is an empty view.
  [[nodiscard]] std::vector<std::string_view> captures(std::string_view text) const;
  /// How many stars or groups there are.
  [[nodiscard]] std::size_t capture_count() const;
  [[nodiscard]] const std::string& text() const { return text_; }
  bool operator==(const Pattern& other) const { return text_ == other.text_; }

 private:
  std::string text_;
  std::unique_ptr<re2::RE2> expression_;
};

}  // namespace perfolio::base
