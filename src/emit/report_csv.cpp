// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/csv.h"
#include "emit/outputs.h"
#include "model/words.h"

#include <fmt/format.h>

namespace perfolio::emit {

using base::csv_cell;
using base::csv_number;

std::string report_csv(const model::Report& report) {
  std::string out;
  report_csv(report, [&](std::string_view part) { out += part; });
  return out;
}

void report_csv(const model::Report& report, const Sink& sink) {
  std::string out = "suite,benchmark,metric,unit,environment,release,value,lower,upper,n\r\n";
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    const std::string series = fmt::format("{},{},{},{},{}", csv_cell(b.suite), csv_cell(b.name), csv_cell(b.metric),
                                           csv_cell(b.unit.base), csv_cell(model::environment_text(b.environment)));
    for (const model::Level& level : b.levels) {
      out += fmt::format("{},{},{},{},{},{}\r\n", series, csv_cell(report.columns[level.column].release.tag),
                         csv_number(level.value), csv_number(level.lower), csv_number(level.upper), level.n);
    }
    sink(out);
    out.clear();
  }
  sink(out);
}

std::string comparison_csv(const model::Report& report, const std::vector<std::size_t>& order) {
  std::string out =
      "suite,benchmark,metric,unit,environment,baseline,current,difference,ratio,lower,upper,p,verdict,alert,rule,"
      "noise_floor,"
      "n_baseline,n_current\r\n";
  for (const std::size_t i : order) {
    const model::BenchmarkFacts& b = report.benchmarks[i];
    const model::Comparison& c = *b.comparison;
    const auto level = [](const model::Level& l) { return l.n > 0 ? csv_number(l.value) : std::string(); };
    const bool ratio = c.ratio.has_interval();
    const auto number = [&](double value) { return ratio ? csv_number(value) : std::string(); };
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", csv_cell(b.suite), csv_cell(b.name),
                       csv_cell(b.metric), csv_cell(b.unit.base), csv_cell(model::environment_text(b.environment)),
                       level(c.baseline), level(c.current), c.difference ? csv_number(*c.difference) : "",
                       number(c.ratio.value), number(c.ratio.lower), number(c.ratio.upper),
                       ratio || c.difference ? csv_number(c.p) : "", model::key(c.verdict), c.alert ? "yes" : "no",
                       csv_cell(c.rule), csv_number(c.noise_floor), c.baseline.n, c.current.n);
  }
  return out;
}

}  // namespace perfolio::emit
