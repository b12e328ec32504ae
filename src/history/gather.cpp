// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/gather.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/repetitions.h"
#include "sys/postgresql.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace perfolio::history {

namespace {

using base::Error;
using base::Fault;
using model::Input;
using model::Run;

using base::file_name;

bool is_same_file(const std::string& a, const std::string& b) {
  if (sys::names_database(a) || sys::names_database(b)) {
    return sys::names_database(a) && sys::names_database(b) && sys::shown_database(a) == sys::shown_database(b);
  }
  std::error_code code;
  return std::filesystem::equivalent(a, b, code) && !code;
}

/// All sources of one call, one after the other.
class Gathering {
 public:
  Gathering(const ReadOptions& options, const std::string& history, std::vector<base::Diagnostic>& notes)
      : options_(options), history_(history), notes_(notes) {}
  void source(const std::string& name);
  std::vector<Measured> finish();

 private:
  bool is_wanted(const Input& input, const std::string& source);
  void note(const std::string& file, const std::string& text) {
    notes_.push_back({base::Severity::Warning, {file, {}}, text});
  }

  const ReadOptions& options_;
  const std::string& history_;
  std::vector<base::Diagnostic>& notes_;
  std::map<std::string, std::string> path_of_;  ///< digest -> where these bytes were first read.
  std::vector<Measured> found_;
  std::size_t empty_ = 0;
};

bool Gathering::is_wanted(const Input& input, const std::string& source) {
  if (is_same_file(input.path, history_)) {
    if (input.path != source && !sys::names_database(source)) return false;
    throw Error(Fault::Usage, {input.path, {}}, "is both a source and the history");
  }
  const auto [first, fresh] = path_of_.try_emplace(input.sha256, input.path);
  if (!fresh) note(input.path, fmt::format("left out: holds the same bytes as {}", first->second));
  for (const auto& [reason, count] : input.ignored) note(input.path, fmt::format("left out: {} x {}", count, reason));
  return fresh;
}

bool states_its_place(const Run& run) { return run.date || !run.commit.empty(); }

void Gathering::source(const std::string& name) {
  model::History read = read_runs({name}, options_);
  notes_.insert(notes_.end(), read.diagnostics.begin(), read.diagnostics.end());
  // The files of one folder differ in their names, and so do the runs' sources.
  std::map<std::string, std::vector<Run>> runs_of;
  for (Run& run : read.runs) runs_of[run.source].push_back(std::move(run));
  for (const Input& input : read.inputs) {
    if (!is_wanted(input, name)) continue;
    std::vector<Run> runs = std::exchange(runs_of[file_name(input.path)], {});
    const bool history = runs.size() > 1 && std::ranges::any_of(runs, states_its_place);
    for (Run& run : runs) {
      if (run.results.empty()) {
        ++empty_;
      } else {
        found_.push_back({std::move(run), history});
      }
    }
  }
}

std::vector<Measured> Gathering::finish() {
  if (empty_ > 0) note({}, fmt::format("left out: {} {} without results", empty_, empty_ == 1 ? "run" : "runs"));
  if (found_.empty()) throw Error(Fault::Input, {}, "there is no result to record");
  std::set<std::string_view> commits;
  for (const Measured& one : found_) {
    if (!one.run.commit.empty()) commits.insert(one.run.commit);
  }
  if (commits.size() > 1) {
    for (Measured& one : found_) one.imported = true;
  }
  return std::move(found_);
}

/// What tells the results of one call apart.
auto identity_of(const Run& run) {
  return std::tie(run.suite, run.tool, run.environment, run.commit, run.branch, run.release, run.pull_request,
                  run.derived);
}

void take_over(Run& run, Run& other) {
  if (other.date && (!run.date || *other.date < *run.date)) run.date = other.date;
  if (!run.commit_date) run.commit_date = other.commit_date;
  if (run.subject.empty()) run.subject = other.subject;
  if (run.author.empty()) run.author = other.author;
  if (run.url.empty()) run.url = other.url;
  run.results.insert(run.results.end(), std::make_move_iterator(other.results.begin()),
                     std::make_move_iterator(other.results.end()));
  run.complexities.insert(run.complexities.end(), other.complexities.begin(), other.complexities.end());
}

}  // namespace

std::vector<Measured> gather(const std::vector<std::string>& sources, const ReadOptions& options,
                             const std::string& history, std::vector<base::Diagnostic>& notes) {
  Gathering gathering(options, history, notes);
  // A file named twice is one file.
  for (const std::string& name : std::set<std::string>(sources.begin(), sources.end())) gathering.source(name);
  return gathering.finish();
}

std::vector<Measured> combined(std::vector<Measured> measured) {
  std::vector<Measured> runs;
  std::vector<std::size_t> open;  // what is not imported, by place in `runs`
  std::set<std::size_t> grown;
  for (Measured& one : measured) {
    const auto same =
        std::ranges::find_if(open, [&](std::size_t i) { return identity_of(runs[i].run) == identity_of(one.run); });
    if (one.imported || same == open.end()) {
      if (!one.imported) open.push_back(runs.size());
      runs.push_back(std::move(one));
    } else {
      take_over(runs[*same].run, one.run);
      grown.insert(*same);
    }
  }
  for (const std::size_t i : grown) formats::fold_repetitions(runs[i].run);
  return runs;
}

}  // namespace perfolio::history
