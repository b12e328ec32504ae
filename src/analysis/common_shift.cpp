// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/common_shift.h"

#include "stats/robust.h"
#include "units/text.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

namespace perfolio::analysis {

using model::Verdict;

namespace {

constexpr std::size_t kFewest = 6;
/// How far the movers may lie apart (MAD-based sigma of ln ratios), as a share of what they moved by.
constexpr double kLargestSpread = 1.0 / 3;

bool has_ratio(const model::BenchmarkFacts& b) {
  if (b.better == units::Direction::Unknown) return false;
  if (!b.comparison || b.comparison->ratio.value <= 0 || !b.comparison->ratio.has_interval()) return false;
  const Verdict verdict = b.comparison->verdict;
  return verdict == Verdict::Better || verdict == Verdict::Worse || verdict == Verdict::Same ||
         verdict == Verdict::Unclear;
}

/// ln of the ratio, turned so that below zero is better.
double turned(const model::BenchmarkFacts& b) {
  const double log = std::log(b.comparison->ratio.value);
  return b.better == units::Direction::Lower ? log : -log;
}

std::optional<model::CommonShift> shift_of(const std::vector<double>& movers, std::size_t comparable) {
  if (comparable < kFewest || 3 * movers.size() <= comparable) return std::nullopt;
  const double middle = stats::median(movers);
  if (stats::mad_sigma(movers) > kLargestSpread * std::abs(middle)) return std::nullopt;
  return model::CommonShift{std::exp(middle), movers.size(), comparable};
}

}  // namespace

void find_common_shift(model::Report& report) {
  std::vector<double> better;
  std::vector<double> worse;
  std::size_t comparable = 0;
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    if (!b.primary || !has_ratio(b)) continue;
    ++comparable;
    if (b.comparison->verdict == Verdict::Better) better.push_back(turned(b));
    if (b.comparison->verdict == Verdict::Worse) worse.push_back(turned(b));
  }
  report.common_shift = shift_of(better.size() > worse.size() ? better : worse, comparable);
  if (!report.common_shift) return;
  const model::CommonShift& common = *report.common_shift;
  for (model::BenchmarkFacts& b : report.benchmarks) {
    if (!b.primary || !has_ratio(b)) continue;
    const double by = b.better == units::Direction::Lower ? common.ratio : 1 / common.ratio;
    const model::Ratio& ratio = b.comparison->ratio;
    b.comparison->against_common = model::Ratio{ratio.value / by, ratio.lower / by, ratio.upper / by};
  }
  report.notes.push_back(
      {base::Severity::Warning,
       {},
       fmt::format("{} of {} comparable benchmarks moved the same way, by nearly the same {}: the environment probably "
                   "changed; report.json has each change also against that common shift",
                   common.moved, common.of, units::short_change(common.ratio))});
}

}  // namespace perfolio::analysis
