// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <string_view>

namespace perfolio::model {

/// The word in report.json: "better", "worse", ..., "not-comparable".
std::string_view key(Verdict verdict);

/// The word in report.json: "history", "version", "date"; empty for none.
std::string_view key(LineBy by);

/// The word printed: a worse time is "slower", anything else "worse".
std::string_view word(Verdict verdict, std::string_view metric);

/// "lower is better" / "higher is better" / "direction unknown".
std::string_view phrase(units::Direction direction);
/// The word in report.json: "lower", "higher", "unknown".
std::string_view key(units::Direction direction);

/// "a release" or "a run": what the report's columns are called.
std::string_view noun(ColumnKind kind);

}  // namespace perfolio::model
