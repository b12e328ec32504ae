// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/run.h"

#include <vector>

namespace perfolio::formats {

/// The median; `values` must not be empty. Of an even number the mean of the two in the middle.
double median(std::vector<double> values);

/// Makes one result of all that measure the same metric of the same benchmark in one run (Go's -count, repetitions of
/// Google Benchmark): the median as `value`, the single values as `samples`, smallest and largest as bounds. Where the
/// repetitions have bounds of their own, the widest count. Units that differ within a family are converted to the
/// first one's; another family stays a result of its own. The order of first appearance is kept.
void fold_repetitions(model::Run& run);

/// Sets `value` to the median of the samples, the bounds to the smallest and the largest. One sample sets only the
/// value. Needs at least one.
void set_samples(model::Result& result, std::vector<double> samples);

}  // namespace perfolio::formats
