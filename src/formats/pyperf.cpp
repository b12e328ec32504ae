// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>
#include <numeric>

/// pyperf's JSON: a suite of benchmarks, each with the values of several processes. A process without values only
/// calibrated; warm-ups do not count. Metadata that all have in common stands once, at the end.
namespace perfolio::formats {
namespace {

/// What a benchmark says of itself, else what all have in common.
JsonNode metadata_of(const JsonNode& benchmark, const JsonNode& common, std::string_view key) {
  const JsonNode own = benchmark["metadata"][key];
  return own ? own : common[key];
}

double mean(const std::vector<double>& values) {
  // Divided first: the sum of large values would overflow.
  const auto n = static_cast<double>(values.size());
  return std::accumulate(values.begin(), values.end(), 0.0, [n](double sum, double v) { return sum + v / n; });
}

/// pyperf's names of units, which say what is measured, too.
void set_unit(std::string_view unit, model::Result& result) {
  result.metric = unit == "byte" ? "memory" : unit == "integer" ? "value" : "time";
  result.unit = unit == "byte" ? "B" : unit == "integer" ? "" : "s";
}

/// The mean of all values, as pyperf prints it; the mean of each process is a sample.
void read_benchmark(const JsonNode& node, const JsonNode& common, RunSink& sink, model::Run& run) {
  model::Result result;
  result.benchmark = metadata_of(node, common, "name").text();
  if (result.benchmark.empty()) node.refuse("a benchmark without a name");
  std::vector<double> all;
  for (const JsonNode& process : node["runs"].list("a list of runs")) {
    const std::vector<double> values = process["values"].numbers(sink);
    if (const auto date = time_without_zone(process["metadata"]["date"].text());
        date && (!run.date || *date < *run.date)) {
      run.date = date;
    }
    if (values.empty()) continue;
    result.samples.push_back(mean(values));
    all.insert(all.end(), values.begin(), values.end());
  }
  if (all.empty()) return sink.ignored("benchmark without a value");
  result.value = mean(all);
  if (result.samples.size() == 1) result.samples.clear();
  set_unit(metadata_of(node, common, "unit").text(), result);
  result.better = units::Direction::Lower;
  result.estimator = "mean";
  run.results.push_back(std::move(result));
}

void read_environment(const JsonNode& common, model::Run& run) {
  const auto set = [&](const char* key, std::string_view text) {
    if (!text.empty()) run.environment[key] = text;
  };
  set("cpu", common["cpu_model_name"].text());
  const std::string_view python = common["python_version"].text();
  const std::string_view kind = common["python_implementation"].text();
  if (const std::string version = major_version(python, 2); !version.empty()) {
    run.environment["runtime"] = (kind.empty() ? "python" : std::string(kind)) + " " + version;
  }
  const std::string_view platform = common["platform"].text();
  set("os", platform.substr(0, platform.find('-')));
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  if (std::ranges::find(keys, "benchmarks") == keys.end()) return Match::No;
  if (std::ranges::find(keys, "layout") != keys.end()) return Match::No;
  const std::size_t list = head.find('[', head.find("\"benchmarks\""));
  if (list == std::string_view::npos) return Match::No;
  const auto first = outer_keys(first_element(head.substr(list)));
  const bool runs = std::ranges::find(first, "runs") != first.end();
  const auto says = [&](std::string_view word) { return head.find(word) != std::string_view::npos; };
  if (!runs || says("\"stats\"")) return Match::No;
  return says("\"warmups\"") || says("\"loops\"") || says("\"calibrate_loops\"") ? Match::Sure : Match::Maybe;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["benchmarks"]) root.refuse("no \"benchmarks\": this is not a result of pyperf");
  model::Run run;
  run.tool = "pyperf";
  read_environment(root["metadata"], run);
  for (const JsonNode& node : root["benchmarks"].list("a list of benchmarks")) {
    read_benchmark(node, root["metadata"], sink, run);
  }
  if (run.results.empty()) root["benchmarks"].refuse("there is no pyperf benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"python_pyperf", "pyperformance"};

}  // namespace

extern const Format kPyperf;
const Format kPyperf{"pyperf", kAliases, sniff, read};

}  // namespace perfolio::formats
