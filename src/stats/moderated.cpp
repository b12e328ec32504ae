// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/moderated.h"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace perfolio::stats {

namespace {

constexpr std::size_t kFewest = 3;

/// x with trigamma(x) = y, by Newton's method on 1 / trigamma, which is nearly straight (Smyth 2004, appendix).
double inverse_trigamma(double y) {
  if (y > 1e7) return 1 / std::sqrt(y);
  if (y < 1e-6) return 1 / y;
  double x = 0.5 + 1 / y;
  for (int step = 0; step < 50; ++step) {
    const double at = boost::math::trigamma(x);
    const double move = at * (1 - at / y) / boost::math::polygamma(2, x);
    x += move;
    if (-move / x < 1e-8) break;
  }
  return x;
}

/// ln variance less what chi-squared of so few degrees lets one expect.
double centred(const VarianceEstimate& e) {
  return std::log(e.variance) - boost::math::digamma(e.degrees / 2) + std::log(e.degrees / 2);
}

}  // namespace

VarianceEstimate variance_prior(std::span<const VarianceEstimate> estimates) {
  std::vector<double> logs;
  double sum = 0;
  double expected = 0;
  for (const VarianceEstimate& e : estimates) {
    if (!(e.variance > 0) || !(e.degrees > 0)) continue;
    logs.push_back(centred(e));
    sum += logs.back();
    expected += boost::math::trigamma(e.degrees / 2);
  }
  if (logs.size() < kFewest) return {};
  const auto n = static_cast<double>(logs.size());
  const double mean = sum / n;
  double squares = 0;
  for (const double z : logs) squares += (z - mean) * (z - mean);
  const double excess = squares / (n - 1) - expected / n;
  if (!(excess > 0)) return {std::exp(mean), std::numeric_limits<double>::infinity()};
  const double half = inverse_trigamma(excess);
  return {std::exp(mean + boost::math::digamma(half) - std::log(half)), 2 * half};
}

VarianceEstimate moderated(const VarianceEstimate& own, const VarianceEstimate& prior) {
  if (!(prior.degrees > 0)) return own;
  if (std::isinf(prior.degrees)) return prior;
  if (!(own.degrees > 0)) return prior;
  const double degrees = prior.degrees + own.degrees;
  return {(prior.degrees * prior.variance + own.degrees * own.variance) / degrees, degrees};
}

}  // namespace perfolio::stats
