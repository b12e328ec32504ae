// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/starter_files.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace perfolio::cli {

namespace {

namespace fs = std::filesystem;
using base::Error;
using base::Fault;

struct Flags {
  std::string folder = ".";
  std::string action = PERFOLIO_ACTION;
  bool dry_run = false;
};

struct Starter {
  std::string path;  ///< below the folder.
  std::string text;
};

std::vector<Starter> starters(const ProjectFacts& facts, const std::string& action) {
  std::vector<Starter> all{{"perfolio.json", starter_config(facts)},
                           {".github/workflows/perfolio.yml", starter_workflow(facts, action)}};
  if (std::ranges::find(facts.sources, "history.jsonl") != facts.sources.end()) {
    all.push_back({".gitattributes", "*.jsonl merge=union\n"});
  }
  return all;
}

bool is_there(const std::string& path) {
  std::error_code code;
  return fs::symlink_status(path, code).type() != fs::file_type::not_found;
}

/// Makes the folders of a file; one that leads out of `folder` by a link is refused.
void make_folders(const std::string& folder, const std::string& path) {
  std::error_code code;
  const fs::path top = fs::canonical(folder, code);
  const fs::path parent = fs::weakly_canonical(fs::path(folder) / path, code).parent_path();
  const std::string below = parent.lexically_relative(top).generic_string();
  if (below.empty() || below.starts_with(".."))
    throw Error(Fault::Usage, {path, {}}, "leads out of the repository by a link");
  fs::create_directories(parent, code);
  if (code) throw Error(Fault::Outside, {path, {}}, "cannot make its folder: " + code.message());
}

/// Whether the file was written: what is there is left alone.
bool write_new(const Flags& f, const Starter& starter, std::string& told) {
  const std::string path = f.folder + "/" + starter.path;
  if (is_there(path)) {
    told += fmt::format("left alone: {} (it is there already)\n", starter.path);
    if (starter.path == ".gitattributes") told += fmt::format("            a line for it: {}", starter.text);
    return false;
  }
  if (f.dry_run) {
    told += fmt::format("would write {}:\n{}\n", starter.path, starter.text);
    return true;
  }
  make_folders(f.folder, starter.path);
  sys::write_file(path, starter.text);
  told += fmt::format("wrote {}\n", starter.path);
  return true;
}

void tell_found(const ProjectFacts& facts, std::string& told) {
  if (facts.toolchain != nullptr)
    told += fmt::format("found: {} ({})\n", facts.toolchain->language, facts.toolchain->marker);
  for (const BenchmarkStep& step : facts.steps) {
    told += fmt::format("found: github-action-benchmark in {}{}\n", base::visible(step.workflow),
                        step.tool.empty() ? "" : fmt::format(" (tool {})", base::visible(step.tool)));
  }
  for (const std::string& source : facts.sources) told += fmt::format("found: history {}\n", base::visible(source));
  if (facts.benchmarks > 0) told += fmt::format("found: {} benchmarks in {} runs\n", facts.benchmarks, facts.runs);
  if (facts.tags > 0) {
    told += fmt::format("found: {} tags that are versions{}\n", facts.tags,
                        facts.families.size() > 1 ? fmt::format(", in {} families", facts.families.size()) : "");
  }
}

void tell_next(const ProjectFacts& facts, const std::vector<std::string>& written, std::string& told) {
  told += fmt::format("\nnext:\n");
  if (facts.benchmarks > 0) {
    // Without tags a report has a column for each run.
    told += fmt::format("  perfolio report{}\n", facts.tags > 0     ? " --repo-dir ."
                                                 : facts.repository ? " --by run"
                                                                    : "");
  } else if (!facts.runnable) {
    told += fmt::format("  perfolio report {}    # after a run of the benchmarks, which writes it\n",
                        benchmark_output(facts));
  } else {
    told += fmt::format("  {} && perfolio report {}\n", benchmark_command(facts), benchmark_output(facts));
  }
  if (!written.empty() && facts.repository) {
    told += fmt::format("  git add {} && git commit -m 'Report performance'\n", fmt::join(written, " "));
  } else {
    told += fmt::format("  perfolio report --help\n");
  }
}

int run_init(const Flags& f) {
  if (sys::path_kind(f.folder) != sys::PathKind::Directory) {
    throw Error(Fault::Usage, {f.folder, {}}, "is no folder", "--dir names the repository");
  }
  const ProjectFacts facts = project_facts(f.folder);
  tell_notes(facts.notes, false, false);
  std::string told;
  tell_found(facts, told);
  std::vector<std::string> written;
  for (const Starter& starter : starters(facts, f.action)) {
    if (write_new(f, starter, told)) written.push_back(starter.path);
  }
  if (!f.dry_run) tell_next(facts, written, told);
  sys::write_output(told, f.dry_run ? "" : "the files are written all the same");
  return 0;
}

}  // namespace

Action add_init(CLI::App& app) {
  CLI::App* command = app.add_subcommand("init", "Write a perfolio.json and a workflow to start from");
  const auto flags = std::make_shared<Flags>();
  command->add_option("--dir", flags->folder, "The repository")->type_name("DIR")->capture_default_str();
  command->add_option("--action", flags->action, "What the workflow uses; pin it to a commit: OWNER/NAME@SHA")
      ->type_name("OWNER/NAME@REF")
      ->capture_default_str()
      ->check(CLI::Validator(
          [](const std::string& text) {
            const bool fine = text.find_first_not_of(
                                  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "/@._-") == std::string::npos;
            return fine && text.find('@') != std::string::npos ? ""
                                                               : "'" + base::visible(text) + "' is not OWNER/NAME@REF";
          },
          ""));
  command->add_flag("--dry-run", flags->dry_run, "Print the files, write nothing");
  command->footer(
      "Looks at the repository (language, workflows, history, tags), asks nothing, and overwrites nothing. A history "
      "of\n"
      "github-action-benchmark is read as it is, on its branch.\n\nExamples:\n"
      "  perfolio init\n"
      "  perfolio init --dir ../project --dry-run");
  return [flags] { return run_init(*flags); };
}

}  // namespace perfolio::cli
