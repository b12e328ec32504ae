// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/analyse.h"
#include "model/report.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace perfolio::analysis {

/// Puts every benchmark into exactly one group: the first of `specs` that matches its name, the rest into "Other". With
/// no specs: by suite where there are several, else by the prefix of the name before `_`, `/` or `::` (else a space);
/// prefixes that only one benchmark has, and all but the largest nine groups, make "Other". Fills
/// BenchmarkFacts::group.
std::vector<model::Group> grouped(std::vector<model::BenchmarkFacts>& benchmarks, std::span<const GroupSpec> specs);

/// Geometric mean over the primary comparisons among `members` that have a ratio, each turned so that below 1 is
/// better.
model::Index index_of(std::span<const model::BenchmarkFacts> benchmarks, std::span<const std::size_t> members,
                      const model::Rule& rule);

/// The same between the levels of two columns, over the benchmarks measured in both.
model::Index index_between(std::span<const model::BenchmarkFacts> benchmarks, std::uint32_t from, std::uint32_t to,
                           const model::Rule& rule);

/// Of these columns the one against which `to` looks worst, by index_between; the first of several, none where nothing
/// was measured in both. In one pass over the levels.
std::optional<std::uint32_t> worst_before(std::span<const model::BenchmarkFacts> benchmarks,
                                          std::span<const std::uint32_t> columns, std::uint32_t to);

/// The geometric mean of the primary ones among `members` over the columns up to `last`.
std::vector<model::IndexPoint> index_trend(std::span<const model::BenchmarkFacts> benchmarks,
                                           std::span<const std::size_t> members, std::uint32_t last,
                                           const model::Rule& rule);

/// Index, trend and tile of each group, from the comparisons and levels.
void fill_tiles(std::vector<model::Group>& groups, std::span<const model::BenchmarkFacts> benchmarks,
                std::uint32_t current, const model::Rule& rule);

}  // namespace perfolio::analysis
