// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_set>

namespace perfolio::formats {
namespace {

using model::Result;
using Members = std::vector<std::size_t>;

/// Results that may be folded into one, by their places in the run.
std::vector<Members> groups_of(const std::vector<Result>& results) {
  std::vector<Members> groups;
  std::map<std::tuple<std::string_view, std::string_view, units::Family, std::string>, std::size_t> index;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const units::Unit unit = units::parse_unit(results[i].unit);
    const auto [at, fresh] =
        index.try_emplace({results[i].benchmark, results[i].metric, unit.family, unit.base}, groups.size());
    if (fresh) groups.emplace_back();
    groups[at->second].push_back(i);
  }
  return groups;
}

Result folded(std::vector<Result>& results, const Members& members) {
  Result first = std::move(results[members.front()]);
  if (members.size() == 1) return first;
  const double factor = units::parse_unit(first.unit).factor;
  std::vector<double> values{first.value};
  double low = first.lower.value_or(first.value);
  double high = first.upper.value_or(first.value);
  for (const std::size_t i : std::span(members).subspan(1)) {
    const Result& other = results[i];
    const double ratio = units::parse_unit(other.unit).factor / factor;
    values.push_back(other.value * ratio);
    low = std::min(low, other.lower.value_or(other.value) * ratio);
    first.resolution = std::max(first.resolution, other.resolution * ratio);
    high = std::max(high, other.upper.value_or(other.value) * ratio);
  }
  set_samples(first, std::move(values));
  first.lower = std::min(low, *first.lower);
  first.upper = std::max(high, *first.upper);
  return first;
}

/// Cheap, for histories of a million results: false only where nothing is there twice.
bool may_repeat(const std::vector<Result>& results) {
  const std::hash<std::string_view> hash;
  std::unordered_set<std::size_t> seen(results.size());
  return std::ranges::any_of(results, [&](const Result& result) {
    constexpr std::size_t kMix = 31;
    return !seen.insert(hash(result.benchmark) * kMix + hash(result.metric)).second;
  });
}

/// The entries of one name that were met: how many, and what the last of them has measured so far.
struct Entries {
  std::size_t count = 1;
  std::set<std::tuple<std::string_view, units::Family, std::string>> measured;
  std::string name;  ///< of the last, where it is not the first.
};

/// The next number that no benchmark of the file has for its own.
std::string numbered(const std::string& name, Entries& entries, const std::set<std::string, std::less<>>& taken) {
  std::string other;
  do other = fmt::format("{} #{}", name, ++entries.count);
  while (taken.contains(other));
  return other;
}

/// The facts of a name that are not the same everywhere.
using Differing = std::set<std::string, std::less<>>;

std::map<std::string, Differing, std::less<>> differing_facts(const std::vector<Result>& results,
                                                              const std::vector<Facts>& facts) {
  // By metric too: what stands there once, as each of several modes, is told apart already.
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::set<std::string>>> values;
  for (std::size_t i = 0; i < results.size(); ++i) {
    auto& known = values[{results[i].benchmark, results[i].metric}];
    for (const Fact& fact : facts[i]) known[fact.key].insert(fact.value);
  }
  std::map<std::string, Differing, std::less<>> differing;
  for (const auto& [result, keys] : values) {
    for (const auto& [key, distinct] : keys) {
      if (distinct.size() > 1) differing[result.first].insert(key);
    }
  }
  return differing;
}

}  // namespace

void tell_apart(std::vector<Result>& results, const std::vector<Facts>& facts) {
  if (std::ranges::all_of(facts, &Facts::empty)) return;
  const auto differing = differing_facts(results, facts);
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto keys = differing.find(results[i].benchmark);
    if (keys == differing.end()) continue;
    std::string label;
    for (const Fact& fact : facts[i]) {
      if (!keys->second.contains(fact.key) || fact.value.empty()) continue;
      label += fmt::format("{}{}={}", label.empty() ? "" : ", ", fact.key, fact.value);
    }
    if (!label.empty()) results[i].benchmark += fmt::format(" ({})", label);
  }
}

std::size_t keep_apart(std::vector<Result>& results, std::span<const std::size_t> launches) {
  if (!may_repeat(results)) return 0;
  std::set<std::string, std::less<>> taken;
  for (const Result& result : results) taken.insert(result.benchmark);
  std::map<std::pair<std::size_t, std::string>, Entries> known;
  std::size_t renamed = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    Result& result = results[i];
    const units::Unit unit = units::parse_unit(result.unit);
    Entries& entries = known[{launches.empty() ? 0 : launches[i], result.benchmark}];
    if (entries.measured.contains({result.metric, unit.family, unit.base})) {
      entries.name = numbered(result.benchmark, entries, taken);
      entries.measured.clear();
    }
    entries.measured.insert({result.metric, unit.family, unit.base});
    if (entries.name.empty()) continue;
    result.benchmark = entries.name;
    ++renamed;
  }
  return renamed;
}

bool DistinctNames::as_before(const std::vector<Result>& results) const {
  const auto same = [](const Result& result, const auto& name) {
    return result.benchmark == name.first && result.metric == name.second;
  };
  return std::ranges::equal(results, before_, same);
}

bool DistinctNames::distinct(const std::vector<Result>& results) {
  if (as_before(results)) return distinct_;
  distinct_ = !may_repeat(results);
  before_.resize(results.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    before_[i].first = results[i].benchmark;
    before_[i].second = results[i].metric;
  }
  return distinct_;
}

void note_kept_apart(std::size_t numbered, RunSink& sink) {
  if (numbered == 0) return;
  sink.diagnostic(
      {.severity = base::Severity::Warning,
       .where = {},
       .text = fmt::format("{} results have a name that stands before in the file, and nothing says that they "
                           "repeat it: kept apart as \"NAME #2\" and so on, in the order of the file",
                           numbered)});
}

void keep_apart(model::Run& run, RunSink& sink) { note_kept_apart(keep_apart(run.results), sink); }

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : values[half - 1] / 2 + values[half] / 2;
}

void set_samples(Result& result, std::vector<double> samples) {
  result.value = median(samples);
  if (samples.size() == 1) return;
  const auto [low, high] = std::ranges::minmax(samples);
  result.lower = low;
  result.upper = high;
  result.samples = std::move(samples);
}

void fold_repetitions(model::Run& run) {
  const std::vector<Members> groups = groups_of(run.results);
  if (groups.size() == run.results.size()) return;
  std::vector<Result> results;
  results.reserve(groups.size());
  for (const Members& members : groups) results.push_back(folded(run.results, members));
  run.results = std::move(results);
}

}  // namespace perfolio::formats
