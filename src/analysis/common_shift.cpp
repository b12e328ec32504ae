// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/common_shift.h"

#include "analysis/lines.h"
#include "stats/robust.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <vector>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Report;
using model::Verdict;

namespace {

constexpr std::size_t kFewest = 6;
/// How far the movers may lie apart (MAD-based sigma of ln ratios), as a share of what they moved by.
constexpr double kLargestSpread = 1.0 / 3;
/// From this share on it does not matter how alike the movers' ratios are.
constexpr double kNearlyAll = 0.75;
/// A group that chance leaves still more rarely than that is still for a reason.
constexpr double kChance = 0.05;

/// What one series did from one column to another.
struct Move {
  std::size_t benchmark = 0;
  double log = 0;  ///< of the ratio, turned so that below zero is better.
  Verdict verdict = Verdict::Unclear;
};

double turned(const BenchmarkFacts& b, double ratio) {
  return b.better == units::Direction::Lower ? std::log(ratio) : -std::log(ratio);
}

bool comparable(const BenchmarkFacts& b) { return b.primary && b.better != units::Direction::Unknown; }

bool has_ratio(const BenchmarkFacts& b) {
  if (!comparable(b) || !b.comparison || b.comparison->ratio.value <= 0 || !b.comparison->ratio.has_interval()) {
    return false;
  }
  const Verdict verdict = b.comparison->verdict;
  return verdict == Verdict::Better || verdict == Verdict::Worse || verdict == Verdict::Same ||
         verdict == Verdict::Unclear;
}

/// The groups of one suite, by how many comparable series each has and how many of them moved or may have.
struct Part {
  std::size_t all = 0, moved = 0, doubtful = 0;
};

bool has_control(const std::map<std::string_view, Part>& groups) {
  std::size_t all = 0;
  std::size_t moved = 0;
  for (const auto& [name, part] : groups) {
    all += part.all;
    moved += part.moved;
  }
  return std::ranges::any_of(groups, [&](const auto& entry) {
    const Part& part = entry.second;
    if (part.all < 2 || part.moved > 0 || part.doubtful > 0 || moved == 0) return false;
    double chance = static_cast<double>(groups.size());
    for (std::size_t i = 0; i < part.all; ++i) {
      chance *= static_cast<double>(all - moved - i) / static_cast<double>(all - i);
    }
    return chance < kChance;
  });
}

bool has_control(const Report& report, std::span<const Move> moves, Verdict way, double shift) {
  std::map<std::string_view, std::map<std::string_view, Part>> suites;
  for (const Move& move : moves) {
    const BenchmarkFacts& b = report.benchmarks[move.benchmark];
    Part& part = suites[b.suite][b.group];
    ++part.all;
    if (move.verdict == way) {
      ++part.moved;
    } else if (std::abs(move.log) > std::abs(shift) / 2) {
      ++part.doubtful;
    }
  }
  return std::ranges::any_of(suites, [](const auto& suite) { return has_control(suite.second); });
}

std::optional<model::CommonShift> shift_of(const Report& report, std::span<const Move> moves) {
  const auto better = std::ranges::count(moves, Verdict::Better, &Move::verdict);
  const auto worse = std::ranges::count(moves, Verdict::Worse, &Move::verdict);
  const Verdict way = better > worse ? Verdict::Better : Verdict::Worse;
  model::CommonShift shift;
  shift.of = moves.size();
  std::vector<double> logs;
  for (const Move& move : moves) {
    if (move.verdict != way) continue;
    logs.push_back(move.log);
    shift.benchmarks.push_back(move.benchmark);
  }
  shift.moved = logs.size();
  if (shift.of < kFewest || 3 * shift.moved <= shift.of) return std::nullopt;
  const double middle = stats::median(logs);
  shift.alike = stats::mad_sigma(logs) <= kLargestSpread * std::abs(middle);
  if (!shift.alike && static_cast<double>(shift.moved) < kNearlyAll * static_cast<double>(shift.of))
    return std::nullopt;
  if (has_control(report, moves, way, middle)) return std::nullopt;
  shift.ratio = std::exp(middle);
  return shift;
}

const model::Level* level_at(const BenchmarkFacts& b, std::uint32_t column) {
  const auto at = std::ranges::lower_bound(b.levels, column, {}, &model::Level::column);
  return at != b.levels.end() && at->column == column ? &*at : nullptr;
}

/// What the series did at the column of its level `place`; none where it was never measured before.
std::optional<Move> move_at(const Report& report, std::size_t i, std::size_t place, const model::Timeline& timeline) {
  const BenchmarkFacts& b = report.benchmarks[i];
  const model::Level* at = &b.levels[place];
  const std::uint32_t column = at->column;
  const bool lines = !timeline.follows.empty();
  const model::Level* before = lines ? level_before(b.levels, column, timeline) : place > 0 ? at - 1 : nullptr;
  if (before == nullptr) return std::nullopt;
  const double ratio = before->value > 0 ? at->value / before->value : 0;
  if (!(ratio > 0) || !std::isfinite(ratio)) return std::nullopt;
  const auto change = std::ranges::find(b.column_changes, column, &model::ColumnChange::column);
  return Move{i, turned(b, ratio), change == b.column_changes.end() ? Verdict::Unclear : change->verdict};
}

/// How much of the shift is in a mean over `n` benchmarks, in ln: the share of its movers that both columns measured.
double part_in_mean(const Report& report, const model::CommonShift& shift, std::uint32_t column, std::size_t n) {
  const auto measured = [&](std::size_t i, std::uint32_t at) { return level_at(report.benchmarks[i], at) != nullptr; };
  const auto movers = std::ranges::count_if(shift.benchmarks, [&](std::size_t i) {
    return measured(i, column) && measured(i, static_cast<std::uint32_t>(report.current));
  });
  return std::log(shift.ratio) * std::min(1.0, static_cast<double>(movers) / static_cast<double>(n));
}

}  // namespace

