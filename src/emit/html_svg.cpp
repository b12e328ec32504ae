// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/html_svg.h"

#include "emit/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

namespace perfolio::emit {

namespace {

/// The letter of a class, the custom property behind it.
struct Token {
  std::string_view letter, name;
  base::Color style::Style::* plain = nullptr;
  style::Signal style::Style::* signal = nullptr;
  bool tint = false;
};

using style::Style;
constexpr std::array<Token, 14> kTokens = {{{"b", "bg", &Style::background},
                                            {"p", "panel", &Style::panel},
                                            {"i", "ink", &Style::ink},
                                            {"j", "ink2", &Style::ink2},
                                            {"k", "ink3", &Style::ink3},
                                            {"a", "axis", &Style::axis},
                                            {"g", "grid", &Style::grid},
                                            {"d", "data", &Style::data},
                                            {"B", "better", nullptr, &Style::better, false},
                                            {"C", "better-tint", nullptr, &Style::better, true},
                                            {"W", "worse", nullptr, &Style::worse, false},
                                            {"X", "worse-tint", nullptr, &Style::worse, true},
                                            {"S", "same", nullptr, &Style::same, false},
                                            {"T", "same-tint", nullptr, &Style::same, true}}};

template <typename AnyStyle>
auto& color_of(AnyStyle& style, const Token& token) {
  if (token.plain != nullptr) return style.*token.plain;
  auto& signal = style.*token.signal;
  return token.tint ? signal.tint : signal.ink;
}

std::string_view letter(base::Color color) {
  const bool known = color.red == 0 && color.green == 0 && color.blue < kTokens.size();
  return known ? kTokens[color.blue].letter : "i";
}

/// Tenths as the shortest text: "5", "5.1", ".3", "-.3".
void tenths(std::string& out, long value) {
  if (value < 0) out += '-';
  const long size = std::labs(value);
  if (size >= 10 || size == 0) fmt::format_to(std::back_inserter(out), "{}", size / 10);
  if (size % 10 != 0) fmt::format_to(std::back_inserter(out), ".{}", size % 10);
}

long to_tenths(double value) { return std::lround(value * 10); }

/// Path data, each point told from the one before it, on a grid of `grain` tenths.
class Path {
 public:
  explicit Path(long grain) : grain_(grain) {}
  void move(base::Point to) { step('m', to); }
  void line(base::Point to) { step('l', to); }
  /// A stroke of no length: with round ends it is a dot.
  void dot(base::Point at) {
    move(at);
    text += "h0";
    last_ = 'h';
  }
  void close() {
    text += 'z';
    last_ = 'z';
  }
  std::string text;

 private:
  void step(char command, base::Point to) {
    const long x = on_grid(to.x);
    const long y = on_grid(to.y);
    if (text.empty()) command = 'M';
    const bool more = command == last_ && command != 'm';
    if (!more) text += command;
    pair(x - x_, y - y_, more);
    last_ = command == 'M' ? 'm' : command;
    x_ = x;
    y_ = y;
  }
  [[nodiscard]] long on_grid(double value) const {
    return std::lround(value * 10 / static_cast<double>(grain_)) * grain_;
  }
  void pair(long dx, long dy, bool more) {
    if (more && dx >= 0) text += ' ';
    tenths(text, dx);
    if (dy >= 0) text += ' ';
    tenths(text, dy);
  }
  long grain_;
  long x_ = 0, y_ = 0;
  char last_ = 0;
};

class Writer {
 public:
  Writer(Reading reading, const layout::TextMetrics& metrics)
      : grain_(reading == Reading::Decoration ? 10 : 1), metrics_(metrics) {}

  void node(const layout::Node& node) {
    for (const layout::Mark& mark : node.marks) std::visit(*this, mark);
    for (const layout::Node& child : node.children) this->node(child);
  }

  void operator()(const layout::Text& text) {
    if (text.text.empty()) return;
    body += "<text";
    attribute("x", text.at.x);
    attribute("y", text.at.y);
    fmt::format_to(std::back_inserter(body), " class=\"f{}", letter(text.color));
    if (text.align != layout::Align::Left) body += text.align == layout::Align::Right ? " e" : " c";
    if (text.font.face == layout::Face::SemiBold || text.font.face == layout::Face::Medium) body += " w";
    if (text.font.face == layout::Face::Mono) body += " m";
    body += '"';
    attribute("font-size", text.font.size);
    constexpr double kLong = 120;  // points; a tenth more of less than that leaves no panel
    if (const double width = metrics_.width(text.text, text.font); width > kLong) {
      attribute("textLength", width);
      body += " lengthAdjust=\"spacingAndGlyphs\"";
    }
    body += ">" + html_text(text.text) + "</text>";
  }

