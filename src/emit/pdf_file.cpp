// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/pdf_file.h"

#include "base/digest.h"
#include "base/text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

namespace perfolio::emit {

namespace {

constexpr std::size_t kMostGathered = std::size_t{128}
                                      << 10;  ///< bytes of an object stream: what a reader inflates for one.
constexpr std::size_t kColumns = 1 + 5 + 4;   ///< bytes of a line in the table.

/// PDFDocEncoding (ISO 32000-1, annex D) of what is in use here; 0: it has none.
unsigned char document_code(char32_t c) {
  if ((c >= 0x20 && c < 0x7F) || (c > 0xA0 && c <= 0xFF && c != 0xAD)) return static_cast<unsigned char>(c);
  constexpr std::array<std::pair<char32_t, unsigned char>, 6> kOthers = {
      {{U'•', 0x80}, {U'…', 0x83}, {U'—', 0x84}, {U'–', 0x85}, {U'−', 0x8A}, {U'™', 0x92}}};
  for (const auto& [letter, code] : kOthers) {
    if (letter == c) return code;
  }
  return 0;
}

std::string document_encoded(std::string_view utf8) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const unsigned char code = document_code(base::next_code_point(utf8, at));
    if (code == 0) return {};
    out += static_cast<char>(code);
  }
  return out;
}

std::string utf16(std::string_view utf8) {
  std::string out = "\xFE\xFF";
  const auto unit = [&](unsigned value) {
    out += static_cast<char>(value >> 8 & 0xFF);
    out += static_cast<char>(value & 0xFF);
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const auto c = static_cast<unsigned>(base::next_code_point(utf8, at));
    if (c < 0x10000) {
      unit(c);
    } else {
      unit(0xD800 + ((c - 0x10000) >> 10));
      unit(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return out;
}

void append_big_endian(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = bytes; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

}  // namespace

std::string pdf_bytes(std::string_view bytes) {
  std::string out = "(";
  for (const char c : bytes) {
    if (c == '\r') {
      out += "\\r";
      continue;
    }
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    out += c;
  }
  return out + ')';
}

std::string pdf_text(std::string_view utf8) {
  const std::string plain = document_encoded(utf8);
  return pdf_bytes(plain.empty() && !utf8.empty() ? utf16(utf8) : plain);
}

std::string pdf_reference(std::size_t number) { return fmt::format("{} 0 R", number); }

std::string pdf_number(double value) {
  const long long hundredths = std::llround(value * 100);
  if (hundredths % 100 == 0) return std::to_string(hundredths / 100);
  std::string out = fmt::format("{:.2f}", static_cast<double>(hundredths) / 100);
  if (out.back() == '0') out.pop_back();
  return out;
}

PdfFile::PdfFile(Effort effort) : effort_(effort), out_("%PDF-1.7\n%\xBF\xF7\xA2\xFE\n"), entries_(1) {}

std::size_t PdfFile::number() {
  entries_.emplace_back();
  return entries_.size() - 1;
}

void PdfFile::object(std::size_t number, std::string_view text) {
  if (stream_ == 0) stream_ = this->number();
  entries_[number] = {2, stream_, count_++};
  fmt::format_to(std::back_inserter(places_), "{} {} ", number, gathered_.size());
  gathered_ += text;
  gathered_ += '\n';
  if (gathered_.size() >= kMostGathered) flush();
}

void PdfFile::flush() {
  if (stream_ == 0) return;
  const std::size_t number = stream_;
  const std::string keys = fmt::format("/Type/ObjStm/N {}/First {}", count_, places_.size());
  const std::string all = places_ + gathered_;
  places_.clear();
  gathered_.clear();
  count_ = 0;
  stream_ = 0;
  stream(number, keys, all);
}

void PdfFile::plain_stream(std::size_t number, std::string_view keys, std::string_view bytes) {
  entries_[number] = {1, out_.size(), 0};
  fmt::format_to(std::back_inserter(out_), "{} 0 obj\n<<{}/Length {}>>\nstream\n", number, keys, bytes.size());
  out_ += bytes;
  out_ += "\nendstream\nendobj\n";  // the line's end before it: ISO 19005-2, 6.1.7.1
}

void PdfFile::stream(std::size_t number, std::string_view keys, std::string_view bytes) {
  deflated_stream(number, keys, deflated(bytes, effort_));
}

void PdfFile::deflated_stream(std::size_t number, std::string_view keys, std::string_view deflated) {
  plain_stream(number, std::string(keys) + "/Filter/FlateDecode", deflated);
}

/// The table of references, each line as its difference from the one before: PNG's filter "up" (7.4.4.4).
std::string PdfFile::table() const {
  std::string out;
  std::string last(kColumns, '\0');
  for (const Entry& entry : entries_) {
    std::string line;
    append_big_endian(line, entry.kind, 1);
    append_big_endian(line, entry.where, 5);
    append_big_endian(line, entry.index, 4);
    out += '\x02';
    for (std::size_t i = 0; i < kColumns; ++i) out += static_cast<char>(line[i] - last[i]);
    last = std::move(line);
  }
  return out;
}

std::string PdfFile::finish(std::size_t root, std::size_t information) {
  flush();
  const std::size_t number = this->number();
  const std::size_t at = out_.size();
  entries_[number] = {1, at, 0};
  const std::string id = base::sha256_hex(out_).substr(0, 32);
  const std::string keys = fmt::format(
      "/Type/XRef/Size {}/Root {} 0 R/Info {} 0 R/ID[<{}><{}>]/W[1 5 4]/DecodeParms<</Predictor 12/Columns {}>>",
      entries_.size(), root, information, id, id, kColumns);
  stream(number, keys, table());
  out_ += fmt::format("startxref\n{}\n%%EOF\n", at);
  return std::move(out_);
}

}  // namespace perfolio::emit
