// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/json_writer.h"

#include "base/text.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iterator>

namespace perfolio::base {

void JsonWriter::name(std::string_view key) {
  if (open_.empty()) return;
  Open& inner = open_.back();
  if (inner.filled) out_ += ',';
  inner.filled = true;
  if (open_.size() <= lines_) out_ += '\n' + std::string(open_.size(), ' ');
  if (!inner.object) return;
  quoted(key);
  out_ += ':';
}

void JsonWriter::open(std::string_view key, char bracket) {
  name(key);
  out_ += bracket;
  open_.push_back({bracket == '{', false});
}

void JsonWriter::close(char bracket) {
  const bool lines = open_.back().filled && open_.size() <= lines_;
  open_.pop_back();
  if (lines) out_ += '\n' + std::string(open_.size(), ' ');
  out_ += bracket;
  if (open_.empty()) out_ += '\n';
}

void JsonWriter::quoted(std::string_view value) {
  out_ += '"';
  for (const char c : base::is_utf8(value) ? std::string(value) : base::to_utf8(value)) {
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\t':
        out_ += "\\t";
        break;
      // Inside a page's script element these would end it.
      case '<':
        out_ += "\\u003c";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out_ += c;
        }
    }
  }
  out_ += '"';
}

void JsonWriter::text(std::string_view key, std::string_view value) {
  name(key);
  quoted(value);
}

void JsonWriter::text_or_null(std::string_view key, std::string_view value) {
  if (value.empty()) {
    null(key);
  } else {
    text(key, value);
  }
}

void JsonWriter::number(std::string_view key, double value) {
  name(key);
  if (!std::isfinite(value)) {
    out_ += "null";
    return;
  }
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  out_.append(digits, result.ptr);
}

void JsonWriter::count(std::string_view key, std::size_t value) {
  name(key);
  out_ += std::to_string(value);
}

void JsonWriter::truth(std::string_view key, bool value) {
  name(key);
  out_ += value ? "true" : "false";
}

void JsonWriter::null(std::string_view key) {
  name(key);
  out_ += "null";
}

}  // namespace perfolio::base
