// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/lines.h"

#include "analysis/drift.h"
#include "analysis/series_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::ChangePoint;
using model::kNoColumn;
using model::Level;
using model::Report;
using model::Timeline;

namespace {

bool has_lines(const Timeline& timeline) { return !timeline.follows.empty(); }

/// By version alone: what is right in a project with one line.
std::optional<std::size_t> column_before(const Report& report) {
  const bool final_only = !report.columns[report.current].release.prerelease;
  std::optional<std::size_t> any;
  for (std::size_t i = report.current; i-- > 0;) {
    if (report.columns[i].runs == 0) continue;
    if (!final_only || !report.columns[i].release.prerelease) return i;
    if (!any) any = i;
  }
  return any;
}

std::string_view source_of(model::LineBy by) {
  switch (by) {
    case model::LineBy::History:
      return "by the repository's history";
    case model::LineBy::Date:
      return "by version and date";
    case model::LineBy::Version:
    case model::LineBy::None:
      break;
  }
  return "by version";
}

// ---- change points -------------------------------------------------------------------------------------------------

/// A series with its change points, which come in its order.
class OnLines {
 public:
  OnLines(const BenchmarkFacts& b, const model::Series& series, const Timeline& timeline)
      : series_(series), timeline_(timeline) {
    for (const ChangePoint& point : b.change_points) {
      at_.push_back(place_of(point.run));
      after_.push_back(point.after);
    }
    first_ = b.change_points.front().before;
  }

  [[nodiscard]] bool follows(std::uint32_t run, std::uint32_t earlier) const {
    const std::uint32_t line = timeline_.line[run];
    return line == timeline_.line[earlier] || model::is_on_line(timeline_, line, timeline_.line[earlier]);
  }
  /// The last point before that of `point` on its line; `point`'s own where there is none.
  [[nodiscard]] std::size_t before(std::size_t point) const {
    for (std::size_t i = at_[point]; i-- > 0;) {
      if (follows(series_.run[at_[point]], series_.run[i])) return i;
    }
    return at_[point];
  }
  [[nodiscard]] std::size_t place(std::size_t point) const { return at_[point]; }
  /// Of the segment in which a point lies.
  [[nodiscard]] double level_at(std::size_t place) const {
    const auto begun = std::ranges::upper_bound(at_, place) - at_.begin();
    return begun == 0 ? first_ : after_[static_cast<std::size_t>(begun) - 1];
  }

 private:
  [[nodiscard]] std::size_t place_of(std::uint32_t run) const {
    const auto rank = [&](std::uint32_t one) { return timeline_.rank.empty() ? one : timeline_.rank[one]; };
    return static_cast<std::size_t>(std::ranges::lower_bound(series_.run, rank(run), {}, rank) - series_.run.begin());
  }

  const model::Series& series_;
  const Timeline& timeline_;
  std::vector<std::size_t> at_;
  std::vector<double> after_;
  double first_ = 0;
};

/// Whether the change remains one against another level than that of the run before it; its ratio is made anew.
bool remains(ChangePoint& point, double level, units::Direction better, const model::Rule& rule) {
  if (level == point.before) return true;
  const bool ratios = point.before > 0 && point.after > 0 && level > 0;
  const double turn = ratios ? point.before / level : 0;
  point.before = level;
  if (!ratios) return point.after != level;
  const bool known = point.ratio.has_interval();
  point.ratio = {point.ratio.value * turn, point.ratio.lower * turn, point.ratio.upper * turn};
  point.verdict = verdict_of(point.ratio, better, rule);
  if (point.verdict == model::Verdict::Same) return false;
  return known ? point.ratio.lower > 1 || point.ratio.upper < 1
               : std::abs(std::log(point.ratio.value)) > std::log1p(rule.floor);
}

}  // namespace

void put_by_lines(model::Series& series, const Timeline& timeline) {
  if (timeline.rank.empty()) return;
  const auto rank = [&](std::uint32_t run) { return timeline.rank[run]; };
  if (std::ranges::is_sorted(series.run, {}, rank)) return;
  std::vector<std::uint32_t> order(series.run.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return rank(series.run[i]); });
  model::take_points(series, order);
}

std::optional<std::size_t> previous_column(const Report& report, const Timeline& timeline) {
  const std::optional<std::size_t> by_version = column_before(report);
  if (!has_lines(timeline)) return by_version;
  const bool final_only = !report.columns[report.current].release.prerelease;
  std::optional<std::size_t> any;
  for (std::uint32_t i = timeline.follows[report.current]; i != kNoColumn; i = timeline.follows[i]) {
    if (report.columns[i].runs == 0) continue;
    if (!final_only || !report.columns[i].release.prerelease) return i;
    if (!any) any = i;
  }
  const bool other_final = by_version && !report.columns[*by_version].release.prerelease;
  return any && !other_final ? any : by_version;
}