void find_common_shift(Report& report) {
  std::vector<Move> moves;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    if (has_ratio(b)) moves.push_back({i, turned(b, b.comparison->ratio.value), b.comparison->verdict});
  }
  report.common_shift = shift_of(report, moves);
  if (!report.common_shift) return;
  const model::CommonShift& common = *report.common_shift;
  for (const Move& move : moves) {
    BenchmarkFacts& b = report.benchmarks[move.benchmark];
    const double by = b.better == units::Direction::Lower ? common.ratio : 1 / common.ratio;
    const model::Ratio& ratio = b.comparison->ratio;
    b.comparison->against_common = model::Ratio{ratio.value / by, ratio.lower / by, ratio.upper / by};
  }
  report.notes.push_back(
      {base::Severity::Warning,
       {},
       fmt::format("{} of {} comparable benchmarks moved the same way, by {} {}: the environment probably "
                   "changed; report.json has each change also against that common shift",
                   common.moved, common.of, common.alike ? "nearly the same" : "about",
                   units::short_change(common.ratio))});
}

void find_past_shifts(Report& report, const model::Timeline& timeline) {
  std::vector<std::size_t> places(report.benchmarks.size());  // of the next level of each, so that none is looked for
  std::vector<Move> moves;
  for (std::uint32_t column = 0; column < report.columns.size(); ++column) {
    moves.clear();
    for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
      const BenchmarkFacts& b = report.benchmarks[i];
      if (places[i] >= b.levels.size() || b.levels[places[i]].column != column) continue;
      const std::size_t place = places[i]++;
      if (column == report.current || !comparable(b)) continue;
      if (const auto move = move_at(report, i, place, timeline)) moves.push_back(*move);
    }
    if (column == report.current) continue;
    auto shift = shift_of(report, moves);
    if (!shift) continue;
    report.annotations.push_back(
        {column, fmt::format("{} of {} moved at once: the machine?", shift->moved, shift->of), {}});
    report.past_shifts.push_back({column, std::move(*shift)});
  }
  std::ranges::stable_sort(report.annotations, {}, &model::Annotation::column);
}

void set_shifts_aside(Report& report) {
  for (model::Against& row : report.overview.against) {
    double logs = 0;
    const auto take = [&](std::uint32_t column, const model::CommonShift& shift) {
      if (column <= row.column || column > report.current || row.index.n == 0) return;
      row.shifts.push_back(column);
      logs += part_in_mean(report, shift, row.column, row.index.n);
    };
    for (const model::PastShift& past : report.past_shifts) take(past.column, past.shift);
    if (report.common_shift) take(static_cast<std::uint32_t>(report.current), *report.common_shift);
    if (row.shifts.empty()) continue;
    const double by = std::exp(row.index.better == units::Direction::Higher ? -logs : logs);
    const model::Ratio& all = row.index.ratio;
    row.without_shifts = {all.value / by, all.lower / by, all.upper / by};
  }
}

}  // namespace perfolio::analysis
