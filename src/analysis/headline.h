// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <optional>
#include <span>
#include <vector>

namespace perfolio::analysis {

/// Counts over the primary ones among `members` that the comparison covers; they add up to `total`.
model::Counts counts_of(std::span<const model::BenchmarkFacts> benchmarks, std::span<const std::size_t> members);

/// The same over all.
model::Counts counts(const model::Report& report);

/// The series compared, by evidence, then by size: changes (largest first), then what is unclear, the same, new, gone
/// and not comparable; ties by id. Indices into Report::benchmarks.
std::vector<std::size_t> by_evidence(const model::Report& report);

/// Fills Report::headline from the comparisons: sentence, details, geometric mean, and since the first release
/// measured of its line, `first`, a column.
void write_headline(model::Report& report, std::optional<std::size_t> first);

}  // namespace perfolio::analysis
