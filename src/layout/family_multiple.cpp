// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "layout/family.h"
#include "layout/family_lines.h"
#include "layout/names.h"
#include "layout/plot.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>

/// A family among the small charts of a group.
namespace perfolio::layout {

using model::Family;
using model::Report;
using model::Verdict;

namespace {

/// "1 slower, 2 faster" of the members' verdicts, evident ones only.
std::string changes_of(const Report& report, const Family& family) {
  std::size_t better = 0, worse = 0, changed = 0;
  for (const model::FamilyMember& member : family.members) {
    const auto& c = report.benchmarks[member.benchmark].comparison;
    if (!c) continue;
    better += c->verdict == Verdict::Better ? 1 : 0;
    worse += c->verdict == Verdict::Worse ? 1 : 0;
    changed += c->verdict == Verdict::Changed ? 1 : 0;
  }
  std::string out;
  const auto add = [&](std::size_t n, std::string_view word) {
    if (n > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, word);
  };
  const model::Wording wording = model::wording(report.benchmarks[family.members.front().benchmark]);
  add(worse, model::word(Verdict::Worse, wording));
  add(better, model::word(Verdict::Better, wording));
  add(changed, model::word(Verdict::Changed, wording));
  return out.empty() ? "none changed" : out;
}

}  // namespace

std::vector<Node> family_multiple(const Report& report, const Family& family, base::Rect area, const std::string& link,
                                  const style::Style& style, const TextMetrics& metrics) {
  const Font mono{Face::Mono, 8};
  const Font small{Face::Regular, 7.5};
  const Font words{Face::SemiBold, 8.5};
  const double left = area.x + 9;
  const double right = area.right() - 9;
  Node figure{Role::Figure, family_alt(report, family), link, {}, {}, {}};
  const auto text = [&](std::string what, base::Point at, const Font& font, base::Color color) {
    figure.marks.emplace_back(Text{std::move(what), at, font, color, Align::Left});
  };
  text(shortened(family_title(family), mono, right - left, metrics), {left, area.y + 15}, mono, style.ink);
  std::string count = fmt::format("{} benchmarks", family.members.size());
  text(count, {left, area.y + 31}, words, style.ink);
  const double x = left + metrics.width(count, words) + 6;
  text(clipped(changes_of(report, family), small, right - x, metrics), {x, area.y + 31}, small, style.ink2);
  std::vector<FamilyLine> lines = family_lines(report, family, style);
  make_relative(lines);
  if (lines.empty()) {
    text("no positive values: no ratio to draw", {left, area.y + 60}, small, style.ink3);
  } else {
    const ValueAxis axis = ratio_axis(lines, area.y + 42, area.bottom() - 18);
    std::vector<double> columns;
    const auto last = static_cast<double>(report.current);
    for (std::size_t i = 0; i <= report.current; ++i) {
      columns.push_back(left + (last > 0 ? (right - left - 3) * static_cast<double>(i) / last : right - left - 3));
    }
    figure.marks.emplace_back(Segments{{{{left, axis.y(1)}, {right, axis.y(1)}}}, {style.grid, 0.8}});
    for (const FamilyLine& line : lines) {
      const std::vector<Placed> points = placed(line.levels, columns, axis);
      for (Polyline& one : data_lines(points, {line.color, 0.9}, 1.5)) figure.marks.emplace_back(std::move(one));
      const bool evident = model::is_evident(line.verdict()) && line.is_current(report);
      figure.marks.emplace_back(Dots{{points.back().at},
                                     evident ? 2.2 : 1.5,
                                     evident ? signal(line.verdict(), style).ink : line.color,
                                     {style.panel, 0.7},
                                     {}});
    }
    text(fmt::format("own scale: {} to {}", ratio_tick(axis.low), ratio_tick(axis.high)), {left, area.bottom() - 6},
         small, style.ink2);
  }
  std::vector<Node> nodes;
  nodes.push_back({Role::Artifact, {}, {}, {}, {Box{area, 4, style.panel, Stroke{style.grid, 0.8}}}, {}});
  nodes.push_back(std::move(figure));
  return nodes;
}

}  // namespace perfolio::layout
