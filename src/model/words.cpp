// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
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

Wording wording(const BenchmarkFacts& b) {
  const bool lower = b.better == units::Direction::Lower;
  if (lower && (b.unit.family == units::Family::Time || b.metric == "time")) return Wording::Speed;
  if (b.better == units::Direction::Higher && (units::is_rate(b.unit) || b.metric == "throughput")) {
    return Wording::Speed;
  }
  return lower && b.unit.family == units::Family::Bytes ? Wording::Size : Wording::Plain;
}

namespace {

/// What all of these share that `counts`; none: nothing counts.
template <typename Counts>
std::optional<Wording> wording_of_all(const Report& report, const std::vector<std::size_t>& series, Counts counts) {
  std::optional<Wording> shared;
  for (const std::size_t i : series) {
    const BenchmarkFacts& b = report.benchmarks[i];
    if (!b.primary || !b.comparison || !counts(*b.comparison)) continue;
    if (shared && *shared != wording(b)) return Wording::Plain;
    shared = wording(b);
  }
  return shared;
}

}  // namespace

Wording shared_wording(const Report& report, const std::vector<std::size_t>& series) {
  const auto changed = wording_of_all(report, series, [](const Comparison& c) { return is_evident(c.verdict); });
  return changed ? *changed : mean_wording(report, series);
}

namespace {

std::vector<std::size_t> every_series(const Report& report) {
  std::vector<std::size_t> all(report.benchmarks.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

}  // namespace

Wording shared_wording(const Report& report) { return shared_wording(report, every_series(report)); }

Wording mean_wording(const Report& report, const std::vector<std::size_t>& series) {
  return wording_of_all(report, series, [](const Comparison&) { return true; }).value_or(Wording::Plain);
}

Wording mean_wording(const Report& report) { return mean_wording(report, every_series(report)); }

std::string_view word(Verdict verdict, Wording wording) {
  if (verdict == Verdict::NotComparable) return "not comparable";
  if (wording == Wording::Speed && verdict == Verdict::Better) return "faster";
  if (wording == Wording::Speed && verdict == Verdict::Worse) return "slower";
  if (wording == Wording::Size && verdict == Verdict::Better) return "smaller";
  if (wording == Wording::Size && verdict == Verdict::Worse) return "larger";
  return key(verdict);
}

std::string_view word(Verdict verdict, const BenchmarkFacts& b) { return word(verdict, wording(b)); }

std::vector<std::string> count_words(const Counts& c, Wording wording) {
  std::vector<std::string> out;
  const auto add = [&](std::size_t n, Verdict verdict) {
    if (n > 0) out.push_back(fmt::format("{} {}", n, word(verdict, wording)));
  };
  add(c.worse, Verdict::Worse);
  add(c.better, Verdict::Better);
  add(c.changed, Verdict::Changed);
  add(c.same, Verdict::Same);
  add(c.unclear, Verdict::Unclear);
  add(c.fresh, Verdict::New);
  return out;
}

namespace {

std::string tag_of(const Report& report, std::size_t column) { return report.columns[column].release.tag; }

std::string apart_change(const Report& report, const Apart& apart) {
  return apart.difference ? difference_text(*apart.difference, report.benchmarks[apart.benchmark].unit)
                          : units::short_change(apart.ratio.value);
}

}  // namespace

std::string apart_words(const Report& report, const Apart& apart, std::string_view name) {
  std::string out = fmt::format("{} {}", name, apart_change(report, apart));
  if (apart.since && apart.steps == 1)
    out += (*apart.since == report.current ? " new in " : " since ") + tag_of(report, *apart.since);
  if (apart.since && apart.steps > 1)
    out += fmt::format(" in {} steps from {}", apart.steps, tag_of(report, *apart.since));
  return out;
}

std::string apart_head(const Report& report, const Against& against, Verdict verdict) {
  std::optional<Wording> shared;
  for (const Apart& apart : verdict == Verdict::Worse ? against.worse : against.better) {
    const Wording mine = wording(report.benchmarks[apart.benchmark]);
    shared = shared && *shared != mine ? Wording::Plain : mine;
    if (*shared == Wording::Plain) break;
  }
  std::string out(word(verdict, shared.value_or(Wording::Plain)));
  out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return fmt::format("{} than {}", out, tag_of(report, against.column));
}

std::string apart_line(const Report& report, const Against& against, Verdict verdict, std::size_t most) {
  const std::vector<Apart>& all = verdict == Verdict::Worse ? against.worse : against.better;
  if (all.empty()) return {};
  std::string out = apart_head(report, against, verdict) + ": ";
  const std::size_t shown = std::min(most, all.size());
  for (std::size_t i = 0; i < shown; ++i) {
    out += (i > 0 ? ", " : "") + apart_words(report, all[i], report.benchmarks[all[i].benchmark].id);
  }
  if (shown < all.size()) out += fmt::format(" and {} more", all.size() - shown);
  return out;
}

std::string role_words(const Report& report, const Against& against) {
  std::string out;
  for (std::size_t i = 0; i < against.roles.size(); ++i) {
    out += (i == 0 ? "" : i + 1 == against.roles.size() ? " and " : ", ") + against.roles[i];
    if (against.roles[i] == "best") out += " yet";  // the current one may be better than all
  }
  return report.kind == ColumnKind::Release ? out : out + " run";
}

std::vector<std::string> overview_lines(const Report& report) {
  constexpr std::size_t kMost = 3;
  const Overview& o = report.overview;
  std::vector<std::string> out;
  const auto add = [&](const std::string& line) {
    if (!line.empty()) out.push_back(line);
  };
  add(o.shift);
  add(o.sentence);
  for (std::size_t i = 1; i < o.against.size(); ++i) {
    add(apart_line(report, o.against[i], Verdict::Worse, kMost));
    // That something is better than it was in the best release is what makes that one best only overall.
    const bool only_best = o.against[i].roles == std::vector<std::string>{"best"};
    if (!only_best) add(apart_line(report, o.against[i], Verdict::Better, kMost));
  }
  add(o.past_shifts);
  add(o.advice_line);
  return out;
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
