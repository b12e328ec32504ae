// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/segmented.h"
#include "model/report.h"

#include <span>
#include <vector>

namespace perfolio::analysis {

/// The level of each column that has runs: the median of its runs since the last change point in its window.
std::vector<model::Level> levels(const Segmented& s, const model::Rule& rule);

/// The level of these runs (on the scale of y), with its interval: by order statistics from six runs on, else by the
/// noise; `half` is the half width of the interval of a single run.
model::Level level_from(const Segmented& s, std::span<const double> y, std::uint32_t column, double half,
                        double confidence);

/// Half width, on the scale of y, of the interval of a single run; 0 where nothing is known of the noise.
double single_run_half_width(const Segmented& s, double confidence);

/// Facts of each change point.
std::vector<model::ChangePoint> change_point_facts(const Segmented& s, units::Direction better,
                                                   const model::Rule& rule);

/// The word for a change beyond doubt.
model::Verdict evident_verdict(bool falls, units::Direction better);

/// What the interval of a ratio allows to say; `better`: which side of 1 is good.
model::Verdict verdict_of(const model::Ratio& ratio, units::Direction better, const model::Rule& rule);

}  // namespace perfolio::analysis
