// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"
#include "stats/moderated.h"

#include <span>
#include <string_view>
#include <vector>

namespace perfolio::analysis {

/// What one series knows of its noise before it is judged.
struct KnownNoise {
  std::string_view suite, metric;
  bool logarithmic = true;
  bool noiseless = false;
  stats::VarianceEstimate run_noise;
};

/// The noise from run to run of each, with what the others of its suite and metric know (moderated variance).
std::vector<stats::VarianceEstimate> suite_noise(std::span<const KnownNoise> series);

/// Takes back verdicts of primary series that so many comparisons would bring about by chance (Benjamini & Hochberg
/// 1995 at 5 %). Exact comparisons are no matter of chance and are left alone.
void correct_for_many(std::vector<model::BenchmarkFacts>& benchmarks, const model::Rule& rule);

}  // namespace perfolio::analysis
