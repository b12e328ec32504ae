// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/json_writer.h"
#include "formats/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace perfolio::formats {
namespace {

using model::Result;
using model::Run;
using units::Direction;

/// The tools that github-action-benchmark knows, by the direction it gives their results.
constexpr std::array<std::string_view, 3> kHigherTools = {"customBiggerIsBetter", "benchmarkjs", "pytest"};
constexpr std::array<std::string_view, 9> kLowerTools = {
    "customSmallerIsBetter", "cargo", "go", "googlecpp", "catch2", "julia", "jmh", "benchmarkdotnet", "benchmarkluau"};

/// The run's own tool where readers would take its results as they are meant.
std::string_view tool_of(const Run& run, Direction direction) {
  if (direction == Direction::Unknown) return "custom";  // neither of the two that claim one
  const std::span<const std::string_view> tools =
      direction == Direction::Higher ? std::span<const std::string_view>(kHigherTools) : kLowerTools;
  const auto known = std::ranges::find(tools, std::string_view(run.tool));
  return known == tools.end() ? tools.front() : *known;
}

double milliseconds(const std::optional<base::Time>& time) {
  return time ? static_cast<double>(time->time_since_epoch().count()) * 1000 : 0;
}

Direction direction_of(const Result& result) { return model::direction_of(result, units::parse_unit(result.unit)); }

void write_commit(base::JsonWriter& w, const Run& run) {
  w.begin_object("commit");
  w.begin_object("author");
  w.text("name", run.author);
  w.end_object();
  w.text("id", run.commit);
  w.text("message", run.body.empty() ? run.subject : run.subject + "\n\n" + run.body);
  const auto& time = run.commit_date ? run.commit_date : run.date;
  if (time) w.text("timestamp", base::to_rfc3339(*time));
  w.text("url", run.url);
  w.end_object();
}

void write_bench(base::JsonWriter& w, const Result& result) {
  w.begin_object();
  // Its readers know a benchmark by its name alone.
  w.text("name", result.metric == "time" || result.metric.empty() ? result.benchmark
                                                                  : result.benchmark + " - " + result.metric);
  w.number("value", result.value);
  w.text("unit", result.unit);
  if (!result.spread.empty()) w.text("range", result.spread);
  w.end_object();
}

/// The format knows one direction per run, by its tool: results of the other direction become a run of another suite.
void write_run(base::JsonWriter& w, const Run& run, Direction direction) {
  w.begin_object();
  write_commit(w, run);
  w.number("date", milliseconds(run.date ? run.date : run.commit_date));
  w.text("tool", tool_of(run, direction));
  w.begin_array("benches");
  for (const Result& result : run.results) {
    if (direction_of(result) == direction) write_bench(w, result);
  }
  w.end_array();
  w.end_object();
}

std::string suite_of(const Run& run, Direction direction) {
  std::string suite = run.suite.empty() ? "Benchmark" : run.suite;
  if (!run.environment.empty()) suite += " @ " + model::environment_text(run.environment);
  if (direction == Direction::Higher) suite += " (higher is better)";
  if (direction == Direction::Unknown) suite += " (direction unknown)";
  return suite;
}

}  // namespace

std::string export_data_js(const model::History& history) {
  std::map<std::string, std::vector<std::pair<const Run*, Direction>>> suites;
  double last = 0;
  for (const Run& run : history.runs) {
    last = std::max(last, milliseconds(run.date));
    for (const Direction direction : {Direction::Lower, Direction::Higher, Direction::Unknown}) {
      const auto here = [&](const Result& result) { return direction_of(result) == direction; };
      if (std::ranges::any_of(run.results, here)) suites[suite_of(run, direction)].emplace_back(&run, direction);
    }
  }
  std::string out = "window.BENCHMARK_DATA = ";
  base::JsonWriter w(out, 4);
  w.begin_object();
  w.number("lastUpdate", last);
  w.text("repoUrl", history.repository_url);
  w.begin_object("entries");
  for (const auto& [suite, runs] : suites) {
    w.begin_array(suite);
    for (const auto& [run, direction] : runs) write_run(w, *run, direction);
    w.end_array();
  }
  w.end_object();
  w.end_object();
  return out;
}

}  // namespace perfolio::formats
