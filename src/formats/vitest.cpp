// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>

/// Vitest's `vitest bench --outputJson FILE` up to version 4, and `--reporter=json` of version 5. Times are
/// milliseconds.
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

void read_files(const JsonNode& files, RunSink& sink, model::Run& run) {
  for (const JsonNode& file : files.list("a list of files")) {
    for (const JsonNode& group : file["groups"].list("a list of groups")) {
      read_group(group, file["filepath"].text(), sink, run);
    }
  }
}

/// Version 5 hands on what tinybench measured: the mean of each sample's own rate, where 4 stated one over the mean
/// time.
bool add_task(const std::string& name, const JsonNode& task, RunSink& sink, model::Run& run) {
  if (!add_time(name, task["latency"], sink, run)) return false;
  const JsonNode rates = task["throughput"];
  const auto mean = rates["mean"].number(sink);
  if (!mean || *mean <= 0) return true;
  model::Result throughput = result_of(name, "throughput", *mean);
  throughput.estimator = "mean of rates";
  if (const auto margin = number_if_any(rates["moe"], sink)) set_margin(throughput, *margin);
  throughput.samples = samples_of(rates["samples"], sink);
  run.results.push_back(std::move(throughput));
  return true;
}

/// A test of version 5 and the benchmarks it ran, each a comparison of tasks. What it compares with may be a baseline
/// of another day, which is not measured again.
void read_test(const JsonNode& test, const std::string& file, RunSink& sink, model::Run& run) {
  const auto benchmarks = test["benchmarks"].items();
  if (benchmarks.empty() && test["status"].text() == "failed") return sink.ignored("benchmark reported an error");
  for (const JsonNode& benchmark : benchmarks) {
    for (const JsonNode& task : benchmark["tasks"].list("a list of tasks")) {
      const std::string_view name = task["name"].text();
      if (name.empty()) task.refuse("a task without a name");
      if (task["fromStore"].is_true()) {
        sink.ignored("baseline read from a file");
        continue;
      }
      std::string path = file + " > ";
      if (const std::string_view group = benchmark["name"].text(); !group.empty()) path += std::string(group) + " > ";
      if (!add_task(path + std::string(name), task, sink, run)) sink.ignored("benchmark without a value");
    }
  }
}

/// The last `parts` of a path: the first ones are those of a machine.
std::string_view last_parts(std::string_view path, int parts) {
  std::size_t at = path.size();
  for (int part = 0; part < parts && at != std::string_view::npos && at > 0; ++part) {
    at = path.find_last_of("/\\", at - 1);
  }
  return path.substr(at == std::string_view::npos ? 0 : at + (parts > 0 && at < path.size() ? 1 : 0));
}

void read_tests(const JsonNode& root, RunSink& sink, model::Run& run) {
  std::vector<Facts> facts;
  for (const JsonNode& file : root["testResults"].list("a list of results")) {
    const std::string_view path = file["name"].text();
    for (const JsonNode& test : file["assertionResults"].items()) {
      read_test(test, std::string(last_parts(path, 1)), sink, run);
      facts.resize(run.results.size(), {{"file", std::string(last_parts(path, 2))}});
    }
  }
  tell_apart(run.results, facts);
}

Match sniff_tests(std::string_view head) {
  if (head.find("\"benchmarks\":") == std::string_view::npos) return Match::No;
  return head.find("\"latency\"") != std::string_view::npos ? Match::Sure : Match::Maybe;
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  if (std::ranges::find(keys, "numTotalTestSuites") != keys.end()) return sniff_tests(head);
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
  const bool tests = root.is_object() && root["testResults"];
  if (!root.is_object() || (!root["files"] && !tests))
    root.refuse("no \"files\": this is not a result of vitest bench");
  model::Run run;
  run.tool = "vitest";
  if (tests) {
    read_tests(root, sink, run);
  } else {
    read_files(root["files"], sink, run);
  }
  if (run.results.empty()) root[tests ? "testResults" : "files"].refuse("there is no Vitest benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"vitest-bench", "js_vitest"};

}  // namespace

extern const Format kVitest;
const Format kVitest{"vitest", kAliases, sniff, read};

}  // namespace perfolio::formats
