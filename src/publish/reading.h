// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::publish {

/// What a server's (or a report's) JSON says, as far as publishing needs it. Every text is somebody else's: it may be
/// sent back, but is printed only after base::visible. Reading takes bounded time and memory whatever the bytes are:
/// at most 64 levels, members nobody asks for are passed over, and at most a million values are kept.

struct Asset {
  std::int64_t id = 0;
  std::string name, state, digest, created_at;
  std::int64_t size = -1;
};

struct Release {
  std::int64_t id = 0;
  std::string tag, body, upload_url, html_url;
  bool draft = false;
  bool immutable = false;
};

struct TreeEntry {
  std::string path, mode, type, sha;
};

/// What report.json says of itself.
struct ReportFacts {
  std::string project, tag, commit;
  bool by_release = true;  ///< its columns are releases, so that `tag` is one.
  bool is_newest = true;   ///< no release of the report comes after its own.
};

/// The bytes end in the middle of a JSON text: another try may give all of it.
struct CutShort {};

/// These throw CutShort, or Error{Outside} saying what was due.
Release release_in(std::string_view bytes);
std::vector<Release> releases_in(std::string_view bytes);
Asset asset_in(std::string_view bytes);
std::vector<Asset> assets_in(std::string_view bytes);
/// `sha` of a tree, commit or blob just made.
std::string sha_in(std::string_view bytes);
/// `object.sha` of a reference: its commit.
std::string ref_target_in(std::string_view bytes);
/// `tree.sha` of a commit.
std::string commit_tree_in(std::string_view bytes);
std::vector<TreeEntry> tree_in(std::string_view bytes);

/// Throws Error{Input}.
ReportFacts report_in(std::string_view bytes);

/// What an answer of refusal says: its message and its codes. Empty where it says nothing readable; never throws.
struct Complaint {
  std::string message;
  std::vector<std::string> codes;
  [[nodiscard]] bool has(std::string_view code) const;
};
Complaint complaint_in(std::string_view bytes);

}  // namespace perfolio::publish
