// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/family_words.h"

#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::model {

namespace {

std::string signed_number(double value) {
  const std::string text = units::number(value, 2);
  return text.starts_with(units::kMinus) || text == "0.00" ? text : "+" + text;
}

}  // namespace

std::string_view key(FamilyBy by) {
  switch (by) {
    case FamilyBy::Config:
      return "config";
    case FamilyBy::Source:
      return "source";
    case FamilyBy::Name:
      break;
  }
  return "name";
}

std::string letter(const Family& family, const Scaling& scaling) {
  const std::string& name = family.parameters[scaling.parameter].name;
  return name.empty() ? "n" : name;
}

std::string power_text(std::string_view letter, double exponent) {
  return fmt::format("{}^{}", letter, units::number(exponent, 2));
}

std::string exponent_interval(const PowerLaw& law) {
  return fmt::format("[{}, {}]", units::number(law.lower, 2), units::number(law.upper, 2));
}

std::string exponent_change_text(const ExponentChange& change) {
  return fmt::format("{} [{}, {}]", signed_number(change.difference), signed_number(change.lower),
                     signed_number(change.upper));
}

std::string powers_text(const Family& family, const Scaling& scaling) {
  const std::string n = letter(family, scaling);
  const auto law = [](const std::optional<ScalingCurve>& curve) {
    return curve && curve->law ? &*curve->law : nullptr;
  };
  const PowerLaw* before = law(scaling.baseline);
  const PowerLaw* after = law(scaling.current);
  if (before != nullptr && after != nullptr) {
    return power_text(n, before->exponent) + " \u2192 " + power_text(n, after->exponent);
  }
  if (after != nullptr) return power_text(n, after->exponent);
  return before != nullptr && !scaling.current ? power_text(n, before->exponent) : std::string{};
}

std::string scaling_words(const Family& family, const Scaling& scaling) {
  const std::string& name = family.parameters[scaling.parameter].name;
  std::string out = "by " + (name.empty() ? "n" : name);
  std::string fixed;
  for (const std::string& value : scaling.fixed) fixed += (fixed.empty() ? "" : ", ") + value;
  return fixed.empty() ? out : fmt::format("{} ({})", out, fixed);
}

std::vector<std::string> growth_lines(const Report& report, std::size_t most) {
  std::vector<std::string> out(
      report.growth.begin(), report.growth.begin() + static_cast<std::ptrdiff_t>(std::min(most, report.growth.size())));
  if (report.growth.size() > most)
    out.push_back(fmt::format("and {} more that grow otherwise", report.growth.size() - most));
  return out;
}

std::string complexity_text(const Complexity& complexity) {
  std::string order = complexity.order;
  // As Google Benchmark writes it; its own brackets stay.
  if (order == "lgN") order = "lg N";
  if (order == "NlgN") order = "N lg N";
  const bool bracketed = order.starts_with('(') && order.ends_with(')');
  std::string out = bracketed ? "O" + order : fmt::format("O({})", order);
  if (complexity.rms > 0) out += fmt::format(", RMS {}{}%", units::number(complexity.rms * 100, 0), units::kThinSpace);
  return out;
}

}  // namespace perfolio::model
