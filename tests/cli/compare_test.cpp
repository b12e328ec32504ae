// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "support/runner.h"
#include "support/temp_folder.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <fstream>

namespace perfolio::test {
namespace {

using nlohmann::json;

const std::vector<std::string> kAtlas = {"compare",    source_path("samples/atlas/data.js"),
                                         "--releases", source_path("samples/atlas/releases.json"),
                                         "-c",         source_path("samples/atlas/perfolio.json")};

Outcome compared(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = kAtlas;
  arguments.insert(arguments.end(), more.begin(), more.end());
  return called(arguments);
}

std::string written(const TempFolder& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder / name) << text;
  return folder / name;
}

TEST(Compare, SortsByEvidenceThenSize) {
  const Outcome made = compared({});
  ASSERT_EQ(made.code, 0) << made.errors;
  const auto at = [&](const char* name) { return made.output.find(name); };
  EXPECT_LT(at("vm_arithmetic_loop"), at("parse_large_module"));
  EXPECT_LT(at("parse_large_module"), at("interp_loop_10k"));
  EXPECT_LT(at("parse_1kb"), at("compile_incremental"));
  EXPECT_NE(made.output.find("5 of 46 benchmarks changed since v0.2.2: 3 faster, 2 slower"), std::string::npos);
  EXPECT_EQ(made.output.find('\x1b'), std::string::npos);
}

TEST(Compare, ShowsOnlyWhatChangedWhereAsked) {
  const Outcome made = compared({"--only", "changed", "--format", "json"});
  const json report = json::parse(made.output);
  EXPECT_EQ(report.at("benchmarks").size(), 5U);
  EXPECT_EQ(report.at("headline").at("total"), 46) << "the counts are those of all";
  for (const auto& b : report.at("benchmarks")) EXPECT_NE(b.at("comparison").at("verdict"), "same");
}

TEST(Compare, SaysTheSameInEveryFormat) {
  const json facts = json::parse(compared({"--format", "json"}).output);
  const std::string csv = compared({"--format", "csv"}).output;
  const std::string markdown = compared({"--format", "markdown"}).output;
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(csv, '\n')), facts.at("benchmarks").size() + 1);
  EXPECT_NE(markdown.find("| <code>vm&#95;arithmetic&#95;loop</code> |"), std::string::npos);
  EXPECT_NE(csv.find(",vm_arithmetic_loop,time,ns,,"), std::string::npos) << csv.substr(0, 400);
}

TEST(Compare, SetsAnyTwoReleasesAgainstEachOther) {
  const json facts = json::parse(compared({"--baseline", "v0.1.0", "--current", "v0.2.1", "--format", "json"}).output);
  EXPECT_EQ(facts.at("baseline").at("tag"), "v0.1.0");
  EXPECT_EQ(facts.at("current").at("tag"), "v0.2.1");
  EXPECT_EQ(json::parse(compared({"--baseline", "first", "--format", "json"}).output).at("baseline").at("tag"),
            "v0.1.0");
}

TEST(Compare, ShowsReleasesSideBySide) {
  const Outcome made = compared({"--matrix", "--columns", "3", "--only", "changed"});
  EXPECT_NE(made.output.find("v0.2.1   v0.2.2         v0.2.3  AGAINST v0.2.2"), std::string::npos) << made.output;
  EXPECT_EQ(made.output.find("v0.2.0 "), std::string::npos);
  EXPECT_NE(made.output.find("↓22"), std::string::npos);
  EXPECT_EQ(compared({"--matrix", "--format", "csv"}).code, 2);
}

TEST(Compare, SaysWhereAMatrixLeavesOlderReleasesOut) {
  const Outcome few = compared({"--matrix", "--columns", "3"});
  EXPECT_NE(few.output.find("the newest 3 of "), std::string::npos) << few.output;
  EXPECT_NE(few.output.find(" releases; --columns N shows more\n"), std::string::npos);
  EXPECT_EQ(compared({"--matrix", "--columns", "0"}).output.find("the newest "), std::string::npos);
}

