// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/analyse.h"
#include "model/report.h"

/// What a reader sees first.
namespace perfolio::analysis {

/// Report::changed: primary series with an evident change, largest effect first, of two alike the worse.
void order_changed(model::Report& report);

/// Puts what there is to act on into order, and what is near to a change: Overview::to_act and Overview::near.
/// Precondition: alerts are raised, benchmarks are sorted.
void rank_what_to_act_on(model::Report& report);

/// Report::hero and Report::tiles, as the options wish or by evidence. Precondition: the two above; groups are counted.
void choose_hero(model::Report& report, const AnalysisOptions& options);
void choose_tiles(model::Report& report, const AnalysisOptions& options);

}  // namespace perfolio::analysis
