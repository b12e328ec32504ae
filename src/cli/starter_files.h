// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/project_facts.h"

#include <string>

/// What `perfolio init` writes.
namespace perfolio::cli {

/// A perfolio.json with comments.
std::string starter_config(const ProjectFacts& facts);

/// A workflow of GitHub Actions. `action` is what its steps use: OWNER/NAME@REF.
std::string starter_workflow(const ProjectFacts& facts, const std::string& action);

/// How the project's benchmarks are run, in a shell; a placeholder where nobody can guess it.
std::string benchmark_command(const ProjectFacts& facts);

/// The file they are written to.
std::string benchmark_output(const ProjectFacts& facts);

}  // namespace perfolio::cli
