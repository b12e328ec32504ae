// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/first_release.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/names.h"
#include "layout/table.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;

namespace {

constexpr double kHeader = 30;
constexpr double kDots = 116;
const Font kMono{Face::Mono, 8.5};
const Font kNumber{Face::Regular, 9, true};
const Font kStrong{Face::SemiBold, 9, true};
const Font kHead{Face::SemiBold, 8.5};
const Font kScale{Face::Regular, 7.5, true};

/// The runs of the current column.
std::vector<double> runs_of(const Report& report, const BenchmarkFacts& b) {
  std::vector<double> out;
  for (const model::RunValue& run : b.run_values) {
    if (report.run_columns[run.run] == report.current) out.push_back(run.value);
  }
  if (out.empty() && b.comparison) out.push_back(b.comparison->current.value);
  return out;
}

double farthest(const std::vector<double>& runs, double level) {
  double most = 0;
  for (const double run : runs) {
    if (level > 0 && run > 0) most = std::max(most, std::abs(std::log(run / level)));
  }
  return most;
}

/// On ln: a round one that holds nine rows of ten whole.
double extent_of(const Report& report, const std::vector<std::size_t>& benchmarks) {
  constexpr std::array<double, 8> kSteps{0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1};
  std::vector<double> all;
  for (const std::size_t i : benchmarks) {
    const BenchmarkFacts& b = report.benchmarks[i];
    all.push_back(farthest(runs_of(report, b), b.comparison->current.value));
  }
  std::ranges::sort(all);
  const double wanted = all.empty() ? 0 : all[(all.size() * 9 - 1) / 10];
  const auto fits = std::ranges::find_if(kSteps, [&](double step) { return std::log1p(step) >= wanted; });
  return std::log1p(fits == kSteps.end() ? kSteps.back() : *fits);
}

/// Dots on the common scale; one beyond it stands at its end, hollow.
void draw_runs(Node& into, const std::vector<double>& runs, double level, double extent, const base::Rect& area,
               const style::Style& style) {
  const double middle = area.x + area.width / 2;
  const double y = area.y + area.height / 2;
  into.marks.emplace_back(Segments{{{{middle, area.y + 1}, {middle, area.bottom() - 1}}}, {style.axis, 0.7}});
  if (!(level > 0)) return;
  Dots inside{{}, 1.6, style.data, {style.background, 0.5}, {}};
  Dots beyond{{}, 1.6, style.background, {style.data, 0.9}, {}};
  for (const double run : runs) {
    if (!(run > 0)) continue;
    const double log = std::log(run / level) / extent;
    (std::abs(log) <= 1 ? inside : beyond).centers.push_back({middle + area.width / 2 * std::clamp(log, -1.0, 1.0), y});
  }
  if (!inside.centers.empty()) into.marks.emplace_back(std::move(inside));
  if (!beyond.centers.empty()) into.marks.emplace_back(std::move(beyond));
}

std::string sees_text(const model::Comparison& c) {
  if (!(c.next_sees > 0)) return "–";
  return c.next_sees < 9 ? units::short_magnitude(1 + c.next_sees) : ">10×";
}

/// Where the columns stand.
struct Places {
  double name, name_room, level, interval, dots, runs, sees, right;
};

Places places_in(base::Point at, double width) {
  Places p{};
  p.name = at.x;
  p.right = p.sees = at.x + width;
  p.runs = p.right - 58;
  p.dots = p.runs - 30 - kDots;
  p.interval = p.dots - 16;
  p.level = p.interval - 78;
  p.name_room = p.level - 58 - at.x;
  return p;
}

struct Part {
  Node lines{Role::Artifact, {}, {}, {}, {}, {}};
  Node runs{Role::Figure, {}, {}, {}, {}, {}};
  Node table{Role::Table, {}, {}, {}, {}, {}};
};

void add_header(Part& part, const Report& report, const Places& p, base::Point at, double extent,
                const style::Style& style, const TextMetrics& metrics) {
  Node row{Role::TR, {}, {}, {}, {}, {}};
  const double y = at.y + 10;
  const auto head = [&](std::string text, double x, Align align) {
    Node cell{Role::TH, {}, {}, {}, {}, {}};
    cell.marks.emplace_back(Text{std::move(text), {x, y}, kHead, style.ink2, align});
    row.children.push_back(std::move(cell));
  };
  head("Benchmark", p.name, Align::Left);
  head(short_tag(report, report.current, kHead, 60, metrics), p.level, Align::Right);
  head("95\u202f% interval", p.interval, Align::Right);
  head("Every run", p.dots, Align::Left);
  Node& dots = row.children.back();
  const double limit = std::exp(extent);
  dots.marks.emplace_back(Text{units::short_change(1 / limit), {p.dots, y + 9.5}, kScale, style.ink3, Align::Left});
  dots.marks.emplace_back(
      Text{units::short_change(limit), {p.dots + kDots, y + 9.5}, kScale, style.ink3, Align::Right});
  head("Runs", p.runs, Align::Right);
  head("Next sees", p.sees, Align::Right);
  part.table.children.push_back(std::move(row));
  const double line = at.y + kHeader - 6;
  part.lines.marks.emplace_back(Segments{{{{p.name, line}, {p.right, line}}}, {style.axis, 0.8}});
}

void add_row(Part& part, const Report& report, std::size_t index, const Places& p, double top, double extent,
             const std::string& link, const style::Style& style, const TextMetrics& metrics) {
  const BenchmarkFacts& b = report.benchmarks[index];
  const model::Level& level = b.comparison->current;
  const std::vector<double> one = {level.value};
  const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, one);
  const LevelTexts texts = level_texts(level, scale);
  Node row{Role::TR, {}, {}, {}, {}, {}};
  const double y = top + 11.6;
  const auto cell = [&](Role role, std::string text, double x, const Font& font, base::Color color, Align align) {
    Node node{role, {}, text.empty() ? std::string() : link, {}, {}, {}};
    if (!text.empty()) node.marks.emplace_back(Text{std::move(text), {x, y}, font, color, align});
    row.children.push_back(std::move(node));
  };
  cell(Role::TH, shortened_id(report, index, kMono, p.name_room, metrics), p.name, kMono, style.ink, Align::Left);
  const std::string value = units::quantity(level.value, scale, (level.upper - level.lower) / 2 / scale.divisor);
  cell(Role::TD, shortened(value, kStrong, 56, metrics), p.level, kStrong, style.ink, Align::Right);
  cell(Role::TD, shortened(texts.interval, kNumber, 76, metrics), p.interval, kNumber, style.ink2, Align::Right);
  const std::vector<double> runs = runs_of(report, b);
  draw_runs(part.runs, runs, level.value, extent, {p.dots, top + 2, kDots, kFirstRow - 5}, style);
  cell(Role::TD, "", p.dots, kNumber, style.ink3, Align::Left);  // the dots are a figure of all rows
  cell(Role::TD, texts.runs, p.runs, kNumber, style.ink3, Align::Right);
  cell(Role::TD, sees_text(*b.comparison), p.sees, kNumber, style.ink2, Align::Right);
  part.table.children.push_back(std::move(row));
  const double line = top + kFirstRow;
  part.lines.marks.emplace_back(Segments{{{{p.name, line}, {p.right, line}}}, {style.grid, 0.6}});
}

}  // namespace

