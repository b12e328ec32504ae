// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>

/// tinybench's tasks as JSON: `[{name, result}]`. Times are in ms. From version 3 on the result has `latency` and
/// `throughput`; before, it is flat.
namespace perfolio::formats {
namespace {

using units::Direction;

/// A mean with its margin of error at 95 % as bounds. `stats` is the whole result, or one of the two parts of it.
bool add(const std::string& name, bool rate, const JsonNode& stats, RunSink& sink, model::Run& run) {
  const auto value = number_if_any(stats["mean"], sink);
  if (!value) return false;
  model::Result result;
  result.benchmark = name;
  result.metric = rate ? "throughput" : "time";
  result.unit = rate ? "1/s" : "ms";
  result.better = rate ? Direction::Higher : Direction::Lower;
  result.value = *value;
  result.estimator = "mean";
  if (const auto half = number_if_any(stats["moe"], sink); half && *half >= 0) {
    result.lower = *value - *half;
    result.upper = *value + *half;
  }
  result.samples = samples_of(stats["samples"], sink);
  run.results.push_back(std::move(result));
  return true;
}

void read_task(const JsonNode& task, RunSink& sink, model::Run& run) {
  const std::string name(task["name"].text());
  if (name.empty()) task.refuse("a task without a name");
  const JsonNode result = task["result"];
  if (result["error"]) return sink.ignored("benchmark reported an error");
  // What the flat results state as `hz` is one over the mean time: nothing that the time does not say.
  const bool time = add(name, false, result["latency"] ? result["latency"] : result, sink, run);
  const bool rate = result["throughput"] && add(name, true, result["throughput"], sink, run);
  if (!time && !rate) sink.ignored("benchmark without a value");
  const std::string_view runtime = result["runtime"].text();
  if (runtime.empty()) return;
  const std::string version = major_version(result["runtimeVersion"].text(), 1);
  run.environment["runtime"] = std::string(runtime) + (version.empty() ? "" : " " + version);
}

Match sniff(std::string_view head) {
  const std::size_t begin = text_begin(head);
  if (begin >= head.size() || head[begin] != '[') return Match::No;
  const auto keys = outer_keys(first_element(head.substr(begin)));
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (!has("name") || !has("result")) return Match::No;
  const auto says = [&](std::string_view word) { return head.find(word) != std::string_view::npos; };
  return says("\"latency\"") || (says("\"hz\"") && says("\"totalTime\"")) ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  model::Run run;
  run.tool = "tinybench";
  for (const JsonNode& task : document.root().list("a list of tasks")) {
    if (!task.is_object()) task.refuse("a task is due here");
    read_task(task, sink, run);
  }
  if (run.results.empty()) document.root().refuse("there is no tinybench benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"js_tinybench"};

}  // namespace

extern const Format kTinybench;
const Format kTinybench{"tinybench", kAliases, sniff, read};

}  // namespace perfolio::formats
