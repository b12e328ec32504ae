// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Somebody else's tables: their query says which column is what.
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "history/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace perfolio::history {

namespace {

using base::Error;
using base::Fault;
using model::Result;
using model::Run;

constexpr std::array<std::string_view, 19> kColumns{
    "benchmark", "value", "metric",      "unit",   "better",  "lower",   "upper",  "run",          "suite",    "commit",
    "date",      "tool",  "commit_date", "branch", "release", "subject", "author", "pull_request", "estimator"};
constexpr std::string_view kEnvironment = "env_";

/// A moment as the server writes it, UTC without a word, or a number of seconds or milliseconds since 1970.
std::optional<base::Time> time_in(std::string text) {
  if (const auto number = base::parse_number(text)) {
    constexpr double kSecondsOfYear5000 = 1e11;
    return base::time_of_milliseconds(*number < kSecondsOfYear5000 ? *number * 1000 : *number);
  }
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  if (text.ends_with("+00")) text.replace(text.size() - 3, 3, "Z");
  if (const auto time = base::parse_time(text)) return time;
  return base::parse_time(text + "Z");
}

/// Rows to runs: those alike in all that a run states are of one.
class Rows {
 public:
  Rows(std::vector<std::string> columns, formats::RunSink& sink) : columns_(std::move(columns)), sink_(sink) {
    check_columns();
  }
  void add(const sys::SqlRow& row);
  void finish() {
    for (Run& run : runs_) sink_.run(std::move(run));
  }

 private:
  void check_columns() const;
  [[nodiscard]] std::string text(const sys::SqlRow& row, std::string_view column) const;
  [[nodiscard]] std::optional<double> number(const sys::SqlRow& row, std::string_view column) const;
  [[nodiscard]] std::optional<base::Time> time(const sys::SqlRow& row, std::string_view column) const;
  [[nodiscard]] Run run_of(const sys::SqlRow& row) const;
  [[nodiscard]] Result result_of(const sys::SqlRow& row, double value) const;
  [[nodiscard]] std::string key_of(const sys::SqlRow& row) const;
  [[noreturn]] void refuse(std::string_view column, const std::string& text, const char* what) const {
    throw Error(Fault::Input, {},
                fmt::format("column '{}' holds '{}', which is no {}", column, base::visible(text.substr(0, 60)), what));
  }
  const std::vector<std::string> columns_;
  formats::RunSink& sink_;
  std::vector<Run> runs_;
  std::map<std::string, std::size_t> by_key_;
};

void Rows::check_columns() const {
  for (const std::string& column : columns_) {
    const bool known = std::ranges::find(kColumns, column) != kColumns.end() || column.starts_with(kEnvironment);
    if (known) continue;
    const std::vector<std::string> names(kColumns.begin(), kColumns.end());
    const std::string near = base::nearest(column, names);
    throw Error(Fault::Input, {}, fmt::format("no column '{}' is known", base::visible(column)),
                near.empty() ? fmt::format("there are {}, and env_NAME", fmt::join(kColumns, ", "))
                             : "did you mean '" + near + "'?");
  }
  for (const std::string_view due : {"benchmark", "value"}) {
    if (std::ranges::find(columns_, due) != columns_.end()) continue;
    throw Error(Fault::Input, {}, fmt::format("the query gives no column '{}'", due),
                "SELECT ... AS benchmark, ... AS value");
  }
}

std::string Rows::text(const sys::SqlRow& row, std::string_view column) const {
  const auto found = std::ranges::find(columns_, column);
  return found == columns_.end() ? std::string()
                                 : std::string(row.text(static_cast<std::size_t>(found - columns_.begin())));
}

std::optional<double> Rows::number(const sys::SqlRow& row, std::string_view column) const {
  const std::string words = text(row, column);
  if (words.empty() || words == "NaN" || words.ends_with("Infinity")) return std::nullopt;
  const auto number = base::parse_number(words);
  if (!number) refuse(column, words, "number");
  return number;
}

std::optional<base::Time> Rows::time(const sys::SqlRow& row, std::string_view column) const {
  const std::string words = text(row, column);
  if (words.empty()) return std::nullopt;
  const auto time = time_in(words);
  if (!time) refuse(column, words, "date");
  return time;
}

Run Rows::run_of(const sys::SqlRow& row) const {
  Run run;
  run.suite = text(row, "suite");
  run.commit = base::to_lower_ascii(text(row, "commit"));
  run.date = time(row, "date");
  run.commit_date = time(row, "commit_date");
  run.branch = text(row, "branch");
  run.release = text(row, "release");
  run.tool = text(row, "tool");
  run.subject = text(row, "subject");
  run.subject = run.subject.substr(0, run.subject.find_first_of("\r\n"));
  run.author = text(row, "author");
  if (const auto mail = run.author.find('<'); mail != std::string::npos) {
    run.author = std::string(base::trim(run.author.substr(0, mail)));  // a name, never an address
  }
  if (run.author.find('@') != std::string::npos) run.author.clear();
  const std::string pull_request = text(row, "pull_request");
  run.pull_request = !pull_request.empty() && pull_request != "f" && pull_request != "false" && pull_request != "0";
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].starts_with(kEnvironment) || row.text(i).empty()) continue;
    run.environment.emplace(columns_[i].substr(kEnvironment.size()), row.text(i));
  }
  return run;
}

