// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "history/database_rows.h"
#include "model/run.h"
#include "sys/postgresql.h"

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

/// What writing and reading share of the tables.
namespace perfolio::history {

/// The version of the tables; 0: there are none. Throws when a table of that name is not perfolio's.
int tables_version(sys::Postgresql& db);

/// Throws unless the tables are there, and of this program's version; says what to do.
void check_tables(sys::Postgresql& db);

/// What the numbers of some runs mean: their environments, shapes and series.
class Names {
 public:
  /// Reads what the runs of perfolio_run need for which `condition` holds.
  void read(sys::Postgresql& db, const std::string& condition, const sys::SqlValues& values);
  [[nodiscard]] const model::Environment& environment(std::int64_t id) const { return environments_.at(id); }
  /// Per shape the common parts of the results of its runs, in their order.
  [[nodiscard]] const std::unordered_map<std::int64_t, std::vector<model::Result>>& shapes() const { return shapes_; }

 private:
  void read_shapes(sys::Postgresql& db, const std::string& condition, const sys::SqlValues& values);
  std::unordered_map<std::int64_t, model::Environment> environments_;
  std::unordered_map<std::int64_t, std::vector<model::Result>> shapes_;
};

/// Hands over the whole runs for which `condition` holds, in the order in which they were recorded.
void each_run(sys::Postgresql& db, const std::string& condition, const sys::SqlValues& values,
              const std::function<void(model::Run, const RunNumbers&)>& take);

}  // namespace perfolio::history
