// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/database_rows.h"

#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perfolio::history {

using model::Result;
using model::Run;

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// Texts one after the other, so that no two lists give the same bytes.
class Texts {
 public:
  Texts& add(std::string_view text) {
    all_ += std::to_string(text.size()) + ":";
    all_ += text;
    return *this;
  }
  [[nodiscard]] std::string digest() const { return base::sha256_hex(all_); }

 private:
  std::string all_;
};

std::string word_of(const std::optional<units::Direction>& better) {
  if (!better) return {};
  return *better == units::Direction::Lower ? "lower" : *better == units::Direction::Higher ? "higher" : "unknown";
}

std::optional<units::Direction> direction_in(std::string_view word) {
  if (word.empty()) return std::nullopt;
  return word == "lower"    ? units::Direction::Lower
         : word == "higher" ? units::Direction::Higher
                            : units::Direction::Unknown;
}

std::vector<std::string> flat(const model::Parameters& parameters) {
  std::vector<std::string> out;
  if (parameters.empty()) return out;
  out.push_back(parameters.benchmark);
  for (const model::Parameter& one : parameters.values) {
    out.push_back(one.name);
    out.push_back(one.value);
  }
  return out;
}

model::Parameters parameters_in(const std::vector<std::string>& flat) {
  model::Parameters out;
  if (flat.empty()) return out;
  out.benchmark = flat.front();
  for (std::size_t i = 1; i + 1 < flat.size(); i += 2) out.values.push_back({flat[i], flat[i + 1]});
  return out;
}

std::vector<std::string> flat(const std::vector<model::Complexity>& complexities) {
  std::vector<std::string> out;
  for (const model::Complexity& one : complexities) {
    for (const std::string& text :
         {one.benchmark, one.order, fmt::format("{}", one.coefficient), one.unit, fmt::format("{}", one.rms)}) {
      out.push_back(text);
    }
  }
  return out;
}

std::vector<model::Complexity> complexities_in(const std::vector<std::string>& flat) {
  std::vector<model::Complexity> out;
  for (std::size_t i = 0; i + 4 < flat.size(); i += 5) {
    out.push_back({flat[i], flat[i + 1], base::parse_number(flat[i + 2]).value_or(0), flat[i + 3],
                   base::parse_number(flat[i + 4]).value_or(0)});
  }
  return out;
}

/// A column of numbers, null where every one of them is nothing.
void write_numbers(const Run& run, sys::SqlRowWriter& row, double (*number)(const Result&)) {
  std::vector<double> all;
  all.reserve(run.results.size());
  bool any = false;
  for (const Result& result : run.results) {
    all.push_back(number(result));
    any = any || !std::isnan(all.back());
  }
  any ? row.numbers(all) : row.null();
}

void write_spreads(const Run& run, sys::SqlRowWriter& row) {
  std::vector<std::string> all;
  for (const Result& result : run.results) all.push_back(result.spread);
  std::ranges::any_of(all, [](const std::string& text) { return !text.empty(); }) ? row.texts(all) : row.null();
}

void write_samples(const Run& run, sys::SqlRowWriter& row) {
  std::vector<std::int32_t> counts;
  std::vector<double> all;
  for (const Result& result : run.results) {
    counts.push_back(static_cast<std::int32_t>(result.samples.size()));
    all.insert(all.end(), result.samples.begin(), result.samples.end());
  }
  if (all.empty()) {
    row.null();
    row.null();
    return;
  }
  row.small_integers(counts);
  row.numbers(all);
}

std::optional<base::Time> moment_in(const sys::SqlRow& row, std::size_t i) {
  constexpr std::int64_t kSecondsTo2000 = 946684800;
  if (row.is_null(i)) return std::nullopt;
  return base::Time(std::chrono::seconds(row.integer(i) / 1000000 + kSecondsTo2000));
}

void refuse_nul(const std::string& text) {
  if (text.find('\0') == std::string::npos) return;
  throw base::Error(base::Fault::Input, {},
                    "'" + base::visible(text.substr(0, 60)) + "' holds a NUL, which PostgreSQL cannot keep",
                    "a history file keeps it: --history FILE.jsonl");
}

}  // namespace

