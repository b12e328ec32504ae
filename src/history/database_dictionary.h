// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "sys/postgresql.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace perfolio::history {

/// A row to be there: its values, of which the first is its digest.
using DictionaryRow = sys::SqlValues;

/// Where a dictionary is kept.
struct Dictionary {
  const char* table;
  const char* columns;             ///< the first is the digest.
  std::vector<const char*> types;  ///< of the columns, for casts.
};

/// Makes what is missing of these rows, in the order of their digests, so that two writers never wait for each other in
/// a circle, and gives the ids of all: digest -> id. Rows that another writer is making are waited for.
std::unordered_map<std::string, std::int64_t> ids_in(sys::Postgresql& db, const Dictionary& dictionary,
                                                     const std::vector<DictionaryRow>& rows);

/// INSERT INTO table (columns) VALUES ... end, as many rows at once as the protocol has room for.
void insert_rows(sys::Postgresql& db, const Dictionary& dictionary, const std::vector<DictionaryRow>& rows,
                 const char* end);

}  // namespace perfolio::history
