// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/json_writer.h"
#include "model/report.h"

namespace perfolio::emit {

/// The members "families" and "growth" of report.json.
void families_json(base::JsonWriter& w, const model::Report& report);

}  // namespace perfolio::emit
