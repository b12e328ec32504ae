// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/run.h"
#include "releases/releases.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perfolio::releases {

/// Says of runs, one by one, whether they are of a release or of what came after it. A run finds its release as for the
/// columns of a report (timeline_by_release), but for one thing: where a repository gives the releases, its commits
/// decide, whether or not other runs are of it. What is of no release is kept, unless it stands behind an earlier one.
class Since {
 public:
  /// `from` is empty (everything is kept), a tag, or a date as base::parse_time reads it: then the dates of commits,
  /// else of runs, decide. Throws Error{Usage} when it is neither a release that is known, nor a version, nor a date.
  Since(const KnownReleases& known, const std::map<std::string, std::string>& map, const std::string& from);
  ~Since();
  Since(const Since&) = delete;
  Since& operator=(const Since&) = delete;

  [[nodiscard]] bool keeps(const model::Run& run);
  /// The tag of the release that the run is of; empty: of none.
  [[nodiscard]] std::string release_of(const model::Run& run);
  /// Whether a run that names this release is kept.
  [[nodiscard]] bool keeps_tag(const std::string& tag);
  /// Whether the words of a run alone decide: a map from commits may say otherwise of any.
  [[nodiscard]] bool by_words() const;
  /// Commits that are kept, where a repository knows them; empty and `any_commit()` where they are too many to name.
  [[nodiscard]] std::vector<std::string> commits() const;
  [[nodiscard]] bool any_commit() const;
  /// Runs that name no release, and whose commit nobody knows, are kept when they are dated behind this; nothing: all.
  [[nodiscard]] std::optional<base::Time> after() const;
  /// The dates of all runs decide: they are kept from this moment on.
  [[nodiscard]] std::optional<base::Time> date() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace perfolio::releases
