// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/cargo_bench.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/lines.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>

/// What `asv run` prints, `[ 35.00%] ··· suite.time_keys   11.2±0.01μs` and tables for benchmarks with parameters, and
/// the results it keeps: results/MACHINE/COMMIT-ENVIRONMENT.json.
namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;

/// What a benchmark measures is in its name: `suite.Class.time_keys`.
enum class Kind { Time, Memory, Other };

Kind kind_of(std::string_view name) {
  const std::string_view function = name.substr(name.rfind('.') + 1);  // npos + 1 is 0
  if (function.starts_with("time")) return Kind::Time;
  if (function.starts_with("mem_") || function.starts_with("peakmem")) return Kind::Memory;
  return Kind::Other;
}

model::Result result_of(std::string name, Kind kind, double value, std::string unit) {
  model::Result result;
  result.benchmark = std::move(name);
  result.metric = model::metric_of(units::parse_unit(unit), unit);
  if (kind == Kind::Time) result.metric = "time";
  if (kind == Kind::Memory) result.metric = "memory";
  result.value = value;
  result.unit = std::move(unit);
  if (kind == Kind::Time) result.estimator = "median";
  return result;
}

/// `11.2±0.01μs`, taken apart.
struct Value {
  std::string_view number;
  std::string_view error;  ///< empty when none is given.
  std::string_view unit;
};

/// The digits, point and exponent a text begins with.
std::string_view take_number(std::string_view& text) {
  std::size_t end = std::min(text.find_first_not_of("0123456789.,+-"), text.size());
  const bool exponent = end > 0 && end + 1 < text.size() && text[end] == 'e' &&
                        std::string_view("+-0123456789").find(text[end + 1]) != std::string_view::npos;
  if (exponent) end = std::min(text.find_first_not_of("0123456789", end + 2), text.size());
  const std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  return number;
}

std::optional<Value> value_of(std::string_view text) {
  if (text.ends_with(";...")) text.remove_suffix(4);
  Value value;
  value.number = take_number(text);
  if (value.number.find_first_of("0123456789") == std::string_view::npos) return std::nullopt;
  for (const std::string_view sign : {"±", "+-"}) {
    if (!text.starts_with(sign)) continue;
    text.remove_prefix(sign.size());
    value.error = take_number(text);
  }
  value.unit = base::trim(text);
  const bool word = value.unit.size() <= 20 && value.unit.find_first_of(" ()/\\:=") == std::string_view::npos;
  return word ? std::optional(value) : std::nullopt;
}

/// asv's own short forms: m is a minute, and of memory k, M and G are thousands of bytes.
std::string unit_of(std::string_view unit, Kind kind) {
  if (kind == Kind::Time && unit == "m") return "min";
  if (kind == Kind::Memory && unit.size() <= 1) return std::string(unit) + "B";
  return restored_unit(unit);
}

/// The part of a line behind `[ 35.00%] ···`; empty where it is another line. A terminal without the dots gets dashes.
std::string_view step_of(std::string_view shown) {
  const std::size_t percent = shown.find("%] ");
  if (!shown.starts_with('[') || percent == std::string_view::npos || percent > 8) return {};
  std::string_view text = shown.substr(percent + 3);
  std::size_t dots = 0;
  for (; text.starts_with("·") || text.starts_with('-'); ++dots) text.remove_prefix(text.starts_with('-') ? 1 : 2);
  return dots == 3 && text.starts_with(' ') ? base::trim(text) : std::string_view();
}

/// Where the columns of a table are, in code points: the runs of a line of nothing but `=` or `-` and blanks.
using Columns = std::vector<std::pair<std::size_t, std::size_t>>;

Columns columns_of(std::string_view shown) {
  Columns columns;
  if (shown.find_first_not_of(" =-") != std::string_view::npos) return {};
  for (std::size_t at = shown.find_first_not_of(' '); at != std::string_view::npos;) {
    const std::size_t end = std::min(shown.find(' ', at), shown.size());
    if (end - at < 2) return {};
    columns.emplace_back(at, end);
    at = shown.find_first_not_of(' ', end);
  }
  return columns;
}

