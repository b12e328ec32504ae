// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/google_benchmark.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

/// What Google Benchmark prints: a table with a line per repetition, and `--benchmark_format=csv`.
namespace perfolio::formats::google {
namespace {

/// No row is longer: what is comes from somewhere else.
constexpr std::size_t kLongestLine = 8192;
constexpr std::string_view kCsvHeader = "name,iterations,real_time,cpu_time,time_unit";

/// What the line of headings says of the columns.
struct Headings {
  std::string unit;                   ///< of old versions, which state it here only: "Time(ns)".
  std::vector<std::string> counters;  ///< of --benchmark_counters_tabular.
};

/// "Benchmark  Time  CPU  Iterations", with what stands behind.
std::optional<Headings> headings_of(std::string_view line) {
  if (!base::trim(line).starts_with("Benchmark")) return std::nullopt;
  const auto words = words_of(line);
  if (words.size() < 4 || words[0] != "Benchmark" || words[3] != "Iterations") return std::nullopt;
  if (!words[1].starts_with("Time") || !words[2].starts_with("CPU")) return std::nullopt;
  Headings headings;
  if (words[1].starts_with("Time(") && words[1].ends_with(')')) {
    headings.unit = words[1].substr(5, words[1].size() - 6);
  }
  for (std::size_t i = 4; i < words.size(); ++i) {
    if (!words[i].starts_with("UserCounters")) headings.counters.emplace_back(words[i]);
  }
  return headings;
}

/// The longest beginning that is a number.
std::size_t number_length(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  at = std::min(text.find_first_not_of("0123456789.", at), text.size());
  if (at + 2 >= text.size() || text[at] != 'e' || (text[at + 1] != '+' && text[at + 1] != '-')) return at;
  return std::min(text.find_first_not_of("0123456789", at + 2), text.size());
}

/// A counter's value as it is printed: "12", "2.5m", "398.722M/s", "1.5Gi/s"; "%" only stands in rows of _cv. `bytes`:
/// up to 1.7 bytes were counted in powers of 1024 without saying so.
std::optional<Counter> counter_of(std::string_view name, std::string_view text, bool bytes) {
  const std::size_t length = number_length(text);
  const auto number = base::parse_number(text.substr(0, length));
  if (!number) return std::nullopt;
  std::string_view rest = text.substr(length);
  double factor = 1;
  constexpr std::string_view kBig = "kMGTPEZY";
  constexpr std::string_view kSmall = "munpfazy";
  if (const auto big = rest.empty() ? kBig.npos : kBig.find(rest[0] == 'K' ? 'k' : rest[0]); big != kBig.npos) {
    rest.remove_prefix(1);
    const bool binary = bytes || rest.starts_with('i');
    if (rest.starts_with('i')) rest.remove_prefix(1);
    factor = std::pow(binary ? 1024.0 : 1000.0, static_cast<double>(big + 1));
  } else if (const auto small = rest.empty() ? kSmall.npos : kSmall.find(rest[0]); small != kSmall.npos) {
    rest.remove_prefix(1);
    factor = std::pow(1000.0, -static_cast<double>(small + 1));
  }
  if (!rest.empty() && rest != "/s" && rest != "s") return std::nullopt;
  Counter made = counter(name, *number * factor);
  const bool rounded = factor != 1 || rest == "/s" || rest == "s" || text.find('.') != text.npos;
  if (rounded) made.resolution = half_last_digit(text.substr(0, length)) * factor;
  if (made.unit.empty() && !rest.empty()) made.unit = rest == "s" ? "s" : "1/s";
  return made;
}

/// A word "name=value".
std::optional<Counter> assigned(std::string_view word) {
  const std::size_t equals = word.rfind('=');
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  const std::string_view name = word.substr(0, equals);
  return counter_of(name, word.substr(equals + 1), name == "bytes_per_second");
}

/// Up to 1.4 the two rates stood there without a name: "45.4688MB/s   11.9194M items/s".
std::optional<Counter> unnamed(std::span<const std::string_view> words) {
  if (words[0].ends_with("B/s") && number_length(words[0]) > 0) {
    return counter_of("bytes_per_second", std::string(words[0].substr(0, words[0].size() - 3)) + "/s", true);
  }
  if (words.size() < 2 || words[1] != "items/s") return std::nullopt;
  return counter_of("items_per_second", std::string(words[0]) + "/s", false);
}

bool is_time_unit(std::string_view word) {
  static constexpr std::array<std::string_view, 5> kUnits{"ns", "us", "ms", "s", "%"};
  return std::ranges::find(kUnits, word) != kUnits.end();
}

bool is_count(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Also what is written like a number and is none ("1,5"), to be refused by name.
bool is_number_like(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos &&
         word.find_first_not_of("0123456789.,eE+-") == std::string_view::npos;
}

/// Which words are what in a row.
struct Shape {
  std::size_t real = 0, cpu = 0, counters = 0;
  std::string_view unit;
};

/// Finds "681 ns  671 ns  45077" among the words: a name may have several, and end with numbers.
std::optional<Shape> shape_of(std::span<const std::string_view> words, const Headings& headings) {
  for (std::size_t i = 1; i + 2 < words.size(); ++i) {
    if (!headings.unit.empty()) {
      if (!is_number_like(words[i]) || !is_number_like(words[i + 1]) || !is_count(words[i + 2])) continue;
      return Shape{i, i + 1, i + 3, headings.unit};
    }
    if (i + 4 >= words.size() || !is_time_unit(words[i + 1]) || !is_time_unit(words[i + 3])) continue;
    if (is_number_like(words[i]) && is_number_like(words[i + 2]) && is_count(words[i + 4])) {
      return Shape{i, i + 2, i + 5, words[i + 1]};
    }
  }
  return std::nullopt;
}

/// The orders of complexity as Google Benchmark writes them; "f(N)" is a function of the user's own.
bool is_order(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kOrders{"N", "N^2", "N^3", "lgN", "NlgN", "(1)", "f(N)"};
  return std::ranges::find(kOrders, word) != kOrders.end();
}

/// What stands before the last four words and ends so; empty where it does not.
std::string_view fitted_name(std::string_view text, std::span<const std::string_view> words, std::string_view end) {
  if (words.size() < 5) return {};
  const auto length = static_cast<std::size_t>(words[words.size() - 4].data() - text.data());
  const std::string_view name = base::trim(text.substr(0, length));
  return name.ends_with(end) ? name.substr(0, name.size() - end.size()) : std::string_view();
}

Row fit_of(std::string_view name, std::string_view aggregate) {
  Row row;
  row.fit = true;
  row.run_type = "aggregate";
  row.run_name = base::to_utf8(name);
  row.aggregate = aggregate;
  row.name = row.run_name + "_" + row.aggregate;
  return row;
}

/// A fit has the unit of what it was fitted to, which stands before it and is of the same function; it states none of
/// its own. Empty where nothing of that function stands there: then nobody knows what the coefficient is.
std::string unit_before(const std::vector<Row>& rows, std::string_view name) {
  const std::string_view function = name.substr(0, name.find('/'));
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if (!row->fit && !row->failed && row->real_time) return row->name.starts_with(function) ? row->time_unit : "";
  }
  return {};
}

/// "sum_BigO  0.26 N  0.26 N".
std::optional<Row> order_row(std::string_view text, std::span<const std::string_view> words,
                             const std::vector<Row>& before) {
  const std::string_view name = fitted_name(text, words, "_BigO");
  if (name.empty() || !is_order(words.back()) || words[words.size() - 3] != words.back()) return std::nullopt;
  const std::string unit = unit_before(before, name);
  const auto coefficient = base::parse_number(words[words.size() - 4]);
  if (unit.empty() || !coefficient) return std::nullopt;
  Row row = fit_of(name, "BigO");
  row.order = words.back();
  row.coefficient = coefficient;
  row.time_unit = unit;
  return row;
}

/// "sum_RMS  3 %  3 %": of real time, of CPU time; the latter is what the JSON states.
std::optional<Row> misfit_row(std::string_view text, std::span<const std::string_view> words) {
  const std::string_view name = fitted_name(text, words, "_RMS");
  if (name.empty() || words.back() != "%" || words[words.size() - 3] != "%") return std::nullopt;
  const auto share = base::parse_number(words[words.size() - 2]);
  if (!share) return std::nullopt;
  Row row = fit_of(name, "RMS");
  row.rms = *share / 100;
  return row;
}

/// The same rows of the table of comma-separated values: without iterations, the order where else the unit stands.
void keep_fit(Row& row, const std::vector<Row>& before) {
  const std::string_view name = row.name;
  if (name.ends_with("_BigO") && is_order(row.time_unit)) {
    Row fit = fit_of(name.substr(0, name.size() - 5), "BigO");
    fit.order = row.time_unit;
    fit.time_unit = unit_before(before, fit.run_name);
    if (!fit.time_unit.empty()) fit.coefficient = row.real_time;
    row = std::move(fit);
  } else if (name.ends_with("_RMS") && row.time_unit.empty()) {
    Row fit = fit_of(name.substr(0, name.size() - 4), "RMS");
    fit.rms = row.cpu_time;
    row = std::move(fit);
  }
}

class Printed {
 public:
  Printed(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(std::size_t begin, std::string_view raw);
  std::vector<Row> rows;
  model::Run run;
  bool any = false;  ///< a line of headings stood there.

 private:
  void context(std::string_view text);
  void row(std::size_t begin, std::string_view text);
  void counters(std::span<const std::string_view> words, Row& row) const;
  [[nodiscard]] double number(std::size_t begin, std::string_view word) const;

  std::string_view bytes_;
  RunSink& sink_;
  Headings headings_;
};

/// Lines before the table, where somebody kept what goes to the other stream.
void Printed::context(std::string_view text) {
  if (text.empty()) return;
  if (text.front() == '2' && !run.date) run.date = time_without_zone(text);
  constexpr std::string_view kRunOn = "Run on (";
  if (!text.starts_with(kRunOn)) return;
  const std::string_view count = text.substr(kRunOn.size(), text.find(' ', kRunOn.size()) - kRunOn.size());
  if (is_count(count) && count.size() < 6) run.environment["cpus"] = count;
}

double Printed::number(std::size_t begin, std::string_view word) const {
  const auto value = base::parse_number(word);
  if (!value) refuse_at(bytes_, begin, fmt::format("\"{}\" is not a number that can be kept", base::visible(word)));
  return *value;
}

void Printed::counters(std::span<const std::string_view> words, Row& row) const {
  const auto& columns = headings_.counters;
  if (!columns.empty()) {
    // A counter that a row does not have leaves a gap that nothing marks.
    if (words.size() < columns.size()) return sink_.ignored("row with fewer counters than columns");
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto made = counter_of(columns[i], words[i], columns[i] == "bytes_per_second");
      if (!made) return sink_.ignored("row with fewer counters than columns");
      row.counters.push_back(*made);
    }
    return;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto made = assigned(words[i]);
    if (!made) made = unnamed(words.subspan(i));
    if (made) row.counters.push_back(std::move(*made));
  }
}

void Printed::row(std::size_t begin, std::string_view text) {
  for (const std::string_view mark : {" ERROR OCCURRED: ", " SKIPPED: "}) {
    if (text.find(mark) == std::string_view::npos) continue;
    Row failed;
    failed.name = base::to_utf8(base::trim(text.substr(0, text.find(mark))));
    failed.failed = true;
    rows.push_back(std::move(failed));
    return;
  }
  const auto words = words_of(text);
  const auto shape = shape_of(words, headings_);
  if (!shape) {
    auto fit = order_row(text, words, rows);
    if (!fit) fit = misfit_row(text, words);
    if (fit) rows.push_back(std::move(*fit));
    return;
  }
  Row row;
  const auto end = static_cast<std::size_t>(words[shape->real].data() - text.data());
  row.name = base::to_utf8(base::trim(text.substr(0, end)));
  row.time_unit = shape->unit;
  row.fit = shape->unit == "%";  // the coefficient of variation
  row.iterations = words[shape->counters - 1];
  row.real_time = number(begin, words[shape->real]);
  row.cpu_time = number(begin, words[shape->cpu]);
  row.real_printed = words[shape->real];
  row.cpu_printed = words[shape->cpu];
  if (!row.fit) counters(std::span(words).subspan(shape->counters), row);
  rows.push_back(std::move(row));
}

void Printed::line(std::size_t begin, std::string_view raw) {
  if (raw.size() > kLongestLine) return sink_.ignored("line too long for a row");
  const std::string text = visible_part(raw);
  if (auto headings = headings_of(text)) {
    headings_ = std::move(*headings);
    any = true;
  } else if (any) {
    row(begin, text);
  }
  context(text);
}

std::optional<double> number_in(std::string_view bytes, const CsvRow& row, std::size_t column, RunSink& sink) {
  if (row.cells[column].empty()) return std::nullopt;
  return number_of({Scalar::Kind::Text, 0, row.cells[column]}, sink,
                   [&](const std::string& what) { refuse_at(bytes, row.begin, what); });
}

Row row_of(std::string_view bytes, const CsvRow& header, const CsvRow& cells, RunSink& sink) {
  Row row;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const std::string& column = header.cells[i];
    const std::string& cell = cells.cells[i];
    if (column == "name") {
      row.name = base::to_utf8(cell);
    } else if (column == "iterations") {
      row.fit = cell.empty();  // a fitted curve has none
      row.iterations = base::to_utf8(cell);
    } else if (column == "real_time") {
      row.real_time = number_in(bytes, cells, i, sink);
    } else if (column == "cpu_time") {
      row.cpu_time = number_in(bytes, cells, i, sink);
    } else if (column == "time_unit") {
      row.time_unit = base::to_utf8(cell);
    } else if (column == "error_occurred") {
      row.failed = cell == "true";
    } else if (column != "label" && column != "error_message" && column != "skipped" && column != "skip_message") {
      if (const auto value = number_in(bytes, cells, i, sink)) {
        row.counters.push_back(counter(base::to_utf8(column), *value));
      }
    }
  }
  if (row.failed) row.fit = false;
  return row;
}

/// Where the header begins: messages of the tool may stand before it.
std::size_t csv_begin(std::string_view head) {
  for (std::size_t at = head.find(kCsvHeader); at != std::string_view::npos; at = head.find(kCsvHeader, at + 1)) {
    if (at == text_begin(head) || head[at - 1] == '\n') return at;
  }
  return std::string_view::npos;
}

}  // namespace

