// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/history.h"

namespace perfolio::history {

/// Joins the series of one benchmark whose tool wrote its numbers with another letter from run to run (Swift's
/// package-benchmark: `980 #`, then `1 K`), where the sequence leaves no other reading: as thousands, the values go on
/// where those before them ended, and as written they would jump. What is joined is said; the rest stays apart.
/// `history.series` must be sorted by suite, benchmark, metric and environment, and stays so.
void join_rescaled(model::History& history);

}  // namespace perfolio::history
