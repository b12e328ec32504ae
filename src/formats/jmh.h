// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

/// What JMH's JSON and its printed table share.
namespace perfolio::formats {

/// The modes in which each benchmark was measured: `-bm all` measures one in all of them.
using JmhModes = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

/// "time", "throughput", ... of the unit of a score.
std::string jmh_metric(const std::string& unit);

/// Average, sampled and single-shot time of one benchmark are three metrics; the most usual one is its "time".
std::string jmh_metric_in_mode(const std::string& metric, std::string_view mode,
                               const std::set<std::string, std::less<>>& modes);

/// The metric of a profiler's name, or of a method of a group.
std::string jmh_secondary_metric(std::string_view key);

/// Which values of it are good; `own` is the unit of the benchmark's score.
std::optional<units::Direction> jmh_secondary_direction(std::string_view metric, const std::string& unit,
                                                        std::string_view own);

/// Whether the head of JMH's final table is in the text.
bool has_jmh_table(std::string_view text);

/// Reads every such table. Throws Error{Input} with line and column.
void read_jmh_tables(std::string_view bytes, RunSink& sink);

}  // namespace perfolio::formats
