// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/append.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/perfolio_jsonl.h"
#include "sys/append_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace perfolio::history {

namespace {

using base::Error;
using base::Fault;
using model::Run;

/// A run that is only compared is not told about.
struct Quiet final : formats::RunSink {
  void run(Run /*run*/) override {}
  void diagnostic(base::Diagnostic /*diagnostic*/) override {}
  void ignored(std::string_view /*reason*/) override {}
  void repository_url(std::string_view /*url*/) override {}
};

/// What was measured of what, and where; not when.
std::string context_of(const Run& run) {
  Run bare;
  bare.commit = base::to_lower_ascii(run.commit);
  bare.suite = run.suite;
  bare.environment = run.environment;
  std::string text;
  formats::append_line(bare, text);
  return text;
}

std::string moment_of(const Run& run) { return run.date ? base::to_rfc3339(*run.date) : std::string(); }

std::string measured_by(const Run& run) {
  Run bare;
  bare.tool = run.tool;
  bare.results = run.results;
  std::string text;
  formats::append_line(bare, text);
  return text;
}

bool share_a_benchmark(const Run& a, const Run& b) {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const model::Result& result : a.results) names.emplace(result.benchmark, result.metric);
  return std::ranges::any_of(b.results,
                             [&](const model::Result& r) { return names.contains({r.benchmark, r.metric}); });
}

/// Where a run that is met again stood first: at a line of the history, or (0) in the same call.
struct Met {
  std::size_t addition;
  int line;
};

/// Finds which of the additions were met before.
class Meetings {
 public:
  explicit Meetings(const std::vector<Addition>& additions);
  void meet(const Run& known, int line);
  /// Of every addition that was met, the first place; in their order.
  [[nodiscard]] std::vector<Met> all() const;

 private:
  using Index = std::unordered_map<std::string, std::vector<std::size_t>>;
  static bool by_moment(const Addition& a) { return a.dated && !a.run.commit.empty(); }
  static std::string content_key(const Run& run, bool dated);
  void mark(std::size_t addition, int line);
  bool met_among(const std::vector<std::size_t>& earlier, std::size_t addition) const;

  const std::vector<Addition>& additions_;
  std::vector<std::optional<int>> met_;
  Index moments_;   ///< context and date -> additions told apart by these.
  Index contents_;  ///< all of it -> additions told apart by what they measured.
  std::set<std::string> content_contexts_;
};

std::string Meetings::content_key(const Run& run, bool dated) {
  return (dated ? "dated " + moment_of(run) : "") + context_of(run) + measured_by(run);
}

Meetings::Meetings(const std::vector<Addition>& additions) : additions_(additions), met_(additions.size()) {
  for (std::size_t i = 0; i < additions.size(); ++i) {
    const auto& [run, dated] = additions[i];
    const bool moment = by_moment(additions[i]);
    auto& earlier = moment ? moments_[moment_of(run) + context_of(run)] : contents_[content_key(run, dated)];
    if (moment ? met_among(earlier, i) : !earlier.empty()) mark(i, 0);
    earlier.push_back(i);
    if (!moment) content_contexts_.insert(context_of(run));
  }
}

bool Meetings::met_among(const std::vector<std::size_t>& earlier, std::size_t addition) const {
  return std::ranges::any_of(
      earlier, [&](std::size_t e) { return share_a_benchmark(additions_[e].run, additions_[addition].run); });
}

void Meetings::mark(std::size_t addition, int line) {
  if (!met_[addition] || *met_[addition] == 0) met_[addition] = line;
}

void Meetings::meet(const Run& known, int line) {
  const std::string context = context_of(known);
  if (const auto same = moments_.find(moment_of(known) + context); same != moments_.end()) {
    for (const std::size_t i : same->second) {
      if (share_a_benchmark(additions_[i].run, known)) mark(i, line);
    }
  }
  if (!content_contexts_.contains(context)) return;
  for (const bool dated : {true, false}) {
    const auto same = contents_.find(content_key(known, dated));
    if (same == contents_.end()) continue;
    for (const std::size_t i : same->second) mark(i, line);
  }
}

std::vector<Met> Meetings::all() const {
  std::vector<Met> all;
  for (std::size_t i = 0; i < met_.size(); ++i) {
    if (met_[i]) all.push_back({i, *met_[i]});
  }
  return all;
}

/// A date from the clock is not what makes them the same.
std::string words_for(const Addition& addition) {
  const Run& run = addition.run;
  std::string words = run.commit.empty() ? "no commit" : "commit " + run.commit.substr(0, 12);
  if (!run.suite.empty()) words += ", suite '" + run.suite + "'";
  if (addition.dated && run.date) words += ", " + base::to_rfc3339(*run.date);
  return words;
}

[[noreturn]] void refuse(const std::vector<Met>& met, const std::vector<Addition>& additions) {
  const Met& first = met.front();
  const Addition& addition = additions[first.addition];
  const std::string more = met.size() > 1 ? fmt::format(", and {} more", met.size() - 1) : "";
  const std::string hint = "--skip-duplicates leaves out what is there, --allow-duplicate records it once more";
  if (first.line == 0) {
    throw Error(Fault::Input, {addition.run.source, {}},
                fmt::format("the same run twice ({}){}", words_for(addition), more), hint);
  }
  throw Error(Fault::Input, {{}, {}, first.line, 0},
              fmt::format("this run is recorded already ({}){}", words_for(addition), more), hint);
}

void check_is_history(std::string_view bytes) {
  if (formats::begins_history(bytes)) return;
  throw Error(Fault::Input, {}, "this is not a history of perfolio, and stays as it is",
              "`perfolio record THAT --history NEW.jsonl` takes its runs over into one");
}

}  // namespace

Lines lines_for(std::string_view bytes, const std::vector<Addition>& additions, Twice twice,
                std::vector<base::Diagnostic>& notes) {
  check_is_history(bytes);
  Meetings meetings(additions);
  Quiet quiet;
  Lines lines;
  lines.first = true;
  const formats::HistoryEnd end = formats::read_history(bytes, quiet, [&](const Run& known, int line) {
    lines.first = false;
    if (twice != Twice::Allow) meetings.meet(known, line);
  });
  lines.keep = end.whole;
  const std::vector<Met> met = twice == Twice::Allow ? std::vector<Met>() : meetings.all();
  if (!met.empty() && twice == Twice::Refuse) refuse(met, additions);
  std::vector<bool> skip(additions.size());
  for (const Met& one : met) skip[one.addition] = true;
  for (std::size_t i = 0; i < additions.size(); ++i) {
    if (skip[i]) continue;
    lines.added.push_back(&additions[i].run);
    formats::append_line(additions[i].run, lines.text);
  }
  lines.skipped = met.size();
  if (lines.added.empty()) return lines;
  if (!end.newline) lines.text.insert(0, 1, '\n');
  if (end.whole < bytes.size()) {
    const std::string text = fmt::format("a torn last line of {} bytes is cut off", bytes.size() - end.whole);
    notes.push_back({base::Severity::Warning, {}, text});
  }
  return lines;
}

Lines append_runs(const std::string& path, const std::vector<Addition>& additions, Twice twice,
                  std::vector<base::Diagnostic>& notes, std::chrono::milliseconds patience) {
  sys::AppendFile file(path, patience);
  Lines lines;
  const std::size_t before = notes.size();
  base::in_file(path, [&] { lines = lines_for(file.bytes(), additions, twice, notes); });
  for (std::size_t i = before; i < notes.size(); ++i) notes[i].where.file = path;
  if (!lines.added.empty()) file.append(lines.keep, lines.text);
  return lines;
}

}  // namespace perfolio::history
