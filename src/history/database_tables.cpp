// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/database_tables.h"

#include "history/database.h"
#include "history/database_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace perfolio::history {

namespace {

using sys::DatabaseError;
using sys::Postgresql;

bool is_there(Postgresql& db, const std::string& column) {
  // What search_path finds, whatever its schema.
  return db.query(
             "SELECT 1 FROM information_schema.columns WHERE table_name = 'perfolio_schema' AND column_name = $1 AND "
             "table_schema = ANY(current_schemas(false))",
             {column}) > 0;
}

[[noreturn]] void refuse(const Postgresql& db, const std::string& what, const std::string& hint) {
  throw DatabaseError(db.shown(), what, hint, {}, false);
}

}  // namespace

int tables_version(Postgresql& db) {
  int version = 0;
  try {
    db.query("SELECT version FROM perfolio_schema", {},
             [&](const sys::SqlRow& row) { version = std::max(version, static_cast<int>(row.integer(0))); });
  } catch (const DatabaseError& error) {
    if (error.state() == "42P01") return 0;
    if (error.state() != "42703" && error.state() != "42804") throw;
    version = -1;
  } catch (const base::Error&) {
    version = -1;
  }
  if (version < 0 || (version > 0 && !is_there(db, "made"))) {
    refuse(db, "the table perfolio_schema is not perfolio's",
           "another database, or another schema by options=-csearch_path%3DNAME in the address");
  }
  if (version == 0) refuse(db, "the table perfolio_schema is empty", "drop it, and make the tables again");
  return version;
}

void check_tables(Postgresql& db) {
  const int version = tables_version(db);
  if (version == kSchemaVersion) return;
  if (version == 0) refuse(db, "there are no tables of perfolio", "`perfolio database init ADDRESS` makes them");
  if (version < kSchemaVersion) {
    refuse(db, fmt::format("the tables are of version {}, and this perfolio needs {}", version, kSchemaVersion),
           "`perfolio database migrate ADDRESS` brings them there");
  }
  refuse(db, fmt::format("the tables are of version {}, and this perfolio knows {}", version, kSchemaVersion),
         "a newer perfolio made them: use that one");
}

void Names::read_shapes(Postgresql& db, const std::string& condition, const sys::SqlValues& values) {
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> lists;
  db.query("SELECT id, series FROM perfolio_shape WHERE id IN (SELECT shape FROM perfolio_run WHERE " + condition + ")",
           values, [&](const sys::SqlRow& row) { lists.emplace(row.integer(0), row.integers(1)); });
  std::set<std::int64_t> wanted;
  for (const auto& [id, series] : lists) wanted.insert(series.begin(), series.end());
  std::unordered_map<std::int64_t, model::Result> known;
  db.query(fmt::format("SELECT {} FROM perfolio_series WHERE id = ANY(CAST($1 AS BIGINT[]))", kSeriesRead),
           {sys::sql_array(std::vector<std::int64_t>(wanted.begin(), wanted.end()))},
           [&](const sys::SqlRow& row) { known.emplace(row.integer(0), series_of(row)); });
  for (const auto& [id, series] : lists) {
    std::vector<model::Result>& results = shapes_[id];
    results.clear();
    for (const std::int64_t one : series) {
      const auto found = known.find(one);
      if (found == known.end()) {
        refuse(db, fmt::format("shape {} names a series that is not there: {}", id, one),
               "these tables were changed by something else than perfolio");
      }
      results.push_back(found->second);
    }
  }
}

void Names::read(Postgresql& db, const std::string& condition, const sys::SqlValues& values) {
  db.query(
      "SELECT id, names, contents FROM perfolio_environment WHERE id IN (SELECT environment FROM perfolio_run "
      "WHERE " +
          condition + ")",
      values, [&](const sys::SqlRow& row) { environments_.emplace(row.integer(0), environment_of(row)); });
  read_shapes(db, condition, values);
}

void each_run(Postgresql& db, const std::string& condition, const sys::SqlValues& values,
              const std::function<void(model::Run, const RunNumbers&)>& take) {
  Names names;
  names.read(db, condition, values);
  db.query(fmt::format("SELECT {}, {}, samples FROM perfolio_run WHERE {} ORDER BY id", kRunRead,
                       fmt::join(kRunArrays, ", "), condition),
           values, [&](const sys::SqlRow& row) {
             model::Run run = run_of(row);
             const RunNumbers numbers = numbers_of(row);
             run.environment = names.environment(numbers.environment);
             run.results = names.shapes().at(numbers.shape);
             fill_results(row, run.results);
             take(std::move(run), numbers);
           });
}

}  // namespace perfolio::history
