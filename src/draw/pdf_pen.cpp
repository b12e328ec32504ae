// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/pdf_pen.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace perfolio::draw {

namespace {

constexpr double kCurve = 0.5522847498;  ///< of a quarter of a circle: 4 (sqrt 2 - 1) / 3.
constexpr double kLeastMove = 0.6;       ///< thousandths of the em that a glyph may stand off its place.

long hundredths(double value) { return static_cast<long>(value * 100 + (value < 0 ? -0.5 : 0.5)); }

void append_integer(std::string& out, long value) {
  char digits[24];
  char* at = digits + sizeof digits;
  do *--at = static_cast<char>('0' + value % 10);
  while ((value /= 10) > 0);
  out.append(at, digits + sizeof digits);
}

/// UTF-16 with its mark, in hex.
std::string utf16_hex(std::string_view utf8) {
  std::string out = "FEFF";
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = base::next_code_point(utf8, at);
    if (c < 0x10000) {
      fmt::format_to(std::back_inserter(out), "{:04X}", static_cast<unsigned>(c));
    } else {
      const unsigned rest = static_cast<unsigned>(c) - 0x10000;
      fmt::format_to(std::back_inserter(out), "{:04X}{:04X}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
    }
  }
  return out;
}

/// The byte in a literal string (7.3.4.2): a bare return would be read as a line's end.
void append_escaped(std::string& out, unsigned byte) {
  switch (byte) {
    case '(':
    case ')':
    case '\\':
      out += '\\';
      break;
    case '\r':
      out += "\\r";
      return;
    default:
      break;
  }
  out += static_cast<char>(byte);
}

/// Whether the text is that letter and no more.
bool is_letter(std::string_view text, char32_t letter) {
  std::size_t at = 0;
  return letter != 0 && !text.empty() && base::next_code_point(text, at) == letter && at == text.size();
}

}  // namespace

PdfPen::PdfPen(PdfPage& page, const FontSet& fonts) : page_(page), out_(page.content), fonts_(fonts) {
  out_ += "1 j\n";
}

PdfPen::Place PdfPen::place(base::Point p) const { return {hundredths(p.x), hundredths(page_.size.height - p.y)}; }

/// As short as it can be said: ".5", "-12", "7.25".
void PdfPen::number(long value) {
  if (value < 0) {
    out_ += '-';
    value = -value;
  }
  const long rest = value % 100;
  if (value >= 100 || rest == 0) append_integer(out_, value / 100);
  if (rest == 0) return;
  out_ += '.';
  out_ += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out_ += static_cast<char>('0' + rest % 10);
}

void PdfPen::numbers(Place p) {
  number(p.x);
  out_ += ' ';
  number(p.y);
  out_ += ' ';
}

void PdfPen::op(std::string_view name) {
  out_ += name;
  out_ += '\n';
}

void PdfPen::leave_text() {
  if (text_) op("ET");
  text_ = false;
}

void PdfPen::begin(const char* role, int number) {
  leave_text();
  fmt::format_to(std::back_inserter(out_), "/{}<</MCID {}>>BDC\n", role, number);
}

void PdfPen::begin_artifact() {
  leave_text();
  op("/Artifact BMC");
}

void PdfPen::end() {
  leave_text();
  op("EMC");
}

void PdfPen::image(base::Rect place) {
  leave_text();
  out_ += "q ";
  number(hundredths(place.width));
  out_ += " 0 0 ";
  number(hundredths(place.height));
  out_ += ' ';
  numbers(this->place({place.x, place.bottom()}));
  op("cm /I0 Do Q");
}

/// Three decimals tell 256 steps apart.
void PdfPen::color(base::Color c, bool fill) {
  const auto part = [&](unsigned value) {
    if (value == 0 || value == 255) {
      out_ += value == 0 ? "0 " : "1 ";
      return;
    }
    std::string digits = fmt::format("{:03}", (value * 2000 + 255) / 510);
    while (digits.back() == '0') digits.pop_back();
    out_ += '.' + digits + ' ';
  };
  part(c.red);
  if (c.red == c.green && c.green == c.blue) return op(fill ? "g" : "G");
  part(c.green);
  part(c.blue);
  op(fill ? "rg" : "RG");
}

void PdfPen::fill_with(base::Color c) {
  if (fill_ == c) return;
  color(c, true);
  fill_ = c;
}

