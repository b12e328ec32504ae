// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::formats {

/// One record of a table and where it begins.
struct CsvRow {
  std::size_t begin = 0;
  std::vector<std::string> cells;
  std::vector<bool> quoted;  ///< of each cell: blanks at its ends are its own.
};

/// Walks through comma-separated values (RFC 4180: quoted cells may hold commas, line ends and doubled quotes), behind
/// a byte order mark if there is one. Empty lines are no records.
class CsvRows {
 public:
  /// Begins at byte `begin`. The separator may be a semicolon or a tab, as spreadsheets write it.
  explicit CsvRows(std::string_view bytes, std::size_t begin = 0, char separator = ',');
  /// The next record, or nothing at the end. Throws Error{Input} at a quote that is never closed.
  std::optional<CsvRow> next();

 private:
  std::string quoted_cell();
  std::string_view bytes_;
  std::size_t at_;
  char separator_;
};

/// What separates the columns, told by the header: the first comma, semicolon or tab outside of quotes; else a comma.
char separator_of(std::string_view head);

}  // namespace perfolio::formats
