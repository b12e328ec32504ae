// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "releases/releases.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace perfolio::releases {

/// Commits as `git rev-list --parents` lists them: ids, and for each the indices of its parents. Views into its text.
struct CommitGraph {
  std::vector<std::string_view> ids;
  std::vector<std::vector<std::uint32_t>> parents;
  std::vector<bool> listed;  ///< has a line of its own; others are only named as parents.
  std::unordered_map<std::string_view, std::uint32_t> index;
};

CommitGraph commit_graph(std::string_view rev_list);

/// What the history says of the releases, which come in the order of versions.
struct ReleaseHistory {
  Containment contained;                            ///< as KnownReleases has it.
  std::vector<std::optional<std::size_t>> follows;  ///< as KnownReleases has it.
  Containment after;                                ///< as KnownReleases has it.
  std::vector<std::string> untagged;                ///< as KnownReleases has it.
};

/// Near linear in commits, however many releases there are: every commit hands on to its children the nearest release
/// at or below it. `tagged` holds what the releases contain, `beyond` what branches hold besides.
ReleaseHistory release_history(const CommitGraph& tagged, const CommitGraph& beyond,
                               const std::vector<model::Release>& releases);

}  // namespace perfolio::releases
