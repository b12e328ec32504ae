// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/row_names.h"

#include "base/text.h"
#include "layout/names.h"
#include "layout/seams.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;

namespace {

/// The listed ones by suite and benchmark, in the order in which each of these comes first.
std::vector<std::size_t> together(const Report& report, const model::Group& group) {
  std::map<std::string_view, std::size_t> suites;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> benchmarks;
  using Key = std::tuple<std::size_t, std::size_t, bool>;
  std::vector<std::pair<Key, std::size_t>> order;
  for (const std::size_t i : group.benchmarks) {
    const BenchmarkFacts& b = report.benchmarks[i];
    if (!b.comparison) continue;
    const std::size_t suite = suites.try_emplace(b.suite, suites.size()).first->second;
    const std::size_t name = benchmarks.try_emplace({b.suite, b.name}, benchmarks.size()).first->second;
    order.emplace_back(Key{suite, name, !b.primary}, i);
  }
  std::ranges::stable_sort(order, {}, &std::pair<Key, std::size_t>::first);
  std::vector<std::size_t> out;
  for (const auto& [key, i] : order) out.push_back(i);
  return out;
}

/// "allocs" of "parse [allocs]" below "parse".
std::string further_label(std::string_view id, std::string_view above) {
  std::string_view rest = base::trim(id.substr(above.size()));
  if (rest.starts_with('[') && rest.find(']') + 1 == rest.size()) rest = rest.substr(1, rest.size() - 2);
  return std::string(rest.empty() ? id : rest);
}

std::string label_of(const BenchmarkFacts& b, const model::Group& group, bool suite_is_said) {
  const std::string id = printed_id(b);
  std::string_view rest = id;
  if (suite_is_said || group.name == b.suite) {
    const std::string suite = base::visible(b.suite) + ": ";
    if (rest.starts_with(suite) && rest.size() > suite.size()) rest.remove_prefix(suite.size());
  }
  return std::string(without_heading(rest, base::visible(group.name)));
}

/// Labels that would be alike under one heading give way to the whole ids.
void tell_apart(const Report& report, std::vector<NamedSeries>& all) {
  std::map<std::pair<std::string, std::string>, std::size_t> seen;
  for (const NamedSeries& s : all) seen[{s.suite, s.label}] += s.further ? 0 : 1;
  for (NamedSeries& s : all) {
    if (!s.further && seen.at({s.suite, s.label}) > 1) s.label = printed_id(report.benchmarks[s.index]);
  }
}

}  // namespace

std::vector<NamedSeries> named_series(const Report& report, const model::Group& group) {
  const std::vector<std::size_t> order = together(report, group);
  std::set<std::string_view> suites;
  for (const std::size_t i : order) suites.insert(report.benchmarks[i].suite);
  std::vector<NamedSeries> out;
  const BenchmarkFacts* above = nullptr;
  for (const std::size_t i : order) {
    const BenchmarkFacts& b = report.benchmarks[i];
    NamedSeries& s = out.emplace_back();
    s.index = i;
    s.suite = suites.size() > 1 ? base::visible(b.suite) : std::string();
    s.further = above != nullptr && !b.primary && above->suite == b.suite && above->name == b.name;
    if (s.further) {
      const std::string id = printed_id(b);
      const std::string head = printed_id(*above);
      s.label = id.starts_with(head) ? further_label(id, head) : id;
    } else {
      s.label = label_of(b, group, suites.size() > 1);
      above = &b;
    }
  }
  tell_apart(report, out);
  return out;
}

}  // namespace perfolio::layout
