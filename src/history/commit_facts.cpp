// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/commit_facts.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/json.h"

#include <algorithm>
#include <vector>

namespace perfolio::history {

namespace {

/// What git prints; nothing when it fails.
std::optional<std::string> answer(const sys::Git& git, const std::vector<std::string>& arguments) {
  try {
    return git.run(arguments);
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<CommitFacts> commit_facts(const sys::Git& git, const std::string& commit) {
  // ^{commit} after a hex id or HEAD cannot become an option, nor name a file.
  const auto text = answer(git, {"show", "-s", "--no-color", "--encoding=UTF-8", "--format=%H%x00%cI%x00%an%x00%s",
                                 commit + "^{commit}", "--"});
  if (!text) return std::nullopt;
  const std::string_view whole = base::trim(*text);
  const std::vector<std::string_view> parts = base::split(whole, '\0');
  if (parts.size() < 4) return std::nullopt;
  return CommitFacts{std::string(parts[0]), base::parse_time(parts[1]),
                     std::string(formats::person(base::to_utf8(parts[2]))), base::to_utf8(parts[3])};
}

std::string current_branch(const sys::Git& git) {
  const auto name = answer(git, {"symbolic-ref", "--short", "-q", "HEAD"});
  return name ? base::to_utf8(base::trim(*name)) : std::string();
}

bool is_dirty(const sys::Git& git, const std::set<std::string, std::less<>>& but) {
  const auto text = answer(git, {"status", "--porcelain", "-z", "--untracked-files=no", "--no-renames"});
  if (!text) return false;
  // Each entry is two letters, a blank and a path, and ends with a NUL.
  return std::ranges::any_of(base::split(*text, '\0'), [&](std::string_view entry) {
    return entry.size() > 3 && !but.contains(entry.substr(3));
  });
}

}  // namespace perfolio::history
