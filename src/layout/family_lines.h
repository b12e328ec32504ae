// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/axis.h"
#include "layout/scene.h"
#include "model/report.h"
#include "style/style.h"

#include <span>
#include <string>
#include <vector>

/// The lines of a family, which its charts share.
namespace perfolio::layout {

/// One member as a line.
struct FamilyLine {
  const model::FamilyMember* member = nullptr;
  const model::BenchmarkFacts* facts = nullptr;
  std::vector<model::Level> levels;  ///< up to the current column; divided by `reference` where ratios are drawn.
  double reference = 0;              ///< the level the comparison starts from, else the first; 0: none above zero.
  base::Color color;

  [[nodiscard]] bool is_current(const model::Report& report) const;
  /// The last level as it is, in the unit of the benchmark.
  [[nodiscard]] const model::Level& last() const;
  [[nodiscard]] model::Verdict verdict() const;
};

/// The members that were measured, in their order, with levels as they are.
std::vector<FamilyLine> family_lines(const model::Report& report, const model::Family& family,
                                     const style::Style& style);

/// Whether their levels at the current column, or where they end, differ by more than kRelativeFrom.
bool is_relative(std::span<const FamilyLine> lines);

/// Divides levels by each line's own reference; a line without one is left out.
void make_relative(std::vector<FamilyLine>& lines);

/// An axis of ratios that holds all lines: logarithmic, at least from 0.95x to 1.05x, with ticks at powers of two or
/// of roots of it.
ValueAxis ratio_axis(std::span<const FamilyLine> lines, double top, double bottom);
/// "1.41×".
std::string ratio_tick(double ratio);

/// The words of a member's end: "+15 %" where the change is evident, else empty.
std::string end_change(const FamilyLine& line);

/// The labels shortened to `room`, no two alike.
std::vector<std::string> member_labels(std::span<const FamilyLine> lines, const Font& font, double room,
                                       const TextMetrics& metrics);

}  // namespace perfolio::layout
