// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "layout/end_labels.h"
#include "layout/family.h"
#include "layout/plot.h"
#include "layout/ticks.h"
#include "model/family_words.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

/// Levels over a parameter.
namespace perfolio::layout {

using model::Family;
using model::Report;
using model::Scaling;
using model::ScalingCurve;
using model::ScalingPoint;

namespace {

constexpr double kPad = 12;
constexpr double kHead = 56;
constexpr double kFoot = 24;
const Font kTitle{Face::SemiBold, 11};
const Font kSubtitle{Face::Regular, 8};
const Font kWords{Face::SemiBold, 8.5};
const Font kNote{Face::Regular, 7.5};
const Font kTick{Face::Regular, 7.5, true};
const Font kLabel{Face::SemiBold, 8};
const Font kPower{Face::Regular, 8};

/// One curve with its look.
struct Curve {
  const ScalingCurve* curve = nullptr;
  base::Color color;
  double width = 1;
  Dash dash = Dash::Solid;
  double radius = 2;
};

/// The horizontal axis: the values of the parameter.
struct ParameterAxis {
  double low = 0, high = 1, left = 0, right = 1;
  bool logarithmic = false;
  [[nodiscard]] double x(double value) const {
    const auto place = [this](double v) { return logarithmic ? std::log(v) : v; };
    const double span = place(high) - place(low);
    return span > 0 ? left + (right - left) * (place(value) - place(low)) / span : (left + right) / 2;
  }
};

struct Chart {
  const Report& report;
  const Family& family;
  const Scaling& scaling;
  base::Rect area;
  const style::Style& style;
  const TextMetrics& metrics;
  std::vector<Curve> curves{};  ///< the current one last, above the others.
  ValueAxis axis{};
  ParameterAxis parameter{};
  base::Rect plot{};
  std::vector<Mark> marks{};