void PdfPen::stroke_with(const layout::Stroke& stroke, bool round_cap) {
  if (stroke_ != stroke.color) color(stroke.color, false);
  stroke_ = stroke.color;
  const long width = hundredths(stroke.width);
  if (width_ != width) {
    number(width);
    op(" w");
  }
  width_ = width;
  if (dash_ != stroke.dash) op(stroke.dash == layout::Dash::Short ? "[2]0 d" : "[]0 d");
  dash_ = stroke.dash;
  if (round_cap_ != round_cap) op(round_cap ? "1 J" : "0 J");
  round_cap_ = round_cap;
}

/// A point that falls on the one before it draws nothing.
void PdfPen::path(const std::vector<base::Point>& points) {
  Place last;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Place p = place(points[i]);
    if (i > 0 && p == last && i + 1 < points.size()) continue;
    numbers(p);
    op(i == 0 ? "m" : "l");
    last = p;
  }
}

void PdfPen::operator()(const layout::Polyline& line) {
  if (line.points.size() < 2) return;
  leave_text();
  stroke_with(line.stroke);
  path(line.points);
  op("S");
}

void PdfPen::operator()(const layout::Area& area) {
  if (area.outline.empty()) return;
  leave_text();
  fill_with(area.fill);
  path(area.outline);
  op("f");
}

void PdfPen::operator()(const layout::Segments& segments) {
  if (segments.segments.empty()) return;
  leave_text();
  stroke_with(segments.stroke);
  for (const auto& [from, to] : segments.segments) {
    numbers(place(from));
    out_ += "m ";
    numbers(place(to));
    op("l");
  }
  op("S");
}

void PdfPen::rounded(const base::Rect& r, double radius) {
  const double k = std::min({radius, r.width / 2, r.height / 2});
  const double c = k * (1 - kCurve);
  const auto corner = [&](base::Point line_end, base::Point first, base::Point second, base::Point end) {
    numbers(place(line_end));
    op("l");
    numbers(place(first));
    numbers(place(second));
    numbers(place(end));
    op("c");
  };
  const double right = r.right();
  const double bottom = r.bottom();
  numbers(place({r.x + k, r.y}));
  op("m");
  corner({right - k, r.y}, {right - c, r.y}, {right, r.y + c}, {right, r.y + k});
  corner({right, bottom - k}, {right, bottom - c}, {right - c, bottom}, {right - k, bottom});
  corner({r.x + k, bottom}, {r.x + c, bottom}, {r.x, bottom - c}, {r.x, bottom - k});
  corner({r.x, r.y + k}, {r.x, r.y + c}, {r.x + c, r.y}, {r.x + k, r.y});
}

void PdfPen::operator()(const layout::Box& box) {
  if (!box.fill && !box.stroke) return;
  leave_text();
  if (box.fill) fill_with(*box.fill);
  if (box.stroke) stroke_with(*box.stroke);
  if (box.radius > 0) {
    rounded(box.rect, box.radius);
    return op(!box.stroke ? "f" : box.fill ? "b" : "s");
  }
  const Place low = place({box.rect.x, box.rect.bottom()});
  const Place high = place({box.rect.right(), box.rect.y});
  numbers(low);
  numbers({high.x - low.x, high.y - low.y});
  out_ += "re ";
  op(!box.stroke ? "f" : box.fill ? "B" : "S");
}

/// Discs as dots of a round pen: a third of the cost of arcs, in time and in bytes.
void PdfPen::discs(const layout::Dots& dots, double radius, base::Color color) {
  stroke_with({color, 2 * radius}, true);
  for (const base::Point& center : dots.centers) {
    const Place p = place(center);
    numbers(p);
    out_ += "m ";
    numbers(p);
    op("l");
  }
  op("S");
}

void PdfPen::operator()(const layout::Dots& dots) {
  if (dots.centers.empty()) return;
  leave_text();
  if (dots.ring.width > 0) discs(dots, dots.radius + dots.ring.width / 2, dots.ring.color);
  discs(dots, dots.radius - dots.ring.width / 2, dots.fill);
}

