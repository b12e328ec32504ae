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
#include <map>
#include <set>

/// BenchmarkDotNet's JSON exporters: full or brief, indented or compressed.
namespace perfolio::formats {
namespace {

using units::Direction;

/// FullName, or what it is made of: namespaces and old versions may be missing. "N=10&M=2" reads "(N: 10, M: 2)".
std::string name_of(const JsonNode& node) {
  if (!node["FullName"].text().empty()) return std::string(node["FullName"].text());
  std::string name;
  for (const std::string_view part : {"Namespace", "Type", "Method"}) {
    const std::string_view text = node[part].text();
    if (!text.empty()) name += (name.empty() ? "" : ".") + std::string(text);
  }
  if (name.empty()) node.refuse("a benchmark without a name");
  std::string parameters;
  if (node["Parameters"].text().empty()) return name;
  for (const std::string_view parameter : base::split(node["Parameters"].text(), '&')) {
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
    parameters += fmt::format("{}{}: {}", parameters.empty() ? "" : ", ", parameter.substr(0, equals), value);
  }
  return fmt::format("{}({})", name, parameters);
}

/// What tells two jobs of one benchmark apart, from "Type.Method: Job-ABCDEF(Runtime=.NET 8.0) [N=10]": the job's
/// characteristics, or its name where somebody gave it one.
std::string job_of(const JsonNode& node) {
  std::string_view text = node["DisplayInfo"].text();
  const std::size_t colon = text.find(": ");
  if (colon == std::string_view::npos) return {};
  text = text.substr(colon + 2);
  if (text.ends_with(']')) text = text.substr(0, std::min(text.rfind(" ["), text.size()));
  const std::size_t bracket = text.find('(');
  if (bracket == std::string_view::npos || !text.ends_with(')')) return std::string(text);
  if (!text.starts_with("Job-")) return std::string(text.substr(0, bracket));
  return std::string(text.substr(bracket + 1, text.size() - bracket - 2));
}

/// Names that stand for several jobs, which the name alone does not tell apart.
std::set<std::string> names_of_several_jobs(const std::vector<JsonNode>& nodes) {
  std::map<std::string, std::set<std::string>> jobs;
  for (const JsonNode& node : nodes) {
    if (node.is_object()) jobs[name_of(node)].insert(job_of(node));
  }
  std::set<std::string> names;
  for (const auto& [name, of_it] : jobs) {
    if (of_it.size() > 1) names.insert(name);
  }
  return names;
}

/// Nanoseconds per operation of each iteration that counts.
std::vector<double> samples_of_benchmark(const JsonNode& node, RunSink& sink) {
  auto samples = samples_of(node["Statistics"]["OriginalValues"], sink);
  if (!samples.empty()) return samples;
  for (const JsonNode& measurement : node["Measurements"].items()) {
    // Up to 0.11 "Result" was a mode, since then it is a stage of the mode "Workload".
    const bool result =
        measurement["IterationStage"].text() == "Result" || measurement["IterationMode"].text() == "Result";
    const auto operations = result ? number_if_any(measurement["Operations"], sink) : std::nullopt;
    const auto nanoseconds = result ? number_if_any(measurement["Nanoseconds"], sink) : std::nullopt;
    if (operations && nanoseconds && *operations > 0) samples.push_back(*nanoseconds / *operations);
  }
  return samples;
}

std::optional<model::Result> time_of(const JsonNode& node, RunSink& sink) {
  const JsonNode statistics = node["Statistics"];
  const bool mean = static_cast<bool>(statistics["Mean"]);
  const auto value = number_if_any(statistics[mean ? "Mean" : "Median"], sink);
  if (!value) return std::nullopt;
  model::Result result;
  result.value = *value;
  result.unit = "ns";
  result.better = Direction::Lower;
  result.estimator = mean ? "mean" : "median";
  // Of the mean. Of a single iteration it is NaN or empty.
  const auto lower = number_if_any(statistics["ConfidenceInterval"]["Lower"], sink);
  const auto upper = number_if_any(statistics["ConfidenceInterval"]["Upper"], sink);
  if (mean && lower && upper && *lower <= *value && *value <= *upper) {
    result.lower = lower;
    result.upper = upper;
  }
  result.samples = samples_of_benchmark(node, sink);
  return result;
}

void add(const std::string& name, const std::string& metric, double value, std::string_view unit, Direction better,
         model::Run& run) {
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = value;
  result.unit = unit;
  result.better = better;
  run.results.push_back(std::move(result));
}

/// What diagnosers measured besides. Allocated memory stands in two places; `Memory` is the older one.
void add_diagnosers(const std::string& name, const JsonNode& node, RunSink& sink, model::Run& run) {
  const auto allocated = number_if_any(node["Memory"]["BytesAllocatedPerOperation"], sink);
  if (allocated) add(name, "memory", *allocated, "B", Direction::Lower, run);
  for (const JsonNode& metric : node["Metrics"].items()) {
    const JsonNode about = metric["Descriptor"];
    const std::string id = metric_word(about["Id"].text());
    const bool memory = id == "allocated-memory";
    const auto value = id.empty() || (memory && allocated) ? std::nullopt : number_if_any(metric["Value"], sink);
    if (!value) continue;
    const bool greater = about["TheGreaterTheBetter"].is_true();
    add(name, memory ? "memory" : id, *value, about["Unit"].text(), greater ? Direction::Higher : Direction::Lower,
        run);
  }
}

void read_environment(const JsonNode& host, RunSink& sink, model::Run& run) {
  const JsonNode cpu = host["ProcessorName"];
  // Old versions wrote the object that holds it.
  const std::string_view name = cpu.is_object() ? cpu["Value"].text() : cpu.text();
  if (!name.empty() && name != "Unknown processor") run.environment["cpu"] = base::trim(name);
  for (const std::string word : {"Windows", "macOS", "Linux"}) {
    if (host["OsVersion"].text().find(word) != std::string_view::npos) run.environment["os"] = word;
  }
  if (const std::string_view arch = host["Architecture"].text(); arch.find("bit") == std::string_view::npos) {
    if (!arch.empty()) run.environment["arch"] = base::to_lower_ascii(arch);
  }
  const std::string_view runtime = host["RuntimeVersion"].text();
  const std::size_t digit = std::min(runtime.find_first_of("0123456789"), runtime.size());
  const std::string version = major_version(runtime.substr(digit), 2);
  if (!version.empty()) run.environment["runtime"] = std::string(runtime.substr(0, digit)) + version;
  const JsonNode cores = host["LogicalCoreCount"] ? host["LogicalCoreCount"] : host["ProcessorCount"];
  if (const auto count = number_if_any(cores, sink); count && *count >= 1 && *count < 1e6) {
    run.environment["cpus"] = std::to_string(static_cast<int>(*count));
  }
}

/// The end of "Example.Bench-20260220-120000", a local time that is read as UTC.
std::optional<base::Time> date_of(std::string_view title) {
  constexpr std::size_t kLength = 15;  // YYYYMMDD-HHMMSS
  if (title.size() <= kLength) return std::nullopt;
  const std::string_view t = title.substr(title.size() - kLength);
  if (t[8] != '-') return std::nullopt;
  return base::parse_time(fmt::format("{}-{}-{}T{}:{}:{}Z", t.substr(0, 4), t.substr(4, 2), t.substr(6, 2),
                                      t.substr(9, 2), t.substr(11, 2), t.substr(13, 2)));
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (has("HostEnvironmentInfo")) return Match::Sure;
  const bool method = head.find("\"Method\"") != std::string_view::npos;
  return has("Benchmarks") && method && head.find("\"Statistics\"") != std::string_view::npos ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["Benchmarks"]) root.refuse("no \"Benchmarks\": this is not a BenchmarkDotNet result");
  const auto nodes = root["Benchmarks"].list("a list of benchmarks");
  model::Run run;
  run.tool = "benchmarkdotnet";
  run.date = date_of(root["Title"].text());
  read_environment(root["HostEnvironmentInfo"], sink, run);
  const auto several = names_of_several_jobs(nodes);
  for (const JsonNode& node : nodes) {
    if (!node.is_object()) node.refuse("a benchmark is due here");
    std::string name = name_of(node);
    if (several.contains(name)) name += fmt::format(" [{}]", job_of(node));
    auto time = time_of(node, sink);
    if (!time) {
      sink.ignored("benchmark without statistics");  // it failed
      continue;
    }
    time->benchmark = name;
    run.results.push_back(std::move(*time));
    add_diagnosers(name, node, sink, run);
  }
  if (run.results.empty()) root["Benchmarks"].refuse("there is no BenchmarkDotNet benchmark with statistics in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"dotnet", "c_sharp_dot_net", "benchmark-dotnet"};

}  // namespace

extern const Format kBenchmarkDotNet;
const Format kBenchmarkDotNet{"benchmarkdotnet", kAliases, sniff, read};

}  // namespace perfolio::formats
