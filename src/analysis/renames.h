// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
#include "model/report.h"

#include <span>
#include <vector>

namespace perfolio::analysis {

/// Benchmarks that may have been renamed: one is gone, another is new in the same release, with the same metric and
/// unit, in the same suite and environment, at a level within 10 %. Each is proposed once, to the other whose name
/// shares most of its beginning and end; nothing is applied. The text says what to write into the config.
std::vector<base::Diagnostic> proposed_renames(std::span<const model::BenchmarkFacts> benchmarks);

/// Suites that may have been renamed: of what is gone in one, most is new in another under the same names. The name of
/// a suite is often that of a workflow or an input of one, and changes with it.
std::vector<base::Diagnostic> proposed_suites(std::span<const model::BenchmarkFacts> benchmarks);

}  // namespace perfolio::analysis
