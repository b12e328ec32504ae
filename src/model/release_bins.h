// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <cstddef>
#include <string>
#include <vector>

namespace perfolio::model {

/// Columns that follow each other and are shown as one.
struct ReleaseBin {
  std::size_t first = 0, last = 0;  ///< columns.
  std::string label;                ///< the tag of the only one; "v0.21.x", "2024-05", or "≤v0.40.x" of several: after
                                    ///< those before it, up to this one.
  [[nodiscard]] std::size_t size() const { return last - first + 1; }
};

/// How releases are put together.
enum class BinnedBy { None, Minor, Major, Month, Year, Number };

struct ReleaseBins {
  BinnedBy by = BinnedBy::None;
  std::vector<ReleaseBin> bins;  ///< ascending.
};

/// The columns from `first` to the current one in at most `most` bins: each by itself where that is enough, else by
/// minor version, else by major version (runs: by month, by year); by number where versions would leave too few of them
/// or do not say.
ReleaseBins release_bins(const Report& report, std::size_t first, std::size_t most);

/// The strongest established change of the series in these columns, up to the current one, and how many there are. A
/// change from or to zero is stronger than any ratio; of equal ones the newest counts.
struct BinChange {
  const ColumnChange* strongest = nullptr;
  std::size_t count = 0;
};
BinChange bin_change(const Report& report, const BenchmarkFacts& benchmark, const ReleaseBin& bin);

/// These series so that those that changed at the same columns stand together: the newest changes first.
std::vector<std::size_t> by_what_changed_together(const Report& report, std::vector<std::size_t> benchmarks);

/// "by minor version", "by month"; empty where none are put together.
std::string binned_words(BinnedBy by);

}  // namespace perfolio::model
