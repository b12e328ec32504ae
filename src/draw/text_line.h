// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::draw {

/// A glyph of a font file, and where its origin lies from the start of the base line, in points, y down.
struct LineGlyph {
  std::uint32_t id = 0;
  std::uint32_t letters = 0;  ///< where the text that it stands for begins in the run's; glyphs may share one.
  double x = 0;
  double y = 0;
};

/// Glyphs of one font, from left to right.
struct LineRun {
  std::size_t face = 0;  ///< a number of FontSet's: the same font has the same in every set.
  double size = 0;       ///< points.
  bool leftwards = false;
  std::string text;
  std::vector<LineGlyph> glyphs;
};

/// A line of text as it is drawn.
struct TextLine {
  double width = 0;  ///< points.
  std::vector<LineRun> runs;
};

/// Where the glyphs of a font come from.
struct FaceFile {
  std::string path;
  unsigned index = 0;  ///< of the font in a collection.
};

}  // namespace perfolio::draw
