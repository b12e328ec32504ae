// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/families.h"

#include "analysis/family_names.h"
#include "analysis/identity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::Family;
using model::FamilyBy;
using model::Report;

namespace {

/// What a benchmark says it is a member of.
struct Claim {
  FamilyBy by = FamilyBy::Name;
  NameShape shape;
};
using Claims = std::vector<std::optional<Claim>>;

/// What may stand in one family.
using Context =
    std::tuple<std::string_view, std::string_view, std::string_view, std::string, std::string_view, std::string_view>;

Context context_of(const BenchmarkFacts& b) {
  return {b.suite, b.group, b.metric, model::environment_text(b.environment), b.unit.base, b.estimator};
}

/// What two claims of one family have in common.
std::string key_of(const Claim& claim) {
  std::string key = fmt::format("{}\n{}", static_cast<int>(claim.by), claim.shape.key);
  for (const model::Parameter& value : claim.shape.values) key.append("\n").append(value.name);
  return key;
}

/// The name with its parameters replaced by theirs: "fib_{n}".
NameShape shape_by(std::string_view name, std::span<const std::string_view> found,
                   std::span<const std::string> parameters) {
  NameShape shape;
  std::size_t at = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto begin = static_cast<std::size_t>(found[i].data() - name.data());
    if (begin < at) continue;  // a group within a group
    shape.benchmark += fmt::format("{}{{{}}}", name.substr(at, begin - at), parameters[i]);
    shape.values.push_back({parameters[i], std::string(found[i])});
    at = begin + found[i].size();
  }
  shape.benchmark += name.substr(at);
  shape.key = shape.benchmark;
  return shape;
}

/// Whether the config has a word on this benchmark; then `claim` is it, or none.
bool by_config(const BenchmarkFacts& b, std::span<const FamilySpec> specs, std::optional<Claim>& claim) {
  for (const FamilySpec& spec : specs) {
    for (const base::Pattern& pattern : spec.match) {
      if (!pattern.matches(b.name)) continue;
      const auto found = pattern.captures(b.name);
      const std::size_t n = spec.parameters.size();
      if (n == 0 || found.size() < n) return true;
      claim = Claim{FamilyBy::Config, shape_by(b.name, std::span(found).last(n), spec.parameters)};
      return true;
    }
  }
  return false;
}

/// Claims of the benchmarks of one context.
Claims claims_of(const Report& report, std::span<const std::size_t> members, std::span<const FamilySpec> specs) {
  Claims claims(members.size());
  std::vector<std::string_view> names;
  std::vector<std::size_t> by_name;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[members[i]];
    if (by_config(b, specs, claims[i])) continue;
    if (!b.parameters.empty()) {
      claims[i] = Claim{FamilyBy::Source, {b.parameters.benchmark, b.parameters.benchmark, b.parameters.values}};
      continue;
    }
    names.push_back(b.name);
    by_name.push_back(i);
  }
  auto shapes = name_shapes(names);
  for (std::size_t k = 0; k < shapes.size(); ++k) {
    if (shapes[k]) claims[by_name[k]] = Claim{FamilyBy::Name, std::move(*shapes[k])};
  }
  return claims;
}

/// The parameters, and whether each is a number in all members.
void add_parameters(Family& family, std::span<const Claim* const> claims) {
  for (const model::Parameter& one : claims.front()->shape.values) family.parameters.push_back({one.name, true});
  for (std::size_t m = 0; m < claims.size(); ++m) {
    for (std::size_t p = 0; p < family.parameters.size(); ++p) {
      const std::string& text = claims[m]->shape.values[p].value;
      family.members[m].values.push_back({text, parameter_number(text)});
      family.parameters[p].numeric = family.parameters[p].numeric && family.members[m].values[p].number.has_value();
    }
  }
}

bool varies(const Family& family, std::size_t parameter) {
  const auto same = [&](const model::FamilyMember& m) {
    return m.values[parameter].text == family.members.front().values[parameter].text;
  };
  return !std::ranges::all_of(family.members, same);
}

/// A value alone where it is the only one that varies or nobody named it, else with its name.
void add_labels(Family& family) {
  std::vector<std::size_t> varying;
  for (std::size_t p = 0; p < family.parameters.size(); ++p) {
    if (varies(family, p)) varying.push_back(p);
  }
  for (model::FamilyMember& member : family.members) {
    for (const std::size_t p : varying) {
      const std::string& name = family.parameters[p].name;
      const bool named = varying.size() > 1 && !name.empty();
      member.label += member.label.empty() ? "" : ", ";
      member.label += named ? name + " " + member.values[p].text : member.values[p].text;
    }
  }
}

