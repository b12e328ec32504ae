// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/identity.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace perfolio::analysis {

namespace {

using Name = std::pair<std::string_view, std::string_view>;  // suite, benchmark

std::string text_of(const model::Environment& environment) {
  std::string out;
  for (const auto& [key, value] : environment) out += (out.empty() ? "" : ", ") + key + "=" + value;
  return out.empty() ? "unknown environment" : out;
}

/// The digits of "p50", "p99.9", "p999"; nothing of any other metric.
std::optional<std::string_view> percentile(std::string_view metric) {
  const bool is = metric.size() > 1 && metric[0] == 'p' && metric.find_first_not_of("0123456789.", 1) == metric.npos;
  return is ? std::optional(metric.substr(1)) : std::nullopt;
}

/// time before throughput before percentiles from the middle outward before the rest by name.
std::pair<int, std::string_view> rank(std::string_view metric) {
  if (metric == "time") return {0, {}};
  if (metric == "throughput") return {1, {}};
  const auto digits = percentile(metric);
  return digits ? std::pair(*digits >= "5" ? 2 : 3, *digits) : std::pair(4, metric);
}

std::map<Name, std::string_view> primary_metrics(std::span<const model::Series> series) {
  using Claim = std::pair<int, std::pair<int, std::string_view>>;  // less is more
  std::map<Name, Claim> best;
  std::map<Name, std::string_view> metrics;
  for (const model::Series& s : series) {
    const Name name{s.suite, s.benchmark};
    const Claim claim{-s.primary, rank(s.metric)};
    const auto [at, fresh] = best.try_emplace(name, claim);
    if (fresh || claim < at->second) {
      at->second = claim;
      metrics[name] = s.metric;
    }
  }
  return metrics;
}

/// Why a series does not go on as the same one.
std::string what_changed(const model::BenchmarkFacts& before, const model::BenchmarkFacts& after) {
  if (before.unit.base != after.unit.base) {
    return "the unit changed from '" + before.unit.base + "' to '" + after.unit.base + "'";
  }
  if (before.environment != after.environment) return "the environment changed";
  return "the estimator changed from " + before.estimator + " to " + after.estimator;
}

}  // namespace

std::vector<Identity> identities(std::span<const model::Series> series) {
  const std::map<Name, std::string_view> primary = primary_metrics(series);
  std::set<std::string_view> suites;
  std::map<std::string_view, std::set<std::string_view>> suites_of;
  std::map<std::tuple<Name, std::string_view>, std::set<std::string>> environments;
  std::map<std::tuple<Name, std::string_view, std::string>, std::set<std::string_view>> unit_names;
  std::map<std::tuple<Name, std::string_view, std::string, std::string_view>, std::set<std::string_view>> estimators;
  std::vector<std::string> environment_text;
  for (const model::Series& s : series) {
    suites_of[s.benchmark].insert(s.suite);
    environment_text.push_back(text_of(s.environment));
    environments[{Name{s.suite, s.benchmark}, s.metric}].insert(environment_text.back());
    unit_names[{Name{s.suite, s.benchmark}, s.metric, environment_text.back()}].insert(s.unit.base);
    estimators[{Name{s.suite, s.benchmark}, s.metric, environment_text.back(), s.unit.base}].insert(s.estimator);
  }
  std::vector<Identity> out;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const model::Series& s = series[i];
    const Name name{s.suite, s.benchmark};
    Identity identity{s.benchmark, primary.at(name) == s.metric};
    if (suites_of[s.benchmark].size() > 1) identity.id = s.suite + ": " + identity.id;
    if (!identity.primary) identity.id += " [" + s.metric + "]";
    if (environments[{name, s.metric}].size() > 1) identity.id += " @ " + environment_text[i];
    if (unit_names[{name, s.metric, environment_text[i]}].size() > 1) {
      identity.id += " (" + (s.unit.base.empty() ? "no unit" : s.unit.base) + ")";
    }
    if (estimators[{name, s.metric, environment_text[i], s.unit.base}].size() > 1) {
      identity.id += " (" + s.estimator + ")";
    }
    const std::string wanted = identity.id;
    for (int n = 2; !taken.insert(identity.id).second; ++n) identity.id = wanted + " #" + std::to_string(n);
    out.push_back(std::move(identity));
  }
  return out;
}

void pair_incomparable(std::vector<model::BenchmarkFacts>& benchmarks) {
  using model::Verdict;
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<model::BenchmarkFacts*>> same_metric;
  for (model::BenchmarkFacts& b : benchmarks) {
    if (b.comparison) same_metric[{b.suite, b.name, b.metric}].push_back(&b);
  }
  const auto with = [](std::vector<model::BenchmarkFacts*>& all, Verdict verdict) {
    const auto at = std::ranges::find_if(all, [&](const auto* b) { return b->comparison->verdict == verdict; });
    return at == all.end() ? nullptr : *at;
  };
  for (auto& [key, all] : same_metric) {
    model::BenchmarkFacts* fresh = with(all, Verdict::New);
    model::BenchmarkFacts* gone = with(all, Verdict::Gone);
    if (fresh == nullptr || gone == nullptr) continue;
    fresh->comparison->verdict = Verdict::NotComparable;
    fresh->comparison->rule = what_changed(*gone, *fresh);
    fresh->notes.push_back(fresh->comparison->rule);
    gone->comparison.reset();
    gone->notes.push_back("continued as '" + fresh->id + "'");
  }
}

}  // namespace perfolio::analysis
