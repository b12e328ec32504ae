// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <string>

namespace perfolio::cli {

/// Tells the workflow this runs in: the report as the step's summary ($GITHUB_STEP_SUMMARY), its facts and the paths of
/// its files (below `folder`, named by `stem`) as outputs ($GITHUB_OUTPUT). A variable that is not set is passed over.
void tell_github(const model::Report& report, const std::string& folder, const std::string& stem);

}  // namespace perfolio::cli
