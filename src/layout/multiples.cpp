// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/multiples.h"

#include "base/text.h"
#include "layout/names.h"
#include "layout/plot.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;

namespace {

constexpr double kLeastRange = 0.05;

/// The level a benchmark's ratios refer to: the one the comparison starts from, else its first.
double reference(const BenchmarkFacts& b) {
  if (b.comparison && b.comparison->baseline.n > 0 && b.comparison->baseline.value > 0)
    return b.comparison->baseline.value;
  return b.levels.empty() ? 0 : b.levels.front().value;
}

double span_of(const RatioRange& range) { return std::log(range.high / range.low); }

/// What one benchmark's levels span, against its own reference.
RatioRange own_range(const Report& report, const BenchmarkFacts& b) {
  RatioRange range{1, 1};
  const double base = reference(b);
  for (const model::Level& level : shown_levels(report, b)) {
    if (level.value <= 0) continue;
    const double ratio = std::clamp(level.value / base, 1e-100, 1e100);
    range.low = std::min(range.low, ratio);
    range.high = std::max(range.high, ratio);
  }
  return range;
}

std::string ratio_words(double ratio) {
  return ratio == 1 ? "0" + std::string(units::kThinSpace) + "%" : units::short_change(ratio);
}

}  // namespace

RatioRange ratio_range(const Report& report, const model::Group& group) {
  std::vector<RatioRange> own;
  for (const std::size_t i : group.benchmarks) {
    const BenchmarkFacts& b = report.benchmarks[i];
    if (b.primary && b.comparison && reference(b) > 0) own.push_back(own_range(report, b));
  }
  RatioRange shared{1 / (1 + kLeastRange), 1 + kLeastRange};
  if (own.empty()) return shared;
  std::ranges::sort(own, {}, span_of);
  // A few benchmarks that moved far more than most would flatten all others: those get a scale of their own.
  const double limit = std::max(2 * span_of(own[own.size() * 3 / 4]), std::log(1.5));
  for (const RatioRange& range : own) {
    if (span_of(range) > limit) break;
    shared.low = std::min(shared.low, range.low);
    shared.high = std::max(shared.high, range.high);
  }
  return shared;
}

std::vector<Node> group_header(const Report& report, std::size_t index, const RatioRange& range, bool continued,
                               base::Rect area, const style::Style& style, const TextMetrics& metrics) {
  const model::Group& group = report.groups[index];
  const Font title{Face::SemiBold, 14};
  const Font small{Face::Regular, 8.5};
  std::vector<Node> nodes;
  const std::string name =
      shortened(base::visible(group.name) + (continued ? ", continued" : ""), title, area.width * 0.6, metrics);
  nodes.push_back({continued ? Role::P : Role::H2,
                   {},
                   {},
                   continued ? "" : fmt::format("group-{}", index),
                   {Text{name, {area.x, area.y + 16}, title, style.ink, Align::Left}},
                   {}});
  const double x = area.x + metrics.width(name, title) + 10;
  if (!group.description.empty()) {
    nodes.push_back({Role::P,
                     {},
                     {},
                     {},
                     {Text{clipped(base::visible(group.description), small, area.right() - x, metrics),
                           {x, area.y + 16},
                           small,
                           style.ink2,
                           Align::Left}},
                     {}});
  }
  std::string line;
  if (group.index.n > 0) {
    line = fmt::format("geometric mean {} over {} benchmark{} · ", units::change(group.index.ratio.value),
                       group.index.n, group.index.n == 1 ? "" : "s");
  }
  line +=
      fmt::format("lines run from {} to {} against {}", ratio_words(range.low), ratio_words(range.high),
                  report.baseline ? base::visible(report.columns[*report.baseline].release.tag) : "the first value");
  nodes.push_back(
      {Role::P,
       {},
       {},
       {},
       {Text{clipped(line, small, area.width, metrics), {area.x, area.y + 31}, small, style.ink3, Align::Left}},
       {}});
  return nodes;
}

