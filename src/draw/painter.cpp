// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/painter.h"

#include "draw/handles.h"
#include "draw/png_surface.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <optional>
#include <stdexcept>

namespace perfolio::draw {

namespace {

using layout::Node;
using layout::Role;

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

/// Paints marks; knows nothing of tags.
struct Brush {
  cairo_t* cairo;
  const FontSet& fonts;

  void source(base::Color c) const { cairo_set_source_rgb(cairo, c.red / 255.0, c.green / 255.0, c.blue / 255.0); }

  void pen(const layout::Stroke& stroke) const {
    source(stroke.color);
    cairo_set_line_width(cairo, stroke.width);
    const double dash[] = {2, 2};
    cairo_set_dash(cairo, dash, stroke.dash == layout::Dash::Short ? 2 : 0, 0);
  }

  void operator()(const layout::Text& text) const {
    source(text.color);
    base::Point at = text.at;
    if (text.align != layout::Align::Left) {
      const double width = fonts.width(text.text, text.font);
      at.x -= text.align == layout::Align::Right ? width : width / 2;
    }
    fonts.show(cairo, text.text, text.font, at);
  }

  void operator()(const layout::Polyline& line) const {
    cairo_new_path(cairo);  // text leaves a current point behind
    for (const base::Point& p : line.points) cairo_line_to(cairo, p.x, p.y);
    pen(line.stroke);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cairo);
  }

  void operator()(const layout::Area& area) const {
    cairo_new_path(cairo);
    for (const base::Point& p : area.outline) cairo_line_to(cairo, p.x, p.y);
    cairo_close_path(cairo);
    source(area.fill);
    cairo_fill(cairo);
  }

  void operator()(const layout::Segments& segments) const {
    for (const auto& [from, to] : segments.segments) {
      cairo_move_to(cairo, from.x, from.y);
      cairo_line_to(cairo, to.x, to.y);
    }
    pen(segments.stroke);
    cairo_stroke(cairo);
  }

  void outline(const layout::Box& box) const {
    const base::Rect& r = box.rect;
    if (box.radius <= 0) {
      cairo_rectangle(cairo, r.x, r.y, r.width, r.height);
      return;
    }
    constexpr double kQuarter = std::numbers::pi / 2;
    const double k = std::min({box.radius, r.width / 2, r.height / 2});
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, r.right() - k, r.y + k, k, -kQuarter, 0);
    cairo_arc(cairo, r.right() - k, r.bottom() - k, k, 0, kQuarter);
    cairo_arc(cairo, r.x + k, r.bottom() - k, k, kQuarter, 2 * kQuarter);
    cairo_arc(cairo, r.x + k, r.y + k, k, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(cairo);
  }

  void operator()(const layout::Box& box) const {
    outline(box);
    if (box.fill) {
      source(*box.fill);
      box.stroke ? cairo_fill_preserve(cairo) : cairo_fill(cairo);
    }
    if (box.stroke) {
      pen(*box.stroke);
      cairo_stroke(cairo);
    }
    cairo_new_path(cairo);
  }

  /// Discs as dots of a round pen: a third of the cost of arcs, in time and in bytes.
  void operator()(const layout::Dots& dots) const {
    const auto discs = [&](double radius, base::Color color) {
      for (const base::Point& p : dots.centers) {
        cairo_move_to(cairo, p.x, p.y);
        cairo_line_to(cairo, p.x, p.y);
      }
      pen({color, 2 * radius});
      cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
      cairo_stroke(cairo);
      cairo_set_line_cap(cairo, CAIRO_LINE_CAP_BUTT);
    };
    if (dots.ring.width > 0) discs(dots.radius + dots.ring.width / 2, dots.ring.color);
    discs(dots.radius - dots.ring.width / 2, dots.fill);
  }

  void marks(const Node& node) const {
    for (const layout::Mark& mark : node.marks) std::visit(*this, mark);
  }
  void all(const Node& node) const {
    marks(node);
    for (const Node& child : node.children) all(child);
  }
  void background(const layout::Scene& scene) const {
    (*this)(layout::Box{{0, 0, scene.size.width, scene.size.height}, 0, scene.background, std::nullopt});
  }
};

const char* tag_name(Role role) {
  switch (role) {
    case Role::None:
    case Role::Artifact:
      return nullptr;
    case Role::H1:
      return "H1";
    case Role::H2:
      return "H2";
    case Role::H3:
      return "H3";
    case Role::P:
      return "P";
    case Role::Figure:
      return "Figure";
    case Role::Table:
      return "Table";
    case Role::TR:
      return "TR";
    case Role::TH:
      return "TH";
    case Role::TD:
      return "TD";
  }
  return nullptr;
}

/// Where a destination points: the top of the node's first mark.
base::Point place_of(const Node& node) {
  for (const layout::Mark& mark : node.marks) {
    if (const auto* text = std::get_if<layout::Text>(&mark)) return {text->at.x, std::max(0.0, text->at.y - 24)};
  }
  return {0, 0};
}

std::string link_attributes(const std::string& link) {
  if (link.starts_with('#')) return fmt::format("dest='{}'", link.substr(1));
  std::string uri;
  for (const char c : link)
    uri += c == '\'' || c == '\\' ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  return fmt::format("uri='{}'", uri);
}

}  // namespace

