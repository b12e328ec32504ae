// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace perfolio::model {

std::string_view key(Verdict verdict) {
  switch (verdict) {
    case Verdict::Better:
      return "better";
    case Verdict::Worse:
      return "worse";
    case Verdict::Same:
      return "same";
    case Verdict::Unclear:
      return "unclear";
    case Verdict::New:
      return "new";
    case Verdict::Gone:
      return "gone";
    case Verdict::NotComparable:
      return "not-comparable";
    case Verdict::Changed:
      return "changed";
  }
  return "";
}

std::string_view key(LineBy by) {
  switch (by) {
    case LineBy::History:
      return "history";
    case LineBy::Version:
      return "version";
    case LineBy::Date:
      return "date";
    case LineBy::None:
      break;
  }
  return "";
}

std::string_view word(Verdict verdict, std::string_view metric) {
  if (verdict == Verdict::Worse && metric == "time") return "slower";
  return verdict == Verdict::NotComparable ? "not comparable" : key(verdict);
}

std::string difference_text(double difference, const units::Scale& scale) {
  const double shown = difference / scale.divisor;
  const int decimals = shown == std::trunc(shown) ? 0 : units::decimals_for(shown, 0);
  return (difference > 0 ? "+" : "") + units::number(shown, decimals);
}

std::string difference_text(double difference, const units::Unit& unit) {
  const std::vector<double> values{difference};
  const units::Scale scale = units::common_scale(unit.base, unit.family, values);
  const std::string name = scale.name.empty() ? "" : std::string(units::kThinSpace) + scale.name;
  return difference_text(difference, scale) + name;
}

units::Scale told_apart(const BenchmarkFacts& b, const units::Scale& scale) {
  if (!b.comparison || !b.comparison->rule.starts_with("exact")) return scale;
  const Comparison& c = *b.comparison;
  return c.baseline.n > 0 && c.current.n > 0 ? units::telling(scale, c.baseline.value, c.current.value) : scale;
}

units::Scale scale_of(const BenchmarkFacts& b) {
  std::vector<double> values;
  for (const Level* level : {&b.comparison->baseline, &b.comparison->current}) {
    if (level->n > 0) values.push_back(level->value);
  }
  return told_apart(b, units::common_scale(b.unit.base, b.unit.family, values));
}

std::string change_text(const BenchmarkFacts& b) {
  const Comparison& c = *b.comparison;
  if (c.difference) return difference_text(*c.difference, b.unit);
  return c.ratio.has_interval() ? units::change(c.ratio.value) : std::string();
}

std::string_view change_arrow(const Comparison& c) {
  return c.difference ? units::arrow(*c.difference > 0 ? 2 : *c.difference < 0 ? 0.5 : 1) : units::arrow(c.ratio.value);
}

namespace {

/// "1.95×": with the digits of a factor's ends, which lie closer together than one decimal tells.
std::string factor_end(double ratio) { return units::number(ratio, ratio < 10 ? 2 : ratio < 100 ? 1 : 0) + "×"; }

/// The ends in the form of the change beside them: units::change prints a factor from a doubling on.
std::string ends_text(const Ratio& ratio) {
  if (!units::change(ratio.value).ends_with("×")) return units::change_interval(ratio.lower, ratio.upper);
  return fmt::format("[{}, {}]", factor_end(ratio.lower), factor_end(ratio.upper));
}

}  // namespace

std::string interval_text(const Ratio& ratio) {
  constexpr double kWidest = 3;
  if (!ratio.has_interval()) return {};
  const bool known = ratio.lower > 0 && ratio.upper / ratio.lower <= kWidest;
  return known ? ends_text(ratio) : "not known";
}

std::string interval_text(const Comparison& c) { return c.rule == "exact" ? "exact" : interval_text(c.ratio); }

std::string interval_words(const Comparison& c) {
  std::string text = interval_text(c);
  if (text == "not known" && c.runs_needed > c.current.n) {
    text += fmt::format(" ({} runs would settle it)", c.runs_needed);
  }
  return text;
}

std::string_view phrase(units::Direction direction) {
  switch (direction) {
    case units::Direction::Lower:
      return "lower is better";
    case units::Direction::Higher:
      return "higher is better";
    case units::Direction::Unknown:
      break;
  }
  return "direction unknown";
}

std::string_view key(units::Direction direction) {
  switch (direction) {
    case units::Direction::Lower:
      return "lower";
    case units::Direction::Higher:
      return "higher";
    case units::Direction::Unknown:
      break;
  }
  return "unknown";
}

std::string_view noun(ColumnKind kind) { return kind == ColumnKind::Release ? "release" : "run"; }

std::size_t broken_limits(const Report& report, const std::vector<std::size_t>& series) {
  return static_cast<std::size_t>(std::ranges::count_if(series, [&](std::size_t i) {
    const auto& c = report.benchmarks[i].comparison;
    return c && c->alert && !c->limit.empty();
  }));
}

}  // namespace perfolio::model
