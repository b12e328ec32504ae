// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "support/made_history.h"
#include "support/runner.h"
#include "support/temp_folder.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace perfolio::test {
namespace {

using nlohmann::json;

/// A history in which `parse/N` grows as n^1.02 and in the last of three releases as n^1.51, beside what stays.
std::string history() {
  std::string out;
  for (int release = 1; release <= 3; ++release) {
    for (int run = 1; run <= 3; ++run) {
      json results = json::array();
      const auto add = [&](const std::string& name, double value) {
        const auto seed = static_cast<std::uint64_t>(value);
        value *= std::exp(0.01 * noise(seed, static_cast<std::uint64_t>(release * 3 + run)));
        results.push_back({{"benchmark", name}, {"value", value}, {"unit", "ns"}});
      };
      for (int n = 8; n <= 2048; n *= 4) add(fmt::format("parse/{}", n), 10 * std::pow(n, release == 3 ? 1.51 : 1.02));
      for (const int n : {10, 20, 30}) add(fmt::format("fib_{}", n), 50.0 * n);
      add("plain", 70);
      const json line = {{"schema", "perfolio/1"},
                         {"release", fmt::format("v{}", release)},
                         {"commit", fmt::format("{:040x}", release * 10 + run)},
                         {"date", fmt::format("2026-0{}-0{}T00:00:00Z", release, run)},
                         {"results", results}};
      out += line.dump() + "\n";
    }
  }
  return out;
}

class FamiliesOnTheCommandLine : public ::testing::Test {
 protected:
  FamiliesOnTheCommandLine() {
    std::ofstream(folder / "h.jsonl") << history();
    configure("{}");
  }
  void configure(const std::string& config) const { std::ofstream(folder / "perfolio.json") << config; }
  [[nodiscard]] Outcome run(const std::vector<std::string>& arguments) const {
    Setting setting;
    setting.folder = folder.path().string();
    return called(arguments, setting);
  }
  [[nodiscard]] json report() const {
    const Outcome made = run({"report", "h.jsonl", "--formats", "json", "-o", "out", "--force"});
    EXPECT_EQ(made.code, 0) << made.errors;
    std::ifstream in(folder / "out/report.json", std::ios::binary);
    return json::parse(std::string{std::istreambuf_iterator<char>(in), {}});
  }
  static bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

  TempFolder folder;
};

TEST_F(FamiliesOnTheCommandLine, FoldInCompareUntilAskedNotTo) {
  const Outcome folded = run({"compare", "h.jsonl"});
  EXPECT_TRUE(has(folded.output, "parse (5 benchmarks, 8 to 2048)")) << folded.output;
  EXPECT_FALSE(has(folded.output.substr(0, folded.output.find("\n\n")), "parse/512 "));
  EXPECT_TRUE(has(folded.output, "--unfold")) << folded.output;
  EXPECT_TRUE(has(folded.output, "parse grows faster with n: n^1.0")) << folded.output;
  const Outcome all = run({"compare", "h.jsonl", "--unfold"});
  EXPECT_TRUE(has(all.output, "parse/512 ")) << all.output;
  EXPECT_FALSE(has(all.output, "--unfold"));
  EXPECT_EQ(json::parse(run({"compare", "h.jsonl", "--format", "json"}).output).at("benchmarks").size(), 9U);
}

TEST_F(FamiliesOnTheCommandLine, FoldInMarkdownWithEveryBenchmarkBelow) {
  const std::string text = run({"compare", "h.jsonl", "--format", "markdown"}).output;
  const auto row = text.find("| <code>parse (5 benchmarks, 8 to 2048)</code> |");
  const auto below = text.find("<details><summary>Every benchmark of these families</summary>");
  EXPECT_LT(row, below) << text;
  EXPECT_LT(below, text.find("| <code>parse/512</code> |")) << text;
}

TEST_F(FamiliesOnTheCommandLine, AreALineEachInShow) {
  const Outcome shown = run({"show", "h.jsonl"});
  EXPECT_TRUE(has(shown.output, "\n1 family\n")) << shown.output;
  configure(R"({"families":[{"match":"fib_*","parameters":["n"]},{"match":"nothing_*","parameters":["n"]}]})");
  const Outcome stated = run({"show", "h.jsonl"});
  EXPECT_TRUE(has(stated.output, "\n2 families\n")) << stated.output;
  EXPECT_TRUE(has(stated.output, "fib_{n}")) << stated.output;
  EXPECT_TRUE(has(stated.output, "/families/0/match  fib_*      3 series")) << stated.output;
  const std::string line = stated.output.substr(stated.output.find("/families/1/match"));
  EXPECT_TRUE(line.substr(0, line.find('\n')).ends_with(" nothing")) << stated.output;
}

TEST_F(FamiliesOnTheCommandLine, LeaveAllElseOfAReportAsItIs) {
  json with = report();
  configure(R"({"families":false})");
  json without = report();
  EXPECT_EQ(with.at("families").size(), 1U);
  EXPECT_TRUE(without.at("families").empty());
  for (json* one : {&with, &without}) {
    one->erase("families");
    one->erase("growth");
  }
  EXPECT_EQ(with, without);
}

TEST_F(FamiliesOnTheCommandLine, HaveAChartOfTheirOwnInTheirGroup) {
  const Outcome made = run({"report", "h.jsonl", "--formats", "svg,pdf", "-o", "out"});
  ASSERT_EQ(made.code, 0) << made.errors;
  for (const char* name : {"parse.svg", "parse-dark.svg", "parse-512.svg"}) {
    bool found = false;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "out/charts")) {
      found = found || entry.path().filename() == name;
    }
    EXPECT_TRUE(found) << name;
  }
}

TEST_F(FamiliesOnTheCommandLine, AreRefusedWhereThePatternHasTooFewPlaces) {
  struct Case {
    std::string config, complaint;
  };
  for (const Case& one : {Case{R"({"families":[{"match":"fib_*","parameters":["a","b"]}]})",
                               "/families/0/match: 'fib_*' has 1 wildcards for 2 parameters"},
                          Case{R"({"families":[{"parameters":["n"]}]})", "/families/0/match: a family needs"},
                          Case{R"({"families":[{"match":"a*","parametres":["n"]}]})", "did you mean 'parameters'?"},
                          Case{R"({"familes":false})", "did you mean 'families'?"},
                          Case{R"({"families":3})", "/families: a list is due here"}}) {
    configure(one.config);
    const Outcome outcome = run({"show", "h.jsonl"});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_TRUE(has(outcome.errors, one.complaint)) << outcome.errors;
  }
}

}  // namespace
}  // namespace perfolio::test
