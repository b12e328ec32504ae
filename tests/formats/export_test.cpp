// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/export.h"

#include "formats/kept.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace perfolio::test {
namespace {

using nlohmann::json;
using units::Direction;

model::Result made(const std::string& name, const std::string& metric, double value, const std::string& unit) {
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = value;
  result.unit = unit;
  return result;
}

/// Two runs that use every field, with names that attack each of the formats.
model::History history() {
  model::Run run;
  run.suite = "suite \"one\", [a]";
  run.release = "v1.0.0";
  run.release_by = "date";
  run.commit = "0123456789012345678901234567890123456789";
  run.date = base::parse_time("2026-02-20T12:00:00Z");
  run.commit_date = base::parse_time("2026-02-19T12:00:00Z");
  run.branch = "main";
  run.tool = "go";
  run.environment = {{"cpu", "A1"}, {"", "no key"}};
  run.subject = "Line\twith } and ]";
  run.body = "More\nof it";
  run.author = "Ada";
  run.url = "https://example.com/c/1";
  model::Result time = made("=cmd|'x'!A1, \"q\"", "time", 1.5, "us");
  time.lower = 1.25;
  time.upper = 2;
  time.samples = {1.25, 1.5, 2};
  time.estimator = "mean";
  time.per = "1 KiB";
  time.spread = "± 3";
  run.results = {time, made("b", "throughput", 1e300, "ops/s")};
  model::History history;
  history.repository_url = "https://example.com/p";
  history.runs.push_back(run);
  run.date = base::parse_time("2026-02-21T12:00:00Z");
  run.results[1].value = 0.1;
  history.runs.push_back(run);
  return history;
}

/// Everything a run holds, as text.
std::string dump(const model::Run& run) {
  model::History one;
  one.runs.push_back(run);
  return formats::exported("jsonl", one);
}

TEST(Export, LinesAndListReadBackAsWhatTheyWere) {
  for (const char* name : {"jsonl", "json"}) {
    const std::string bytes = formats::exported(name, history());
    Kept kept;
    EXPECT_EQ(formats::recognised(bytes).name, "perfolio") << name;
    formats::recognised(bytes).read(bytes, kept);
    ASSERT_EQ(kept.runs.size(), 2U) << name;
    EXPECT_TRUE(kept.diagnostics.empty());
    EXPECT_EQ(kept.runs[0].results[0].samples.size(), 3U);
    for (std::size_t i = 0; i < 2; ++i) {
      model::Run want = history().runs[i];
      want.release_by.clear();  // what was found by date is from now on what the run itself says
      EXPECT_EQ(dump(kept.runs[i]), dump(want)) << name;
    }
  }
}

TEST(Export, AListIsReadToItsEndAndNoFurther) {
  const std::string bytes = formats::exported("json", history());
  EXPECT_EQ(complaint("perfolio", bytes + "{}"), "line 5:1: more follows after the end of the JSON text");
  EXPECT_EQ(complaint("perfolio", bytes.substr(0, bytes.size() - 2)), "line 4:1: ',' or ']' is due here");
  EXPECT_EQ(complaint("perfolio", "[]"), "line 1:2: a run is due here");
  EXPECT_EQ(complaint("perfolio", "[{\"schema\":\"perfolio/1\",\"a\":\"}"), "line 1:30: the JSON ends too early");
}

TEST(Export, CsvQuotesCellsAndDefusesFormulas) {
  const std::string csv = formats::exported("csv", history());
  EXPECT_TRUE(csv.starts_with("benchmark,metric,value,unit,release,commit,date,lower,upper,better,"));
  EXPECT_NE(csv.find("\"'=cmd|'x'!A1, \"\"q\"\"\",time,1.5,us,v1.0.0,0123"), std::string::npos) << csv;
  EXPECT_NE(csv.find(",1e+300,ops/s,"), std::string::npos);
  EXPECT_EQ(std::ranges::count(csv, '\n'), 5);
}

TEST(Export, BmfHoldsTheNewestValueInBaseUnits) {
  const json bmf = json::parse(formats::exported("bmf", history()));
  ASSERT_EQ(bmf.size(), 2U);
  EXPECT_EQ(bmf["=cmd|'x'!A1, \"q\""]["latency"]["value"], 1500);
  EXPECT_EQ(bmf["=cmd|'x'!A1, \"q\""]["latency"]["lower_value"], 1250);
  EXPECT_EQ(bmf["b"]["throughput"]["value"], 0.1);
}

TEST(Export, DataJsKeepsWhichValuesAreGood) {
  const std::string bytes = formats::exported("data-js", history());
  Kept kept;
  EXPECT_EQ(formats::recognised(bytes).name, "github-action-benchmark");
  formats::recognised(bytes).read(bytes, kept);
  ASSERT_EQ(kept.runs.size(), 4U);
  EXPECT_EQ(kept.url, "https://example.com/p");
  for (const model::Run& run : kept.runs) {
    ASSERT_EQ(run.results.size(), 1U);
    const bool rate = run.results[0].unit == "ops/s";
    EXPECT_EQ(run.results[0].better, rate ? Direction::Higher : Direction::Lower);
    EXPECT_EQ(run.commit, history().runs[0].commit);
    EXPECT_EQ(run.author, "Ada");
    EXPECT_EQ(run.tool, rate ? "customBiggerIsBetter" : "go");
  }
}

TEST(Export, RefusesAnUnknownName) { EXPECT_THROW(formats::exported("xml", history()), base::Error); }

}  // namespace
}  // namespace perfolio::test