Result common_part(const Result& result) {
  Result common;
  common.benchmark = result.benchmark;
  common.metric = result.metric;
  common.unit = result.unit;
  common.better = result.better;
  if (!common.better) {
    const units::Direction inferred = model::direction_of(result, units::parse_unit(result.unit));
    if (inferred != units::Direction::Unknown) common.better = inferred;
  }
  common.exact = result.exact;
  common.primary = result.primary;
  common.estimator = result.estimator;
  common.per = result.per;
  common.parameters = result.parameters;
  return common;
}

std::string digest_of(const Result& common) {
  Texts texts;
  texts.add(common.benchmark).add(common.metric).add(common.unit).add(word_of(common.better)).add(common.estimator);
  texts.add(common.per).add(common.exact ? "exact" : "").add(common.primary ? "primary" : "");
  for (const std::string& text : flat(common.parameters)) texts.add(text);
  return texts.digest();
}

std::string digest_of(const model::Environment& environment) {
  Texts texts;
  for (const auto& [key, value] : environment) texts.add(key).add(value);
  return texts.digest();
}

std::string digest_of(std::span<const std::int64_t> shape) {
  return base::sha256_hex(fmt::format("{}", fmt::join(shape, ",")));
}

sys::SqlValues series_values(const Result& common) {
  return {digest_of(common),
          common.benchmark,
          common.metric,
          common.unit,
          word_of(common.better),
          common.estimator,
          common.per,
          common.exact ? "true" : "false",
          common.primary ? "true" : "false",
          sys::sql_array(flat(common.parameters))};
}

Result series_of(const sys::SqlRow& row) {
  Result common;
  common.benchmark = row.text(1);
  common.metric = row.text(2);
  common.unit = row.text(3);
  common.better = direction_in(row.text(4));
  common.estimator = row.text(5);
  common.per = row.text(6);
  common.exact = row.truth(7);
  common.primary = row.truth(8);
  common.parameters = parameters_in(row.texts(9));
  return common;
}

sys::SqlValues environment_values(const model::Environment& environment) {
  std::vector<std::string> names, contents;
  for (const auto& [key, value] : environment) {
    names.push_back(key);
    contents.push_back(value);
  }
  return {digest_of(environment), model::environment_text(environment), sys::sql_array(names),
          sys::sql_array(contents)};
}

model::Environment environment_of(const sys::SqlRow& row) {
  const std::vector<std::string> names = row.texts(1);
  const std::vector<std::string> contents = row.texts(2);
  model::Environment environment;
  for (std::size_t i = 0; i < std::min(names.size(), contents.size()); ++i) environment.emplace(names[i], contents[i]);
  return environment;
}

const char* const kRunColumns =
    "moment, part, content, line, batch, suite, commit_id, measured, commit_date, branch, release, release_by, tool, "
    "environment, subject, body, author, url, pull_request, derived, complexities, shape, amounts, lowers, uppers, "
    "resolutions, spreads, sample_counts, samples";

void write_run(const Run& run, const RunKeys& keys, sys::SqlRowWriter& row) {
  row.begin(29);
  row.text(keys.moment);
  row.small_integer(keys.part);
  row.text(keys.content);
  row.text(keys.line);
  row.text(keys.batch);
  row.text(run.suite);
  row.text(run.commit);
  row.moment(run.date);
  row.moment(run.commit_date);
  for (const std::string* text : {&run.branch, &run.release, &run.release_by, &run.tool}) row.text(*text);
  row.integer(keys.environment);
  for (const std::string* text : {&run.subject, &run.body, &run.author, &run.url}) row.text(*text);
  row.truth(run.pull_request);
  row.truth(run.derived);
  run.complexities.empty() ? row.null() : row.texts(flat(run.complexities));
  row.integer(keys.shape);
  std::vector<double> amounts;
  for (const Result& result : run.results) amounts.push_back(result.value);
  row.numbers(amounts);
  write_numbers(run, row, [](const Result& r) { return r.lower.value_or(kNothing); });
  write_numbers(run, row, [](const Result& r) { return r.upper.value_or(kNothing); });
  write_numbers(run, row, [](const Result& r) { return r.resolution > 0 ? r.resolution : kNothing; });
  write_spreads(run, row);
  write_samples(run, row);
}

