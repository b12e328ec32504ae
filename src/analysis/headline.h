// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

namespace perfolio::analysis {

/// Counts over the primary series that the comparison covers; they add up to `total`.
model::Counts counts(const model::Report& report);

/// Fills Report::headline from the comparisons: sentence, details, geometric mean, and the first release.
void write_headline(model::Report& report);

}  // namespace perfolio::analysis
