// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"
#include "model/timeline.h"

#include <span>

namespace perfolio::analysis {

/// Fills Family::scalings and Report::growth: levels over the numeric parameter that has most values, for each set of
/// values of the others, and their power laws by stats/power_law.h.
///
/// A change of the exponent is the slope of ln(current / baseline) over the ln of the parameter: what keeps both from
/// being exact power laws (a cache that is full, a logarithm) is common to them and cancels. It is evident where both
/// laws fit, its interval at Rule::confidence leaves out 0, and it is at least 0.05: over a parameter a thousand times
/// larger, a ratio of 1.4.
void find_scalings(model::Report& report);

/// Fills Family::complexity_before and ::complexity from the newest runs of the two columns that state one.
void keep_complexities(model::Report& report, std::span<const model::Run> runs, const model::Timeline& timeline);

}  // namespace perfolio::analysis
