// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/groups.h"

#include "analysis/headline.h"
#include "analysis/series_facts.h"
#include "stats/robust.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Group;
using model::Index;
using model::Verdict;

namespace {

constexpr std::size_t kMostGroups = 9;
constexpr const char* kOther = "Other";

/// What stands before the first of the separators; empty when none does.
std::string prefix(std::string_view name, std::span<const std::string_view> separators) {
  std::size_t end = std::string_view::npos;
  for (const std::string_view separator : separators) end = std::min(end, name.find(separator));
  return std::string(end == 0 || end == std::string_view::npos ? std::string_view{} : name.substr(0, end));
}

/// Prefixes by the usual separators; by spaces where those would leave most benchmarks alone.
std::vector<std::string> prefixes(std::span<const BenchmarkFacts> benchmarks) {
  constexpr std::array<std::string_view, 3> kUsual = {"_", "/", "::"};
  constexpr std::array<std::string_view, 1> kSpace = {" "};
  std::vector<std::string> best;
  for (const std::span<const std::string_view> separators :
       {std::span<const std::string_view>(kUsual), std::span<const std::string_view>(kSpace)}) {
    std::vector<std::string> names;
    std::map<std::string, std::size_t> size;
    for (const BenchmarkFacts& b : benchmarks) ++size[names.emplace_back(prefix(b.name, separators))];
    std::size_t together = 0;
    for (const auto& [name, n] : size) together += !name.empty() && n > 1 ? n : 0;
    if (best.empty()) best = names;
    if (2 * together >= benchmarks.size()) return names;
  }
  return best;
}

/// The name each benchmark's group would have, without a config.
std::vector<std::string> natural_groups(std::span<const BenchmarkFacts> benchmarks) {
  std::set<std::string_view> suites;
  for (const BenchmarkFacts& b : benchmarks) suites.insert(b.suite);
  std::vector<std::string> names = prefixes(benchmarks);
  std::map<std::string, std::set<std::string_view>> members;
  for (std::size_t i = 0; i < benchmarks.size(); ++i) {
    if (suites.size() > 1) names[i] = benchmarks[i].suite;
    members[names[i]].insert(benchmarks[i].name);
  }
  std::vector<std::pair<std::size_t, std::string>> by_size;
  for (const auto& [name, all] : members) {
    if (!name.empty() && (all.size() > 1 || suites.size() > 1)) by_size.emplace_back(all.size(), name);
  }
  std::ranges::stable_sort(by_size, [](const auto& a, const auto& b) { return a.first > b.first; });
  if (by_size.size() > kMostGroups) by_size.resize(kMostGroups);
  std::set<std::string> kept;
  for (const auto& [size, name] : by_size) kept.insert(name);
  for (std::string& name : names) {
    if (!kept.contains(name)) name = kept.empty() ? "All benchmarks" : kOther;
  }
  return names;
}

/// Ratios beyond these are accidents of the data; one of them would be the whole mean, or make it infinite.
bool usable(double ratio) { return ratio > 1e-100 && ratio < 1e100; }

double oriented(double ratio, units::Direction better) {
  return better == units::Direction::Higher ? 1 / ratio : ratio;
}

/// Ratios of the members of an index, turned so that below 1 is better, and how far each may be off by its own noise
/// (half widths on ln).
struct Members {
  std::vector<double> ratios;
  double half_widths = 0;
  std::size_t higher = 0;    ///< members that are better when higher.
  std::size_t left_out = 0;  ///< of a direction that nobody knows: they have no side to be counted on.

