// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

/// The plain files of src/emit/page/, as the build put them into the program (cmake/page_files.cmake).
namespace perfolio::emit {

extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;

}  // namespace perfolio::emit
