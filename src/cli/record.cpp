// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/descriptions.h"
#include "cli/inputs.h"
#include "history/append.h"
#include "history/commit_facts.h"
#include "history/database.h"
#include "history/gather.h"
#include "releases/commit_id.h"
#include "sys/file.h"
#include "sys/git.h"
#include "sys/machine.h"
#include "sys/postgresql.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace perfolio::cli {
namespace {

using base::Error;
using base::Fault;
using history::CommitFacts;
using history::Measured;
using model::Run;

/// The flags of `record`, as typed.
struct Flags {
  std::vector<std::string> sources, environment;
  std::optional<std::string> release, commit, branch, date, commit_date, suite;
  std::string history, format_in, repo_dir;
  bool detect = false, pull_request = false, allow_duplicate = false, skip_duplicates = false, dry_run = false;
  bool quiet = false, verbose = false;
};

void declare(CLI::App& c, Flags& f) {
  c.add_option("RESULTS", f.sources, "What a benchmark printed or wrote, or a history to take over: files, folders, -")
      ->type_name("");
  c.add_option(
       "--history", f.history,
       "File to append to, one line a run, made if it is not there;\nor a database: postgresql://..., service=...")
      ->type_name("FILE|ADDRESS");
  c.add_option("--release", f.release, "Release these results are of")->type_name("TAG");
  c.add_option("--commit", f.commit, "Commit measured (default: the results', else git's HEAD)")->type_name("SHA");
  c.add_option("--branch", f.branch, "Branch measured (default: git's)")->type_name("NAME");
  c.add_option("--date", f.date, "When it was measured (default: the results' date, else\nSOURCE_DATE_EPOCH, else now)")
      ->type_name("DATE");
  c.add_option("--commit-date", f.commit_date, "Date of the commit (default: git's)")->type_name("DATE");
  c.add_option("--suite", f.suite, "Name of the suite")->type_name("NAME");
  c.add_option("--env", f.environment, "What results may not be mixed over, such as cpu=...; repeat it")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  c.add_flag("--env-detect", f.detect, "Add this machine's cpu, cpus, os, arch and CI runner");
  c.add_option("--format-in,--tool", f.format_in,
               "Read every RESULTS as this format, or by a\ndescription (./NAME.format.json)")
      ->type_name("NAME");
  c.add_option("--repo-dir", f.repo_dir, "Git repository measured (default: the one around; none: no\nrepository)")
      ->type_name("DIR");
  c.add_flag("--pull-request", f.pull_request, "Measured on a pull request: reports leave it out by default");
  c.add_flag("--allow-duplicate", f.allow_duplicate, "Record a run that is there already once more");
  c.add_flag("--skip-duplicates", f.skip_duplicates, "Leave out runs that are there already");
  c.add_flag("--dry-run", f.dry_run, "Print the lines, write nothing");
  c.add_flag("-q,--quiet", f.quiet, "Only errors");
  c.add_flag("-v,--verbose", f.verbose, "Every note, not only the first ten");
}

// ---- what the flags say --------------------------------------------------------------------------------------------

/// The flags that say something of the runs, understood.
struct Said {
  std::string release, commit, branch, suite;
  std::optional<base::Time> date, commit_date;
  model::Environment environment, detected;
  bool pull_request = false;
};

[[noreturn]] void wrong(const std::string& flag, const std::string& what, const std::string& hint = {}) {
  throw Error(Fault::Usage, {}, flag + ": " + what, hint);
}

/// A name as it is to stand in the history: one line of text.
std::string name_in(const std::string& flag, const std::optional<std::string>& given) {
  if (!given) return {};
  if (base::trim(*given).empty()) wrong(flag, "nothing is given", "leave the flag out where there is nothing to say");
  if (base::visible(*given) != *given) wrong(flag, fmt::format("'{}' is not one line of text", *given));
  return *given;
}

std::optional<base::Time> time_in(const std::string& flag, const std::optional<std::string>& given) {
  if (!given) return std::nullopt;
  const auto time = base::parse_time(base::trim(*given));
  if (!time) wrong(flag, fmt::format("'{}' is no date", *given), "write it as 2026-02-20T12:00:00Z or 2026-02-20");
  return time;
}

std::string commit_in(const std::optional<std::string>& given) {
  if (!given) return {};
  std::string id = base::to_lower_ascii(base::trim(*given));
  if (!releases::is_commit_id(id)) {
    wrong("--commit", fmt::format("'{}' is no commit id", *given), "its hex digits, 7 at least: `git rev-parse HEAD`");
  }
  return id;
}

model::Environment environment_in(const std::vector<std::string>& given) {
  model::Environment environment;
  for (const std::string& pair : given) {
    const auto equals = pair.find('=');
    const std::string key(base::trim(std::string_view(pair).substr(0, equals)));
    if (equals == std::string::npos || key.empty()) {
      wrong("--env", fmt::format("'{}' is not of the form KEY=VALUE", pair), "--env cpu='AMD EPYC 7763', for example");
    }
    name_in("--env", key);
    const std::string value =
        name_in("--env " + key, std::string(base::trim(std::string_view(pair).substr(equals + 1))));
    if (!environment.emplace(key, value).second) wrong("--env", fmt::format("'{}' is given twice", key));
  }
  return environment;
}

Said said_by(const Flags& f) {
  Said said;
  said.release = name_in("--release", f.release);
  said.commit = commit_in(f.commit);
  said.branch = name_in("--branch", f.branch);
  said.pull_request = f.pull_request;
  said.suite = name_in("--suite", f.suite);
  said.date = time_in("--date", f.date);
  said.commit_date = time_in("--commit-date", f.commit_date);
  said.environment = environment_in(f.environment);
  if (f.detect) said.detected = sys::this_machine();
  return said;
}

// ---- what git says -------------------------------------------------------------------------------------------------

std::string line_of(const sys::Git& git, const std::vector<std::string>& arguments) {
  return std::string(base::trim(git.run(arguments)));
}

/// A path as git calls it: from the top folder of the repository. Empty when it is not below it.
std::string path_in(const std::string& top, const std::string& path) {
  std::error_code code;
  const auto whole = std::filesystem::weakly_canonical(path, code);
  if (code) return {};
  const std::string below = whole.lexically_relative(top).generic_string();
  return below.starts_with("..") ? std::string() : below;
}

/// The repository measured, if there is one.
class Repository {
 public:
  Repository(const Flags& flags, std::vector<base::Diagnostic>& notes);
  [[nodiscard]] const sys::Git* git() const { return git_.get(); }
  [[nodiscard]] const std::optional<CommitFacts>& head() const { return head_; }
  /// Nothing where the repository, or the commit in it, is unknown.
  const std::optional<CommitFacts>& facts(const std::string& commit);
  [[nodiscard]] std::string branch() const { return git_ ? history::current_branch(*git_) : std::string(); }
  [[nodiscard]] bool is_dirty(const Flags& flags) const;

