// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/scene.h"

#include <string>
#include <string_view>
#include <vector>

namespace perfolio::layout {

/// All that layout asks of a font: how wide a line of text is, and where it may be cut. Draw answers with Pango, tests
/// with half an em a letter.
class TextMetrics {
 public:
  virtual ~TextMetrics() = default;
  /// Advance width in points of one line of valid UTF-8 without control characters.
  [[nodiscard]] virtual double width(std::string_view text, const Font& font) const = 0;
  /// The bytes at which what a reader takes for one letter begins, 0 first: none stands between a letter and its marks.
  /// Here: at each code point.
  [[nodiscard]] virtual std::vector<std::size_t> letters(std::string_view text) const;
};

/// The text cut in the middle to fit `room`, an ellipsis in the gap, as much of its end kept as of its beginning (the
/// end tells `parse/expr/10` from `parse/expr/100`). Whole letters
/// with their marks only.
std::string shortened(std::string_view text, const Font& font, double room, const TextMetrics& metrics);

/// Cut at the end, for prose.
std::string clipped(std::string_view text, const Font& font, double room, const TextMetrics& metrics);

/// The text as lines no wider than `room`, broken at spaces (inside a word only when it alone is too wide). At most
/// `most` lines, the last one clipped.
std::vector<std::string> wrapped(std::string_view text, const Font& font, double room, std::size_t most,
                                 const TextMetrics& metrics);

}  // namespace perfolio::layout
