// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>
#include <array>

/// A run as LLVM's LNT submits it. Version 2 (`format_version`) names its metrics by key; version 1 by the end of a
/// test's name.
namespace perfolio::formats {
namespace {

using units::Direction;

struct Known {
  std::string_view end;  ///< of a test's name in version 1.
  std::string_view key;  ///< in version 2.
  std::string metric;
  std::string_view unit;
  std::optional<Direction> better;
};
const std::array<Known, 7> kKnown{{{"exec", "execution_time", "time", "s", Direction::Lower},
                                   {"compile", "compile_time", "compile-time", "s", Direction::Lower},
                                   {"link", "link_time", "link-time", "s", Direction::Lower},
                                   {"score", "score", "score", "", Direction::Higher},
                                   {"mem", "mem_bytes", "memory", "B", Direction::Lower},
                                   {"code_size", "code_size", "code-size", "B", Direction::Lower},
                                   {"size", "size", "size", "B", Direction::Lower}}};

void add(const std::string& name, const Known& known, std::vector<double> samples, model::Run& run) {
  if (samples.empty()) return;
  model::Result result;
  result.benchmark = name;
  result.metric = known.metric;
  result.unit = known.unit;
  result.better = known.better;
  set_samples(result, std::move(samples));
  run.results.push_back(std::move(result));
}

std::vector<double> values_of(const JsonNode& node, RunSink& sink) {
  if (node.is_list()) return node.numbers(sink);
  const auto one = number_if_any(node, sink);
  return one ? std::vector<double>{*one} : std::vector<double>{};
}

void read_test(const JsonNode& test, RunSink& sink, model::Run& run) {
  const std::string name(test["name"].text());
  if (name.empty()) test.refuse("a test without a name");
  const std::size_t before = run.results.size();
  for (const JsonNode& member : test.items()) {
    const std::string_view key = member.key();
    if (key == "name" || !(member.is_number() || member.is_list())) continue;
    if (key.ends_with("_status")) {
      sink.ignored("whether a test passed");
      continue;
    }
    const auto known = std::ranges::find(kKnown, key, &Known::key);
    add(name, known == kKnown.end() ? Known{{}, {}, metric_word(key), {}, {}} : *known, values_of(member, sink), run);
  }
  if (run.results.size() == before) sink.ignored("benchmark without a value");
}

/// "nts.path/test.exec": in front the suite's tag, behind the last point the metric. One of pass or fail
/// ("exec.status") is no measurement.
void read_old_test(const JsonNode& test, RunSink& sink, model::Run& run) {
  const std::string name(test["Name"].text());
  if (name.empty()) test.refuse("a test without a name");
  const std::size_t point = name.rfind('.');
  const std::string_view end = point == std::string::npos ? "" : std::string_view(name).substr(point + 1);
  if (end == "status") return sink.ignored("whether a test passed");
  const auto known = std::ranges::find(kKnown, end, &Known::end);
  const bool plain = known == kKnown.end();
  std::string_view test_name = std::string_view(name).substr(0, plain ? name.size() : point);
  if (!run.suite.empty() && test_name.starts_with(run.suite + ".")) test_name.remove_prefix(run.suite.size() + 1);
  add(std::string(test_name), plain ? Known{{}, {}, "value", {}, {}} : *known, values_of(test["Data"], sink), run);
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (has("format_version") && (has("machine") || has("run") || has("tests"))) return Match::Sure;
  if (has("Machine") && (has("Run") || has("Tests"))) return Match::Sure;
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  const bool old = !root["tests"] && root["Tests"];
  const JsonNode tests = old ? root["Tests"] : root["tests"];
  if (!tests) root.refuse("no \"tests\": this is not a run of LNT");
  const JsonNode about = old ? root["Run"] : root["run"];
  model::Run run;
  run.tool = "lnt";
  run.date = time_without_zone(about[old ? "Start Time" : "start_time"].text());
  const std::string_view machine = old ? root["Machine"]["Name"].text() : root["machine"]["name"].text();
  if (!machine.empty()) run.environment["machine"] = machine;
  const JsonNode details = old ? about["Info"] : about;
  if (old) run.suite = details["tag"].text();
  // Which commit was measured is said as the suite has it: a revision of LLVM, or what its user wrote into the order.
  for (const std::string_view key : {"commit", "git_sha", "llvm_project_revision", "run_order"}) {
    if (run.commit.empty()) run.commit = commit_id(details[key].text());
  }
  for (const JsonNode& test : tests.list("a list of tests")) {
    if (!test.is_object()) test.refuse("a test is due here");
    if (old) {
      read_old_test(test, sink, run);
    } else {
      read_test(test, sink, run);
    }
  }
  if (run.results.empty()) tests.refuse("there is no LNT test with a value in it");
  fold_repetitions(run);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"lnt-json"};

}  // namespace

extern const Format kLnt;
const Format kLnt{"lnt", kAliases, sniff, read};

}  // namespace perfolio::formats
