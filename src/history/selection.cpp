// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/selection.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>

namespace perfolio::history {

namespace {

bool any(const std::vector<base::Pattern>& patterns, const std::string& text) {
  return std::ranges::any_of(patterns, [&](const base::Pattern& p) { return p.matches(text); });
}

/// What a run says of such a key; nothing for those of its results.
const std::string* said(const model::Run& run, const std::string& key) {
  static const std::string kNothing;
  if (key == "benchmark" || key == "metric") return nullptr;
  if (key == "suite") return &run.suite;
  if (key == "branch") return &run.branch;
  const auto found = run.environment.find(key);
  return found == run.environment.end() ? &kNothing : &found->second;
}

}  // namespace

bool Selection::wants_run(const model::Run& run) const {
  const bool matches = std::ranges::all_of(where, [&](const auto& entry) {
    const std::string* text = said(run, entry.first);
    return text == nullptr || any(entry.second, *text);
  });
  return matches && (!keeps || keeps(run));
}

bool Selection::wants_series(const std::string& benchmark, const std::string& metric) const {
  const auto by_name = where.find("benchmark");
  const auto by_metric = where.find("metric");
  return (by_name == where.end() || any(by_name->second, benchmark)) &&
         (by_metric == where.end() || any(by_metric->second, metric));
}

std::optional<std::int64_t> Newest::add(const model::Run& run, std::int64_t number) {
  auto& group = groups_[{selection_.release_of(run), run.suite, run.environment}];
  group.emplace(run.date.value_or(run.commit_date.value_or(base::Time::min())), number);
  if (group.size() <= selection_.newest) return std::nullopt;
  const std::int64_t oldest = group.begin()->second;
  group.erase(group.begin());
  return oldest;
}

void add_wheres(Selection& selection, const std::vector<std::string>& typed) {
  for (const std::string& text : typed) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw base::Error(base::Fault::Usage, {}, "--where: '" + base::visible(text) + "' is not of the form KEY=PATTERN",
                        "--where suite=runtime, --where benchmark='vm_*', --where cpu='*EPYC*'");
    }
    selection.where[text.substr(0, equals)].emplace_back(text.substr(equals + 1));
  }
}

}  // namespace perfolio::history
