// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/body.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace perfolio::publish {

namespace {

constexpr std::string_view kBegin = "<!-- perfolio:begin -->";
constexpr std::string_view kEnd = "<!-- perfolio:end -->";
constexpr std::size_t kLargestBody = 125'000;
constexpr std::size_t kLargestText = 16'000;

// ---- the marks -----------------------------------------------------------------------------------------------------

/// What stands between the marks, from `begin` up to `end`.
struct Span {
  std::size_t begin, end;
};

/// The innermost pair: a mark without its partner, cut off by hand, takes nothing with it.
std::optional<Span> span_in(std::string_view body) {
  const auto end = body.find(kEnd, std::min(body.find(kBegin), body.size()));
  if (end == std::string_view::npos) return std::nullopt;
  const auto begin = body.rfind(kBegin, end);
  return Span{begin + kBegin.size(), end};
}

std::string_view line_end_of(std::string_view body) {
  return body.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
}

/// What goes between the hand-written text and the first mark.
std::string gap_after(std::string_view body) {
  const std::string_view line_end = line_end_of(body);
  if (body.empty() || body.ends_with(std::string(line_end) + std::string(line_end))) return {};
  return std::string(line_end) + (body.ends_with('\n') ? "" : std::string(line_end));
}

// ---- the table -----------------------------------------------------------------------------------------------------

/// The notes, taken apart at the rows of their table.
struct Parts {
  std::string_view before;
  std::vector<std::string_view> rows;
  std::size_t more = 0;  ///< rows that the notes themselves leave out.
  std::string_view after;
};

/// Takes one line with its end off the front.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  return line;
}

/// Takes "and N more: ..." off the front, with the empty line before it.
std::size_t take_more(std::string_view& text) {
  constexpr std::string_view kStart = "\nand ";
  std::size_t count = 0;
  if (!text.starts_with(kStart)) return 0;
  const char* begin = text.data() + kStart.size();
  const auto [stop, error] = std::from_chars(begin, text.data() + text.size(), count);
  if (error != std::errc() || !std::string_view(stop, text.data() + text.size()).starts_with(" more")) return 0;
  take_line(text);
  take_line(text);
  return count;
}

Parts parts_of(std::string_view notes) {
  constexpr std::string_view kRule = "\n| :-- |";
  Parts parts{notes, {}, 0, {}};
  const auto rule = notes.find(kRule);
  if (rule == std::string_view::npos) return parts;
  const auto first = std::min(notes.find('\n', rule + 1), notes.size() - 1) + 1;
  parts.before = notes.substr(0, first);
  parts.after = notes.substr(first);
  while (parts.after.starts_with("| ")) parts.rows.push_back(take_line(parts.after));
  parts.more = take_more(parts.after);
  return parts;
}

std::string joined(const Parts& parts, std::size_t rows, const std::string& link) {
  std::string out(parts.before);
  for (std::size_t i = 0; i < rows; ++i) out += parts.rows[i];
  const std::size_t more = parts.more + parts.rows.size() - rows;
  if (more > 0) out += fmt::format("\nand {} more{}\n", more, link.empty() ? "" : ": [the whole report](" + link + ")");
  return out.append(parts.after);
}

// ---- the links -----------------------------------------------------------------------------------------------------

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// `plain <img>`, for pictures that know no dark.
std::string image(std::string_view picture, const std::string& url) {
  const auto from = picture.find("<img alt=\"");
  const auto to = picture.find(" src=\"", from);
  if (from == std::string_view::npos || to == std::string_view::npos) return {};
  return std::string(picture.substr(from, to - from)) + " src=\"" + url + "\">";
}

/// One source of a picture under its address; left out where it has none.
void link_source(std::string& picture, const std::string& name, const std::string& url) {
  const std::string ending = "srcset=\"" + name + "\">";
  const auto at = picture.find(ending);
  if (at == std::string::npos) return;
  const auto begin = picture.rfind("<source ", at);
  const auto end = at + ending.size();
  if (url.empty()) {
    picture.erase(begin, end - begin);
  } else {
    picture.replace(at, ending.size(), "srcset=\"" + url + "\">");
  }
}

/// Where our picture begins: with a source of our files, whatever other pictures the notes hold. Notes of earlier
/// versions know no narrow one.
std::size_t picture_begin(const std::string& text, const std::string& stem) {
  for (const auto& [media, ending] :
       {std::pair{"(max-width: 600px) and (prefers-color-scheme: dark)", "-narrow-dark.svg\""},
        std::pair{"(prefers-color-scheme: dark)", "-dark.svg\""}}) {
    const auto at = text.find(fmt::format("<picture><source media=\"{}\" srcset=\"{}{}", media, stem, ending));
    if (at != std::string::npos) return at;
  }
  return std::string::npos;
}

void link_picture(std::string& text, const std::string& stem, const Links& links) {
  const auto begin = picture_begin(text, stem);
  const auto end = text.find("</picture>\n\n", begin);
  if (begin == std::string::npos || end == std::string::npos) return;
  std::string picture = text.substr(begin, end + 10 - begin);
  if (!links.light.empty()) {
    link_source(picture, stem + "-narrow-dark.svg", links.narrow_dark);
    link_source(picture, stem + "-narrow.svg", links.narrow_light);
    link_source(picture, stem + "-dark.svg", links.dark);
    replace_all(picture, "src=\"" + stem + ".svg\"", "src=\"" + links.light + "\"");
  } else {
    picture = links.png.empty() ? std::string() : image(picture, links.png);
  }
  text.replace(begin, end + 12 - begin, picture.empty() ? "" : picture + "\n\n");
}

void link_report(std::string& text, const std::string& stem, const Links& links) {
  const std::string line = fmt::format("The whole report: [{0}.pdf]({0}.pdf)\n\n", stem);
  const auto at = text.find(line);
  if (links.pdf.empty() && at != std::string::npos) text.erase(at, line.size());
  replace_all(text, "(" + stem + ".pdf)", "(" + links.pdf + ")");
}

}  // namespace

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) units += base::next_code_point(text, at) > 0xFFFF ? 2 : 1;
  return units;
}

bool same_text(std::string_view a, std::string_view b) {
  const auto plain = [](std::string_view text) {
    std::string out(text);
    replace_all(out, "\r\n", "\n");
    return out;
  };
  return a == b || plain(a) == plain(b);
}

std::optional<std::string> release_text(std::string_view notes, const std::string& stem, const Links& links,
                                        std::size_t limit) {
  const Parts parts = parts_of(notes);
  for (std::size_t rows = parts.rows.size() + 1; rows-- > 0;) {
    std::string text = joined(parts, rows, links.pdf);
    link_picture(text, stem, links);
    link_report(text, stem, links);
    if (utf16_units(text) <= limit) return text;
  }
  return std::nullopt;
}

std::optional<std::string> block_in(std::string_view body) {
  const auto span = span_in(body);
  return span ? std::optional(std::string(body.substr(span->begin, span->end - span->begin))) : std::nullopt;
}

std::string body_with(std::string_view body, std::string_view text) {
  const std::string ours = "\n" + std::string(text);
  if (const auto span = span_in(body)) {
    return std::string(body.substr(0, span->begin)) + ours + std::string(body.substr(span->end));
  }
  return std::string(body) + gap_after(body) + std::string(kBegin) + ours + std::string(kEnd) + "\n";
}

std::size_t room_in(std::string_view body) {
  const std::size_t others = utf16_units(body_with(body, ""));
  return others >= kLargestBody ? 0 : std::min(kLargestText, kLargestBody - others);
}

}  // namespace perfolio::publish
