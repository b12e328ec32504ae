// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/row_pictures.h"

#include "layout/names.h"
#include "layout/plot.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;

namespace {

bool is_drawn(const model::Ratio& ratio) {
  return ratio.has_interval() && ratio.lower > 0 && ratio.value > 0 && std::isfinite(std::log(ratio.value));
}

/// One interval on the scale; what leaves it ends in an arrow.
void add_interval(std::vector<Mark>& marks, const model::Ratio& ratio, double limit, base::Rect area, base::Color color,
                  double width) {
  const double half = area.width / 2;
  const double middle = area.x + half;
  const double y = area.y + area.height / 2;
  const auto place = [&](double r) { return std::log(r) / std::log(limit); };
  const auto x = [&](double r) { return middle + half * std::clamp(place(r), -1.0, 1.0); };
  const double from = x(ratio.lower);
  const double to = std::max(x(ratio.upper), from + 0.8);
  marks.emplace_back(Segments{{{{from, y}, {to, y}}}, {color, width}});
  constexpr double kArrow = 3.4;
  const auto arrow = [&](double tip, double back) {
    marks.emplace_back(Area{{{tip, y}, {back, y - kArrow}, {back, y + kArrow}}, color});
  };
  if (place(ratio.lower) < -1) arrow(area.x - 1.5, area.x + 3);
  if (place(ratio.upper) > 1) arrow(area.right() + 1.5, area.right() - 3);
}

void add_zero(std::vector<Mark>& marks, base::Rect area, const style::Style& style) {
  const double x = area.x + area.width / 2;
  marks.emplace_back(Segments{{{{x, area.y - 1.5}, {x, area.bottom() + 1.5}}}, {style.axis, 0.6}});
}

base::Color color_of(const BenchmarkFacts& b, const style::Style& style) {
  return b.comparison && model::is_evident(b.comparison->verdict) ? signal(b.comparison->verdict, style).ink
                                                                  : style.axis;
}

}  // namespace

std::string ChangeScale::low_words() const {
  return limit < 2 ? fmt::format("{}{}{}%", units::kMinus, units::number((limit - 1) * 100, 0), units::kThinSpace)
                   : fmt::format("1/{}×", units::number(limit, 0));
}

std::string ChangeScale::high_words() const {
  return limit < 2 ? fmt::format("+{}{}%", units::number((limit - 1) * 100, 0), units::kThinSpace)
                   : fmt::format("{}×", units::number(limit, 0));
}

ChangeScale change_scale(const Report& report, std::span<const std::size_t> benchmarks) {
  constexpr std::array<double, 6> kLimits = {1.05, 1.1, 1.25, 1.5, 2, 4};
  constexpr double kHeld = 0.85;  // of the intervals
  std::vector<double> reach, changed;
  for (const std::size_t i : benchmarks) {
    const auto& c = report.benchmarks[i].comparison;
    if (!c || !is_drawn(c->ratio) || c->difference) continue;
    reach.push_back(std::max(c->ratio.upper, 1 / c->ratio.lower));
    if (model::is_evident(c->verdict)) changed.push_back(reach.back());
  }
  if (reach.empty()) return {};
  const auto held = [](std::vector<double>& all, double part) {
    std::ranges::sort(all);
    return all.empty() ? 1.0 : all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
  };
  const double wanted = std::max(held(reach, kHeld), held(changed, 0.5));
  const auto at = std::ranges::lower_bound(kLimits, wanted);
  return {at == kLimits.end() ? kLimits.back() : *at};
}

int coarser(const Report& report, std::size_t benchmark, const RatioRange& shared) {
  const RatioRange own = own_range(report, report.benchmarks[benchmark]);
  const double needed = std::max(std::log(own.high) / std::log(shared.high), std::log(own.low) / std::log(shared.low));
  return needed <= 1.001 ? 1 : static_cast<int>(std::min(std::ceil(needed), 999.0));
}

std::vector<Mark> row_line(const Report& report, std::span<const std::size_t> benchmarks, const RatioRange& shared,
                           base::Rect area, const style::Style& style) {
  std::vector<Mark> marks;
  int times = 1;
  for (const std::size_t i : benchmarks) {
    if (has_ratio_line(report, i)) times = std::max(times, coarser(report, i, shared));
  }
  std::vector<double> x;
  const auto last = static_cast<double>(report.current);
  for (std::size_t i = 0; i <= report.current; ++i) {
    x.push_back(area.x + (last > 0 ? area.width * static_cast<double>(i) / last : area.width));
  }
  for (const std::size_t i : benchmarks) {
    if (!has_ratio_line(report, i)) continue;
    const BenchmarkFacts& b = report.benchmarks[i];
    const double base = reference_level(b);
    ValueAxis axis;
    axis.logarithmic = true;
    axis.low = base * std::pow(shared.low, times);
    axis.high = base * std::pow(shared.high, times);
    axis.top = area.y;
    axis.bottom = area.bottom();
    if (marks.empty())
      marks.emplace_back(Segments{{{{area.x, axis.y(base)}, {area.right(), axis.y(base)}}}, {style.grid, 0.7}});
    const std::vector<Placed> points = placed(shown_levels(report, b), x, axis);
    for (Polyline& line : data_lines(points, {style.data, 0.9}, 1.5)) marks.emplace_back(std::move(line));
    if (Dots dots = lonely_dots(points, 0.9, style.data); !dots.centers.empty()) marks.emplace_back(std::move(dots));
    for (const model::ColumnChange& change : shown_changes(report, b)) {
      const auto at = std::ranges::find(points, change.column, &Placed::column);
      if (at == points.end()) continue;
      const double radius = change.column == report.current ? 2.2 : 1.7;
      marks.emplace_back(Dots{{at->at}, radius, signal(change.verdict, style).ink, {style.background, 0.7}, {}});
    }
  }
  return marks;
}

std::vector<Mark> row_bar(const Report& report, std::span<const std::size_t> benchmarks, const ChangeScale& scale,
                          base::Rect area, const style::Style& style) {
  std::vector<Mark> marks;
  add_zero(marks, area, style);
  const double half = area.width / 2;
  for (const std::size_t i : benchmarks) {
    const BenchmarkFacts& b = report.benchmarks[i];
    const auto& c = b.comparison;
    if (!c || !is_drawn(c->ratio) || c->difference) continue;
    const base::Color color = color_of(b, style);
    const bool evident = model::is_evident(c->verdict);
    add_interval(marks, c->ratio, scale.limit, area, color, evident ? 3 : 2);
    const double place = std::log(c->ratio.value) / std::log(scale.limit);
    if (std::abs(place) > 1) continue;
    const base::Point at{area.x + half + half * place, area.y + area.height / 2};
    marks.emplace_back(Dots{{at}, evident ? 2.4 : 1.7, evident ? color : style.data, {style.background, 0.6}, {}});
  }
  return marks;
}

std::vector<Mark> mean_bar(const model::Ratio& ratio, const ChangeScale& scale, base::Rect area,
                           const style::Style& style) {
  std::vector<Mark> marks;
  add_zero(marks, area, style);
  if (is_drawn(ratio)) add_interval(marks, ratio, scale.limit, area, style.data, 1.2);
  return marks;
}

}  // namespace perfolio::layout
