// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/database.h"
#include "history/database_tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::history {

namespace {

using sys::DatabaseError;
using sys::Postgresql;

std::string text_of(Postgresql& db, const std::string& sql) {
  std::string text;
  db.query(sql, {}, [&](const sys::SqlRow& row) { text = row.text(0); });
  return text;
}

std::size_t count_of(Postgresql& db, const std::string& table) {
  std::size_t count = 0;
  db.query("SELECT COUNT(*) FROM " + table, {},
           [&](const sys::SqlRow& row) { count = static_cast<std::size_t>(row.integer(0)); });
  return count;
}

/// In another encoding a name could come back as another.
void check_encoding(Postgresql& db) {
  const std::string encoding = text_of(db, "SHOW server_encoding");
  if (encoding == "UTF8") return;
  throw DatabaseError(db.shown(), "the database keeps texts as " + encoding + ", and names may need UTF8",
                      "createdb --encoding=UTF8 --template=template0 NAME", {}, false);
}

void make(Postgresql& db, const Migration& migration) {
  db.execute("BEGIN");
  try {
    db.execute(migration.sql);
    db.query("INSERT INTO perfolio_schema (version, made) VALUES (CAST($1 AS INTEGER), CURRENT_TIMESTAMP)",
             {std::to_string(migration.version)});
    db.execute("COMMIT");
  } catch (...) {
    db.rollback();
    throw;
  }
}

/// Somebody else made the same table a moment ago.
bool is_there_already(const DatabaseError& error) {
  return error.state() == "42P07" || error.state() == "23505" || error.state() == "42710";
}

}  // namespace

DatabaseState database_state(const std::string& address) {
  Postgresql db(address);
  DatabaseState state;
  state.shown = db.shown();
  state.server = text_of(db, "SELECT version()");
  state.encoding = text_of(db, "SHOW server_encoding");
  state.version = tables_version(db);
  if (state.version != kSchemaVersion) return state;
  state.runs = count_of(db, "perfolio_run");
  state.series = count_of(db, "perfolio_series");
  return state;
}

std::vector<int> make_tables(const std::string& address, const std::vector<Migration>& migrations, bool fresh_only) {
  Postgresql db(address);
  check_encoding(db);
  int version = tables_version(db);
  if (version > kSchemaVersion || (version == 0 && !fresh_only) ||
      (fresh_only && version > 0 && version < kSchemaVersion)) {
    check_tables(db);
  }
  std::vector<int> made;
  for (const Migration& migration : migrations) {
    if (migration.version <= version) continue;
    try {
      make(db, migration);
      made.push_back(migration.version);
    } catch (const DatabaseError& error) {
      if (!is_there_already(error) || tables_version(db) < migration.version) throw;
    }
    version = migration.version;
  }
  return made;
}

}  // namespace perfolio::history
