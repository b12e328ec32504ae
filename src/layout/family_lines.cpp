// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/family_lines.h"

#include "base/text.h"
#include "layout/family.h"
#include "layout/names.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Level;
using model::Report;
using model::Verdict;

namespace {

constexpr double kLeastRange = 0.05;
constexpr double kLargestRatio = 1e100;
constexpr int kMostTicks = 6;

double reference_of(const BenchmarkFacts& b, std::span<const Level> levels) {
  constexpr double kLargest = 1e150;  // beyond it, a ratio leaves what a double can hold
  double value = levels.empty() ? 0 : levels.front().value;
  const bool compared = b.comparison && b.comparison->baseline.n > 0 && b.comparison->baseline.value > 0;
  if (compared) value = b.comparison->baseline.value;
  return value < kLargest && value > 1 / kLargest ? value : 0;
}

/// From light to dark in the order of the members, all of them readable as marks.
base::Color between(base::Color from, base::Color to, double part) {
  const auto mixed = [part](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * part));
  };
  return {mixed(from.red, to.red), mixed(from.green, to.green), mixed(from.blue, to.blue)};
}

}  // namespace

bool FamilyLine::is_current(const Report& report) const {
  return !levels.empty() && levels.back().column == report.current;
}

const Level& FamilyLine::last() const {
  const auto at = std::ranges::find(facts->levels, levels.back().column, &Level::column);
  return at == facts->levels.end() ? levels.back() : *at;
}

Verdict FamilyLine::verdict() const { return facts->comparison ? facts->comparison->verdict : Verdict::Gone; }

std::vector<FamilyLine> family_lines(const Report& report, const model::Family& family, const style::Style& style) {
  std::vector<FamilyLine> lines;
  for (const model::FamilyMember& member : family.members) {
    const BenchmarkFacts& b = report.benchmarks[member.benchmark];
    const auto levels = shown_levels(report, b);
    if (levels.empty()) continue;
    lines.push_back({&member, &b, {levels.begin(), levels.end()}, reference_of(b, levels), {}});
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double part = lines.size() > 1 ? static_cast<double>(i) / static_cast<double>(lines.size() - 1) : 1;
    lines[i].color = between(style.axis, style.ink, part);
  }
  return lines;
}

bool is_relative(std::span<const FamilyLine> lines) {
  double least = 0;
  double most = 0;
  for (const FamilyLine& line : lines) {
    const double value = line.last().value;
    if (value <= 0) return false;  // no ratio can be told of it
    least = least == 0 ? value : std::min(least, value);
    most = std::max(most, value);
  }
  return least > 0 && most > kRelativeFrom * least;
}

void make_relative(std::vector<FamilyLine>& lines) {
  std::erase_if(lines, [](const FamilyLine& line) { return line.reference <= 0; });
  for (FamilyLine& line : lines) {
    std::erase_if(line.levels, [](const Level& level) { return level.value <= 0; });
    for (Level& level : line.levels) {
      for (double* value : {&level.value, &level.lower, &level.upper}) {
        *value = std::clamp(*value / line.reference, 1 / kLargestRatio, kLargestRatio);
      }
    }
  }
  std::erase_if(lines, [](const FamilyLine& line) { return line.levels.empty(); });
}

ValueAxis ratio_axis(std::span<const FamilyLine> lines, double top, double bottom) {
  double low = 1 / (1 + kLeastRange);
  double high = 1 + kLeastRange;
  for (const FamilyLine& line : lines) {
    for (const Level& level : line.levels) {
      low = std::min(low, level.value);
      high = std::max(high, level.value);
    }
  }
  const double pad = std::pow(high / low, 0.08);
  ValueAxis axis;
  axis.logarithmic = true;
  axis.top = top;
  axis.bottom = bottom;
  axis.low = low / pad;
  axis.high = high * pad;
  double step = 1.0 / 64;
  const double span = std::log2(axis.high / axis.low);
  while (span / step > kMostTicks) step *= 2;
  for (double k = std::ceil(std::log2(axis.low) / step); k * step <= std::log2(axis.high); ++k) {
    axis.ticks.push_back(std::exp2(k * step));
  }
  return axis;
}

std::string ratio_tick(double ratio) {
  const bool whole = ratio == std::floor(ratio) && ratio < 1e6;
  const int decimals = ratio >= 10 ? 0 : ratio < 0.1 ? 4 : 2;
  return units::number(ratio, whole ? 0 : decimals) + "\u00d7";
}

std::string end_change(const FamilyLine& line) {
  if (!model::is_evident(line.verdict())) return {};
  const model::Comparison& c = *line.facts->comparison;
  return c.difference ? model::difference_text(*c.difference, line.facts->unit) : units::short_change(c.ratio.value);
}

std::vector<std::string> member_labels(std::span<const FamilyLine> lines, const Font& font, double room,
                                       const TextMetrics& metrics) {
  std::vector<std::string> out;
  std::set<std::string> taken;
  for (const FamilyLine& line : lines) {
    const std::string full = base::visible(line.member->label);
    std::string label = shortened(full, font, room, metrics);
    for (std::size_t n = 2; !taken.insert(label).second; ++n) {
      const std::string mark = fmt::format(" #{}", n);
      label = shortened(full, font, std::max(0.0, room - metrics.width(mark, font)), metrics) + mark;
    }
    out.push_back(std::move(label));
  }
  return out;
}

}  // namespace perfolio::layout
