// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/html_text.h"

#include "base/digest.h"
#include "base/text.h"
#include "emit/outputs.h"
#include "emit/xml_text.h"

#include <fmt/format.h>

#include <set>

namespace perfolio::emit {

namespace {

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < count && at < text.size(); ++n) base::next_code_point(text, at);
  return text.substr(0, at);
}

std::string_view last_characters(std::string_view text, std::size_t count) {
  std::size_t from = text.size();
  for (std::size_t n = 0; n < count && from > 0; ++n) {
    --from;
    while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80) --from;
  }
  return text.substr(from);
}

/// What a series is called in the address, beside its digest.
std::string slug(std::string_view name) {
  constexpr std::size_t kLongest = 40;
  std::string out;
  for (const char c : base::to_lower_ascii(first_characters(name, 4 * kLongest))) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (plain && out.size() < kLongest) out += c;
    if (!plain && !out.empty() && out.back() != '-') out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  // An id that began with a digit would need an escape in a selector.
  return out.empty() || (out.front() >= '0' && out.front() <= '9') ? "b" + out : out;
}

}  // namespace

std::string html_text(std::string_view text, std::size_t most) {
  // No character takes more than four bytes.
  if (text.size() <= most || base::code_point_count(text.substr(0, 4 * most + 4)) <= most) {
    return xml_text(base::visible(text));
  }
  const std::string cut = fmt::format("{}…{}", first_characters(text, most / 2), last_characters(text, most / 4));
  return xml_text(base::visible(cut)) + " [" + base::sha256_hex(text).substr(0, 8) + "]";
}

std::vector<std::string> stable_ids(const model::Report& report) {
  std::vector<std::string> out;
  std::set<std::string> taken;
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    std::string identity;
    for (const std::string& part : {b.suite, b.name, b.metric, model::environment_text(b.environment)}) {
      identity += part + '\x1f';
    }
    const std::string stem = slug(b.name) + "-" + base::sha256_hex(identity).substr(0, 8);
    std::string id = stem;
    for (std::size_t n = 2; !taken.insert(id).second; ++n) id = fmt::format("{}-{}", stem, n);
    out.push_back(std::move(id));
  }
  return out;
}

std::string web_address(std::string_view url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  constexpr std::size_t kLongest = 2000;
  // Who may be asked for a password stands before the @ of the host: nobody is.
  const std::string_view host = url.substr(0, url.find_first_of("/?#", web ? 8 : 0));
  const bool plain = url.find_first_of(" \t\r\n\"<>\\^`{|}") == std::string_view::npos;
  if (!web || !plain || url.size() > kLongest || host.find('@') != std::string_view::npos || !base::is_utf8(url))
    return {};
  return xml_text(base::visible(url));
}

}  // namespace perfolio::emit
