// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"
#include "model/timeline.h"

/// What most primary benchmarks moved by together: of at least six comparable ones more than a third changed for the
/// better, or for the worse, by nearly the same ratio, or three quarters did by whatever ratio. Then rather the
/// environment or the toolchain changed than so many pieces of code: another runner may move a part of the benchmarks
/// only, and each by its own. It is code, though, where one group of a suite
/// stands still as a whole beside moving ones, and chance would leave it so in fewer than one of twenty cases if the
/// movers were drawn from the whole suite alike (hypergeometric, times the groups there are): a runner moves that, too.
namespace perfolio::analysis {

/// Fills Report::common_shift and, for each comparison with a ratio, what is left of it against that shift.
/// Precondition: groups are known.
void find_common_shift(model::Report& report);

/// The same for the columns before the current one, from the established changes: fills Report::past_shifts, and pins
/// it to its release in all charts. Precondition: groups, annotations and BenchmarkFacts::column_changes are known.
void find_past_shifts(model::Report& report, const model::Timeline& timeline);

/// What is left of the comparisons with earlier columns without the common shifts in between: each mean less the share
/// of the benchmarks that moved times the shift. Precondition: Overview::against is filled.
void set_shifts_aside(model::Report& report);

}  // namespace perfolio::analysis
