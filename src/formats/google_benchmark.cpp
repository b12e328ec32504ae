// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/google_benchmark.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/printed.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <span>

/// Google Benchmark's JSON (`--benchmark_out_format=json`), and what is made of rows wherever they come from.
namespace perfolio::formats {
namespace {

using google::Counter;
using google::Row;
using units::Direction;

/// A counter of the library's own, and what it is called here.
struct KnownCounter {
  std::string_view name, metric, unit;
};
constexpr std::array<KnownCounter, 6> kKnownCounters{{{"bytes_per_second", "throughput", "B/s"},
                                                      {"items_per_second", "items_per_second", "1/s"},
                                                      {"allocs_per_iter", "allocs", "allocs"},
                                                      {"max_bytes_used", "memory", "B"},
                                                      {"total_allocated_bytes", "total_allocated_bytes", "B"},
                                                      {"net_heap_growth", "net_heap_growth", "B"}}};

/// Members of a row that are no counters. What is none of these, and a number, is one.
constexpr std::array<std::string_view, 16> kMembers{
    "name",    "family_index", "per_family_instance_index", "run_name",        "run_type", "repetitions",
    "threads", "iterations",   "repetition_index",          "real_time",       "cpu_time", "time_unit",
    "big_o",   "rms",          "cpu_coefficient",           "real_coefficient"};

void read_context(const JsonNode& context, RunSink& sink, model::Run& run) {
  run.date = time_without_zone(context["date"].text());  // old versions write no zone
  if (context["num_cpus"].is_number()) {
    const double cpus = std::clamp(context["num_cpus"].number(sink).value_or(0), 0.0, 1e9);
    run.environment["cpus"] = std::to_string(static_cast<long>(cpus));
  }
  // What a user states by --benchmark_context=KEY=VALUE; the rest (load, caches, clock rate) changes by the hour.
  for (const std::string key : {"cpu", "os", "runner", "compiler"}) {
    if (const std::string_view text = context[key].text(); !text.empty()) run.environment[key] = text;
  }
}

/// Members that hold a text, or say what went wrong.
constexpr std::array<std::string_view, 7> kWords{"label",         "aggregate_name", "aggregate_unit", "error_occurred",
                                                 "error_message", "skipped",        "skip_message"};

/// A label, a message. What is NaN or infinite is a counter, and counted as missing.
bool is_no_counter(const JsonNode& member) {
  if (std::ranges::find(kWords, member.key()) != kWords.end()) return true;
  return !member.text().empty() || member.is_object() || member.is_list() || member.is_true();
}

void read_counters(const JsonNode& node, RunSink& sink, Row& row) {
  for (const JsonNode& member : node.items()) {
    if (std::ranges::find(kMembers, member.key()) != kMembers.end()) continue;
    const bool known = std::ranges::find(kKnownCounters, member.key(), &KnownCounter::name) != kKnownCounters.end();
    if (!known && is_no_counter(member)) continue;
    if (const auto value = member.number(sink)) row.counters.push_back(google::counter(member.key(), *value));
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
  row.failed = node["error_occurred"].is_true() || node["skipped"].is_true();
  row.fit = node["cpu_coefficient"] || node["real_coefficient"] || node["rms"];
  if (node["repetition_index"].is_number()) row.repetition = node["repetition_index"].number(sink);
  if (node["family_index"].is_number()) row.family = node["family_index"].number(sink);
  row.order = node["big_o"].text();
  row.coefficient = number_if_any(node["real_coefficient"], sink);
  row.rms = number_if_any(node["rms"], sink);
  row.real_time = node["real_time"].number(sink);
  row.cpu_time = node["cpu_time"].number(sink);
  read_counters(node, sink, row);
  return row;
}

/// What is known of one benchmark: its rows by kind.
struct Group {
  std::vector<const Row*> iterations;
  std::map<std::string, const Row*> aggregates;
};

/// Files older than run_type, and the screen, name an aggregate by its suffix only. It is one where the benchmark
/// itself or another of its aggregates stands beside it.
std::string_view aggregate_by_name(const Row& row, const std::set<std::string, std::less<>>& names) {
  if (!row.run_type.empty()) return {};
  for (const std::string_view word : {"mean", "median", "stddev", "cv"}) {
    const std::string_view name = row.name;
    if (!name.ends_with(word) || name.size() < word.size() + 2) continue;
    const std::string bare(name.substr(0, name.size() - word.size() - 1));
    if (name[bare.size()] != '_') continue;
    if (names.contains(bare) || (names.contains(bare + "_mean") && names.contains(bare + "_stddev"))) return word;
  }
  return {};
}

/// The user's own statistics (ComputeStatistics) stand behind the others of a benchmark, and are of as many
/// repetitions.
class OwnStatistics {
 public:
  explicit OwnStatistics(const std::set<std::string, std::less<>>& names) : names_(names) {}
  /// Whether this is one, of which `bare` is the benchmark. `aggregate`: the row is one by its name.
  bool is(const Row& row, std::string_view aggregate) {
    if (!aggregate.empty()) {
      bare_ = row.name.substr(0, row.name.size() - aggregate.size());
      if (!row.iterations.empty() && !row.fit) iterations_ = row.iterations;
      return false;
    }
    const bool own = row.run_type.empty() && !bare_.empty() && row.name.starts_with(bare_) &&
                     row.name.size() > bare_.size() && (row.fit || row.iterations == iterations_) &&
                     !names_.contains(row.name + "_mean");
    if (!own) bare_.clear();
    return own;
  }

 private:
  const std::set<std::string, std::less<>>& names_;
  std::string bare_;  ///< with its underscore; empty when the row before was no aggregate.
  std::string iterations_;
};

/// The rows by benchmark, in the order of the file.
std::vector<std::pair<std::string, Group>> groups_of(const std::vector<Row>& rows, RunSink& sink) {
  std::set<std::string, std::less<>> names;
  for (const Row& row : rows) names.insert(row.name);
  std::vector<std::pair<std::string, Group>> groups;
  std::map<std::string, std::size_t, std::less<>> index;
  OwnStatistics own(names);
  for (const Row& row : rows) {
    const std::string_view old = aggregate_by_name(row, names);
    if (own.is(row, old)) continue;
    if (row.failed) sink.ignored("benchmark reported an error or was skipped");
    if (row.failed || row.fit) continue;
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

model::Result result_of(const std::string& name, const std::string& metric, double value, const std::string& unit) {
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = value;
  result.unit = unit;
  result.estimator = "mean";  // of the iterations, as of those of an aggregate
  return result;
}

/// Whether a row is of another benchmark than those of the same name before it: repetitions are counted, or there are
/// aggregates of them.
bool begins_another(const Row& row, const Group& group, const std::set<double>& repetitions) {
  if (row.repetition) return repetitions.contains(*row.repetition);
  return group.aggregates.empty();
}

void add_rows(const std::string& name, std::span<const Row* const> rows, RunSink& sink, model::Run& run);

/// Where there are single repetitions, they count and not what was made of them.
void add_results(const std::string& name, const Group& group, RunSink& sink, model::Run& run) {
  std::vector<const Row*> rows = group.iterations;
  for (const std::string word : {"median", "mean"}) {
    const auto found = group.aggregates.find(word);
    if (rows.empty() && found != group.aggregates.end()) rows = {found->second};
  }
  std::set<double> repetitions;
  std::size_t first = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > first && begins_another(*rows[i], group, repetitions)) {
      add_rows(name, std::span(rows).subspan(first, i - first), sink, run);
      first = i;
      repetitions.clear();
    }
    if (rows[i]->repetition) repetitions.insert(*rows[i]->repetition);
  }
  add_rows(name, std::span(rows).subspan(first), sink, run);
}

/// One entry: rows that repeat each other become one result for each metric.
void add_rows(const std::string& name, std::span<const Row* const> rows, RunSink& sink, model::Run& run) {
  model::Run entry;
  for (const Row* row : rows) {
    const auto add_time = [&](const std::string& metric, std::optional<double> value, std::string_view printed) {
      if (!value) return;
      model::Result result = result_of(name, metric, *value, row->time_unit);
      result.better = Direction::Lower;
      if (printed.empty() || set_printed(result, printed, sink)) entry.results.push_back(std::move(result));
    };
    add_time("time", row->real_time, row->real_printed);
    add_time("cpu", row->cpu_time, row->cpu_printed);
    for (const Counter& counter : row->counters) {
      entry.results.push_back(result_of(name, counter.name, counter.value, counter.unit));
      entry.results.back().resolution = counter.resolution;
    }
  }
  fold_repetitions(entry);
  std::ranges::move(entry.results, std::back_inserter(run.results));
}

Match sniff(std::string_view head) {
  if (google::is_printed(head) || google::is_csv(head)) return Match::Sure;
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (!has("context") || has("entries")) return Match::No;
  const bool rows = head.find("\"real_time\"") != std::string_view::npos;
  if (has("benchmarks") && (rows || head.find("\"cpu_coefficient\"") != std::string_view::npos)) return Match::Sure;
  return head.find("\"num_cpus\"") != std::string_view::npos ? Match::Maybe : Match::No;
}

void read_json_rows(std::string_view bytes, RunSink& sink) {
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["benchmarks"]) root.refuse("no \"benchmarks\": this is not a Google Benchmark result");
  std::vector<Row> rows;
  for (const JsonNode& node : root["benchmarks"].list("a list of benchmarks")) {
    if (!node.is_object()) node.refuse("a benchmark is due here");
    rows.push_back(row_of(node, sink));
  }
  model::Run run;
  read_context(root["context"], sink, run);
  google::hand_over(rows, std::move(run), sink);
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const std::size_t begin = text_begin(bytes);
  if (google::is_csv(bytes.substr(0, kSniffBytes))) return google::read_csv(bytes, sink);
  if (begin < bytes.size() && (bytes[begin] == '{' || bytes[begin] == '[')) return read_json_rows(bytes, sink);
  google::read_printed(bytes, sink);
}

constexpr std::string_view kAliases[] = {"googlecpp", "cpp_google", "googlebenchmark", "gbench"};

}  // namespace

namespace google {

Counter counter(std::string_view name, double value) {
  const auto known = std::ranges::find(kKnownCounters, name, &KnownCounter::name);
  if (known != kKnownCounters.end()) return {std::string(known->metric), value, std::string(known->unit)};
  Counter counter{std::string(name), value, ""};
  // A rate is a plain number in the file: only its name may tell.
  static constexpr std::string_view kRates[] = {"_per_second", "PerSecond", "_per_sec", "/s", "/sec", "/second"};
  if (std::ranges::any_of(kRates, [&](std::string_view end) { return name.ends_with(end); })) counter.unit = "1/s";
  // One that somebody called as a metric of ours would be taken for it.
  for (const std::string_view ours : {"time", "cpu", "throughput"}) {
    if (name == ours) counter.name = "counter-" + counter.name;
  }
  return counter;
}

void hand_over(const std::vector<Row>& rows, model::Run run, RunSink& sink) {
  run.tool = "google-benchmark";
  for (const auto& [name, group] : groups_of(rows, sink)) add_results(name, group, sink, run);
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no Google Benchmark result in it");
  const auto parameters = parameters_of(rows);
  for (model::Result& result : run.results) {
    if (const auto at = parameters.find(result.benchmark); at != parameters.end()) result.parameters = at->second;
  }
  run.complexities = complexities(rows);
  keep_apart(run, sink);
  sink.run(std::move(run));
}

}  // namespace google

extern const Format kGoogleBenchmark;
const Format kGoogleBenchmark{"google-benchmark", kAliases, sniff, read, true};

}  // namespace perfolio::formats
