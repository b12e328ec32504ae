// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

/// Google Benchmark's JSON (`--benchmark_out_format=json`).
namespace perfolio::formats {
namespace {

using units::Direction;

/// A number of a row that we read, and what it is called here.
struct Column {
  std::string_view key;
  std::string_view metric;
  std::string_view unit;  ///< empty: the row's time_unit.
};
constexpr std::array<Column, 4> kColumns{{{"real_time", "time", ""},
                                          {"cpu_time", "cpu-time", ""},
                                          {"bytes_per_second", "throughput", "B/s"},
                                          {"items_per_second", "items-per-second", "1/s"}}};

struct Row {
  std::string name, run_name, run_type, aggregate, time_unit = "ns";
  std::array<std::optional<double>, 4> number;
  bool failed = false;
  bool fit = false;  ///< a BigO or RMS row: a fitted curve, not a measurement.
};

/// Old versions write the local time without a zone ("2016-08-02 17:44:46"); it is read as UTC.
std::optional<base::Time> date_of(std::string_view text) {
  if (const auto time = base::parse_time(text)) return time;
  if (text.size() != 19 || text[10] != ' ') return std::nullopt;
  return base::parse_time(std::string(text.substr(0, 10)) + "T" + std::string(text.substr(11)) + "Z");
}

void read_context(const JsonNode& context, RunSink& sink, model::Run& run) {
  run.date = date_of(context["date"].text());
  if (context["num_cpus"].is_number()) {
    const double cpus = std::clamp(context["num_cpus"].number(sink).value_or(0), 0.0, 1e9);
    run.environment["cpus"] = std::to_string(static_cast<long>(cpus));
  }
  // What a user states by --benchmark_context=KEY=VALUE; the rest (load, caches, clock rate) changes by the hour.
  for (const std::string key : {"cpu", "os", "runner", "compiler"}) {
    if (const std::string_view text = context[key].text(); !text.empty()) run.environment[key] = text;
  }
}

Row row_of(const JsonNode& node, RunSink& sink) {
  Row row;
  row.name = node["name"].text();
  if (row.name.empty()) node.refuse("a benchmark without a name");
  row.run_name = node["run_name"].text();
  row.run_type = node["run_type"].text();
  row.aggregate = node["aggregate_name"].text();
  if (node["time_unit"]) row.time_unit = node["time_unit"].text();
  row.failed = node["error_occurred"].is_true();
  row.fit = node["cpu_coefficient"] || node["real_coefficient"] || node["rms"];
  for (std::size_t i = 0; i < kColumns.size(); ++i) row.number[i] = node[kColumns[i].key].number(sink);
  return row;
}

/// What is known of one benchmark: its rows by kind.
struct Group {
  std::vector<const Row*> iterations;
  std::map<std::string, const Row*> aggregates;
};

/// Files older than run_type name an aggregate by its suffix only.
std::string_view old_aggregate(const Row& row, const std::set<std::string_view>& names) {
  if (!row.run_type.empty()) return {};
  for (const std::string_view word : {"mean", "median", "stddev", "cv"}) {
    const std::string_view name = row.name;
    if (!name.ends_with(word) || name.size() < word.size() + 2) continue;
    const std::size_t bare = name.size() - word.size() - 1;
    if (name[bare] == '_' && names.contains(name.substr(0, bare))) return word;
  }
  return {};
}

/// The rows by benchmark, in the order of the file.
std::vector<std::pair<std::string, Group>> groups_of(const std::vector<Row>& rows, RunSink& sink) {
  std::set<std::string_view> names;
  for (const Row& row : rows) names.insert(row.name);
  std::vector<std::pair<std::string, Group>> groups;
  std::map<std::string, std::size_t, std::less<>> index;
  for (const Row& row : rows) {
    if (row.failed) sink.ignored("benchmark reported an error");
    if (row.failed || row.fit) continue;
    const std::string_view old = old_aggregate(row, names);
    const bool aggregate = row.run_type == "aggregate" || !row.aggregate.empty() || !old.empty();
    std::string name = row.run_name.empty() || !old.empty() ? row.name : row.run_name;
    if (!old.empty()) name.resize(name.size() - old.size() - 1);
    const auto [at, fresh] = index.try_emplace(name, groups.size());
    if (fresh) groups.emplace_back(name, Group{});
    Group& group = groups[at->second].second;
    if (aggregate) {
      group.aggregates[row.aggregate.empty() ? std::string(old) : row.aggregate] = &row;
    } else {
      group.iterations.push_back(&row);
    }
  }
  return groups;
}

/// One metric of one row, or nothing.
std::optional<model::Result> result_of(const Row& row, std::size_t column) {
  if (!row.number[column]) return std::nullopt;
  model::Result result;
  result.metric = kColumns[column].metric;
  result.value = *row.number[column];
  result.unit = kColumns[column].unit.empty() ? row.time_unit : kColumns[column].unit;
  result.better = column < 2 ? Direction::Lower : Direction::Higher;
  result.estimator = "mean";  // of the iterations, as of those of an aggregate
  return result;
}

/// Where there are single repetitions, they count and not what was made of them.
void add_results(const std::string& name, const Group& group, model::Run& run) {
  std::vector<const Row*> rows = group.iterations;
  for (const std::string word : {"median", "mean"}) {
    const auto found = group.aggregates.find(word);
    if (rows.empty() && found != group.aggregates.end()) rows = {found->second};
  }
  for (std::size_t column = 0; column < kColumns.size(); ++column) {
    for (const Row* row : rows) {
      auto result = result_of(*row, column);
      if (!result) continue;
      result->benchmark = name;
      run.results.push_back(std::move(*result));
    }
  }
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (!has("context") || has("entries")) return Match::No;
  const bool rows = head.find("\"real_time\"") != std::string_view::npos;
  if (has("benchmarks") && (rows || head.find("\"cpu_coefficient\"") != std::string_view::npos)) return Match::Sure;
  return head.find("\"num_cpus\"") != std::string_view::npos ? Match::Maybe : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["benchmarks"]) root.refuse("no \"benchmarks\": this is not a Google Benchmark result");
  std::vector<Row> rows;
  for (const JsonNode& node : root["benchmarks"].list("a list of benchmarks")) {
    if (!node.is_object()) node.refuse("a benchmark is due here");
    rows.push_back(row_of(node, sink));
  }
  if (rows.empty()) root["benchmarks"].refuse("there is no benchmark in it");
  model::Run run;
  run.tool = "google-benchmark";
  read_context(root["context"], sink, run);
  for (const auto& [name, group] : groups_of(rows, sink)) add_results(name, group, run);
  fold_repetitions(run);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"googlecpp", "cpp_google"};

}  // namespace

extern const Format kGoogleBenchmark;
const Format kGoogleBenchmark{"google-benchmark", kAliases, sniff, read};

}  // namespace perfolio::formats
