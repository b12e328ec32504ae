// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "units/unit.h"

#include <span>
#include <string>

namespace perfolio::units {

/// The one scale on which a chart or a table row prints its values: value / divisor, followed by `name`.
struct Scale {
  std::string name;    ///< "µs", "MB/s", "" for plain counts; as printed.
  double divisor = 1;  ///< base units per printed unit.
  int decimals = 0;    ///< the fewest that quantity() prints; see telling().
  bool operator==(const Scale&) const = default;
};

/// The unit for values that stand together, such that the largest lies in [1, 1000) after rounding to 3 digits where
/// the family has such a unit. `base` is Unit::base; unknown units keep scale 1.
Scale common_scale(std::string_view base, Family family, std::span<const double> values);

/// Decimals to print so that `value` (already divided by the scale) has 3 significant digits, but no digit below a
/// tenth of `half_width` (0: unknown). 0 to 6.
int decimals_for(double value, double half_width);

/// The same scale with as many decimals as it takes to print the two values differently: for values without noise,
/// which differ where three digits of them do not. Equal values, and what no digit of a double tells apart, change
/// nothing. Values in the base unit.
Scale telling(const Scale& scale, double a, double b);

/// decimals_for() of a value already divided by the scale, but no fewer than the scale asks for.
int decimals_in(const Scale& scale, double value, double half_width);

/// Fixed-point text with U+2212 for minus, never "-0"; very large and very small values in the form 1.23e−300.
std::string number(double value, int decimals);

/// number() in the scale, U+202F, unit name.
std::string quantity(double value, const Scale& scale, double half_width = 0);

/// A ratio 0.783 as a change "−21.7 %" with 1 decimal; "2.4×" from a doubling on. U+202F before "%".
std::string change(double ratio);
/// The short form for tiles and labels: integer percent, 1 decimal below 1 %.
std::string short_change(double ratio);
/// The short form without a sign, for a tile that shows an arrow: "22 %".
std::string short_magnitude(double ratio);
/// "[−22.9, −20.4]" in percent.
std::string change_interval(double lower, double upper);

/// ↑ ↓ → of the value: what the ratio did, not whether that is good.
std::string_view arrow(double ratio);

inline constexpr std::string_view kThinSpace = "\u202f";
inline constexpr std::string_view kMinus = "\u2212";

}  // namespace perfolio::units
