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
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

/// The tree that Divan (Rust) prints: `fastest | slowest | median | mean | samples | iters`, drawn with box characters.
/// Below a benchmark's row stand the median of its rates and, under `alloc:` and the like, of its allocations.
namespace perfolio::formats {
namespace {

constexpr std::string_view kBar = "\u2502";
constexpr std::size_t kColumns = 6;
constexpr std::size_t kMedian = 2;
/// Deeper than any module; what a hostile file may make of one name is bounded by it.
constexpr std::size_t kDeepest = 64;

using Cells = std::array<std::string_view, kColumns>;

/// The tree itself is drawn with the bars of the table, so that columns are counted from the right.
std::optional<Cells> cells_of(std::string_view text) {
  Cells cells;
  for (std::size_t i = kColumns - 1; i > 0; --i) {
    const std::size_t bar = text.rfind(kBar);
    if (bar == std::string_view::npos) return std::nullopt;
    cells[i] = base::trim(text.substr(bar + kBar.size()));
    text = text.substr(0, bar);
  }
  cells[0] = text;
  return cells;
}

/// The crate's name in the head of a table; nothing of another line.
std::optional<std::string_view> head_of(std::string_view text) {
  constexpr std::string_view kFastest = "fastest";
  const auto cells = cells_of(text);
  if (!cells || (*cells)[1] != "slowest" || (*cells)[2] != "median" || (*cells)[3] != "mean") return std::nullopt;
  const std::string_view first = base::trim((*cells)[0]);
  if ((*cells)[4] != "samples" || (*cells)[5] != "iters" || !first.ends_with(kFastest)) return std::nullopt;
  return base::trim(first.substr(0, first.size() - kFastest.size()));
}

/// How deep a row stands, and what follows the branch in front of it.
struct Branch {
  std::size_t depth = 0;
  std::string_view rest;
};

std::optional<Branch> branch_of(std::string_view text) {
  for (std::size_t depth = 0; depth < kDeepest; ++depth) {
    for (const std::string_view turn : {"\u251c\u2500 ", "\u2570\u2500 "}) {
      if (text.starts_with(turn)) return Branch{depth, text.substr(turn.size())};
    }
    const bool bar = text.starts_with("\u2502  ");
    if (!bar && !text.starts_with("   ")) return std::nullopt;
    text.remove_prefix(bar ? kBar.size() + 2 : 3);
  }
  return std::nullopt;
}

/// `12.72 Mitem/s`; a count has no unit.
struct Quantity {
  std::string_view number, unit;
};

Quantity quantity_of(std::string_view cell) {
  const std::size_t blank = cell.find(' ');
  if (blank == std::string_view::npos) return {cell, {}};
  return {cell.substr(0, blank), base::trim(cell.substr(blank + 1))};
}

/// What a letter before the name of a work counts: 1e6 of "Mitem/s".
double multiple_of(char letter) {
  constexpr std::string_view kLetters = "KMGTP";
  double multiple = 1;
  for (const char known : kLetters) {
    multiple *= 1000;
    if (letter == known) return multiple;
  }
  return 1;
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(const Line& line);
  model::Run run;

 private:
  void branch(std::size_t at, const Branch& branch, const std::optional<Cells>& cells);
  void below(std::size_t at, const Cells& cells);
  void rate(std::size_t at, const Quantity& median);
  model::Result* add(std::size_t at, std::string metric, const Quantity& median, std::string_view unit);

  std::string_view bytes_;
  RunSink& sink_;
  bool inside_ = false;            ///< a table.
  std::vector<std::string> path_;  ///< the crate, then the branches down to the current row.
  std::string benchmark_;          ///< the last one with a time; empty below a group.
  std::string part_;               ///< "alloc" while the rows are its counts and bytes.
};

/// The result that was kept, if it was.
model::Result* Reader::add(std::size_t at, std::string metric, const Quantity& median, std::string_view unit) {
  const auto value = base::parse_number(median.number);
  if (!value) {
    refuse_at(bytes_, at,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(median.number.substr(0, 40))));
  }
  model::Result result;
  result.benchmark = benchmark_;
  result.metric = std::move(metric);
  result.value = *value;
  result.unit = base::to_utf8(unit);
  result.estimator = "median";
  if (!set_printed(result, median.number, sink_)) return nullptr;
  run.results.push_back(std::move(result));
  return &run.results.back();
}

void Reader::branch(std::size_t at, const Branch& branch, const std::optional<Cells>& cells) {
  benchmark_.clear();
  part_.clear();
  if (!cells) {
    if (base::trim(branch.rest).ends_with("(ignored)")) sink_.ignored("benchmark was skipped");
    return;
  }
  const std::string_view first = base::trim(branch.rest.substr(0, branch.rest.find(kBar)));
  const std::string_view median = (*cells)[kMedian];
  const std::size_t gap = median.empty() ? std::string_view::npos : first.rfind("  ");
  path_.resize(std::min(path_.size(), branch.depth + 1));
  path_.push_back(base::to_utf8(base::trim(first.substr(0, gap))));
  if (gap == std::string_view::npos) return;
  benchmark_ = fmt::format("{}", fmt::join(path_, "::"));
  const Quantity time = quantity_of(median);
  model::Result* result = add(at, "time", time, time.unit);
  if (result == nullptr) return;
  result->better = units::Direction::Lower;
  result->spread = base::to_utf8(fmt::format("{} .. {}", base::trim(first.substr(gap)), (*cells)[1]));
}

/// Bytes per second are the throughput; of other work the letter in front is made part of the number, for a series may
/// cross it.
void Reader::rate(std::size_t at, const Quantity& median) {
  std::string_view unit = median.unit;
  if (unit.ends_with("B/s")) {
    add(at, "throughput", median, unit);
    return;
  }
  const double multiple = unit.size() > 3 || unit.ends_with("Hz") ? multiple_of(unit.front()) : 1;
  if (multiple > 1) unit.remove_prefix(1);
  const std::string work(unit == "Hz" ? "cycle" : unit.substr(0, unit.find('/')));
  model::Result* result = add(at, base::to_utf8(work + "s"), median, unit);
  if (result == nullptr) return;
  result->value *= multiple;
  result->resolution *= multiple;
  result->better = units::Direction::Higher;
}

/// What stands below a benchmark: `alloc:`, then a count, then bytes; or a rate.
void Reader::below(std::size_t at, const Cells& cells) {
  const std::size_t bar = cells[0].rfind(kBar);
  const std::string_view first = base::trim(bar == std::string_view::npos ? cells[0] : cells[0].substr(bar + 3));
  if (first.ends_with(':')) {
    part_ = base::to_utf8(first.substr(0, first.size() - 1));
    for (char& c : part_) c = c == ' ' ? '-' : c;
    return;
  }
  if (cells[kMedian].empty() || benchmark_.empty()) return;
  const Quantity median = quantity_of(cells[kMedian]);
  if (median.unit.ends_with("/s") || median.unit.ends_with("Hz")) return rate(at, median);
  if (part_.empty()) return;
  const bool count = median.unit.empty();
  const bool known = part_ == "alloc" || part_ == "max-alloc";
  std::string metric = count ? part_ + "s" : part_ + "-bytes";
  if (known && !count) metric = part_ == "alloc" ? "memory" : "max-memory";
  model::Result* result = add(at, std::move(metric), median, count ? std::string_view("allocs") : median.unit);
  if (result != nullptr) result->better = units::Direction::Lower;
}

void Reader::line(const Line& line) {
  const std::string shown = visible_part(line.text);
  if (const auto crate = head_of(shown)) {
    inside_ = true;
    benchmark_.clear();
    path_ = {base::to_utf8(*crate)};
    return;
  }
  if (!inside_) return;
  const auto cells = cells_of(shown);
  const auto row = branch_of(shown);
  inside_ = cells || row;
  if (row) {
    branch(line.begin, *row, cells);
  } else if (cells) {
    below(line.begin, *cells);
  }
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("fastest") == std::string_view::npos) continue;
    if (head_of(visible_part(line->text))) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(bytes, sink);
  reader.run.tool = "divan";
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(*line);
  if (reader.run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no Divan benchmark in it");
  keep_apart(reader.run, sink);
  sink.run(std::move(reader.run));
}

constexpr std::string_view kAliases[] = {"rust_divan"};

}  // namespace

extern const Format kDivan;
const Format kDivan{"divan", kAliases, sniff, read, true};

}  // namespace perfolio::formats
