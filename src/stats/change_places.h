// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// What is known once it is known that a series has changes: its noise, and where exactly they lie. The inside of
/// change_points.h. Values are finite and normalised(), changes ascending and each in (0, n).
namespace perfolio::stats {

using Changes = std::vector<std::size_t>;

/// The values times a power of two (which changes no digit), so that no difference or square can overflow.
std::vector<double> normalised(std::span<const double> values);

/// The values between two changes: `index` 0 is those before the first.
std::span<const double> segment(std::span<const double> y, const Changes& changes, std::size_t index);

/// Each value minus the median of its segment.
std::vector<double> residuals(std::span<const double> y, const Changes& changes);

/// What is known of the noise. The unit is the sigma of the differences, and stays.
struct SeriesNoise {
  double unit;
  double sigma;
  double inflation;  ///< of the variance of a mean, for autocorrelation
};

/// Before anything is learnt. A few differences show too little noise, so one value's worth is added. A series that
/// repeats exactly has none; any step in it is one, so the unit is made tiny. Below 20 values the differences are heard
/// uncentred where that shows more than three times the noise: noise in a cycle then.
SeriesNoise first_noise(std::span<const double> y);

/// From the residuals of a draft.
SeriesNoise noise_in(std::span<const double> rest, double unit);

/// The changes and the ends of the excursions between them: three values or more in a row that lie twenty sigma off
/// their segment's level on one side and agree with each other within two sigma, where so many in a row could not be
/// outliers at the rate of the other values (n x rate^length, one half added to their count, below 3 in 10 000). One or
/// two values are outliers, however far.
Changes with_excursions(std::span<const double> y, const Changes& changes, const SeriesNoise& noise);

/// The same changes, each moved to the likeliest place between its neighbours where the values leave no doubt: -2 ln
/// likelihood with the medians of the two segments as levels must be better by 15, i.e. 1800 to 1. Levels are taken
/// again after each move, eight rounds at most; of places alike the nearest wins, then the earliest. Student's t with
/// three degrees of freedom is the shape here: unlike the biweight, it still tells a value two sigma off one level from
/// one fifty sigma off the other, and yet no single outlier can pay for much. Where the values are less clear, the
/// middle of the posterior window is right within a value or two more often than the likeliest place is.
Changes settled(std::span<const double> y, Changes changes, const SeriesNoise& noise);

}  // namespace perfolio::stats