TEST(Compare, ExitsWithOneWhereAGateIsNotMet) {
  const auto gate = [](const char* on, const char* threshold) {
    const Outcome made = compared({"--fail-on", on, "--threshold", threshold, "-q"});
    EXPECT_FALSE(made.output.empty()) << "the comparison is printed all the same";
    return made.code;
  };
  EXPECT_EQ(gate("worse", "10%"), 1);
  EXPECT_EQ(gate("alert", "10%"), 0);
  EXPECT_EQ(gate("alert", "4%"), 1);
  EXPECT_EQ(gate("fail", "4%"), 0);
  EXPECT_EQ(gate("any", "50%"), 1);
  EXPECT_EQ(compared({"--fail-on", "worse", "-q"}).errors,
            "perfolio: 2 of 46 benchmarks are worse (--fail-on worse)\n");
  EXPECT_EQ(compared({"--fail-on", "any", "--include", "typecheck_*", "-q"}).code, 0);
}

TEST(Compare, SetsTwoResultFilesSideBySideInTheirOrder) {
  const TempFolder folder;
  const auto file = [&](const char* name, const char* value) {
    return written(folder, name, std::string("[{\"name\":\"a\",\"unit\":\"allocs\",\"value\":") + value + "}]");
  };
  const std::string before = file("z_before.json", "100");
  const std::string after = file("a_after.json", "900");
  const json facts = json::parse(called({"compare", before, after, "--format", "json", "-q"}).output);
  EXPECT_EQ(facts.at("baseline").at("tag"), "z_before.json");
  EXPECT_EQ(facts.at("current").at("tag"), "a_after.json");
  EXPECT_NEAR(facts.at("benchmarks").at(0).at("comparison").at("current").get<double>(), 900, 1e-9);
  const json turned = json::parse(called({"compare", after, before, "--format", "json", "-q"}).output);
  EXPECT_EQ(turned.at("current").at("tag"), "z_before.json");
}

TEST(Compare, TakesAlertsOfTheConfigAndListsWhatIsSuppressed) {
  const TempFolder folder;
  const std::string config = written(folder, "perfolio.json", R"({
    // comments are allowed
    "thresholds": {"*": {"alert": "2%", "fail": "4%"}, "compile_*": [{"metric": "time", "least": "1 s"}]},
    "limits": [{"pattern": "parse_1kb", "bound": "40 us", "reason": "the budget"}],
    "suppress": [{"pattern": "interp_*", "reason": "being worked on"}]})");
  const Outcome made = called({"compare", kAtlas[1], "--releases", kAtlas[3], "-c", config, "--format", "json", "-q"});
  ASSERT_EQ(made.code, 0) << made.errors;
  const json facts = json::parse(made.output);
  const auto of = [&](const std::string& id) {
    for (const auto& b : facts.at("benchmarks")) {
      if (b.at("id") == id) return b.at("comparison");
    }
    return json();
  };
  EXPECT_EQ(of("interp_loop_10k").at("alert"), false);
  EXPECT_EQ(of("interp_loop_10k").at("suppressed"), "being worked on");
  EXPECT_EQ(of("compile_sort").at("alert"), false) << "too small a change in seconds";
  EXPECT_EQ(of("parse_1kb").at("limit"), "above the limit of 40 us (the budget)");
  EXPECT_EQ(of("parse_1kb").at("fail"), true);
  EXPECT_EQ(facts.at("suppressions").at(0).at("applied"), 1);
  EXPECT_EQ(facts.at("headline").at("alerts"), 1);
  EXPECT_EQ(called({"compare", kAtlas[1], "--releases", kAtlas[3], "-c", config, "--fail-on", "fail", "-q"}).code, 1);
}

TEST(Compare, TakesTheFailThresholdOfTheFlagWhereTheConfigHasNone) {
  const TempFolder folder;
  const auto gate = [&](const char* threshold, const std::string& config) {
    const std::string file = written(folder, "perfolio.json", config);
    return called({"compare", kAtlas[1], "--releases", kAtlas[3], "-c", file, "--fail-threshold", threshold,
                   "--fail-on", "fail", "-q"})
        .code;
  };
  EXPECT_EQ(gate("102%", "{}"), 1);
  EXPECT_EQ(gate("400%", "{}"), 0);
  EXPECT_EQ(gate("102%", R"({"thresholds": {"*": {"fail": "300%"}}})"), 0);
  EXPECT_EQ(gate("98%", "{}"), 2) << "no worsening";
}

