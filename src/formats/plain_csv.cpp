// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/csv.h"
#include "base/error.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

/// A table of results, one a row, as `export --to csv` and people write it: the header names the columns, in any order.
namespace perfolio::formats {
namespace {

enum Column : std::size_t {
  Benchmark,
  Metric,
  Value,
  Unit,
  Release,
  Commit,
  Date,
  Lower,
  Upper,
  Better,
  Estimator,
  Suite,
  Branch,
  Tool,
  Environment,
  Count
};

constexpr std::array<std::string_view, Count> kNames = {
    "benchmark", "metric", "value",     "unit",  "release", "commit", "date",        "lower",
    "upper",     "better", "estimator", "suite", "branch",  "tool",   "environment",
};

using Header = std::vector<std::string>;

Header header_of(const CsvRow& row) {
  Header header;
  for (const std::string& cell : row.cells) header.push_back(base::to_lower_ascii(base::trim(cell)));
  return header;
}

bool has(const Header& header, Column column) { return std::ranges::find(header, kNames[column]) != header.end(); }

bool is_commit(std::string_view text) {
  return text.size() >= 4 && text.size() <= 64 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

/// Reads "cpu=A1; os=linux".
model::Environment environment_of(std::string_view text, RunSink& sink) {
  model::Environment environment;
  for (const std::string_view part : base::split(text, ';')) {
    const std::string_view entry = base::trim(part);
    const std::size_t equals = entry.find('=');
    if (equals != std::string_view::npos) {
      environment[std::string(entry.substr(0, equals))] = entry.substr(equals + 1);
    } else if (!entry.empty()) {
      sink.ignored("environment that names no key");
    }
  }
  return environment;
}

class Table {
 public:
  Table(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void read();

 private:
  void set_header(const CsvRow& row);
  void row(const CsvRow& row);
  [[nodiscard]] std::string_view cell(const CsvRow& row, Column column) const;
  std::optional<double> number(const CsvRow& row, Column column);
  model::Run& run_of(const CsvRow& row);
  void set_better(const CsvRow& row, model::Result& result) const;
  [[noreturn]] void refuse(const CsvRow& row, const std::string& what) const { refuse_at(bytes_, row.begin, what); }

  std::string_view bytes_;
  RunSink& sink_;
  Header header_;
  std::array<std::size_t, Count> place_{};                 ///< of each column; header_.size() where there is none.
  std::map<std::vector<std::string>, std::size_t> index_;  ///< of the runs, by what their rows share.
  std::vector<model::Run> runs_;
};

void Table::set_header(const CsvRow& row) {
  header_ = header_of(row);
  place_.fill(header_.size());
  std::string unknown;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const auto found = std::ranges::find(kNames, header_[i]);
    if (found == kNames.end()) {
      if (!header_[i].empty()) unknown += fmt::format("{}\"{}\"", unknown.empty() ? "" : ", ", row.cells[i]);
      continue;
    }
    std::size_t& place = place_[static_cast<std::size_t>(found - kNames.begin())];
    if (place != header_.size()) refuse(row, fmt::format("the column \"{}\" is there twice", header_[i]));
    place = i;
  }
  for (const Column column : {Benchmark, Value}) {
    if (!has(header_, column)) refuse(row, fmt::format("there is no column \"{}\"", kNames[column]));
  }
  if (!unknown.empty()) {
    sink_.diagnostic({base::Severity::Info,
                      {},
                      fmt::format("columns not known here are left out: {}", base::visible(unknown.substr(0, 400)))});
  }
}

std::string_view Table::cell(const CsvRow& row, Column column) const {
  const std::size_t at = place_[column];
  if (at >= row.cells.size()) return {};
  return row.quoted[at] ? std::string_view(row.cells[at]) : base::trim(row.cells[at]);
}

std::optional<double> Table::number(const CsvRow& row, Column column) {
  const std::string_view text = base::trim(cell(row, column));
  if (text.empty() && column != Value) return std::nullopt;
  if (text.empty()) {
    sink_.ignored("value is missing (null or not a number)");
    return std::nullopt;
  }
  return number_of({Scalar::Kind::Text, 0, text}, sink_, [&](const std::string& what) { refuse(row, what); });
}

/// Rows that agree in all that is the run's own are of one run.
model::Run& Table::run_of(const CsvRow& row) {
  std::vector<std::string> key;
  for (const Column column : {Release, Commit, Date, Suite, Branch, Tool, Environment}) {
    key.push_back(base::csv_text(cell(row, column)));
  }
  const auto [at, fresh] = index_.try_emplace(key, runs_.size());
  if (!fresh) return runs_[at->second];
  model::Run run;
  run.release = key[0];
  if (is_commit(key[1])) run.commit = base::to_lower_ascii(key[1]);
  if (!key[1].empty() && run.commit.empty()) sink_.ignored("commit that is no hexadecimal id");
  run.date = base::parse_time(key[2]);
  if (!run.date) run.date = time_without_zone(key[2]);
  if (!key[2].empty() && !run.date) {
    refuse(row, fmt::format("\"{}\" is no date", base::visible(key[2].substr(0, 40))));
  }
  run.suite = key[3];
  run.branch = key[4];
  run.tool = key[5];
  run.environment = environment_of(key[6], sink_);
  runs_.push_back(std::move(run));
  return runs_.back();
}

void Table::set_better(const CsvRow& row, model::Result& result) const {
  const std::string_view better = base::trim(cell(row, Better));
  if (better.empty()) return;
  if (better != "lower" && better != "higher") refuse(row, "\"lower\" or \"higher\" is due in the column \"better\"");
  result.better = better == "lower" ? units::Direction::Lower : units::Direction::Higher;
}

void Table::row(const CsvRow& row) {
  if (header_of(row) == header_) return;  // files put together
  if (row.cells.size() != header_.size()) {
    refuse(row, fmt::format("{} columns are due here, not {}", header_.size(), row.cells.size()));
  }
  if (std::ranges::all_of(row.cells, [](const std::string& cell) { return base::trim(cell).empty(); })) return;
  model::Result result;
  result.benchmark = base::csv_text(cell(row, Benchmark));
  if (result.benchmark.empty()) refuse(row, "a row without a benchmark");
  const auto value = number(row, Value);
  if (!value) return;
  result.value = *value;
  result.unit = base::csv_text(cell(row, Unit));
  result.metric = base::csv_text(cell(row, Metric));
  if (result.metric.empty()) result.metric = model::metric_of(units::parse_unit(result.unit), result.unit);
  result.lower = number(row, Lower);
  result.upper = number(row, Upper);
  result.estimator = base::csv_text(cell(row, Estimator));
  set_better(row, result);
  run_of(row).results.push_back(std::move(result));
}

void Table::read() {
  CsvRows rows(bytes_, 0, separator_of(bytes_));
  const auto header = rows.next();
  if (!header) throw base::Error(base::Fault::Input, {}, "there is no table in it");
  set_header(*header);
  while (const auto next = rows.next()) row(*next);
  if (runs_.empty()) throw base::Error(base::Fault::Input, {}, "there is no result in the table");
  for (model::Run& run : runs_) {
    fold_repetitions(run);
    sink_.run(std::move(run));
  }
}

Match sniff(std::string_view head) {
  const std::size_t begin = text_begin(head);
  const std::string_view line = head.substr(begin, head.find_first_of("\r\n", begin) - begin);
  constexpr std::size_t kLongest = 4000;
  if (line.empty() || line.size() > kLongest || std::ranges::count(line, '"') % 2 != 0) return Match::No;
  std::optional<CsvRow> row;
  try {
    row = CsvRows(line, 0, separator_of(line)).next();
  } catch (const base::Error&) {
    return Match::No;  // a quote that is never closed: no header of ours
  }
  if (!row) return Match::No;
  const Header header = header_of(*row);
  if (!has(header, Benchmark) || !has(header, Value)) return Match::No;
  return has(header, Unit) || has(header, Metric) ? Match::Sure : Match::Maybe;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Table(bytes, sink).read();
}

}  // namespace

extern const Format kCsv;
const Format kCsv{"csv", {}, sniff, read};

}  // namespace perfolio::formats