  void add(double ratio, units::Direction better, double half_width) {
    if (better == units::Direction::Unknown) {
      ++left_out;
      return;
    }
    ratios.push_back(oriented(ratio, better));
    half_widths += half_width;
    higher += better == units::Direction::Higher ? 1 : 0;
  }
};

/// The bootstrap over benchmarks says how much they differ among each other; with few or equally noisy ones it says too
/// little. So the interval is at least as wide as if the noise of all members were common to them.
Index mean_of(const Members& members, const model::Rule& rule) {
  if (members.ratios.empty()) return {{}, 0, false, members.left_out};
  const stats::GeometricMean mean = stats::geometric_mean(members.ratios, rule.confidence);
  const double half = std::min(400.0, members.half_widths / static_cast<double>(mean.n));
  const model::Ratio ratio{mean.ratio, std::min(mean.interval.lower, mean.ratio * std::exp(-half)),
                           std::max(mean.interval.upper, mean.ratio * std::exp(half))};
  // Nothing but rates reads best as rates: a mean that is faster by 9 % is +9 %.
  if (members.higher == mean.n) {
    return {
        {1 / ratio.value, 1 / ratio.upper, 1 / ratio.lower}, mean.n, false, members.left_out, units::Direction::Higher};
  }
  return {ratio, mean.n, members.higher > 0, members.left_out, units::Direction::Lower};
}

Index index_from(const Members& members, const model::Rule& rule) {
  Index index = mean_of(members, rule);
  if (index.n > 0) index.verdict = verdict_of(index.ratio, index.better, rule);
  return index;
}

bool has_ratio(const BenchmarkFacts& b) {
  return b.primary && b.comparison && !b.comparison->difference && b.comparison->baseline.value > 0 &&
         b.comparison->current.value > 0 && b.comparison->verdict != Verdict::NotComparable &&
         b.comparison->verdict != Verdict::New && b.comparison->verdict != Verdict::Gone;
}

const model::Level* level_at(const BenchmarkFacts& b, std::uint32_t column) {
  const auto at = std::ranges::lower_bound(b.levels, column, {}, &model::Level::column);
  return at != b.levels.end() && at->column == column ? &*at : nullptr;
}

/// How far a level may be off, on ln: its interval, or the prior where nothing is known of its noise.
double log_half_width(const model::Level& level, const BenchmarkFacts& b, const model::Rule& rule) {
  if (level.has_interval()) return level.lower > 0 ? std::log(level.upper / level.lower) / 2 : 0;
  return b.noiseless ? 0 : rule.prior_sigma * stats::normal_z(rule.confidence);
}

}  // namespace

std::vector<Group> grouped(std::vector<BenchmarkFacts>& benchmarks, std::span<const GroupSpec> specs) {
  std::vector<Group> groups;
  for (const GroupSpec& spec : specs) {
    Group group;
    group.name = spec.name;
    group.description = spec.description;
    group.per = spec.per;
    groups.push_back(std::move(group));
  }
  const std::vector<std::string> natural = specs.empty() ? natural_groups(benchmarks) : std::vector<std::string>{};
  std::set<std::string> names(natural.begin(), natural.end());
  const bool other = names.erase(kOther) > 0 || !specs.empty();
  for (const std::string& name : names) groups.emplace_back().name = name;
  if (other) groups.emplace_back().name = kOther;
  for (std::size_t i = 0; i < benchmarks.size(); ++i) {
    BenchmarkFacts& b = benchmarks[i];
    std::size_t home = groups.size() - 1;
    if (specs.empty()) {
      home = static_cast<std::size_t>(std::ranges::find(groups, natural[i], &Group::name) - groups.begin());
    }
    for (std::size_t g = 0; g < specs.size() && home == groups.size() - 1; ++g) {
      const bool mine = std::ranges::any_of(specs[g].match, [&](const auto& p) { return p.matches(b.name); });
      if (mine) home = g;
      if (b.primary && !groups[g].lead && !specs[g].lead.empty() && specs[g].lead == b.name) groups[g].lead = i;
    }
    b.group = groups[home].name;
    groups[home].benchmarks.push_back(i);
  }
  for (Group& group : groups) {
    if (group.per.empty() && group.lead) group.per = benchmarks[*group.lead].per;
  }
  std::erase_if(groups, [](const Group& group) { return group.benchmarks.empty(); });
  return groups;
}

Index index_of(std::span<const BenchmarkFacts> benchmarks, std::span<const std::size_t> members,
               const model::Rule& rule) {
  Members found;
  for (const std::size_t i : members) {
    const BenchmarkFacts& b = benchmarks[i];
    if (!has_ratio(b)) continue;
    const model::Ratio& ratio = b.comparison->ratio;
    if (!usable(ratio.value)) continue;
    found.add(ratio.value, b.better, ratio.lower > 0 ? std::log(ratio.upper / ratio.lower) / 2 : 0);
  }
  return index_from(found, rule);
}

