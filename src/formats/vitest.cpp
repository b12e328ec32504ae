// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>

/// Vitest's `vitest bench --outputJson FILE`. Times are milliseconds.
namespace perfolio::formats {
namespace {

using units::Direction;

model::Result result_of(const std::string& name, const std::string& metric, double value) {
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = value;
  const bool time = metric == "time";
  result.unit = time ? "ms" : "ops/s";
  result.better = time ? Direction::Lower : Direction::Higher;
  result.estimator = "mean";
  return result;
}

void set_margin(model::Result& result, double margin) {
  result.lower = result.value - margin;
  result.upper = result.value + margin;
}

/// The margins are those of a 95 % confidence interval: `moe` of the mean, `rme` the same in percent, also of the rate.
bool add_time(const std::string& name, const JsonNode& node, RunSink& sink, model::Run& run) {
  model::Result time = result_of(name, "time", 0);
  if (const auto mean = number_if_any(node["mean"], sink)) {
    time.value = *mean;
    if (const auto margin = number_if_any(node["moe"], sink)) set_margin(time, *margin);
  } else if (const auto middle = number_if_any(node["median"], sink)) {
    time.value = *middle;
    time.estimator = "median";
  } else {
    return false;
  }
  time.samples = samples_of(node["samples"], sink);
  run.results.push_back(std::move(time));
  return true;
}

bool add_rate(const std::string& name, const JsonNode& node, RunSink& sink, model::Run& run) {
  const double rate = number_if_any(node["hz"], sink).value_or(0);
  if (rate <= 0) return false;  // of a benchmark that failed
  model::Result throughput = result_of(name, "throughput", rate);
  if (const auto percent = number_if_any(node["rme"], sink)) set_margin(throughput, rate * *percent / 100);
  run.results.push_back(std::move(throughput));
  return true;
}

void add_results(const std::string& name, const JsonNode& node, RunSink& sink, model::Run& run) {
  const bool time = add_time(name, node, sink, run);
  const bool rate = add_rate(name, node, sink, run);
  if (!time && !rate) sink.ignored("benchmark without a value");
}

/// A group is a `describe` of a file; its full name has the file and the groups around it, so that it is unique.
void read_group(const JsonNode& group, std::string_view file, RunSink& sink, model::Run& run) {
  std::string path(group["fullName"].text());
  if (path.empty()) path = file.substr(std::min(file.find_last_of("/\\") + 1, file.size()));
  for (const JsonNode& node : group["benchmarks"].list("a list of benchmarks")) {
    const std::string_view name = node["name"].text();
    if (name.empty()) node.refuse("a benchmark without a name");
    add_results(path.empty() ? std::string(name) : path + " > " + std::string(name), node, sink, run);
  }
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  if (std::ranges::find(keys, "files") == keys.end()) return Match::No;
  const std::size_t list = head.find('[', head.find("\"files\""));
  if (list == std::string_view::npos) return Match::No;
  const auto file = outer_keys(first_element(head.substr(list)));
  const auto has = [&](std::string_view key) { return std::ranges::find(file, key) != file.end(); };
  if (!has("filepath") || !has("groups")) return Match::No;
  return head.find("\"benchmarks\"") != std::string_view::npos ? Match::Sure : Match::Maybe;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["files"]) root.refuse("no \"files\": this is not a result of vitest bench");
  model::Run run;
  run.tool = "vitest";
  for (const JsonNode& file : root["files"].list("a list of files")) {
    for (const JsonNode& group : file["groups"].list("a list of groups")) {
      read_group(group, file["filepath"].text(), sink, run);
    }
  }
  if (run.results.empty()) root["files"].refuse("there is no Vitest benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"vitest-bench", "js_vitest"};

}  // namespace

extern const Format kVitest;
const Format kVitest{"vitest", kAliases, sniff, read};

}  // namespace perfolio::formats
