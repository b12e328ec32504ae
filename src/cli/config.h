// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/analyse.h"
#include "base/diagnostic.h"
#include "history/rules.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::cli {

/// What perfolio.json says (schema/config.schema.json). Everything is optional; flags win over it.
struct Config {
  std::string path;  ///< of the file; empty without one.
  std::string project, repository;
  std::vector<std::string> sources;
  std::vector<std::string> primary;        ///< metrics that headlines count: the first of them a benchmark has.
  std::vector<std::string> formats;        ///< paths of descriptions of the project's own formats.
  std::optional<std::string> tags;         ///< pattern of release tags.
  std::map<std::string, std::string> map;  ///< commit -> tag.
  std::string map_file;
  std::vector<analysis::GroupSpec> groups;
  std::vector<base::Pattern> charts;  ///< benchmarks that get a chart of their own; the first is the summary's.
  std::vector<std::string> tiles;
  history::Rules rules;         ///< aliases, what to ignore, units and directions.
  analysis::AlertSpecs alerts;  ///< thresholds, limits, what is suppressed.
  std::vector<analysis::AnnotationSpec> annotations;
  std::vector<analysis::HighlightSpec> highlights;
  bool families = true;  ///< whether benchmarks are joined to families.
  std::vector<analysis::FamilySpec> family_specs;
  std::vector<base::Pattern> include_releases, exclude_releases;  ///< of those the tags give.
  bool prereleases = true;                                        ///< whether they are releases.
  std::vector<std::string> notes;                                 ///< the maintainer's own words, by paragraph.
  std::string style, paper;
  std::string logo;                           ///< path of a PNG, as the config names it: beside the config.
  std::vector<base::Diagnostic> diagnostics;  ///< keys this version knows but does not use.
};

/// Reads a config: JSON with comments. An unknown key is an error that names the nearest known one.
Config config_from_json(std::string_view bytes);

/// "10%", "0.1" -> 0.10. Throws Error{Usage} naming `what`.
double share_of(const std::string& text, const std::string& what);

/// A change: a share, or a ratio such as "1.05x" -> 0.05. A bare number of 1 or more is refused, as it is unclear.
double change_in(const std::string& text, const std::string& what);

}  // namespace perfolio::cli