  [[nodiscard]] double left() const { return area.x + kPad; }
  [[nodiscard]] double right() const { return area.right() - kPad; }
  [[nodiscard]] const model::BenchmarkFacts& facts() const {
    return report.benchmarks[family.members.front().benchmark];
  }
  [[nodiscard]] std::string letter() const { return base::visible(model::letter(family, scaling)); }
  [[nodiscard]] std::string tag(std::size_t column) const { return base::visible(report.columns[column].release.tag); }
  void text(std::string what, base::Point at, const Font& font, base::Color color, Align align = Align::Left) {
    marks.emplace_back(Text{std::move(what), at, font, color, align});
  }
};

std::vector<Curve> curves_of(const Scaling& scaling, const style::Style& style) {
  std::vector<Curve> out;
  if (scaling.first) out.push_back({&*scaling.first, style.axis, 0.9, Dash::Short, 1.5});
  if (scaling.baseline) out.push_back({&*scaling.baseline, style.ink3, 1.1, Dash::Solid, 1.8});
  if (scaling.current) out.push_back({&*scaling.current, style.data, 1.6, Dash::Solid, 2.4});
  return out;
}

/// What the exponent's change means, and how sure it is; else what fits.
std::string change_words(const Chart& c) {
  const auto& change = c.scaling.change;
  if (!change) {
    const std::string powers = base::visible(model::powers_text(c.family, c.scaling));
    return powers.empty() ? "no power law fits" : powers;
  }
  const std::string word = !change->evident         ? "no change found"
                           : change->difference > 0 ? "grows faster"
                                                    : "grows more slowly";
  return fmt::format("{}, exponent {}: {}", base::visible(model::powers_text(c.family, c.scaling)),
                     model::exponent_change_text(*change), word);
}

/// Growing faster is bad where lower values are good, and good where higher ones are.
base::Color change_color(const Chart& c) {
  const auto& change = c.scaling.change;
  if (!change || !change->evident || c.facts().better == units::Direction::Unknown) return c.style.ink2;
  const bool bad = (change->difference > 0) == (c.facts().better == units::Direction::Lower);
  return bad ? c.style.worse.ink : c.style.better.ink;
}

std::string scale_note(const Chart& c) {
  if (c.axis.logarithmic && c.parameter.logarithmic) return "both axes log";
  if (c.parameter.logarithmic) return c.letter() + " on a log scale";
  return c.axis.note();
}

void header(Chart& c) {
  const double room = c.right() - c.left();
  const std::string title = family_title(c.family) + " " + base::visible(model::scaling_words(c.family, c.scaling));
  c.text(shortened(title, kTitle, room, c.metrics), {c.left(), c.area.y + 18}, kTitle, c.style.ink);
  const std::string note = scale_note(c);
  const double note_width = note.empty() ? 0 : c.metrics.width(note, kNote) + 10;
  std::string subtitle = c.axis.scale.name.empty() ? "" : c.axis.scale.name + " · ";
  subtitle += model::phrase(c.facts().better);
  if (c.family.complexity) {
    subtitle += " · its source fits " + base::visible(model::complexity_text(*c.family.complexity));
  }
  c.text(clipped(subtitle, kSubtitle, room - note_width, c.metrics), {c.left(), c.area.y + 31}, kSubtitle,
         c.style.ink2);
  if (!note.empty()) c.text(note, {c.right(), c.area.y + 31}, kNote, c.style.ink3, Align::Right);
  c.text(clipped(change_words(c), kWords, room, c.metrics), {c.left(), c.area.y + 44}, kWords, change_color(c));
}

/// "v0.2.3" and "n^1.51".
std::pair<std::string, std::string> end_words(const Chart& c, const Curve& curve) {
  const std::string tag = short_tag(c.report, curve.curve->column, kLabel, 56, c.metrics);
  const auto& law = curve.curve->law;
  std::string power = law ? model::power_text(c.letter(), law->exponent) : std::string();
  return {tag, shortened(power, kPower, 64, c.metrics)};
}

void measure(Chart& c) {
  std::vector<model::Level> all;
  double low = 0;
  double high = 0;
  bool first = true;
  for (const Curve& curve : c.curves) {
    for (const ScalingPoint& point : curve.curve->points) {
      all.push_back(point.level);
      low = first ? point.at : std::min(low, point.at);
      high = first ? point.at : std::max(high, point.at);
      first = false;
    }
  }
  const double top = c.area.y + kHead;
  const double bottom = c.area.bottom() - kFoot - 8;
  c.axis = value_axis(all, c.facts(), top, bottom);
  double ticks = 0;
  for (const double tick : c.axis.ticks) ticks = std::max(ticks, c.metrics.width(c.axis.label(tick), kTick));
  double ends = 0;
  for (const Curve& curve : c.curves) {
    const auto [tag, power] = end_words(c, curve);
    ends = std::max(ends, c.metrics.width(tag, kLabel) + (power.empty() ? 0 : c.metrics.width(power, kPower) + 5));
  }
  const double left = c.left() + ticks + 6;
  const double right = c.right() - ends - 16;
  c.plot = {left, top, right - left, bottom - top};
  c.parameter = {low, high, left + 10, right - 6, c.scaling.logarithmic && low > 0};
}

/// The values as they are called, the ends first; those in between that have room.
void parameter_labels(Chart& c) {
  std::vector<std::pair<double, std::string>> values;
  for (const Curve& curve : c.curves) {
    for (const ScalingPoint& point : curve.curve->points) {
      const std::string& text = c.family.members[point.member].values[c.scaling.parameter].text;
      const bool known = std::ranges::find(values, point.at, &std::pair<double, std::string>::first) != values.end();
      if (!known) values.emplace_back(point.at, shortened(base::visible(text), kTick, 44, c.metrics));
    }
  }
  std::ranges::sort(values);
  Segments ticks{{}, {c.style.axis, 0.7}};
  std::vector<std::pair<double, double>> taken;
  const auto offer = [&](std::size_t i) {
    const double x = c.parameter.x(values[i].first);
    const double half = c.metrics.width(values[i].second, kTick) / 2;
    const bool free = std::ranges::none_of(
        taken, [&](const auto& other) { return x - half - 6 < other.second && x + half + 6 > other.first; });
    ticks.segments.push_back({{x, c.plot.bottom()}, {x, c.plot.bottom() + (free ? 4.0 : 2.5)}});
    if (!free) return;
    taken.emplace_back(x - half, x + half);
    c.text(values[i].second, {x, c.plot.bottom() + 13}, kTick, c.style.ink3, Align::Center);
  };
  offer(0);
  if (values.size() > 1) offer(values.size() - 1);
  for (std::size_t i = 1; i + 1 < values.size(); ++i) offer(i);
  c.marks.emplace_back(std::move(ticks));
  c.text(c.letter(), {c.plot.right(), c.plot.bottom() + 24}, kNote, c.style.ink2, Align::Right);
}

void frame(Chart& c) {
  Segments grid{{}, {c.style.grid, 0.6}};
  for (const double tick : c.axis.ticks) {
    const double y = c.axis.y(tick);
    if (y < c.plot.bottom() - 0.5) grid.segments.push_back({{c.plot.x, y}, {c.plot.right(), y}});
    c.text(c.axis.label(tick), {c.plot.x - 6, y + 2.7}, kTick, c.style.ink3, Align::Right);
  }
  c.marks.insert(c.marks.begin(), Mark(std::move(grid)));
  c.marks.emplace_back(
      Segments{{{{c.plot.x, c.plot.bottom()}, {c.plot.right(), c.plot.bottom()}}}, {c.style.axis, 0.9}});
  parameter_labels(c);
}

void draw(Chart& c, const Curve& curve) {
  constexpr double kCap = 3.6;
  Segments bars{{}, {curve.color, 0.8}};
  Polyline line{{}, {curve.color, curve.width, curve.dash}};
  Dots dots{{}, curve.radius, curve.color, {c.style.panel, 0.8}, {}};
  for (const ScalingPoint& point : curve.curve->points) {
    const base::Point at{c.parameter.x(point.at), c.axis.y(point.level.value)};
    line.points.push_back(at);
    dots.centers.push_back(at);
    if (!point.level.has_interval()) continue;
    const double upper = c.axis.y(point.level.upper);
    const double lower = c.axis.y(point.level.lower);
    bars.segments.push_back({{at.x, upper}, {at.x, lower}});
    for (const double y : {upper, lower}) bars.segments.push_back({{at.x - kCap / 2, y}, {at.x + kCap / 2, y}});
  }
  if (!bars.segments.empty()) c.marks.emplace_back(std::move(bars));
  c.marks.emplace_back(std::move(line));
  c.marks.emplace_back(std::move(dots));
}

void end_labels(Chart& c) {
  std::vector<double> wanted;
  for (const Curve& curve : c.curves) wanted.push_back(c.axis.y(curve.curve->points.back().level.value));
  const std::vector<double> y = spread(wanted, 11, c.plot.y - 4, c.plot.bottom() - 2);
  const double x = c.plot.right() + 10;
  for (std::size_t i = 0; i < c.curves.size(); ++i) {
    const auto [tag, power] = end_words(c, c.curves[i]);
    const bool now = c.curves[i].curve->column == c.report.current;
    const double from = c.parameter.x(c.curves[i].curve->points.back().at);
    c.marks.emplace_back(Segments{{{{from + 4, wanted[i]}, {x - 2, y[i]}}}, {c.style.axis, 0.5}});
    c.text(tag, {x, y[i] + 2.9}, kLabel, now ? c.style.ink : c.style.ink3);
    if (power.empty()) continue;
    c.text(power, {x + c.metrics.width(tag, kLabel) + 5, y[i] + 2.9}, kPower, now ? c.style.ink : c.style.ink3);
  }
}

}  // namespace

std::string scaling_alt(const Report& report, const Family& family, const Scaling& scaling) {
  std::string out = fmt::format("{} {}.", family_title(family), base::visible(model::scaling_words(family, scaling)));
  const auto tell = [&](const std::optional<ScalingCurve>& curve) {
    if (!curve) return;
    const std::string tag = base::visible(report.columns[curve->column].release.tag);
    if (curve->law) {
      out += fmt::format(" {}: {}, interval {}.", tag,
                         base::visible(model::power_text(model::letter(family, scaling), curve->law->exponent)),
                         model::exponent_interval(*curve->law));
    } else {
      out += fmt::format(" {}: no power law fits.", tag);
    }
  };
  tell(scaling.first);
  tell(scaling.baseline);
  tell(scaling.current);
  if (scaling.change) out += fmt::format(" Change of the exponent {}.", model::exponent_change_text(*scaling.change));
  return out;
}

std::vector<Node> scaling_chart(const Report& report, const Family& family, const Scaling& scaling, base::Rect area,
                                const style::Style& style, const TextMetrics& metrics) {
  Chart c{report, family, scaling, area, style, metrics};
  c.curves = curves_of(scaling, style);
  measure(c);
  header(c);
  if (c.axis.drawable && std::isfinite(c.parameter.high - c.parameter.low)) {
    frame(c);
    for (const Curve& curve : c.curves) draw(c, curve);
    end_labels(c);
  } else {
    c.text("values too large or too small to be drawn", {c.left(), area.y + kHead + 12}, kSubtitle, style.ink3);
  }
  std::vector<Node> nodes;
  nodes.push_back({Role::Artifact, {}, {}, {}, {Box{area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}});
  nodes.push_back({Role::Figure, scaling_alt(report, family, scaling), {}, {}, std::move(c.marks), {}});
  return nodes;
}

}  // namespace perfolio::layout