std::vector<std::string> cells_of(std::string_view shown, const Columns& columns) {
  std::vector<std::string> cells(columns.size());
  const std::string text = base::to_utf8(shown);
  std::size_t at = 0;
  std::size_t column = 0;
  for (std::size_t place = 0; at < text.size(); ++place) {
    const std::size_t begin = at;
    base::next_code_point(text, at);
    while (column + 1 < columns.size() && place >= columns[column + 1].first) ++column;
    cells[column] += std::string_view(text).substr(begin, at - begin);
  }
  for (std::string& cell : cells) cell = base::trim(cell);
  return cells;
}

class Screen {
 public:
  Screen(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(const Line& line, std::string_view shown);
  void finish();

 private:
  void add(const Line& line, const std::string& name, std::string_view written);
  void step(const Line& line, std::string_view text);
  void context(std::string_view shown);
  void row(const Line& line, std::string_view shown);
  void table(const Line& line, std::string_view shown);
  void end_run();

  std::string_view bytes_;
  RunSink& sink_;
  model::Run run_;
  bool any_ = false;
  std::string name_;        ///< of the benchmark whose table may follow.
  bool table_ = false;      ///< in a table.
  bool body_ = false;       ///< behind its heading.
  bool spans_ = false;      ///< some parameters' values have columns of their own.
  std::size_t values_ = 0;  ///< where the columns of results begin.
  Columns columns_;         ///< of the table at hand.
  std::string heading_;     ///< the line of its heading that names the columns.
};

void Screen::end_run() {
  if (run_.results.empty()) return;
  any_ = true;
  run_.tool = "asv";
  keep_apart(run_, sink_);
  sink_.run(run_);
  run_.results.clear();
}

void Screen::finish() {
  end_run();
  if (!any_) throw Error(Fault::Input, {}, "there is no asv benchmark in it");
}

void Screen::add(const Line& line, const std::string& name, std::string_view written) {
  if (written == "n/a" || written.empty()) return sink_.ignored("benchmark that was skipped");
  if (written == "failed" || written.ends_with(" failed")) return sink_.ignored("benchmark that failed");
  const auto value = value_of(written);
  const auto number = value ? base::parse_number(value->number) : std::nullopt;
  if (!number) {
    refuse_at(bytes_, line.begin,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(written.substr(0, 40))));
  }
  const Kind kind = kind_of(name.substr(0, name.find('(')));
  model::Result result = result_of(name, kind, *number, unit_of(value->unit, kind));
  // Half the width asv gives the value itself.
  if (const auto error = base::parse_number(value->error)) {
    result.lower = *number - *error;
    result.upper = *number + *error;
  }
  run_.results.push_back(std::move(result));
}

/// What a commit or an environment is begun with.
void Screen::context(std::string_view shown) {
  constexpr std::string_view kBenchmarking = "Benchmarking ";
  constexpr std::string_view kCommit = " commit ";
  const std::size_t environment = shown.find(kBenchmarking);
  const std::size_t commit = shown.find(kCommit);
  if (commit != std::string_view::npos && shown.find(" For ") < commit) {
    end_run();
    const std::string_view rest = shown.substr(commit + kCommit.size());
    run_.commit = commit_id(rest.substr(0, rest.find_first_of(" :")));
    return;
  }
  if (environment == std::string_view::npos) return;
  end_run();
  const std::string_view name = base::trim(shown.substr(environment + kBenchmarking.size()));
  run_.environment.clear();
  // That of an existing interpreter is its path.
  if (!name.starts_with("existing")) run_.environment["runtime"] = base::to_utf8(name);
}

void Screen::step(const Line& line, std::string_view text) {
  auto words = words_of(text);
  if (words.size() > 1 && words[0] == "Running") words.erase(words.begin());
  if (words.empty() || words[0].starts_with('(')) return;
  if (words[0].find_first_not_of('=') == std::string_view::npos) {
    table_ = !name_.empty();
    body_ = spans_ = false;
    columns_.clear();
    heading_.clear();
    return;
  }
  table_ = false;
  name_ = base::to_utf8(words[0]);
  if (words.size() < 2 || words[1] == "ok") return;
  const std::string value(base::trim(text.substr(static_cast<std::size_t>(words[1].data() - text.data()))));
  // "2/3 failed": the table that follows says which.
  if (words.size() == 3 && words[2] == "failed") return;
  if (value_of(value) || value == "n/a" || value == "failed") add(line, name_, value);
}

