// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace perfolio::stats {

struct ChangePointOptions {
  double clip = 2.8;  ///< K: a residual beyond K sigma counts no more, so that an outlier cannot pay for a segment.
  double expected = 0.24;  ///< changes expected in a series before it is seen.
  double certainty = 0.5;  ///< least posterior probability of a change near the place reported.
  std::size_t grid = 400;  ///< most levels tried.
};

/// Where the level of a series shifts for good: index of the first value of each new segment, ascending, each in
/// (0, n). Deterministic, O(n x grid). Pass ln of the values when all are positive. Any finite values; short and
/// constant series have none. Shifting, scaling or negating all values changes nothing (negating and scaling by powers
/// of two exactly, else up to rounding).
///
/// The posterior probability of a change at each place, given all values, comes from forward and backward recursion
/// (Rabiner 1989, section III; in the spirit of Fearnhead 2006) over a grid of levels: the level stays, or jumps to any
/// other alike with probability expected / n. Likelihoods are tempered, i.e. divided in the logarithm, by 1 plus 0.8
/// times the excess of (1+phi)/(1-phi), by which autocorrelation phi widens a mean (Bartlett 1946).
/// 1. Draft. difference_sigma, the biweight cost min(z^2, K^2) as -2 ln likelihood (Fearnhead & Rigaill 2019, section
///    2), the typical phi of 0.2; while learning, changes 3.5 times as likely, lest they pass for noise.
/// 2. Noise, learnt twice. From the residuals of the draft, its changes believed at 0.3: sigma as the larger of both
///    estimates, and phi shrunk towards the typical one by ten values' worth. From the residuals by their posterior
///    probability: the shape, as a Gaussian kernel density (Silverman 1986, section 2.4) that leaves out the value it
///    judges and its neighbours, see noise_shape.h. Skewed, bistable or rounded noise says more about a level than its
///    sigma does.
/// 3. Report. A change is reported where the probability that one lies within two values (one in series below 20)
///    reaches `certainty`, the most probable first, at the middle of that window.
/// 4. Place. Excursions of three values or more are added where they cannot be outliers, and a change is moved where
///    the values leave no doubt: with_excursions() and settled() in change_places.h.
/// A series of six or more that repeats exactly but for one step has that step as its change.
std::vector<std::size_t> change_points(std::span<const double> values, const ChangePointOptions& options = {});

/// First and last index of a stretch.
struct IndexRange {
  std::size_t first = 0;
  std::size_t last = 0;
  bool operator==(const IndexRange&) const = default;
};

/// Where each change may lie: the range of places between its neighbours whose -2 ln likelihood, with the medians of
/// the segments as levels and Student's t with three degrees of freedom, is within -2 ln(1 - sqrt(0.95)) = 7.35 of the
/// best (Hansen 2000, theorem 2 and table I: the limit for shifts that are small against the noise, wide for larger
/// ones). Costs are divided for autocorrelation as above. The change itself is always inside. Precondition: `changes`
/// as change_points() gives them.
std::vector<IndexRange> change_point_ranges(std::span<const double> values, std::span<const std::size_t> changes);

/// change_points() as the report asks it: of ln of the values when all are positive, else of the values as they are.
std::vector<std::size_t> change_points_of_levels(std::span<const double> values,
                                                 const ChangePointOptions& options = {});

}  // namespace perfolio::stats
