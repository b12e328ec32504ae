// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>

/// pytest-benchmark's JSON: `--benchmark-json`, and what `--benchmark-save` puts into its storage.
namespace perfolio::formats {
namespace {

using units::Direction;

void read_machine(const JsonNode& machine, RunSink& sink, model::Run& run) {
  const auto keep = [&](const std::string& key, std::string_view text) {
    if (!text.empty()) run.environment[key] = base::trim(text);
  };
  const JsonNode cpu = machine["cpu"];
  keep("cpu", cpu["brand_raw"] ? cpu["brand_raw"].text() : cpu["brand"].text());
  keep("os", machine["system"].text());
  keep("arch", machine["machine"].text());
  const std::string python = major_version(machine["python_version"].text(), 2);
  if (!python.empty()) keep("runtime", fmt::format("{} {}", machine["python_implementation"].text(), python));
  if (const auto count = number_if_any(cpu["count"], sink); count && *count >= 1 && *count < 1e6) {
    run.environment["cpus"] = std::to_string(static_cast<int>(*count));
  }
}

void read_commit(const JsonNode& commit, model::Run& run) {
  // "unversioned" and "(unknown)" where there is no repository, "(detached head)" where there is no branch.
  run.commit = commit_id(commit["id"].text());
  if (!commit["branch"].text().starts_with('(')) run.branch = commit["branch"].text();
  run.commit_date = time_without_zone(commit["time"].text());
}

/// Mean and its standard deviation on either side, as the tool's own table has them; it states no interval.
bool add_time(const std::string& name, const JsonNode& stats, RunSink& sink, model::Run& run) {
  model::Result result;
  result.benchmark = name;
  result.unit = "s";
  result.better = Direction::Lower;
  if (const auto mean = stats["mean"].number(sink)) {
    result.value = *mean;
    result.estimator = "mean";
    if (const auto deviation = number_if_any(stats["stddev"], sink)) {
      result.lower = *mean - *deviation;
      result.upper = *mean + *deviation;
    }
  } else if (const auto middle = stats["median"].number(sink)) {
    result.value = *middle;
    result.estimator = "median";
  } else {
    return false;
  }
  result.samples = samples_of(stats["data"], sink);
  run.results.push_back(std::move(result));
  return true;
}

void add_rate(const std::string& name, const JsonNode& stats, RunSink& sink, model::Run& run) {
  const auto rate = stats["ops"].number(sink);
  if (!rate) return;
  model::Result result;
  result.benchmark = name;
  result.metric = "throughput";
  result.value = *rate;
  result.unit = "1/s";
  result.better = Direction::Higher;
  result.estimator = "mean";  // it is 1 / mean
  run.results.push_back(std::move(result));
}

/// The name without its id, and the values that the id is made of.
model::Parameters parameters_of(const JsonNode& node, std::string_view name, RunSink& sink) {
  const std::size_t scope = name.rfind("::");
  const std::size_t bracket = name.find('[', scope == std::string_view::npos ? 0 : scope);
  if (bracket == std::string_view::npos || !name.ends_with(']')) return {};
  model::Parameters parameters{std::string(name.substr(0, bracket)), {}};
  for (const JsonNode& parameter : node["params"].items()) {
    parameters.values.push_back({std::string(parameter.key()), shown_value(parameter, sink)});
  }
  // What is no JSON (an object, a function) says less of itself than the id does.
  const bool said = std::ranges::none_of(parameters.values, [](const model::Parameter& p) {
    return p.value.empty() || p.value.starts_with("UNSERIALIZABLE[");
  });
  return said ? parameters : model::Parameters{};
}

void read_benchmark(const JsonNode& node, RunSink& sink, model::Run& run) {
  if (!node.is_object()) node.refuse("a benchmark is due here");
  // The short name alone is not unique: two files may each have a test_parse.
  const std::string name(node["fullname"] ? node["fullname"].text() : node["name"].text());
  if (name.empty()) node.refuse("a benchmark without a name");
  if (!node["stats"].is_object()) return sink.ignored("benchmark without statistics");
  const std::size_t before = run.results.size();
  if (!add_time(name, node["stats"], sink, run)) return sink.ignored("benchmark without a value");
  add_rate(name, node["stats"], sink, run);
  for (std::size_t i = before; i < run.results.size(); ++i) {
    run.results[i].parameters = parameters_of(node, name, sink);
  }
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  const auto says = [&](std::string_view word) { return head.find(word) != std::string_view::npos; };
  if (!has("benchmarks") && !has("commit_info")) return Match::No;
  if (has("machine_info")) return Match::Sure;
  return says("\"fullname\"") && says("\"stats\"") ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["benchmarks"]) root.refuse("no \"benchmarks\": this is not a pytest-benchmark result");
  model::Run run;
  run.tool = "pytest";
  run.date = time_without_zone(root["datetime"].text());
  read_machine(root["machine_info"], sink, run);
  read_commit(root["commit_info"], run);
  const auto benchmarks = root["benchmarks"].list("a list of benchmarks");
  for (const JsonNode& node : benchmarks) read_benchmark(node, sink, run);
  if (run.results.empty()) root["benchmarks"].refuse("there is no pytest-benchmark result in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"pytest-benchmark", "python_pytest"};

}  // namespace

extern const Format kPytest;
const Format kPytest{"pytest", kAliases, sniff, read};

}  // namespace perfolio::formats
