// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

/// The Markdown table that nanobench (C++) prints: `| ns/op | op/s | err% | ins/op | ... | benchmark`. The rate is one
/// over the time, so only the time is taken; instructions, cycles and branches are there where the kernel counts them.
namespace perfolio::formats {
namespace {

/// A column that is read: "time" of "ns/op", with the unit "ns".
struct Column {
  std::string metric, unit;
};

/// The head of a table; the last cell is its title.
struct Head {
  std::vector<Column> columns;  ///< empty names where a column is not read.
  std::string title;
};

std::vector<std::string_view> cells_of(std::string_view text) {
  std::vector<std::string_view> cells;
  if (!text.starts_with('|')) return cells;
  for (const std::string_view cell : base::split(text.substr(1), '|')) cells.push_back(base::trim(cell));
  if (!cells.empty() && cells.back().empty()) cells.pop_back();  // whoever copies a table closes its rows.
  return cells;
}

Column column_of(std::string_view cell) {
  const std::string_view amount = cell.substr(0, cell.find('/'));
  for (const auto& [word, metric] : {std::pair{"ins", "instructions"}, {"cyc", "cycles"}, {"bra", "branches"}}) {
    if (amount == word) return {metric, metric};
  }
  const bool time = units::parse_unit(amount).family == units::Family::Time;
  return time ? Column{"time", base::to_utf8(amount)} : Column{};
}

/// `ns/op` and `op/s` of one unit, `err%` behind them, perhaps `relative` in front.
std::optional<Head> head_of(std::string_view text) {
  const auto cells = cells_of(text);
  const std::size_t first = !cells.empty() && cells[0] == "relative" ? 1 : 0;
  if (cells.size() < first + 5 || cells[first + 2] != "err%" || cells[cells.size() - 2] != "total") return std::nullopt;
  const std::size_t slash = cells[first].find('/');
  if (slash == std::string_view::npos || column_of(cells[first]).metric != "time") return std::nullopt;
  const std::string_view work = cells[first].substr(slash + 1);
  if (!cells[first + 1].starts_with(work)) return std::nullopt;
  Head head;
  head.title = base::to_utf8(cells.back());
  head.columns.resize(cells.size() - 1);
  for (std::size_t i = first; i < head.columns.size(); ++i) {
    if (cells[i].ends_with(fmt::format("/{}", work))) head.columns[i] = column_of(cells[i]);
  }
  return head;
}

/// The name between grave accents, behind which a remark on instability may stand.
std::string_view name_of(std::string_view cell) {
  const std::size_t begin = cell.find('`');
  const std::size_t end = cell.rfind('`', cell.find("` (Unstable with"));
  return begin >= end || end == std::string_view::npos ? std::string_view() : cell.substr(begin + 1, end - begin - 1);
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(const Line& line);
  model::Run run;

 private:
  void row(std::size_t at, std::string_view text);
  void add(std::size_t at, const std::string& name, const Column& column, std::string_view number);

  std::string_view bytes_;
  RunSink& sink_;
  std::optional<Head> head_;  ///< of the table that is being read.
};

void Reader::add(std::size_t at, const std::string& name, const Column& column, std::string_view number) {
  if (number == "-" || number.empty()) return;
  const auto value = parse_grouped_number(number);
  if (!value) {
    refuse_at(bytes_, at, fmt::format("\"{}\" is not a number that can be kept", base::visible(number.substr(0, 40))));
  }
  model::Result result;
  result.benchmark = name;
  result.metric = column.metric;
  result.value = *value;
  result.unit = column.unit;
  result.better = units::Direction::Lower;
  result.estimator = "median";
  if (set_printed(result, number, sink_)) run.results.push_back(std::move(result));
}

void Reader::row(std::size_t at, std::string_view text) {
  auto cells = cells_of(text);
  const std::size_t numbers = head_->columns.size();
  if (cells.size() <= numbers) return;
  // A name may have a bar in it.
  const std::string_view rest = text.substr(static_cast<std::size_t>(cells[numbers].data() - text.data()));
  const std::string_view written = name_of(rest);
  if (written.empty()) return;
  if (rest.find("` (Unstable with") != std::string_view::npos) sink_.ignored("remark that a result is unstable");
  std::string name = base::to_utf8(written);
  if (head_->title != "benchmark") name = fmt::format("{} > {}", head_->title, name);
  for (std::size_t i = 0; i < numbers; ++i) {
    if (!head_->columns[i].metric.empty()) add(at, name, head_->columns[i], cells[i]);
  }
}

void Reader::line(const Line& line) {
  const std::string shown = visible_part(line.text);
  const std::string_view text = base::trim(shown);
  if (auto head = head_of(text)) {
    head_ = std::move(head);
  } else if (head_ && text.starts_with('|')) {
    row(line.begin, text);
  }
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("err%") == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    if (head_of(base::trim(shown))) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(bytes, sink);
  reader.run.tool = "nanobench";
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(*line);
  if (reader.run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no nanobench table in it");
  keep_apart(reader.run, sink);
  sink.run(std::move(reader.run));
}

}  // namespace

extern const Format kNanobenchTable;
const Format kNanobenchTable{"nanobench-table", {}, sniff, read, true};

}  // namespace perfolio::formats
