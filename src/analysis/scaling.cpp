// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/scaling.h"

#include "model/family_words.h"
#include "stats/power_law.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::ExponentChange;
using model::Family;
using model::Level;
using model::Report;
using model::Scaling;
using model::ScalingCurve;
using model::ScalingPoint;

namespace {

constexpr double kLeastChange = 0.05;
constexpr double kLogarithmicFrom = 10;

/// What is known of the error of a level, on ln: its interval; nothing for what repeats exactly; the prior where
/// nothing is known.
double sigma_of(const Level& level, const BenchmarkFacts& b, const model::Rule& rule) {
  if (!level.has_interval()) return b.noiseless ? 0 : rule.prior_sigma;
  if (level.lower <= 0) return rule.prior_sigma;
  return std::log(level.upper / level.lower) / 2 / stats::normal_z(rule.level_confidence);
}

/// The numeric parameter with most values, of at least two.
std::optional<std::size_t> parameter_of(const Family& family) {
  std::optional<std::size_t> best;
  std::size_t most = 1;
  for (std::size_t p = 0; p < family.parameters.size(); ++p) {
    if (!family.parameters[p].numeric) continue;
    std::set<double> values;
    for (const model::FamilyMember& member : family.members) values.insert(*member.values[p].number);
    if (values.size() <= most) continue;
    most = values.size();
    best = p;
  }
  return best;
}

bool varies(const Family& family, std::size_t p) {
  return std::ranges::any_of(family.members, [&](const model::FamilyMember& member) {
    return member.values[p].text != family.members.front().values[p].text;
  });
}

/// The values of the other parameters that vary, in words.
std::vector<std::string> fixed_of(const Family& family, const model::FamilyMember& member, std::size_t parameter) {
  std::vector<std::string> out;
  for (std::size_t p = 0; p < family.parameters.size(); ++p) {
    if (p == parameter || !varies(family, p)) continue;
    const std::string& name = family.parameters[p].name;
    out.push_back(name.empty() ? member.values[p].text : name + " " + member.values[p].text);
  }
  return out;
}

class Curves {
 public:
  Curves(const Report& report, const Family& family) : report_(report), family_(family) {}

  std::optional<ScalingCurve> at(std::uint32_t column, std::span<const std::size_t> members, std::size_t parameter);
  std::optional<ExponentChange> change(const ScalingCurve& before, const ScalingCurve& after);

 private:
  [[nodiscard]] const BenchmarkFacts& facts(const ScalingPoint& point) const {
    return report_.benchmarks[family_.members[point.member].benchmark];
  }
  [[nodiscard]] double sigma(const ScalingPoint& point) const {
    return sigma_of(point.level, facts(point), report_.rule);
  }
  void fit(ScalingCurve& curve) const;

