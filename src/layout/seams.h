// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Names in lines: benchmarks are called by paths, and paths have places where they may be broken.
namespace perfolio::layout {

/// Offsets in bytes at which a name may be broken: behind "::", "/", ".", "_", "-", ",", a space; before a bracket;
/// where a capital follows a small letter. Ascending, without its ends.
std::vector<std::size_t> seams(std::string_view name);

struct SeamedName {
  std::vector<std::string> lines;  ///< at least one.
  bool whole = true;               ///< false: an ellipsis stands for a part of it.
};

/// The name in at most `most` lines no wider than `room`, broken at its seams, inside a word only where no seam is
/// near. What is too long for them is cut in the middle: it keeps its beginning, and its end, which tells it from
/// others.
SeamedName seamed(std::string_view name, const Font& font, double room, std::size_t most, const TextMetrics& metrics);

/// `name` without the part that a heading above it says already: `heading` in front, up to and with the seam behind it.
/// The name itself where nothing would be left.
std::string_view without_heading(std::string_view name, std::string_view heading);

}  // namespace perfolio::layout
