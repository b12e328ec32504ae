// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/database.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace perfolio::cli {
namespace {

using base::Error;
using base::Fault;

struct Flags {
  std::string work, address;
};

/// schema/postgresql/1.sql and what follows it.
std::vector<history::Migration> migrations() {
  std::vector<history::Migration> all;
  for (int version = 1; version <= history::kSchemaVersion; ++version) {
    const sys::MappedFile file(fmt::format("{}/schema/postgresql/{}.sql", resource_folder(), version));
    all.push_back({version, std::string(file.bytes())});
  }
  return all;
}

std::string counted(std::size_t n, const std::string& noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 || noun == "series" ? "" : "s");
}

int make(const Flags& f, bool fresh) {
  const std::vector<int> made = history::make_tables(f.address, migrations(), fresh);
  const std::string shown = sys::shown_database(f.address);
  sys::write_output(made.empty()
                        ? fmt::format("{}: the tables are there, of version {}\n", shown, history::kSchemaVersion)
                        : fmt::format("{}: made the tables of version {}\n", shown, fmt::join(made, ", ")));
  return 0;
}

/// What is there; a database that cannot be used as it is is refused as `report` would.
int check(const Flags& f) {
  const history::DatabaseState state = history::database_state(f.address);
  std::string out = fmt::format("{}: {}, {}\n", state.shown, base::visible(state.server), state.encoding);
  if (state.version == 0) {
    sys::write_output(out);
    throw Error(Fault::Outside, {state.shown, {}}, "there are no tables of perfolio",
                "`perfolio database init ADDRESS` makes them");
  }
  out += fmt::format("tables of version {}; this perfolio knows {}\n", state.version, history::kSchemaVersion);
  if (state.version == history::kSchemaVersion) {
    out += fmt::format("{}, {}\n", counted(state.runs, "run"), counted(state.series, "series"));
  }
  sys::write_output(out);
  if (state.version == history::kSchemaVersion) return 0;
  const bool old = state.version < history::kSchemaVersion;
  throw Error(Fault::Outside, {state.shown, {}}, old ? "the tables are too old" : "the tables are too new",
              old ? "`perfolio database migrate ADDRESS` brings them to this version" : "a newer perfolio made them");
}

int run(const Flags& f) {
  if (!sys::names_database(f.address)) {
    throw Error(Fault::Usage, {}, "ADDRESS is not that of a database",
                "postgresql://HOST:PORT/DATABASE or service=NAME, as libpq has it");
  }
  if (f.work == "check") return check(f);
  return make(f, f.work == "init");
}

}  // namespace

Action add_database(CLI::App& app) {
  CLI::App* command = app.add_subcommand("database", "Make, upgrade or check the tables of a history in PostgreSQL");
  const auto flags = std::make_shared<Flags>();
  command->add_option("WORK", flags->work, "init makes the tables, migrate brings them to this version, check tells")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember({"init", "migrate", "check"}));
  command->add_option("ADDRESS", flags->address, "postgresql://HOST:PORT/DATABASE, or service=NAME of a service file")
      ->type_name("")
      ->required();
  command->footer(
      "Any SOURCE and the --history of `record` may be such an address. Passwords belong into PGPASSFILE (~/.pgpass)\n"
      "or a service file, where no list of processes shows them. What is made stands in "
      "schema/postgresql.\n\nExamples:\n"
      "  perfolio database init postgresql://bench@db.example.org/benchmarks\n"
      "  perfolio record results.json --history postgresql://bench@db.example.org/benchmarks\n"
      "  perfolio report service=benchmarks --repo-dir .");
  return [flags] { return run(*flags); };
}

}  // namespace perfolio::cli
