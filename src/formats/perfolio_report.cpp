// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

/// Our own report.json: its levels stand in for runs whose history was deleted.
namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;

struct ReleaseLevel {
  std::string release;
  double value = 0;
  std::optional<double> lower, upper;
};

/// A release of the report, or a run where its columns are runs.
struct Column {
  std::string commit;
  std::optional<base::Time> date;
};

struct Benchmark {
  std::string suite;
  model::Environment environment;
  model::Result facts;  ///< all but the value and its bounds.
  std::vector<ReleaseLevel> levels;
};

enum class Place { Other, Root, Project, Releases, Release, Benchmarks, Benchmark, Environment, Levels, Level };

Place place_of(Place outer, std::string_view key) {
  switch (outer) {
    case Place::Root:
      if (key == "project") return Place::Project;
      if (key == "releases") return Place::Releases;
      return key == "benchmarks" ? Place::Benchmarks : Place::Other;
    case Place::Releases:
      return Place::Release;
    case Place::Benchmarks:
      return Place::Benchmark;
    case Place::Benchmark:
      return key == "environment" ? Place::Environment : key == "levels" ? Place::Levels : Place::Other;
    case Place::Levels:
      return Place::Level;
    default:
      return Place::Other;
  }
}

bool is_list(Place place) { return place == Place::Releases || place == Place::Benchmarks || place == Place::Levels; }

class Reader final : public JsonEvents {
 public:
  using JsonEvents::JsonEvents;
  bool schema = false;
  bool by_run = false;
  std::map<std::string, Column, std::less<>> columns;  ///< by tag.
  /// By release, suite and environment: what is to be one run.
  std::map<std::tuple<std::string, std::string, model::Environment>, std::vector<model::Result>> runs;

 private:
  void on_open(char bracket) override;
  void on_close() override;
  void on_scalar(const Scalar& value) override;
  void root_scalar(const Scalar& value);
  void release_scalar(const Scalar& value);
  void benchmark_scalar(const Scalar& value);
  void level_scalar(const Scalar& value);
  void finish_benchmark();
  [[nodiscard]] Place here() const { return depth() < places_.size() ? places_[depth()] : Place::Other; }

  std::array<Place, 7> places_{};
  std::string tag_;
  Column column_;
  Benchmark benchmark_;
  ReleaseLevel level_;
  bool has_value_ = false;
};

void Reader::on_open(char bracket) {
  if (depth() >= places_.size()) return;
  const Place place = depth() == 1 ? Place::Root : place_of(places_[depth() - 1], key_here(1));
  places_[depth()] = place;
  if (place != Place::Other && is_list(place) != (bracket == '[')) {
    refuse(is_list(place) ? "a list is due here" : "an object is due here");
  }
  if (place == Place::Release) {
    tag_.clear();
    column_ = {};
  }
  if (place == Place::Benchmark) benchmark_ = {};
  if (place == Place::Level) {
    level_ = {};
    has_value_ = false;
  }
}

void Reader::on_close() {
  if (here() == Place::Release) columns[tag_] = column_;
  if (here() == Place::Level && has_value_) benchmark_.levels.push_back(std::move(level_));
  if (here() == Place::Benchmark) finish_benchmark();
}

void Reader::finish_benchmark() {
  if (benchmark_.facts.benchmark.empty()) refuse("a benchmark without \"name\"");
  for (const ReleaseLevel& level : benchmark_.levels) {
    model::Result result = benchmark_.facts;
    result.value = level.value;
    result.lower = level.lower;
    result.upper = level.upper;
    runs[{level.release, benchmark_.suite, benchmark_.environment}].push_back(std::move(result));
  }
}

void Reader::on_scalar(const Scalar& value) {
  switch (here()) {
    case Place::Root:
      return root_scalar(value);
    case Place::Project:
      if (key_here() == "url" && !web_link(text_in(value)).empty()) sink().repository_url(value.text);
      return;
    case Place::Release:
      return release_scalar(value);
    case Place::Benchmark:
      return benchmark_scalar(value);
    case Place::Environment:
      if (!text_in(value).empty()) benchmark_.environment[std::string(key_here())] = value.text;
      return;
    case Place::Level:
      return level_scalar(value);
    case Place::Releases:
    case Place::Benchmarks:
    case Place::Levels:
      refuse("an object is due here");
    case Place::Other:
      if (depth() == 0) refuse("a report is due here");
      return;
  }
}

void Reader::root_scalar(const Scalar& value) {
  if (key_here() == "columns") by_run = text_in(value) == "run";
  if (key_here() != "schema") return;
  schema = true;
  if (text_in(value) == "perfolio-report/1" || text_in(value).starts_with("perfolio-report/1.")) return;
  refuse(fmt::format("the schema \"{}\" is not known here; this reads perfolio-report/1",
                     base::visible(text_in(value).substr(0, 40))));
}

void Reader::release_scalar(const Scalar& value) {
  const std::string_view text = text_in(value);
  if (key_here() == "tag") tag_ = text;
  if (key_here() == "commit") column_.commit = text;
  if (key_here() == "date" && !text.empty()) column_.date = base::parse_time(text);
}

void Reader::benchmark_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  const std::string_view text = text_in(value);
  model::Result& facts = benchmark_.facts;
  if (key == "name") facts.benchmark = text;
  if (key == "suite") benchmark_.suite = text;
  if (key == "metric") facts.metric = text;
  if (key == "unit") facts.unit = text;
  if (key == "estimator") facts.estimator = text;
  // "unknown" says nothing: what units and config say now may be more than it was then.
  if (key == "direction" && text == "higher") facts.better = units::Direction::Higher;
  if (key == "direction" && text == "lower") facts.better = units::Direction::Lower;
}

void Reader::level_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  double number = 0;
  if (key == "release") level_.release = text_in(value);
  if (key == "value") has_value_ = number_in(value, level_.value);
  if (value.kind == Scalar::Kind::Null) return;  // a level without an interval
  if (key == "lower" && number_in(value, number)) level_.lower = number;
  if (key == "upper" && number_in(value, number)) level_.upper = number;
}

/// As the history's own format, by the word after "schema".
Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  const auto schema = std::ranges::find(keys, "schema");
  if (schema == keys.end()) return Match::No;
  const std::string_view rest = head.substr(static_cast<std::size_t>(schema->data() + schema->size() - head.data()));
  return rest.substr(0, 40).find("\"perfolio-report/") != std::string_view::npos ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(sink);
  read_json(bytes, 0, bytes.size(), reader);
  if (!reader.schema) throw Error(Fault::Input, {}, "no \"schema\": this is not a report of perfolio");
  if (reader.runs.empty()) throw Error(Fault::Input, {{}, "/benchmarks"}, "there is no level in it");
  for (auto& [key, results] : reader.runs) {
    const auto& [tag, suite, environment] = key;
    const auto column = reader.columns.find(tag);
    if (column == reader.columns.end()) {
      throw Error(Fault::Input, {{}, "/releases"},
                  fmt::format("\"{}\" has levels but is not listed", base::visible(tag)));
    }
    model::Run run;
    run.derived = true;
    if (!reader.by_run) run.release = tag;
    run.commit = column->second.commit;
    run.date = column->second.date;
    run.commit_date = column->second.date;
    run.suite = suite;
    run.tool = "perfolio-report";
    run.environment = environment;
    run.results = std::move(results);
    sink.run(std::move(run));
  }
}

constexpr std::string_view kAliases[] = {"report", "report-json"};

}  // namespace

extern const Format kPerfolioReport;
const Format kPerfolioReport{"perfolio-report", kAliases, sniff, read};

}  // namespace perfolio::formats