  const Report& report_;
  const Family& family_;
};

std::optional<ScalingCurve> Curves::at(std::uint32_t column, std::span<const std::size_t> members,
                                       std::size_t parameter) {
  ScalingCurve curve;
  curve.column = column;
  for (const std::size_t m : members) {
    const auto& levels = report_.benchmarks[family_.members[m].benchmark].levels;
    const auto level = std::ranges::lower_bound(levels, column, {}, &Level::column);
    if (level == levels.end() || level->column != column) continue;
    curve.points.push_back({*family_.members[m].values[parameter].number, m, *level});
  }
  std::ranges::stable_sort(curve.points, {}, &ScalingPoint::at);
  if (curve.points.size() < 2) return std::nullopt;
  fit(curve);
  return curve;
}

void Curves::fit(ScalingCurve& curve) const {
  std::vector<stats::GrowthPoint> points;
  for (const ScalingPoint& p : curve.points) {
    if (!(p.at > 0) || !(p.level.value > 0)) return;
    points.push_back({p.at, p.level.value, sigma(p)});
  }
  const auto line = stats::power_law(points, report_.rule.level_confidence);
  if (!line) return;
  const double factor = std::exp(std::clamp(line->intercept, -690.0, 690.0));
  curve.law = model::PowerLaw{line->slope, line->interval.lower, line->interval.upper, factor,
                              std::expm1(std::min(line->misfit, 690.0))};
}

std::optional<ExponentChange> Curves::change(const ScalingCurve& before, const ScalingCurve& after) {
  if (!before.law || !after.law) return std::nullopt;
  std::vector<stats::GrowthPoint> ratios;
  for (const ScalingPoint& p : after.points) {
    const auto old = std::ranges::find(before.points, p.member, &ScalingPoint::member);
    if (old == before.points.end()) continue;
    ratios.push_back({p.at, p.level.value / old->level.value, std::hypot(sigma(p), sigma(*old))});
  }
  const auto line = stats::log_line(ratios, report_.rule.confidence);
  if (!line) return std::nullopt;
  const bool outside = line->interval.lower > 0 || line->interval.upper < 0;
  return ExponentChange{line->slope, line->interval.lower, line->interval.upper,
                        outside && std::abs(line->slope) >= kLeastChange};
}

/// The first measured release, where it is neither of the two compared.
std::optional<std::uint32_t> first_column(const Report& report) {
  const auto first = std::ranges::find_if(report.columns, [](const model::Column& c) { return c.runs > 0; });
  const auto at = static_cast<std::size_t>(first - report.columns.begin());
  if (!report.baseline || at >= report.current || at == *report.baseline) return std::nullopt;
  return static_cast<std::uint32_t>(at);
}

bool is_logarithmic(const Family& family, std::span<const std::size_t> members, std::size_t parameter) {
  const auto at = [&](std::size_t m) { return *family.members[m].values[parameter].number; };
  const auto [least, most] = std::ranges::minmax(members, {}, at);
  return at(least) > 0 && at(most) >= kLogarithmicFrom * at(least);
}

void add_scalings(const Report& report, Family& family) {
  const auto parameter = parameter_of(family);
  if (!parameter) return;
  std::map<std::vector<std::string>, std::vector<std::size_t>> sets;
  for (std::size_t m = 0; m < family.members.size(); ++m) {
    sets[fixed_of(family, family.members[m], *parameter)].push_back(m);
  }
  Curves curves(report, family);
  const auto first = first_column(report);
  for (const auto& [fixed, members] : sets) {
    Scaling scaling;
    scaling.parameter = *parameter;
    scaling.fixed = fixed;
    scaling.logarithmic = is_logarithmic(family, members, *parameter);
    scaling.current = curves.at(static_cast<std::uint32_t>(report.current), members, *parameter);
    if (report.baseline) {
      scaling.baseline = curves.at(static_cast<std::uint32_t>(*report.baseline), members, *parameter);
    }
    if (first) scaling.first = curves.at(*first, members, *parameter);
    if (scaling.baseline && scaling.current) scaling.change = curves.change(*scaling.baseline, *scaling.current);
    if (scaling.current || scaling.baseline || scaling.first) family.scalings.push_back(std::move(scaling));
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// "sort grows faster with n: n^1.02 → n^1.51 since v0.2.2 (exponent +0.49 [+0.44, +0.54], 99 % interval)".
std::string sentence(const Report& report, const Family& family, const Scaling& scaling) {
  const std::string fixed = scaling.fixed.empty() ? "" : fmt::format(" ({})", joined(scaling.fixed));
  return fmt::format("{}{} grows {} with {}: {} since {} (exponent {}, {}{}% interval)", family.id, fixed,
                     scaling.change->difference > 0 ? "faster" : "more slowly", model::letter(family, scaling),
                     model::powers_text(family, scaling), report.columns[*report.baseline].release.tag,
                     model::exponent_change_text(*scaling.change), units::number(report.rule.confidence * 100, 0),
                     units::kThinSpace);
}

void write_growth(Report& report) {
  std::vector<std::pair<double, std::string>> found;
  for (const Family& family : report.families) {
    for (const Scaling& scaling : family.scalings) {
      if (!scaling.change || !scaling.change->evident) continue;
      found.emplace_back(std::abs(scaling.change->difference), sentence(report, family, scaling));
    }
  }
  std::ranges::stable_sort(found, [](const auto& a, const auto& b) { return a.first > b.first; });
  for (auto& [size, text] : found) report.growth.push_back(std::move(text));
}

}  // namespace

void find_scalings(Report& report) {
  for (Family& family : report.families) add_scalings(report, family);
  write_growth(report);
}

void keep_complexities(Report& report, std::span<const model::Run> runs, const model::Timeline& timeline) {
  for (Family& family : report.families) {
    if (family.metric != "time") continue;
    for (std::size_t run = 0; run < runs.size() && run < timeline.column.size(); ++run) {
      if (runs[run].suite != family.suite) continue;
      for (const model::Complexity& one : runs[run].complexities) {
        if (one.benchmark != family.name) continue;
        if (timeline.column[run] == report.current) family.complexity = one;
        if (report.baseline && timeline.column[run] == *report.baseline) family.complexity_before = one;
      }
    }
  }
}

}  // namespace perfolio::analysis
