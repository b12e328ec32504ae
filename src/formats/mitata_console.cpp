// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/printed_rows.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

/// What mitata (JavaScript) prints: `benchmark  avg (min ... max) p75 / p99`, `benchmark  time (avg)` before 1.0, or a
/// Markdown table. Means, as of its JSON, and the mean of the heap that an iteration takes.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::string_view kIter = "/iter";
constexpr std::string_view kBullet = "\u2022 ";
constexpr std::array<std::string_view, 5> kColumns = {"avg", "min", "p75", "p99", "max"};

bool is_head(std::string_view text) {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  return text.starts_with("benchmark ") && has("(min \u2026 max)") && has(" p75 ") && !has("iter/s") &&
         (has(" avg ") || has(" time (avg) "));
}

/// The first cell and the five behind it, counted from the right, for a name may have a bar in it.
using Cells = std::array<std::string_view, 6>;

std::optional<Cells> cells_of(std::string_view text) {
  if (text.size() < 2 || !text.starts_with('|') || !text.ends_with('|')) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  Cells cells;
  for (std::size_t i = cells.size() - 1; i > 0; --i) {
    const std::size_t bar = text.rfind('|');
    if (bar == std::string_view::npos) return std::nullopt;
    cells[i] = base::trim(text.substr(bar + 1));
    text = text.substr(0, bar);
  }
  cells[0] = base::trim(text);
  return cells;
}

bool is_head(const Cells& cells) { return std::ranges::equal(std::span(cells).subspan(1), kColumns); }

/// "2'242" of mitata before 1.0.
std::string without_groups(std::string_view number) {
  std::string digits(number);
  std::erase(digits, '\'');
  return digits;
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : rows_(bytes, "mitata", sink), sink_(sink) {}
  void line(const Line& line);
  void finish() { rows_.finish(); }

 private:
  void context(std::string_view text);
  void table(const Line& line, std::string_view text);
  void cells(const Line& line, const Cells& cells);
  void time(const Line& line, std::string_view name, std::string_view quantity);
  void heap(const Line& line, std::string_view text);

  PrintedRows rows_;
  RunSink& sink_;
  bool inside_ = false;
  std::string group_, bullet_;
  std::string name_;  ///< of the benchmark whose heap may follow.
};

void Reader::context(std::string_view text) {
  constexpr std::string_view kCpu = "cpu: ", kRuntime = "runtime: ";
  if (text.starts_with(kCpu)) rows_.run().environment["cpu"] = base::to_utf8(base::trim(text.substr(kCpu.size())));
  if (!text.starts_with(kRuntime)) return;
  auto words = words_of(text.substr(kRuntime.size()));
  if (words.size() != 3 || !words[2].starts_with('(') || !words[2].ends_with(')')) return;
  if (words[1].starts_with('v')) words[1].remove_prefix(1);
  const std::string version = major_version(words[1], 1);
  rows_.run().environment["runtime"] =
      base::to_utf8(fmt::format("{}{}{}", words[0], version.empty() ? "" : " ", version));
  rows_.run().environment["arch"] = base::to_utf8(words[2].substr(1, words[2].size() - 2));
}

/// "12.3 ns"; minutes and hours as "m" and "h".
void Reader::time(const Line& line, std::string_view name, std::string_view quantity) {
  const auto words = words_of(quantity);
  if (words.size() != 2 || name.empty()) return;
  const double seconds = words[1] == "m" ? 60 : words[1] == "h" ? 3600 : 0;
  const std::string full = group_.empty() ? std::string(name) : fmt::format("{} > {}", group_, name);
  model::Result* result =
      rows_.add(line, full, "time", without_groups(words[0]), seconds > 0 ? "s" : words[1], Direction::Lower);
  if (result == nullptr) return;
  result->estimator = "mean";
  if (seconds > 0) result->value *= seconds;
  if (seconds > 0) result->resolution *= seconds;
  name_ = result->benchmark;
}

/// `(  0.10  b ... 63.10  b)   0.10  b`, or behind the collector's times: `gc(1.21 ms ... 4.22 ms)  92.69  b (...)`.
void Reader::heap(const Line& line, std::string_view text) {
  const std::size_t close = text.find(')');
  const auto words = words_of(text.substr(std::min(close, text.size() - 1) + 1));
  if (name_.empty() || words.size() < 2) return;
  for (const auto& [word, unit] : {std::pair{"b", "B"}, {"kb", "KiB"}, {"mb", "MiB"}, {"gb", "GiB"}, {"tb", "TiB"}}) {
    if (words[1] != word) continue;
    model::Result* result = rows_.add(line, name_, "memory", words[0], unit, Direction::Lower);
    if (result != nullptr) result->estimator = "mean";
    name_.clear();
    return;
  }
}

void Reader::cells(const Line& line, const Cells& cells) {
  if (is_head(cells)) {
    inside_ = true;
    group_ = cells[0].starts_with(kBullet) ? base::to_utf8(cells[0].substr(kBullet.size())) : std::string();
    return;
  }
  std::string_view mean = cells[1];
  if (!inside_ || mean.size() < kIter.size() + 2 || mean.front() != '`' || !mean.ends_with("/iter`")) return;
  mean = mean.substr(1, mean.size() - kIter.size() - 2);
  time(line, cells[0], mean);
  name_.clear();
}

void Reader::table(const Line& line, std::string_view text) {
  const std::size_t iter = text.rfind(kIter);
  if (text.starts_with(kBullet)) {
    bullet_ = base::to_utf8(base::trim(text.substr(kBullet.size())));
  } else if (text.starts_with("-----") && text.find_first_not_of("- ") == std::string_view::npos) {
    group_ = std::exchange(bullet_, {});
  } else if (iter != std::string_view::npos) {
    const auto words = words_of(text.substr(0, iter));
    if (words.size() < 3) return;
    const auto begin = static_cast<std::size_t>(words[words.size() - 2].data() - text.data());
    time(line, base::trim(text.substr(0, begin)), text.substr(begin, iter - begin));
  } else if (text.find(" error: ") != std::string_view::npos) {
    name_.clear();
    sink_.ignored("benchmark reported an error");
  } else if (text.starts_with('(') || text.starts_with("gc(")) {
    heap(line, text);
  }
}

void Reader::line(const Line& line) {
  const std::string shown = visible_part(line.text);
  const std::string_view text = base::trim(shown);
  if (is_head(text)) {
    inside_ = true;
    group_.clear();
    bullet_.clear();
  } else if (const auto found = cells_of(text)) {
    cells(line, *found);
  } else if (inside_) {
    table(line, text);
  } else {
    context(text);
  }
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("p75") == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    const std::string_view text = base::trim(shown);
    const auto cells = cells_of(text);
    if (is_head(text)) return Match::Sure;
    if (cells && is_head(*cells) && head.find("/iter`") != std::string_view::npos) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(*line);
  reader.finish();
}

constexpr std::string_view kAliases[] = {"mitata-table", "mitata-printed"};

}  // namespace

extern const Format kMitataConsole;
const Format kMitataConsole{"mitata-console", kAliases, sniff, read, true};

}  // namespace perfolio::formats
