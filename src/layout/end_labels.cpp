// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/end_labels.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace perfolio::layout {

namespace {

/// Labels that touch, and where the first of them would like to be.
struct Cluster {
  double sum = 0;  ///< of the places wanted by its first label, as each of them would have it.
  std::size_t n = 0;
  [[nodiscard]] double first() const { return sum / static_cast<double>(n); }
};

}  // namespace

/// Pool adjacent violators: labels that would overlap become a cluster about the mean of what they want.
std::vector<double> spread(std::span<const double> wanted, double row, double top, double bottom) {
  std::vector<double> out(wanted.size());
  if (wanted.empty()) return out;
  const auto gaps = static_cast<double>(wanted.size() - 1);
  if (gaps > 0) row = std::min(row, (bottom - top) / gaps);
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });
  std::vector<Cluster> clusters;
  for (const std::size_t i : order) {
    clusters.push_back({wanted[i], 1});
    while (clusters.size() > 1) {
      const Cluster& last = clusters.back();
      Cluster& before = clusters[clusters.size() - 2];
      const double height = row * static_cast<double>(before.n);
      if (before.first() + height <= last.first()) break;
      before.sum += last.sum - height * static_cast<double>(last.n);
      before.n += last.n;
      clusters.pop_back();
    }
  }
  std::size_t k = 0;
  double least = top;
  for (const Cluster& cluster : clusters) {
    for (std::size_t j = 0; j < cluster.n; ++j, ++k) {
      const double most = bottom - row * (gaps - static_cast<double>(k));
      const double at = cluster.first() + row * static_cast<double>(j);
      out[order[k]] = std::max(least, std::min(at, most));
      least = out[order[k]] + row;
    }
  }
  return out;
}

}  // namespace perfolio::layout
