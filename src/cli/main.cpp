// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "cli/command.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace {

using perfolio::base::Error;
using perfolio::base::Fault;

/// One line on standard error, at most one line of hint. What cannot be said changes nothing of the exit code.
int complain(const Error& error) noexcept {
  const int code = error.fault() == Fault::Outside ? 3 : 2;
  try {
    const std::string where = to_string(error.where());
    const std::string hint = error.hint().empty() ? "" : "hint: " + error.hint() + "\n";
    perfolio::sys::write_errors(perfolio::base::without_passwords(
        fmt::format("perfolio: {}{}{}\n{}", where, where.empty() ? "" : ": ", error.what(), hint)));
  } catch (...) {
    perfolio::sys::write_errors("perfolio: out of memory\n");
  }
  return code;
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

/// Help and the version, which CLI11 would print without a look at whether that worked.
int print_asked(const CLI::App& app, const CLI::ParseError& error) {
  const bool version = error.get_name() == "CallForVersion";
  perfolio::sys::write_output(version ? std::string(error.what()) + "\n" : app.help());
  return 0;
}

int answer(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return print_asked(app, error);
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

int run(int argc, char** argv) {
  CLI::App app;
  const perfolio::cli::Actions actions = perfolio::cli::declare_commands(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return answer(app, error);
  }
  return actions.at(app.get_subcommands().front()->get_name())();
}

int complain_of(const char* what) noexcept {
  try {
    return complain(Error(Fault::Outside, {}, what));
  } catch (...) {
    perfolio::sys::write_errors("perfolio: out of memory\n");
    return 3;
  }
}

}  // namespace

int main(int argc, char** argv) {
  perfolio::sys::prepare_standard_streams();
  try {
    return run(argc, argv);
  } catch (const perfolio::sys::ReaderLeft&) {
    return 3;
  } catch (const Error& error) {
    return complain(error);
  } catch (const std::bad_alloc&) {
    return complain_of("out of memory");
  } catch (const std::exception& error) {
    return complain_of(error.what());
  } catch (...) {
    return complain_of("something that is no exception was thrown");
  }
}