const char* const kRunRead =
    "id, environment, shape, line, suite, commit_id, measured, commit_date, branch, release, release_by, tool, "
    "subject, "
    "body, author, url, pull_request, derived, complexities";
const std::vector<const char*> kRunArrays{"amounts", "lowers", "uppers", "resolutions", "spreads", "sample_counts"};

namespace {
constexpr std::size_t kFirstArray = 19;
}

RunNumbers numbers_of(const sys::SqlRow& row) {
  return {row.integer(0), row.integer(1), row.integer(2), std::string(row.text(3))};
}

Run head_of(const sys::SqlRow& row, std::size_t first) {
  Run run;
  run.suite = row.text(first);
  run.commit = row.text(first + 1);
  run.date = moment_in(row, first + 2);
  run.commit_date = moment_in(row, first + 3);
  run.branch = row.text(first + 4);
  run.release = row.text(first + 5);
  return run;
}

Run run_of(const sys::SqlRow& row) {
  Run run = head_of(row, 4);
  run.release_by = row.text(10);
  run.tool = row.text(11);
  run.subject = row.text(12);
  run.body = row.text(13);
  run.author = row.text(14);
  run.url = row.text(15);
  run.pull_request = row.truth(16);
  run.derived = row.truth(17);
  run.complexities = complexities_in(row.texts(18));
  return run;
}

void fill_results(const sys::SqlRow& row, std::vector<Result>& results) {
  const std::vector<double> amounts = row.numbers(kFirstArray);
  if (amounts.size() != results.size()) {
    throw base::Error(base::Fault::Outside, {},
                      fmt::format("run {} has {} values for {} series", row.integer(0), amounts.size(), results.size()),
                      "these tables were changed by something else than perfolio");
  }
  const std::vector<double> lowers = row.numbers(kFirstArray + 1), uppers = row.numbers(kFirstArray + 2),
                            resolutions = row.numbers(kFirstArray + 3);
  const std::vector<std::string> spreads = row.texts(kFirstArray + 4);
  const std::vector<std::int64_t> counts = row.integers(kFirstArray + 5);
  const std::vector<double> samples = row.numbers(kFirstArray + 6);
  std::size_t sample = 0;
  const auto bound = [](const std::vector<double>& of, std::size_t i) {
    return i < of.size() && !std::isnan(of[i]) ? std::optional(of[i]) : std::nullopt;
  };
  for (std::size_t i = 0; i < results.size(); ++i) {
    Result& result = results[i];
    result.value = amounts[i];
    result.lower = bound(lowers, i);
    result.upper = bound(uppers, i);
    result.resolution = bound(resolutions, i).value_or(0);
    if (i < spreads.size()) result.spread = spreads[i];
    if (i >= counts.size()) continue;
    const std::size_t n =
        std::min(static_cast<std::size_t>(std::max<std::int64_t>(0, counts[i])), samples.size() - sample);
    result.samples.assign(samples.begin() + static_cast<std::ptrdiff_t>(sample),
                          samples.begin() + static_cast<std::ptrdiff_t>(sample + n));
    sample += n;
  }
}

void check_texts(const Run& run) {
  for (const std::string* text : {&run.suite, &run.commit, &run.branch, &run.release, &run.tool, &run.subject,
                                  &run.body, &run.author, &run.url}) {
    refuse_nul(*text);
  }
  for (const auto& [key, value] : run.environment) {
    refuse_nul(key);
    refuse_nul(value);
  }
  for (const Result& result : run.results) {
    for (const std::string* text :
         {&result.benchmark, &result.metric, &result.unit, &result.estimator, &result.per, &result.spread}) {
      refuse_nul(*text);
    }
    for (const std::string& text : flat(result.parameters)) refuse_nul(text);
  }
  for (const std::string& text : flat(run.complexities)) refuse_nul(text);
}

}  // namespace perfolio::history
