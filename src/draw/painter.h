// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"
#include "draw/font_set.h"
#include "layout/page.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perfolio::draw {

/// What stands in a PDF's document information.
struct Metadata {
  std::string title, subject, creator;
  std::optional<base::Time> date;  ///< none: the file says no date.
};

/// A PDF as Cairo writes it, and what it could not be told: alternative texts of figures in the order of their tags.
struct RawPdf {
  std::string bytes;
  std::vector<std::string> figure_alts;
};

/// Draws pages into a PDF, tagged, with outline, links and page labels. Pages are gone once drawn.
class PdfPainter {
 public:
  PdfPainter(const FontSet& fonts, const Metadata& metadata);
  ~PdfPainter();
  PdfPainter(const PdfPainter&) = delete;
  PdfPainter& operator=(const PdfPainter&) = delete;
  /// Throws Error{Outside} when Cairo fails; a page is drawn whole or not at all.
  void add(const layout::Page& page);
  RawPdf finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The scene as a PNG of `scale` pixels per point.
std::string png(const layout::Scene& scene, double scale, const FontSet& fonts);

}  // namespace perfolio::draw
