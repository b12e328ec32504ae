// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/font_files.h"
#include "draw/text_line.h"
#include "layout/text_metrics.h"

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using cairo_t =
    struct _cairo;  // NOLINT(bugprone-reserved-identifier,readability-identifier-naming): Cairo's own name for it

namespace perfolio::draw {

/// A glyph of a shaped line: which outline, and where its origin lies from the start of the base line, in ems.
struct PlacedGlyph {
  std::size_t outline = 0;  ///< for FontSet::outline.
  double x = 0;
  double y = 0;
};

/// What a text takes beyond the bundled fonts.
struct FontNeeds {
  std::vector<std::string> files;  ///< paths, sorted.
  std::vector<char32_t> missing;   ///< letters that no font has, ascending.
};

/// The bundled fonts, and for letters that those lack the fallback fonts: shapes, measures, paints and outlines lines
/// of text, right-to-left scripts included. Lines run from left to right, and a number behind a word that runs the
/// other way stands at its right. Nothing else of the machine is asked, and the same files give the same glyphs. Not
/// for use by two threads at once; each takes its own. What no font can show is drawn as an escape, "‹U+1F600›".
class FontSet final : public layout::TextMetrics {
 public:
  /// Throws Error{Outside} when a bundled font is missing or cannot be read. A fallback font is read when a letter of
  /// its script is met.
  explicit FontSet(const FontFiles& files);
  ~FontSet() override;
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;

  [[nodiscard]] double width(std::string_view text, const layout::Font& font) const override;
  /// Where Pango would let a cursor stand, but not inside of a conjunct of the scripts of India.
  [[nodiscard]] std::vector<std::size_t> letters(std::string_view text) const override;
  /// Paints with the current source; `at` is the left end of the base line.
  void show(cairo_t* cairo, std::string_view text, const layout::Font& font, base::Point at) const;
  /// The line as glyphs of font files; valid until the set is asked for another.
  [[nodiscard]] const TextLine& line(std::string_view text, const layout::Font& font) const;
  /// Of a face that some line named.
  [[nodiscard]] const FaceFile& file(std::size_t face) const;
  /// The letter that the glyph shows wherever it stands, the same in every set; 0: that depends on the text.
  [[nodiscard]] char32_t letter(std::size_t face, std::uint32_t glyph) const;
  /// FaceLetters::code.
  [[nodiscard]] unsigned code(std::size_t face, std::uint32_t glyph) const;
  /// In thousandths of the em, to one decimal.
  [[nodiscard]] double advance(std::size_t face, std::uint32_t glyph) const;
  [[nodiscard]] std::vector<PlacedGlyph> glyphs(std::string_view text, const layout::Font& font) const;
  /// SVG path data of an outline on an em of 1000 units, y down, origin at the base line. Lives as long as the set.
  [[nodiscard]] const std::string& outline(std::size_t index) const;
  /// Letters that were replaced because no font has them, over all texts so far.
  [[nodiscard]] std::size_t replaced() const;
  [[nodiscard]] FontNeeds needs(const std::set<char32_t>& letters) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace perfolio::draw
