// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/rules.h"

#include <algorithm>

namespace perfolio::history {
namespace {

bool asks_to_be_ignored(std::string_view name) {
  return name.ends_with("_bencher_ignore") || name.ends_with("BencherIgnore") || name.ends_with("-bencher-ignore");
}

bool any_matches(const std::vector<base::Pattern>& patterns, std::string_view name) {
  return std::ranges::any_of(patterns, [&](const base::Pattern& pattern) { return pattern.matches(name); });
}

void apply_overrides(const std::vector<Override>& overrides, model::Result& result) {
  for (const Override& rule : overrides) {
    if (!rule.metric.empty() && rule.metric != result.metric) continue;
    if (!any_matches(rule.match, result.benchmark)) continue;
    if (!rule.unit.empty()) result.unit = rule.unit;
    if (rule.better) result.better = rule.better;
  }
}

}  // namespace

void apply(const Rules& rules, model::Run& run, const std::function<void(std::string_view)>& ignored) {
  std::erase_if(run.results, [&](model::Result& result) {
    if (!rules.aliases.empty()) {
      const auto alias = rules.aliases.find(result.benchmark);
      if (alias != rules.aliases.end() && rules.renamed != nullptr) ++(*rules.renamed)[alias->first];
      if (alias != rules.aliases.end()) {
        result.benchmark = alias->second;
        result.parameters = {};  // they were of the old name
      }
    }
    const bool by_name = asks_to_be_ignored(result.benchmark);
    if (by_name || any_matches(rules.ignore, result.benchmark)) {
      ignored(by_name ? "benchmark asks to be ignored" : "benchmark is ignored by the config");
      return true;
    }
    apply_overrides(rules.overrides, result);
    return false;
  });
}

}  // namespace perfolio::history
