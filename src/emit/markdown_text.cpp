// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/markdown_text.h"

#include "base/text.h"

#include <fmt/format.h>

namespace perfolio::emit {

namespace {

constexpr std::size_t kLongestName = 200;  ///< characters.

/// A reference to the character, and behind it one without width (U+2060) that keeps it from what follows. A reference
/// alone does not: mentions and addresses of mail are looked for in the text it stands for.
std::string severed(char c) { return fmt::format("&#{};&#8288;", static_cast<int>(c)); }

/// Whether a point here would make "www." of the text so far, which GitHub takes for an address.
bool ends_in_w(const std::string& out) { return out.ends_with('w') || out.ends_with('W'); }

}  // namespace

std::string line_of(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t n = 0; at < text.size(); ++n) {
    if (n == kLongestName) return base::visible(text.substr(0, at)) + "…";
    base::next_code_point(text, at);
  }
  return base::visible(text);
}

std::string plain(std::string_view text) {
  std::string out;
  const std::string line = line_of(text);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '@':
      case '#':
        out += severed(c);
        break;
      case ':':
        // Before a space it can begin neither an address nor an emoji.
        out += i + 1 < line.size() && line[i + 1] == ' ' ? ":" : "&#58;";
        break;
      case '.':
        out += ends_in_w(out) ? "&#46;" : ".";
        break;
      default:
        if (std::string_view("\\`*_{}[]!|~$\"").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
  }
  return out;
}

std::string code(std::string_view text) {
  std::string out = "<code>";
  for (const char c : line_of(text)) {
    // To Markdown these tags are no code: it makes links of addresses between them.
    if (c == '@') {
      out += severed(c);
    } else if (std::string_view("&<>#:|`*_[]\\~$!").find(c) != std::string_view::npos || (c == '.' && ends_in_w(out))) {
      out += fmt::format("&#{};", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out + "</code>";
}

}  // namespace perfolio::emit
