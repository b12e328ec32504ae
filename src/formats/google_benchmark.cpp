// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

/// Google Benchmark's JSON (`--benchmark_out_format=json`).
namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;
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

bool is_fit(std::string_view key) { return key == "cpu_coefficient" || key == "real_coefficient" || key == "rms"; }

enum class Place { Other, Root, Context, Benchmarks, Row };

class Reader final : public JsonEvents {
 public:
  using JsonEvents::JsonEvents;
  std::vector<Row> rows;
  model::Run run;
  bool benchmarks = false;

 private:
  void on_open(char bracket) override;
  void on_close() override;
  void on_scalar(const Scalar& value) override;
  void context_scalar(const Scalar& value);
  void row_scalar(const Scalar& value);
  [[nodiscard]] Place here() const { return depth() < places_.size() ? places_[depth()] : Place::Other; }

  std::array<Place, 4> places_{};
  Row row_;
};

void Reader::on_open(char bracket) {
  if (depth() >= places_.size()) return;
  const std::string_view key = key_here(1);
  Place place = Place::Other;
  if (depth() == 1) place = bracket == '{' ? Place::Root : Place::Other;
  if (depth() == 2 && key == "context") place = Place::Context;
  if (depth() == 2 && key == "benchmarks") place = Place::Benchmarks;
  if (depth() == 3 && places_[2] == Place::Benchmarks) place = Place::Row;
  places_[depth()] = place;
  if (place == Place::Benchmarks && bracket != '[') refuse("a list of benchmarks is due here");
  if (place == Place::Benchmarks) benchmarks = true;
  if (place == Place::Row) row_ = {};
}

void Reader::on_close() {
  if (here() != Place::Row) return;
  if (row_.name.empty()) refuse("a benchmark without a name");
  rows.push_back(std::move(row_));
}

void Reader::on_scalar(const Scalar& value) {
  if (here() == Place::Context) context_scalar(value);
  if (here() == Place::Row) row_scalar(value);
  if (here() == Place::Benchmarks) refuse("a benchmark is due here");
  if (here() == Place::Root && key_here() == "benchmarks") refuse("a list of benchmarks is due here");
}

/// Old versions write the local time without a zone ("2016-08-02 17:44:46"); it is read as UTC.
std::optional<base::Time> date_of(std::string_view text) {
  if (const auto time = base::parse_time(text)) return time;
  if (text.size() != 19 || text[10] != ' ') return std::nullopt;
  return base::parse_time(std::string(text.substr(0, 10)) + "T" + std::string(text.substr(11)) + "Z");
}

void Reader::context_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  const std::string_view text = text_in(value);
  if (key == "date") run.date = date_of(text);
  if (key == "num_cpus" && value.kind == Scalar::Kind::Number) {
    run.environment["cpus"] = std::to_string(static_cast<long>(std::clamp(value.number, 0.0, 1e9)));
  }
  // What a user states by --benchmark_context=KEY=VALUE; the rest (load, caches, clock rate) changes by the hour.
  static const std::set<std::string_view> kKept = {"cpu", "os", "runner", "compiler"};
  if (kKept.contains(key) && !text.empty()) run.environment[std::string(key)] = text;
}

void Reader::row_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  const std::string_view text = text_in(value);
  if (key == "name") row_.name = text;
  if (key == "run_name") row_.run_name = text;
  if (key == "run_type") row_.run_type = text;
  if (key == "aggregate_name") row_.aggregate = text;
  if (key == "time_unit") row_.time_unit = text;
  if (key == "error_occurred") row_.failed = value.kind == Scalar::Kind::Boolean && value.number > 0;
  if (is_fit(key)) row_.fit = true;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    double number = 0;
    if (kColumns[i].key == key && number_in(value, number)) row_.number[i] = number;
  }
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

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : values[half - 1] / 2 + values[half] / 2;
}

