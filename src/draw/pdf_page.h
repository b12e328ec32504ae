// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/font_set.h"
#include "layout/page.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfolio::draw {

constexpr std::size_t kNoTag = static_cast<std::size_t>(-1);

/// An element of the document's structure (ISO 32000-1, 14.7.2).
struct PdfTag {
  const char* role = "P";       ///< a standard structure type.
  std::size_t parent = kNoTag;  ///< in the page's; none: the document.
  /// In reading order: n for the content marked n of the page, -1-n for its tag n.
  std::vector<int> kids;
  std::size_t link = kNoTag;    ///< of the page's, for a Link.
  std::string alt;              ///< UTF-8, for a Figure.
  const char* scope = nullptr;  ///< "Row" or "Column", for a TH.
};

/// A rectangle that leads somewhere. In the page's points, y up.
struct PdfLink {
  double left = 0, bottom = 0, right = 0, top = 0;
  std::string target;  ///< an address, or "#name".
};

/// A place with a name. In the page's points, y up.
struct PdfAnchor {
  std::string name;
  double x = 0, y = 0;
};

/// RGB, 8 bits each, rows from the top.
struct PdfImage {
  int width = 0, height = 0;
  std::string pixels;
};

/// A glyph of a face, as the page shows it.
struct UsedGlyph {
  bool used = false;
  char32_t letter = 0;  ///< FontSet::letter.
  unsigned code = 0;    ///< FontSet::code.
  double advance = 0;   ///< FontSet::advance.
};

/// Which glyphs of a face a page shows.
struct GlyphsUsed {
  FaceFile file;
  std::vector<UsedGlyph> glyphs;               ///< by id.
  std::map<std::uint32_t, std::string> texts;  ///< what those stand for, here, that have no letter.
};

/// A page as a PDF has it. Fonts are called /F0, /F1 ... by the numbers of their faces, and their codes are glyph ids
/// of two bytes; the image is called /I0. What is outside of all tags is marked as artifact.
struct PdfPage {
  base::Size size;
  std::string content;
  int marks = 0;             ///< contents marked with a number, from 0.
  std::vector<PdfTag> tags;  ///< parents before their kids.
  std::vector<PdfLink> links;
  std::vector<PdfAnchor> anchors;
  std::map<std::size_t, GlyphsUsed> fonts;
  std::optional<PdfImage> image;
  std::string label;
  std::vector<layout::OutlineEntry> outline;
};

/// Depends on the page alone, whatever was drawn before with the same fonts. Throws Error{Outside} when a logo cannot
/// be drawn.
PdfPage pdf_page(const layout::Page& page, const FontSet& fonts);

}  // namespace perfolio::draw