bool comes_before(const Family& family, const model::FamilyMember& a, const model::FamilyMember& b) {
  for (std::size_t p = 0; p < family.parameters.size(); ++p) {
    const auto& x = a.values[p];
    const auto& y = b.values[p];
    if (family.parameters[p].numeric && *x.number != *y.number) return *x.number < *y.number;
    if (x.text != y.text) return x.text < y.text;
  }
  return a.benchmark < b.benchmark;
}

bool are_distinct(std::span<const Claim* const> claims) {
  std::set<std::vector<std::string>> seen;
  for (const Claim* claim : claims) {
    std::vector<std::string> values;
    for (const model::Parameter& value : claim->shape.values) values.push_back(value.value);
    if (!seen.insert(std::move(values)).second) return false;
  }
  return true;
}

/// The id of a member with the family's name for its own, so that it has what tells suites, metrics and units apart.
std::string id_of(const BenchmarkFacts& b, const std::string& name) {
  const auto at = b.id.find(b.name);
  if (at == std::string::npos) return name;
  return b.id.substr(0, at) + name + b.id.substr(at + b.name.size());
}

std::optional<Family> family_of(const Report& report, std::span<const std::size_t> members,
                                std::span<const Claim* const> claims) {
  if (members.size() < 2 || !are_distinct(claims)) return std::nullopt;
  const BenchmarkFacts& one = report.benchmarks[members.front()];
  Family family;
  family.name = claims.front()->shape.benchmark;
  family.id = id_of(one, family.name);
  family.suite = one.suite;
  family.group = one.group;
  family.metric = one.metric;
  family.by = claims.front()->by;
  family.primary = std::ranges::any_of(members, [&](std::size_t i) { return report.benchmarks[i].primary; });
  for (const std::size_t member : members) family.members.emplace_back().benchmark = member;
  add_parameters(family, claims);
  add_labels(family);
  std::ranges::sort(family.members, [&](const auto& a, const auto& b) { return comes_before(family, a, b); });
  return family;
}

void add_families(Report& report, std::span<const std::size_t> members, std::span<const FamilySpec> specs) {
  const Claims claims = claims_of(report, members, specs);
  std::map<std::string, std::pair<std::vector<std::size_t>, std::vector<const Claim*>>> found;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!claims[i]) continue;
    auto& [indices, same] = found[key_of(*claims[i])];
    indices.push_back(members[i]);
    same.push_back(&*claims[i]);
  }
  for (const auto& [key, entry] : found) {
    if (auto family = family_of(report, entry.first, entry.second)) report.families.push_back(std::move(*family));
  }
}

/// Two that would be called alike get the group they stand in, then a number.
void tell_ids_apart(std::vector<Family>& families) {
  std::map<std::string, std::size_t> count;
  for (const Family& family : families) ++count[family.id];
  std::set<std::string> taken;
  for (Family& family : families) {
    if (count[family.id] > 1 && !family.group.empty()) family.id += fmt::format(" ({})", family.group);
    const std::string stem = family.id;
    for (std::size_t n = 2; !taken.insert(family.id).second; ++n) family.id = fmt::format("{} #{}", stem, n);
  }
}

}  // namespace

void find_families(Report& report, std::span<const FamilySpec> specs) {
  std::map<Context, std::vector<std::size_t>> contexts;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    contexts[context_of(report.benchmarks[i])].push_back(i);
  }
  for (const auto& [context, members] : contexts) add_families(report, members, specs);
  tell_ids_apart(report.families);
  std::ranges::stable_sort(report.families, {}, &Family::id);
  for (std::size_t f = 0; f < report.families.size(); ++f) {
    for (const model::FamilyMember& member : report.families[f].members) report.benchmarks[member.benchmark].family = f;
  }
}

std::vector<Family> families_of(std::span<const model::Series> series, std::span<const FamilySpec> specs) {
  const std::vector<Identity> names = identities(series);
  Report report;
  for (std::size_t i = 0; i < series.size(); ++i) {
    BenchmarkFacts& b = report.benchmarks.emplace_back();
    b.id = names[i].id;
    b.suite = series[i].suite;
    b.name = series[i].benchmark;
    b.metric = series[i].metric;
    b.environment = series[i].environment;
    b.unit = series[i].unit;
    b.estimator = series[i].estimator;
    b.parameters = series[i].parameters;
  }
  find_families(report, specs);
  return std::move(report.families);
}

}  // namespace perfolio::analysis
