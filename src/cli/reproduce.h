// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace perfolio::cli {

/// The word in quotes where a shell would read it otherwise.
std::string for_shell(std::string_view word);

/// The command as it was given, in pieces that stand together ("--release v1.2.0"), each fit for a shell: every flag
/// that has a part in what the report says, with its values as typed, but files and folders named by a whole path by
/// their names alone (a folder: `.`), so that a report says nothing of the machine it was made on. To be run where the
/// files are.
std::vector<std::string> reproducing(const CLI::App& command);

}  // namespace perfolio::cli
