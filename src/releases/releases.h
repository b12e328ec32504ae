// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
#include "base/pattern.h"
#include "model/history.h"
#include "model/timeline.h"
#include "sys/git.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace perfolio::releases {

/// Commit id (full lower-case hex) -> index into KnownReleases::releases of the first release that contains it.
using Containment = std::unordered_map<std::string, std::size_t>;

/// The releases of a project, ordered by Semantic Versioning precedence where tags are versions, by date where not.
struct KnownReleases {
  std::vector<model::Release> releases;
  Containment contained;              ///< empty when they do not come from a repository.
  std::vector<std::string> untagged;  ///< the repository's commits that no release contains: full ids, sorted.
  /// Per release the one it follows in its line: the nearest, in the sense of git describe, whose commit lies below its
  /// own; of several lines that were merged, the highest version. Where releases are tagged on branches of their own,
  /// the first of the last series that shares its history. Always a lower index; empty without a repository.
  std::vector<std::optional<std::size_t>> follows;
  /// Untagged commit -> the release behind which it stands: the last of its line so far. Not there: of no line.
  Containment after;
  std::vector<base::Diagnostic> diagnostics;
};

/// Releases from the tags of a repository: those matching `tags`, or, without a pattern, those that are versions. With
/// containment: for each commit reachable from a release tag, the first release (by version, final or pre-release)
/// whose history contains it. Clear errors with a hint for no repository, a shallow clone, and no tags.
KnownReleases from_git(const sys::Git& git, const std::optional<base::Pattern>& tags);

/// Releases from a --releases file (JSON array of {tag, commit?, date?}). Throws Error{Input} with a pointer.
KnownReleases from_json(std::string_view bytes, const std::optional<base::Pattern>& tags);

/// Commit -> tag, from a --release-map file (TSV `commit<TAB>tag`, '#' comments; a tag may be empty: no release).
/// Throws Error{Input} with line.
std::map<std::string, std::string> map_from_tsv(std::string_view bytes);

/// Says for every run which release speaks for it: the map wins, then what the run itself names, then containment, then
/// date (the first release dated at or after the run's commit). A commit that the repository knows and no release
/// contains is unreleased whatever its date, unless no run at all is contained: then the history is of another
/// repository, or of commits that were rewritten, and dates decide. Only releases that have a run at or before them
/// become columns, from the first that has runs on; releases without runs in between are kept. A tag named by the map
/// or by a run, but unknown, becomes a release of its own, dated by its newest run; its commit is that of the runs that
/// name it, if they have one in common. What no history says of lines follows from versions and dates: a release
/// follows the highest version below it that was not dated after it (a final release a final one), and, where tags are
/// no versions, the one before it.
model::Timeline timeline_by_release(const model::History& history, const KnownReleases& known,
                                    const std::map<std::string, std::string>& map);

/// One column per run date (runs of several suites that share commit and date share a column), ordered by date.
model::Timeline timeline_by_run(const model::History& history);

/// One column per SOURCE, in the order given, called by its file name, or its whole path where two have the same. Runs
/// of other inputs have no column.
model::Timeline timeline_by_source(const model::History& history, const std::vector<std::string>& sources);

}  // namespace perfolio::releases
