// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perfolio::model {

/// A version of the project.
struct Release {
  std::string tag;
  std::string commit;  ///< full hex id; empty when unknown.
  std::optional<base::Time> date;
  bool prerelease = false;
  bool operator==(const Release&) const = default;
};

/// How a run came to its release.
enum class MappedBy { Record, Map, Containment, Date, None };

/// What a column of the report is.
enum class ColumnKind { Release, Run };

/// Marks a run that no column shows: of a commit in no release yet, or without commit and date.
inline constexpr std::uint32_t kNoColumn = 0xFFFFFFFF;

/// The columns of a report, and which run belongs to which. By release: ordered by version. By run: by date.
struct Timeline {
  ColumnKind kind = ColumnKind::Release;
  std::vector<Release> columns;       ///< for ColumnKind::Run the tag is the label: date or short commit, unique.
  std::vector<std::uint32_t> column;  ///< per History run: index into `columns`, or kNoColumn.
  std::vector<MappedBy> how;          ///< per History run.
  std::size_t unreleased = 0;         ///< runs of commits that are in no release yet.
  std::size_t unmapped = 0;           ///< runs for which nothing could be said.
  /// Tags of known releases before the first that has runs, and after the last: in order, and no columns.
  std::vector<std::string> earlier, later;
};

}  // namespace perfolio::model
