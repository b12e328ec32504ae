// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "formats/perfolio_jsonl.h"
#include "history/database.h"
#include "history/database_dictionary.h"
#include "history/database_rows.h"
#include "history/database_tables.h"
#include "history/same_run.h"
#include "sys/clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <unordered_map>

namespace perfolio::history {

namespace {

using model::Result;
using model::Run;
using sys::DatabaseError;
using sys::Postgresql;

const Dictionary kSeries{"perfolio_series",
                         kSeriesColumns,
                         {"TEXT", "TEXT", "TEXT", "TEXT", "TEXT", "TEXT", "TEXT", "BOOLEAN", "BOOLEAN", "TEXT[]"}};
const Dictionary kEnvironments{"perfolio_environment", kEnvironmentColumns, {"TEXT", "TEXT", "TEXT[]", "TEXT[]"}};
const Dictionary kShapes{"perfolio_shape", "digest, series", {"TEXT", "BIGINT[]"}};
const Dictionary kKeys{"perfolio_key", "digest", {"TEXT"}};

/// What is known of a run before the database is asked.
struct Prepared {
  const Addition* addition = nullptr;
  RunKeys keys;
  std::string environment;          ///< digest.
  std::vector<std::size_t> series;  ///< into Preparation::series, per result.
};

/// All runs of a call, their texts told apart.
struct Preparation {
  std::vector<Prepared> runs;
  std::vector<DictionaryRow> series, environments;
  std::vector<std::string> locks;  ///< sorted.
};

/// Two series alike in all their texts are the same row.
class SeriesNames {
 public:
  explicit SeriesNames(std::vector<DictionaryRow>& rows) : rows_(rows) {}
  std::size_t number_of(const Result& result) {
    key_.clear();
    for (const std::string* text : {&result.benchmark, &result.metric, &result.unit, &result.estimator, &result.per}) {
      key_ += *text;
      key_ += '\0';
    }
    key_ += static_cast<char>('0' + (result.exact ? 1 : 0) + (result.primary ? 2 : 0) +
                              (result.better ? 4 * (1 + static_cast<int>(*result.better)) : 0));
    for (const model::Parameter& one : result.parameters.values) key_ += one.name + '\0' + one.value + '\0';
    key_ += result.parameters.benchmark;
    const auto [at, fresh] = numbers_.try_emplace(key_, 0);
    if (fresh) at->second = row_of(series_values(common_part(result)));
    return at->second;
  }

 private:
  std::size_t row_of(DictionaryRow row) {
    const auto [at, fresh] = rows_by_digest_.try_emplace(*row.front(), rows_.size());
    if (fresh) rows_.push_back(std::move(row));
    return at->second;
  }
  std::vector<DictionaryRow>& rows_;
  std::string key_;
  std::unordered_map<std::string, std::size_t> numbers_, rows_by_digest_;
};

std::string batch_name() {
  std::random_device random;
  std::string name;
  for (int i = 0; i < 4; ++i) name += fmt::format("{:08x}", random());
  return name;
}

Preparation prepared(const std::vector<Addition>& additions, const std::string& batch) {
  Preparation p;
  SeriesNames names(p.series);
  std::set<std::string> environments, locks;
  for (const Addition& addition : additions) {
    const Run& run = addition.run;
    check_texts(run);
    Prepared one;
    one.addition = &addition;
    const std::string context = context_of(run);
    one.keys.moment = base::sha256_hex(moment_of(run) + context);
    one.keys.content = base::sha256_hex(context + measured_by(run));
    one.keys.line = line_digest(run);
    one.keys.batch = batch;
    DictionaryRow environment = environment_values(run.environment);
    one.environment = *environment.front();
    if (environments.insert(one.environment).second) p.environments.push_back(std::move(environment));
    for (const Result& result : run.results) one.series.push_back(names.number_of(result));
    locks.insert(one.keys.moment);
    if (!by_moment(addition)) locks.insert(one.keys.content);
    p.runs.push_back(std::move(one));
  }
  p.locks.assign(locks.begin(), locks.end());
  return p;
}

/// Numbers for what the runs name: series, shapes, environments.
void number(Postgresql& db, Preparation& p) {
  const auto environments = ids_in(db, kEnvironments, p.environments);
  const auto series = ids_in(db, kSeries, p.series);
  std::vector<std::int64_t> ids;
  for (const DictionaryRow& row : p.series) ids.push_back(series.at(*row.front()));
  std::vector<DictionaryRow> shapes;
  std::map<std::vector<std::size_t>, std::string> digests;
  for (const Prepared& run : p.runs) {
    const auto [at, fresh] = digests.try_emplace(run.series);
    if (!fresh) continue;
    std::vector<std::int64_t> shape;
    for (const std::size_t s : run.series) shape.push_back(ids[s]);
    at->second = digest_of(shape);
    shapes.push_back({at->second, sys::sql_array(shape)});
  }
  const auto shape_ids = ids_in(db, kShapes, shapes);
  for (Prepared& run : p.runs) {
    run.keys.environment = environments.at(run.environment);
    run.keys.shape = shape_ids.at(digests.at(run.series));
  }
}

/// Whoever records the same runs waits here until this transaction ends, and then sees what it did.
void lock(Postgresql& db, const Preparation& p) {
  std::vector<DictionaryRow> rows;
  for (const std::string& key : p.locks) rows.push_back({key});
  insert_rows(db, kKeys, rows, "ON CONFLICT (digest) DO NOTHING");
  db.query("SELECT digest FROM perfolio_key WHERE digest = ANY(CAST($1 AS TEXT[])) ORDER BY digest FOR UPDATE",
           {sys::sql_array(p.locks)});
}

constexpr const char* kKnown = "(moment = ANY(CAST($1 AS TEXT[])) OR content = ANY(CAST($2 AS TEXT[])))";

/// The runs that are there already with a key of ours: whether ours are the same is asked by the one rule there is.
/// Also numbers the runs of a moment. Returns how many are of this batch: an earlier try of this call.
std::size_t meet_known(Postgresql& db, Preparation& p, const std::string& batch, Meetings& meetings) {
  std::vector<std::string> moments, contents;
  for (const Prepared& run : p.runs) {
    moments.push_back(run.keys.moment);
    if (!by_moment(*run.addition)) contents.push_back(run.keys.content);
  }
  std::map<std::string, std::int32_t> parts;
  std::size_t own = 0;
  bool any = false;
  const sys::SqlValues keys{sys::sql_array(moments), sys::sql_array(contents)};
  db.query(std::string("SELECT moment, part, batch FROM perfolio_run WHERE ") + kKnown, keys,
           [&](const sys::SqlRow& row) {
             any = true;
             own += row.text(2) == batch ? 1 : 0;
             std::int32_t& next = parts[std::string(row.text(0))];
             next = std::max(next, static_cast<std::int32_t>(row.integer(1)) + 1);
           });
  for (Prepared& run : p.runs) run.keys.part = parts[run.keys.moment]++;
  if (any) {
    each_run(db, kKnown + std::string(" AND batch <> $3"), {sys::sql_array(moments), sys::sql_array(contents), batch},
             [&](const Run& known, const RunNumbers& /*numbers*/) { meetings.meet(known, -1); });
  }
  return own;
}

/// One try of one call.
class Adding {
 public:
  Adding(const std::vector<Addition>& additions, const AddOptions& options)
      : additions_(additions), options_(options), batch_(batch_name()), prepared_(prepared(additions, batch_)) {}
  Lines add(Postgresql& db);