void PdfPen::operator()(const layout::Text& text) {
  const TextLine& line = fonts_.line(text.text, text.font);
  base::Point at = text.at;
  if (text.align != layout::Align::Left) at.x -= text.align == layout::Align::Right ? line.width : line.width / 2;
  fill_with(text.color);
  for (const LineRun& run : line.runs) {
    if (!run.glyphs.empty()) clusters(run, at);
  }
}

/// Goes to where the run begins, with its font.
void PdfPen::start(const LineRun& run, Place at) {
  if (!text_) {
    op("BT");
    text_ = true;
    line_ = {};
  }
  const long size = hundredths(run.size);
  if (face_ != run.face || size_ != size) {
    fmt::format_to(std::back_inserter(out_), "/F{} ", run.face);
    number(size);
    op(" Tf");
    face_ = run.face;
    size_ = size;
  }
  numbers({at.x - line_.x, at.y - line_.y});
  op("Td");
  line_ = at;
  at_ = static_cast<double>(at.x) / 100;
}

void PdfPen::close_string() {
  if (string_) out_ += ')';
  string_ = false;
}

void PdfPen::close_array() {
  if (!array_) return;
  close_string();
  if (moved_) {
    op("]TJ");
  } else {
    out_.erase(array_at_, 1);
    op("Tj");
  }
  array_ = false;
}

void PdfPen::glyph(const LineRun& run, const LineGlyph& glyph, base::Point origin, const GlyphsUsed& used) {
  const base::Point wanted{origin.x + glyph.x, origin.y + glyph.y};
  const Place at = place(wanted);
  if (!text_ || face_ != run.face || size_ != hundredths(run.size) || at.y != line_.y) {
    close_array();
    start(run, at);
  }
  const double off = (at_ - wanted.x) * 1000 / run.size;
  if (!array_) {
    array_at_ = out_.size();
    out_ += '[';
    moved_ = false;
  }
  array_ = true;
  if (std::abs(off) > kLeastMove) {
    close_string();
    moved_ = true;
    const long move = std::lround(off);
    number(move * 100);
    at_ -= static_cast<double>(move) * run.size / 1000;
  }
  if (!string_) out_ += '(';
  string_ = true;
  const UsedGlyph& facts = used.glyphs[glyph.id];
  append_escaped(out_, facts.code >> 8 & 0xFF);
  append_escaped(out_, facts.code & 0xFF);
  at_ += facts.advance * run.size / 1000;
}

const UsedGlyph& PdfPen::facts(std::size_t face, std::uint32_t glyph, GlyphsUsed& used) const {
  if (used.glyphs.size() <= glyph) used.glyphs.resize(glyph + 1);
  UsedGlyph& facts = used.glyphs[glyph];
  if (!facts.used) facts = {true, fonts_.letter(face, glyph), fonts_.code(face, glyph), fonts_.advance(face, glyph)};
  return facts;
}

/// The glyphs in the order of the text. What does not show a letter that its font says by itself is said beside it.
void PdfPen::clusters(const LineRun& run, base::Point origin) {
  GlyphsUsed& used = page_.fonts[run.face];
  if (used.glyphs.empty()) used.file = fonts_.file(run.face);
  for (const LineGlyph& glyph : run.glyphs) facts(run.face, glyph.id, used);
  std::vector<LineGlyph> glyphs = run.glyphs;
  if (run.leftwards) std::ranges::reverse(glyphs);
  start(run, place({origin.x + glyphs.front().x, origin.y + glyphs.front().y}));
  std::size_t begin = 0;
  for (std::size_t i = 0; i < glyphs.size();) {
    std::size_t next = i + 1;
    while (next < glyphs.size() && glyphs[next].letters == glyphs[i].letters) ++next;
    const std::size_t end = next < glyphs.size() ? glyphs[next].letters : run.text.size();
    const std::string_view text = std::string_view(run.text).substr(begin, end - std::min(end, begin));
    const bool plain = next == i + 1 && is_letter(text, used.glyphs[glyphs[i].id].letter);
    if (!plain) {
      close_array();
      out_ += "/Span<</ActualText<" + utf16_hex(text) + ">>>BDC\n";
      used.texts.try_emplace(glyphs[i].id, text);
    }
    for (; i < next; ++i) glyph(run, glyphs[i], origin, used);
    if (!plain) {
      close_array();
      op("EMC");
    }
    begin = end;
  }
  close_array();
}

}  // namespace perfolio::draw
