// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "formats/perfolio_jsonl.h"
#include "history/database.h"
#include "history/database_rows.h"
#include "history/database_tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace perfolio::history {

namespace {

using model::Result;
using model::Run;
using sys::Postgresql;

/// A condition on perfolio_run, and its values.
struct Condition {
  std::string sql = "TRUE";
  sys::SqlValues values;
  void add(const std::string& more) { sql += " AND " + more; }
  /// A value, and how it is written in the statement.
  std::string value(const std::string& text, const char* type) {
    values.emplace_back(text);
    return fmt::format("CAST(${} AS {})", values.size(), type);
  }
};

std::vector<std::string> distinct(Postgresql& db, const char* column) {
  std::vector<std::string> texts;
  db.query(fmt::format("SELECT DISTINCT {} FROM perfolio_run", column), {},
           [&](const sys::SqlRow& row) { texts.emplace_back(row.text(0)); });
  return texts;
}

/// Patterns are matched here, not there: one rule for files and databases.
void add_text(Postgresql& db, Condition& condition, const char* column,
              const std::function<bool(const std::string&)>& wants) {
  std::vector<std::string> texts = distinct(db, column);
  std::erase_if(texts, [&](const std::string& text) { return !wants(text); });
  condition.add(fmt::format("{} = ANY({})", column, condition.value(sys::sql_array(texts), "TEXT[]")));
}

void add_environments(Postgresql& db, Condition& condition, const Selection& selection) {
  Selection by_environment;
  for (const auto& [key, patterns] : selection.where) {
    if (key != "suite" && key != "branch") by_environment.where.emplace(key, patterns);
  }
  if (by_environment.where.empty()) return;
  std::vector<std::int64_t> ids;
  db.query("SELECT id, names, contents FROM perfolio_environment", {}, [&](const sys::SqlRow& row) {
    Run run;
    run.environment = environment_of(row);
    if (by_environment.wants_run(run)) ids.push_back(row.integer(0));
  });
  condition.add(fmt::format("environment = ANY({})", condition.value(sys::sql_array(ids), "BIGINT[]")));
}

std::string moment(Condition& condition, base::Time time) {
  return condition.value(base::to_rfc3339(time), "TIMESTAMP WITH TIME ZONE");
}

/// Dated behind a moment, or not dated: by the commit's date where it is known.
std::string dated(Condition& condition, base::Time after) {
  const std::string time = moment(condition, after);
  return fmt::format("(commit_date > {0} OR (commit_date IS NULL AND (measured > {0} OR measured IS NULL)))", time);
}

void add_since(Postgresql& db, Condition& condition, const SinceHint& since) {
  if (since.any) return;
  if (since.from) return condition.add(dated(condition, *since.from - std::chrono::seconds(1)));
  std::vector<std::string> tags = distinct(db, "release");
  std::erase_if(tags, [&](const std::string& tag) { return tag.empty() || !since.wants(tag); });
  const std::string named = fmt::format("release = ANY({})", condition.value(sys::sql_array(tags), "TEXT[]"));
  std::string unnamed = "release = ''";
  if (!since.any_unnamed) {
    // An abbreviated id may be any of those.
    unnamed += fmt::format(" AND (commit_id = ANY({}) OR LENGTH(commit_id) < 40 OR {})",
                           condition.value(sys::sql_array(since.commits), "TEXT[]"),
                           since.after ? dated(condition, *since.after) : "TRUE");
  }
  condition.add(fmt::format("({} OR ({}))", named, unnamed));
}

Condition condition_of(Postgresql& db, const Selection& selection) {
  Condition condition;
  for (const char* key : {"suite", "branch"}) {
    const auto entry = selection.where.find(key);
    if (entry == selection.where.end()) continue;
    add_text(db, condition, key, [&](const std::string& text) {
      return std::ranges::any_of(entry->second, [&](const base::Pattern& p) { return p.matches(text); });
    });
  }
  add_environments(db, condition, selection);
  if (selection.keeps) add_since(db, condition, selection.since);
  return condition;
}

/// Of the series of a shape those wanted, as places from 1 on.
std::vector<std::int64_t> places_in(const std::vector<Result>& shape, const Selection& selection) {
  std::vector<std::int64_t> places;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (selection.wants_series(shape[i].benchmark, shape[i].metric)) places.push_back(static_cast<std::int64_t>(i) + 1);
  }
  return places;
}

/// A selected run, until all shapes are read and the order in which runs were recorded is made.
struct Found {
  std::int64_t id = 0;
  std::string line;
  Run run;
};

