// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/rescaled.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>

namespace perfolio::history {
namespace {

using model::Series;

struct Scale {
  std::string_view letter;
  double factor;
};
/// "#" is a count as it is; the letters are powers of a thousand, of bytes too.
constexpr std::array<Scale, 7> kScales{
    {{"", 1}, {"#", 1}, {"K", 1e3}, {"k", 1e3}, {"M", 1e6}, {"G", 1e9}, {"T", 1e12}}};
constexpr double kNear = 5;    ///< a ratio up to this goes on where the value before ended.
constexpr double kCliff = 30;  ///< from this on it would be a jump as written.

double factor_of(const Series& series) {
  const auto at = std::ranges::find(kScales, series.unit.base, &Scale::letter);
  return series.unit.family != units::Family::Other || at == kScales.end() ? 0 : at->factor;
}

bool same_but_for_scale(const Series& a, const Series& b) {
  const auto identity = [](const Series& s) {
    return std::tie(s.suite, s.benchmark, s.metric, s.environment, s.estimator);
  };
  return identity(a) == identity(b) && factor_of(a) > 0 && factor_of(b) > 0;
}

struct Point {
  std::uint32_t run = 0;
  std::size_t part = 0, at = 0;
};

std::vector<Point> points_of(std::span<const Series> parts) {
  std::vector<Point> points;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (std::size_t at = 0; at < parts[part].run.size(); ++at) points.push_back({parts[part].run[at], part, at});
  }
  std::ranges::stable_sort(points, {}, &Point::run);
  return points;
}

/// Whether every change of the letter is one that nothing but a scale explains.
bool is_certain(std::span<const Series> parts, const std::vector<Point>& points) {
  const auto beyond = [](double ratio, double limit) { return std::abs(std::log(ratio)) > std::log(limit); };
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Series& now = parts[points[i].part];
    const double value = now.value[points[i].at];
    if (!(value > 0)) return false;
    if (i == 0 || points[i].part == points[i - 1].part) continue;
    if (points[i].run == points[i - 1].run) return false;  // two things, measured side by side
    const Series& last = parts[points[i - 1].part];
    const double written = value / last.value[points[i - 1].at];
    if (factor_of(now) == factor_of(last)) continue;
    if (beyond(written * factor_of(now) / factor_of(last), kNear) || !beyond(written, kCliff)) return false;
  }
  return true;
}

/// Whole thousands are what is left of a number that was rounded to them.
double rounding_of(const Series& part) {
  const double factor = factor_of(part);
  const bool whole = std::ranges::all_of(part.value, [](double v) { return v == std::floor(v); });
  return std::max(part.resolution * factor, factor > 1 && whole ? factor / 2 : 0);
}

Series joined(std::span<const Series> parts, const std::vector<Point>& points) {
  const Series& newest = parts[points.back().part];
  Series out;
  std::tie(out.suite, out.benchmark, out.metric, out.environment, out.estimator) =
      std::tie(newest.suite, newest.benchmark, newest.metric, newest.environment, newest.estimator);
  out.unit = {"", units::Family::Count, 1, newest.unit.direction};
  out.better = newest.better;
  out.per = newest.per;
  out.spread = newest.spread;
  const bool bounds = std::ranges::any_of(parts, [](const Series& s) { return !s.lower.empty(); });
  const bool samples = std::ranges::any_of(parts, [](const Series& s) { return !s.samples.empty(); });
  for (const Series& part : parts) {
    out.resolution = std::max(out.resolution, rounding_of(part));
    out.exact = out.exact || part.exact;
    out.primary = std::max(out.primary, part.primary);
  }
  for (const Point& point : points) {
    const Series& part = parts[point.part];
    const double factor = factor_of(part);
    out.run.push_back(point.run);
    out.value.push_back(part.value[point.at] * factor);
    if (samples) out.samples.push_back(part.samples.empty() ? 1 : part.samples[point.at]);
    if (!bounds) continue;
    out.lower.push_back((part.lower.empty() ? part.value : part.lower)[point.at] * factor);
    out.upper.push_back((part.upper.empty() ? part.value : part.upper)[point.at] * factor);
  }
  return out;
}

}  // namespace

void join_rescaled(model::History& history) {
  std::vector<Series> out;
  std::size_t n = 0;
  for (std::size_t i = 0; i < history.series.size();) {
    std::size_t end = i + 1;
    while (end < history.series.size() && same_but_for_scale(history.series[i], history.series[end])) ++end;
    const std::span<const Series> parts(history.series.data() + i, end - i);
    const std::vector<Point> points = parts.size() > 1 ? points_of(parts) : std::vector<Point>{};
    if (parts.size() > 1 && is_certain(parts, points)) {
      out.push_back(joined(parts, points));
      ++n;
    } else {
      std::move(history.series.begin() + static_cast<std::ptrdiff_t>(i),
                history.series.begin() + static_cast<std::ptrdiff_t>(end), std::back_inserter(out));
    }
    i = end;
  }
  history.series = std::move(out);
  if (n == 0) return;
  history.diagnostics.push_back({base::Severity::Info,
                                 {},
                                 std::to_string(n) + (n == 1 ? " series is" : " series are") +
                                     " written in changing scales (#, K, M, G): read as one each, in thousands"});
}

}  // namespace perfolio::history
