// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace perfolio::sys {

/// An environment variable; empty where it is not set.
std::string variable(const std::string& name);

/// From here on, a crash of this process leaves no memory image: it holds a secret.
void leave_no_core();

}  // namespace perfolio::sys