double first_table_height(std::size_t rows) { return kHeader + kFirstRow * static_cast<double>(rows); }

bool has_room_for_name(const Report& report, std::size_t benchmark, double width, const TextMetrics& metrics) {
  return metrics.width(printed_id(report.benchmarks[benchmark]), kMono) <= places_in({0, 0}, width).name_room;
}

bool is_first_release(const Report& report) {
  const auto end = report.columns.begin() + static_cast<std::ptrdiff_t>(report.current);
  return !report.baseline && std::none_of(report.columns.begin(), end, [](const auto& c) { return c.runs > 0; });
}

std::vector<Node> first_table(const Report& report, const std::vector<std::size_t>& benchmarks, base::Point at,
                              double width, const std::function<std::string(std::size_t)>& link,
                              const style::Style& style, const TextMetrics& metrics) {
  const Places p = places_in(at, width);
  const double extent = extent_of(report, benchmarks);
  Part part;
  part.runs.alt = fmt::format("Every run of {} benchmark{} as a dot, as a ratio to its level, from {} to {}.",
                              benchmarks.size(), benchmarks.size() == 1 ? "" : "s",
                              units::short_change(std::exp(-extent)), units::short_change(std::exp(extent)));
  add_header(part, report, p, at, extent, style, metrics);
  double top = at.y + kHeader - 6;
  for (const std::size_t i : benchmarks) {
    add_row(part, report, i, p, top, extent, link(i), style, metrics);
    top += kFirstRow;
  }
  std::vector<Node> nodes;
  nodes.push_back(std::move(part.lines));
  nodes.push_back(std::move(part.runs));
  nodes.push_back(std::move(part.table));
  return nodes;
}

}  // namespace perfolio::layout
