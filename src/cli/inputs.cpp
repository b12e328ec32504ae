// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/inputs.h"

#include "base/error.h"
#include "base/text.h"
#include "cli/descriptions.h"
#include "history/sources.h"
#include "sys/file.h"
#include "sys/git.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace perfolio::cli {

using base::Error;
using base::Fault;

void declare_inputs(CLI::App& c, InputFlags& f) {
  c.add_option("SOURCE", f.sources,
               "Histories or results: a file, a folder, - for standard input, or REF:PATH in the\nrepository of "
               "--repo-dir (default: the config's sources)")
      ->type_name("");
  c.add_option("-c,--config", f.config, "Config (default: perfolio.json when it is there)")->type_name("FILE");
  c.add_option("--repo-dir", f.repo_dir,
               "Git repository whose tags are the releases (default: the one\naround, where it knows the commits; "
               "none: no repository)")
      ->type_name("DIR");
  c.add_option("--releases", f.releases, "Releases as JSON [{tag, commit, date}], instead of git")->type_name("FILE");
  c.add_option("--release-map", f.release_map, "Lines `commit<TAB>tag` that win over everything")->type_name("FILE");
  c.add_option("--tags", f.tags, "Which tags are releases (default: those that are versions)")->type_name("PATTERN");
  c.add_option("--by", f.by, "What a column is: release, run or source")
      ->type_name("KIND")
      ->check(CLI::IsMember({"release", "run", "source"}));
  c.add_option("--format-in", f.format_in,
               "Read every SOURCE as this format, or by a description\n(./NAME.format.json)")
      ->type_name("NAME");
  c.add_flag("--pull-requests", f.pull_requests, "Keep runs measured on pull requests");
  c.add_flag("--strict", f.strict, "What of the config matches nothing is an error");
  c.add_flag("-q,--quiet", f.quiet, "Only errors");
  c.add_flag("-v,--verbose", f.verbose, "Every note, not only the first ten");
}

Config read_config(const std::string& named) {
  const bool default_there = named.empty() && sys::path_kind("perfolio.json") == sys::PathKind::File;
  const std::string path = default_there ? "perfolio.json" : named;
  Config config;
  if (path.empty()) return config;
  const sys::MappedFile file(path);
  base::in_file(path, [&] { config = config_from_json(file.bytes()); });
  config.path = path;
  config.rules.renamed = std::make_shared<std::map<std::string, std::size_t>>();
  for (base::Diagnostic& d : config.diagnostics) d.where.file = path;
  return config;
}

bool names_a_revision(const std::string& source) {
  return source.find(':') != std::string::npos && sys::path_kind(source) == sys::PathKind::Missing;
}

