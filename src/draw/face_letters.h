// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/handles.h"
#include "draw/text_line.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>

/// Which letter a glyph shows and how wide it is, by the font alone. Included by .cpp files of draw only.
namespace perfolio::draw {

/// Opens the font. Throws Error{Outside} where it cannot be read.
HbFacePtr opened(const FaceFile& file);

/// A glyph stands for the first letter that the font's own table gives it to; and, in our fonts, which have another
/// glyph for a figure in a column or a sign between capitals, for what that is a form of.
class FaceLetters {
 public:
  FaceLetters(const FaceFile& file, bool forms);
  /// 0: more than one letter, or none by itself.
  [[nodiscard]] char32_t letter(std::uint32_t glyph) const;
  /// In thousandths of the em, to one decimal: as a PDF says it.
  [[nodiscard]] double advance(std::uint32_t glyph) const;
  /// What stands for the glyph in the strings of a PDF, in two bytes: small numbers for what a report is full of, plain
  /// letters and the figures of columns, as a first byte that is always the same costs nothing once deflated.
  [[nodiscard]] unsigned code(std::uint32_t glyph) const;

 private:
  void learn_forms();
  void learn(std::string_view text, bool tabular);

  HbFacePtr face_;
  HbFontPtr font_;
  std::unordered_map<std::uint32_t, char32_t> letters_;
  std::unordered_map<std::uint32_t, unsigned> figures_;  ///< codes of those that all have one width.
  bool large_;  ///< has more glyphs than two bytes can tell apart beside those.
};

}  // namespace perfolio::draw
