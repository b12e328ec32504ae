// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/parameters.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What names say of parameters.
namespace perfolio::analysis {

/// A benchmark's name taken apart. Benchmarks of one family have the same key.
struct NameShape {
  std::string key;
  std::string benchmark;  ///< the name without its parameters.
  std::vector<model::Parameter> values;
};

/// The number that a parameter's text is: "64", "1_000", "1e6", "10k" and "10kB" (of 1000), "1KiB" (of 1024), "2^10",
/// "2**10", "1<<10". Nothing for "010", which counts rather than measures, and for whatever else is no number.
std::optional<double> parameter_number(std::string_view text);

/// The shape of each name, in their order; nothing where it has none, or where its siblings contradict it. A shape is
/// one of
///   "fib[n=20]", "test_tally[10-small]"            whatever stands in brackets at the end,
///   "sort(20)", "Sort (size=10, mode=a)", "(N: 10)"  in parentheses, where all is a number, in quotes or named,
///   "parse/64", "sort/size=100-8", "copy/8/threads:4"  parts between slashes that are numbers or named.
/// Siblings are names that differ only where this one has its parameters. One that has something else there, or names
/// them differently, contradicts all: "parse/64" is no parameter where there is a "parse/json".
std::vector<std::optional<NameShape>> name_shapes(std::span<const std::string_view> names);

}  // namespace perfolio::analysis
