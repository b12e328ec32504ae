// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/headline.h"

#include "analysis/groups.h"
#include "analysis/series_facts.h"
#include "model/words.h"
#include "stats/robust.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Counts;
using model::Report;
using model::Verdict;

namespace {

std::string plural(std::size_t n, std::string_view noun) { return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s"); }

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : std::string(separator)) + part;
  return out;
}

/// The change that half of the comparable benchmarks would have shown with 80 % power, as text; empty when unknown.
std::string sensitivity(const Report& report) {
  std::vector<double> floors;
  for (const BenchmarkFacts& b : report.benchmarks) {
    if (b.primary && b.comparison && b.comparison->noise_floor > 0) floors.push_back(b.comparison->noise_floor);
  }
  if (floors.empty()) return {};
  const double floor = std::max(stats::median(floors), report.rule.floor);
  return fmt::format("a change of {} would be seen in half of them", units::short_magnitude(1 + floor));
}

/// Where all alerts are worsenings beyond the same threshold, that is said.
std::string alert_words(const Report& report) {
  bool plain = true;
  for (const BenchmarkFacts& b : report.benchmarks) {
    if (!b.comparison || !b.comparison->alert) continue;
    plain = plain && b.comparison->verdict == Verdict::Worse && b.comparison->limit.empty() &&
            b.comparison->threshold == report.rule.threshold;
  }
  const std::size_t n = report.headline.counts.alerts;
  return plain ? fmt::format("{} beyond the alert threshold of {}", plural(n, "worsening"),
                             units::short_magnitude(1 + report.rule.threshold))
               : plural(n, "alert");
}

/// What adds up over many releases, of the primary series: how many, and the largest.
std::string drift_words(const Report& report) {
  const BenchmarkFacts* largest = nullptr;
  std::size_t n = 0;
  for (const BenchmarkFacts& b : report.benchmarks) {
    if (!b.primary || !b.drift || !model::is_evident(b.drift->verdict)) continue;
    ++n;
    const auto size = [](const BenchmarkFacts& x) { return std::abs(std::log(x.drift->accumulated)); };
    if (largest == nullptr || size(b) > size(*largest)) largest = &b;
  }
  if (largest == nullptr) return {};
  const model::Drift& most = *largest->drift;
  const std::string change = fmt::format("{} {} since {}", units::short_magnitude(most.accumulated),
                                         model::word(most.verdict, *largest), report.columns[most.since].release.tag);
  return n == 1 ? fmt::format("{} has drifted steadily, {}", largest->name, change)
                : fmt::format("{} drift steadily, at most {} ({})", n, change, largest->name);
}

std::string detail_of(const Report& report) {
  const Counts& c = report.headline.counts;
  std::vector<std::string> parts;
  if (c.alerts > 0) parts.push_back(alert_words(report));
  const auto add = [&](std::size_t n, std::string_view text) {
    if (n > 0) parts.push_back(fmt::format("{} {}", n, text));
  };
  // Where nothing changed, the sentence has these.
  const bool changed = c.better + c.worse + c.changed > 0;
  add(changed || c.unclear == 0 ? c.same : 0, "same within noise");
  add(changed ? c.unclear : 0, "unclear");
  add(c.fresh, "new");
  add(c.gone, "gone");
  add(c.not_comparable, "not comparable");
  const bool compared = changed || c.same + c.unclear > 0;
  if (compared && c.alerts + c.suppressed == 0) parts.emplace_back("no alerts");
  if (c.suppressed > 0) parts.push_back(fmt::format("{} suppressed", plural(c.suppressed, "alert")));
  if (const std::string drifts = drift_words(report); !drifts.empty()) parts.push_back(drifts);
  const std::string seen = c.better + c.worse + c.changed == 0 ? sensitivity(report) : std::string{};
  if (!seen.empty()) parts.push_back(seen);
  return joined(parts, " · ");
}

