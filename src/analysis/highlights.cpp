// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/highlights.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Report;

namespace {

/// The first of those that match, one that the headline counts before the others.
std::optional<std::size_t> meant(const Report& report, const base::Pattern& pattern) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    if (!pattern.matches(b.name)) continue;
    if (b.primary) return i;
    if (!found) found = i;
  }
  return found;
}

/// How the benchmark compares with that column; null where nobody judged it.
const model::Comparison* comparison(const Report& report, std::size_t i, std::uint32_t column,
                                    std::span<const Judged> judged) {
  const auto at = [&](const std::vector<BenchmarkFacts>& all) {
    return i < all.size() && all[i].comparison ? &*all[i].comparison : nullptr;
  };
  if (report.baseline && *report.baseline == column) return at(report.benchmarks);
  const auto found = std::ranges::find(judged, column, &Judged::column);
  return found == judged.end() ? nullptr : at(found->benchmarks);
}

bool has_both(const model::Comparison& c) {
  return c.baseline.n > 0 && c.current.n > 0 && c.verdict != model::Verdict::NotComparable;
}

}  // namespace

void fill_highlights(Report& report, std::span<const HighlightSpec> specs, std::span<const std::uint32_t> columns,
                     std::span<const Judged> judged) {
  const auto missed = [&](const HighlightSpec& spec, const std::string& why) {
    report.notes.push_back(
        {base::Severity::Warning, {}, fmt::format("the highlight '{}' is not shown: {}", spec.text, why)});
  };
  for (std::size_t k = 0; k < specs.size(); ++k) {
    const HighlightSpec& spec = specs[k];
    const std::optional<std::size_t> i = meant(report, spec.benchmark);
    if (!i) continue;  // told where the config is held against the history, as of every pattern
    if (columns[k] == model::kNoColumn) {
      missed(spec, spec.baseline.empty() ? "there is no release to compare with"
                                         : fmt::format("no earlier release is '{}'", spec.baseline));
      continue;
    }
    const model::Comparison* c = comparison(report, *i, columns[k], judged);
    if (c == nullptr || !has_both(*c)) {
      missed(spec, fmt::format("'{}' was not measured alike in {} and {}", report.benchmarks[*i].id,
                               report.columns[columns[k]].release.tag, report.columns[report.current].release.tag));
      continue;
    }
    report.highlights.push_back({spec.text, *i, c->baseline, c->current, c->ratio, c->difference, c->verdict});
  }
}

}  // namespace perfolio::analysis
