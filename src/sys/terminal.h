// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace perfolio::sys {

/// Whether standard output is a terminal.
bool output_is_terminal();

/// The same of standard error.
bool errors_are_terminal();

/// Columns of that terminal; 0 where it is none or does not say.
std::size_t output_width();
std::size_t errors_width();

}  // namespace perfolio::sys
