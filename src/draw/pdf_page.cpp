// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/pdf_page.h"

#include "draw/handles.h"
#include "draw/pdf_pen.h"
#include "draw/png_surface.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perfolio::draw {

namespace {

using layout::Node;
using layout::Role;

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

/// Where a destination points: the top of the node's first text.
base::Point place_of(const Node& node) {
  for (const layout::Mark& mark : node.marks) {
    if (const auto* text = std::get_if<layout::Text>(&mark)) return {text->at.x, std::max(0.0, text->at.y - 24)};
  }
  return {0, 0};
}

/// What marks cover: that can be pointed at.
class Extent {
 public:
  explicit Extent(const FontSet& fonts) : fonts_(fonts) {}
  void node(const Node& node) {
    for (const layout::Mark& mark : node.marks) std::visit(*this, mark);
    for (const Node& child : node.children) this->node(child);
  }
  void operator()(const layout::Text& text) {
    const double width = fonts_.width(text.text, text.font);
    double x = text.at.x;
    if (text.align != layout::Align::Left) x -= text.align == layout::Align::Right ? width : width / 2;
    // Of our fonts: the height of a capital, and how far a letter goes below the line.
    add({x, text.at.y - 0.73 * text.font.size});
    add({x + width, text.at.y + 0.21 * text.font.size});
  }
  void operator()(const layout::Polyline& line) { std::ranges::for_each(line.points, *this); }
  void operator()(const layout::Area& area) { std::ranges::for_each(area.outline, *this); }
  void operator()(const layout::Segments& segments) {
    for (const auto& [from, to] : segments.segments) {
      add(from);
      add(to);
    }
  }
  void operator()(const layout::Box& box) {
    add({box.rect.x, box.rect.y});
    add({box.rect.right(), box.rect.bottom()});
  }
  void operator()(const layout::Dots& dots) {
    for (const base::Point& p : dots.centers) {
      add({p.x - dots.radius, p.y - dots.radius});
      add({p.x + dots.radius, p.y + dots.radius});
    }
  }
  void operator()(base::Point p) { add(p); }

  double left = std::numeric_limits<double>::max(), top = left, right = -left, bottom = -left;

 private:
  void add(base::Point p) {
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
  }
  const FontSet& fonts_;
};

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

PdfImage image_of(const layout::Page& page) {
  const SurfacePtr surface = flattened(page);
  cairo_surface_flush(surface.get());
  PdfImage image{cairo_image_surface_get_width(surface.get()), cairo_image_surface_get_height(surface.get()), {}};
  const unsigned char* rows = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < image.height; ++y) {
    const auto* row = reinterpret_cast<const std::uint32_t*>(rows + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < image.width; ++x) {
      for (const unsigned shift : {16U, 8U, 0U}) image.pixels += static_cast<char>(row[x] >> shift & 0xFF);
    }
  }
  return image;
}

/// A walk through the page's nodes, in drawing order, which is the reading order.
class Walk {
 public:
  Walk(const layout::Page& page, const FontSet& fonts, PdfPage& out)
      : page_(page), fonts_(fonts), out_(out), pen_(out, fonts) {}

  void all() {
    const base::Size size = page_.scene.size;
    if (page_.scene.background != base::Color{255, 255, 255}) {
      belong_to(kArtifact);
      pen_(layout::Box{{0, 0, size.width, size.height}, 0, page_.scene.background, std::nullopt});
    }
    if (page_.logo != nullptr) logo();
    for (const Node& node : page_.scene.nodes) this->node(node, kNoTag);
    belong_to(kNoTag);
  }

 private:
  static constexpr std::size_t kArtifact = kNoTag - 1;

  void logo() {
    out_.image = image_of(page_);
    const std::size_t figure = tag("Figure", kNoTag);
    out_.tags[figure].alt = page_.logo->alt;
    belong_to(figure);
    pen_.image(page_.logo_place);
  }

  void node(const Node& node, std::size_t parent) {
    if (!node.anchor.empty()) {
      const base::Point at = place_of(node);
      out_.anchors.push_back({node.anchor, at.x, page_.scene.size.height - at.y});
    }
    const char* role = tag_name(node.role);
    std::size_t own = node.role == Role::Artifact ? kArtifact : parent;
    if (role != nullptr) own = tagged(node, role, parent);
    if (!node.marks.empty()) {
      belong_to(owner_of(own));
      for (const layout::Mark& mark : node.marks) std::visit(pen_, mark);
    }
    for (const Node& child : node.children) this->node(child, own);
  }

  /// A link is around a figure, and inside of anything else, where it holds the marks.
  std::size_t tagged(const Node& node, const char* role, std::size_t parent) {
    const bool link = !node.link.empty() && !node.marks.empty();
    const bool around = link && node.role == Role::Figure;
    const std::size_t outer = around ? this->link(node, parent) : parent;
    const std::size_t own = tag(role, outer);
    if (node.role == Role::Figure) out_.tags[own].alt = node.alt;
    // A TH in a row that also has TD is the head of that row.
    if (node.role == Role::TH) out_.tags[own].scope = row_has_data_ ? "Row" : "Column";
    if (node.role == Role::TR)
      row_has_data_ = std::ranges::any_of(node.children, [](const Node& cell) { return cell.role == Role::TD; });
    return link && !around ? this->link(node, own) : own;
  }

  std::size_t tag(const char* role, std::size_t parent) {
    // What is tagged within an artifact is one: no reader is told of it.
    if (parent == kArtifact) return kArtifact;
    out_.tags.push_back({role, parent, {}, kNoTag, {}, nullptr});
    const std::size_t number = out_.tags.size() - 1;
    if (parent != kNoTag) out_.tags[parent].kids.push_back(-1 - static_cast<int>(number));
    return number;
  }

  /// The rectangle in whole points around what is drawn.
  std::size_t link(const Node& node, std::size_t parent) {
    const std::size_t number = tag("Link", parent);
    Extent extent(fonts_);
    extent.node(node);
    const double height = page_.scene.size.height;
    out_.tags[number].link = out_.links.size();
    out_.links.push_back({std::floor(extent.left), height - std::ceil(extent.bottom), std::ceil(extent.right),
                          height - std::floor(extent.top), node.link});
    return number;
  }

  /// Marks outside of tags, or in one that only groups others, are no content.
  [[nodiscard]] std::size_t owner_of(std::size_t tag) const {
    if (tag == kNoTag || tag == kArtifact) return kArtifact;
    const std::string_view role = out_.tags[tag].role;
    return role == "Table" || role == "TR" ? kArtifact : tag;
  }

  /// From here on all marks are the tag's.
  void belong_to(std::size_t tag) {
    if (tag == open_) return;
    if (open_ != kNoTag) pen_.end();
    open_ = tag;
    if (tag == kNoTag) return;
    if (tag == kArtifact) return pen_.begin_artifact();
    out_.tags[tag].kids.push_back(out_.marks);
    pen_.begin(out_.tags[tag].role, out_.marks++);
  }

  const layout::Page& page_;
  const FontSet& fonts_;
  PdfPage& out_;
  PdfPen pen_;
  std::size_t open_ = kNoTag;
  bool row_has_data_ = false;
};

}  // namespace

PdfPage pdf_page(const layout::Page& page, const FontSet& fonts) {
  PdfPage out;
  out.size = page.scene.size;
  out.label = page.label;
  out.outline = page.outline;
  Walk(page, fonts, out).all();
  return out;
}

}  // namespace perfolio::draw
