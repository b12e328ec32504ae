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
  return fmt::format("{} of {} benchmarks got {} by {} {}: rather the machine or the toolchain than the code",
                     shift.moved, shift.of, way, shift.alike ? "nearly the same" : "about",
                     units::short_magnitude(shift.ratio));
}

/// "v1.19.0 (20 of 26, −28 %)".
std::string past_words(const Report& report, const model::PastShift& past) {
  return fmt::format("{} ({} of {}, {})", report.columns[past.column].release.tag, past.shift.moved, past.shift.of,
                     units::short_change(past.shift.ratio));
}

/// The newest are named where there are many.
std::string past_shifts_words(const Report& report) {
  const auto& rows = report.overview.against;
  const auto oldest = std::ranges::min_element(rows, {}, &model::Against::column);
  if (oldest == rows.end()) return {};
  std::vector<const model::PastShift*> seen;
  for (const model::PastShift& past : report.past_shifts) {
    if (std::ranges::find(oldest->shifts, past.column) != oldest->shifts.end()) seen.push_back(&past);
  }
  if (seen.empty()) return {};
  constexpr std::size_t kNamed = 3;
  const std::size_t left = seen.size() > kNamed ? seen.size() - kNamed : 0;
  std::string named;
  for (std::size_t i = left; i < seen.size(); ++i) {
    if (!named.empty()) named += i + 1 == seen.size() ? " and " : ", ";
    named += past_words(report, *seen[i]);
  }
  const model::Ratio& rest = oldest->without_shifts;
  return fmt::format(
      "Most benchmarks moved together at {}{}: rather the machine or the toolchain than the code. Without that, {} "
      "since {}",
      left > 0 ? fmt::format("{} releases, last at ", seen.size()) : "", named, units::short_change(rest.value),
      report.columns[oldest->column].release.tag);
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
  o.past_shifts = past_shifts_words(report);
  o.advice = run_advice(report);
  if (o.advice) o.advice_line = advice_words(*o.advice);
}

}  // namespace perfolio::analysis
