// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/config.h"
#include "model/history.h"

#include <string>
#include <vector>

namespace perfolio::cli {

/// A pattern or name of the config, and what it caught in a history.
struct Caught {
  base::Where where;   ///< the config and the pointer in it.
  std::string text;    ///< as written.
  std::size_t series;  ///< that it matches; of an alias: results that it renamed.
  std::string limit;   ///< of a limit that is in the unit of none of them: their unit; else empty.
};

/// One for each pattern of limits, suppress, thresholds, overrides, charts, families and groups, each alias, and each
/// tile where the config names groups.
std::vector<Caught> caught_by(const Config& config, const model::History& history);

/// Warns of each that caught nothing: such a gate stands open. Throws Error{Input} where a limit cannot be compared
/// with what it is to hold; with `strict` also where anything caught nothing.
std::vector<base::Diagnostic> open_gates(const std::vector<Caught>& caught, bool strict);

}  // namespace perfolio::cli
