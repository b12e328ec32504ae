// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/changes.h"
#include "model/families.h"

#include <cstddef>
#include <optional>
#include <string>

namespace perfolio::model {

/// What the maintainer wants said of a release, in plain words, and the two levels that show it.
struct Highlight {
  std::string text;
  std::size_t benchmark = 0;  ///< index into Report::benchmarks.
  Level baseline, current;    ///< in the base unit of the series; their columns are the releases compared.
  Ratio ratio;                ///< current over baseline; none (value 1, no interval) where there is a difference.
  std::optional<double> difference = std::nullopt;  ///< as in Comparison.
  Verdict verdict = Verdict::Unclear;
};

}  // namespace perfolio::model