namespace {

/// Calls `take` with the two levels of each benchmark that has a ratio between these columns.
template <typename Take>
void each_between(std::span<const BenchmarkFacts> benchmarks, std::uint32_t from, std::uint32_t to, const Take& take) {
  for (const BenchmarkFacts& b : benchmarks) {
    const model::Level* before = b.primary ? level_at(b, from) : nullptr;
    const model::Level* after = b.primary ? level_at(b, to) : nullptr;
    if (before == nullptr || after == nullptr || before->value <= 0 || after->value <= 0) continue;
    if (usable(after->value / before->value)) take(b, *before, *after);
  }
}

/// By how much `to` is worse than `from` in the mean, as index_between has it; 0 where nothing was measured in both.
double worsening_between(std::span<const BenchmarkFacts> benchmarks, std::uint32_t from, std::uint32_t to) {
  Members found;
  each_between(benchmarks, from, to,
               [&](const BenchmarkFacts& b, const model::Level& before, const model::Level& after) {
                 found.add(after.value / before.value, b.better, 0);
               });
  if (found.ratios.empty()) return 0;
  const double mean = stats::geometric_centre(found.ratios);
  return found.higher == found.ratios.size() ? 1 / (1 / mean) : mean;
}

/// The same of all columns, near enough to tell which can be the worst: the order of summing makes the difference.
std::vector<double> worsenings_nearly(std::span<const BenchmarkFacts> benchmarks, std::uint32_t to) {
  std::vector<double> logs(to, 0.0);
  std::vector<double> n(to, 0.0);
  for (const BenchmarkFacts& b : benchmarks) {
    const model::Level* after = b.primary ? level_at(b, to) : nullptr;
    if (after == nullptr || after->value <= 0 || b.better == units::Direction::Unknown) continue;
    for (const model::Level* before = b.levels.data(); before != after; ++before) {
      if (before->value <= 0 || !usable(after->value / before->value)) continue;
      logs[before->column] += std::log(oriented(after->value / before->value, b.better));
      ++n[before->column];
    }
  }
  for (std::size_t i = 0; i < logs.size(); ++i) logs[i] = n[i] > 0 ? std::exp(logs[i] / n[i]) : 0;
  return logs;
}

}  // namespace

Index index_between(std::span<const BenchmarkFacts> benchmarks, std::uint32_t from, std::uint32_t to,
                    const model::Rule& rule) {
  Members found;
  each_between(benchmarks, from, to,
               [&](const BenchmarkFacts& b, const model::Level& before, const model::Level& after) {
                 found.add(after.value / before.value, b.better,
                           std::hypot(log_half_width(before, b, rule), log_half_width(after, b, rule)));
               });
  return index_from(found, rule);
}

std::optional<std::uint32_t> worst_before(std::span<const BenchmarkFacts> benchmarks,
                                          std::span<const std::uint32_t> columns, std::uint32_t to) {
  constexpr double kNearly = 1 - 1e-9;
  const std::vector<double> nearly = worsenings_nearly(benchmarks, to);
  double most = 0;
  for (const std::uint32_t column : columns) most = std::max(most, nearly[column]);
  std::optional<std::uint32_t> worst;
  double worsening = 0;
  for (const std::uint32_t column : columns) {
    if (!(nearly[column] >= most * kNearly)) continue;
    const double exactly = worsening_between(benchmarks, column, to);
    if (exactly > worsening) worst = column;
    worsening = std::max(worsening, exactly);
  }
  return worst;
}

namespace {

model::Tile tile_of_lead(std::size_t index, const BenchmarkFacts& lead) {
  model::Tile tile;
  tile.lead = index;
  if (!lead.comparison) {
    if (!lead.levels.empty()) tile.verdict = Verdict::Gone;
    return tile;
  }
  tile.verdict = lead.comparison->verdict;
  if (has_ratio(lead)) tile.ratio = lead.comparison->ratio;
  if (tile.verdict != Verdict::Gone) tile.value = lead.comparison->current.value;
  return tile;
}

model::Tile tile_of_index(const Group& group, std::span<const BenchmarkFacts> benchmarks) {
  model::Tile tile;
  if (group.index.n > 0) {
    tile.ratio = group.index.ratio;
    tile.verdict = group.index.verdict;
    return tile;
  }
  const auto is = [&](Verdict verdict) {
    return [&benchmarks, verdict](std::size_t i) {
      return benchmarks[i].comparison && benchmarks[i].comparison->verdict == verdict;
    };
  };
  if (std::ranges::any_of(group.benchmarks, is(Verdict::New))) {
    tile.verdict = Verdict::New;
  } else if (std::ranges::all_of(group.benchmarks, is(Verdict::Gone))) {
    tile.verdict = Verdict::Gone;
  } else if (std::ranges::any_of(group.benchmarks, is(Verdict::Changed))) {
    tile.verdict = Verdict::Changed;  // of no known direction, so that the mean leaves them out
  }
  return tile;
}

}  // namespace

