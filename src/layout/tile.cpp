// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/tile.h"

#include "base/text.h"
#include "layout/names.h"
#include "layout/plot.h"
#include "layout/trend.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfolio::layout {

using model::Report;
using model::Verdict;

namespace {

/// The level of the lead with no more digits than one tells apart at a glance: "45", "7.5", "0.83".
std::string tile_value(double value, double half_width) {
  const int most = value < 10 ? 2 : value < 100 ? 1 : 0;
  std::string text = units::number(value, std::min(units::decimals_for(value, half_width), most));
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

TileTexts lead_texts(const model::Group& group, const model::BenchmarkFacts& lead) {
  TileTexts out;
  if (group.tile.value) {
    const std::vector<double> values = {*group.tile.value};
    const units::Scale scale = units::common_scale(lead.unit.base, lead.unit.family, values);
    const double half = lead.comparison ? (lead.comparison->current.upper - lead.comparison->current.lower) / 2 : 0;
    out.value = tile_value(*group.tile.value / scale.divisor, half / scale.divisor);
    out.unit = scale.name;
  }
  if (!group.per.empty()) out.unit += " / " + base::visible(group.per);
  return out;
}

/// The evident change of a primary benchmark of the group that is largest on the side of `verdict`.
const model::BenchmarkFacts* largest(const Report& report, const model::Group& group, Verdict verdict) {
  const model::BenchmarkFacts* out = nullptr;
  double most = -1;
  for (const std::size_t i : group.benchmarks) {
    const model::BenchmarkFacts& b = report.benchmarks[i];
    if (!b.primary || !b.comparison || b.comparison->verdict != verdict) continue;
    const double size = b.comparison->difference ? 2000 : std::abs(std::log(b.comparison->ratio.value));
    if (size > most) {
      most = size;
      out = &b;
    }
  }
  return out;
}

std::string counted(std::size_t n) { return fmt::format("{} benchmark{}", n, n == 1 ? "" : "s"); }

/// "2 slower": the side of a group that matters most; Unclear where nothing is evident.
Verdict side_of(const model::Counts& c) {
  return c.worse > 0     ? Verdict::Worse
         : c.better > 0  ? Verdict::Better
         : c.changed > 0 ? Verdict::Changed
                         : Verdict::Unclear;
}

std::size_t count_of(const model::Counts& c, Verdict side) {
  return side == Verdict::Worse ? c.worse : side == Verdict::Better ? c.better : c.changed;
}

/// "↑ 12 % slower at most": of several that went the same way.
std::string most_words(const Report& report, const model::Group& group, Verdict side) {
  const model::BenchmarkFacts* b = largest(report, group, side);
  if (b == nullptr) return {};
  const model::Comparison& c = *b->comparison;
  const std::string change = c.difference ? model::change_text(*b) : units::short_magnitude(c.ratio.value);
  return fmt::format("{} {} {}{}", model::change_arrow(c), change, model::word(side, *b),
                     count_of(group.counts, side) > 1 ? " at most" : "");
}

/// Of a group without a lead: the mean where it says something for sure, else how many of its benchmarks do.
TileTexts index_texts(const Report& report, const model::Group& group) {
  const model::Counts& c = group.counts;
  const model::Ratio& ratio = *group.tile.ratio;
  const Verdict verdict = group.tile.verdict;
  const model::Wording wording = model::mean_wording(report, group.benchmarks);
  const Verdict side = side_of(c);
  if (!model::is_evident(verdict) && side != Verdict::Unclear) {
    return {fmt::format("{} {}", count_of(c, side), model::word(side, model::shared_wording(report, group.benchmarks))),
            fmt::format("of {}", c.total), most_words(report, group, side), side};
  }
  if (verdict == Verdict::Unclear) {
    return {units::short_change(ratio.value), counted(group.index.n), "unclear", verdict, true};
  }
  const std::string value =
      verdict == Verdict::Same ? "±" + units::short_magnitude(ratio.value) : units::short_change(ratio.value);
  return {value, counted(group.index.n), std::string(model::word(verdict, wording)), verdict};
}

}  // namespace

TileTexts tile_texts(const Report& report, const model::Group& group) {
  const model::Tile& t = group.tile;
  TileTexts out;
  if (t.lead) {
    const model::BenchmarkFacts& lead = report.benchmarks[*t.lead];
    out = lead_texts(group, lead);
    out.pill = pill_words(t.ratio, t.verdict, model::wording(lead));
    if (lead.comparison && lead.comparison->difference) out.pill = model::change_text(lead) + " " + out.pill;
    out.verdict = t.verdict;
    // What its lead cannot tell, others of the group may.
    const Verdict side = side_of(group.counts);
    if (!model::is_evident(t.verdict) && side != Verdict::Unclear) {
      out.verdict = side;
      out.pill = fmt::format("{} {} of {}", count_of(group.counts, side),
                             model::word(side, model::shared_wording(report, group.benchmarks)), group.counts.total);
    }
  } else if (t.ratio) {
    out = index_texts(report, group);
  } else {
    out.pill = model::word(t.verdict, model::Wording::Plain);
    out.verdict = t.verdict;
  }
  if (out.value.empty()) {
    out.value = std::to_string(group.benchmarks.size());
    out.unit = group.benchmarks.size() == 1 ? "benchmark" : "benchmarks";
  }
  // A budget that is broken is what the group has to say, whatever changed.
  const std::size_t broken = model::broken_limits(report, group.benchmarks);
  if (broken == 0) return out;
  out.verdict = Verdict::Worse;
  out.pill = broken == 1 ? "1 beyond its limit" : fmt::format("{} beyond their limits", broken);
  return out;
}

Node index_sparkline(const Report& report, const model::Group& group, Verdict verdict, base::Rect area,
                     const style::Style& style) {
  std::vector<model::Level> levels;
  for (const model::IndexPoint& point : group.trend) {
    const bool known = point.lower > 0 && point.lower < point.upper;
    levels.push_back({.column = point.column,
                      .n = 1,
                      .samples = 1,
                      .value = point.ratio,
                      .lower = known ? point.lower : point.ratio,
                      .upper = known ? point.upper : point.ratio});
  }
  model::BenchmarkFacts of_index;
  of_index.unit.family = units::Family::Count;
  const ValueAxis axis = value_axis(levels, of_index, area.y, area.bottom());
  Node node;
  if (levels.empty() || !axis.drawable) return node;
  std::vector<double> x;
  const double last = static_cast<double>(std::max<std::size_t>(1, report.current));
  for (std::size_t i = 0; i <= report.current; ++i) {
    x.push_back(area.x + area.width * (report.current > 0 ? static_cast<double>(i) / last : 1));
  }
  const std::vector<Placed> points = placed(levels, x, axis);
  for (Mark& band : interval_marks(points, 0, 1, style)) node.marks.emplace_back(std::move(band));
  for (Polyline& line : data_lines(points, {style.axis, 1.1}, 1)) node.marks.emplace_back(std::move(line));
  node.marks.emplace_back(Dots{{points.back().at}, 2.3, signal(verdict, style).ink, {style.panel, 0.9}, {}});
  return node;
}

std::optional<Stroke> border_where_needed(base::Color fill, const style::Style& style) {
  return fill == style.background ? std::optional(Stroke{style.axis, 0.8}) : std::nullopt;
}

double pill(Node& into, const std::string& words, Verdict verdict, base::Point at, double font_size,
            const style::Style& style, const TextMetrics& metrics) {
  const Font font{Face::SemiBold, font_size};
  const style::Signal& look = signal(verdict, style);
  const double width = metrics.width(words, font) + font_size * 1.4;
  const double height = font_size * 1.9;
  into.marks.emplace_back(
      Box{{at.x, at.y, width, height}, height / 2, look.tint, border_where_needed(look.tint, style)});
  into.marks.emplace_back(
      Text{words, {at.x + font_size * 0.7, at.y + height / 2 + font_size * 0.36}, font, look.ink, Align::Left});
  return width;
}

std::string tile_words(const Report& report, std::size_t index) {
  const model::Group& group = report.groups[index];
  const TileTexts t = tile_texts(report, group);
  return fmt::format("{}: {}{}{}, {}", base::visible(group.name), t.value,
                     t.unit.empty() || t.unit[0] == ' ' ? "" : units::kThinSpace, t.unit, t.pill);
}

std::vector<Node> tile(const Report& report, std::size_t index, base::Rect area, const style::Style& style,
                       const TextMetrics& metrics) {
  const model::Group& group = report.groups[index];
  const TileTexts t = tile_texts(report, group);
  const double left = area.x + 12;
  const double room = area.width - 24;
  const Font name{Face::SemiBold, 10.5};
  const Font value{t.quiet ? Face::Regular : Face::SemiBold, t.quiet ? 18.0 : 24.0};
  const Font unit{Face::Regular, 10};
  Node figure{Role::Figure, tile_words(report, index), {}, {}, {}, {}};
  figure.marks.emplace_back(Text{
      shortened(base::visible(group.name), name, room, metrics), {left, area.y + 19}, name, style.ink, Align::Left});
  figure.marks.emplace_back(
      Text{t.value, {left - 1, area.y + 46}, value, t.quiet ? style.ink2 : style.ink, Align::Left});
  const double used = metrics.width(t.value, value) + 6;
  std::string unit_text = t.unit;
  const bool counts = !group.tile.lead && unit_text.ends_with("benchmarks");
  if (counts && metrics.width(unit_text, unit) > room - used) {
    unit_text = "of " + unit_text.substr(0, unit_text.find(' '));
  }
  if (!unit_text.empty() && unit_text[0] == ' ') unit_text.erase(0, 1);
  figure.marks.emplace_back(
      Text{clipped(unit_text, unit, room - used, metrics), {left + used, area.y + 46}, unit, style.ink2, Align::Left});
  const double pill_width = pill(figure, t.pill, t.verdict, {left - 2, area.y + 57}, 9.5, style, metrics);
  const double spark = std::min(area.width > 200 ? 96.0 : 48.0, room - pill_width - 10);
  const base::Rect place{area.right() - 14 - spark, area.y + 56, spark, 18};
  if (spark > 24) {
    const Node line = group.tile.lead ? sparkline(report, *group.tile.lead, group.tile.verdict, place, style)
                                      : index_sparkline(report, group, group.tile.verdict, place, style);
    figure.marks.insert(figure.marks.end(), line.marks.begin(), line.marks.end());
  }
  std::vector<Node> nodes;
  nodes.push_back({Role::Artifact, {}, {}, {}, {Box{area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}});
  nodes.push_back(std::move(figure));
  return nodes;
}

}  // namespace perfolio::layout
