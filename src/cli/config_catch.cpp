// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/config_catch.h"

#include "base/error.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace perfolio::cli {

namespace {

using model::Series;

class Catch {
 public:
  Catch(const Config& config, const model::History& history) : config_(config), history_(history) {}

  std::vector<const Series*> add(const std::string& pointer, const base::Pattern& pattern, const std::string& metric) {
    std::vector<const Series*> found;
    for (const Series& series : history_.series) {
      const bool wanted = metric.empty() || metric == series.metric;
      if (wanted && pattern.matches(series.benchmark)) found.push_back(&series);
    }
    put(pointer, pattern.text(), found.size());
    return found;
  }
  void add_all(const std::string& pointer, const std::vector<base::Pattern>& patterns, const std::string& metric) {
    for (const base::Pattern& pattern : patterns) add(pointer, pattern, metric);
  }
  void put(const std::string& pointer, const std::string& text, std::size_t n) {
    all_.push_back({{config_.path, pointer, 0, 0}, text, n, {}});
  }
  void limit(std::size_t i);
  void aliases();
  void tiles();
  void primary();
  std::vector<Caught> take() { return std::move(all_); }

 private:
  const Config& config_;
  const model::History& history_;
  std::vector<Caught> all_;
};

void Catch::primary() {
  for (std::size_t i = 0; i < config_.primary.size(); ++i) {
    const auto caught = std::ranges::count(history_.series, config_.primary[i], &Series::metric);
    put(fmt::format("/primary/{}", i), config_.primary[i], static_cast<std::size_t>(caught));
  }
}

void Catch::limit(std::size_t i) {
  const analysis::LimitSpec& spec = config_.alerts.limits[i];
  const auto found = add(fmt::format("/limits/{}", i), spec.match, spec.metric);
  const units::Unit& bound = spec.bound.unit;
  const auto comparable = [&](const Series* s) { return s->unit.base == bound.base && s->unit.family == bound.family; };
  if (found.empty() || std::ranges::any_of(found, comparable)) return;
  const Series& first = *found.front();
  all_.back().limit =
      fmt::format("the limit of {} cannot be compared with '{}', which is measured in {}", spec.bound.text,
                  first.benchmark, first.unit.base.empty() ? "no unit" : first.unit.base);
}

void Catch::aliases() {
  for (const auto& [old_name, name] : config_.rules.aliases) {
    const auto at = config_.rules.renamed == nullptr ? 0 : config_.rules.renamed->count(old_name);
    put("/aliases/" + old_name, old_name, at == 0 ? 0 : config_.rules.renamed->at(old_name));
  }
}

/// Without groups in the config, they are made from the names, and known only later.
void Catch::tiles() {
  for (const std::string& tile : config_.tiles) {
    const auto named = std::ranges::count(config_.groups, tile, &analysis::GroupSpec::name);
    if (!config_.groups.empty()) put("/tiles", tile, static_cast<std::size_t>(named));
  }
}

}  // namespace

std::vector<Caught> caught_by(const Config& config, const model::History& history) {
  Catch all(config, history);
  for (std::size_t i = 0; i < config.groups.size(); ++i) {
    all.add_all(fmt::format("/groups/{}/match", i), config.groups[i].match, {});
  }
  for (std::size_t i = 0; i < config.family_specs.size(); ++i) {
    all.add_all(fmt::format("/families/{}/match", i), config.family_specs[i].match, {});
  }
  all.add_all("/charts", config.charts, {});
  all.tiles();
  all.primary();
  all.aliases();
  for (std::size_t i = 0; i < config.rules.overrides.size(); ++i) {
    const history::Override& rule = config.rules.overrides[i];
    // A unit may have given the results another metric than the one asked for.
    all.add_all(fmt::format("/overrides/{}/match", i), rule.match, rule.unit.empty() ? rule.metric : "");
  }
  for (const analysis::ThresholdSpec& spec : config.alerts.thresholds) {
    all.add("/thresholds/" + spec.match.text(), spec.match, spec.metric);
  }
  for (std::size_t i = 0; i < config.alerts.limits.size(); ++i) all.limit(i);
  for (std::size_t i = 0; i < config.alerts.suppress.size(); ++i) {
    const analysis::SuppressSpec& spec = config.alerts.suppress[i];
    all.add(fmt::format("/suppress/{}", i), spec.match, spec.metric);
  }
  for (std::size_t i = 0; i < config.highlights.size(); ++i) {
    all.add(fmt::format("/highlights/{}/benchmark", i), config.highlights[i].benchmark, {});
  }
  return all.take();
}

std::vector<base::Diagnostic> open_gates(const std::vector<Caught>& caught, bool strict) {
  std::vector<base::Diagnostic> notes;
  for (const Caught& one : caught) {
    if (!one.limit.empty()) {
      throw base::Error(base::Fault::Input, one.where, base::visible(one.limit),
                        "give the limit in that unit, or name its \"metric\"");
    }
    if (one.series > 0) continue;
    const std::string what = fmt::format("'{}' matches nothing", base::visible(one.text));
    const std::string hint = "`perfolio show` says what each entry of the config caught";
    if (strict) throw base::Error(base::Fault::Input, one.where, what, hint);
    notes.push_back({base::Severity::Warning, one.where, what});
  }
  return notes;
}

}  // namespace perfolio::cli
