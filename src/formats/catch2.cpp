// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/catch2.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

/// Catch2's console reporter: a table below the title of each test case or section, three lines a benchmark.
namespace perfolio::formats {
namespace {

constexpr std::size_t kShortestRule = 20;
constexpr std::size_t kMostTitleLines = 64;
constexpr std::string_view kHeader = "benchmark name";

/// The character a line is made of, if it is one of Catch2's rules; else '\0'.
char rule_of(std::string_view shown) {
  if (shown.size() < kShortestRule || shown.find_first_not_of(shown[0]) != std::string_view::npos) return '\0';
  return std::string_view("-=.~").find(shown[0]) == std::string_view::npos ? '\0' : shown[0];
}

bool is_header(std::string_view shown) {
  return shown.starts_with(kHeader) && shown.find(" samples ") != std::string_view::npos &&
         shown.find(" iterations ") != std::string_view::npos;
}

/// "tests is a Catch v2.13.10 host application.", "... is a Catch2 v3.4.0 host application."
bool is_launch(std::string_view shown) {
  return shown.find(" is a Catch") != std::string_view::npos &&
         shown.find(" host application") != std::string_view::npos;
}

bool is_digits(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_missing(std::string_view word) {
  const std::string lowered = base::to_lower_ascii(word);
  return lowered.find("nan") != std::string::npos || lowered.find("inf") != std::string::npos;
}

/// A number and its unit in a cell. Minutes are written "m".
struct Cell {
  std::string_view number;
  std::string_view unit;
};

bool is_cell(std::string_view number, std::string_view unit) {
  constexpr std::array<std::string_view, 6> kUnits{"ns", "us", "\u00b5s", "ms", "s", "m"};
  const bool like = number.find_first_of("0123456789") != std::string_view::npos || is_missing(number);
  return like && std::ranges::find(kUnits, unit) != kUnits.end();
}

/// A line of the table: what stands in the column of the name, and in the others.
struct TableLine {
  std::string_view name;
  std::vector<Cell>
      cells;  ///< three values, or the one of a benchmark's first line; empty where only the name goes on.
};

TableLine table_line(std::string_view shown, bool first) {
  const auto words = words_of(shown);
  const std::size_t due = first ? 4 : 6;
  TableLine line{base::trim(shown), {}};
  if (words.size() < due) return line;
  const auto tail = std::span(words).last(due);
  if (first && (!is_digits(tail[0]) || !is_digits(tail[1]))) return line;
  for (std::size_t i = first ? 2 : 0; i < due; i += 2) {
    if (!is_cell(tail[i], tail[i + 1])) return line;
  }
  for (std::size_t i = first ? 2 : 0; i < due; i += 2) line.cells.push_back({tail[i], tail[i + 1]});
  line.name = base::trim(shown.substr(0, static_cast<std::size_t>(tail[0].data() - shown.data())));
  return line;
}

/// Whether the console broke a word of its own accord: it fills the column, with a hyphen for its end.
bool is_broken_word(std::string_view part, std::size_t width) {
  return part.size() == width && part.ends_with('-') &&
         part.substr(0, part.size() - 1).find_first_of(" [({<|])}>.,:;*+-=&/\\") == std::string_view::npos;
}

/// Between two lines of a name stood a blank, but for breaks at characters that are followed by none.
bool joins_without_blank(std::string_view part, std::string_view next) {
  if (next.starts_with('<')) return true;
  if (part.ends_with("::")) return true;
  return std::string_view("/\\&=-+*").find(part.back()) != std::string_view::npos && !part.ends_with(" -") &&
         !part.ends_with(" +") && !part.ends_with(" *") && !part.ends_with(" =") && !part.ends_with(" &");
}

std::string joined(const std::vector<std::string>& parts, std::size_t width) {
  std::string name;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string_view part = parts[i];
    const bool last = i + 1 == parts.size();
    const bool broken = !last && is_broken_word(part, width);
    if (broken) part.remove_suffix(1);
    name += part;
    if (!last && !broken && !joins_without_blank(part, parts[i + 1])) name += ' ';
  }
  return name;
}

class Console {
 public:
  Console(std::string_view bytes, RunSink& sink, model::Run& run) : bytes_(bytes), sink_(sink), run_(run) {}
  void line(const Line& line);
  void end();

 private:
  void rule(char c);
  void header(std::string_view shown);
  void row(const Line& line, std::string_view shown);
  void keep(const Line& line, const std::vector<Cell>& cells);
  void spread(const Cell& deviation);
  void reset();
  std::optional<double> number(const Line& line, std::string_view word);

