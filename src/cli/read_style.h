// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "style/style.h"

#include <string>

namespace perfolio::cli {

/// The style of that name below `resources`, or of that file when it is a path or ends in .json. Throws Error{Usage}
/// for an unknown name, Error{Input} with the file for one that is no style.
style::Style read_style(const std::string& resources, const std::string& wanted);

}  // namespace perfolio::cli
