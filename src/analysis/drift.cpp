// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/drift.h"

#include "analysis/series_facts.h"
#include "stats/robust.h"
#include "stats/theil_sen.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace perfolio::analysis {

using model::Level;

namespace {

constexpr std::size_t kFewest = 8;
constexpr std::size_t kMost = 100;
constexpr double kLeastSquare = 1e-18;  ///< keeps the logarithm of a perfect fit finite.

/// Levels as points of a line: x in releases, y in ln of the value.
struct Line {
  std::vector<double> x, y;
};

Line line_of(std::span<const Level> levels) {
  Line line;
  for (const Level& level : levels) {
    line.x.push_back(level.column);
    line.y.push_back(std::log(level.value));
  }
  return line;
}

/// n ln(mean square) + parameters ln n.
double criterion(double squares, std::size_t n, std::size_t parameters) {
  const auto count = static_cast<double>(n);
  return count * std::log(std::max(squares / count, kLeastSquare)) + static_cast<double>(parameters) * std::log(count);
}

/// Of the line by least squares.
double criterion_of_line(const Line& line) {
  const auto n = static_cast<double>(line.x.size());
  const double x = std::accumulate(line.x.begin(), line.x.end(), 0.0) / n;
  const double y = std::accumulate(line.y.begin(), line.y.end(), 0.0) / n;
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    xx += (line.x[i] - x) * (line.x[i] - x);
    xy += (line.x[i] - x) * (line.y[i] - y);
    yy += (line.y[i] - y) * (line.y[i] - y);
  }
  return criterion(std::max(0.0, yy - xy * xy / xx), line.x.size(), 2);
}

/// Steps begin at the columns of the change points.
double criterion_of_steps(const Line& line, const std::vector<std::uint32_t>& steps) {
  double squares = 0;
  std::size_t parameters = 0;
  for (std::size_t first = 0; first < line.x.size();) {
    const auto next = std::ranges::upper_bound(steps, static_cast<std::uint32_t>(line.x[first]));
    std::size_t last = first;
    while (last < line.x.size() && (next == steps.end() || line.x[last] < *next)) ++last;
    const std::span<const double> part(line.y.data() + first, last - first);
    const double middle = stats::median(part);
    for (const double y : part) squares += (y - middle) * (y - middle);
    parameters += 2;  // where it begins, and its level
    first = last;
  }
  return criterion(squares, line.x.size(), parameters - 1);
}

std::vector<std::uint32_t> steps_of(const model::BenchmarkFacts& b) {
  std::vector<std::uint32_t> steps;
  for (const model::ChangePoint& point : b.change_points) {
    if (point.column != model::kNoColumn) steps.push_back(point.column);
  }
  std::ranges::sort(steps);
  return steps;
}

model::Drift drift_along(const Line& line, const stats::Slope& slope, units::Direction better,
                         const model::Rule& rule) {
  model::Drift drift;
  const auto bounded = [](double log) { return std::exp(std::clamp(log, -700.0, 700.0)); };
  drift.per_release = {bounded(slope.slope), bounded(slope.interval.lower), bounded(slope.interval.upper)};
  const double releases = line.x.back() - line.x.front();
  drift.accumulated = bounded(slope.slope * releases);
  drift.since = static_cast<std::uint32_t>(line.x.front());
  // The floor is one of what has come together, and the slope must not be none.
  const model::Ratio all{drift.accumulated, bounded(slope.interval.lower * releases),
                         bounded(slope.interval.upper * releases)};
  drift.verdict = verdict_of(all, better, rule);
  return drift;
}

}  // namespace

std::optional<model::Drift> drift_of(const model::BenchmarkFacts& b, std::uint32_t current, const model::Rule& rule) {
  const auto end = std::ranges::upper_bound(b.levels, current, {}, &Level::column);
  std::span<const Level> all(b.levels.begin(), end);
  if (all.empty() || all.back().column != current || b.noiseless) return std::nullopt;
  if (std::ranges::any_of(all, [](const Level& level) { return !(level.value > 0); })) return std::nullopt;
  all = all.last(std::min(all.size(), kMost));
  const std::vector<std::uint32_t> steps = steps_of(b);
  // From the oldest level on, then from each change point on: the longest stretch that is a line.
  std::vector<std::uint32_t> begins{all.front().column};
  std::ranges::copy_if(steps, std::back_inserter(begins), [&](std::uint32_t at) { return at > all.front().column; });
  for (const std::uint32_t begin : begins) {
    const auto from = std::ranges::lower_bound(all, begin, {}, &Level::column);
    const Line line = line_of({from, all.end()});
    if (line.x.size() < kFewest) return std::nullopt;
    if (begin == begins.back() || criterion_of_line(line) < criterion_of_steps(line, steps)) {
      return drift_along(line, stats::theil_sen(line.x, line.y, rule.confidence), b.better, rule);
    }
  }
  return std::nullopt;
}

}  // namespace perfolio::analysis
