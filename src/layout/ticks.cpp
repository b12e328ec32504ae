// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace perfolio::layout {

namespace {

constexpr std::array<double, 4> kNice = {1, 5, 2, 2.5};
constexpr double kSimplicity = 0.25, kCoverage = 0.2, kDensity = 0.5, kLegibility = 0.05;

/// Section 4.1 of the paper: how early q stands in the list, how many steps are skipped (j), whether zero is a label.
double simplicity(std::size_t q, int j, double low, double high, double step) {
  const double remainder = low - step * std::floor(low / step);
  const bool zero = low <= 0 && high >= 0 && std::min(remainder, step - remainder) < 1e-10 * step;
  return 1 - static_cast<double>(q) / static_cast<double>(kNice.size() - 1) - j + (zero ? 1 : 0);
}

/// Section 4.2: how well the labels' range covers the data's.
double coverage(double data_low, double data_high, double low, double high) {
  const double range = data_high - data_low;
  const double a = data_high - high;
  const double b = data_low - low;
  return 1 - 0.5 * (a * a + b * b) / (0.01 * range * range);
}

double best_coverage(double range, double span) {
  if (span <= range) return 1;
  const double half = (span - range) / 2;
  return 1 - half * half / (0.01 * range * range);
}

/// Section 4.3: how near the number of labels is to the one wanted.
double density(int k, double wanted, double range, double covered) {
  const double r = (k - 1) / covered;
  const double target = (wanted - 1) / range;
  return 2 - std::max(r / target, target / r);
}

double best_density(int k, double wanted) { return k >= wanted ? 2 - (k - 1.0) / (wanted - 1) : 1; }

double total(double s, double c, double d) { return kSimplicity * s + kCoverage * c + kDensity * d + kLegibility; }

struct Search {
  double low, high, wanted;
  double best = -2;
  Ticks found{};

  /// All positions of one step size: labels k, spaced j * q * 10^z. Other than in the paper they are multiples of the
  /// step: 1.15, 1.25 would have a digit more than the step has.
  void positions(std::size_t q, int j, int k, double step) {
    const double span = step * (k - 1);
    const auto first = static_cast<long>(std::floor(high / step) - (k - 1.0));
    const auto last = static_cast<long>(std::ceil(low / step));
    for (long start = first; start <= last; ++start) {
      const double from = static_cast<double>(start) * step;
      const double to = from + span;
      const double s = simplicity(q, j, from, to, step);
      const double c = coverage(low, high, from, to);
      const double covered = std::max(to, high) - std::min(low, from);
      const double score = total(s, c, density(k, wanted, high - low, covered));
      if (score > best) {
        best = score;
        found = {from, step, k};
      }
    }
  }

  /// All step sizes for j, q and k; the exponent rises until coverage alone cannot win any more.
  void exponents(std::size_t q, int j, int k) {
    const double nice = kNice[q];
    const double s = 1 - static_cast<double>(q) / static_cast<double>(kNice.size() - 1) - j + 1;
    const double range = high - low;
    for (int z = static_cast<int>(std::ceil(std::log10(range / (k + 1) / j / nice)));; ++z) {
      const double step = j * nice * std::pow(10.0, z);
      if (total(s, best_coverage(range, step * (k - 1)), best_density(k, wanted)) < best) return;
      positions(q, j, k, step);
    }
  }
};

}  // namespace

Ticks extended_ticks(double low, double high, double wanted) {
  // The scores square the range, which must neither vanish nor overflow: without a score the search would not end.
  const double size = high - low;
  if (size < 1e-100 || size > 1e100) {
    const double unit = std::pow(10.0, std::floor(std::log10(size)));
    const Ticks ticks = extended_ticks(low / unit, high / unit, wanted);
    return {ticks.first * unit, ticks.step * unit, ticks.count};
  }
  Search search{low, high, wanted};
  for (int j = 1; j < 20; ++j) {
    for (std::size_t q = 0; q < kNice.size(); ++q) {
      const double s = 1 - static_cast<double>(q) / static_cast<double>(kNice.size() - 1) - j + 1;
      if (total(s, 1, 1) < search.best) {
        if (q == 0) return search.found;
        continue;
      }
      for (int k = 2; k < 24; ++k) {
        if (total(s, 1, best_density(k, wanted)) < search.best) break;
        search.exponents(q, j, k);
      }
    }
  }
  return search.found;
}

std::vector<double> log_ticks(double low, double high, int most) {
  std::vector<double> decades;
  std::vector<double> all;
  for (int z = static_cast<int>(std::floor(std::log10(low))) - 1;
       z <= static_cast<int>(std::ceil(std::log10(high))) + 1; ++z) {
    for (const double q : {1.0, 2.0, 5.0}) {
      const double value = q * std::pow(10.0, z);
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      all.push_back(value);
      if (q == 1.0) decades.push_back(value);
    }
  }
  std::vector<double> kept = static_cast<int>(all.size()) <= most || decades.size() < 2 ? all : decades;
  while (static_cast<int>(kept.size()) > most) {
    std::vector<double> half;
    for (std::size_t i = 0; i < kept.size(); i += 2) half.push_back(kept[i]);
    kept = half;
  }
  return kept;
}

}  // namespace perfolio::layout
