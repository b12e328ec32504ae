// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace perfolio::layout {

/// Evenly spaced nice numbers.
struct Ticks {
  double first = 0;
  double step = 1;
  int count = 1;
  [[nodiscard]] double at(int i) const { return first + step * i; }
};

/// Tick labels for the data range [low, high], about `wanted` of them: the extended Wilkinson algorithm
/// (Talbot, Lin & Hanrahan 2010, "An Extension of Wilkinson's Algorithm for Positioning Tick Labels on Axes"), with
/// Q = 1, 5, 2, 2.5 and weights 0.25, 0.2, 0.5, 0.05, and with labels that are multiples of their step. Precondition:
/// low < high, both finite, wanted >= 2.
Ticks extended_ticks(double low, double high, double wanted);

/// 1-2-5 steps of a logarithmic axis within [low, high] (> 0), thinned to at most `most`.
std::vector<double> log_ticks(double low, double high, int most);

}  // namespace perfolio::layout
