// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

/// Text of others inside Markdown.
namespace perfolio::emit {

/// The text as one line, its end cut when nobody would read so far.
std::string line_of(std::string_view text);

/// Nothing in it may become markup, a link, a mention or an issue number.
std::string plain(std::string_view text);

/// A benchmark's id as code. Backticks and pipes cannot be escaped inside a code span of a table: HTML's code can.
std::string code(std::string_view text);

}  // namespace perfolio::emit
