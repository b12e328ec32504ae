// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::cli {

/// How benchmarks of a language are usually run.
struct Toolchain {
  std::string_view marker;    ///< the file that shows it: "Cargo.toml", or ".csproj" as the end of a name.
  std::string_view language;  ///< "Rust"
  std::string_view tool;      ///< as `--tool` and github-action-benchmark call it.
  std::string_view setup;     ///< lines a fresh machine needs before; empty: none.
  std::string_view command;   ///< writes `output`; empty where nobody can guess it.
  std::string_view output;
};

/// A step of a workflow that uses github-action-benchmark. Empty: not said, or only known when the workflow runs.
struct BenchmarkStep {
  std::string workflow;  ///< path.
  std::string name, tool, output, branch, folder;
  bool elsewhere = false;  ///< it keeps its history in a cache or in another repository.
};

/// Benchmarks that belong together, by their names.
struct GuessedGroup {
  std::string name;
  std::string match;  ///< pattern.
  std::size_t size = 0;
};

/// Release tags that belong together: those of one package, in a repository of several.
struct TagFamily {
  std::string pattern;  ///< that selects them.
  std::string prefix;   ///< what their tags begin with; empty: versions alone, with or without "v".
};

/// What a repository tells of itself.
struct ProjectFacts {
  std::string name;
  std::string url;              ///< https://..., empty when it has no such remote.
  std::string branch = "main";  ///< that is pushed to.
  const Toolchain* toolchain = nullptr;
  bool runnable = false;  ///< the toolchain's command can be expected to work here.
  std::vector<BenchmarkStep> steps;
  std::vector<std::string> sources;  ///< histories that are there: REF:PATH, or a file.
  std::vector<TagFamily> families;   ///< of release tags: the bare one, then by size.
  std::size_t tags = 0;              ///< that are versions.
  std::vector<GuessedGroup> groups;  ///< from the histories.
  std::size_t runs = 0, benchmarks = 0;
  std::string suite;        ///< that of all runs; empty where there are none, or several suites.
  bool repository = false;  ///< there is one of git.
  std::vector<base::Diagnostic> notes;
};

ProjectFacts project_facts(const std::string& folder);

/// The steps of one workflow file that use github-action-benchmark. What is not understood is left out.
std::vector<BenchmarkStep> benchmark_steps(std::string_view workflow);

/// The web address of a remote without user and password; empty when it has none.
std::string web_address(std::string_view remote);

}  // namespace perfolio::cli
