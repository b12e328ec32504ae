// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/renames.h"

#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace perfolio::analysis {
namespace {

using model::BenchmarkFacts;
using model::Verdict;

/// Beyond this many, pairs are guesses, and there are too many to look at.
constexpr std::size_t kMost = 300;
constexpr double kSimilarLevel = 1.10;
/// Names that share less are only proposed where there is no other choice.
constexpr double kSimilarName = 0.3;

/// The share of the longer name that both begin and end with.
double shared_part(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < shorter && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  return static_cast<double>(head + tail) / static_cast<double>(std::max({a.size(), b.size(), std::size_t{1}}));
}

bool alike(const BenchmarkFacts& gone, const BenchmarkFacts& fresh) {
  const auto kind = [](const BenchmarkFacts& b) { return std::tie(b.suite, b.metric, b.unit.base, b.environment); };
  if (kind(gone) != kind(fresh)) return false;
  const double before = gone.comparison->baseline.value;
  const double after = fresh.comparison->current.value;
  return before > 0 && after > 0 && std::abs(std::log(after / before)) < std::log(kSimilarLevel);
}

struct Pair {
  const BenchmarkFacts* gone = nullptr;
  const BenchmarkFacts* fresh = nullptr;
  double shared = 0;
};

std::vector<const BenchmarkFacts*> with(std::span<const BenchmarkFacts> benchmarks, Verdict verdict) {
  std::vector<const BenchmarkFacts*> found;
  for (const BenchmarkFacts& b : benchmarks) {
    if (b.primary && b.comparison && b.comparison->verdict == verdict) found.push_back(&b);
  }
  return found;
}

std::vector<Pair> pairs_of(std::span<const BenchmarkFacts> benchmarks) {
  std::vector<Pair> pairs;
  const auto gone = with(benchmarks, Verdict::Gone);
  const auto fresh = with(benchmarks, Verdict::New);
  if (gone.size() > kMost || fresh.size() > kMost) return pairs;
  for (const BenchmarkFacts* before : gone) {
    for (const BenchmarkFacts* after : fresh) {
      if (alike(*before, *after)) pairs.push_back({before, after, shared_part(before->name, after->name)});
    }
  }
  std::ranges::stable_sort(pairs, std::ranges::greater{}, &Pair::shared);
  return pairs;
}

std::string sentence(const Pair& p) {
  const double before = p.gone->comparison->baseline.value;
  const double after = p.fresh->comparison->current.value;
  const units::Scale scale = units::common_scale(p.gone->unit.base, p.gone->unit.family, std::array{before, after});
  return fmt::format(
      "'{}' ({}) is gone and '{}' ({}) is new: if it was renamed, add \"aliases\": {{\"{}\": \"{}\"}} to the config",
      p.gone->name, units::quantity(before, scale), p.fresh->name, units::quantity(after, scale), p.gone->name,
      p.fresh->name);
}

}  // namespace

std::vector<base::Diagnostic> proposed_renames(std::span<const BenchmarkFacts> benchmarks) {
  const std::vector<Pair> pairs = pairs_of(benchmarks);
  std::map<const BenchmarkFacts*, std::size_t> choices;
  for (const Pair& p : pairs) {
    ++choices[p.gone];
    ++choices[p.fresh];
  }
  std::set<const BenchmarkFacts*> taken;
  std::vector<base::Diagnostic> proposals;
  for (const Pair& p : pairs) {
    const bool only_choice = choices[p.gone] == 1 && choices[p.fresh] == 1;
    if (p.shared < kSimilarName && !only_choice) continue;
    if (taken.contains(p.gone) || taken.contains(p.fresh)) continue;
    taken.insert({p.gone, p.fresh});
    proposals.push_back({base::Severity::Warning, {}, sentence(p)});
  }
  return proposals;
}

std::vector<base::Diagnostic> proposed_suites(std::span<const BenchmarkFacts> benchmarks) {
  const auto name = [](const BenchmarkFacts& b) { return std::tie(b.name, b.metric, b.unit.base); };
  const auto gone = with(benchmarks, Verdict::Gone);
  std::vector<const BenchmarkFacts*> fresh = with(benchmarks, Verdict::New);
  std::ranges::sort(fresh, [&](const auto* a, const auto* b) { return name(*a) < name(*b); });
  std::map<std::string_view, std::size_t> all;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> moved;  // from one suite to another
  for (const BenchmarkFacts* b : gone) {
    ++all[b->suite];
    const auto at = std::ranges::lower_bound(fresh, name(*b), {}, [&](const auto* f) { return name(*f); });
    if (at != fresh.end() && name(**at) == name(*b)) ++moved[{b->suite, (*at)->suite}];
  }
  std::vector<base::Diagnostic> proposals;
  for (const auto& [suites, n] : moved) {
    const auto& [from, to] = suites;
    if (from == to || 2 * n <= all[from]) continue;
    proposals.push_back(
        {base::Severity::Warning,
         {},
         fmt::format("{} of {} benchmarks gone from suite '{}' are new in suite '{}' under the same "
                     "name: if it is one suite, record it under one name (--suite, or `name` of the action)",
                     n, all[from], from, to)});
  }
  return proposals;
}

}  // namespace perfolio::analysis