Result Rows::result_of(const sys::SqlRow& row, double value) const {
  Result result;
  result.benchmark = text(row, "benchmark");
  result.value = value;
  result.unit = text(row, "unit");
  const std::string metric = text(row, "metric");
  result.metric = metric.empty() ? std::string(model::metric_of(units::parse_unit(result.unit), result.unit)) : metric;
  const std::string better = base::to_lower_ascii(text(row, "better"));
  if (better == "lower" || better == "higher") {
    result.better = better == "lower" ? units::Direction::Lower : units::Direction::Higher;
  } else if (!better.empty()) {
    refuse("better", better, "lower or higher");
  }
  result.lower = number(row, "lower");
  result.upper = number(row, "upper");
  result.estimator = text(row, "estimator");
  return result;
}

/// All that does not belong to one result.
std::string Rows::key_of(const sys::SqlRow& row) const {
  constexpr std::array<std::string_view, 8> kOfResult{"benchmark", "value", "metric", "unit",
                                                      "better",    "lower", "upper",  "estimator"};
  std::string key;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (std::ranges::find(kOfResult, columns_[i]) != kOfResult.end()) continue;
    key += row.text(i);
    key += '\0';
  }
  return key;
}

void Rows::add(const sys::SqlRow& row) {
  const auto value = number(row, "value");
  if (!value) return sink_.ignored("value is null");
  const auto [at, fresh] = by_key_.try_emplace(key_of(row), runs_.size());
  if (fresh) runs_.push_back(run_of(row));
  runs_[at->second].results.push_back(result_of(row, *value));
}

}  // namespace

std::string read_query(const std::string& address, const std::string& sql, formats::RunSink& sink) {
  sys::Postgresql db(address);
  db.execute("BEGIN READ ONLY");
  db.execute("SET LOCAL datestyle TO ISO");
  db.execute("SET LOCAL TIME ZONE 'UTC'");
  base::Sha256 digest;
  std::vector<std::string> columns;
  std::optional<Rows> rows;
  db.query_texts(sql, columns, [&](const sys::SqlRow& row) {
    if (!rows) rows.emplace(columns, sink);
    for (std::size_t i = 0; i < row.size(); ++i) {
      digest.update(row.is_null(i) ? "-" : fmt::format("{}:", row.text(i).size()));
      digest.update(row.text(i));
    }
    rows->add(row);
  });
  if (!rows) rows.emplace(columns, sink);
  rows->finish();
  return digest.hex();
}

}  // namespace perfolio::history
