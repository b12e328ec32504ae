// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/run.h"
#include "sys/postgresql.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

/// Between runs and the rows of schema/postgresql. The only file that knows the order of their columns.
namespace perfolio::history {

/// What the results of a benchmark have in common from run to run: a result without its numbers. A direction that the
/// source leaves open is the one inferred, as in a line of a file.
model::Result common_part(const model::Result& result);

/// Known by all its texts; 64 hex digits.
std::string digest_of(const model::Result& common);
std::string digest_of(const model::Environment& environment);
std::string digest_of(std::span<const std::int64_t> shape);

/// The columns of perfolio_series and perfolio_environment, in the order of the values.
inline constexpr const char* kSeriesColumns =
    "digest, benchmark, metric, unit, better, estimator, per, exact, is_primary, parameters";
sys::SqlValues series_values(const model::Result& common);
/// Of a row of `id, <kSeriesColumns without digest>`.
model::Result series_of(const sys::SqlRow& row);
inline constexpr const char* kSeriesRead =
    "id, benchmark, metric, unit, better, estimator, per, exact, is_primary, parameters";

inline constexpr const char* kEnvironmentColumns = "digest, shown, names, contents";
sys::SqlValues environment_values(const model::Environment& environment);
/// Of a row of `id, names, contents`.
model::Environment environment_of(const sys::SqlRow& row);

/// What stands in a row of perfolio_run beside what the run itself says.
struct RunKeys {
  std::string moment, content, line, batch;
  std::int32_t part = 0;
  std::int64_t environment = 0, shape = 0;
};
extern const char* const kRunColumns;
void write_run(const model::Run& run, const RunKeys& keys, sys::SqlRowWriter& row);

/// The columns that a run is read from; `amounts` and what follows it are those of its results.
extern const char* const kRunRead;
/// The columns of kRunRead that hold one thing for each result.
extern const std::vector<const char*> kRunArrays;
/// A run without results, whose environment is the one numbered by the first column but one.
model::Run run_of(const sys::SqlRow& row);
/// What of a run stands in the columns suite, commit_id, measured, commit_date, branch, release from `first` on.
model::Run head_of(const sys::SqlRow& row, std::size_t first);
struct RunNumbers {
  std::int64_t id = 0, environment = 0, shape = 0;
  std::string line;  ///< digest.
};
RunNumbers numbers_of(const sys::SqlRow& row);
/// Fills what changes from run to run into results that have the rest.
void fill_results(const sys::SqlRow& row, std::vector<model::Result>& results);

/// Throws Error{Input} when a text of the run cannot be kept: PostgreSQL knows no NUL.
void check_texts(const model::Run& run);

}  // namespace perfolio::history
