// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/csv.h"

#include "formats/json.h"

#include <algorithm>

namespace perfolio::formats {

CsvRows::CsvRows(std::string_view bytes, std::size_t begin, char separator)
    : bytes_(bytes), at_(begin), separator_(separator) {
  if (begin == 0 && bytes.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

/// From behind the opening quote to behind the closing one.
std::string CsvRows::quoted_cell() {
  const std::size_t open = at_ - 1;
  std::string cell;
  while (true) {
    const std::size_t quote = bytes_.find('"', at_);
    if (quote == std::string_view::npos) refuse_at(bytes_, open, "a quote that is opened here is never closed");
    cell += bytes_.substr(at_, quote - at_);
    at_ = quote + 1;
    if (at_ >= bytes_.size() || bytes_[at_] != '"') return cell;
    cell += '"';
    ++at_;
  }
}

std::optional<CsvRow> CsvRows::next() {
  at_ = std::min(bytes_.find_first_not_of("\r\n", at_), bytes_.size());
  if (at_ >= bytes_.size()) return std::nullopt;
  CsvRow row{at_, {}, {}};
  const char ends[] = {separator_, '\r', '\n'};
  while (true) {
    std::string cell;
    row.quoted.push_back(at_ < bytes_.size() && bytes_[at_] == '"');
    if (row.quoted.back()) {
      ++at_;
      cell = quoted_cell();
    }
    const std::size_t end = std::min(bytes_.find_first_of({ends, 3}, at_), bytes_.size());
    cell += bytes_.substr(at_, end - at_);
    row.cells.push_back(std::move(cell));
    at_ = end + 1;
    if (end >= bytes_.size() || bytes_[end] != separator_) return row;
  }
}

char separator_of(std::string_view head) {
  const std::size_t begin = text_begin(head);
  bool quoted = false;
  for (const char c : head.substr(begin, head.find_first_of("\r\n", begin) - begin)) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == ',' || c == ';' || c == '\t')) return c;
  }
  return ',';
}

}  // namespace perfolio::formats
