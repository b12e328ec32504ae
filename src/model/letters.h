// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <set>

namespace perfolio::model {

/// The code points beyond ASCII in all texts of others that a report may show: names, tags, words of the maintainer,
/// subjects of commits, notes.
std::set<char32_t> letters(const Report& report);

}  // namespace perfolio::model
