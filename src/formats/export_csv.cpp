// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/csv.h"
#include "formats/export.h"

#include "model/words.h"

#include <fmt/format.h>

namespace perfolio::formats {
namespace {

using base::csv_cell;

std::string optional_number(const std::optional<double>& value) { return value ? base::csv_number(*value) : ""; }

std::string optional_time(const std::optional<base::Time>& time) { return time ? base::to_rfc3339(*time) : ""; }

}  // namespace

/// One row per result. The first seven columns are those of the plain CSV that is read, too.
std::string export_csv(const model::History& history) {
  std::string out =
      "benchmark,metric,value,unit,release,commit,date,lower,upper,better,estimator,suite,branch,tool,environment\r\n";
  for (const model::Run& run : history.runs) {
    const std::string when =
        fmt::format("{},{},{}", csv_cell(run.release), csv_cell(run.commit), optional_time(run.date));
    const std::string where = fmt::format("{},{},{},{}", csv_cell(run.suite), csv_cell(run.branch), csv_cell(run.tool),
                                          csv_cell(model::environment_text(run.environment)));
    for (const model::Result& r : run.results) {
      const units::Direction better = model::direction_of(r, units::parse_unit(r.unit));
      out += fmt::format("{},{},{},{},{},{},{},{},{},{}\r\n", csv_cell(r.benchmark), csv_cell(r.metric),
                         base::csv_number(r.value), csv_cell(r.unit), when, optional_number(r.lower),
                         optional_number(r.upper), better == units::Direction::Unknown ? "" : model::key(better),
                         csv_cell(r.estimator), where);
    }
  }
  return out;
}

}  // namespace perfolio::formats