/// One metric out of the rows of one benchmark, or nothing.
std::optional<model::Result> result_of(const std::vector<const Row*>& rows, std::size_t column) {
  model::Result result;
  for (const Row* row : rows) {
    const std::string_view unit = kColumns[column].unit.empty() ? row->time_unit : kColumns[column].unit;
    if (!row->number[column] || (!result.samples.empty() && unit != result.unit)) continue;
    result.unit = unit;
    result.samples.push_back(*row->number[column]);
  }
  if (result.samples.empty()) return std::nullopt;
  result.metric = kColumns[column].metric;
  result.better = column < 2 ? Direction::Lower : Direction::Higher;
  result.value = median(result.samples);
  if (result.samples.size() == 1) {
    result.samples.clear();
  } else {
    result.estimator = "median";
    const auto [low, high] = std::ranges::minmax(result.samples);
    result.lower = low;
    result.upper = high;
  }
  return result;
}

void add_results(const std::string& name, const Group& group, model::Run& run) {
  std::vector<const Row*> rows = group.iterations;
  std::string estimator = rows.size() == 1 ? "mean" : "";  // one repetition is the mean over its iterations
  for (const std::string word : {"median", "mean"}) {
    const auto found = group.aggregates.find(word);
    if (!rows.empty() || found == group.aggregates.end()) continue;
    rows = {found->second};
    estimator = word;
  }
  for (std::size_t column = 0; column < kColumns.size(); ++column) {
    auto result = result_of(rows, column);
    if (!result) continue;
    result->benchmark = name;
    if (result->estimator.empty()) result->estimator = estimator;
    run.results.push_back(std::move(*result));
  }
}

struct Token {
  std::string_view written;
  std::string_view instead;  ///< as long, so that places stay true.
};
constexpr Token kTokens[] = {{"-Infinity", "null     "}, {"-infinity", "null     "},
                             {"Infinity", "null    "},   {"infinity", "null    "},
                             {"-NaN", "null"},           {"-nan", "null"},
                             {"-inf", "null"},           {"NaN", "\"\" "},
                             {"nan", "\"\" "},           {"inf", "\"\" "}};

const Token* token_at(std::string_view rest) {
  for (const Token& token : kTokens) {
    if (rest.starts_with(token.written)) return &token;
  }
  return nullptr;
}

/// Where the text that begins at the quote ends.
std::size_t after_text(std::string_view bytes, std::size_t at) {
  for (++at; at < bytes.size() && bytes[at] != '"'; ++at) {
    if (bytes[at] == '\\') ++at;
  }
  return at;
}

/// Google Benchmark writes NaN and Infinity where JSON has no word for them: a missing value takes their place. Empty
/// when there is none, so that the bytes need not be copied.
std::string without_nan(std::string_view bytes) {
  std::string copy;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '"') at = after_text(bytes, at);
    if (c != 'N' && c != 'n' && c != 'I' && c != 'i' && c != '-') continue;
    const Token* token = token_at(bytes.substr(at));
    if (token == nullptr) continue;
    if (copy.empty()) copy = bytes;
    copy.replace(at, token->instead.size(), token->instead);
    at += token->written.size() - 1;
  }
  return copy;
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
  const std::string copy = without_nan(bytes);
  const std::string_view json = copy.empty() ? bytes : copy;
  Reader reader(sink);
  read_json(json, 0, json.size(), reader);
  if (!reader.benchmarks) throw Error(Fault::Input, {}, "no \"benchmarks\": this is not a Google Benchmark result");
  if (reader.rows.empty()) throw Error(Fault::Input, {{}, "/benchmarks"}, "there is no benchmark in it");
  reader.run.tool = "google-benchmark";
  for (const auto& [name, group] : groups_of(reader.rows, sink)) add_results(name, group, reader.run);
  sink.run(std::move(reader.run));
}

constexpr std::string_view kAliases[] = {"googlecpp", "cpp_google"};

}  // namespace

extern const Format kGoogleBenchmark;
const Format kGoogleBenchmark{"google-benchmark", kAliases, sniff, read};

}  // namespace perfolio::formats
