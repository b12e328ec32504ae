// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/suite.h"

#include "stats/false_discovery.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Verdict;
using stats::VarianceEstimate;

namespace {

bool is_tested(const BenchmarkFacts& b) {
  if (!b.primary || !b.comparison || b.comparison->rule.starts_with("exact")) return false;
  const Verdict verdict = b.comparison->verdict;
  return model::is_evident(verdict) || verdict == Verdict::Same || verdict == Verdict::Unclear;
}

void take_back(model::Comparison& c) {
  if (!model::is_evident(c.verdict)) return;
  c.verdict = Verdict::Unclear;
  c.rule += fmt::format("; not beyond chance among {} comparisons", c.corrected_over);
}

}  // namespace

std::vector<VarianceEstimate> suite_noise(std::span<const KnownNoise> series) {
  using Name = std::pair<std::string_view, std::string_view>;
  std::map<Name, std::vector<VarianceEstimate>> known;
  for (const KnownNoise& s : series) {
    if (s.logarithmic && !s.noiseless) known[{s.suite, s.metric}].push_back(s.run_noise);
  }
  std::map<Name, VarianceEstimate> priors;
  for (const auto& [suite, estimates] : known) priors[suite] = stats::variance_prior(estimates);
  std::vector<VarianceEstimate> out;
  out.reserve(series.size());
  for (const KnownNoise& s : series) {
    // What others know of their noise does not make up for a series that shows nothing of its own.
    const bool heard = s.logarithmic && s.run_noise.degrees > 0;
    out.push_back(heard ? stats::moderated(s.run_noise, priors[{s.suite, s.metric}]) : s.run_noise);
  }
  return out;
}

void correct_for_many(std::vector<BenchmarkFacts>& benchmarks, const model::Rule& rule) {
  std::vector<model::Comparison*> tested;
  std::vector<double> p;
  for (BenchmarkFacts& b : benchmarks) {
    if (!is_tested(b)) continue;
    tested.push_back(&*b.comparison);
    p.push_back(b.comparison->p);
  }
  const std::vector<double> adjusted = stats::false_discovery_adjusted(p);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    tested[i]->corrected_over = tested.size();
    if (adjusted[i] > rule.false_discovery) take_back(*tested[i]);
  }
}

}  // namespace perfolio::analysis
