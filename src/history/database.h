// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/digest.h"
#include "formats/format.h"
#include "history/append.h"
#include "history/selection.h"
#include "model/history.h"
#include "sys/postgresql.h"

#include <string>
#include <vector>

/// A history in PostgreSQL, or in what speaks its protocol. All functions throw sys::DatabaseError, which names host
/// and database and never a password.
namespace perfolio::history {

/// One version of the tables; `sql` makes it of the one before.
struct Migration {
  int version = 0;
  std::string sql;
};

/// The version of the tables that this program writes and reads.
inline constexpr int kSchemaVersion = 1;

/// What `perfolio database check` finds.
struct DatabaseState {
  std::string shown;   ///< host and database.
  std::string server;  ///< as it calls itself: "PostgreSQL 15.18 ...".
  std::string encoding;
  int version = 0;  ///< of the tables; 0: there are none.
  std::size_t runs = 0, series = 0;
};
DatabaseState database_state(const std::string& address);

/// Makes the tables, or brings them from their version to the newest: each version is one transaction. Returns the
/// versions made, which are none when all was there. Two that do it at once are as good as one after the other.
/// `fresh_only`: throws when there are tables of an older version; else when there are none.
std::vector<int> make_tables(const std::string& address, const std::vector<Migration>& migrations, bool fresh_only);

/// How runs are added to a database.
struct AddOptions {
  Twice twice = Twice::Refuse;
  bool dry_run = false;  ///< everything but the last step.
};

/// Adds the runs, all or none, in one transaction, by the same rule as append_runs(). Others may add at the same time.
/// A connection that is lost, or a conflict with others that the server found, is met by up to four more tries, told to
/// `notes`; whether the last COMMIT before the loss arrived is looked up, so that nothing is there twice.
Lines add_runs(const std::string& address, const std::vector<Addition>& additions, const AddOptions& options,
               std::vector<base::Diagnostic>& notes);

/// Reads runs in the order in which they were recorded, and tells the sink; of a selection, what the database can leave
/// out: the sink must still select, and is told the digest of a run's whole line before it by `line`. Returns, of all
/// runs, the digest of the file that `export --to jsonl --by run` would make of them, else nothing.
std::string read_database(const std::string& address, const Selection& selection, formats::RunSink& sink,
                          const std::function<void(std::string_view)>& line);

/// Reads what a query gives: a row is one result. Columns are known by their names (docs/postgresql.md). Returns the
/// digest of the answer.
std::string read_query(const std::string& address, const std::string& sql, formats::RunSink& sink);

/// The digest of the line that a run has, or would have, in a history file.
std::string line_digest(const model::Run& whole_run);

}  // namespace perfolio::history