namespace {

/// What a release follows when some are left out is the next that is kept along its line.
void keep_lines(releases::KnownReleases& known, const std::vector<std::optional<std::size_t>>& places) {
  std::vector<std::optional<std::size_t>> kept = places;
  std::vector<std::optional<std::size_t>> follows;
  for (std::size_t i = 0; i < known.follows.size(); ++i) {
    const auto below = known.follows[i] ? kept[*known.follows[i]] : std::nullopt;
    if (places[i]) {
      follows.push_back(below);
    } else {
      kept[i] = below;
    }
  }
  known.follows = std::move(follows);
  std::erase_if(known.after, [&](const auto& entry) { return !kept[entry.second]; });
  for (auto& [commit, release] : known.after) release = *kept[release];
}

/// Leaves out the releases that the config does not want. Runs of one that is left out go to the next.
void keep_releases(releases::KnownReleases& known, const Config& config) {
  const auto any = [](const std::vector<base::Pattern>& patterns, const std::string& tag) {
    return std::ranges::any_of(patterns, [&](const base::Pattern& p) { return p.matches(tag); });
  };
  std::vector<std::size_t> next(known.releases.size());
  std::vector<std::optional<std::size_t>> places(known.releases.size());
  std::vector<model::Release> kept;
  for (std::size_t i = 0; i < known.releases.size(); ++i) {
    const model::Release& release = known.releases[i];
    next[i] = kept.size();
    const bool wanted = config.include_releases.empty() || any(config.include_releases, release.tag);
    if (wanted && !any(config.exclude_releases, release.tag) && (config.prereleases || !release.prerelease)) {
      places[i] = kept.size();
      kept.push_back(release);
    }
  }
  keep_lines(known, places);
  known.releases = std::move(kept);
  for (auto& [commit, release] : known.contained) release = next[release];
  std::erase_if(known.contained, [&](const auto& entry) {
    const bool beyond = entry.second >= known.releases.size();
    if (beyond) known.untagged.push_back(entry.first);
    return beyond;
  });
  std::ranges::sort(known.untagged);
}

/// The repository around, unless there is none: then nothing. One that git will not open (of another user, in a
/// container) is told.
std::unique_ptr<sys::Git> repository_around(std::vector<base::Diagnostic>& notes) {
  auto git = std::make_unique<sys::GitProcess>(".");
  try {
    (void)git->run({"rev-parse", "--git-dir"});
    return git;
  } catch (const Error& error) {
    const std::string what = error.what();
    const bool none =
        what.find("not a git repository") != std::string::npos || what.starts_with("git is not installed");
    if (!none) notes.push_back({base::Severity::Warning, {}, what + (error.hint().empty() ? "" : "; " + error.hint())});
    return nullptr;
  }
}

bool knows_a_commit(const releases::KnownReleases& known, const model::History& history) {
  return std::ranges::any_of(history.runs, [&](const model::Run& run) {
    return known.contained.contains(run.commit) || std::ranges::binary_search(known.untagged, run.commit);
  });
}

/// Releases of a repository that nobody named: only where it is the one of these runs, and has tags.
void take_releases_around(Inputs& in, const InputFlags& f, const std::optional<base::Pattern>& tags) {
  releases::KnownReleases known;
  try {
    known = releases::from_git(*in.git, tags);
  } catch (const Error& error) {
    in.git.reset();
    return;
  }
  in.around = knows_a_commit(known, in.history);
  if (!in.around) return in.git.reset();
  in.known = std::move(known);
  if (f.quiet) return;
  sys::write_errors(
      fmt::format("perfolio: note: the repository around gives {} releases; --repo-dir none leaves it out\n",
                  in.known.releases.size()));
}

/// The metrics that the config names, the first before the others.
void mark_primary(const Config& config, model::History& history) {
  const auto count = static_cast<int>(config.primary.size());
  for (model::Series& series : history.series) {
    const auto at = std::ranges::find(config.primary, series.metric);
    if (at == config.primary.end()) continue;
    series.primary = 1 + count - static_cast<int>(at - config.primary.begin());
  }
}

}  // namespace

