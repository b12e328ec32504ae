// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"

#include <algorithm>

/// hyperfine's screen and its `--export-markdown`: rounded to a tenth of a unit it chooses from run to run.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::string_view kTime = "  Time (";
constexpr std::string_view kTable = "| Command | ";

/// "Benchmark 1: CMD", up to 1.11 "Benchmark #1: CMD"; the command, else nothing.
std::string_view command_of(std::string_view shown) {
  constexpr std::string_view kBegin = "Benchmark ";
  if (!shown.starts_with(kBegin)) return {};
  shown.remove_prefix(kBegin.size());
  if (shown.starts_with('#')) shown.remove_prefix(1);
  const std::size_t digits = std::min(shown.find_first_not_of("0123456789"), shown.size());
  return digits > 0 && shown.substr(digits).starts_with(": ") ? shown.substr(digits + 2) : std::string_view();
}

void set_deviation(model::Result& time, std::string_view deviation) {
  const auto value = parse_grouped_number(deviation);
  time.estimator = "mean";
  if (!value || *value <= 0) return;
  time.lower = time.value - *value;
  time.upper = time.value + *value;
}

/// "19.0 ms ± 8.5 ms [User: 1.0 ms, System: 0.1 ms]"; of one run without the deviation.
void read_time(const Line& line, std::string_view name, std::string_view text, PrintedRows& rows) {
  const auto words = words_of(text);
  if (words.size() < 2) return;
  model::Result* time = rows.add(line, name, "time", words[0], words[1], Direction::Lower);
  if (time != nullptr) set_deviation(*time, words.size() > 4 && words[2] == "\u00b1" ? words[3] : "");
  for (std::size_t i = 2; i + 2 < words.size(); ++i) {
    const std::string_view metric = words[i] == "[User:" ? "user" : words[i] == "System:" ? "system" : "";
    const std::string_view unit = words[i + 2].substr(0, words[i + 2].find_first_of(",]"));
    if (!metric.empty()) rows.add(line, name, metric, words[i + 1], unit, Direction::Lower);
  }
}

/// The cells of a row of the table; a bar in a command is written with a backslash.
std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (row[i] == '\\' && i + 1 < row.size() && row[i + 1] == '|') continue;
    if (row[i] == '|' && row[i - 1] != '\\') {
      cells.emplace_back(base::trim(cell));
      cell.clear();
    } else {
      cell += row[i];
    }
  }
  return cells;
}

std::string name_of(const std::vector<std::string>& header, const std::vector<std::string>& cells, std::size_t mean) {
  std::string name = cells[0];
  if (name.size() > 1 && name.front() == '`' && name.back() == '`') name = name.substr(1, name.size() - 2);
  for (std::size_t i = 1; i < mean; ++i) name += (i == 1 ? " (" : ", ") + header[i] + "=" + cells[i];
  return mean > 1 ? name + ")" : name;
}

void read_row(const Line& line, const std::vector<std::string>& header, std::string_view shown, PrintedRows& rows) {
  const auto cells = cells_of(shown);
  const auto mean = std::ranges::find_if(header, [](const std::string& c) { return c.starts_with("Mean ["); });
  const auto at = static_cast<std::size_t>(mean - header.begin());
  if (mean == header.end() || at == 0 || cells.size() != header.size() || cells[0].starts_with(':')) return;
  const auto words = words_of(cells[at]);
  const std::string unit = mean->substr(6, mean->size() - 7);
  if (words.empty()) return;
  model::Result* time = rows.add(line, name_of(header, cells, at), "time", words[0], unit, Direction::Lower);
  if (time != nullptr) set_deviation(*time, words.size() > 2 ? words[2] : "");
}

bool is_table(std::string_view shown) {
  return shown.starts_with(kTable) && shown.find("Mean [") != std::string_view::npos &&
         shown.find("Relative") != std::string_view::npos;
}

Match sniff(std::string_view head) {
  bool command = false;
  Lines lines(head);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    if (is_table(shown) || (command && shown.starts_with(kTime) && shown.find("[User: ") != std::string::npos)) {
      return Match::Sure;
    }
    command = command || !command_of(shown).empty();
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, "hyperfine", sink);
  std::string name;
  std::vector<std::string> header;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const std::size_t colon = shown.find("): ");
    if (const auto command = command_of(shown); !command.empty()) {
      name = command;
    } else if (is_table(shown)) {
      header = cells_of(shown);
    } else if (!header.empty() && shown.starts_with('|')) {
      read_row(*line, header, shown, rows);
    } else if (!name.empty() && shown.starts_with(kTime) && colon != std::string::npos) {
      read_time(*line, name, std::string_view(shown).substr(colon + 3), rows);
      name.clear();
    }
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"hyperfine-console", "hyperfine-markdown"};

}  // namespace

extern const Format kHyperfineText;
const Format kHyperfineText{"hyperfine-text", kAliases, sniff, read, true};

}  // namespace perfolio::formats
