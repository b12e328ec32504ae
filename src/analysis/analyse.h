// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/alerts.h"
#include "analysis/families.h"
#include "analysis/highlights.h"
#include "base/pattern.h"
#include "base/progress.h"
#include "model/report.h"

#include <optional>
#include <string>
#include <vector>

namespace perfolio::analysis {

/// A group as the config states it.
struct GroupSpec {
  std::string name, description, per, lead;
  std::vector<base::Pattern> match;
};

/// Words to pin to a release.
struct AnnotationSpec {
  std::string release, text;
  std::vector<base::Pattern> match;  ///< empty: every benchmark.
};

struct AnalysisOptions {
  std::string tool_version;
  std::string project;  ///< empty: from the repository URL, else "benchmarks".
  std::string project_url;
  std::string current;                ///< tag; empty: the newest column.
  std::string baseline = "previous";  ///< "previous", "first", "best", or a tag.
  std::vector<GroupSpec> groups;      ///< empty: from the names.
  std::vector<base::Pattern> include, exclude;
  std::vector<base::Pattern> hero;  ///< which series the summary shows, in order of preference.
  std::vector<std::string> tiles;   ///< names of the groups with a tile; empty: all that have room.
  AlertSpecs alerts;
  std::vector<AnnotationSpec> annotations;
  std::vector<HighlightSpec> highlights;
  bool families = true;  ///< whether benchmarks are joined to families at all.
  std::vector<FamilySpec> family_specs;
  model::Rule rule;
  std::vector<std::string> note;
  std::size_t jobs = 1;                ///< threads; no fact depends on it.
  base::Progress* progress = nullptr;  ///< hears of benchmarks.
};

/// Every fact of the report. Takes the history apart while reading it (a million points are not held twice).
/// Throws Error{Input} when nothing is left to report, Error{Usage} when a tag asked for is not there.
model::Report analyse(model::History history, const model::Timeline& timeline, const AnalysisOptions& options);

}  // namespace perfolio::analysis
