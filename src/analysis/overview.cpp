// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/overview.h"

#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Comparison;
using model::Report;
using model::Verdict;

std::optional<model::RunAdvice> run_advice(const Report& report) {
  model::RunAdvice advice{0, 0, 0, 50};
  std::vector<std::size_t> more;
  bool known = false;
  for (const BenchmarkFacts& b : report.benchmarks) {
    if (!b.primary || !b.comparison || b.comparison->verdict != Verdict::Unclear) continue;
    ++advice.unclear;
    const Comparison& c = *b.comparison;
    known = known || c.noise_floor > 0;
    const std::size_t has = std::min(c.baseline.n, c.current.n);
    // One with runs enough is unclear for what it shows, not for want of runs.
    if (c.runs_to_see.five > has && c.runs_to_see.five - has <= advice.most) more.push_back(c.runs_to_see.five - has);
  }
  // Where a column is one run, it cannot have more.
  if (advice.unclear == 0 || !known || report.kind == model::ColumnKind::Run) return std::nullopt;
  if (more.empty()) return advice;
  std::ranges::sort(more);
  advice.more = more[(3 * more.size() + 3) / 4 - 1];
  advice.settles = static_cast<std::size_t>(std::ranges::upper_bound(more, advice.more) - more.begin());
  return advice;
}

namespace {

std::string advice_words(const model::RunAdvice& advice) {
  const std::string unclear =
      advice.unclear == 1 ? "the unclear one" : fmt::format("of {} unclear ones", advice.unclear);
  if (advice.more == 0) {
    return fmt::format("Not even {} more runs a release would settle {}{}", advice.most,
                       advice.unclear == 1 ? "" : "any ", unclear);
  }
  return fmt::format("About {} more run{} a release would settle {}{}", advice.more, advice.more == 1 ? "" : "s",
                     advice.unclear == 1 ? "" : fmt::format("{} ", advice.settles), unclear);
}

std::string shift_words(const model::CommonShift& shift) {
  const std::string_view way = shift.ratio > 1 ? "worse" : "better";
  return fmt::format("{} of {} benchmarks got {} by nearly the same {}: rather the machine than the code", shift.moved,
                     shift.of, way, units::short_magnitude(shift.ratio));
}

std::string amount(double ratio) {
  const std::string text = units::short_magnitude(ratio);
  return "about " + text;
}

/// "v0.2.3 is about 3 % faster than v0.2.2 across 45 benchmarks": in words of everyday, with the noise where there is
/// nothing more to say. Words of good and bad only where the interval excludes no change.
std::string sentence(const Report& report, const model::Index& index) {
  const std::string& current = report.columns[report.current].release.tag;
  const std::string& baseline = report.columns[*report.baseline].release.tag;
  const std::string of =
      index.n == 1 ? "in the one benchmark measured in both" : fmt::format("across {} benchmarks", index.n);
  const model::Ratio& r = index.ratio;
  if (model::is_evident(index.verdict)) {
    return fmt::format("{} is {} {} than {} {}.", current, amount(r.value),
                       model::word(index.verdict, model::mean_wording(report)), baseline, of);
  }
  if (index.verdict == Verdict::Same) {
    return fmt::format("{} and {} are the same {}, within {}.", current, baseline, of,
                       units::short_magnitude(std::max(r.upper, 1 / std::max(r.lower, 1e-300))));
  }
  const bool off = r.has_interval() && (r.lower > 1 || r.upper < 1);
  return fmt::format("{} and {} differ by {} {}: {}.", current, baseline, amount(r.value), of,
                     off ? fmt::format("not clearly by more than {}", units::short_magnitude(1 + report.rule.floor))
                         : "no more than the noise");
}

}  // namespace

void write_overview(Report& report) {
  model::Overview& o = report.overview;
  if (!report.baseline) return;
  if (report.headline.index.n > 0) o.sentence = sentence(report, report.headline.index);
  if (report.common_shift) o.shift = shift_words(*report.common_shift);
  o.advice = run_advice(report);
  if (o.advice) o.advice_line = advice_words(*o.advice);
}

}  // namespace perfolio::analysis
