// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/theil_sen.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <vector>

namespace perfolio::stats {

namespace {

/// Variance of Kendall's S without a trend, where values of y may be tied (Kendall 1975, section 4.9).
double kendall_variance(std::span<const double> y) {
  const auto part = [](double n) { return n * (n - 1) * (2 * n + 5); };
  std::map<double, std::size_t> counts;
  for (const double value : y) ++counts[value];
  double sum = part(static_cast<double>(y.size()));
  for (const auto& [value, count] : counts) sum -= part(static_cast<double>(count));
  return sum / 18;
}

double nth(std::vector<double>& values, std::size_t index) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(index);
  std::ranges::nth_element(values, at);
  return *at;
}

}  // namespace

Slope theil_sen(std::span<const double> x, std::span<const double> y, double confidence) {
  assert(x.size() == y.size());
  std::vector<double> slopes;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = i + 1; j < x.size(); ++j) {
      if (x[i] != x[j]) slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
    }
  }
  assert(!slopes.empty());
  Slope result;
  result.slope = median(slopes);
  const auto count = static_cast<double>(slopes.size());
  const double spread = normal_z(confidence) * std::sqrt(kendall_variance(y));
  const auto cut = static_cast<std::size_t>(std::max(0.0, std::floor((count - spread) / 2)));
  const std::size_t low = std::min(cut, (slopes.size() - 1) / 2);
  result.interval = {nth(slopes, low), nth(slopes, slopes.size() - 1 - low)};
  std::vector<double> rests(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) rests[i] = y[i] - result.slope * x[i];
  result.intercept = median(rests);
  return result;
}

}  // namespace perfolio::stats
