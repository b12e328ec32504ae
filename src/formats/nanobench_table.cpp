// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"

#include <algorithm>
#include <string>
#include <vector>

/// The Markdown table that nanobench prints (C++; as its documentation shows it, 4.3): columns by their heads, the name
/// of each benchmark in the last one, between back ticks.
namespace perfolio::formats {
namespace {

std::vector<std::string_view> cells_of(std::string_view row) {
  std::vector<std::string_view> cells;
  for (const std::string_view cell : base::split(row, '|')) cells.push_back(base::trim(cell));
  if (!cells.empty() && cells.front().empty()) cells.erase(cells.begin());
  return cells;
}

/// "ns/op", "ns/byte": the time of one unit of work.
bool is_time(std::string_view head) { return head.starts_with("ns/"); }

bool is_head(const std::vector<std::string_view>& cells) {
  const auto has = [&](auto wanted) { return std::ranges::any_of(cells, wanted); };
  return has(is_time) && has([](std::string_view c) { return c.ends_with("/s"); }) &&
         has([](std::string_view c) { return c == "err%"; }) && has([](std::string_view c) { return c == "total"; });
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("err%") == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    if (shown.starts_with('|') && is_head(cells_of(shown))) return Match::Sure;
  }
  return Match::No;
}

std::string name_in(std::string_view cell) {
  if (cell.starts_with('`') && cell.ends_with('`') && cell.size() > 2) cell = cell.substr(1, cell.size() - 2);
  return std::string(cell);
}

void row(PrintedRows& rows, const Line& line, const std::vector<std::string>& heads,
         const std::vector<std::string_view>& cells) {
  const std::string name = name_in(cells[heads.size() - 1]);
  for (std::size_t i = 0; i + 1 < heads.size(); ++i) {
    const std::string& head = heads[i];
    if (cells[i].empty()) continue;
    if (is_time(head)) {
      model::Result* time = rows.add(line, name, "time", cells[i], "ns", units::Direction::Lower);
      if (time == nullptr) continue;
      time->estimator = "median";
      if (head != "ns/op") time->per = "1 " + head.substr(3);
    } else if (head.starts_with("ins/")) {
      rows.add(line, name, "instructions", cells[i], "instructions", units::Direction::Lower);
    } else if (head.starts_with("cyc/")) {
      rows.add(line, name, "cycles", cells[i], "cycles", units::Direction::Lower);
    }
  }
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, "nanobench", sink);
  std::vector<std::string> heads;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    if (line->text.find('|') == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    if (!shown.starts_with('|')) continue;
    const auto cells = cells_of(shown);
    if (is_head(cells)) {
      heads.assign(cells.begin(), cells.end());
    } else if (!heads.empty() && cells.size() >= heads.size() && !cells[0].starts_with("--")) {
      row(rows, *line, heads, cells);
    }
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"nanobench-markdown"};

}  // namespace

extern const Format kNanobenchTable;
const Format kNanobenchTable{"nanobench-table", kAliases, sniff, read, true};

}  // namespace perfolio::formats
