// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>

namespace {

using perfolio::base::Error;
using perfolio::base::Fault;

/// One line on standard error, at most one line of hint.
int complain(const Error& error) {
  const std::string where = to_string(error.where());
  fmt::print(stderr, "perfolio: {}{}{}\n", where, where.empty() ? "" : ": ", error.what());
  if (!error.hint().empty()) fmt::print(stderr, "hint: {}\n", error.hint());
  return error.fault() == Fault::Outside ? 3 : 2;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

/// CLI11 only says that one is required, also when a misspelt one was given.
int no_command(const CLI::App& app, std::string what) {
  std::string hint = "`perfolio --help` lists what there is";
  const std::vector<std::string> words = app.remaining();
  if (words.empty()) {
    what = "a command is due";
  } else if (!words.front().starts_with('-')) {
    what = fmt::format("no command is called '{}'", words.front());
    const std::string near = perfolio::base::nearest(words.front(), command_names(app));
    if (!near.empty()) hint = fmt::format("did you mean '{}'?", near);
  }
  return complain(Error(Fault::Usage, {"command line", {}}, what, hint));
}

int answer(CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  std::string what = error.what();
  for (char& c : what) {
    if (c == '\n') c = ' ';
  }
  const auto chosen = app.get_subcommands();
  if (chosen.empty()) return no_command(app, what);
  const std::string name = " " + chosen.front()->get_name();
  return complain(
      Error(Fault::Usage, {"command line", {}}, what, fmt::format("`perfolio{} --help` lists what there is", name)));
}

}  // namespace

// What the last line of defence throws itself ends the program, as it must.
int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
  CLI::App app("Performance reports of a release, from the benchmark history of a project.", "perfolio");
  app.set_version_flag("--version", "perfolio " PERFOLIO_VERSION);
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.require_subcommand(1);
  app.footer(
      "`perfolio COMMAND --help` tells the rest. Exit codes: 0 done, 1 a gate is not met, 2 wrong usage,\n"
      "config or input, 3 the outside failed (disk, git, network).");
  std::map<std::string, perfolio::cli::Action> actions;
  actions["init"] = perfolio::cli::add_init(app);
  actions["report"] = perfolio::cli::add_report(app);
  actions["record"] = perfolio::cli::add_record(app);
  actions["export"] = perfolio::cli::add_export(app);
  actions["show"] = perfolio::cli::add_show(app);
  try {
    app.parse(argc, argv);
    return actions.at(app.get_subcommands().front()->get_name())();
  } catch (const CLI::ParseError& error) {
    return answer(app, error);
  } catch (const Error& error) {
    return complain(error);
  } catch (const std::bad_alloc&) {
    return complain(Error(Fault::Outside, {}, "out of memory"));
  } catch (const std::exception& error) {
    return complain(Error(Fault::Outside, {}, error.what()));
  }
}
