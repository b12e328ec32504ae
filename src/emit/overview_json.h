// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/json_writer.h"
#include "model/report.h"

#include <string_view>

namespace perfolio::emit {

/// Members of an object that is open: "ratio", "lower", "upper".
void ratio_members(base::JsonWriter& w, const model::Ratio& ratio);
/// A geometric mean; null where there is none.
void index(base::JsonWriter& w, std::string_view key, const model::Index& index);
/// The counts of the verdicts, as the headline has them: members of an object that is open, and an object.
void verdict_members(base::JsonWriter& w, const model::Counts& counts);
void verdict_counts(base::JsonWriter& w, std::string_view key, const model::Counts& counts);

/// The member "overview" of report.json.
void overview_json(base::JsonWriter& w, const model::Report& report);

}  // namespace perfolio::emit
