// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/charted.h"

#include "layout/names.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>
#include <utility>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;

namespace {

constexpr std::size_t kMostLarge = 64;  ///< eight pages.
constexpr std::size_t kMostSmall = 42;  ///< two pages.

class Chosen {
 public:
  void add(std::size_t i) {
    if (known_.insert(i).second) all.push_back(i);
  }
  [[nodiscard]] bool has(std::size_t i) const { return known_.contains(i); }
  std::vector<std::size_t> all;

 private:
  std::set<std::size_t> known_;
};

bool is_alert(const BenchmarkFacts& b) { return b.comparison && b.comparison->alert; }

/// What somebody has to act on first, then what changed, the largest first.
Chosen changed_now(const Report& report) {
  Chosen out;
  for (const std::size_t i : report.changed) {
    if (is_alert(report.benchmarks[i])) out.add(i);
  }
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    if (is_alert(b) || (b.comparison && !b.comparison->limit.empty())) out.add(i);
  }
  for (const std::size_t i : report.changed) out.add(i);
  for (const model::Family& family : report.families) {
    const bool grows = std::ranges::any_of(
        family.scalings, [](const model::Scaling& s) { return s.change.has_value() && s.change->evident; });
    const bool shown = std::ranges::any_of(
        family.members, [&](const model::FamilyMember& member) { return out.has(member.benchmark); });
    if (grows && !shown) out.add(family.members.front().benchmark);
  }
  return out;
}

double largest_change(const Report& report, const BenchmarkFacts& b) {
  double largest = 0;
  for (const model::ColumnChange& change : shown_changes(report, b))
    largest = std::max(largest, change.difference ? 1.0 : std::abs(std::log(change.ratio)));
  return largest;
}

/// Series that are not drawn large and changed before, the largest changes of them, in the order of the groups.
void add_small(Charted& out, const Report& report, const Chosen& large) {
  std::set<std::size_t> families;
  for (const std::size_t i : large.all) {
    if (const auto& family = report.benchmarks[i].family) families.insert(*family);
  }
  std::vector<std::pair<double, std::size_t>> found;
  std::vector<std::size_t> place(report.benchmarks.size());
  std::size_t next = 0;
  for (const model::Group& group : report.groups) {
    for (const std::size_t i : group.benchmarks) {
      place[i] = next++;
      const BenchmarkFacts& b = report.benchmarks[i];
      if (!b.primary || !b.comparison || large.has(i) || (b.family && families.contains(*b.family))) continue;
      if (const double size = largest_change(report, b); size > 0) found.emplace_back(size, i);
    }
  }
  std::ranges::stable_sort(found, std::greater{}, &std::pair<double, std::size_t>::first);
  out.small_left_out = found.size() - std::min(found.size(), kMostSmall);
  found.resize(std::min(found.size(), kMostSmall));
  for (const auto& [size, i] : found) out.small.push_back(i);
  std::ranges::sort(out.small, {}, [&](std::size_t i) { return place[i]; });
}

}  // namespace

Charted charted(const Report& report, const DocumentOptions& options) {
  Charted out;
  if (options.detail == DetailMode::None) return out;
  if (options.detail == DetailMode::All) {
    for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
      if (!report.benchmarks[i].levels.empty()) out.large.push_back(i);
    }
    return out;
  }
  Chosen now = changed_now(report);
  if (now.all.size() > kMostLarge) {
    out.large_left_out = now.all.size() - kMostLarge;
    Chosen fewer;
    for (std::size_t k = 0; k < kMostLarge; ++k) fewer.add(now.all[k]);
    now = std::move(fewer);
  }
  for (const std::size_t i : options.charts) now.add(i);
  out.large = now.all;
  add_small(out, report, now);
  return out;
}

}  // namespace perfolio::layout
