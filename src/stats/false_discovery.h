// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

namespace perfolio::stats {

/// p adjusted for being one of many (Benjamini & Hochberg 1995): rejecting those at or below q keeps the expected share
/// of false ones among the rejected at or below q. In the order of `p`, each in [p, 1].
std::vector<double> false_discovery_adjusted(std::span<const double> p);

}  // namespace perfolio::stats
