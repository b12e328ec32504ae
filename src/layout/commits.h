// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/method.h"

#include <cstddef>
#include <set>
#include <vector>

namespace perfolio::layout {

/// The commits behind the changes of the current release, a heading for each range of commits with the benchmarks that
/// share it, set as the method page is; without those of benchmarks that are told at length elsewhere. Empty without a
/// repository.
std::vector<MethodLine> commit_lines(const model::Report& report, const std::set<std::size_t>& told, double width,
                                     const TextMetrics& metrics);

}  // namespace perfolio::layout
