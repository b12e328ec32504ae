// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/segmented.h"
#include "model/report.h"

#include <map>
#include <string>
#include <vector>

/// What is told of each change: what it stands on, and the sentence one would write by hand.
namespace perfolio::analysis {

/// The runs behind both levels of a comparison.
struct ComparedRuns {
  std::vector<model::RunValue> before, after;
};
/// Of the points that speak for the two columns (spoken_for); empty where one has none. What they measured is what `b`
/// knows of its runs.
ComparedRuns compared_runs(const Segmented& s, const model::BenchmarkFacts& b, std::uint32_t baseline,
                           std::uint32_t current);

/// Fills Report::stories: of all in Overview::to_act that both releases measured, in that order. `runs` by the id of
/// the benchmark. Precondition: what there is to act on is ranked, and Report::runs are there.
void tell_stories(model::Report& report, const std::map<std::string, ComparedRuns>& runs);

}  // namespace perfolio::analysis
