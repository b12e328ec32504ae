// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/change_points.h"
#include "stats/hodges_lehmann.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace perfolio::stats {

namespace {

struct Ranked {
  double value;
  bool first;  ///< of the first sample
};

/// What the test needs of the ranking of both samples together.
struct Ranking {
  double rank_sum = 0;  ///< of the first sample, ties at their mean rank
  double ties = 0;      ///< sum of t^3 - t over groups of t equal values
};

std::vector<Ranked> pooled(std::span<const double> a, std::span<const double> b) {
  std::vector<Ranked> all;
  all.reserve(a.size() + b.size());
  std::ranges::transform(a, std::back_inserter(all), [](double value) { return Ranked{value, true}; });
  std::ranges::transform(b, std::back_inserter(all), [](double value) { return Ranked{value, false}; });
  std::ranges::sort(all, {}, &Ranked::value);
  return all;
}

Ranking ranking_of(const std::vector<Ranked>& all) {
  Ranking ranking;
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    double firsts = 0;
    for (to = from; to < all.size() && all[to].value == all[from].value; ++to) {
      firsts += all[to].first ? 1 : 0;
    }
    const auto size = static_cast<double>(to - from);
    ranking.rank_sum += firsts * static_cast<double>(from + to + 1) / 2;
    ranking.ties += size * size * size - size;
  }
  return ranking;
}

double exact_p(std::size_t m, std::size_t n, double smaller_u) {
  const std::vector<double> counts = mann_whitney_arrangements(m, n);
  double tail = 0;
  double total = 0;
  for (std::size_t u = 0; u < counts.size(); ++u) {
    tail += static_cast<double>(u) <= smaller_u ? counts[u] : 0;
    total += counts[u];
  }
  return std::min(1.0, 2 * tail / total);
}

double normal_p(double m, double n, double smaller_u, double ties) {
  const double all = m + n;
  const double variance = m * n / 12 * (all + 1 - ties / (all * (all - 1)));
  if (!(variance > 0)) {
    return 1;
  }
  const double z = std::max(0.0, (m * n / 2 - smaller_u - 0.5) / std::sqrt(variance));
  return 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), z));
}

}  // namespace

double mann_whitney_p(std::span<const double> a, std::span<const double> b) {
  assert(!a.empty() && !b.empty());
  const std::vector<Ranked> all = pooled(a, b);
  const Ranking ranking = ranking_of(all);
  const auto m = static_cast<double>(a.size());
  const auto n = static_cast<double>(b.size());
  const double u = ranking.rank_sum - m * (m + 1) / 2;
  const double smaller = std::min(u, m * n - u);
  if (all.front().value == all.back().value) {
    return 1;
  }
  const bool small =
      a.size() <= kMostPairsExact && b.size() <= kMostPairsExact && a.size() * b.size() <= kMostPairsExact;
  return small && ranking.ties == 0 ? exact_p(a.size(), b.size(), smaller) : normal_p(m, n, smaller, ranking.ties);
}

}  // namespace perfolio::stats
