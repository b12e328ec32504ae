// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/run.h"

#include <string>

namespace perfolio::formats {

/// Appends the run to `out` as one line of a history, its newline included. Numbers are in their shortest form that
/// reads back the same; a result's direction is always written, inferred where its source says nothing.
void append_line(const model::Run& run, std::string& out);

}  // namespace perfolio::formats
