// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <optional>

/// What page one says in words.
namespace perfolio::analysis {

/// What more runs would settle: the fewest more of each release, up to 50, with which three quarters of those that any
/// such number settles would be told to be the same if they are (RunsToSee::same). Where that is less
/// than a third of what is unclear, those that would show a change of 10 %, if they are more. None where nothing is
/// unclear or no noise is known.
std::optional<model::RunAdvice> run_advice(const model::Report& report);

/// The words of the overview, from its facts: sentence, common shift, advice.
/// Precondition: headline and Overview::against are filled.
void write_overview(model::Report& report);

}  // namespace perfolio::analysis
