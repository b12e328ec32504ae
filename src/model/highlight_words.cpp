// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/highlight_words.h"

#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace perfolio::model {

HighlightWords words_of(const Report& report, const Highlight& h) {
  const BenchmarkFacts& b = report.benchmarks[h.benchmark];
  const std::array values{std::abs(h.baseline.value), std::abs(h.current.value)};
  const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, values);
  const double half =
      std::min(h.baseline.upper - h.baseline.lower, h.current.upper - h.current.lower) / 2 / scale.divisor;
  HighlightWords out{b.id,
                     report.columns[h.baseline.column].release.tag,
                     report.columns[h.current.column].release.tag,
                     units::quantity(h.baseline.value, scale, half),
                     units::quantity(h.current.value, scale, half),
                     std::string(word(h.verdict, b))};
  if (!is_evident(h.verdict)) return out;
  out.change =
      (h.difference ? difference_text(*h.difference, b.unit) : units::change(h.ratio.value)) + " " + out.change;
  return out;
}

std::string highlight_line(const Report& report, const Highlight& h) {
  const HighlightWords w = words_of(report, h);
  return fmt::format("{}: {} in {}, {} in {}, {}", w.benchmark, w.before, w.before_tag, w.now, w.now_tag, w.change);
}

}  // namespace perfolio::model
