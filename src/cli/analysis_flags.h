// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/analyse.h"
#include "cli/config.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace perfolio::cli {

/// The flags that say what is compared and how it is judged, as typed.
struct AnalysisFlags {
  std::string project, release, baseline = "previous";
  std::vector<std::string> include, exclude;
  std::string threshold, alert_threshold, fail_threshold;
};

void declare_analysis(CLI::App& command, AnalysisFlags& flags);

/// What they say, over what the config says. Throws Error{Usage}.
analysis::AnalysisOptions options_of(const AnalysisFlags& flags, const Config& config);

/// Warns where the baseline is the newer of the two.
void note_order(model::Report& report);

/// Throws Error{Usage} when the flags' threshold is no ratio above 1; the threshold as a share (0.10).
double threshold_of(const AnalysisFlags& flags);

}  // namespace perfolio::cli
