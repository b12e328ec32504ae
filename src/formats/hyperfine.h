// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"

#include <string_view>

/// What hyperfine prints for people.
namespace perfolio::formats {

/// Whether hyperfine's console or its Markdown table (`--export-markdown`) is in the text.
bool has_hyperfine_text(std::string_view text);

/// Reads all of both. Throws Error{Input} with line and column.
void read_hyperfine_text(std::string_view bytes, RunSink& sink);

}  // namespace perfolio::formats