/// A heading between rules, then the rows, then a rule. Where values of the last parameters have columns of their own,
/// a line above the heading has those parameters' names behind "--", and a rule below it tells where they begin.
void Screen::table(const Line& line, std::string_view shown) {
  const std::string_view text = base::trim(shown);
  if (!shown.starts_with(' ')) {
    table_ = false;
  } else if (Columns columns = columns_of(shown); !columns.empty()) {
    if (body_) {
      table_ = false;
    } else if (text.starts_with('-') && spans_ && columns.size() > 1) {
      values_ = columns[1].first;
    } else {
      body_ = true;
      if (!spans_) values_ = columns.back().first;
      columns_ = std::move(columns);
    }
  } else if (body_) {
    row(line, shown);
  } else if (text.starts_with("-- ")) {
    spans_ = true;
  } else {
    heading_ = shown;
  }
}

/// The parameters are part of the name, as where asv compares: `suite.time_keys(10, 'a')`.
void Screen::row(const Line& line, std::string_view shown) {
  const auto heading = cells_of(heading_, columns_);
  const auto cells = cells_of(shown, columns_);
  std::string parameters;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (columns_[i].first < values_) {
      parameters += (parameters.empty() ? "" : ", ") + cells[i];
      continue;
    }
    std::string all = parameters;
    if (spans_) {
      std::string column = heading[i];
      for (auto at = column.find(" / "); at != std::string::npos; at = column.find(" / ")) column.replace(at, 3, ", ");
      all += (all.empty() ? "" : ", ") + column;
    }
    add(line, fmt::format("{}({})", name_, all), cells[i]);
  }
}

void Screen::line(const Line& line, std::string_view shown) {
  if (const std::string_view text = step_of(shown); !text.empty()) return step(line, text);
  if (table_) return table(line, shown);
  if (shown.starts_with('[')) context(shown);
}

void read_screen(std::string_view bytes, RunSink& sink) {
  Screen screen(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) screen.line(*line, visible_part(line->text));
  screen.finish();
}

/// The values of a list, one for each set of parameters; nothing where one failed.
std::vector<std::optional<double>> values_in(const JsonNode& list, RunSink& sink) {
  std::vector<std::optional<double>> values;
  const auto items = list.items();
  values.reserve(items.size());
  for (const JsonNode& item : items) values.push_back(number_if_any(item, sink));
  if (items.empty() && list.is_list()) {
    for (const double value : list.numbers(sink)) values.emplace_back(value);
  }
  if (list.is_number()) values.push_back(list.number(sink));
  return values;
}

/// "(10, 'a')" for each set of parameters, in asv's order: the last changes first.
std::vector<std::string> parameter_sets(const JsonNode& params, std::size_t due) {
  std::vector<std::string> sets{""};
  for (const JsonNode& choices : params.items()) {
    std::vector<std::string> longer;
    for (const std::string& set : sets) {
      for (const JsonNode& choice : choices.items()) {
        if (longer.size() > due) params.refuse("more parameters than results");
        longer.push_back(set + (set.empty() ? "" : ", ") + std::string(choice.text()));
      }
    }
    sets = std::move(longer);
  }
  for (std::string& set : sets) {
    if (!params.items().empty()) set = fmt::format("({})", set);
  }
  return sets;
}

/// One benchmark of a results file, its columns found by name.
class Entry {
 public:
  Entry(std::vector<JsonNode> cells, const std::vector<std::string>& columns)
      : cells_(std::move(cells)), columns_(columns) {}
  [[nodiscard]] const JsonNode* operator[](std::string_view column) const {
    const auto at = static_cast<std::size_t>(std::ranges::find(columns_, column) - columns_.begin());
    return at < cells_.size() ? &cells_[at] : nullptr;
  }

 private:
  std::vector<JsonNode> cells_;  ///< may be fewer than the columns: empty ones at the end are left out.
  const std::vector<std::string>& columns_;
};

std::vector<std::optional<double>> column_of(const Entry& entry, std::string_view column, RunSink& sink) {
  const JsonNode* cell = entry[column];
  return cell == nullptr ? std::vector<std::optional<double>>() : values_in(*cell, sink);
}

