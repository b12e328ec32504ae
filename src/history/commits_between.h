// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"
#include "sys/git.h"

#include <string>
#include <string_view>

namespace perfolio::history {

/// What changed between two runs.
struct CommitRange {
  std::vector<model::Commit> newest;  ///< newest first, at most ten.
  std::size_t more = 0;               ///< beyond those.
};

/// The commits in the history of `after` that are not in that of `before` (`git log before..after`), without merges of
/// other branches' own commits; `page` is the project's address, for links. Empty where the repository does not have
/// both.
CommitRange commits_between(const sys::Git& git, const std::string& before, const std::string& after,
                            std::string_view page);

/// The number of a pull request in a subject: "Faster calls (#123)", "Merge pull request #123 from ..."; else empty.
std::string pull_request_in(std::string_view subject);

/// Fills the commits of every change point of the report; each pair of runs is asked once, the newest 200 pairs.
void name_commits(model::Report& report, const sys::Git& git);

}  // namespace perfolio::history
