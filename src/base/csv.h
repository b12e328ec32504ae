// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace perfolio::base {

/// A text as a cell by RFC 4180, of one line: what visible() would not show as it is becomes an escape like \u202e. One
/// that a spreadsheet would take for a formula gets an apostrophe in front; one that begins like a command to a runner
/// of GitHub Actions, or that has blanks at its ends, stands in quotes.
std::string csv_cell(std::string_view text);

/// The text that csv_cell() made this cell of, its quotes taken off. Of a cell that it did not make, the cell itself.
std::string csv_text(std::string_view cell);

/// The shortest decimal form of a finite number that reads back the same.
std::string csv_number(double value);

}  // namespace perfolio::base
