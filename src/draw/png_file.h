// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/geometry.h"

#include <cstddef>
#include <string_view>

namespace perfolio::draw {

inline constexpr std::size_t kLargestPng = std::size_t{512} << 10;  ///< bytes of one that somebody hands over.
inline constexpr double kMostPixels = 2000;                         ///< of a side.

/// Width and height in pixels of somebody's PNG. Throws Error{Input} in one line where it is none, too large, or
/// cannot be read to its end; nothing is made of it before its size is known.
base::Size png_size(std::string_view bytes);

}  // namespace perfolio::draw