TEST(Compare, RefusesAConfigItCannotHold) {
  const TempFolder folder;
  const auto complaint = [&](const std::string& text) {
    const std::string config = written(folder, "c.json", text);
    return called({"compare", kAtlas[1], "-c", config}).errors;
  };
  EXPECT_NE(complaint(R"({"limits":[{"pattern":"*","bound":"fast"}]})")
                .find("/limits/0/bound: 'fast' is no value with a unit"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"suppress":[{"pattern":"*"}]})").find("/suppress/0/reason: 'reason' is needed here"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"thresholds":{"*":{"alrt":"5%"}}})").find("did you mean 'alert'?"), std::string::npos);
}

TEST(ForeignAlerts, FollowTheOtherToolsRule) {
  const TempFolder folder;
  const auto entry = [](const char* id, const char* value) {
    return std::string(R"({"commit":{"id":")") + id +
           R"("},"tool":"cargo","benches":[{"name":"a","unit":"ns","value":)" + value + "}]}";
  };
  const auto alerts = [&](const std::string& entries, const char* threshold) {
    const std::string file =
        written(folder, "data.js", "window.BENCHMARK_DATA = {\"entries\":{\"s\":[" + entries + "]}};");
    const Outcome made = called(
        {"compare", file, "--alerts", "github-action-benchmark", "--alert-threshold", threshold, "--format", "json"});
    return json::parse(made.output).at("alerts").size();
  };
  EXPECT_EQ(alerts(entry("a", "100") + "," + entry("b", "110"), "110%"), 0U) << "strictly above";
  EXPECT_EQ(alerts(entry("a", "100") + "," + entry("b", "111"), "110%"), 1U);
  EXPECT_EQ(alerts(entry("a", "100") + "," + entry("b", "200") + "," + entry("b", "100"), "110%"), 0U)
      << "against the last entry of another commit";
  EXPECT_EQ(alerts(entry("a", "0") + "," + entry("b", "0"), "110%"), 0U);
  EXPECT_EQ(alerts(entry("a", "0") + "," + entry("b", "5"), "110%"), 1U);
  EXPECT_EQ(alerts(entry("a", "\"100\"") + "," + entry("b", "\"null\""), "110%"), 0U);
  EXPECT_EQ(alerts(entry("a", "100"), "110%"), 0U);
}

TEST(Compare, CallsAGainOfQueriesPerSecondBetterAndAFactorNeither) {
  const TempFolder folder;
  const auto list = [](int value) {
    return R"([{"name":"copy","unit":"QPS","value":)" + std::to_string(value) +
           R"(},{"name":"gain","unit":"x","value":)" + std::to_string(value) + "}]";
  };
  const std::string before = written(folder, "before.json", list(10));
  const std::string after = written(folder, "after.json", list(90));
  const Outcome made = called({"compare", before, after, "--format", "json", "--fail-on", "worse"});
  EXPECT_EQ(made.code, 0) << made.errors;
  const json report = json::parse(made.output);
  for (const auto& b : report.at("benchmarks")) {
    EXPECT_EQ(b.at("direction"), b.at("name") == "copy" ? "higher" : "unknown");
    EXPECT_NE(b.at("comparison").at("verdict"), "worse");
  }
  EXPECT_NE(made.errors.find("(unit: 'x')"), std::string::npos) << made.errors;
  EXPECT_NE(made.errors.find(R"({"match":"gain","metric":"value","direction":"higher"})"), std::string::npos)
      << made.errors;
  const std::string config =
      written(folder, "perfolio.json", R"({"overrides":[{"match":"gain","direction":"higher"}]})");
  const Outcome settled = called({"compare", before, after, "-c", config, "--format", "json"});
  EXPECT_EQ(settled.output.find("\"unknown\""), std::string::npos);
  EXPECT_EQ(settled.errors.find("nothing says"), std::string::npos) << settled.errors;
}

}  // namespace
}  // namespace perfolio::test