/// The columns of arrays, with only these places of each.
std::string columns_of(const std::vector<std::int64_t>& places) {
  std::string columns;
  for (const char* array : kRunArrays) {
    columns += fmt::format(
        ", CASE WHEN {0} IS NULL THEN NULL ELSE ARRAY(SELECT u.content FROM UNNEST({0}) WITH "
        "ORDINALITY AS u (content, place) WHERE u.place = ANY(CAST('{{{1}}}' AS BIGINT[])) ORDER BY "
        "u.place) END",
        array, fmt::join(places, ","));
  }
  return columns;
}

/// The runs of one shape, with the wanted series alone. Samples would need the counts of all series before theirs: a
/// run that has any is read whole, and what is not wanted left out here.
void read_shape(Postgresql& db, const Condition& condition, const Names& names, std::int64_t shape,
                const Selection& selection, std::vector<Found>& found) {
  const std::vector<Result>& all = names.shapes().at(shape);
  const std::vector<std::int64_t> places = places_in(all, selection);
  if (places.empty()) return;
  std::vector<Result> few;
  for (const std::int64_t place : places) few.push_back(all[static_cast<std::size_t>(place) - 1]);
  const auto read = [&](const std::string& columns, const char* samples, const std::vector<Result>& results,
                        const char* with) {
    db.query(fmt::format("SELECT {}{}, {} FROM perfolio_run WHERE {} AND shape = {} AND samples IS {} NULL", kRunRead,
                         columns, samples, condition.sql, shape, with),
             condition.values, [&](const sys::SqlRow& row) {
               const RunNumbers numbers = numbers_of(row);
               Found one{numbers.id, numbers.line, run_of(row)};
               one.run.environment = names.environment(numbers.environment);
               one.run.results = results;
               fill_results(row, one.run.results);
               found.push_back(std::move(one));
             });
  };
  read(columns_of(places), "NULL", few, "");
  read(fmt::format(", {}", fmt::join(kRunArrays, ", ")), "samples", all, "NOT");
}

void read_series(Postgresql& db, const Condition& condition, const Selection& selection, formats::RunSink& sink,
                 const std::function<void(std::string_view)>& line) {
  Names names;
  names.read(db, condition.sql, condition.values);
  std::vector<Found> found;
  for (const auto& [shape, series] : names.shapes()) read_shape(db, condition, names, shape, selection, found);
  std::ranges::sort(found, {}, &Found::id);
  for (Found& one : found) {
    line(one.line);
    sink.run(std::move(one.run));
  }
}

/// The newest runs of each release, found by what they say of themselves: only here are releases known.
Condition newest_of(Postgresql& db, const Condition& condition, const Selection& selection) {
  Names names;
  names.read(db, condition.sql, condition.values);
  Newest newest(selection);
  std::set<std::int64_t> ids;
  const auto wanted = [&](std::int64_t shape) {
    return selection.takes_whole_runs() || !places_in(names.shapes().at(shape), selection).empty();
  };
  db.query(
      "SELECT id, environment, shape, pull_request, suite, commit_id, measured, commit_date, branch, release FROM "
      "perfolio_run WHERE " +
          condition.sql + " ORDER BY id",
      condition.values, [&](const sys::SqlRow& row) {
        if (!wanted(row.integer(2))) return;
        ids.insert(row.integer(0));
        // One that nobody wants is counted by who reads it, and is none of the newest.
        if (row.truth(3) && !selection.pull_requests) return;
        Run run = head_of(row, 4);
        run.environment = names.environment(row.integer(1));
        if (!selection.wants_run(run)) return;
        if (const auto old = newest.add(run, row.integer(0))) ids.erase(*old);
      });
  Condition out;
  out.add(fmt::format("id = ANY({})",
                      out.value(sys::sql_array(std::vector<std::int64_t>(ids.begin(), ids.end())), "BIGINT[]")));
  return out;
}

}  // namespace

std::string line_digest(const Run& whole_run) {
  std::string line;
  formats::append_line(whole_run, line);
  return base::sha256_hex(line);
}

std::string read_database(const std::string& address, const Selection& selection, formats::RunSink& sink,
                          const std::function<void(std::string_view)>& line) {
  Postgresql db(address);
  check_tables(db);
  // One state of it, whoever records meanwhile.
  db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  Condition condition = condition_of(db, selection);
  if (selection.newest > 0) condition = newest_of(db, condition, selection);
  if (!selection.takes_whole_runs()) {
    read_series(db, condition, selection, sink, line);
    return {};
  }
  base::Sha256 digest;
  std::string text;
  each_run(db, condition.sql, condition.values, [&](Run run, const RunNumbers& numbers) {
    if (selection.is_all()) {
      text.clear();
      formats::append_line(run, text);
      digest.update(text);
    }
    line(numbers.line);
    sink.run(std::move(run));
  });
  return digest.hex();
}

}  // namespace perfolio::history
