// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/json_writer.h"
#include "model/report.h"

namespace perfolio::emit {

/// "stories": what is told of each change. Runs are indices into "runs"; what they measured is in "run_values".
void stories_json(base::JsonWriter& w, const model::Report& report);

}  // namespace perfolio::emit
