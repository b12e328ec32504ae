// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/against.h"
#include "analysis/identity.h"
#include "analysis/segmented.h"
#include "analysis/stories.h"
#include "base/progress.h"
#include "model/history.h"
#include "model/report.h"
#include "model/timeline.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

/// What is made of each series for itself, on as many threads as are asked for: its facts, and once all of them are
/// known, its comparisons.
namespace perfolio::analysis {

/// Series that one thread takes at a time.
inline constexpr std::size_t kChunk = 16;

/// Who does the work, and who waits for it. No fact depends on either.
struct Crew {
  std::size_t jobs = 1;
  base::Progress* progress = nullptr;
};

/// A series between the two passes, folded.
struct Kept {
  Segmented series;
  RunNoise apart;  ///< see noise_apart.
};

/// Fills Report::benchmarks, in the order of `series`, with all that no other release and no other benchmark has a part
/// in. Takes the series apart: a million points are not held twice. Precondition: Report::current is known.
/// `build` is RunPlaces::build. `with_baseline`: there will be a baseline, so that the noise is learnt without the
/// current release, as judge() needs it.
std::vector<Kept> told(model::Report& report, std::span<model::Series> series, std::span<const Identity> names,
                       const model::Timeline& timeline, std::span<const std::uint32_t> build, bool with_baseline,
                       const Crew& crew);

/// Compares them with the baseline, and with the column of each of `others` by the very rule that judges the baseline:
/// fills Judged::benchmarks of those as a report with that baseline would have them, as far as verdicts go (the series
/// and their comparisons). Precondition: there is a baseline; Report::benchmarks are in the order of `kept`.
/// Returns the runs behind both levels of each comparison that has both, by the id of the benchmark.
std::map<std::string, ComparedRuns> judge(model::Report& report, std::span<Judged> others, std::vector<Kept> kept,
                                          const model::Timeline& timeline, const Crew& crew);

/// Where there is no baseline: what the next release would show of each, with the noise that the whole suite knows.
void foretell(model::Report& report, std::vector<Kept> kept, const model::Timeline& timeline);

}  // namespace perfolio::analysis