/// An interval off zero may still be unclear: then the change is too small to count, not in doubt.
std::string no_change_words(const model::Ratio& ratio, const model::Rule& rule) {
  const bool off = ratio.has_interval() && (ratio.lower > 1 || ratio.upper < 1);
  return off ? fmt::format("no change clearly beyond {}", units::short_magnitude(1 + rule.floor)) : "no clear change";
}

std::string index_text(const model::Index& index, model::Wording wording, const model::Rule& rule) {
  const std::string change = units::change(index.ratio.value);
  const std::string interval = fmt::format("{}{}% interval {}", units::number(rule.confidence * 100, 0),
                                           units::kThinSpace, model::interval_text(index.ratio));
  const std::string without =
      index.left_out == 0 ? "" : fmt::format(", {} without a known direction left out", index.left_out);
  if (index.n == 1) return fmt::format("{} in the one benchmark measured in both{} ({})", change, without, interval);
  const Verdict verdict = index.verdict;
  const std::string word =
      verdict == Verdict::Unclear ? no_change_words(index.ratio, rule) : std::string(model::word(verdict, wording));
  return fmt::format("{} overall, {} (geometric mean of {} benchmarks{}{}, {})", word, change, index.n,
                     index.turned ? ", turned so that lower is better" : "", without, interval);
}

/// "parse is above the limit of 5 ns": the first budget that is broken, and how many more; empty when all hold.
std::string broken_limits(const Report& report) {
  const BenchmarkFacts* first = nullptr;
  std::size_t n = 0;
  for (const BenchmarkFacts& b : report.benchmarks) {
    // One that is suppressed alerts nobody.
    if (!b.comparison || b.comparison->limit.empty() || !b.comparison->alert) continue;
    if (first == nullptr) first = &b;
    ++n;
  }
  if (first == nullptr) return {};
  const std::string more = n == 1 ? "" : fmt::format(", and {} more beyond theirs", n - 1);
  return fmt::format("{} is {}{}", first->name, first->comparison->limit, more);
}

/// What is known where nothing is called a change: what could not be seen is not said to be none.
std::string nothing_changed(const Counts& c, const std::string& baseline) {
  if (c.unclear == 0) return fmt::format("No change found in {} since {}", plural(c.total, "benchmark"), baseline);
  if (c.same == 0) {
    return c.total == 1 ? fmt::format("The benchmark is measured too roughly to tell a change since {}", baseline)
                        : fmt::format("None of {} is measured well enough to tell a change since {}",
                                      plural(c.total, "benchmark"), baseline);
  }
  return fmt::format("{} of {} measured well enough: no change since {}; {} unclear", c.same,
                     plural(c.total, "benchmark"), baseline, c.unclear);
}

void write_sentence(Report& report) {
  model::Headline& h = report.headline;
  const Counts& c = h.counts;
  const std::string& current = report.columns[report.current].release.tag;
  if (!report.baseline) {
    const std::string_view what = report.kind == model::ColumnKind::Release ? "release" : "run";
    h.lead = h.sentence =
        fmt::format("{} measured; {} is the first measured {}", plural(c.total, "benchmark"), current, what);
    h.detail = {};
    return;
  }
  const std::string& baseline = report.columns[*report.baseline].release.tag;
  const std::size_t changed = c.better + c.worse + c.changed;
  if (changed + c.same + c.unclear == 0) {
    h.lead = h.sentence =
        c.total == 1 ? fmt::format("The benchmark cannot be compared with {}", baseline)
                     : fmt::format("None of {} can be compared with {}", plural(c.total, "benchmark"), baseline);
  } else if (changed == 0) {
    h.lead = h.sentence = nothing_changed(c, baseline);
  } else {
    h.lead = fmt::format("{} of {} changed since {}", changed, plural(c.total, "benchmark"), baseline);
    const model::Wording wording = model::shared_wording(report);
    std::vector<std::string> parts;
    if (c.better > 0) parts.push_back(fmt::format("{} {}", c.better, model::word(Verdict::Better, wording)));
    if (c.worse > 0) parts.push_back(fmt::format("{} {}", c.worse, model::word(Verdict::Worse, wording)));
    if (c.changed > 0) parts.push_back(fmt::format("{} changed (direction unknown)", c.changed));
    h.sentence = h.lead + ": " + joined(parts, ", ");
  }
  // A broken budget fails a gate: no sentence may begin as if nothing had happened.
  if (const std::string broken = broken_limits(report); !broken.empty()) {
    h.lead = broken;
    h.sentence = broken + "; " + h.sentence;
  }
  h.detail = detail_of(report);
}

