// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/bencher_measure.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>
#include <map>
#include <tuple>

/// What Bencher answers to a query of a project's history (`bencher perf`, GET /v0/projects/PROJECT/perf): a list of
/// series, each of one branch, testbed, benchmark and measure, with a metric for every report.
namespace perfolio::formats {
namespace {

/// "nanoseconds (ns)" is ns: Bencher shows units with their sign behind the word.
std::string_view unit_in(std::string_view units) {
  const std::size_t open = units.rfind('(');
  return open != std::string_view::npos && units.ends_with(')') ? units.substr(open + 1, units.size() - open - 2)
                                                                : units;
}

/// Puts the series back together to the runs they were reported as.
class Reader {
 public:
  explicit Reader(RunSink& sink) : sink_(sink) {}
  void read(const JsonNode& series);
  void finish();
  [[nodiscard]] bool empty() const { return runs_.empty(); }

 private:
  void read_metric(const JsonNode& series, const JsonNode& metric);
  model::Run& run_of(const JsonNode& series, const JsonNode& metric);
  RunSink& sink_;
  std::vector<model::Run> runs_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> index_;  ///< by branch, testbed, report.
};

model::Run& Reader::run_of(const JsonNode& series, const JsonNode& metric) {
  const JsonNode version = metric["version"];
  const std::string_view start = metric["start_time"].text();
  const std::string_view report = metric["report"] ? metric["report"].text() : start;
  const auto [at, fresh] = index_.try_emplace({std::string(series["branch"]["name"].text()),
                                               std::string(series["testbed"]["name"].text()), std::string(report)},
                                              runs_.size());
  if (!fresh) return runs_[at->second];
  model::Run& run = runs_.emplace_back();
  run.tool = "bencher";
  run.branch = series["branch"]["name"].text();
  if (const std::string_view testbed = series["testbed"]["name"].text(); !testbed.empty()) {
    run.environment["testbed"] = testbed;
  }
  run.commit = commit_id(version["hash"].text());
  run.date = base::parse_time(start);
  return run;
}

void Reader::read_metric(const JsonNode& series, const JsonNode& metric) {
  const JsonNode number = metric["metric"];
  if (!number["value"]) return sink_.ignored("measure without a value");
  const auto value = number["value"].number(sink_);
  if (!value) return;
  const JsonNode measure = series["measure"];
  const std::string_view slug = measure["slug"] ? measure["slug"].text() : measure["name"].text();
  model::Result result = bencher_result(series["benchmark"]["name"].text(), slug);
  // The project may have changed the unit of a measure that every project has.
  if (const std::string_view unit = unit_in(measure["units"].text()); !unit.empty()) result.unit = unit;
  result.value = *value;
  result.lower = number_if_any(number["lower_value"], sink_);
  result.upper = number_if_any(number["upper_value"], sink_);
  if (result.lower.value_or(*value) > *value || result.upper.value_or(*value) < *value) {
    result.lower.reset();
    result.upper.reset();
    sink_.ignored("bounds that do not stand around their value");
  }
  run_of(series, metric).results.push_back(std::move(result));
}

void Reader::read(const JsonNode& series) {
  if (!series.is_object()) series.refuse("a series is due here");
  if (series["benchmark"]["name"].text().empty()) series.refuse("a series without a benchmark");
  if (!series["measure"]) series.refuse("a series without a measure");
  for (const JsonNode& metric : series["metrics"].list("a list of metrics")) read_metric(series, metric);
}

/// Iterations of one report are repetitions.
void Reader::finish() {
  for (model::Run& run : runs_) {
    fold_repetitions(run);
    sink_.run(std::move(run));
  }
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (!has("project") || !has("results")) return Match::No;
  const std::size_t list = head.find('[', head.find("\"results\""));
  if (list == std::string_view::npos) return Match::No;
  const auto first = outer_keys(first_element(head.substr(list)));
  return std::ranges::find(first, "testbed") != first.end() && std::ranges::find(first, "measure") != first.end()
             ? Match::Sure
             : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["results"]) root.refuse("no \"results\": this is no answer of Bencher's perf API");
  Reader reader(sink);
  for (const JsonNode& series : root["results"].list("a list of series")) reader.read(series);
  if (reader.empty()) root["results"].refuse("there is no metric in it");
  if (const auto url = web_link(root["project"]["url"].text()); !url.empty()) sink.repository_url(url);
  reader.finish();
}

constexpr std::string_view kAliases[] = {"bencher_perf"};

}  // namespace

extern const Format kBencherPerf;
const Format kBencherPerf{"bencher-perf", kAliases, sniff, read};

}  // namespace perfolio::formats
