// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/jmh.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

/// JMH's JSON (`-rf json`): a list with one element per benchmark, mode and set of parameters. Its table: jmh_text.cpp.
namespace perfolio::formats {
namespace {

using units::Direction;

/// The modes that measure a time, the usual one first.
constexpr std::array<std::string_view, 3> kTimeModes = {"avgt", "sample", "ss"};

}  // namespace

/// The unit, not the mode, decides what is measured; direction follows from the unit.
std::string jmh_metric(const std::string& unit) {
  const std::string metric(model::metric_of(units::parse_unit(unit), unit));
  if (metric != "value") return metric;
  return unit.starts_with("ops/") ? "throughput" : "time";
}

/// A profiler's names: "·gc.alloc.rate.norm" (the dot up to 1.36), "instructions:u" of perf. Empty for a group's own
/// method, whose unit is that of the primary metric.
std::string jmh_secondary_metric(std::string_view key) {
  for (const std::string_view mark : {"\u00b7", "+"}) {
    if (key.starts_with(mark)) key.remove_prefix(mark.size());
  }
  if (key == "gc.alloc.rate.norm") return "memory";
  return metric_word(key);
}

/// Profilers count costs, whatever the unit of a rate says ("gc.alloc.rate" in MB/sec); a group's methods do not.
std::optional<Direction> jmh_secondary_direction(std::string_view metric, const std::string& unit,
                                                 std::string_view own) {
  if (unit == own) return units::parse_unit(unit).direction;
  return metric == "ipc" ? Direction::Higher : Direction::Lower;
}

/// Average, sampled and single-shot time of one benchmark are three metrics; the most usual one is its "time".
std::string jmh_metric_in_mode(const std::string& metric, std::string_view mode,
                               const std::set<std::string, std::less<>>& modes) {
  if (metric != "time") return metric;
  for (const std::string_view usual : kTimeModes) {
    if (!modes.contains(usual)) continue;
    if (usual == mode) break;
    return mode == "ss" ? "single-shot-time" : mode == "sample" ? "sampled-time" : metric;
  }
  return metric;
}

namespace {

/// Benchmark and parameters. The method alone is not unique: each set of parameters is an element of its own.
std::string name_of(const JsonNode& node) {
  std::string name(node["benchmark"].text());
  if (name.empty()) node.refuse("a benchmark without a name");
  std::string parameters;
  for (const JsonNode& parameter : node["params"].items()) {
    parameters += fmt::format("{}{}={}", parameters.empty() ? "" : ", ", parameter.key(), parameter.text());
  }
  return parameters.empty() ? name : fmt::format("{} ({})", name, parameters);
}

/// The parameters as they are stated; see name_of.
model::Parameters parameters_of(const JsonNode& node) {
  model::Parameters parameters{std::string(node["benchmark"].text()), {}};
  for (const JsonNode& parameter : node["params"].items()) {
    parameters.values.push_back({std::string(parameter.key()), std::string(parameter.text())});
  }
  return parameters;
}

/// One value per iteration of every fork. Mode "sample" has a histogram instead.
std::vector<double> samples_of_forks(const JsonNode& forks, RunSink& sink) {
  std::vector<double> samples;
  for (const JsonNode& fork : forks.items()) {
    const auto more = samples_of(fork, sink);
    samples.insert(samples.end(), more.begin(), more.end());
  }
  return samples;
}

/// Nothing when the score is not a number: of a profiler that has no score ("stack"), say.
std::optional<model::Result> result_of(const JsonNode& metric, RunSink& sink) {
  const auto score = metric["score"].number(sink);
  if (!score) return std::nullopt;
  model::Result result;
  result.value = *score;
  result.unit = metric["scoreUnit"].text();
  result.estimator = "mean";
  const JsonNode bounds = metric["scoreConfidence"];
  // Of a single iteration both are NaN, which is no loss worth a word.
  const std::vector<double> ends = bounds.items().empty() ? bounds.numbers(sink) : std::vector<double>();
  if (ends.size() == 2 && ends[0] <= *score && *score <= ends[1]) {
    result.lower = ends[0];
    result.upper = ends[1];
  }
  result.samples = samples_of_forks(metric["rawData"], sink);
  return result;
}

void add_secondary(const std::string& name, const JsonNode& node, std::string_view own, RunSink& sink,
                   model::Run& run) {
  for (const JsonNode& metric : node["secondaryMetrics"].items()) {
    auto result = metric.is_object() ? result_of(metric, sink) : std::nullopt;
    if (!result) continue;
    result->benchmark = name;
    result->metric = jmh_secondary_metric(metric.key());
    result->better = jmh_secondary_direction(result->metric, result->unit, own);
    run.results.push_back(std::move(*result));
  }
}

/// The tail of a distribution; of few iterations a percentile says nothing the bounds do not.
void add_percentiles(const model::Result& primary, const JsonNode& percentiles, RunSink& sink, model::Run& run) {
  for (const std::string_view percent : {"50.0", "90.0", "95.0", "99.0", "99.9"}) {
    const auto value = number_if_any(percentiles[percent], sink);
    if (!value) continue;
    model::Result result;
    result.benchmark = primary.benchmark;
    result.metric = primary.metric + "-p" + std::string(percent.ends_with(".0") ? percent.substr(0, 2) : percent);
    result.value = *value;
    result.unit = primary.unit;
    result.better = Direction::Lower;
    run.results.push_back(std::move(result));
  }
}

void read_benchmark(const JsonNode& node, const JmhModes& modes, RunSink& sink, model::Run& run) {
  const std::string name = name_of(node);
  const JsonNode primary = node["primaryMetric"];
  if (!primary.is_object()) node.refuse("no \"primaryMetric\": this is not a JMH result");
  auto result = result_of(primary, sink);
  if (!result) return;
  const std::string_view mode = node["mode"].text();
  result->benchmark = name;
  result->metric = jmh_metric_in_mode(jmh_metric(result->unit), mode, modes.at(name));
  run.results.push_back(*result);
  if (mode == "sample") add_percentiles(*result, primary["scorePercentiles"], sink, run);
  add_secondary(name, node, result->unit, sink, run);
}

/// What JMH tells equal names apart by: options of a run, of which one file may hold several.
Facts facts_of(const JsonNode& node, RunSink& sink) {
  Facts facts;
  for (const std::string key : {"threads", "jdkVersion", "vmName", "jvm"}) {
    facts.push_back({key, shown_value(node[key], sink)});
  }
  std::string arguments;
  for (const JsonNode& argument : node["jvmArgs"].items()) {
    arguments += fmt::format("{}{}", arguments.empty() ? "" : " ", argument.text());
  }
  facts.push_back({"jvmArgs", arguments});
  return facts;
}

void read_environment(const JsonNode& node, model::Run& run) {
  const std::string_view version = node["jdkVersion"].text();
  // Up to Java 8 the major version is the second part.
  const std::string major = major_version(version, version.starts_with("1.") ? 2 : 1);
  const std::string_view machine = node["vmName"].text();
  if (!machine.empty() || !major.empty()) {
    run.environment["runtime"] = base::trim(fmt::format("{} {}", machine.empty() ? "Java" : machine, major));
  }
}

Match sniff_json(std::string_view head) {
  const auto keys = outer_keys(first_element(head));
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (!has("benchmark")) return Match::No;
  if (has("jmhVersion") || (has("mode") && has("primaryMetric"))) return Match::Sure;
  return head.find("\"primaryMetric\"") != std::string_view::npos ? Match::Sure : Match::No;
}

Match sniff(std::string_view head) {
  const Match json = sniff_json(head);
  return json == Match::No && outer_keys(head).empty() && has_jmh_table(head) ? Match::Sure : json;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  if (sniff_json(bytes.substr(0, kSniffBytes)) == Match::No && has_jmh_table(bytes)) {
    return read_jmh_tables(bytes, sink);
  }
  const JsonDocument document(bytes, sink);
  const auto nodes = document.root().list("a list of JMH benchmarks");
  if (nodes.empty()) document.root().refuse("there is no JMH benchmark in it");
  model::Run run;
  run.tool = "jmh";
  JmhModes modes;
  for (const JsonNode& node : nodes) {
    if (!node.is_object()) node.refuse("a benchmark is due here");
    modes[name_of(node)].emplace(node["mode"].text());
  }
  read_environment(nodes.front(), run);
  std::vector<Facts> facts;
  for (const JsonNode& node : nodes) {
    const std::size_t before = run.results.size();
    read_benchmark(node, modes, sink, run);
    for (std::size_t i = before; i < run.results.size(); ++i) run.results[i].parameters = parameters_of(node);
    facts.resize(run.results.size(), facts_of(node, sink));
  }
  if (run.results.empty()) document.root().refuse("there is no JMH benchmark with a score in it");
  tell_apart(run.results, facts);
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"java_jmh"};

}  // namespace

extern const Format kJmh;
const Format kJmh{"jmh", kAliases, sniff, read, true};

}  // namespace perfolio::formats