struct PdfPainter::State {
  const FontSet& fonts;
  RawPdf out;
  SurfacePtr surface;
  CairoPtr cairo;
  std::vector<int> outline_parents{CAIRO_PDF_OUTLINE_ROOT};
  std::optional<base::Size> page_size;

  State(const FontSet& set, const Metadata& metadata) : fonts(set) {
    surface.reset(cairo_pdf_surface_create_for_stream(append, &out.bytes, 595, 842));
    cairo_surface_t* s = surface.get();
    const auto meta = [&](cairo_pdf_metadata_t what, const std::string& text) {
      if (!text.empty()) cairo_pdf_surface_set_metadata(s, what, text.c_str());
    };
    meta(CAIRO_PDF_METADATA_TITLE, metadata.title);
    meta(CAIRO_PDF_METADATA_SUBJECT, metadata.subject);
    meta(CAIRO_PDF_METADATA_CREATOR, metadata.creator);
    // Cairo writes the clock unless told; without a date of the data, the pass after this one removes what is set here.
    const std::string date = base::to_rfc3339(metadata.date.value_or(base::Time{}));
    meta(CAIRO_PDF_METADATA_CREATE_DATE, date);
    meta(CAIRO_PDF_METADATA_MOD_DATE, date);
    cairo.reset(cairo_create(s));
  }

  /// One tag around all pages. A new size forgets the tags that are open (Cairo 1.18), so that it comes first, and
  /// once.
  void begin(base::Size size) {
    if (page_size) {
      if (size.width != page_size->width || size.height != page_size->height)
        throw std::logic_error("the pages of a document are of one size");
      return;
    }
    page_size = size;
    cairo_pdf_surface_set_size(surface.get(), size.width, size.height);
    cairo_tag_begin(cairo.get(), "Document", nullptr);
  }

  void paint(const Node& node) {
    const Brush brush{cairo.get(), fonts};
    if (!node.anchor.empty()) {
      const base::Point at = place_of(node);
      const std::string attributes = fmt::format("name='{}' x={:.1f} y={:.1f}", node.anchor, at.x, at.y);
      cairo_tag_begin(cairo.get(), CAIRO_TAG_DEST, attributes.c_str());
      cairo_tag_end(cairo.get(), CAIRO_TAG_DEST);
    }
    const char* tag = tag_name(node.role);
    if (tag == nullptr) {
      if (node.role == Role::Artifact || node.children.empty()) return brush.all(node);
      brush.marks(node);
      for (const Node& child : node.children) paint(child);
      return;
    }
    const bool link = !node.link.empty() && !node.marks.empty();
    if (node.role == Role::Figure) out.figure_alts.push_back(node.alt);
    if (link && node.role == Role::Figure)
      cairo_tag_begin(cairo.get(), CAIRO_TAG_LINK, link_attributes(node.link).c_str());
    cairo_tag_begin(cairo.get(), tag, nullptr);
    if (link && node.role != Role::Figure)
      cairo_tag_begin(cairo.get(), CAIRO_TAG_LINK, link_attributes(node.link).c_str());
    brush.marks(node);
    if (link && node.role != Role::Figure) cairo_tag_end(cairo.get(), CAIRO_TAG_LINK);
    for (const Node& child : node.children) paint(child);
    cairo_tag_end(cairo.get(), tag);
    if (link && node.role == Role::Figure) cairo_tag_end(cairo.get(), CAIRO_TAG_LINK);
  }
};