  std::string_view bytes_;
  RunSink& sink_;
  model::Run& run_;
  std::size_t launch_ = 0;                           ///< of the program: each announces itself.
  std::vector<std::size_t> launches_;                ///< of the results.
  std::vector<std::string> block_, previous_block_;  ///< the lines since the last rule, and those before it.
  std::vector<std::string> title_;
  bool headed_ = false;  ///< the table's head was there, not yet its rule.
  bool in_table_ = false;
  bool analysed_ = true;   ///< three lines a benchmark; without an analysis one.
  std::size_t width_ = 0;  ///< of a name's line.
  std::vector<std::string> name_;
  std::size_t rows_ = 0;  ///< of the benchmark at hand.
  bool kept_ = false;     ///< its mean was a number.
};

/// A benchmark below a GENERATE stands there once for each value, which Catch2 does not print; only another launch of
/// the program measures the same again.
void Console::end() {
  reset();
  launches_.resize(run_.results.size(), launch_);
  note_kept_apart(keep_apart(run_.results, launches_), sink_);
}

void Console::reset() {
  if (rows_ > 0) sink_.ignored("benchmark without a result");
  name_.clear();
  rows_ = 0;
}

std::optional<double> Console::number(const Line& line, std::string_view word) {
  if (is_missing(word)) {
    sink_.ignored("value is missing (null or not a number)");
    return std::nullopt;
  }
  const auto value = base::parse_number(word);
  if (!value) {
    refuse_at(bytes_, line.begin,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(word.substr(0, 40))));
  }
  return value;
}

void Console::rule(char c) {
  reset();
  in_table_ = c == '-' && headed_;
  headed_ = false;
  if (c == '-') previous_block_ = std::move(block_);
  // The title stands between the last two rules; behind it a file and a line, then a rule of dots.
  if (c == '.') title_ = previous_block_;
  if (c == '=') title_.clear();
  if (c == '-' || c == '=') block_.clear();
}

void Console::header(std::string_view shown) {
  reset();
  headed_ = true;
  in_table_ = false;
  analysed_ = shown.find(" mean") == std::string_view::npos;
  constexpr std::size_t kGap = 2;
  constexpr std::size_t kIndent = 5;  // of "samples" in its column, where there is no analysis
  const std::size_t samples = shown.find("samples") - (analysed_ ? 0 : kIndent);
  width_ = samples > kGap ? samples - kGap : 0;
}

/// The mean, and the bounds of its confidence interval; each has a unit of its own.
void Console::keep(const Line& line, const std::vector<Cell>& cells) {
  const auto value = number(line, cells[0].number);
  kept_ = value.has_value();
  if (!kept_) return;
  const auto unit_of = [](const Cell& cell) { return cell.unit == "m" ? std::string_view("min") : cell.unit; };
  const double factor = units::parse_unit(unit_of(cells[0])).factor;
  model::Result result;
  result.benchmark = catch2_name(title_, base::to_utf8(joined(name_, width_)));
  result.value = *value;
  result.unit = unit_of(cells[0]);
  result.estimator = "mean";
  for (std::size_t i = 1; i < cells.size(); ++i) {
    auto bound = number(line, cells[i].number);
    if (bound && cells[i].unit != cells[0].unit) *bound *= units::parse_unit(unit_of(cells[i])).factor / factor;
    (i == 1 ? result.lower : result.upper) = bound;
  }
  kept_ = set_printed(result, cells[0].number, sink_);
  if (kept_) run_.results.push_back(std::move(result));
}

void Console::spread(const Cell& deviation) {
  if (kept_) run_.results.back().spread = fmt::format("std dev {} {}", deviation.number, deviation.unit);
}

void Console::row(const Line& line, std::string_view shown) {
  if (shown.find("Benchmark failed (") != std::string_view::npos) {
    sink_.ignored("benchmark reported an error");
    rows_ = 0;
    return reset();
  }
  const TableLine parts = table_line(shown, rows_ == 0);
  if (!parts.name.empty() && rows_ < 2 && name_.size() < kMostTitleLines) name_.emplace_back(parts.name);
  if (parts.cells.empty()) return;
  ++rows_;
  // A name may go on beside the mean and the deviation; the mean waits for it.
  if (rows_ == 2 || !analysed_) keep(line, parts.cells);
  if (rows_ == 3 && !parts.name.empty() && kept_) {
    name_.emplace_back(parts.name);
    run_.results.back().benchmark = catch2_name(title_, base::to_utf8(joined(name_, width_)));
  }
  if (rows_ == 3) spread(parts.cells[0]);
  if (rows_ < 3 && analysed_) return;
  rows_ = 0;
  name_.clear();
}

void Console::line(const Line& line) {
  const std::string shown = visible_part(line.text);
  if (const char c = rule_of(shown); c != '\0') return rule(c);
  if (is_launch(shown)) {
    launches_.resize(run_.results.size(), launch_++);
  }
  if (is_header(shown)) return header(shown);
  if (in_table_) return base::trim(shown).empty() ? reset() : row(line, shown);
  if (block_.size() < kMostTitleLines && !base::trim(shown).empty()) {
    block_.push_back(base::to_utf8(base::trim(shown)));
  }
}

Match sniff(std::string_view head) {
  if (head.find("<BenchmarkResults ") != std::string_view::npos) return Match::Sure;
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find(kHeader) != std::string_view::npos && is_header(visible_part(line->text))) return Match::Sure;
  }
  return catch2_xml_begin(head) == std::string_view::npos ? Match::No : Match::Maybe;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  model::Run run;
  run.tool = "catch2";
  if (const std::size_t xml = catch2_xml_begin(bytes); xml != std::string_view::npos) {
    read_catch2_xml(bytes, xml, sink, run);
    keep_apart(run, sink);
  } else {
    Console console(bytes, sink, run);
    Lines lines(bytes);
    while (const auto line = lines.next()) console.line(*line);
    console.end();
  }
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no Catch2 benchmark in it");
  fold_repetitions(run);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"cpp_catch2", "catch"};

}  // namespace

std::string catch2_name(const std::vector<std::string>& title, std::string_view benchmark) {
  if (title.empty()) return std::string(benchmark);
  return fmt::format("{}: {}", fmt::join(title, " "), benchmark);
}

extern const Format kCatch2;
const Format kCatch2{"catch2", kAliases, sniff, read, true};

}  // namespace perfolio::formats
