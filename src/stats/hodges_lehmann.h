// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "stats/robust.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace perfolio::stats {

/// Numbers of arrangements of a sample of m among n others, without ties, for which the Mann-Whitney statistic U is 0,
/// 1, ..., m n (Mann & Whitney 1947, section 2). Exact while m n <= kMostPairsExact.
std::vector<double> mann_whitney_arrangements(std::size_t m, std::size_t n);
inline constexpr std::size_t kMostPairsExact = 400;

/// The median of all differences b_j - a_i: by how much `b` lies higher than `a` (Hodges & Lehmann 1963, section 4).
/// Precondition: neither is empty.
double hodges_lehmann_shift(std::span<const double> a, std::span<const double> b);

/// The interval of that shift that the Mann-Whitney test does not reject (Lehmann 1963; Hollander & Wolfe 1999, section
/// 4.3): the k-th smallest and k-th largest difference, k by the exact distribution of U where m n <= 400, else by its
/// normal approximation. Ties make it wider than it need be. Nothing where the samples are too small for the confidence
/// (five against five for 99 %), or empty.
std::optional<Interval> shift_interval(std::span<const double> a, std::span<const double> b, double confidence);

}  // namespace perfolio::stats
