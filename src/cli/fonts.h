// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/font_files.h"
#include "model/report.h"

#include <string>

namespace perfolio::cli {

/// perfolio's own fonts below `resources`, and where letters that those lack are looked for: Debian's folders of Noto,
/// or the folder that PERFOLIO_FALLBACK_FONTS names ("none": nowhere).
draw::FontFiles font_files(const std::string& resources);

/// Puts into the report which fonts of the system its texts take, and one warning where letters are in none; another
/// where PERFOLIO_FALLBACK_FONTS names no folder.
void name_fonts(model::Report& report, const draw::FontFiles& files);

}  // namespace perfolio::cli
