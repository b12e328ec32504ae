// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// The table JMH prints at the end: `Benchmark (size) Mode Cnt Score Error Units`. Its JSON is the reader of `jmh`.
namespace perfolio::formats {
namespace {

using units::Direction;
using Words = std::vector<std::string_view>;

constexpr std::array<std::string_view, 4> kModes = {"thrpt", "avgt", "sample", "ss"};
constexpr std::string_view kNone = "\u2248";  // before a power of ten, where the score is too small to be printed

bool is_parameter(std::string_view word) { return word.size() > 2 && word.front() == '(' && word.back() == ')'; }

/// The head of a table; up to JMH 1.10 the columns had other names ("Samples", "Score error").
bool is_header(const Words& words) {
  if (words.size() < 4 || words.front() != "Benchmark" || words.back() != "Units") return false;
  const auto mode = std::ranges::find(words, "Mode");
  return std::all_of(words.begin() + 1, mode, is_parameter) && std::find(mode, words.end(), "Score") != words.end();
}

/// One row, its columns told apart: values of parameters may hold blanks, so that only the ends of a row are certain.
struct Row {
  std::string name;
  std::string_view mode, score, error, unit;
};

std::string name_of(std::string_view benchmark, const Words& header, const Words& values) {
  std::string parameters;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string_view key = header[i + 1];
    if (values[i] == "N/A") continue;  // of another benchmark of the table
    parameters += fmt::format("{}{}={}", parameters.empty() ? "" : ", ", key.substr(1, key.size() - 2), values[i]);
  }
  return parameters.empty() ? base::to_utf8(benchmark) : base::to_utf8(fmt::format("{} ({})", benchmark, parameters));
}

std::optional<Row> row_of(const Words& header, const Words& words) {
  const std::size_t mode = static_cast<std::size_t>(std::ranges::find(header, "Mode") - header.begin());
  if (words.size() < mode + 3 || std::ranges::find(kModes, words[mode]) == kModes.end()) return std::nullopt;
  Row row;
  row.name = name_of(words[0], header, Words(words.begin() + 1, words.begin() + static_cast<std::ptrdiff_t>(mode)));
  row.mode = words[mode];
  row.unit = words.back();
  std::size_t score = words.size() - 2;
  if (words[score - 1] == "\u00b1") {
    row.error = words[score];
    score -= 2;
  }
  if (score <= mode) return std::nullopt;
  row.score = words[score];
  // A score too small to be printed is "\u2248 10\u207b\u00b3" (its exponent raised), with or without a blank.
  if (words[score - 1] == kNone) row.score = kNone;
  return row;
}

/// Profilers and percentiles stand under the benchmark's name, behind a colon: "B.sort:p0.99", "B.sort:\u00b7gc.count".
std::pair<std::string, std::string> split_name(const std::string& name) {
  const std::size_t end = std::min(name.find(" ("), name.size());
  const std::size_t colon = name.rfind(':', end);
  if (colon == std::string::npos || colon == 0) return {name, {}};
  return {name.substr(0, colon) + name.substr(end), name.substr(colon + 1, end - colon - 1)};
}

/// "B.sort:sort\u00b7p0.99" of older JMH: behind the last mark.
std::string secondary_metric(std::string metric) {
  for (const std::string_view mark : {"\u00b7", "+"}) {
    if (const auto at = metric.rfind(mark); at != std::string::npos) metric.erase(0, at + mark.size());
  }
  if (metric == "gc.alloc.rate.norm") return "memory";
  const bool percentile = metric.starts_with("p0.") || metric.starts_with("p1.");
  const auto share = percentile ? base::parse_number(std::string_view(metric).substr(1)) : std::nullopt;
  return share ? fmt::format("time-p{:g}", *share * 100) : metric_word(metric);
}

/// A machine's language may write the decimal point as a comma; JMH groups no digits.
std::string with_point(std::string_view number) {
  std::string text(number);
  std::ranges::replace(text, ',', '.');
  return text;
}

void add(const Line& line, const Row& row, PrintedRows& rows, RunSink& sink) {
  if (row.score.starts_with(kNone)) return sink.ignored("below what was printed (only its power of ten)");
  const auto [name, behind] = split_name(row.name);
  const bool rate = row.unit.starts_with("ops/");
  const std::string metric = behind.empty() ? (rate ? "throughput" : "time") : secondary_metric(behind);
  model::Result* result =
      rows.add(line, name, metric, with_point(row.score), row.unit, rate ? Direction::Higher : Direction::Lower);
  if (result == nullptr) return;
  if (behind.empty()) result->estimator = "mean";
  const auto error = parse_grouped_number(with_point(row.error));
  if (!error || *error <= 0) return;
  result->lower = result->value - *error;
  result->upper = result->value + *error;
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("Units") == std::string_view::npos) continue;
    if (is_header(words_of(visible_part(line->text)))) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, "jmh", sink);
  std::string header_text;
  Words header;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    std::string shown = visible_part(line->text);
    Words words = words_of(shown);
    if (is_header(words)) {
      header_text = std::move(shown);
      header = words_of(header_text);
    } else if (const auto row = header.empty() ? std::nullopt : row_of(header, words)) {
      add(*line, *row, rows, sink);
    } else {
      header.clear();  // the table is over
    }
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"jmh-table", "jmh-console"};

}  // namespace

extern const Format kJmhText;
const Format kJmhText{"jmh-text", kAliases, sniff, read, true};

}  // namespace perfolio::formats
