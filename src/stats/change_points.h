// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace perfolio::stats {

struct ChangePointOptions {
  double penalty = 4.0;       ///< c in the penalty c ln n per change.
  double clip = 3.0;          ///< K of the biweight cost min(z^2, K^2).
  double alpha = 0.2;         ///< confirmation: adjusted Mann-Whitney p must not exceed this.
  double least_effect = 0.5;  ///< confirmation: the medians must differ by this many sigma.
  std::size_t grid = 400;     ///< most levels tried.
};

/// Where the level of a series shifts for good: index of the first value of each new segment, ascending, each in
/// (0, n). Optimal partitioning over a grid of levels with biweight cost (Jackson et al. 2005; Fearnhead & Rigaill
/// 2019), scaled by difference_sigma, penalty widened by (1+phi)/(1-phi) for lag-1 autocorrelation phi of the
/// residuals, two rounds, then bottom-up confirmation of each boundary by Mann-Whitney (Mann & Whitney 1947; exact for
/// small samples without ties) corrected for the positions searched. Deterministic, O(n x grid). Pass ln of the values
/// when all are positive. Any finite values; short and constant series have none.
std::vector<std::size_t> change_points(std::span<const double> values, const ChangePointOptions& options = {});

/// change_points() as the report asks it: of ln of the values when all are positive, else of the values as they are.
std::vector<std::size_t> change_points_of_levels(std::span<const double> values,
                                                 const ChangePointOptions& options = {});

/// Two-sided p of the Mann-Whitney U test: exact for m n <= 400 without ties, else normal with tie and continuity
/// correction. Precondition: neither is empty. 1 when all values are equal.
double mann_whitney_p(std::span<const double> a, std::span<const double> b);

}  // namespace perfolio::stats
