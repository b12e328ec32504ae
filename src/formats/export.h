// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/history.h"

#include <string>
#include <string_view>
#include <vector>

namespace perfolio::formats {

/// What `exported` can write, as in `export --to`.
std::vector<std::string> export_names();

/// The runs of a history (with their results in them) in another format. What that format has no place for is left
/// out: docs/formats.md says what. Throws Error{Usage} for an unknown name.
std::string exported(std::string_view name, const model::History& history);

/// The single formats. Runs are written in the order of the history.
std::string export_bmf(const model::History& history);
std::string export_csv(const model::History& history);
std::string export_data_js(const model::History& history);

}  // namespace perfolio::formats
