// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/json_writer.h"
#include "formats/export.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace perfolio::formats {
namespace {

using model::Result;
using model::Run;

struct Newest {
  const Run* run = nullptr;
  const Result* result = nullptr;
};

/// By benchmark and measure, each in the order of their names.
using Measures = std::map<std::string, std::map<std::string, Newest>>;

/// Bencher's own measures, in the units it gives them.
std::string measure_of(const Result& result) {
  if (result.metric == "time") return "latency";
  return result.metric;
}

bool is_newer(const Run& a, const Run& b) { return std::tie(a.date, a.commit_date) >= std::tie(b.date, b.commit_date); }

Measures newest_of(const model::History& history) {
  std::set<std::pair<std::string_view, std::string>> contexts;
  for (const Run& run : history.runs) contexts.emplace(run.suite, model::environment_text(run.environment));
  Measures measures;
  for (const Run& run : history.runs) {
    std::string prefix;
    if (contexts.size() > 1 && !run.suite.empty()) prefix = run.suite + ": ";
    std::string suffix;
    if (contexts.size() > 1 && !run.environment.empty()) suffix = " @ " + model::environment_text(run.environment);
    for (const Result& result : run.results) {
      Newest& known = measures[prefix + result.benchmark + suffix][measure_of(result)];
      if (known.run == nullptr || is_newer(run, *known.run)) known = {&run, &result};
    }
  }
  return measures;
}

}  // namespace

/// The format has no place for a time: it holds the newest value of each benchmark and measure, in base units.
std::string export_bmf(const model::History& history) {
  std::string out;
  base::JsonWriter w(out, 2);
  w.begin_object();
  for (const auto& [benchmark, measures] : newest_of(history)) {
    w.begin_object(benchmark);
    for (const auto& [measure, newest] : measures) {
      const double factor = units::parse_unit(newest.result->unit).factor;
      const auto bound = [&](std::string_view key, const std::optional<double>& value) {
        if (value && std::isfinite(*value * factor)) w.number(key, *value * factor);
      };
      w.begin_object(measure);
      w.number("value", newest.result->value * factor);
      bound("lower_value", newest.result->lower);
      bound("upper_value", newest.result->upper);
      w.end_object();
    }
    w.end_object();
  }
  w.end_object();
  return out;
}

}  // namespace perfolio::formats
