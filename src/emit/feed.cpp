// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/text.h"
#include "emit/site.h"
#include "emit/xml_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::emit {

namespace {

constexpr std::size_t kMostEntries = 50;
/// Of a release whose date nobody knows: a feed demands one.
constexpr const char* kNoDate = "1970-01-01T00:00:00Z";

std::string text(std::string_view words) { return xml_text(base::visible(words)); }

/// An address that never changes, wherever the site moves: a UUID made of what is named (RFC 9562, version 8).
std::string identity(const Site& site, std::string_view what) {
  std::string hex = base::sha256_hex(fmt::format("{}\n{}\n{}", site.project, site.project_url, what)).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<std::size_t>(hex[16]) % 4];
  return fmt::format("urn:uuid:{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20));
}

std::string updated(const SiteRelease& release) { return release.date.empty() ? kNoDate : release.date; }

/// HTML, escaped once more: that is how a feed carries it.
std::string content(const SiteRelease& r) {
  std::string out = fmt::format("<p>{}</p>", text(r.sentence));
  for (const std::string& change : r.changes)
    out += (&change == &r.changes.front() ? "<ul><li>" : "<li>") + text(change) + "</li>";
  if (!r.changes.empty()) out += "</ul>";
  return xml_text(out);
}

std::string entry(const Site& site, const SiteRelease& r, const std::string& url) {
  return fmt::format(
      "<entry>\n<id>{}</id>\n<title>{}: {}</title>\n<updated>{}</updated>\n"
      "<link rel=\"alternate\" type=\"text/html\" href=\"{}releases/{}/index.html\"/>\n"
      "<content type=\"html\">{}</content>\n</entry>\n",
      identity(site, r.tag), text(r.tag), text(r.sentence), updated(r), xml_text(url), r.folder, content(r));
}

}  // namespace

std::string feed(const Site& site, const std::string& url) {
  std::string last = kNoDate;
  for (const SiteRelease& r : site.releases) last = std::max(last, updated(r));
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{}</id>\n"
      "<title>{} performance</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n"
      "<generator>perfolio</generator>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}index.html\"/>\n",
      identity(site, ""), text(site.project), last, text(site.project), xml_text(url));
  if (!url.empty())
    out += fmt::format("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}feed.xml\"/>\n", xml_text(url));
  std::size_t n = 0;
  for (auto r = site.releases.rbegin(); r != site.releases.rend() && n < kMostEntries; ++r, ++n)
    out += entry(site, *r, url);
  return out + "</feed>\n";
}

}  // namespace perfolio::emit
