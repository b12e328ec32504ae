// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/alerts.h"

#include "base/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Comparison;
using model::Verdict;

namespace {

template <typename Spec>
bool matches(const Spec& spec, const BenchmarkFacts& b) {
  return (spec.metric.empty() || spec.metric == b.metric) && spec.match.matches(b.name);
}

Thresholds thresholds_of(const BenchmarkFacts& b, const std::vector<ThresholdSpec>& specs, double alert) {
  Thresholds all{alert, {}, {}, {}, {}};
  for (const ThresholdSpec& spec : specs) {
    if (!matches(spec, b)) continue;
    if (spec.at.alert) all.alert = spec.at.alert;
    if (spec.at.fail) all.fail = spec.at.fail;
    if (spec.at.upper) all.upper = spec.at.upper;
    if (spec.at.lower) all.lower = spec.at.lower;
    if (spec.at.least) all.least = spec.at.least;
  }
  return all;
}

bool same_unit(const Quantity& quantity, const BenchmarkFacts& b) {
  return quantity.unit.base == b.unit.base && quantity.unit.family == b.unit.family;
}

bool too_small(const BenchmarkFacts& b, const Thresholds& threshold) {
  if (!threshold.least || !same_unit(*threshold.least, b)) return false;
  return std::abs(b.comparison->current.value - b.comparison->baseline.value) < threshold.least->value;
}

void apply_threshold(BenchmarkFacts& b, const Thresholds& threshold) {
  Comparison& c = *b.comparison;
  c.threshold = threshold.alert.value_or(c.threshold);
  if (!model::is_evident(c.verdict) || too_small(b, threshold)) return;
  // A rate that falls to 1/1.1 is as much worse as a time that rises to 1.1.
  const bool worse = c.verdict == Verdict::Worse;
  // From nothing to something is beyond any share of nothing.
  if (c.difference) {
    c.fail = worse && threshold.fail;
    c.alert = worse || (threshold.upper && *c.difference > 0) || (threshold.lower && *c.difference < 0);
    return;
  }
  const double worsening = b.better == units::Direction::Higher ? 1 / c.ratio.value : c.ratio.value;
  c.fail = worse && threshold.fail && worsening > 1 + *threshold.fail;
  c.alert = c.fail || (worse && worsening > 1 + c.threshold) ||
            (threshold.upper && c.ratio.value > 1 + *threshold.upper) ||
            (threshold.lower && c.ratio.value < 1 / (1 + *threshold.lower));
}

bool has_no_side(const LimitSpec& limit, const BenchmarkFacts& b) {
  return !limit.upper && b.better == units::Direction::Unknown;
}

void apply_limits(BenchmarkFacts& b, const std::vector<LimitSpec>& limits) {
  Comparison& c = *b.comparison;
  for (const LimitSpec& limit : limits) {
    if (!matches(limit, b) || !same_unit(limit.bound, b) || has_no_side(limit, b)) continue;
    const bool upper = limit.upper.value_or(b.better == units::Direction::Lower);
    b.bounds.push_back({limit.bound.value, upper, limit.bound.text});
    if (c.current.n == 0) continue;
    const bool broken = upper ? c.current.value > limit.bound.value : c.current.value < limit.bound.value;
    if (!broken) continue;
    c.limit = fmt::format("{} the limit of {}{}", upper ? "above" : "below", limit.bound.text,
                          limit.reason.empty() ? "" : " (" + limit.reason + ")");
    c.alert = c.fail = true;
  }
}

bool has_expired(const SuppressSpec& spec, const model::Report& report, std::optional<base::Time> today) {
  if (spec.until.empty()) return false;
  const auto tag = std::ranges::find(report.columns, spec.until, [](const auto& c) { return c.release.tag; });
  if (tag != report.columns.end()) return static_cast<std::size_t>(tag - report.columns.begin()) <= report.current;
  const auto date = base::parse_time(spec.until);
  return date && today && *today >= *date;
}

/// Limits whose side nobody knows: a budget must not look kept only because it was never looked at.
void tell_sideless(model::Report& report, const std::vector<LimitSpec>& limits) {
  for (const LimitSpec& limit : limits) {
    const bool sideless = std::ranges::any_of(report.benchmarks, [&](const BenchmarkFacts& b) {
      return has_no_side(limit, b) && matches(limit, b) && same_unit(limit.bound, b);
    });
    if (!sideless) continue;
    report.notes.push_back({base::Severity::Warning,
                            {},
                            fmt::format("the limit of {} for '{}' is not held against metrics without a direction; "
                                        "\"side\": \"upper\" or \"lower\" beside it settles it",
                                        limit.bound.text, limit.match.text())});
  }
}

/// Takes the alert back if an entry that holds says so.
void suppress(BenchmarkFacts& b, const std::vector<SuppressSpec>& specs, std::vector<model::Suppression>& told) {
  Comparison& c = *b.comparison;
  for (std::size_t i = 0; i < specs.size() && c.alert; ++i) {
    if (told[i].expired || !matches(specs[i], b)) continue;
    c.suppressed = specs[i].reason;
    c.alert = c.fail = false;
    ++told[i].applied;
  }
}

void tell_expired(model::Report& report) {
  for (const model::Suppression& s : report.suppressions) {
    if (!s.expired) continue;
    report.notes.push_back({base::Severity::Warning,
                            {},
                            fmt::format("the suppression of '{}' ({}) ended with {}: its alerts are raised again",
                                        s.pattern, s.reason, s.until)});
  }
}

}  // namespace

void raise_alerts(model::Report& report, const AlertSpecs& specs) {
  const std::optional<base::Time> today = specs.today ? specs.today : report.columns[report.current].release.date;
  for (const SuppressSpec& spec : specs.suppress) {
    report.suppressions.push_back(
        {spec.match.text(), spec.metric, spec.reason, spec.until, has_expired(spec, report, today), 0});
  }
  for (BenchmarkFacts& b : report.benchmarks) {
    if (!b.comparison) continue;
    apply_threshold(b, thresholds_of(b, specs.thresholds, report.rule.threshold));
    apply_limits(b, specs.limits);
    suppress(b, specs.suppress, report.suppressions);
  }
  tell_expired(report);
  tell_sideless(report, specs.limits);
}

}  // namespace perfolio::analysis
