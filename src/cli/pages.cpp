// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// perfolio-pages FOLDER [DATE]: writes the man pages and completions of perfolio. Part of the build; not installed.
#include "base/error.h"
#include "cli/command.h"
#include "cli/command_line.h"
#include "sys/file.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>

namespace {

using namespace perfolio;

sys::OutputSet pages(const cli::CommandLine& program, const std::string& date) {
  sys::OutputSet files;
  files["man1/" + program.name + ".1"] = cli::man_page(program, nullptr, PERFOLIO_VERSION, date);
  for (const cli::CommandLine& command : program.commands) {
    files[fmt::format("man1/{}-{}.1", program.name, command.name)] =
        cli::man_page(program, &command, PERFOLIO_VERSION, date);
  }
  files["bash/" + program.name] = cli::bash_completion(program);
  files["zsh/_" + program.name] = cli::zsh_completion(program);
  files["fish/" + program.name + ".fish"] = cli::fish_completion(program);
  return files;
}

}  // namespace

int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
  if (argc < 2 || argc > 3) {
    fmt::print(stderr, "usage: perfolio-pages FOLDER [DATE]\n");
    return 2;
  }
  try {
    CLI::App app;
    cli::declare_commands(app);
    sys::write_folder(argv[1], pages(cli::command_line_of(app), argc == 3 ? argv[2] : ""), sys::Existing::Refuse);
  } catch (const std::exception& error) {
    fmt::print(stderr, "perfolio-pages: {}\n", error.what());
    return 3;
  }
  return 0;
}
