// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "formats/perfolio_jsonl.h"
#include "history/database.h"
#include "history/database_rows.h"
#include "history/database_tables.h"

namespace perfolio::history {

void PartDigest::add(const model::Run& whole_run) {
  std::string line;
  formats::append_line(whole_run, line);
  add_line_digest(base::sha256_hex(line));
}

void PartDigest::add_line_digest(std::string_view hex) { all_.update(hex); }

std::string PartDigest::hex() { return all_.hex(); }

std::string read_database(const std::string& address, const Selection& selection, formats::RunSink& sink) {
  sys::Postgresql db(address);
  check_tables(db);
  (void)selection;
  base::Sha256 digest;
  std::string line;
  each_run(db, "TRUE", {}, [&](model::Run run, std::int64_t /*id*/) {
    line.clear();
    formats::append_line(run, line);
    digest.update(line);
    sink.run(std::move(run));
  });
  return digest.hex();
}

}  // namespace perfolio::history