 private:
  std::unique_ptr<sys::Git> git_;
  std::optional<CommitFacts> head_;
  std::map<std::string, std::optional<CommitFacts>> facts_;
};

Repository::Repository(const Flags& f, std::vector<base::Diagnostic>& notes) {
  if (f.repo_dir == "none") return;
  auto git = std::make_unique<sys::GitProcess>(f.repo_dir.empty() ? "." : f.repo_dir);
  try {
    line_of(*git, {"rev-parse", "--git-dir"});
  } catch (const Error& error) {
    if (!f.repo_dir.empty()) throw;
    const std::string what = error.what();
    const bool none =
        what.find("not a git repository") != std::string::npos || what.starts_with("git is not installed");
    // A repository that git will not open (of another user, in a container) would go unnoticed.
    if (!none) notes.push_back({base::Severity::Warning, {}, what + (error.hint().empty() ? "" : "; " + error.hint())});
    return;
  }
  git_ = std::move(git);
  head_ = history::commit_facts(*git_, "HEAD");
}

const std::optional<CommitFacts>& Repository::facts(const std::string& commit) {
  const auto [at, fresh] = facts_.try_emplace(commit);
  if (fresh && git_ != nullptr && releases::is_commit_id(commit)) at->second = history::commit_facts(*git_, commit);
  return at->second;
}

/// What `record` itself reads and writes may have changed.
bool Repository::is_dirty(const Flags& f) const {
  try {
    const std::string top = line_of(*git_, {"rev-parse", "--show-toplevel"});
    std::set<std::string, std::less<>> but{path_in(top, f.history)};
    for (const std::string& source : f.sources) but.insert(path_in(top, source));
    return history::is_dirty(*git_, but);
  } catch (const Error&) {
    return false;  // a repository without files, say
  }
}

// ---- the runs ------------------------------------------------------------------------------------------------------

std::string first_of(const std::string& a, const std::string& b) { return a.empty() ? b : a; }
std::optional<base::Time> first_of(std::optional<base::Time> a, std::optional<base::Time> b) { return a ? a : b; }

/// One of a history says itself what it is; the flags fill what it leaves open.
void complete_imported(Run& run, const Said& said) {
  run.pull_request |= said.pull_request;
  run.branch = first_of(run.branch, said.branch);
  run.suite = first_of(run.suite, said.suite);
  run.date = first_of(run.date, said.date);
  run.commit_date = first_of(run.commit_date, said.commit_date);
  run.environment.insert(said.environment.begin(), said.environment.end());
}

/// The flags win over what the results state, and that over what git and the machine say.
void complete_measured(Run& run, const Said& said, Repository& repository) {
  run.pull_request |= said.pull_request;
  const auto& head = repository.head();
  run.release = first_of(said.release, run.release);
  run.commit = first_of(said.commit, base::to_lower_ascii(run.commit));
  if (run.commit.empty() && head) run.commit = head->id;
  run.branch = first_of(said.branch, run.branch);
  run.suite = first_of(said.suite, run.suite);
  run.date = first_of(said.date, run.date);
  run.commit_date = first_of(said.commit_date, run.commit_date);
  for (const auto& [key, value] : said.environment) run.environment[key] = value;
  run.environment.insert(said.detected.begin(), said.detected.end());
  const auto& facts = repository.facts(run.commit);
  if (!facts) return;
  run.commit = facts->id;
  run.commit_date = first_of(run.commit_date, facts->date);
  run.subject = first_of(run.subject, facts->subject);
  run.author = first_of(run.author, facts->author);
  if (run.branch.empty() && head && head->id == run.commit) run.branch = repository.branch();
}

void check_flags(const Flags& f, const std::vector<Measured>& measured) {
  const auto imported = std::ranges::count_if(measured, &Measured::imported);
  if (imported == 0) return;
  const std::string what =
      fmt::format("there are {} runs of a history, each with a commit or a date of its own", imported);
  if (f.release) wrong("--release", what, "`perfolio report --release-map FILE` says which release a commit is of");
  if (f.commit) wrong("--commit", what, "record the results of one commit at a time");
  if (f.detect) wrong("--env-detect", what, "they were not measured here and now; --env KEY=VALUE says where");
}

/// A run's date is when it ran: for what has just been measured, that is now.
history::Addition addition_of(Measured measured) {
  history::Addition addition{std::move(measured.run), true};
  if (measured.imported || addition.run.date) return addition;
  addition.run.date = source_date_epoch();
  addition.dated = addition.run.date.has_value();
  if (!addition.dated) addition.run.date = sys::now();
  return addition;
}

void note_commits(const Flags& f, const std::vector<Measured>& runs, const Repository& repository,
                  std::vector<base::Diagnostic>& notes) {
  std::set<std::string> told;
  for (const auto& [run, imported] : runs) {
    if (imported || !told.insert(run.commit).second) continue;
    if (!run.commit.empty() && run.commit.size() < releases::kSha1Digits) {
      notes.push_back({base::Severity::Warning, {}, "no repository knows commit " + run.commit + ": kept as it is"});
    }
    if (repository.head() && repository.head()->id == run.commit && repository.is_dirty(f)) {
      const std::string text = "the work tree differs from commit " + run.commit.substr(0, 7) + ": was that measured?";
      notes.push_back({base::Severity::Warning, {}, text});
    }
  }
}

std::vector<history::Addition> additions_of(const Flags& f, std::vector<base::Diagnostic>& notes) {
  const Said said = said_by(f);
  Repository repository(f, notes);
  const Formats formats = formats_for(read_config({}), f.format_in);
  const history::ReadOptions options{formats.name, repository.git(), true, {}, formats.known.get()};
  std::vector<Measured> measured = history::gather(f.sources, options, f.history, notes);
  check_flags(f, measured);
  for (Measured& one : measured) {
    if (one.imported) {
      complete_imported(one.run, said);
    } else {
      complete_measured(one.run, said, repository);
    }
  }
  std::vector<Measured> runs = history::combined(std::move(measured));
  note_commits(f, runs, repository, notes);
  std::vector<history::Addition> additions;
  additions.reserve(runs.size());
  for (Measured& run : runs) additions.push_back(addition_of(std::move(run)));
  return additions;
}

// ---- what is told --------------------------------------------------------------------------------------------------

std::string counted(std::size_t count, const std::string& thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

/// What all of them have in common, if anything, and when they were measured.
std::string marks_of(const std::vector<const Run*>& runs) {
  const Run& first = *runs.front();
  std::vector<std::string> marks;
  const auto add_shared = [&](std::string Run::* member, std::size_t length) {
    const bool shared = std::ranges::all_of(runs, [&](const Run* run) { return run->*member == first.*member; });
    if (shared && !(first.*member).empty()) marks.push_back(base::visible((first.*member).substr(0, length)));
  };
  add_shared(&Run::release, std::string::npos);
  add_shared(&Run::commit, 7);
  std::set<std::string> days;
  for (const Run* run : runs) {
    if (run->date) days.insert(base::to_date(*run->date));
  }
  if (!days.empty()) marks.push_back(*days.begin() + (days.size() > 1 ? " to " + *days.rbegin() : ""));
  return marks.empty() ? "" : fmt::format(" ({})", fmt::join(marks, ", "));
}

std::string shown_history(const Flags& f) {
  return sys::names_database(f.history) ? sys::shown_database(f.history) : base::visible(f.history);
}

std::string words_of(const Flags& f, const history::Lines& lines) {
  const std::string file = shown_history(f);
  if (lines.added.empty()) {
    return fmt::format("recorded nothing in {}: {} there already\n", file,
                       lines.skipped == 1 ? "the run is" : fmt::format("all {} runs are", lines.skipped));
  }
  std::size_t results = 0;
  for (const Run* run : lines.added) results += run->results.size();
  return fmt::format("recorded {} of {} in {}{}{}\n", counted(results, "result"), counted(lines.added.size(), "run"),
                     file, marks_of(lines.added),
                     lines.skipped > 0 ? fmt::format("; skipped {} there already", counted(lines.skipped, "run")) : "");
}

/// Two branches that both record would otherwise conflict at the end of the file.
void suggest_union(const Flags& f) {
  const auto folder = std::filesystem::path(f.history).parent_path().string();
  const sys::GitProcess git(folder.empty() ? "." : folder);
  try {
    const std::string top = line_of(git, {"rev-parse", "--show-toplevel"});
    const std::string path = path_in(top, f.history);
    const sys::GitProcess at_top(top);
    if (path.empty() || !line_of(at_top, {"check-attr", "merge", "--", path}).ends_with(": unspecified")) return;
    sys::write_errors(
        fmt::format("perfolio: note: '{} merge=union' in .gitattributes lets git merge branches that both record\n",
                    base::visible(path.find(' ') == std::string::npos ? path : '"' + path + '"')));
  } catch (const Error&) {
    return;  // no git, or no repository: nothing to suggest
  }
}

history::Lines lines_beside(const Flags& f, const std::vector<history::Addition>& additions, history::Twice twice,
                            std::vector<base::Diagnostic>& notes) {
  if (f.history.empty() || sys::path_kind(f.history) == sys::PathKind::Missing) {
    return history::lines_for({}, additions, twice, notes);
  }
  const sys::MappedFile file(f.history);
  history::Lines lines;
  base::in_file(f.history, [&] { lines = history::lines_for(file.bytes(), additions, twice, notes); });
  return lines;
}

int record(const Flags& f, std::vector<base::Diagnostic>& notes) {
  const std::vector<history::Addition> additions = additions_of(f, notes);
  const auto twice = f.allow_duplicate   ? history::Twice::Allow
                     : f.skip_duplicates ? history::Twice::Skip
                                         : history::Twice::Refuse;
  const bool database = sys::names_database(f.history);
  const auto add = [&] { return history::add_runs(f.history, additions, {twice, f.dry_run}, notes); };
  if (f.dry_run) {
    const history::Lines lines = database ? add() : lines_beside(f, additions, twice, notes);
    sys::write_output(std::string(base::trim(lines.text)) + (lines.added.empty() ? "" : "\n"));
    return 0;
  }
  const history::Lines lines = database ? add() : history::append_runs(f.history, additions, twice, notes);
  if (f.quiet) return 0;
  if (lines.first && !lines.added.empty()) suggest_union(f);
  sys::write_output(words_of(f, lines), "the history is written all the same: there is nothing to repeat");
  return 0;
}

int run_record(const Flags& f) {
  if (f.sources.empty()) {
    throw Error(Fault::Usage, {}, "no RESULTS given",
                "perfolio record results.json --history history.jsonl, for example");
  }
  if (f.history.empty() && !f.dry_run) {
    throw Error(Fault::Usage, {}, "no --history given", "--history history.jsonl; the file is made if it is not there");
  }
  if (f.skip_duplicates && f.allow_duplicate) wrong("--skip-duplicates", "--allow-duplicate says the opposite");
  std::vector<base::Diagnostic> notes;
  try {
    const int code = record(f, notes);
    tell_notes(notes, f.quiet, f.verbose);
    return code;
  } catch (const Error&) {
    tell_notes(notes, f.quiet, f.verbose);
    throw;
  }
}

}  // namespace

Action add_record(CLI::App& app) {
  CLI::App* command = app.add_subcommand("record", "Append the results of a benchmark run to a history");
  const auto flags = std::make_shared<Flags>();
  declare(*command, *flags);
  command->footer(
      "All RESULTS of one call are one run where suite, tool and environment are the same; a benchmark measured in\n"
      "several of them was launched several times: its median counts, the single values are kept. Commit, branch and\n"
      "commit date come from git where it knows them. A history (data.js, *.jsonl) is taken over run by run.\n"
      "The file is locked, appended to with one write and synced: a line is there whole or not at all; in a database, "
      "one\n"
      "transaction (docs/postgresql.md).\n\n"
      "Examples:\n"
      "  perfolio record results.json --history history.jsonl\n"
      "  perfolio record run1.txt run2.txt run3.txt --history history.jsonl --release v1.4.0 --env-detect\n"
      "  perfolio record - --tool criterion --suite parser --env cpu='AMD EPYC 7763' --history history.jsonl < "
      "bench.txt\n"
      "  perfolio record origin/gh-pages:dev/bench/data.js --history history.jsonl --skip-duplicates\n"
      "  perfolio record results.json --history postgresql://bench@db.example.org/benchmarks");
  return [flags] { return run_record(*flags); };
}

}  // namespace perfolio::cli
