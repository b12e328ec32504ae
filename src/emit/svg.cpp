// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/text.h"
#include "emit/outputs.h"
#include "emit/xml_text.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <iterator>

namespace perfolio::emit {

namespace {

/// Stands for the prefix of all ids until the content, and with it the prefix, is known. No text of the data reaches
/// the output with this byte in it: visible() turns it into an escape.
constexpr char kPrefix = '\x01';
constexpr double kEm = 1000;
constexpr std::size_t kLongestText = 4000;  ///< bytes of a text alternative.

/// A picture is thousands of these: fmt's own way to a double takes three times as long.
void integer(std::string& out, unsigned long long value) {
  char digits[24];
  char* at = digits + sizeof digits;
  do *--at = static_cast<char>('0' + value % 10);
  while ((value /= 10) > 0);
  out.append(at, digits + sizeof digits);
}

/// Two decimals, without trailing zeros.
void number(std::string& out, double value) {
  const long long hundredths = std::llround(value * 100);
  if (hundredths < 0) out += '-';
  const auto size = static_cast<unsigned long long>(std::llabs(hundredths));
  integer(out, size / 100);
  const auto rest = static_cast<unsigned>(size % 100);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

std::string hex(base::Color c) { return fmt::format("#{:02x}{:02x}{:02x}", c.red, c.green, c.blue); }

/// Nobody listens to more, and XML readers refuse a text of 10 MB.
std::string_view beginning(std::string_view text) {
  if (text.size() <= kLongestText) return text;
  std::size_t end = 0;
  for (std::size_t at = 0; at <= kLongestText && at < text.size();) {
    end = at;
    base::next_code_point(text, at);
  }
  return text.substr(0, end);
}

std::string escaped(std::string_view text) {
  const std::string_view kept = beginning(text);
  return xml_text(base::visible(kept) + (kept.size() < text.size() ? "…" : ""));
}

class Writer {
 public:
  explicit Writer(const draw::FontSet& fonts) : fonts_(fonts) {}

  void node(const layout::Node& node) {
    const bool figure = node.role == layout::Role::Figure && !node.alt.empty();
    if (figure) body += fmt::format("<g role=\"img\" aria-label=\"{}\">\n", escaped(node.alt));
    for (const layout::Mark& mark : node.marks) std::visit(*this, mark);
    for (const layout::Node& child : node.children) this->node(child);
    if (figure) body += "</g>\n";
  }

  void operator()(const layout::Text& text) {
    double x = text.at.x;
    if (text.align != layout::Align::Left) {
      const double width = fonts_.width(text.text, text.font);
      x -= text.align == layout::Align::Right ? width : width / 2;
    }
    const auto glyphs = fonts_.glyphs(text.text, text.font);
    if (glyphs.empty()) return;
    body += "<g transform=\"translate(";
    number(body, x);
    body += ' ';
    number(body, text.at.y);
    fmt::format_to(std::back_inserter(body), ") scale({:.5g})\" fill=\"{}\">", text.font.size / kEm, hex(text.color));
    for (const draw::PlacedGlyph& glyph : glyphs) {
      const std::string& outline = fonts_.outline(glyph.outline);
      if (outline.empty()) continue;
      body += "<use href=\"#";
      body += kPrefix;
      integer(body, glyph_id(glyph.outline));
      body += '"';
      attribute("x", glyph.x * kEm);
      attribute("y", glyph.y * kEm);
      body += "/>";
    }
    body += "</g>\n";
  }

  void operator()(const layout::Polyline& line) {
    body += "<path d=\"";
    points(line.points);
    body += "\" fill=\"none\"";
    stroke(line.stroke);
    body += " stroke-linejoin=\"round\"/>\n";
  }

  void operator()(const layout::Area& area) {
    body += "<path d=\"";
    points(area.outline);
    fmt::format_to(std::back_inserter(body), "Z\" fill=\"{}\"/>\n", hex(area.fill));
  }

  void operator()(const layout::Segments& segments) {
    if (segments.segments.empty()) return;
    body += "<path d=\"";
    for (const auto& [from, to] : segments.segments) {
      body += 'M';
      point(from);
      body += from.y == to.y ? 'H' : from.x == to.x ? 'V' : 'L';
      if (from.y == to.y) {
        number(body, to.x);
      } else if (from.x == to.x) {
        number(body, to.y);
      } else {
        point(to);
      }
    }
    body += '"';
    stroke(segments.stroke);
    body += "/>\n";
  }

  void operator()(const layout::Box& box) {
    body += "<rect";
    attribute("x", box.rect.x);
    attribute("y", box.rect.y);
    attribute("width", box.rect.width);
    attribute("height", box.rect.height);
    attribute("rx", std::min({box.radius, box.rect.width / 2, box.rect.height / 2}));
    fmt::format_to(std::back_inserter(body), " fill=\"{}\"", box.fill ? hex(*box.fill) : "none");
    if (box.stroke) stroke(*box.stroke);
    body += "/>\n";
  }

  void operator()(const layout::Dots& dots) {
    for (std::size_t i = 0; i < dots.centers.size(); ++i) {
      body += "<circle";
      attribute("cx", dots.centers[i].x);
      attribute("cy", dots.centers[i].y);
      attribute("r", dots.radius);
      fmt::format_to(std::back_inserter(body), " fill=\"{}\"", hex(dots.fill));
      stroke(dots.ring);
      body += i < dots.titles.size() ? fmt::format("><title>{}</title></circle>\n", escaped(dots.titles[i])) : "/>\n";
    }
  }

  /// Each letter used once, in the order of first use.
  [[nodiscard]] std::string definitions() const {
    std::string out;
    for (std::size_t id = 0; id < used_.size(); ++id) {
      fmt::format_to(std::back_inserter(out), "<path id=\"{}{}\" d=\"{}\"/>\n", kPrefix, id, fonts_.outline(used_[id]));
    }
    return out;
  }

  std::string body;

 private:
  std::size_t glyph_id(std::size_t outline) {
    const auto [at, fresh] = ids_.try_emplace(outline, used_.size());
    if (fresh) used_.push_back(outline);
    return at->second;
  }
  void attribute(const char* name, double value) {
    if (std::llround(value * 100) == 0) return;
    body += ' ';
    body += name;
    body += "=\"";
    number(body, value);
    body += '"';
  }
  void point(base::Point p) {
    number(body, p.x);
    body += ' ';
    number(body, p.y);
  }
  void points(const std::vector<base::Point>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      body += i == 0 ? "M" : "L";
      point(all[i]);
    }
  }
  void stroke(const layout::Stroke& s) {
    fmt::format_to(std::back_inserter(body), " stroke=\"{}\" stroke-width=\"", hex(s.color));
    number(body, s.width);
    body += '"';
    if (s.dash == layout::Dash::Short) body += " stroke-dasharray=\"3 3\"";
  }

  const draw::FontSet& fonts_;
  std::map<std::size_t, std::size_t> ids_;
  std::vector<std::size_t> used_;
};

}  // namespace

std::string svg(const layout::Scene& scene, const draw::FontSet& fonts) {
  Writer writer(fonts);
  for (const layout::Node& node : scene.nodes) writer.node(node);
  const std::string definitions = writer.definitions();
  std::string width;
  std::string height;
  number(width, scene.size.width);
  number(height, scene.size.height);
  // All that differs between two pictures: in one page, the title of the one must not become that of the other.
  const std::string content = fmt::format("{}\n{}\n{}\n{}x{} {}\n", definitions, scene.title, scene.description, width,
                                          height, hex(scene.background));
  const std::string prefix = "p" + base::sha256_hex(content + writer.body).substr(0, 8) + "-";
  std::string out;
  fmt::format_to(
      std::back_inserter(out),
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
      "aria-labelledby=\"{2}t {2}d\">\n<title id=\"{2}t\">{3}</title>\n<desc id=\"{2}d\">{4}</desc>\n",
      width, height, prefix, escaped(scene.title), escaped(scene.description));
  if (!definitions.empty()) out += "<defs>\n" + definitions + "</defs>\n";
  fmt::format_to(std::back_inserter(out), "<rect width=\"{}\" height=\"{}\"", width, height);
  if (scene.corner > 0) fmt::format_to(std::back_inserter(out), " rx=\"{:.4g}\"", scene.corner);
  fmt::format_to(std::back_inserter(out), " fill=\"{}\"/>\n", hex(scene.background));
  out += writer.body + "</svg>\n";
  std::string finished;
  finished.reserve(out.size() * 11 / 10);
  std::size_t from = 0;
  for (std::size_t at = out.find(kPrefix); at != std::string::npos; at = out.find(kPrefix, from)) {
    finished.append(out, from, at - from);
    finished += prefix;
    from = at + 1;
  }
  finished.append(out, from);
  return finished;
}

}  // namespace perfolio::emit
