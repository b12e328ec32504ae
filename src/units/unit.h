// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfolio::units {

/// Which values of a metric are good.
/// Unknown where neither source nor unit nor config say it: a change is then shown, and called neither.
enum class Direction { Lower, Higher, Unknown };

/// Values of one family convert into each other; values of two never do.
enum class Family {
  Time,      ///< base unit ns
  Rate,      ///< base unit 1/s
  Bytes,     ///< base unit B
  ByteRate,  ///< base unit B/s
  Count,     ///< base unit "" (allocations, instructions, ...), named by the unit's word
  Other,     ///< a unit of the user's own: kept as written, never scaled
};

/// A unit as a result states it, understood as far as it can be.
struct Unit {
  std::string base;  ///< "ns", "1/s", "B", "B/s", or the cleaned word itself.
  Family family = Family::Other;
  double factor = 1;                   ///< a value in this unit times `factor` is the value in `base`.
  std::optional<Direction> direction;  ///< what the unit itself says about good values; empty when it says nothing.
  bool operator==(const Unit&) const = default;
};

/// Understands a unit name, in any case where no prefix of size is at stake ("QPS", but `ms` and `Ms`, `Mb` and `MB`
/// stay apart): `us`, `µs` (U+00B5) and `μs` (U+03BC), per-work suffixes
/// (`/iter`, `/op`), and garbage of older writers (what follows a tab is dropped). Never fails: what it does not know
/// becomes Family::Other under its own (trimmed) name.
Unit parse_unit(std::string_view text);

/// Whether a parsed unit is work per time, also one under a name of its own ("rows/s", "FLOP/s").
bool is_rate(const Unit& unit);

}  // namespace perfolio::units