std::vector<Node> multiple(const Report& report, std::size_t index, const RatioRange& range, base::Rect area,
                           const std::string& link, const style::Style& style, const TextMetrics& metrics) {
  const BenchmarkFacts& b = report.benchmarks[index];
  const Font mono{Face::Mono, 8};
  const Font value_font{Face::SemiBold, 10.5, true};
  const Font change_font{Face::SemiBold, 8.5};
  const Font small{Face::Regular, 7.5};
  const double left = area.x + 9;
  const double right = area.right() - 9;
  Node figure{Role::Figure, chart_alt(report, index), link, {}, {}, {}};
  const auto text = [&](std::string what, base::Point at, const Font& font, base::Color color, Align align) {
    figure.marks.emplace_back(Text{std::move(what), at, font, color, align});
  };
  text(shortened(printed_id(b), mono, right - left, metrics), {left, area.y + 15}, mono, style.ink, Align::Left);
  const auto levels = shown_levels(report, b);
  const double reference_level = reference(b);
  const model::Verdict verdict = b.comparison ? b.comparison->verdict : model::Verdict::Gone;
  const bool evident = verdict == model::Verdict::Better || verdict == model::Verdict::Worse;
  const bool ratio = b.comparison && b.comparison->ratio.has_interval();
  const std::string words = pill_words(ratio ? std::optional(b.comparison->ratio) : std::nullopt, verdict, b.metric);
  if (!levels.empty()) {
    const std::vector<double> one = {levels.back().value};
    const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, one);
    const double half = (levels.back().upper - levels.back().lower) / 2 / scale.divisor;
    const double room = right - left - metrics.width(words, change_font) - 6;
    text(shortened(units::quantity(levels.back().value, scale, half), value_font, room, metrics), {left, area.y + 31},
         value_font, style.ink, Align::Left);
  }
  text(words, {right, area.y + 31}, change_font, evident ? signal(verdict, style).ink : style.ink3, Align::Right);
  constexpr double kLargest = 1e150;  // beyond it, a ratio of own_range leaves what a double can hold
  if (reference_level > kLargest || (reference_level > 0 && reference_level < 1 / kLargest)) {
    text("values too large or too small to be drawn", {left, area.y + 60}, small, style.ink3, Align::Left);
  } else if (!levels.empty() && reference_level > 0) {
    const RatioRange own = own_range(report, b);
    const bool fits = own.low >= range.low && own.high <= range.high;
    if (!fits) {
      const std::string note = fmt::format("own scale: {} to {}", ratio_words(own.low), ratio_words(own.high));
      text(note, {left, area.bottom() - 6}, small, style.ink2, Align::Left);
    }
    ValueAxis axis;
    axis.logarithmic = true;
    axis.low = reference_level * (fits ? range.low : own.low);
    axis.high = reference_level * (fits ? range.high : own.high);
    axis.top = area.y + 42;
    axis.bottom = area.bottom() - (fits ? 12 : 18);
    std::vector<double> x;
    for (std::size_t i = 0; i <= report.current; ++i) {
      x.push_back(left + (report.current > 0
                              ? (right - left - 3) * static_cast<double>(i) / static_cast<double>(report.current)
                              : right - left - 3));
    }
    const double base_y = axis.y(reference_level);
    figure.marks.emplace_back(Segments{{{{left, base_y}, {right, base_y}}}, {style.grid, 0.8}});
    const std::vector<Placed> points = placed(levels, x, axis);
    for (Polyline& line : data_lines(points, {style.data, 1.1}, 1.5)) figure.marks.emplace_back(std::move(line));
    for (const model::ColumnChange& change : shown_changes(report, b)) {
      const auto at = std::ranges::find(points, change.column, &Placed::column);
      if (at != points.end() && change.column != report.current) {
        figure.marks.emplace_back(Dots{{at->at}, 2.0, signal(change.verdict, style).ink, {style.panel, 0.8}, {}});
      }
    }
    figure.marks.emplace_back(
        Dots{{points.back().at}, 2.4, evident ? signal(verdict, style).ink : style.same.ink, {style.panel, 0.9}, {}});
  } else {
    text("no positive values: no ratio to draw", {left, area.y + 60}, small, style.ink3, Align::Left);
  }
  std::vector<Node> nodes;
  nodes.push_back({Role::Artifact, {}, {}, {}, {Box{area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}});
  nodes.push_back(std::move(figure));
  return nodes;
}

}  // namespace perfolio::layout
