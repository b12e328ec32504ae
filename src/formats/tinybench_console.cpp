// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"

#include <algorithm>

/// tinybench's `console.table(bench.table())`, drawn by Node. The heads of its columns changed with its versions.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::string_view kBar = "\u2502";

/// The cells between the bars, without blanks and the quotes that Node puts around texts.
std::vector<std::string_view> cells_of(std::string_view row) {
  std::vector<std::string_view> cells;
  if (!row.starts_with(kBar)) return cells;
  for (std::size_t at = kBar.size(); at < row.size();) {
    const std::size_t end = std::min(row.find(kBar, at), row.size());
    std::string_view cell = base::trim(row.substr(at, end - at));
    if (cell.size() > 1 && cell.front() == '\'' && cell.back() == '\'') cell = cell.substr(1, cell.size() - 2);
    cells.push_back(cell);
    at = end + kBar.size();
  }
  return cells;
}

/// What stands in a column; empty of one that is not read. Throughput is not: from 3.0 on it is the mean of rates,
/// before another figure under the same head, and the time says it.
std::string_view metric_of(std::string_view head) {
  const std::string word = base::to_lower_ascii(head);
  if (word == "average time (ns)" || word == "latency average (ns)" || word == "latency avg (ns)") return "time";
  if (word == "latency median (ns)" || word == "latency med (ns)") return "median-time";
  return "";
}

bool is_header(const std::vector<std::string_view>& cells) {
  return cells.size() > 2 && base::to_lower_ascii(cells[1]) == "task name" &&
         std::ranges::any_of(cells, [](std::string_view cell) { return metric_of(cell) == "time"; });
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (is_header(cells_of(visible_part(line->text)))) return Match::Sure;
  }
  return Match::No;
}

void read_row(const Line& line, const std::vector<std::string>& header, const std::vector<std::string_view>& cells,
              PrintedRows& rows) {
  for (std::size_t i = 2; i < cells.size(); ++i) {
    const std::string_view metric = metric_of(header[i]);
    const auto words = words_of(cells[i]);
    if (metric.empty() || words.empty()) continue;
    model::Result* result = rows.add(line, cells[1], metric, words[0], "ns", Direction::Lower);
    if (result != nullptr) result->estimator = metric == "time" ? "mean" : "median";
  }
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, "tinybench", sink);
  std::vector<std::string> header;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto cells = cells_of(shown);
    if (is_header(cells)) {
      header.assign(cells.begin(), cells.end());
    } else if (!header.empty() && cells.size() == header.size()) {
      read_row(*line, header, cells, rows);
    }
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"tinybench-printed"};

}  // namespace

extern const Format kTinybenchConsole;
const Format kTinybenchConsole{"tinybench-console", kAliases, sniff, read, true};

}  // namespace perfolio::formats
