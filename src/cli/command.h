// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>

namespace CLI {
class App;
}

namespace perfolio::cli {

/// A subcommand: declares its flags, and later runs. Returns the exit code; failures are thrown as base::Error.
using Action = std::function<int()>;
Action add_badge(CLI::App& app);
Action add_report(CLI::App& app);
Action add_compare(CLI::App& app);
Action add_database(CLI::App& app);
Action add_export(CLI::App& app);
Action add_format(CLI::App& app);
Action add_init(CLI::App& app);
Action add_record(CLI::App& app);
Action add_show(CLI::App& app);
Action add_site(CLI::App& app);
Action add_publish(CLI::App& app);

/// What each subcommand does, by its name.
using Actions = std::map<std::string, Action>;
/// Declares the whole command line: the subcommands above and what stands beside them.
Actions declare_commands(CLI::App& app);

/// The folder that holds `fonts` and `styles`: share/perfolio beside the folder of the program's real path, or the
/// source tree it was built in. Nothing is known of them when it is built. Throws Error{Outside} when there is none.
std::string resource_folder();

}  // namespace perfolio::cli
