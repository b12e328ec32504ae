// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/data_js_columnar.h"

#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::formats {
namespace {

std::optional<base::Time> time_in(const JsonNode& node, RunSink& sink) {
  if (!node) return std::nullopt;
  const auto time =
      node.is_number() ? base::time_of_milliseconds(node.number(sink).value_or(-1)) : base::parse_time(node.text());
  if (!time) node.note(sink, "this is neither a number of milliseconds since 1970 nor a date");
  return time;
}

void read_commit(const JsonNode& commit, RunSink& sink, model::Run& run) {
  run.commit = base::trim(commit.is_object() ? commit["id"].text() : commit.text());
  if (!commit.is_object()) return;
  read_message(commit["message"].text(), run);
  run.author = person(commit["author"].is_object() ? commit["author"]["name"].text() : commit["author"].text());
  run.url = web_link(commit["url"].text());
  run.commit_date = time_in(commit["timestamp"], sink);
}

model::Run run_of(const JsonNode& node, RunSink& sink) {
  model::Run run;
  read_commit(node["commit"] ? node["commit"] : node["sha"], sink, run);
  run.date = time_in(node["date"] ? node["date"] : node["timestamp"], sink);
  run.suite = node["suite"].text();
  run.tool = node["tool"].text();
  if (run.subject.empty()) read_message(node["message"].text(), run);
  if (run.url.empty()) run.url = web_link(node["url"].text());
  run.pull_request = run.url.find("/pull/") != std::string::npos;
  return run;
}

std::string unit_of(const JsonNode& units, std::size_t name, std::string_view text) {
  if (units.is_list()) {
    const auto items = units.items();
    return name < items.size() ? std::string(items[name].text()) : std::string();
  }
  return std::string(units.is_object() ? units[text].text() : units.text());
}

/// Numbers of one list, with a hole where one is missing.
std::vector<std::optional<double>> row_of(const JsonNode& row, RunSink& sink) {
  if (!row.is_list()) row.refuse("a list of values is due here");
  std::vector<std::optional<double>> values;
  const auto items = row.items();
  if (items.empty()) {  // nothing but numbers
    for (const double value : row.numbers(sink)) values.emplace_back(value);
  }
  for (const JsonNode& item : items) values.push_back(item.number(sink));
  return values;
}

struct Table {
  std::vector<JsonNode> names;
  JsonNode units;
  std::vector<model::Run> runs;

  void add(std::size_t name, std::size_t run, double value) {
    model::Result result;
    result.benchmark = names[name].text();
    if (result.benchmark.empty()) names[name].refuse("the name of a benchmark is due here");
    result.value = value;
    result.unit = unit_of(units, name, result.benchmark);
    result.metric = model::metric_of(units::parse_unit(result.unit), result.unit);
    runs[run].results.push_back(std::move(result));
  }
};

}  // namespace

bool is_columnar(std::string_view json) {
  const auto keys = outer_keys(json.substr(0, kSniffBytes));
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  return has("version") && !has("entries") && (has("values") || has("names") || has("runs"));
}

void read_columnar(std::string_view bytes, std::size_t begin, std::size_t end, RunSink& sink) {
  const JsonDocument document(bytes, begin, end, sink);
  const JsonNode root = document.root();
  if (root["version"].number(sink) != 2) root["version"].refuse("only version 2 of the columnar layout is known");
  Table table{root["names"].list("a list of names"), root["units"], {}};
  for (const JsonNode& node : root["runs"].list("a list of runs")) table.runs.push_back(run_of(node, sink));
  const auto rows = root["values"].list("a list of lists of values");
  const bool by_name = rows.size() == table.names.size();
  if (!by_name && rows.size() != table.runs.size()) {
    root["values"].refuse("one list for each name is due here, or for each run");
  }
  if (rows.empty()) root["values"].refuse("there is no benchmark in it");
  const std::size_t due = by_name ? table.runs.size() : table.names.size();
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto values = row_of(rows[r], sink);
    if (values.size() != due) {
      rows[r].refuse(fmt::format("{} values are due here, one for each {}", due, by_name ? "run" : "name"));
    }
    for (std::size_t c = 0; c < due; ++c) {
      if (values[c]) table.add(by_name ? r : c, by_name ? c : r, *values[c]);
    }
  }
  if (const auto url = web_link(root["repoUrl"].text()); !url.empty()) sink.repository_url(url);
  std::size_t numbered = 0;
  for (model::Run& run : table.runs) {
    numbered += keep_apart(run.results);
    sink.run(std::move(run));
  }
  note_kept_apart(numbered, sink);
}

}  // namespace perfolio::formats
