// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/power_law.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace perfolio::stats {

namespace {

constexpr double kLeastSigma = 1e-3;
constexpr double kLeastSpan = 4;
constexpr double kMostMisfit = 0.25;
constexpr double kMostHalfWidth = 0.25;

/// Sums of a weighted regression, about the weighted mean of x, which keeps them apart from rounding.
struct Fit {
  double mean_x = 0, mean_y = 0, weight = 0, sxx = 0, slope = 0, q = 0;
  [[nodiscard]] double residual(double x, double y) const { return y - mean_y - slope * (x - mean_x); }
};

struct LogPoint {
  double x = 0, y = 0, variance = 0;
};

Fit fit(std::span<const LogPoint> points, double tau2) {
  Fit f;
  const auto w = [tau2](const LogPoint& p) { return 1 / (p.variance + tau2); };
  for (const LogPoint& p : points) {
    f.weight += w(p);
    f.mean_x += w(p) * p.x;
    f.mean_y += w(p) * p.y;
  }
  f.mean_x /= f.weight;
  f.mean_y /= f.weight;
  double sxy = 0;
  for (const LogPoint& p : points) {
    f.sxx += w(p) * (p.x - f.mean_x) * (p.x - f.mean_x);
    sxy += w(p) * (p.x - f.mean_x) * (p.y - f.mean_y);
  }
  f.slope = f.sxx > 0 ? sxy / f.sxx : 0;
  for (const LogPoint& p : points) f.q += w(p) * f.residual(p.x, p.y) * f.residual(p.x, p.y);
  return f;
}

/// tr((X'WX)^-1 X'W^2X), in coordinates in which X'WX is diagonal.
double trace(std::span<const LogPoint> points, const Fit& f) {
  double squares = 0;
  double sxx = 0;
  for (const LogPoint& p : points) {
    const double w2 = 1 / (p.variance * p.variance);
    squares += w2;
    sxx += w2 * (p.x - f.mean_x) * (p.x - f.mean_x);
  }
  return squares / f.weight + sxx / f.sxx;
}

std::size_t values_of_x(std::span<const GrowthPoint> points) {
  std::set<double> values;
  for (const GrowthPoint& p : points) values.insert(p.x);
  return values.size();
}

}  // namespace

std::optional<LogLine> log_line(std::span<const GrowthPoint> points, double confidence) {
  if (points.size() < 3 || values_of_x(points) < 2) return std::nullopt;
  std::vector<LogPoint> logs;
  for (const GrowthPoint& p : points) {
    if (!(p.x > 0) || !(p.y > 0)) return std::nullopt;
    const double sigma = std::max(p.sigma, kLeastSigma);
    logs.push_back({std::log(p.x), std::log(p.y), sigma * sigma});
  }
  const auto degrees = static_cast<double>(points.size() - 2);
  const Fit own = fit(logs, 0);
  if (!(own.sxx > 0)) return std::nullopt;
  const double spare = own.weight - trace(logs, own);
  const double tau2 = spare > 0 ? std::max(0.0, (own.q - degrees) / spare) : 0;
  const Fit f = fit(logs, tau2);
  if (!(f.sxx > 0) || !std::isfinite(f.slope)) return std::nullopt;
  const double half = student_t(confidence, degrees) * std::sqrt(std::max(1.0, f.q / degrees) / f.sxx);
  LogLine line{f.slope, {f.slope - half, f.slope + half}, f.mean_y - f.slope * f.mean_x, 0, points.size()};
  for (const LogPoint& p : logs) line.misfit = std::max(line.misfit, std::abs(f.residual(p.x, p.y)));
  return line;
}

std::optional<LogLine> power_law(std::span<const GrowthPoint> points, double confidence) {
  if (values_of_x(points) < 3) return std::nullopt;
  const auto line = log_line(points, confidence);
  if (!line) return std::nullopt;
  const auto [least, most] = std::ranges::minmax(points, {}, &GrowthPoint::x);
  const bool straight = line->misfit <= std::log1p(kMostMisfit);
  const bool sure = line->interval.upper - line->slope <= kMostHalfWidth;
  return most.x >= kLeastSpan * least.x && straight && sure ? line : std::nullopt;
}

}  // namespace perfolio::stats
