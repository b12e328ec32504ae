// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/tile.h"

#include "base/text.h"
#include "layout/names.h"
#include "layout/trend.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>

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

}  // namespace

TileTexts tile_texts(const Report& report, const model::Group& group) {
  const model::Tile& t = group.tile;
  TileTexts out;
  if (t.lead) {
    out = lead_texts(group, report.benchmarks[*t.lead]);
  } else if (t.ratio) {
    out = {units::number(t.ratio->value, 2) + "×", fmt::format("mean of {}", group.index.n), {}};
  }
  if (out.value.empty()) {
    out.value = std::to_string(group.benchmarks.size());
    out.unit = group.benchmarks.size() == 1 ? "benchmark" : "benchmarks";
  }
  out.pill = pill_words(t.ratio, t.verdict, t.lead ? report.benchmarks[*t.lead].metric : "time");
  const bool differs =
      t.lead && report.benchmarks[*t.lead].comparison && report.benchmarks[*t.lead].comparison->difference;
  if (differs) out.pill = model::change_text(report.benchmarks[*t.lead]) + " " + out.pill;
  return out;
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
  const Font value{Face::SemiBold, 24};
  const Font unit{Face::Regular, 10};
  Node figure{Role::Figure, tile_words(report, index), {}, {}, {}, {}};
  figure.marks.emplace_back(Text{
      shortened(base::visible(group.name), name, room, metrics), {left, area.y + 19}, name, style.ink, Align::Left});
  figure.marks.emplace_back(Text{t.value, {left - 1, area.y + 46}, value, style.ink, Align::Left});
  const double used = metrics.width(t.value, value) + 6;
  std::string unit_text = t.unit;
  if (!unit_text.empty() && unit_text[0] == ' ') unit_text.erase(0, 1);
  figure.marks.emplace_back(
      Text{clipped(unit_text, unit, room - used, metrics), {left + used, area.y + 46}, unit, style.ink2, Align::Left});
  const double pill_width = pill(figure, t.pill, group.tile.verdict, {left - 2, area.y + 57}, 9.5, style, metrics);
  const double spark = std::min(48.0, room - pill_width - 10);
  if (group.tile.lead && spark > 24) {
    const Node line = sparkline(report, *group.tile.lead, group.tile.verdict,
                                {area.right() - 14 - spark, area.y + 56, spark, 18}, style);
    figure.marks.insert(figure.marks.end(), line.marks.begin(), line.marks.end());
  }
  std::vector<Node> nodes;
  nodes.push_back({Role::Artifact, {}, {}, {}, {Box{area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}});
  nodes.push_back(std::move(figure));
  return nodes;
}

}  // namespace perfolio::layout
