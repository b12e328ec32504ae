// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Lines of releases: 1.9.6 comes after 1.9.5, whatever of 2.x appeared in between.
namespace perfolio::analysis {

/// Puts the points of a series into the order of Timeline::rank.
void put_by_lines(model::Series& series, const model::Timeline& timeline);

/// The column with runs that the current one follows in its line: a final release follows a final one, unless there is
/// none. Where its line has none, the one before it by version.
std::optional<std::size_t> previous_column(const model::Report& report, const model::Timeline& timeline);

/// Says so where the column before by version is not the baseline, or is of another line.
void tell_line(model::Report& report, const model::Timeline& timeline);

/// The level measured before that of `column` on its line, else the one before it; none: it is the first.
const model::Level* level_before(const std::vector<model::Level>& levels, std::uint32_t column,
                                 const model::Timeline& timeline);

/// A change point where one line ends and another begins is one of the second, against its own runs: the run before is
/// of the same line, and a shift that the line itself does not show is none.
void keep_to_lines(model::BenchmarkFacts& b, const model::Series& series, const model::Timeline& timeline,
                   const model::Rule& rule);

/// The columns that the current one follows, and itself, ascending; empty where there are no lines.
std::vector<std::uint32_t> columns_on_line(std::uint32_t current, const model::Timeline& timeline);

/// The earlier columns with runs of the current one's line of releases, in order; all earlier ones with runs where
/// lines are not known or nothing of the own line was measured, so that there is something to compare with.
std::vector<std::uint32_t> measured_before(const model::Report& report, const model::Timeline& timeline);

/// The drift along these columns, of which the current one is the last; along all where there are none.
std::optional<model::Drift> drift_on_line(const model::BenchmarkFacts& b, std::uint32_t current,
                                          std::span<const std::uint32_t> line, const model::Rule& rule);

}  // namespace perfolio::analysis
