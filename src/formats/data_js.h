// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "units/unit.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What is shared by all that read github-action-benchmark's history.
namespace perfolio::formats {

inline constexpr std::string_view kDataJsPrefix = "window.BENCHMARK_DATA";

/// The bytes [first, second) that are JSON: behind the assignment if there is one, before the one semicolon it may
/// have. Throws Error{Input}.
std::pair<std::size_t, std::size_t> json_in_script(std::string_view bytes);

/// Whether that tool takes larger values of `tool` for better.
bool higher_by_tool(std::string_view tool);
/// The same of the tools it knows; nothing of others.
std::optional<units::Direction> direction_by_tool(std::string_view tool);

/// An alert as that tool raises it.
struct ForeignAlert {
  std::string suite, tool, benchmark, unit;
  std::string previous_commit, current_commit;
  double previous = 0;
  double current = 0;
  double ratio = 0;  ///< previous and current turned so that above 1 is worse; may be infinite.
};

/// The alerts that github-action-benchmark (1.20, src/write.ts) raises for the last entry of each suite: against the
/// newest earlier entry with another commit id, benchmark by benchmark of the same name, where the ratio is above
/// `threshold` (1.1 is 110 %), strictly. Values are taken as JavaScript does: texts as numbers where they are some,
/// null as 0. Its own history only; throws Error{Input} for anything else.
std::vector<ForeignAlert> github_action_benchmark_alerts(std::string_view bytes, double threshold);

}  // namespace perfolio::formats
