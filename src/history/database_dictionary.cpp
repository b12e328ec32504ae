// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/database_dictionary.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::history {

namespace {

constexpr std::size_t kMostValues = 20000;  // the protocol counts them in 16 bits

std::unordered_map<std::string, std::int64_t> known_ids(sys::Postgresql& db, const Dictionary& dictionary,
                                                        const std::vector<DictionaryRow>& rows) {
  std::vector<std::string> digests;
  for (const DictionaryRow& row : rows) digests.push_back(row.front().value_or(""));
  std::unordered_map<std::string, std::int64_t> ids;
  db.query(fmt::format("SELECT digest, id FROM {} WHERE digest = ANY(CAST($1 AS TEXT[]))", dictionary.table),
           {sys::sql_array(digests)},
           [&](const sys::SqlRow& row) { ids.emplace(std::string(row.text(0)), row.integer(1)); });
  return ids;
}

}  // namespace

void insert_rows(sys::Postgresql& db, const Dictionary& dictionary, const std::vector<DictionaryRow>& rows,
                 const char* end) {
  const std::size_t each = std::max<std::size_t>(1, kMostValues / dictionary.types.size());
  for (std::size_t first = 0; first < rows.size(); first += each) {
    std::string sql = fmt::format("INSERT INTO {} ({}) VALUES ", dictionary.table, dictionary.columns);
    sys::SqlValues values;
    for (std::size_t i = first; i < std::min(rows.size(), first + each); ++i) {
      sql += i == first ? "(" : ", (";
      for (std::size_t c = 0; c < dictionary.types.size(); ++c) {
        values.push_back(rows[i][c]);
        sql += fmt::format("{}CAST(${} AS {})", c == 0 ? "" : ", ", values.size(), dictionary.types[c]);
      }
      sql += ")";
    }
    db.query(sql + " " + end, values);
  }
}

std::unordered_map<std::string, std::int64_t> ids_in(sys::Postgresql& db, const Dictionary& dictionary,
                                                     const std::vector<DictionaryRow>& rows) {
  auto ids = known_ids(db, dictionary, rows);
  std::vector<DictionaryRow> missing;
  for (const DictionaryRow& row : rows) {
    if (!ids.contains(*row.front())) missing.push_back(row);
  }
  if (missing.empty()) return ids;
  std::ranges::sort(missing, {}, [](const DictionaryRow& row) { return *row.front(); });
  insert_rows(db, dictionary, missing, "ON CONFLICT (digest) DO NOTHING");
  return known_ids(db, dictionary, rows);
}

}  // namespace perfolio::history
