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

namespace {

/// What is unclear and has a noise that is known, with the runs that each needs to see a change.
std::vector<const Comparison*> unclear_ones(const Report& report) {
  std::vector<const Comparison*> out;
  for (const BenchmarkFacts& b : report.benchmarks) {
    if (b.primary && b.comparison && b.comparison->verdict == Verdict::Unclear) out.push_back(&*b.comparison);
  }
  return out;
}

/// The fewest more runs that do for three quarters of those for which any number up to the most does.
model::RunAdvice advice_for(const std::vector<const Comparison*>& unclear, double sees,
                            std::size_t model::RunsToSee::* runs) {
  model::RunAdvice advice{sees, 0, 0, unclear.size(), 50};
  std::vector<std::size_t> more;
  for (const Comparison* c : unclear) {
    const std::size_t has = std::min(c->baseline.n, c->current.n);
    // One with runs enough is unclear for what it shows, not for want of runs.
    const std::size_t needs = c->runs_to_see.*runs;
    if (needs > has && needs - has <= advice.most) more.push_back(needs - has);
  }
  if (more.empty()) return advice;
  std::ranges::sort(more);
  advice.more = more[(3 * more.size() + 3) / 4 - 1];
  advice.settles = static_cast<std::size_t>(std::ranges::upper_bound(more, advice.more) - more.begin());
  return advice;
}

}  // namespace

std::optional<model::RunAdvice> run_advice(const Report& report) {
  const std::vector<const Comparison*> unclear = unclear_ones(report);
  const bool known = std::ranges::any_of(unclear, [](const Comparison* c) { return c->noise_floor > 0; });
  // Where a column is one run, it cannot have more.
  if (!known || report.kind == model::ColumnKind::Run) return std::nullopt;
  const model::RunAdvice settling = advice_for(unclear, 0, &model::RunsToSee::same);
  if (3 * settling.settles >= unclear.size()) return settling;
  const model::RunAdvice showing = advice_for(unclear, 0.10, &model::RunsToSee::ten);
  return showing.settles > settling.settles ? showing : settling;
}

