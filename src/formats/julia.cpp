// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>

/// What Julia's BenchmarkTools saves: `[versions, [[type, body], ...]]`, where a body may hold a group of more such
/// pairs.
namespace perfolio::formats {
namespace {

using units::Direction;

void add(const std::string& name, std::string_view metric, std::optional<double> value, std::string_view unit,
         model::Run& run) {
  if (!value) return;
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = *value;
  result.unit = unit;
  result.better = Direction::Lower;
  run.results.push_back(std::move(result));
}

/// A Trial holds every time, of which the median is taken; a TrialEstimate one that its user chose how to estimate.
void add_trial(const std::string& name, bool estimate, const JsonNode& body, RunSink& sink, model::Run& run) {
  if (estimate) {
    add(name, "time", number_if_any(body["time"], sink), "ns", run);
  } else if (const std::vector<double> times = body["times"].numbers(sink); !times.empty()) {
    add(name, "time", median(times), "ns", run);
    run.results.back().estimator = "median";
    run.results.back().samples = samples_of(body["times"], sink);
  } else {
    sink.ignored("benchmark without a value");
  }
  add(name, "memory", number_if_any(body["memory"], sink), "B", run);
  add(name, "allocs", number_if_any(body["allocs"], sink), "", run);
}

/// As deep as the JSON may be nested, which is limited.
void read_value(const std::string& name, const JsonNode& pair, RunSink& sink, model::Run& run) {
  const auto parts = pair.items();
  if (parts.size() < 2 || !parts[1].is_object()) pair.refuse("a type and its body are due here");
  const std::string_view type = parts[0].text();
  const bool estimate = type.ends_with("TrialEstimate");
  if (estimate || type.ends_with("Trial")) return add_trial(name, estimate, parts[1], sink, run);
  if (!type.ends_with("BenchmarkGroup")) return sink.ignored("what is no trial and no group");
  for (const JsonNode& member : parts[1]["data"].members("the members of a group")) {
    read_value(name.empty() ? std::string(member.key()) : name + "/" + std::string(member.key()), member, sink, run);
  }
}

Match sniff(std::string_view head) {
  const std::size_t begin = text_begin(head);
  if (begin >= head.size() || head[begin] != '[') return Match::No;
  const auto says = [&](std::string_view word) { return head.find(word) != std::string_view::npos; };
  return says("\"BenchmarkTools\"") && says("\"Julia\"") ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const auto parts = document.root().list("a list of versions and values");
  if (parts.size() < 2) document.root().refuse("a list of versions and values is due here");
  model::Run run;
  run.tool = "julia";
  if (const std::string version = major_version(parts[0]["Julia"].text(), 2); !version.empty()) {
    run.environment["runtime"] = "julia " + version;
  }
  const auto values = parts[1].list("a list of values");
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool group = values[i].items().size() == 2 && values[i].items()[0].text().ends_with("BenchmarkGroup");
    read_value(group ? "" : "trial " + std::to_string(i + 1), values[i], sink, run);
  }
  if (run.results.empty()) parts[1].refuse("there is no BenchmarkTools benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"julia_benchmarktools", "benchmarktools"};

}  // namespace

extern const Format kJulia;
const Format kJulia{"julia", kAliases, sniff, read};

}  // namespace perfolio::formats
