// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The one definition of the command line: what is parsed, and what the man pages and completions are made from.
#include "cli/command.h"

#include <CLI/CLI.hpp>

namespace perfolio::cli {

Actions declare_commands(CLI::App& app) {
  app.name("perfolio");
  app.description("Performance reports of a release, from the benchmark history of a project.");
  app.set_version_flag("--version", "perfolio " PERFOLIO_VERSION, "Print the version and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.require_subcommand(1);
  app.footer(
      "`perfolio COMMAND --help` tells the rest. Exit status:\n"
      "  0  done    1  a gate is not met\n"
      "  2  wrong usage, config or input\n"
      "  3  the outside failed (disk, git, network, database)");
  Actions actions;
  actions["init"] = add_init(app);
  actions["report"] = add_report(app);
  actions["record"] = add_record(app);
  actions["compare"] = add_compare(app);
  actions["badge"] = add_badge(app);
  actions["database"] = add_database(app);
  actions["export"] = add_export(app);
  actions["format"] = add_format(app);
  actions["publish"] = add_publish(app);
  actions["show"] = add_show(app);
  actions["site"] = add_site(app);
  return actions;
}

}  // namespace perfolio::cli
