// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/pattern.h"
#include "model/report.h"

#include <span>
#include <string>
#include <vector>

namespace perfolio::analysis {

/// A family as the config states it: of what the wildcards of a pattern stand for, the last are the parameters. With no
/// parameters, what matches is of no family.
struct FamilySpec {
  std::vector<base::Pattern> match;
  std::vector<std::string> parameters;
};

/// Fills Report::families, and BenchmarkFacts::family. Members share suite, group, metric, environment and unit, and no
/// two of them all values. The config comes first, then what sources state, then the names. Nothing else of the report
/// changes.
void find_families(model::Report& report, std::span<const FamilySpec> specs);

/// The same of a history that is only shown: groups are not known.
std::vector<model::Family> families_of(std::span<const model::Series> series, std::span<const FamilySpec> specs);

}  // namespace perfolio::analysis
