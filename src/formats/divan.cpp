// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"

#include <optional>
#include <string>
#include <vector>

/// The table that Divan prints (Rust; as its documentation shows it, 0.1.x): a tree of names, then columns between
/// bars. Names may hold spaces, so that the head says where the first column begins.
namespace perfolio::formats {
namespace {

constexpr std::string_view kBar = "│";
constexpr std::string_view kFirst = "fastest ";

/// Where the first column of a table begins, in letters; nothing where the line is no head of one.
std::optional<std::size_t> first_column(std::string_view line) {
  const std::size_t at = line.find(kFirst);
  if (at == std::string_view::npos || line.find("slowest", at) == std::string_view::npos) return std::nullopt;
  if (line.find("median", at) == std::string_view::npos || line.find("iters", at) == std::string_view::npos)
    return std::nullopt;
  return base::code_point_count(line.substr(0, at));
}

/// The line before and from a column.
std::pair<std::string_view, std::string_view> cut(std::string_view line, std::size_t column) {
  std::size_t at = 0;
  for (std::size_t letter = 0; letter < column && at < line.size(); ++letter) base::next_code_point(line, at);
  return {line.substr(0, at), line.substr(at)};
}

std::vector<std::string_view> cells_of(std::string_view columns) {
  std::vector<std::string_view> cells;
  for (std::size_t at = 0; at <= columns.size();) {
    const std::size_t end = std::min(columns.find(kBar, at), columns.size());
    cells.push_back(base::trim(columns.substr(at, end - at)));
    at = end + kBar.size();
  }
  return cells;
}

struct Branch {
  std::size_t depth = 0;
  std::string_view name;  ///< empty: a row of the benchmark above.
};

/// The branch drawn before a name: three letters for each level.
Branch branch_of(std::string_view part) {
  Branch branch;
  for (bool drawn = true; drawn;) {
    drawn = false;
    for (const std::string_view level : {"│  ", "├─ ", "╰─ ", "   "}) {
      if (!part.starts_with(level)) continue;
      part.remove_prefix(level.size());
      ++branch.depth;
      drawn = true;
      break;
    }
  }
  branch.name = base::trim(part);
  return branch;
}

/// "12.3 µs" as number and unit.
std::pair<std::string_view, std::string_view> quantity(std::string_view cell) {
  const std::size_t space = cell.find(' ');
  if (space == std::string_view::npos) return {cell, {}};
  return {cell.substr(0, space), base::trim(cell.substr(space))};
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : rows_(bytes, "divan", sink) {}

  void line(const Line& line) {
    const std::string shown = visible_part(line.text);
    if (const auto column = first_column(shown)) {
      column_ = column;
      path_.clear();
      return;
    }
    if (!column_ || shown.find(kBar) == std::string::npos) return;
    const auto [left, right] = cut(shown, *column_);
    const auto cells = cells_of(right);
    if (cells.size() < 5) return;
    const Branch branch = branch_of(left);
    if (branch.name.empty() || branch.name == kBar) {
      more(line, cells);
    } else {
      path_.resize(std::max<std::size_t>(branch.depth, 1) - 1);
      path_.emplace_back(branch.name);
      section_.clear();
      if (!cells[2].empty()) time(line, cells);
    }
  }
  void finish() { rows_.finish(); }

 private:
  [[nodiscard]] std::string name() const {
    std::string out;
    for (const std::string& part : path_) out += (out.empty() ? "" : "/") + part;
    return out;
  }
  void time(const Line& line, const std::vector<std::string_view>& cells) {
    const auto [number, unit] = quantity(cells[2]);
    model::Result* result = rows_.add(line, name(), "time", number, unit, units::Direction::Lower);
    if (result != nullptr) result->estimator = "median";
  }
  /// What stands below a benchmark: throughput, or a section of allocations, each a count and a size.
  void more(const Line& line, const std::vector<std::string_view>& cells) {
    if (path_.empty()) return;
    if (cells[0].ends_with(':')) {
      section_ = std::string(cells[0].substr(0, cells[0].size() - 1));
      return;
    }
    if (cells[2].empty()) return;
    const auto [number, unit] = quantity(cells[2]);
    if (section_.empty()) {
      rows_.add(line, name(), "throughput", number, unit, units::Direction::Higher);
    } else if (unit.empty()) {
      rows_.add(line, name(), section_ + " count", number, "allocs", units::Direction::Lower);
    } else {
      rows_.add(line, name(), section_ + " size", number, unit, units::Direction::Lower);
    }
  }

  PrintedRows rows_;
  std::optional<std::size_t> column_;
  std::vector<std::string> path_;
  std::string section_;  ///< "alloc", "max alloc", "dealloc", "grow", "shrink".
};

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find(kFirst) == std::string_view::npos) continue;
    if (first_column(line->text) && line->text.find(kBar) != std::string_view::npos) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  Reader reader(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(*line);
  reader.finish();
}

constexpr std::string_view kAliases[] = {"cargo-divan"};

}  // namespace

extern const Format kDivan;
const Format kDivan{"divan", kAliases, sniff, read, true};

}  // namespace perfolio::formats
