// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace perfolio::model {

/// A static bound of a series, as its config sets it: charts draw it, and a current level beyond it alerts.
struct Bound {
  double value = 0;   ///< in the base unit of the series.
  bool upper = true;  ///< levels above it break it; else those below.
  std::string text;   ///< as written, "200 µs".
  bool operator==(const Bound&) const = default;
};

}  // namespace perfolio::model
