// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/font_set.h"
#include "emit/outputs.h"
#include "model/report.h"

#include <string>
#include <string_view>
#include <vector>

/// What stands on a site beside the pages of single releases.
namespace perfolio::emit {

/// A release as its own report sees it: what was known when it was made.
struct SiteRelease {
  std::string tag;
  std::string date;      ///< RFC 3339; empty: unknown.
  std::string folder;    ///< below `releases/`; no two alike, also where a file system ignores case.
  std::string digest;    ///< of what its page is made from.
  std::string baseline;  ///< tag; empty: the first one measured.
  std::string sentence;
  model::Counts counts;
  model::Index index;                ///< against the baseline.
  std::vector<std::string> changes;  ///< "parse_1kb: −2.2 % better", the largest first, at most ten.
  std::vector<std::string> files;    ///< below its folder.
};

/// What a site remembers of itself, in site.json: what need not be made again, and what a program may ask for.
struct Site {
  std::string project, project_url;
  std::string settings;               ///< digest of all but the data that the pages are made from.
  std::vector<SiteRelease> releases;  ///< oldest first.
};

/// The facts of the report's current release.
SiteRelease site_release(const model::Report& report);

std::string site_json(const Site& site);
/// Reads it back. Throws Error{Input} for what is none, and for one of a newer version.
Site site_from_json(std::string_view bytes);

/// releases/index.html: the geometric mean over all releases, and a row for each. `newest` is the report of the newest.
std::string releases_page(const Site& site, const model::Report& newest, const Styles& styles,
                          const draw::FontSet& fonts);

/// An Atom feed (RFC 4287) of the newest fifty releases. `url` is where the site will be, with a slash at its end, or
/// empty: then the links are relative to the feed.
std::string feed(const Site& site, const std::string& url);

/// What a wrong address below the site shows, where the host serves it. `url`: as of feed(); without it there is no
/// link.
std::string not_found_page(const Site& site, const Styles& styles, const std::string& url);

}  // namespace perfolio::emit
