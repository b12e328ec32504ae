// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/csv.h"
#include "emit/outputs.h"

#include <fmt/format.h>

namespace perfolio::emit {

using base::csv_cell;
using base::csv_number;

std::string report_csv(const model::Report& report) {
  std::string out = "suite,benchmark,metric,unit,environment,release,value,lower,upper,n\r\n";
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    const std::string series = fmt::format("{},{},{},{},{}", csv_cell(b.suite), csv_cell(b.name), csv_cell(b.metric),
                                           csv_cell(b.unit.base), csv_cell(model::environment_text(b.environment)));
    for (const model::Level& level : b.levels) {
      out += fmt::format("{},{},{},{},{},{}\r\n", series, csv_cell(report.columns[level.column].release.tag),
                         csv_number(level.value), csv_number(level.lower), csv_number(level.upper), level.n);
    }
  }
  return out;
}

}  // namespace perfolio::emit