void add_entry(const JsonNode& node, const Entry& entry, RunSink& sink, model::Run& run) {
  const JsonNode* result = entry["result"];
  if (result == nullptr || !*result) return sink.ignored("benchmark that failed");
  const auto values = values_in(*result, sink);
  const JsonNode* params = entry["params"];
  const auto sets = params == nullptr ? std::vector<std::string>{""} : parameter_sets(*params, values.size());
  if (sets.size() != values.size())
    node.refuse(fmt::format("{} results are due here, not {}", sets.size(), values.size()));
  const auto lower = column_of(entry, "stats_ci_99_a", sink);
  const auto upper = column_of(entry, "stats_ci_99_b", sink);
  const JsonNode* samples = entry["samples"];
  const auto lists = samples == nullptr ? std::vector<JsonNode>() : samples->items();
  const Kind kind = kind_of(node.key());
  const std::string unit = kind == Kind::Time ? "s" : kind == Kind::Memory ? "B" : "";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) {
      sink.ignored("benchmark that failed");
      continue;
    }
    model::Result made = result_of(std::string(node.key()) + sets[i], kind, *values[i], unit);
    if (i < lower.size() && i < upper.size() && lower[i] && upper[i]) {
      made.lower = lower[i];
      made.upper = upper[i];
    }
    if (i < lists.size()) made.samples = samples_of(lists[i], sink);
    run.results.push_back(std::move(made));
  }
}

model::Run run_of(const JsonNode& root, RunSink& sink) {
  model::Run run;
  run.tool = "asv";
  run.commit = root["commit_hash"].text();
  if (const auto date = number_if_any(root["date"], sink)) run.commit_date = base::time_of_milliseconds(*date);
  const JsonNode machine = root["params"];
  const auto keep = [&](const std::string& key, std::string_view value) {
    if (!value.empty()) run.environment[key] = std::string(value);
  };
  keep("cpu", machine["cpu"].text());
  keep("arch", machine["arch"].text());
  keep("os", base::to_lower_ascii(machine["os"].text().substr(0, machine["os"].text().find(' '))));
  std::string runtime(root["python"].text());
  if (!runtime.empty()) runtime = "python " + runtime;
  for (const JsonNode& requirement : root["requirements"].items()) {
    runtime += fmt::format(" {} {}", requirement.key(), requirement.text());
  }
  keep("runtime", base::trim(runtime));
  return run;
}

void read_results(std::string_view bytes, RunSink& sink) {
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root["result_columns"]) root.refuse("no \"result_columns\": this is not a results file of asv 0.5 or later");
  model::Run run = run_of(root, sink);
  std::vector<std::string> columns;
  for (const JsonNode& column : root["result_columns"].list("a list of columns")) columns.emplace_back(column.text());
  double first = 0;
  for (const JsonNode& node : root["results"].members("an object of benchmarks")) {
    const Entry entry(node.items(), columns);
    add_entry(node, entry, sink, run);
    const JsonNode* started = entry["started_at"];
    const auto at = started == nullptr ? std::nullopt : number_if_any(*started, sink);
    if (at && (first == 0 || *at < first)) first = *at;
  }
  if (first > 0) run.date = base::time_of_milliseconds(first);
  if (run.results.empty()) throw Error(Fault::Input, {}, "there is no asv benchmark in it");
  sink.run(std::move(run));
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (has("commit_hash") && has("result_columns")) return Match::Sure;
  if (!keys.empty() || head.find("%] ") == std::string_view::npos) return Match::No;
  Lines lines(head);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto words = words_of(step_of(shown));
    if (words.empty()) continue;
    const bool table = words[0].size() > 2 && words[0].find_first_not_of('=') == std::string_view::npos;
    const bool named = words.size() >= 2 && words[0].find('.') != std::string_view::npos;
    const std::string_view value = words.size() >= 2 ? words.back() : std::string_view();
    if (table || (named && (value_of(value) || value == "ok" || value == "failed" || value == "n/a"))) {
      return Match::Sure;
    }
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const std::size_t begin = text_begin(bytes);
  const bool json = begin < bytes.size() && bytes[begin] == '{';
  return json ? read_results(bytes, sink) : read_screen(bytes, sink);
}

constexpr std::string_view kAliases[] = {"python_asv", "airspeed-velocity"};

}  // namespace

extern const Format kAsv;
const Format kAsv{"asv", kAliases, sniff, read, true};

}  // namespace perfolio::formats
