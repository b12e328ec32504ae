// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace perfolio::stats {

/// An estimate of a variance that is worth `degrees` of freedom: degrees x variance / truth is about chi-squared.
struct VarianceEstimate {
  double variance = 0;
  double degrees = 0;  ///< 0: nothing is known; infinite: it is the truth.
  bool operator==(const VarianceEstimate&) const = default;
};

/// What many estimates say of the next one: the variances of a suite are spread like `variance` x degrees / chi-squared
/// of that many degrees. Fitted by matching mean and variance of the logarithms (Smyth 2004, section 6.2). Estimates of
/// zero variance or degrees say nothing. Degrees 0 where fewer than three say anything.
VarianceEstimate variance_prior(std::span<const VarianceEstimate> estimates);

/// The estimate with what the prior knows: variances weighted by their degrees, and the sum of these (Smyth 2004,
/// equation 5).
VarianceEstimate moderated(const VarianceEstimate& own, const VarianceEstimate& prior);

}  // namespace perfolio::stats
