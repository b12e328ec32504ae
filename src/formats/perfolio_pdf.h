// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace perfolio::formats {

/// A PDF that no report is attached to. In a folder it is none of ours, and not in the way.
bool is_foreign_pdf(std::string_view bytes);

}  // namespace perfolio::formats
