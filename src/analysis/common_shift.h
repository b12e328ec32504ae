// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

namespace perfolio::analysis {

/// Finds what most primary benchmarks moved by together: more than a third of at least six comparable ones changed for
/// the better, or for the worse, and by nearly the same ratio. Then rather the environment changed than so many pieces
/// of code. Fills Report::common_shift and, for each comparison with a ratio, what is left of it against that shift.
void find_common_shift(model::Report& report);

}  // namespace perfolio::analysis
