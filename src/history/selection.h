// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/pattern.h"
#include "base/time.h"
#include "model/run.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace perfolio::history {

/// Which runs may be of a release or of a later one, in words that a database understands. It may let through more than
/// `keeps` does, never less.
struct SinceHint {
  bool any = true;                                    ///< every run may be.
  std::optional<base::Time> from;                     ///< dates decide: from this moment on. Else:
  std::function<bool(const std::string& tag)> wants;  ///< of a run that names a release.
  bool any_unnamed = false;                           ///< of the others any; or
  std::vector<std::string> commits;                   ///< those of these commits (full ids),
  std::optional<base::Time> after;                    ///< and those dated behind this; not set: any.
};

/// The part of a history that is read; the rest is as if nobody had recorded it. Nothing set: all.
struct Selection {
  /// suite, branch, benchmark, metric, or the name of what an environment states -> patterns of which one must match.
  std::map<std::string, std::vector<base::Pattern>> where;
  std::function<bool(const model::Run&)> keeps;  ///< asked of runs without their results; empty: all.
  SinceHint since;                               ///< what of `keeps` a database can do itself.
  std::size_t newest = 0;                        ///< most runs of a suite and environment a release; 0: all.
  bool pull_requests = false;                    ///< of `newest`: whether runs of pull requests are among them.
  std::function<std::string(const model::Run&)> release_of;  ///< of `newest`: the release a run is of; empty: none.

  [[nodiscard]] bool is_all() const { return where.empty() && !keeps && newest == 0; }
  /// Whether every result of a run that is wanted is.
  [[nodiscard]] bool takes_whole_runs() const { return !where.contains("benchmark") && !where.contains("metric"); }
  [[nodiscard]] bool wants_run(const model::Run& run) const;
  [[nodiscard]] bool wants_series(const std::string& benchmark, const std::string& metric) const;
};

/// The newest runs of each suite, environment and release, as they are met in any order. Of two of one date the one met
/// later is the newer; one without any date is older than all.
class Newest {
 public:
  explicit Newest(const Selection& selection) : selection_(selection) {}
  /// Takes a run (its results are not looked at), called `number`, of which later ones have greater. Returns the number
  /// of the run that is no longer one of the newest, which may be this one.
  std::optional<std::int64_t> add(const model::Run& run, std::int64_t number);

 private:
  using Group = std::tuple<std::string, std::string, model::Environment>;
  const Selection& selection_;
  std::map<Group, std::set<std::pair<base::Time, std::int64_t>>> groups_;
};

/// Takes `KEY=PATTERN`s as typed. Throws Error{Usage} when one is none.
void add_wheres(Selection& selection, const std::vector<std::string>& typed);

}  // namespace perfolio::history
