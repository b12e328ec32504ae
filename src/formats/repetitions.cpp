// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/repetitions.h"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <tuple>

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

}  // namespace

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
