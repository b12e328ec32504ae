// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a workflow of GitHub Actions is told: bytes only, written by whoever asked for them.
namespace perfolio::emit {

inline constexpr std::size_t kLargestComment = 65536;        ///< characters of a comment; bytes are at least as many.
inline constexpr std::size_t kLargestSummary = 1024 * 1024;  ///< bytes of a step's summary.

/// Title, table and verdict, in the layout of github-action-benchmark's comments. At most `most` bytes: rows that do
/// not fit are counted.
std::string github_comment(const model::Report& report, std::size_t most);

/// `::warning` for the ten worst alerts, and a `::notice` of how many more there are.
std::string github_annotations(const model::Report& report);

/// Name and value of each output of a step; values may be of others.
using StepOutputs = std::vector<std::pair<std::string, std::string>>;

/// What the report says, in outputs.
StepOutputs github_facts(const model::Report& report);

/// The lines of $GITHUB_OUTPUT. `delimiter` must be one that no value can hold: a random one.
std::string github_outputs(const StepOutputs& outputs, std::string_view delimiter);

}  // namespace perfolio::emit
