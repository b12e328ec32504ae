// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/against.h"
#include "base/pattern.h"
#include "model/report.h"

#include <span>
#include <string>
#include <vector>

namespace perfolio::analysis {

/// What a maintainer wants said of a release, as the config states it.
struct HighlightSpec {
  base::Pattern benchmark;  ///< of the series that match, the first primary one is shown.
  std::string text;
  std::string baseline;  ///< as AnalysisOptions::baseline; empty: the report's.
};

/// Fills Report::highlights; who cannot be shown is told in the notes. `columns`: per entry the release it is compared
/// with, kNoColumn for none that is known. `judged`: how other columns than the report's baseline were judged.
/// Precondition: benchmarks are sorted, and compared.
void fill_highlights(model::Report& report, std::span<const HighlightSpec> specs,
                     std::span<const std::uint32_t> columns, std::span<const Judged> judged);

}  // namespace perfolio::analysis