Inputs read_inputs(const InputFlags& f, const Config& config, Keep keep, base::Progress* progress) {
  Inputs in;
  const std::vector<std::string>& sources = f.sources.empty() ? config.sources : f.sources;
  if (sources.empty())
    throw Error(Fault::Usage, {}, "no SOURCE given", "perfolio report dev/bench/data.js, for example");
  in.sources = sources;
  const bool revision = std::ranges::any_of(sources, names_a_revision);
  const bool none = f.repo_dir == "none";
  const std::string folder = none ? "" : !f.repo_dir.empty() ? f.repo_dir : revision ? "." : "";
  std::unique_ptr<sys::Git>& git = in.git;
  if (!folder.empty()) git = std::make_unique<sys::GitProcess>(folder);
  std::vector<base::Diagnostic> notes;
  const bool releases_wanted = f.releases.empty() && f.by != "run" && f.by != "source";
  const bool look_around = folder.empty() && !none && releases_wanted;
  if (look_around) git = repository_around(notes);
  const Formats formats = formats_for(config, f.format_in);
  history::ReadOptions options{formats.name, git.get(), f.pull_requests, config.rules, formats.known.get()};
  options.progress = progress;
  in.history = keep == Keep::Runs ? history::read_runs(sources, options) : history::read_sources(sources, options);
  base::begin(progress, {}, 0, {});
  mark_primary(config, in.history);
  const std::string pattern = !f.tags.empty() ? f.tags : config.tags.value_or("");
  const std::optional<base::Pattern> tags = pattern.empty() ? std::nullopt : std::optional(base::Pattern(pattern));
  if (!f.releases.empty()) {
    const sys::MappedFile file(f.releases);
    base::in_file(f.releases, [&] { in.known = releases::from_json(file.bytes(), tags); });
  } else if (look_around && git != nullptr) {
    take_releases_around(in, f, tags);
  } else if (git != nullptr && releases_wanted) {
    in.known = releases::from_git(*git, tags);
  }
  keep_releases(in.known, config);
  const std::string& map_file = f.release_map.empty() ? config.map_file : f.release_map;
  if (!map_file.empty()) {
    const sys::MappedFile file(map_file);
    base::in_file(map_file, [&] { in.map = releases::map_from_tsv(file.bytes()); });
  }
  in.map.insert(config.map.begin(), config.map.end());
  if (!config.path.empty() && keep == Keep::Series) {
    in.caught = caught_by(config, in.history);
    std::ranges::move(open_gates(in.caught, f.strict), std::back_inserter(notes));
  }
  in.history.diagnostics.insert(in.history.diagnostics.end(), notes.begin(), notes.end());
  return in;
}

bool by_release(const InputFlags& f, const Inputs& in) {
  const bool recorded =
      std::ranges::any_of(in.history.runs, [](const model::Run& run) { return !run.release.empty(); });
  const bool any = !in.known.releases.empty() || !in.map.empty() || recorded;
  if (f.by == "release" && !any) {
    throw Error(Fault::Usage, {}, "no release is known", "--repo-dir takes them from git tags, --releases from a file");
  }
  return f.by != "run" && f.by != "source" && any;
}

model::Timeline timeline_for(const InputFlags& f, const Inputs& in) {
  if (f.by == "source") return releases::timeline_by_source(in.history, in.sources);
  return by_release(f, in) ? releases::timeline_by_release(in.history, in.known, in.map)
                           : releases::timeline_by_run(in.history);
}

std::optional<base::Time> source_date_epoch() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr) return std::nullopt;
  const auto seconds = base::parse_number(epoch);
  const auto time = seconds ? base::time_of_milliseconds(*seconds * 1000) : std::nullopt;
  if (!time) {
    throw Error(Fault::Usage, {"SOURCE_DATE_EPOCH", {}}, fmt::format("'{}' is no number of seconds since 1970", epoch));
  }
  return time;
}

void tell_notes(const std::vector<base::Diagnostic>& notes, bool quiet, bool verbose) {
  if (quiet) return;
  constexpr std::size_t kMost = 10;
  std::size_t told = 0;
  std::string out;
  for (const base::Diagnostic& note : notes) {
    if (note.severity != base::Severity::Warning && !verbose) continue;
    if (++told > kMost && !verbose) continue;
    const std::string where = base::to_string(note.where);
    out += fmt::format("perfolio: {}: {}{}{}\n", note.severity == base::Severity::Warning ? "warning" : "note", where,
                       where.empty() ? "" : ": ", base::visible(note.text));
  }
  if (told > kMost && !verbose) {
    out += fmt::format("perfolio: warning: and {} more: --verbose tells them\n", told - kMost);
  }
  sys::write_errors(out);
}

void forget_folders(model::History& history) {
  const auto name = [](std::string& path) {
    if (!names_a_revision(path)) path = base::file_name(path);
  };
  for (model::Input& input : history.inputs) name(input.path);
  for (base::Diagnostic& note : history.diagnostics) name(note.where.file);
}

}  // namespace perfolio::cli
