// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/hyperfine.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <optional>

/// hyperfine's console, `Benchmark 1: make` with `Time (mean \u00b1 \u03c3):` below it, and its Markdown table.
namespace perfolio::formats {
namespace {

constexpr std::string_view kMean = "Time (mean \u00b1 \u03c3):";
constexpr std::string_view kSingle = "Time (abs \u2261):";
constexpr std::string_view kTableHead = "| Command | Mean [";
constexpr std::string_view kPlusMinus = "\u00b1";

/// A time as printed.
struct Printed {
  std::string_view number, unit;
};

/// `Benchmark 1: make`, up to 1.12 `Benchmark #1: make`.
std::optional<std::string_view> command_in(std::string_view text) {
  constexpr std::string_view kWord = "Benchmark ";
  if (!text.starts_with(kWord)) return std::nullopt;
  text.remove_prefix(kWord.size());
  if (text.starts_with('#')) text.remove_prefix(1);
  const std::size_t end = text.find_first_not_of("0123456789");
  if (end == 0 || end == std::string_view::npos || !text.substr(end).starts_with(": ")) return std::nullopt;
  const std::string_view command = base::trim(text.substr(end + 2));
  return command.empty() ? std::nullopt : std::optional(command);
}

/// What stands behind the label of a time; nothing of another line.
std::optional<std::string_view> time_in(std::string_view text) {
  for (const std::string_view label : {kMean, kSingle}) {
    if (text.starts_with(label)) return text.substr(label.size());
  }
  return std::nullopt;
}

/// The unit in `| Command | Mean [ms] | ...`; nothing of another line.
std::optional<std::string> unit_of_table(std::string_view text) {
  const std::size_t end = text.find(']');
  if (!text.starts_with(kTableHead) || end == std::string_view::npos) return std::nullopt;
  if (text.find("| Relative |") == std::string_view::npos) return std::nullopt;
  return base::to_utf8(text.substr(kTableHead.size(), end - kTableHead.size()));
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(const Line& line);
  model::Run run;

 private:
  void time(std::size_t at, std::string_view text);
  void row(std::size_t at, std::string_view text);
  void add(std::size_t at, const std::string& metric, const Printed& printed, const Printed& deviation);

  std::string_view bytes_;
  RunSink& sink_;
  std::string command_;               ///< of the console, until its time.
  std::optional<std::string> table_;  ///< the unit of the table that is being read.
};

void Reader::add(std::size_t at, const std::string& metric, const Printed& printed, const Printed& deviation) {
  const auto value = base::parse_number(printed.number);
  if (!value) {
    refuse_at(bytes_, at,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(printed.number.substr(0, 40))));
  }
  model::Result result;
  result.benchmark = command_;
  result.metric = metric;
  result.value = *value;
  result.unit = base::to_utf8(printed.unit);
  result.better = units::Direction::Lower;
  result.estimator = "mean";
  result.parameters.benchmark = command_;
  const auto sigma = base::parse_number(deviation.number);
  if (sigma && *sigma > 0 && deviation.unit == printed.unit) {
    result.lower = *value - *sigma;
    result.upper = *value + *sigma;
  }
  if (set_printed(result, printed.number, sink_)) run.results.push_back(std::move(result));
}

/// `17.4 ms \u00b1 7.1 ms    [User: 1.0 ms, System: 0.2 ms]`; of a single run without the deviation.
void Reader::time(std::size_t at, std::string_view text) {
  const auto words = words_of(text);
  if (words.size() < 2) return;
  const bool spread = words.size() > 4 && words[2] == kPlusMinus;
  add(at, "time", {words[0], words[1]}, spread ? Printed{words[3], words[4]} : Printed{});
  for (std::size_t i = 2; i + 2 < words.size(); ++i) {
    const std::string_view unit = words[i + 2].substr(0, words[i + 2].find_first_of(",]"));
    if (words[i] == "[User:") add(at, "user", {words[i + 1], unit}, {});
    if (words[i] == "System:") add(at, "system", {words[i + 1], unit}, {});
  }
}

/// A row of the table: "| `make \\| cat` | 17.4 \u00b1 7.1 | 11.1 | 39.7 | 2.77 \u00b1 2.88 |".
void Reader::row(std::size_t at, std::string_view text) {
  const std::size_t end = text.find("` | ");
  if (end == std::string_view::npos || end <= 3) return;
  command_.clear();
  for (std::size_t i = 3; i < end; ++i) {
    if (text.substr(i, 2) != "\\|") command_ += text[i];
  }
  command_ = base::to_utf8(command_);
  const auto words = words_of(text.substr(end + 4));
  if (words.empty()) return;
  const bool spread = words.size() > 2 && words[1] == kPlusMinus;
  add(at, "time", {words[0], *table_}, spread ? Printed{words[2], *table_} : Printed{});
  command_.clear();
}

void Reader::line(const Line& line) {
  const std::string shown = visible_part(line.text);
  const std::string_view text = base::trim(shown);
  if (table_ && text.starts_with("| `")) return row(line.begin, text);
  if (auto unit = unit_of_table(text)) {
    table_ = std::move(unit);
  } else if (!text.starts_with("|")) {
    table_.reset();
  }
  if (const auto command = command_in(text)) command_ = base::to_utf8(*command);
  const auto measured = time_in(text);
  if (!measured || command_.empty()) return;
  time(line.begin, *measured);
  command_.clear();
}

}  // namespace

bool has_hyperfine_text(std::string_view text) {
  bool command = false;
  Lines lines(text);
  while (const auto line = lines.next()) {
    const auto has = [&](std::string_view word) { return line->text.find(word) != std::string_view::npos; };
    if (!has("Benchmark ") && !has("Time (") && !has(kTableHead)) continue;
    const std::string shown = visible_part(line->text);
    const std::string_view part = base::trim(shown);
    command = command || command_in(part).has_value();
    if (unit_of_table(part) || (command && time_in(part))) return true;
  }
  return false;
}

void read_hyperfine_text(std::string_view bytes, RunSink& sink) {
  Reader reader(bytes, sink);
  reader.run.tool = "hyperfine";
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(*line);
  if (reader.run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no hyperfine result in it");
  keep_apart(reader.run, sink);
  sink.run(std::move(reader.run));
}

}  // namespace perfolio::formats
