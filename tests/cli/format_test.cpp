// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "support/runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace perfolio::test;

const std::string kSource = PERFOLIO_SOURCE_DIR;
const std::string kMine =
    R"({"schema":"perfolio-format/1","name":"mine","aliases":["my-tool"],"recognise":{"keys":["cases","mine"]},"rows":"/cases/*",
"names":["/n"],"failed":"/error","metrics":[{"metric":"time","value":"/t","unit":"ms"}]})";
const std::string kOutput = R"({"mine":1,"cases":[{"n":"a","t":1.5},{"n":"b","error":"no"}]})";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Format, CheckShowsWhatIsReadAndWhatIsLeftOut) {
  const TempFolder folder;
  put(folder / "mine.format.json", kMine);
  put(folder / "out.json", kOutput);
  const Outcome outcome = called({"format", "check", folder / "mine.format.json", folder / "out.json"});
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_EQ(outcome.output,
            "format: mine\nrecognised: yes\nwarning: /cases/1: 'b' failed and is left out: no\n"
            "tool: mine\na: time = 1.5 ms, primary; lower is better\nleft out: 1 x benchmark reported an error\n");
}

TEST(Format, CheckNamesFileAndPlaceOfWhatIsWrongInDescriptionAndInput) {
  const TempFolder folder;
  put(folder / "bad.format.json", R"({"schema":"perfolio-format/1","name":"x","recognise":{"keys":["a"]},"nmes":[]})");
  put(folder / "mine.format.json", kMine);
  put(folder / "out.json", R"({"mine":1,"cases":[{"n":"a","t":true}]})");
  const Outcome description = called({"format", "check", folder / "bad.format.json", folder / "out.json"});
  EXPECT_EQ(description.code, 2);
  EXPECT_EQ(description.errors,
            "perfolio: " + folder / "bad.format.json" + ": /nmes: unknown key: did you mean 'names'?\n");
  const Outcome input = called({"format", "check", folder / "mine.format.json", folder / "out.json"});
  EXPECT_EQ(input.code, 2);
  EXPECT_EQ(input.errors, "perfolio: " + folder / "out.json" + ": /cases/0/t: a number is due here\n");
  EXPECT_TRUE(has(input.output, "recognised: yes\n"));
  put(folder / "out.json", R"({"cases":[{"n":"a","t":1}]})");
  EXPECT_TRUE(has(called({"format", "check", folder / "mine.format.json", folder / "out.json"}).output,
                  "recognised: no: there is no key \"mine\"\ntool: mine\na: time"))
      << "with what it reads all the same";
}

TEST(Format, ADescriptionNamedByFormatInReadsInEveryCommand) {
  const TempFolder folder;
  put(folder / "mine.format.json", kMine);
  put(folder / "out.json", kOutput);
  const Outcome unknown = called({"show", folder / "out.json"});
  EXPECT_EQ(unknown.code, 2);
  Setting here;
  here.folder = folder / ".";
  const Outcome shown = called({"export", "out.json", "--to", "csv", "--format-in", "./mine.format.json"}, here);
  EXPECT_EQ(shown.code, 0) << shown.errors;
  EXPECT_TRUE(has(shown.output, "a,time,1.5,ms")) << shown.output;
  const Outcome recorded = called(
      {"record", "out.json", "--history", "h.jsonl", "--format-in", "mine.format.json", "--repo-dir", "none"}, here);
  EXPECT_EQ(recorded.code, 0) << recorded.errors;
  EXPECT_TRUE(has(bytes_of(folder / "h.jsonl"), "\"tool\":\"mine\""));
  const Outcome missing = called({"show", "out.json", "--format-in", "./none.format.json"}, here);
  EXPECT_EQ(missing.code, 2);
  EXPECT_TRUE(has(missing.errors, "none.format.json")) << missing.errors;
}

TEST(Format, DescriptionsOfTheConfigAreRecognisedAndMeantByTheirNames) {
  const TempFolder folder;
  put(folder / "mine.format.json", kMine);
  put(folder / "out.json", kOutput);
  put(folder / "perfolio.json", R"({"formats":["mine.format.json"]})");
  Setting here;
  here.folder = folder / ".";
  EXPECT_TRUE(has(called({"show", "out.json"}, here).output, "out.json  mine, 1 run, 1 result"));
  EXPECT_EQ(called({"show", "out.json", "--format-in", "my-tool"}, here).code, 0);
  EXPECT_EQ(called({"record", "out.json", "--history", "h.jsonl", "--repo-dir", "none"}, here).code, 0);
  const Outcome near = called({"show", "out.json", "--format-in", "my-tol"}, here);
  EXPECT_TRUE(has(near.errors, "did you mean 'my-tool'?")) << near.errors;
  put(folder / "perfolio.json", R"({"format":["mine.format.json"]})");
  EXPECT_TRUE(has(called({"show", "out.json"}, here).errors, "did you mean 'formats'?"));
}

TEST(Format, WhatComesWithTheProgramIsRecognisedByItsContentAndKnownByItsName) {
  const std::string output = kSource + "/tests/data/described/autocannon/8.0.0.json";
  EXPECT_TRUE(has(called({"show", output}).output, "  autocannon, 1 run, 3 results"));
  EXPECT_EQ(called({"show", output, "--format-in", "autocannon"}).code, 0);
  EXPECT_EQ(called({"show", output, "--format-in", "autocanon"}).code, 2);
  EXPECT_TRUE(has(called({"show", output, "--format-in", "autocanon"}).errors, "did you mean 'autocannon'?"));
}

/// The metric that the report of a history of three metrics counts; `flagged` is named first by its tool.
std::string primary_of(const std::string& flagged, const std::string& config, const std::string& first = "time") {
  const TempFolder folder;
  std::string lines;
  for (int release = 1; release <= 3; ++release) {
    std::string results;
    for (const std::string& metric : {first, std::string("p99"), std::string("max")}) {
      results += (results.empty() ? "" : ",") + std::string(R"({"benchmark":"b","unit":"ms","value":)") +
                 std::to_string(release) + R"(,"metric":")" + metric + "\"" +
                 (metric == flagged ? R"(,"primary":true})" : "}");
    }
    lines += R"({"schema":"perfolio/1","release":"v0.)" + std::to_string(release) + R"(.0","date":"2026-01-0)" +
             std::to_string(release) + R"(T00:00:00Z","results":[)" + results + "]}\n";
  }
  put(folder / "h.jsonl", lines);
  put(folder / "perfolio.json", config);
  Setting here;
  here.folder = folder / ".";
  const Outcome outcome = called({"report", "h.jsonl", "-o", "out", "--formats", "json", "--repo-dir", "none"}, here);
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  std::string found;
  const auto report = nlohmann::json::parse(bytes_of(folder / "out/report.json"));
  for (const auto& benchmark : report.at("benchmarks")) {
    if (benchmark.at("primary").get<bool>()) found += benchmark.at("metric").get<std::string>() + " ";
  }
  return found;
}

TEST(Format, HeadlinesCountTheMetricThatTheConfigOrElseTheToolNamesFirst) {
  EXPECT_EQ(primary_of("", "{}"), "time ");
  EXPECT_EQ(primary_of("p99", "{}"), "p99 ");
  EXPECT_EQ(primary_of("p99", R"({"primary":["none","max"]})"), "max ");
  EXPECT_EQ(primary_of("", R"({"primary":["p99","max"]})"), "p99 ");
  EXPECT_EQ(primary_of("", "{}", "p50"), "p50 ");
}

}  // namespace