void tell_line(Report& report, const Timeline& timeline) {
  if (!has_lines(timeline) || !report.baseline || report.baseline_word != "previous") return;
  const auto current = static_cast<std::uint32_t>(report.current);
  const auto tag = [&](std::size_t column) { return report.columns[column].release.tag; };
  const model::Column& column = report.columns[current];
  const auto say = [&](std::string text) { report.notes.push_back({base::Severity::Info, {}, std::move(text)}); };
  const std::optional<std::size_t> by_version = column_before(report);
  if (by_version && report.baseline != by_version) {
    say(fmt::format("'{}' follows '{}' {}: it is compared with '{}', not with '{}' of another line of releases",
                    tag(current), column.follows, source_of(column.follows_by), tag(*report.baseline),
                    tag(*by_version)));
  } else if (!column.follows.empty() &&
             !model::is_on_line(timeline, current, static_cast<std::uint32_t>(*report.baseline))) {
    say(fmt::format("'{}' follows '{}' {}, and nothing of that line was measured: it is compared with '{}'",
                    tag(current), column.follows, source_of(column.follows_by), tag(*report.baseline)));
  }
}

const Level* level_before(const std::vector<Level>& levels, std::uint32_t column, const Timeline& timeline) {
  const auto at = std::ranges::lower_bound(levels, column, {}, &Level::column);
  if (at == levels.begin()) return nullptr;
  if (has_lines(timeline)) {
    for (auto before = at; before-- != levels.begin();) {
      if (model::is_on_line(timeline, column, before->column)) return &*before;
    }
  }
  return &*std::prev(at);
}

void keep_to_lines(BenchmarkFacts& b, const model::Series& series, const Timeline& timeline, const model::Rule& rule) {
  if (!has_lines(timeline) || b.change_points.empty()) return;
  const OnLines lines(b, series, timeline);
  std::vector<ChangePoint> kept;
  for (std::size_t k = 0; k < b.change_points.size(); ++k) {
    ChangePoint point = b.change_points[k];
    if (!lines.follows(point.run, point.run_first)) point.run_first = point.run;
    if (!lines.follows(point.run_last, point.run)) point.run_last = point.run;
    const std::size_t before = lines.before(k);
    const bool other_line = before + 1 < lines.place(k);
    if (other_line) point.run_before = series.run[before];
    if (!other_line || remains(point, lines.level_at(before), b.better, rule)) kept.push_back(std::move(point));
  }
  b.change_points = std::move(kept);
}

std::vector<std::uint32_t> columns_on_line(std::uint32_t current, const Timeline& timeline) {
  std::vector<std::uint32_t> line;
  if (!has_lines(timeline)) return line;
  for (std::uint32_t column = current; column != kNoColumn; column = timeline.follows[column]) line.push_back(column);
  std::ranges::reverse(line);
  return line;
}

std::vector<std::uint32_t> measured_before(const Report& report, const Timeline& timeline) {
  const auto current = static_cast<std::uint32_t>(report.current);
  std::vector<std::uint32_t> all, own;
  for (std::uint32_t column = 0; column < current; ++column) {
    if (report.columns[column].runs == 0) continue;
    all.push_back(column);
    if (has_lines(timeline) && model::is_on_line(timeline, current, column)) own.push_back(column);
  }
  return own.empty() ? all : own;
}

std::optional<model::Drift> drift_on_line(const BenchmarkFacts& b, std::uint32_t current,
                                          std::span<const std::uint32_t> line, const model::Rule& rule) {
  if (line.empty() || line.size() == current + 1) return drift_of(b, current, rule);
  const auto place = [&](std::uint32_t column) -> std::optional<std::uint32_t> {
    const auto at = std::ranges::lower_bound(line, column);
    if (at == line.end() || *at != column) return std::nullopt;
    return static_cast<std::uint32_t>(at - line.begin());
  };
  BenchmarkFacts along;
  along.better = b.better;
  along.noiseless = b.noiseless;
  for (Level level : b.levels) {
    const auto at = place(level.column);
    if (at) along.levels.push_back(level), along.levels.back().column = *at;
  }
  for (const ChangePoint& point : b.change_points) {
    const auto at = place(point.column);
    if (at) along.change_points.emplace_back().column = *at;
  }
  std::optional<model::Drift> drift = drift_of(along, static_cast<std::uint32_t>(line.size() - 1), rule);
  if (drift) drift->since = line[drift->since];
  return drift;
}

}  // namespace perfolio::analysis
