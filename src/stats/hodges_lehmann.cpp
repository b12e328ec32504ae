// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/hodges_lehmann.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace perfolio::stats {

namespace {

std::vector<double> differences(std::span<const double> a, std::span<const double> b) {
  std::vector<double> all;
  all.reserve(a.size() * b.size());
  for (const double before : a) {
    for (const double after : b) all.push_back(after - before);
  }
  return all;
}

/// The smallest count of arrangements from below that holds more than `tail` of all; 0: not even the first may be cut.
std::size_t exact_rank(std::size_t m, std::size_t n, double tail) {
  const std::vector<double> counts = mann_whitney_arrangements(m, n);
  double total = 0;
  for (const double count : counts) total += count;
  double below = 0;
  std::size_t rank = 0;
  while (rank < counts.size() && below + counts[rank] <= tail * total) below += counts[rank++];
  return rank;
}

std::size_t normal_rank(double m, double n, double confidence) {
  const double rank = m * n / 2 - normal_z(confidence) * std::sqrt(m * n * (m + n + 1) / 12);
  return rank < 1 ? 0 : static_cast<std::size_t>(rank);
}

}  // namespace

// The coefficients of the Gaussian binomial (m+n choose m), as the product over i of (1 - q^(n+i)) / (1 - q^i). All
// stay below 2^53 for m n <= 400, so the sums are exact.
std::vector<double> mann_whitney_arrangements(std::size_t m, std::size_t n) {
  std::vector<double> counts(m * n + 1, 0.0);
  counts[0] = 1;
  for (std::size_t i = 1; i <= m; ++i) {
    for (std::size_t u = counts.size() - 1; u >= n + i; --u) counts[u] -= counts[u - n - i];
    for (std::size_t u = i; u < counts.size(); ++u) counts[u] += counts[u - i];
  }
  return counts;
}

double hodges_lehmann_shift(std::span<const double> a, std::span<const double> b) {
  assert(!a.empty() && !b.empty());
  return median(differences(a, b));
}

std::optional<Interval> shift_interval(std::span<const double> a, std::span<const double> b, double confidence) {
  if (a.empty() || b.empty()) return std::nullopt;
  const std::size_t pairs = a.size() * b.size();
  const std::size_t rank = pairs <= kMostPairsExact
                               ? exact_rank(a.size(), b.size(), (1 - confidence) / 2)
                               : normal_rank(static_cast<double>(a.size()), static_cast<double>(b.size()), confidence);
  if (rank == 0) return std::nullopt;
  std::vector<double> all = differences(a, b);
  const auto low = all.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  const auto high = all.begin() + static_cast<std::ptrdiff_t>(pairs - rank);
  std::ranges::nth_element(all, high);
  std::nth_element(all.begin(), low, high + 1);
  return Interval{*low, *std::max_element(low, high + 1)};
}

}  // namespace perfolio::stats
