// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>

/// mitata's JSON (`run({format: "json"})`): benchmarks in groups, each with a run for every set of its arguments. Times
/// are in ns. The extremes and percentiles it states are those of single iterations, no bounds of the mean.
namespace perfolio::formats {
namespace {

using units::Direction;

void add(const std::string& name, std::string_view metric, const JsonNode& node, std::string_view unit, RunSink& sink,
         model::Run& run) {
  const auto value = number_if_any(node, sink);
  if (!value) return;
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = *value;
  result.unit = unit;
  result.better = Direction::Lower;
  result.estimator = "mean";
  run.results.push_back(std::move(result));
}

void add_stats(const std::string& name, const JsonNode& stats, RunSink& sink, model::Run& run) {
  const std::size_t before = run.results.size();
  add(name, "time", stats["avg"], "ns", sink, run);
  if (run.results.size() == before) return sink.ignored("benchmark without a value");
  run.results.back().samples = samples_of(stats["samples"], sink);
  add(name, "memory", stats["heap"]["avg"], "B", sink, run);
}

/// The arguments of a run; only some names have places for them.
Facts arguments_of(const JsonNode& arguments, RunSink& sink) {
  Facts facts;
  for (const JsonNode& argument : arguments.items()) {
    facts.push_back({std::string(argument.key()), shown_value(argument, sink)});
  }
  return facts;
}

/// Up to version 0.1 a benchmark has one set of stats; later one for each set of arguments.
void read_benchmark(const JsonNode& node, const std::vector<std::string>& groups, RunSink& sink, model::Run& run,
                    std::vector<Facts>& facts) {
  const JsonNode group = node["group"];
  std::string path(group.text());
  const std::string number = group.is_number() ? shown_value(group, sink) : std::string();
  if (group.is_number()) {
    const double index = group.number(sink).value_or(-1);
    if (index >= 0 && index < static_cast<double>(groups.size())) path = groups[static_cast<std::size_t>(index)];
  }
  if (!path.empty()) path += " > ";
  const auto read_one = [&](const JsonNode& one) {
    const std::string_view name = one["name"] ? one["name"].text() : node["alias"].text();
    if (name.empty()) one.refuse("a benchmark without a name");
    if (one["error"]) return sink.ignored("benchmark reported an error");
    add_stats(path + std::string(name), one["stats"], sink, run);
    Facts own = arguments_of(one["args"], sink);
    own.push_back({"group", number});
    facts.resize(run.results.size(), own);
  };
  if (!node["runs"]) return read_one(node);
  for (const JsonNode& one : node["runs"].list("a list of runs")) read_one(one);
}

void read_context(const JsonNode& context, model::Run& run) {
  const auto set = [&](const char* key, std::string_view text) {
    if (!text.empty()) run.environment[key] = text;
  };
  set("cpu", context["cpu"].is_object() ? context["cpu"]["name"].text() : context["cpu"].text());
  set("arch", context["arch"].text());
  if (const std::string_view runtime = context["runtime"].text(); !runtime.empty()) {
    const std::string version = major_version(context["version"].text(), 1);
    run.environment["runtime"] = std::string(runtime) + (version.empty() ? "" : " " + version);
  }
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  const auto says = [&](std::string_view word) { return head.find(word) != std::string_view::npos; };
  if (!has("benchmarks") || !says("\"stats\"")) return Match::No;
  if (has("layout") && says("\"runs\"")) return Match::Sure;
  // What stands behind megabytes of samples is not seen; the first benchmark is.
  if (keys.size() == 1 && says("\"p75\"") && says("\"p999\"") && !says("\"fullname\"")) return Match::Maybe;
  // Version 0.1: beside the benchmarks only what they ran on.
  // tatami-ng, which began as a copy of it, writes the same keys around other statistics.
  return has("runtime") && has("cpu") && says("\"p75\"") && !says("\"rmoe\"") ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["benchmarks"]) root.refuse("no \"benchmarks\": this is not a result of mitata");
  std::vector<std::string> groups;
  for (const JsonNode& group : root["layout"].items()) groups.emplace_back(group["name"].text());
  model::Run run;
  run.tool = "mitata";
  std::vector<Facts> facts;
  read_context(root["context"] ? root["context"] : root, run);
  for (const JsonNode& node : root["benchmarks"].list("a list of benchmarks")) {
    if (!node.is_object()) node.refuse("a benchmark is due here");
    read_benchmark(node, groups, sink, run, facts);
  }
  if (run.results.empty()) root["benchmarks"].refuse("there is no mitata benchmark in it");
  tell_apart(run.results, facts);
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"js_mitata"};

}  // namespace

extern const Format kMitata;
const Format kMitata{"mitata", kAliases, sniff, read};

}  // namespace perfolio::formats