bool is_printed(std::string_view head) {
  std::size_t end = 0;
  for (std::size_t at = head.find("Benchmark "); at < head.size(); at = head.find("Benchmark ", end)) {
    const std::size_t line = head.rfind('\n', at) + 1;  // npos + 1 is 0
    end = std::min(head.find('\n', at), head.size());
    if (end - line <= kLongestLine && headings_of(visible_part(head.substr(line, end - line)))) return true;
  }
  return false;
}

bool is_csv(std::string_view head) { return csv_begin(head) != std::string_view::npos; }

void read_printed(std::string_view bytes, RunSink& sink) {
  Printed printed(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) printed.line(line->begin, line->text);
  hand_over(printed.rows, std::move(printed.run), sink);
}

void read_csv(std::string_view bytes, RunSink& sink) {
  CsvRows table(bytes, csv_begin(bytes));
  const auto header = table.next();
  std::vector<Row> rows;
  while (const auto cells = table.next()) {
    if (cells->cells == header->cells) continue;  // files put together
    if (cells->cells.size() == header->cells.size()) {
      Row row = row_of(bytes, *header, *cells, sink);
      if (row.fit) keep_fit(row, rows);
      rows.push_back(std::move(row));
    } else {
      sink.ignored("line that is no row of the table");
    }
  }
  hand_over(rows, {}, sink);
}

}  // namespace perfolio::formats::google
