// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/shift.h"
#include "model/report.h"

#include <span>
#include <string>
#include <vector>

namespace perfolio::analysis {

/// What is compared of one series, before it is judged.
struct Candidate {
  std::string suite, metric;
  Sides sides;
};

/// The noise from run to run of each candidate, with what the others of its suite and metric know (moderated variance).
std::vector<stats::VarianceEstimate> suite_noise(std::span<const Candidate> candidates);

/// Takes back verdicts of primary series that so many comparisons would bring about by chance (Benjamini & Hochberg
/// 1995 at 5 %). Exact comparisons are no matter of chance and are left alone.
void correct_for_many(std::vector<model::BenchmarkFacts>& benchmarks, const model::Rule& rule);

}  // namespace perfolio::analysis
