// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/pdf_page.h"
#include "layout/scene.h"

#include <optional>
#include <string>
#include <string_view>

/// Writes marks in the operators of a page's content (ISO 32000-1, 8 and 9). Included by .cpp files of draw only.
namespace perfolio::draw {

/// Says a colour, a width or a font only where it is not the one that is set, and numbers to 1/100 point: the third of
/// what Cairo writes of the same page.
class PdfPen {
 public:
  /// Writes to `page.content` and notes the glyphs in `page.fonts`.
  PdfPen(PdfPage& page, const FontSet& fonts);

  void begin(const char* role, int number);  ///< of marked content.
  void begin_artifact();
  void end();
  void image(base::Rect place);

  void operator()(const layout::Text& text);
  void operator()(const layout::Polyline& line);
  void operator()(const layout::Area& area);
  void operator()(const layout::Segments& segments);
  void operator()(const layout::Box& box);
  void operator()(const layout::Dots& dots);

 private:
  struct Place {
    long x = 0, y = 0;  ///< hundredths of a point, y up.
    bool operator==(const Place&) const = default;
  };
  [[nodiscard]] Place place(base::Point p) const;
  void number(long hundredths);
  void numbers(Place p);
  void path(const std::vector<base::Point>& points);
  void rounded(const base::Rect& box, double radius);
  void discs(const layout::Dots& dots, double radius, base::Color color);
  void op(std::string_view name);
  void color(base::Color c, bool fill);
  void fill_with(base::Color c);
  void stroke_with(const layout::Stroke& stroke, bool round_cap = false);
  void leave_text();
  void run(const LineRun& run, base::Point origin);
  void start(const LineRun& run, Place at);
  void clusters(const LineRun& run, base::Point origin);
  const UsedGlyph& facts(std::size_t face, std::uint32_t glyph, GlyphsUsed& used) const;
  void glyph(const LineRun& run, const LineGlyph& glyph, base::Point origin, const GlyphsUsed& used);
  void close_string();
  void close_array();

  PdfPage& page_;
  std::string& out_;
  const FontSet& fonts_;
  std::optional<base::Color> fill_, stroke_;
  long width_ = -1;
  layout::Dash dash_ = layout::Dash::Solid;
  bool round_cap_ = false;
  std::size_t face_ = kNoTag;
  long size_ = 0;
  bool text_ = false;   ///< between BT and ET.
  Place line_;          ///< where the text's line begins, inside of BT.
  double at_ = 0;       ///< where the next glyph of a string stands, in points.
  bool array_ = false;  ///< inside of [ ], which began at array_at_.
  bool moved_ = false;  ///< a number is in it.
  std::size_t array_at_ = 0;
  bool string_ = false;  ///< inside of ( ).
};

}  // namespace perfolio::draw
