// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
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

/// How it is known which release another follows: by the repository, by their versions alone, or by dates too.
enum class LineBy { None, History, Version, Date };

/// Marks a run that no column shows: of a commit in no release yet, or without commit and date.
inline constexpr std::uint32_t kNoColumn = 0xFFFFFFFF;

/// The columns of a report, and which run belongs to which. By release: ordered by version. By run: by date.
struct Timeline {
  ColumnKind kind = ColumnKind::Release;
  std::vector<Release> columns;       ///< for ColumnKind::Run the tag is the label: date or short commit, unique.
  std::vector<std::uint32_t> column;  ///< per History run: index into `columns`, or kNoColumn.
  std::vector<MappedBy> how;          ///< per History run.
  /// Per column the one it follows in its line of releases, always an earlier one, or kNoColumn. Both are empty where
  /// columns are no releases.
  std::vector<std::uint32_t> follows;
  std::vector<LineBy> follows_by;  ///< per column.
  /// The releases that a column follows, but which are no columns, being older than the first that has runs; else "".
  std::vector<std::string> follows_outside;
  /// Per History run the column on whose line it lies: its own; of an unreleased run, that behind which it stands, or
  /// kNoColumn where it stands before all. Empty like `follows`.
  std::vector<std::uint32_t> line;
  /// Per History run its place when runs are put side by side by lines: column by column, by date within each,
  /// unreleased runs behind the last release of their line. Empty: the runs' own order is right.
  std::vector<std::uint32_t> rank;
  std::size_t unreleased = 0;  ///< runs of commits that are in no release yet.
  std::size_t unmapped = 0;    ///< runs for which nothing could be said.
  /// Tags of known releases before the first that has runs, and after the last: in order, and no columns.
  std::vector<std::string> earlier, later;
  std::size_t ambiguous = 0;  ///< runs mapped by date that may be of another line of releases.
  std::vector<base::Diagnostic> notes;
};

/// Whether a column is another, or follows it along its line. Final releases may follow each other past the
/// pre-releases between them: those are on the line when what they follow is.
bool is_on_line(const Timeline& timeline, std::uint32_t column, std::uint32_t ancestor);

}  // namespace perfolio::model