  void operator()(const layout::Polyline& line) {
    Path path(grain_);
    for (std::size_t i = 0; i < line.points.size(); ++i) {
      i == 0 ? path.move(line.points[i]) : path.line(line.points[i]);
    }
    stroked(path, line.stroke, {});
  }

  void operator()(const layout::Area& area) {
    Path path(grain_);
    for (std::size_t i = 0; i < area.outline.size(); ++i) {
      i == 0 ? path.move(area.outline[i]) : path.line(area.outline[i]);
    }
    path.close();
    fmt::format_to(std::back_inserter(body), "<path class=\"f{}\" d=\"{}\"/>", letter(area.fill), path.text);
  }

  void operator()(const layout::Segments& segments) {
    if (segments.segments.empty()) return;
    Path path(grain_);
    for (const auto& [from, to] : segments.segments) {
      path.move(from);
      path.line(to);
    }
    stroked(path, segments.stroke, {});
  }

  void operator()(const layout::Box& box) {
    body += "<rect";
    attribute("x", box.rect.x);
    attribute("y", box.rect.y);
    attribute("width", box.rect.width);
    attribute("height", box.rect.height);
    if (box.radius > 0) attribute("rx", box.radius);
    fmt::format_to(std::back_inserter(body), " class=\"{}{}{}\"/>", box.fill ? "f" : "n",
                   box.fill ? letter(*box.fill) : "",
                   box.stroke ? fmt::format(" s{}", letter(box.stroke->color)) : std::string());
  }

  /// Dots of one look are one path; the ring is a wider one below it.
  void operator()(const layout::Dots& dots) {
    constexpr std::size_t kRinged = 12;  // among many, a ring in the colour of the ground is not seen
    Path path(grain_);
    for (const base::Point& center : dots.centers) path.dot(center);
    const bool ground = dots.ring.color == token_style().panel && (dots.centers.size() > kRinged || grain_ > 1);
    if (!ground) stroked(path, {dots.ring.color, 2 * dots.radius + dots.ring.width}, "r");
    stroked(path, {dots.fill, 2 * dots.radius - (ground ? 0 : dots.ring.width)}, "r");
  }

  std::string body;

 private:
  long grain_;
  const layout::TextMetrics& metrics_;
  void attribute(const char* name, double value) {
    fmt::format_to(std::back_inserter(body), " {}=\"", name);
    tenths(body, to_tenths(value));
    body += '"';
  }
  void stroked(const Path& path, const layout::Stroke& stroke, std::string_view more) {
    if (path.text.empty()) return;
    fmt::format_to(std::back_inserter(body), "<path class=\"s{}{}{}\"", letter(stroke.color), more.empty() ? "" : " ",
                   more);
    attribute("stroke-width", stroke.width);
    if (stroke.dash == layout::Dash::Short) body += " stroke-dasharray=\"2 2\"";
    body += " d=\"" + path.text + "\"/>";
  }
};

}  // namespace

const style::Style& token_style() {
  static const style::Style style = [] {
    style::Style s;
    for (std::size_t i = 0; i < kTokens.size(); ++i) color_of(s, kTokens[i]) = {0, 0, static_cast<std::uint8_t>(i)};
    return s;
  }();
  return style;
}

std::string token_values(const style::Style& style) {
  std::string out;
  for (const Token& token : kTokens) {
    const base::Color c = color_of(style, token);
    fmt::format_to(std::back_inserter(out), "--{}:#{:02x}{:02x}{:02x};", token.name, c.red, c.green, c.blue);
  }
  return out;
}

std::string token_rules() {
  std::string out;
  for (const Token& token : kTokens) {
    fmt::format_to(std::back_inserter(out), ".f{0}{{fill:var(--{1})}}.s{0}{{stroke:var(--{1})}}", token.letter,
                   token.name);
  }
  return out;
}

std::string inline_svg(const layout::Scene& scene, Reading reading, const std::string& name,
                       const layout::TextMetrics& metrics) {
  Writer writer(reading, metrics);
  for (const layout::Node& node : scene.nodes) writer.node(node);
  std::string out = fmt::format("<svg viewBox=\"0 0 {:.4g} {:.4g}\"", scene.size.width, scene.size.height);
  if (reading == Reading::Decoration) {
    out += " aria-hidden=\"true\">";
  } else {
    out += fmt::format(
        " role=\"img\" aria-labelledby=\"{0}t {0}d\"><title id=\"{0}t\">{1}</title><desc id=\"{0}d\">{2}</desc>", name,
        html_text(scene.title), html_text(scene.description, kLongestDescription));
  }
  return out + writer.body + "</svg>";
}

}  // namespace perfolio::emit
