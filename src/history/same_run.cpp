// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/same_run.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/perfolio_jsonl.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace perfolio::history {

using base::Error;
using base::Fault;
using model::Run;

namespace {

bool share_a_benchmark(const Run& a, const Run& b) {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const model::Result& result : a.results) names.emplace(result.benchmark, result.metric);
  return std::ranges::any_of(b.results,
                             [&](const model::Result& r) { return names.contains({r.benchmark, r.metric}); });
}

/// A date from the clock is not what makes them the same.
std::string words_for(const Addition& addition) {
  const Run& run = addition.run;
  std::string words = run.commit.empty() ? "no commit" : "commit " + run.commit.substr(0, 12);
  if (!run.suite.empty()) words += ", suite '" + run.suite + "'";
  if (addition.dated && run.date) words += ", " + base::to_rfc3339(*run.date);
  return words;
}

}  // namespace

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

bool by_moment(const Addition& addition) { return addition.dated && !addition.run.commit.empty(); }

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

void refuse(const std::vector<Met>& met, const std::vector<Addition>& additions) {
  const Met& first = met.front();
  const Addition& addition = additions[first.addition];
  const std::string more = met.size() > 1 ? fmt::format(", and {} more", met.size() - 1) : "";
  const std::string hint = "--skip-duplicates leaves out what is there, --allow-duplicate records it once more";
  if (first.line == 0) {
    throw Error(Fault::Input, {addition.run.source, {}},
                fmt::format("the same run twice ({}){}", words_for(addition), more), hint);
  }
  throw Error(Fault::Input, {{}, {}, std::max(first.line, 0), 0},
              fmt::format("this run is recorded already ({}){}", words_for(addition), more), hint);
}

}  // namespace perfolio::history
