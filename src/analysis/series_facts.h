// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/segmented.h"
#include "model/report.h"

#include <span>
#include <vector>

namespace perfolio::analysis {

/// The level of each column that has runs, ascending: the median of the runs that speak for it (spoken_for), with its
/// interval, by order statistics from six runs on, else by the noise. No run of another column has a part in it.
std::vector<model::Level> levels(const Segmented& s, const model::Rule& rule);

/// Facts of each change point.
std::vector<model::ChangePoint> change_point_facts(const Segmented& s, units::Direction better,
                                                   const model::Rule& rule);

/// The word for a change beyond doubt.
model::Verdict evident_verdict(bool falls, units::Direction better);

/// What the interval of a ratio allows to say; `better`: which side of 1 is good.
model::Verdict verdict_of(const model::Ratio& ratio, units::Direction better, const model::Rule& rule);

}  // namespace perfolio::analysis
