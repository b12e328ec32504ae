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

/// One over the mean time: of samples of 1 and 9 ms 200/s. From 3.0 on, `throughput.mean` is the mean of each sample's
/// own rate, 555.6/s of the same two.
constexpr std::string_view kInverse = "inverse mean";
constexpr std::string_view kMeanOfRates = "mean of rates";
constexpr std::string_view kOwnMetric = "rate";

/// A mean with its margin of error at 95 % as bounds. `stats` is the whole result, or one of the two parts of it.
bool add(const std::string& name, bool rate, const JsonNode& stats, RunSink& sink, model::Run& run) {
  const auto value = number_if_any(stats["mean"], sink);
  if (!value) return false;
  model::Result result;
  result.benchmark = name;
  result.metric = rate ? kOwnMetric : "time";
  result.unit = rate ? "1/s" : "ms";
  result.better = rate ? Direction::Higher : Direction::Lower;
  result.value = *value;
  result.estimator = rate ? kMeanOfRates : "mean";
  if (const auto half = number_if_any(stats["moe"], sink); half && *half >= 0) {
    result.lower = *value - *half;
    result.upper = *value + *half;
  }
  result.samples = samples_of(stats["samples"], sink);
  run.results.push_back(std::move(result));
  return true;
}

/// The rate that the time just added says; its bounds are those of the time, turned.
void add_rate_of_time(model::Run& run) {
  const model::Result& time = run.results.back();
  if (!(time.value > 0)) return;
  const auto turned = [](double milliseconds) { return 1000 / milliseconds; };
  model::Result rate;
  rate.benchmark = time.benchmark;
  rate.metric = "throughput";
  rate.unit = "1/s";
  rate.better = Direction::Higher;
  rate.value = turned(time.value);
  rate.estimator = kInverse;
  if (time.lower && time.upper && *time.lower > 0) {
    rate.lower = turned(*time.upper);
    rate.upper = turned(*time.lower);
  }
  run.results.push_back(std::move(rate));
}

void read_task(const JsonNode& task, RunSink& sink, model::Run& run) {
  const std::string name(task["name"].text());
  if (name.empty()) task.refuse("a task without a name");
  const JsonNode result = task["result"];
  if (result["error"]) return sink.ignored("benchmark reported an error");
  // What the flat results state as `hz` is one over the mean time: nothing that the time does not say.
  const bool time = add(name, false, result["latency"] ? result["latency"] : result, sink, run);
  if (time && result["throughput"]) add_rate_of_time(run);
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
