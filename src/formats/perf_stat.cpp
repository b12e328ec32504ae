// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

/// What Linux's `perf stat` writes: JSON lines (`-j`), separated values (`-x,`) and its table for people. All three may
/// stand among what the measured command prints.
namespace perfolio::formats {
namespace {

using units::Direction;
using Cells = std::vector<std::string_view>;

constexpr std::string_view kTableTitle = "Performance counter stats for ";

/// One counter, as any of the three states it.
struct Counter {
  std::string_view event, value, unit, variance;
  std::string part;                ///< the CPU, socket or thread it was counted on, where they are apart.
  std::string command;             ///< only the table names it.
  std::optional<double> interval;  ///< with `-I` the time at which the interval ends.
};

/// "instructions" of "cpu_core/instructions/u" and of "instructions:u".
std::string metric_of_event(std::string_view event) {
  if (event.ends_with('/') || event.find('/') < event.rfind('/')) {
    const std::size_t begin = event.find('/') + 1;
    const std::string_view inner = event.substr(begin, event.find('/', begin) - begin);
    if (!inner.empty()) event = inner;
  }
  return metric_word(event.substr(0, event.find(':')));
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void add(std::size_t at, const Counter& counter);
  void finish();

 private:
  std::string_view bytes_;
  RunSink& sink_;
  bool added_up(const Counter& counter, const model::Result& result);

  model::Run run_;
  std::map<std::string, std::size_t, std::less<>> intervals_;  ///< the results that grow, by name and metric.
  double interval_ = 0;                                        ///< the last one.
  std::size_t added_ = 0;
  std::vector<std::string> commands_;  ///< of the results.
};

/// perf prints the standard error of the mean in percent of it ("+- 1.2%"), which it calls variance.
void set_bounds(model::Result& result, std::string_view variance) {
  if (variance.ends_with('%')) variance.remove_suffix(1);
  const double percent = base::parse_number(variance).value_or(0);
  if (percent <= 0) return;
  result.lower = result.value * (1 - percent / 100);
  result.upper = result.value * (1 + percent / 100);
}

/// An interval of `-I` repeats nothing: what it counts is a part of what the launch counts. Time that begins anew is
/// another launch.
bool Reader::added_up(const Counter& counter, const model::Result& result) {
  if (!counter.interval) return false;
  if (*counter.interval < interval_) intervals_.clear();
  interval_ = *counter.interval;
  const auto [at, fresh] = intervals_.try_emplace(result.benchmark + '\n' + result.unit, run_.results.size());
  if (fresh) return false;
  run_.results[at->second].value += result.value;
  ++added_;
  return true;
}

void Reader::add(std::size_t at, const Counter& counter) {
  if (counter.value.starts_with("<not")) return sink_.ignored("event that was not counted");
  const auto value = parse_grouped_number(counter.value);
  if (!value) refuse_at(bytes_, at, "a number is due here");
  model::Result result;
  result.benchmark = base::to_utf8(counter.event);
  if (!counter.part.empty()) result.benchmark += fmt::format(" ({})", counter.part);
  result.value = *value;
  result.unit = base::to_utf8(counter.unit);
  result.metric = model::metric_of(units::parse_unit(result.unit), result.unit);
  if (result.metric == "value") result.metric = base::to_utf8(metric_of_event(counter.event));
  result.better = Direction::Lower;
  if (!counter.variance.empty()) {
    result.estimator = "mean";
    set_bounds(result, counter.variance);
  }
  if (!set_printed(result, counter.value, sink_)) return;
  if (added_up(counter, result)) return;
  run_.results.push_back(std::move(result));
  commands_.push_back(base::to_utf8(counter.command));
}

/// Tables of several commands in one text are told apart by the command.
void Reader::finish() {
  if (run_.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no counter of perf stat in it");
  if (std::set<std::string>(commands_.begin(), commands_.end()).size() > 1) {
    for (std::size_t i = 0; i < commands_.size(); ++i) {
      if (!commands_[i].empty()) run_.results[i].benchmark = commands_[i] + " > " + run_.results[i].benchmark;
    }
  }
  if (added_ > 0) {
    sink_.diagnostic({base::Severity::Info, {}, "the intervals of perf stat -I are added up: a launch is their sum"});
  }
  run_.tool = "perf-stat";
  fold_repetitions(run_);
  sink_.run(std::move(run_));
}

/// Members of a line are few, and in different versions texts or numbers.
void read_json_line(std::string_view bytes, const Line& line, RunSink& sink, Reader& reader) {
  const JsonDocument document(bytes, line.begin, line.begin + line.text.size(), sink);
  const JsonNode root = document.root();
  const JsonNode value = root["counter-value"];
  if (root["event"].text().empty() || !value) {
    if (root["metric-value"]) sink.ignored("derived metric without an event");
    return;
  }
  std::string written(value.text());
  if (value.is_number()) written = fmt::format("{}", *value.number(sink));
  std::string variance;
  if (const auto percent = number_if_any(root["variance"], sink)) variance = fmt::format("{}", *percent);
  Counter counter{
      root["event"].text(), written, root["unit"].text(), variance, {}, {}, number_if_any(root["interval"], sink)};
  for (const std::string_view key : {"cpu", "socket", "die", "cluster", "cache", "core", "node", "thread", "cgroup"}) {
    if (root[key].text().empty()) continue;
    counter.part += fmt::format("{}{} {}", counter.part.empty() ? "" : ", ", key, root[key].text());
  }
  reader.add(line.begin, counter);
}

Cells split(std::string_view text, char separator) {
  Cells cells;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    cells.push_back(base::trim(text.substr(at, end - at)));
    at = end + 1;
  }
  return cells;
}

bool is_count(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_value(std::string_view text) {
  return text == "<not counted>" || text == "<not supported>" || base::parse_number(text).has_value();
}

/// The place of the event in a line of separated values, 0 where it is none: in front of it value and unit, behind it
/// the variance (only with `-r`), how long it was counted (in ns) and for how much of the time (in percent).
std::size_t event_cell(const Cells& cells) {
  for (std::size_t i = 2; i + 2 < cells.size() && i < 6; ++i) {
    const std::size_t next = i + (cells[i + 1].ends_with('%') ? 2 : 1);
    if (next + 1 >= cells.size() || cells[i].empty() || base::parse_number(cells[i])) continue;
    const bool unit = cells[i - 1].empty() || (!base::parse_number(cells[i - 1]) && cells[i - 1].size() < 20);
    if (is_value(cells[i - 2]) && unit && is_count(cells[next]) && base::parse_number(cells[next + 1])) return i;
  }
  return 0;
}

/// The cells of such a line, whatever separates them; empty where it is none.
Cells separated(std::string_view text) {
  for (const char separator : {',', ';', '\t', '|'}) {
    if (text.find(separator) == std::string_view::npos) continue;
    Cells cells = split(text, separator);
    if (event_cell(cells) > 0) return cells;
  }
  return {};
}

/// In front of the value stands the time of an interval (`-I`) or the CPU, or how many there are of it.
Counter counter_of(const Cells& cells) {
  const std::size_t event = event_cell(cells);
  Counter counter{cells[event], cells[event - 2], cells[event - 1], {}, {}, {}, {}};
  if (cells[event + 1].ends_with('%')) counter.variance = cells[event + 1];
  for (std::size_t i = 0; i < event - 2; ++i) {
    const auto number = base::parse_number(cells[i]);
    if (!number) counter.part = base::to_utf8(cells[i]);
    if (number && i == 0 && cells[i].find('.') != std::string_view::npos) counter.interval = number;
  }
  return counter;
}

/// The table for people: `1,234 msec task-clock  # 0.6 CPUs utilized  ( +-  0.90% )`.
class Table {
 public:
  explicit Table(Reader& reader) : reader_(reader) {}
  void line(std::size_t at, std::string_view shown);

 private:
  void time(std::size_t at, const Cells& words, std::string_view variance);
  Reader& reader_;
  bool inside_ = false;
  std::string command_;
};

/// `0.0009 +- 0.00003 seconds time elapsed`, `0.0012 seconds user`.
void Table::time(std::size_t at, const Cells& words, std::string_view variance) {
  const bool elapsed = words.back() == "elapsed";
  if (!elapsed && words.back() != "user" && words.back() != "sys") return;
  Counter counter{elapsed ? "time elapsed" : words.back(), words.front(), "s", variance, {}, command_, {}};
  reader_.add(at, counter);
}

void Table::line(std::size_t at, std::string_view shown) {
  if (const std::size_t title = shown.find(kTableTitle); title != std::string_view::npos) {
    inside_ = true;
    std::string_view command = base::trim(shown.substr(title + kTableTitle.size()));
    if (command.starts_with('\'')) command = command.substr(1, command.rfind('\'') - 1);
    command_ = command.substr(0, std::min(command.size(), command.find("':")));
    return;
  }
  if (!inside_) return;
  std::string_view variance;
  if (const std::size_t mark = shown.find("( +-"); mark != std::string_view::npos) {
    variance = base::trim(shown.substr(mark + 4, shown.find('%', mark) - mark - 4));
  }
  const Cells words = words_of(shown.substr(0, std::min(shown.find('#'), shown.find("( +-"))));
  if (words.size() < 2) return;
  const bool missing = words[0] == "<not";
  const bool digit = words[0].front() >= '0' && words[0].front() <= '9';
  if (std::ranges::find(words, "seconds") != words.end() && digit) return time(at, words, variance);
  if (missing && words.size() == 3) return reader_.add(at, {words[2], "<not", {}, {}, {}, {}, {}});
  if (!digit || words.size() > 4) return;
  const bool share = words.back().starts_with('(');  // of the time: "(49.9%)"
  const std::size_t known = words.size() - (share ? 1 : 0);
  if (known != 2 && known != 3) return;
  reader_.add(at, {words[known - 1], words[0], known == 3 ? words[1] : "", variance, {}, command_, {}});
}

bool is_json_line(std::string_view text) {
  return text.starts_with('{') && (text.find("\"counter-value\"") != std::string_view::npos ||
                                   text.find("\"metric-value\"") != std::string_view::npos);
}

Match sniff(std::string_view head) {
  if (head.find("\"counter-value\"") != std::string_view::npos &&
      head.find("\"pcnt-running\"") != std::string_view::npos) {
    return Match::Sure;
  }
  if (head.find(kTableTitle) != std::string_view::npos) return Match::Sure;
  constexpr std::size_t kLongest = 400;  // the lines of others may be any length
  Lines lines(head);
  while (const auto line = lines.next()) {
    const std::string_view text = base::trim(line->text);
    if (text.size() < kLongest && !text.starts_with('{') && !separated(text).empty()) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(bytes, sink);
  Table table(reader);
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    if (is_json_line(base::trim(shown))) {
      read_json_line(bytes, *line, sink, reader);
    } else if (const Cells cells = separated(base::trim(shown)); !cells.empty()) {
      reader.add(line->begin, counter_of(cells));
    } else {
      table.line(line->begin, shown);
    }
  }
  reader.finish();
}

constexpr std::string_view kAliases[] = {"perf_stat", "perf"};

}  // namespace

extern const Format kPerfStat;
const Format kPerfStat{"perf-stat", kAliases, sniff, read, true};

}  // namespace perfolio::formats