namespace {

/// Flat pixels on the page's colour, no more of them than a printer could show: PDF/A has its own rules for what shines
/// through.
SurfacePtr flattened(const layout::Page& page) {
  constexpr double kPixelsPerPoint = 5;
  const layout::Logo& logo = *page.logo;
  const SurfacePtr from = png_surface(logo.png);
  const double scale = std::min(1.0, kPixelsPerPoint * page.logo_place.height / logo.pixels.height);
  const auto pixels = [&](double side) { return std::max(1, static_cast<int>(std::lround(side * scale))); };
  const int width = pixels(logo.pixels.width);
  const int height = pixels(logo.pixels.height);
  SurfacePtr to(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  const CairoPtr cairo(cairo_create(to.get()));
  const base::Color ground = page.scene.background;
  cairo_set_source_rgb(cairo.get(), ground.red / 255.0, ground.green / 255.0, ground.blue / 255.0);
  cairo_paint(cairo.get());
  cairo_scale(cairo.get(), width / logo.pixels.width, height / logo.pixels.height);
  cairo_set_source_surface(cairo.get(), from.get(), 0, 0);
  if (scale < 1) cairo_pattern_set_filter(cairo_get_source(cairo.get()), CAIRO_FILTER_BEST);
  cairo_paint(cairo.get());
  check(cairo_status(cairo.get()), "drawing the logo");
  return to;
}

void paint_logo(cairo_t* cairo, const layout::Page& page) {
  const SurfacePtr image = flattened(page);
  const base::Rect& at = page.logo_place;
  cairo_save(cairo);
  cairo_translate(cairo, at.x, at.y);
  cairo_scale(cairo, at.width / cairo_image_surface_get_width(image.get()),
              at.height / cairo_image_surface_get_height(image.get()));
  cairo_set_source_surface(cairo, image.get(), 0, 0);
  // Another filter would ask the viewer to interpolate, which ISO 19005-2 (6.2.8) forbids.
  cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
  // Not cairo_paint(): in a tag before anything else is drawn, Cairo 1.16 calls it an error of nesting.
  cairo_rectangle(cairo, 0, 0, cairo_image_surface_get_width(image.get()), cairo_image_surface_get_height(image.get()));
  cairo_fill(cairo);
  cairo_restore(cairo);
}

}  // namespace

PdfPainter::PdfPainter(const FontSet& fonts, const Metadata& metadata)
    : state_(std::make_unique<State>(fonts, metadata)) {}
PdfPainter::~PdfPainter() = default;

void PdfPainter::add(const layout::Page& page) {
  State& s = *state_;
  s.begin(page.scene.size);
  cairo_pdf_surface_set_page_label(s.surface.get(), page.label.c_str());
  const base::Color paper = page.scene.background;
  if (paper != base::Color{255, 255, 255}) Brush{s.cairo.get(), s.fonts}.background(page.scene);
  if (page.logo != nullptr) {
    s.out.figure_alts.push_back(page.logo->alt);
    cairo_tag_begin(s.cairo.get(), "Figure", nullptr);
    paint_logo(s.cairo.get(), page);
    cairo_tag_end(s.cairo.get(), "Figure");
  }
  for (const Node& node : page.scene.nodes) s.paint(node);
  for (const layout::OutlineEntry& entry : page.outline) {
    s.outline_parents.resize(static_cast<std::size_t>(entry.level) + 1, s.outline_parents.back());
    const int id =
        cairo_pdf_surface_add_outline(s.surface.get(), s.outline_parents.back(), entry.title.c_str(),
                                      fmt::format("dest='{}'", entry.anchor).c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
    s.outline_parents.push_back(id);
  }
  cairo_show_page(s.cairo.get());
  check(cairo_status(s.cairo.get()), "drawing a page");
}

RawPdf PdfPainter::finish() {
  State& s = *state_;
  cairo_tag_end(s.cairo.get(), "Document");
  check(cairo_status(s.cairo.get()), "closing the document");
  s.cairo.reset();
  cairo_surface_finish(s.surface.get());
  check(cairo_surface_status(s.surface.get()), "writing the document");
  return std::move(s.out);
}

std::string png(const layout::Scene& scene, double scale, const FontSet& fonts) {
  const int width = static_cast<int>(std::lround(scene.size.width * scale));
  const int height = static_cast<int>(std::lround(scene.size.height * scale));
  const SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  check(cairo_surface_status(surface.get()), "making room for a picture");
  const CairoPtr cairo(cairo_create(surface.get()));
  cairo_scale(cairo.get(), scale, scale);
  const Brush brush{cairo.get(), fonts};
  brush.background(scene);
  for (const Node& node : scene.nodes) brush.all(node);
  check(cairo_status(cairo.get()), "drawing a picture");
  std::string out;
  check(cairo_surface_write_to_png_stream(surface.get(), append, &out), "writing a picture");
  return out;
}

}  // namespace perfolio::draw
