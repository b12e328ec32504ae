// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

namespace perfolio::layout {

/// Heights of labels beside the ends of lines: each as near to its own as it can be, in the same order, none nearer to
/// the next than `row`, all between `top` and `bottom`. Where they do not fit, they share the room evenly.
std::vector<double> spread(std::span<const double> wanted, double row, double top, double bottom);

}  // namespace perfolio::layout