 private:
  Lines chosen(const Meetings& meetings);
  void copy(Postgresql& db) const;
  const std::vector<Addition>& additions_;
  const AddOptions& options_;
  std::string batch_;
  Preparation prepared_;
  std::vector<bool> skip_;
};

Lines Adding::chosen(const Meetings& meetings) {
  Lines lines;
  const std::vector<Met> met = options_.twice == Twice::Allow ? std::vector<Met>() : meetings.all();
  if (!met.empty() && options_.twice == Twice::Refuse) refuse(met, additions_);
  skip_.assign(additions_.size(), false);
  for (const Met& one : met) skip_[one.addition] = true;
  for (std::size_t i = 0; i < additions_.size(); ++i) {
    if (skip_[i]) continue;
    lines.added.push_back(&additions_[i].run);
    if (options_.dry_run) formats::append_line(additions_[i].run, lines.text);
  }
  lines.skipped = met.size();
  return lines;
}

void Adding::copy(Postgresql& db) const {
  std::size_t at = 0;
  db.copy_in(fmt::format("COPY perfolio_run ({}) FROM STDIN WITH BINARY", kRunColumns), [&](sys::SqlRowWriter& row) {
    while (at < prepared_.runs.size() && skip_[at]) ++at;
    if (at == prepared_.runs.size()) return false;
    write_run(prepared_.runs[at].addition->run, prepared_.runs[at].keys, row);
    ++at;
    return true;
  });
}

Lines Adding::add(Postgresql& db) {
  check_tables(db);
  db.execute("BEGIN");
  Meetings meetings(additions_);
  number(db, prepared_);
  lock(db, prepared_);
  const std::size_t own = meet_known(db, prepared_, batch_, meetings);
  Lines lines = chosen(meetings);
  if (options_.dry_run || own > 0 || lines.added.empty()) {
    db.execute("ROLLBACK");
    return lines;
  }
  copy(db);
  db.execute("COMMIT");
  return lines;
}

constexpr int kMostTries = 5;

/// Whether another try may do: nothing was kept, or it will be found by its batch.
bool may_try_again(const DatabaseError& error) {
  return error.lost() || error.state().starts_with("40") || error.state().starts_with("57P0");
}

}  // namespace

Lines add_runs(const std::string& address, const std::vector<Addition>& additions, const AddOptions& options,
               std::vector<base::Diagnostic>& notes) {
  Adding adding(additions, options);
  bool connected = false;
  for (int attempt = 1;; ++attempt) {
    try {
      Postgresql db(address);
      connected = true;
      try {
        Lines lines;
        base::in_file(db.shown(), [&] { lines = adding.add(db); });
        return lines;
      } catch (...) {
        db.rollback();
        throw;
      }
    } catch (const DatabaseError& error) {
      // What was never reached is said at once: a wrong password does not get better.
      if (!connected || attempt == kMostTries || !may_try_again(error)) throw;
      notes.push_back({base::Severity::Info, error.where(),
                       fmt::format("{}: try {} of {}", error.what(), attempt + 1, kMostTries)});
      if (attempt > 1) sys::SystemClock().sleep(std::chrono::seconds(1 << (attempt - 2)));
    }
  }
}

}  // namespace perfolio::history