namespace {

/// "With 3 runs a release, the next one will show changes of 8 % in half of the 46 benchmarks; 7 runs would show 5 %":
/// what a first release can say. Empty where nothing is known.
std::string foresight(const Report& report) {
  std::vector<double> sees;
  std::vector<std::size_t> runs, five;
  for (const BenchmarkFacts& b : report.benchmarks) {
    if (!b.primary || !b.comparison || !(b.comparison->next_sees > 0)) continue;
    sees.push_back(b.comparison->next_sees);
    runs.push_back(b.comparison->current.n);
    if (b.comparison->runs_to_see.five > 0) five.push_back(b.comparison->runs_to_see.five);
  }
  if (sees.empty() || report.kind == model::ColumnKind::Run) return {};
  const auto middle = [](auto& all) {
    std::ranges::sort(all);
    return all[(all.size() - 1) / 2];
  };
  const std::size_t has = middle(runs);
  const std::string of = sees.size() == 1 ? "" : fmt::format(" in half of the {} benchmarks", sees.size());
  std::string out = fmt::format("With {} run{} a release, the next one will show changes of {}{}", has,
                                has == 1 ? "" : "s", units::short_magnitude(1 + middle(sees)), of);
  if (has == 1) return out + "; of the noise nothing is known yet";
  if (2 * five.size() < sees.size()) return out;
  if (const std::size_t needs = middle(five); needs > has && needs < 100)
    out += fmt::format("; {} runs would show {}", needs, units::short_magnitude(1.05));
  return out;
}

std::string advice_words(const model::RunAdvice& advice) {
  const bool one = advice.unclear == 1;
  if (advice.more == 0) {
    return fmt::format("Not even {} more runs a release would settle {}", advice.most,
                       one ? "the unclear one" : fmt::format("any of the {} unclear ones", advice.unclear));
  }
  const std::string of =
      one ? "the unclear one" : fmt::format("at least {} of {} unclear ones", advice.settles, advice.unclear);
  const std::string does = advice.sees == 0
                               ? std::string("settle ")
                               : fmt::format("show a change of {} in ", units::short_magnitude(1 + advice.sees));
  return fmt::format("About {} more run{} a release would {}{}", advice.more, advice.more == 1 ? "" : "s", does, of);
}

std::string shift_words(const Report& report) {
  const model::CommonShift& shift = *report.common_shift;
  const Verdict way = shift.ratio > 1 ? Verdict::Worse : Verdict::Better;
  return fmt::format("{} of {} benchmarks are {} by {} {}: rather the machine or the toolchain than the code.",
                     shift.moved, shift.of, model::word(way, model::shared_wording(report)),
                     shift.alike ? "nearly the same" : "about", units::short_magnitude(shift.ratio));
}

/// "28 % faster"; a ratio as CommonShift has it.
std::string turned_words(double ratio, model::Wording wording) {
  return fmt::format("{} {}", units::short_magnitude(ratio),
                     model::word(ratio > 1 ? Verdict::Worse : Verdict::Better, wording));
}

/// "v1.19.0 (20 of 26, about 22 % faster)".
std::string past_words(const Report& report, const model::PastShift& past) {
  return fmt::format("{} ({} of {}, {}{})", report.columns[past.column].release.tag, past.shift.moved, past.shift.of,
                     past.shift.alike ? "" : "about ", turned_words(past.shift.ratio, model::shared_wording(report)));
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
  const double rest = oldest->index.better == units::Direction::Higher ? 1 / oldest->without_shifts.value
                                                                       : oldest->without_shifts.value;
  return fmt::format(
      "Most benchmarks moved together at {}{}: rather the machine or the toolchain than the code. Without that, {} "
      "than {} overall.",
      left > 0 ? fmt::format("{} releases, last at ", seen.size()) : "", named,
      turned_words(rest, model::mean_wording(report)), report.columns[oldest->column].release.tag);
}

std::string amount(double ratio) { return "about " + units::short_magnitude(ratio); }

/// Why the mean of many is neither better nor worse.
std::string why_unclear(const Report& report, const model::Ratio& ratio) {
  const model::Counts& c = report.headline.counts;
  const model::Wording wording = model::mean_wording(report);
  if (c.better > 0 && c.worse > 0) {
    return fmt::format("some are {}, others {}, overall it is neither", model::word(Verdict::Better, wording),
                       model::word(Verdict::Worse, wording));
  }
  const bool off = ratio.has_interval() && (ratio.lower > 1 || ratio.upper < 1);
  if (off) return fmt::format("not clearly by more than {}", units::short_magnitude(1 + report.rule.floor));
  return c.better + c.worse > 0 ? "not enough to tell overall" : "no more than the noise";
}

/// "v0.2.3 is about 3 % faster than v0.2.2 across 45 benchmarks": in words of everyday, with the noise where there is
/// nothing more to say. Words of good and bad only where the interval excludes no change.
std::string sentence(const Report& report, const model::Index& index) {
  const std::string& current = report.columns[report.current].release.tag;
  const std::string& baseline = report.columns[*report.baseline].release.tag;
  const std::string of =
      index.n == 1 ? "in the one benchmark measured in both" : fmt::format("on average across {} benchmarks", index.n);
  const model::Ratio& r = index.ratio;
  if (model::is_evident(index.verdict)) {
    return fmt::format("{} is {} {} than {} {}.", current, amount(r.value),
                       model::word(index.verdict, model::mean_wording(report)), baseline, of);
  }
  if (index.verdict == Verdict::Same) {
    return fmt::format("{} and {} are the same {}, within {}.", current, baseline, of,
                       units::short_magnitude(std::max(r.upper, 1 / std::max(r.lower, 1e-300))));
  }
  return fmt::format("{} and {} differ by {} {}: {}.", current, baseline, amount(r.value), of, why_unclear(report, r));
}

}  // namespace

void write_overview(Report& report) {
  model::Overview& o = report.overview;
  if (!report.baseline) {
    o.advice_line = foresight(report);
    return;
  }
  if (report.headline.index.n > 0) o.sentence = sentence(report, report.headline.index);
  if (report.common_shift) o.shift = shift_words(report);
  o.past_shifts = past_shifts_words(report);
  o.advice = run_advice(report);
  if (o.advice) o.advice_line = advice_words(*o.advice);
}

}  // namespace perfolio::analysis
