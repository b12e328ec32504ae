// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "history/append.h"
#include "history/sources.h"

#include <string>
#include <vector>

namespace perfolio::history {

/// A run as a source of `record` states it.
struct Measured {
  model::Run run;
  /// One of a history that is taken over, measured some time ago somewhere; not the result of a benchmark just run.
  bool imported = false;
};

/// Reads the sources of one call. A source with several runs that state a commit or a date is a history, and so are
/// sources that state several commits between them. `history` itself is left out of a folder, and refused by name. The
/// same bytes under two names are read once. Throws Error{Input} when no result is found.
std::vector<Measured> gather(const std::vector<std::string>& sources, const ReadOptions& options,
                             const std::string& history, std::vector<base::Diagnostic>& notes);

/// Makes the fewest runs of the results of one call: those of the same suite, tool, environment, commit, branch and
/// release are one run, dated when its first part was. What several of them measured of the same benchmark are launches
/// of it (formats/repetitions.h). Imported runs stay as they are. The order of first appearance is kept.
std::vector<Measured> combined(std::vector<Measured> measured);

}  // namespace perfolio::history
