// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace perfolio::base {

/// A text as a cell by RFC 4180. One that a spreadsheet would take for a formula gets an apostrophe in front.
std::string csv_cell(std::string_view text);

/// The shortest decimal form of a finite number that reads back the same.
std::string csv_number(double value);

}  // namespace perfolio::base
