// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/pdf_page.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace perfolio::draw {

/// A font file with the glyphs wanted and no others, as a PDF embeds it.
struct FontProgram {
  std::string name;  ///< PostScript's.
  bool cff = false;  ///< a bare CFF table; else a TrueType file.
  std::string bytes;
  std::map<std::uint32_t, std::uint32_t> cids;  ///< of the glyphs wanted, by their ids (ISO 32000-1, 9.7.4.2).
  // Of the whole font, in thousandths of the em.
  int ascent = 0, descent = 0, capital = 0;
  std::array<int, 4> box{};  ///< left, bottom, right, top.
  bool fixed_pitch = false;
};

/// Throws Error{Outside} when the file is no font, or one that cannot be taken apart.
FontProgram font_program(const GlyphsUsed& used);

}  // namespace perfolio::draw
