// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// The current release against others than the baseline, by the very rule that judges the baseline.
namespace perfolio::analysis {

/// A column that page one compares with, and how it was judged. Empty `benchmarks`: it is the baseline.
struct Judged {
  std::uint32_t column = 0;
  std::vector<std::string> roles;
  std::vector<model::BenchmarkFacts> benchmarks;  ///< sorted as those of the report will be.
};

/// Fills Overview::against. Precondition: benchmarks are sorted, and their changes known.
void fill_against(model::Report& report, std::span<const Judged> judged);

}  // namespace perfolio::analysis
