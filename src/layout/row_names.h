// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <cstddef>
#include <string>
#include <vector>

/// How series are called in the list of all of them, under the heading of their group.
namespace perfolio::layout {

/// The series of a group, put together: first by suite, then by benchmark, each with its primary metric first.
struct NamedSeries {
  std::size_t index = 0;  ///< into Report::benchmarks.
  std::string label;      ///< what the headings above it do not say; differs from those of its suite.
  bool further = false;   ///< a further metric of the benchmark above it.
  std::string suite;      ///< a heading is due where it changes; empty: all of the group are of one.
};

/// The listed series of a group: those that have a comparison.
std::vector<NamedSeries> named_series(const model::Report& report, const model::Group& group);

}  // namespace perfolio::layout