namespace {

/// Sums of ln ratios, and how many they are, by the column to which each step leads.
struct Steps {
  std::vector<std::uint32_t> columns;  ///< those with a level of any member, ascending.
  std::vector<double> logs;
  std::vector<std::size_t> n;
  std::vector<double> half_widths;    ///< sums of what each level may be off, on ln.
  std::vector<std::size_t> measured;  ///< how many levels that sum is of.
};

/// The columns up to `last` in which any of the members has a level.
std::vector<std::uint32_t> measured_columns(std::span<const BenchmarkFacts> benchmarks,
                                            std::span<const std::size_t> members, std::uint32_t last) {
  std::vector<bool> measured(std::size_t{last} + 1, false);
  for (const std::size_t i : members) {
    for (const model::Level& level : benchmarks[i].levels) {
      if (benchmarks[i].primary && level.column <= last) measured[level.column] = true;
    }
  }
  std::vector<std::uint32_t> columns;
  for (std::uint32_t column = 0; column <= last; ++column) {
    if (measured[column]) columns.push_back(column);
  }
  return columns;
}

/// A member takes part in a step when it has a level on both sides of it.
void add_steps(Steps& steps, const BenchmarkFacts& b, const model::Rule& rule) {
  const model::Level* before = nullptr;
  std::size_t place = 0;
  for (const model::Level& level : b.levels) {
    while (place < steps.columns.size() && steps.columns[place] < level.column) ++place;
    if (place == steps.columns.size()) return;
    if (level.value > 0) {
      steps.half_widths[place] += std::min(400.0, log_half_width(level, b, rule));
      ++steps.measured[place];
    }
    const bool next = before != nullptr && place > 0 && steps.columns[place - 1] == before->column;
    if (next && before->value > 0 && level.value > 0 && usable(level.value / before->value)) {
      steps.logs[place] += std::log(oriented(level.value / before->value, b.better));
      ++steps.n[place];
    }
    before = &level;
  }
}

}  // namespace

std::vector<model::IndexPoint> index_trend(std::span<const BenchmarkFacts> benchmarks,
                                           std::span<const std::size_t> members, std::uint32_t last,
                                           const model::Rule& rule) {
  Steps steps{measured_columns(benchmarks, members, last), {}, {}, {}, {}};
  steps.logs.resize(steps.columns.size());
  steps.n.resize(steps.columns.size());
  steps.half_widths.resize(steps.columns.size());
  steps.measured.resize(steps.columns.size());
  bool rates = true;  // nothing but rates reads best as rates, as for the mean itself
  for (const std::size_t i : members) {
    const BenchmarkFacts& b = benchmarks[i];
    if (!b.primary || b.better == units::Direction::Unknown) continue;
    rates = rates && b.better == units::Direction::Higher;
    add_steps(steps, b, rule);
  }
  std::vector<model::IndexPoint> trend;
  double log = 0;
  for (std::size_t i = 0; i < steps.columns.size(); ++i) {
    if (steps.n[i] > 0) log += steps.logs[i] / static_cast<double>(steps.n[i]);
    const double ratio = std::exp(rates ? -log : log);
    trend.push_back({steps.columns[i], ratio, steps.n[i], 0, 0});
    if (steps.measured[i] == 0) continue;
    const double half = steps.half_widths[i] / static_cast<double>(steps.measured[i]);
    trend.back().lower = ratio * std::exp(-half);
    trend.back().upper = ratio * std::exp(half);
  }
  return trend;
}

void fill_tiles(std::vector<Group>& groups, std::span<const BenchmarkFacts> benchmarks, std::uint32_t current,
                const model::Rule& rule) {
  for (Group& group : groups) {
    group.index = index_of(benchmarks, group.benchmarks, rule);
    group.trend = index_trend(benchmarks, group.benchmarks, current, rule);
    group.counts = counts_of(benchmarks, group.benchmarks);
    std::optional<std::size_t> lead = group.lead;
    if (!lead && group.benchmarks.size() == 1) lead = group.benchmarks.front();
    group.tile = lead ? tile_of_lead(*lead, benchmarks[*lead]) : tile_of_index(group, benchmarks);
  }
}

}  // namespace perfolio::analysis
