// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfolio::formats {

/// The text a tool wrote, where what carried it has changed it: UTF-16 with its mark (PowerShell's `>`) becomes UTF-8,
/// and what the log of a workflow has in front of every line (the time; of `gh run view --log` job and step too) goes,
/// and so does what npm, pnpm or yarn say before JSON. Nothing where the bytes are as the tool wrote them. Lines stay
/// lines. Anything that is no UTF-16 becomes U+FFFD.
std::optional<std::string> as_written(std::string_view bytes);

}  // namespace perfolio::formats
