// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/progress.h"
#include "cli/config.h"
#include "cli/config_catch.h"
#include "model/history.h"
#include "model/timeline.h"
#include "releases/releases.h"
#include "sys/git.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace perfolio::cli {

/// The flags by which a command finds its histories and releases, as typed.
struct InputFlags {
  std::vector<std::string> sources;
  std::string config, repo_dir, releases, release_map, tags, by, format_in;
  bool pull_requests = false, strict = false, quiet = false, verbose = false;
};

void declare_inputs(CLI::App& command, InputFlags& flags);

/// The config named, else perfolio.json when it is there, else an empty one.
Config read_config(const std::string& path);

/// What stands for the outside in one call: sources, repository, releases.
struct Inputs {
  model::History history;
  releases::KnownReleases known;
  std::map<std::string, std::string> map;  ///< commit -> tag.
  std::vector<std::string> sources;        ///< as the flags or the config name them.
  std::unique_ptr<sys::Git> git;           ///< null without a repository.
  bool around = false;                     ///< nobody named it: it is the one around, and knows commits of the runs.
  std::vector<Caught> caught;              ///< by the config, where there is one, and series are made.
};

/// What a command makes of the runs: series to judge, or the runs themselves to copy.
enum class Keep { Series, Runs };

/// `progress`: hears how far the reading is.
Inputs read_inputs(const InputFlags& flags, const Config& config, Keep keep, base::Progress* progress = nullptr);

/// Whether columns are to be releases: when any is known, unless the flags say otherwise.
bool by_release(const InputFlags& flags, const Inputs& inputs);

/// The columns by what the flags and the inputs say.
model::Timeline timeline_for(const InputFlags& flags, const Inputs& inputs);

/// Calls the inputs by their file names: inside a report, the same input gives the same bytes wherever it lies.
void forget_folders(model::History& history);

/// Whether it is of the form REF:PATH, and no file of that name is there.
bool names_a_revision(const std::string& source);

/// The moment that the caller sets for reproducible outputs, if any. Throws Error{Usage} when it is none.
std::optional<base::Time> source_date_epoch();

/// Tells on standard error what a reader of the result should know: warnings, the first ten, unless verbose.
void tell_notes(const std::vector<base::Diagnostic>& notes, bool quiet, bool verbose);

}  // namespace perfolio::cli