void write_since(Report& report, std::optional<std::size_t> first) {
  model::Headline& h = report.headline;
  if (!report.baseline || !first) return;
  const std::size_t at = *first;
  h.since_tag = report.columns[at].release.tag;
  if (report.baseline == at) {
    h.since = h.index;
    return;
  }
  h.since = index_between(report.benchmarks, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(report.current),
                          report.rule);
  if (h.since.n == 0) {
    h.since_line = fmt::format("since {}: no benchmark is measured in both", h.since_tag);
    return;
  }
  h.since_line =
      fmt::format("since {}: {}", h.since_tag, index_text(h.since, model::mean_wording(report), report.rule));
}

}  // namespace

Counts counts(const Report& report) {
  std::vector<std::size_t> all(report.benchmarks.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return counts_of(report.benchmarks, all);
}

Counts counts_of(std::span<const BenchmarkFacts> benchmarks, std::span<const std::size_t> members) {
  Counts c;
  for (const std::size_t i : members) {
    const BenchmarkFacts& b = benchmarks[i];
    if (!b.comparison) continue;
    c.alerts += b.comparison->alert ? 1 : 0;
    c.fails += b.comparison->fail ? 1 : 0;
    c.suppressed += b.comparison->suppressed.empty() ? 0 : 1;
    if (!b.primary) continue;
    ++c.total;
    switch (b.comparison->verdict) {
      case Verdict::Better:
        ++c.better;
        break;
      case Verdict::Worse:
        ++c.worse;
        break;
      case Verdict::Same:
        ++c.same;
        break;
      case Verdict::Unclear:
        ++c.unclear;
        break;
      case Verdict::New:
        ++c.fresh;
        break;
      case Verdict::Gone:
        ++c.gone;
        break;
      case Verdict::NotComparable:
        ++c.not_comparable;
        break;
      case Verdict::Changed:
        ++c.changed;
        break;
    }
  }
  return c;
}

std::vector<std::size_t> by_evidence(const Report& report) {
  const auto rank = [&](std::size_t i) {
    const Verdict verdict = report.benchmarks[i].comparison->verdict;
    return model::is_evident(verdict) ? 0 : verdict == Verdict::Unclear ? 1 : 1 + static_cast<int>(verdict);
  };
  const auto size = [&](std::size_t i) {
    const model::Comparison& c = *report.benchmarks[i].comparison;
    if (c.difference) return -2000.0;  // beyond any ratio
    const double ratio = c.ratio.value;
    return ratio > 0 ? -std::abs(std::log(ratio)) : 0.0;
  };
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    if (report.benchmarks[i].comparison) order.push_back(i);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::pair(rank(i), size(i)); });
  return order;
}

void write_headline(Report& report, std::optional<std::size_t> first) {
  report.headline.counts = counts(report);
  std::vector<std::size_t> all(report.benchmarks.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  report.headline.index = index_of(report.benchmarks, all, report.rule);
  report.headline.trend = index_trend(report.benchmarks, all, static_cast<std::uint32_t>(report.current), report.rule);
  write_sentence(report);
  model::Headline& h = report.headline;
  if (report.baseline && h.index.n > 0) {
    h.index_line = fmt::format("against {}: {}", report.columns[*report.baseline].release.tag,
                               index_text(h.index, model::mean_wording(report), report.rule));
  }
  write_since(report, first);
}

}  // namespace perfolio::analysis
