// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/kept.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

Kept kept_of(const std::string& bytes) {
  Kept kept;
  read("catch2", bytes, kept);
  return kept;
}

const model::Result& found(const Kept& kept, std::string_view name) {
  static const model::Result kNone;
  for (const model::Result& result : kept.runs.at(0).results) {
    if (result.benchmark == name) return result;
  }
  ADD_FAILURE() << "no " << name;
  return kNone;
}

const std::string kChain = "gear sums with teeth and a chain <of> \"links\" & more: sum 10";
const std::string kLong = "a test case whose title is so long that the console must break it at its eightieth column: ";

std::vector<std::string> names_of(const Kept& kept) {
  std::vector<std::string> names;
  for (const model::Result& result : kept.runs.at(0).results) names.push_back(result.benchmark);
  return names;
}

TEST(Catch2, ReadsTheMeanAndItsInterval) {
  const Kept kept = kept_of(fixture("catch2/console.txt"));
  const model::Result& result =
      found(kept, kLong + "std::accumulate over a vector of ten thousand numbers, all of them equal");
  EXPECT_EQ(result.value, 3.99569);
  EXPECT_EQ(result.unit, "us");
  EXPECT_EQ(result.lower, 3.99266);
  EXPECT_EQ(result.upper, 4.00633);
  EXPECT_EQ(result.estimator, "mean");
  EXPECT_EQ(result.spread, "std dev 11.3189 ns");
}

TEST(Catch2, NamesABenchmarkAlikeInEveryReporter) {
  const std::vector<std::string> want = {
      "gear sums: sum 10",
      "gear sums with teeth: sum 1000",
      kChain,
      kLong + "std::accumulate over a vector of ten thousand numbers, all of them equal",
      kLong + "unbreakable_name_of_a_benchmark_that_is_longer_than_its_column",
      kLong + "after the failure"};
  for (const std::string file : {"console.txt", "colour.txt", "no-analysis.txt", "results.xml"}) {
    const Kept kept = kept_of(fixture("catch2/" + file));
    EXPECT_EQ(names_of(kept), want) << file;
    EXPECT_EQ(kept.left_out, (std::map<std::string, std::size_t>{{"benchmark reported an error", 1}})) << file;
  }
}

TEST(Catch2, ReadsTheXmlReporter) {
  const Kept kept = kept_of("noise before it\n" + fixture("catch2/results.xml") + fixture("catch2/v3.xml") + "after\n");
  const model::Result& result = found(kept, "Milling: cut");
  EXPECT_EQ(result.value, 1500);
  EXPECT_EQ(result.unit, "ns");
  EXPECT_EQ(result.lower, 990);
  EXPECT_EQ(result.upper, 2500);
  EXPECT_EQ(result.spread, "std dev 19 ns");
  EXPECT_EQ(kept.points(), 7U);
}

TEST(Catch2, ReadsVersion3AndEachValueInItsUnit) {
  const Kept kept = kept_of(fixture("catch2/v3.txt"));
  const model::Result& slow = found(kept, "Scenario: Milling Given: a block: slow cut");
  EXPECT_EQ(slow.unit, "min");  // written "m"
  EXPECT_DOUBLE_EQ(slow.lower.value(), 59.5 / 60);
  const model::Result& cut = found(kept, "Scenario: Milling Given: a block: cut along x, y and z");
  EXPECT_EQ(cut.value, 1.5);
  EXPECT_DOUBLE_EQ(cut.lower.value(), 0.99);
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 1U);
  EXPECT_EQ(kept.left_out.at("benchmark without a result"), 1U);
}

TEST(Catch2, TakesTheSameBenchmarkAgainForARepetition) {
  const std::string whole = fixture("catch2/console.txt");
  EXPECT_EQ(found(kept_of(whole + whole), kChain).samples.size(), 2U);
}

TEST(Catch2, KeepsApartWhatAGeneratorMeasures) {
  const std::string text = fixture("catch2/generate.txt");
  const Kept kept = kept_of(text);
  EXPECT_EQ(found(kept, "gen: fill").value, 9.5);
  EXPECT_EQ(found(kept, "gen: fill #2").value, 540);
  ASSERT_EQ(kept.diagnostics.size(), 1U);
  EXPECT_NE(kept.diagnostics[0].text.find("NAME #2"), std::string::npos);
  EXPECT_EQ(found(kept_of(text + text), "gen: fill #2").samples, (std::vector<double>{540, 540}));
}

TEST(Catch2, IsRecognised) {
  for (const std::string file : {"console.txt", "colour.txt", "no-analysis.txt", "results.xml", "v3.txt", "v3.xml"}) {
    const std::string bytes = fixture("catch2/" + file);
    EXPECT_EQ(formats::recognised(bytes).name, "catch2") << file;
    EXPECT_EQ(formats::recognised(std::string(100000, '\n') + bytes).name, "catch2") << file;
  }
}

TEST(Catch2, RefusesDocumentTypesAndEntities) {
  EXPECT_EQ(complaint("catch2", "<?xml version=\"1.0\"?>\n<!DOCTYPE Catch [<!ENTITY a \"b\">]>\n<Catch name=\"&a;\"/>"),
            "line 2:17: a document type declaration (DTD): none is read");
  EXPECT_EQ(complaint("catch2", "<?xml version=\"1.0\"?>\n<!DOCTYPE Catch SYSTEM \"file:///etc/passwd\">\n<Catch />"),
            "line 2:44: a document type declaration (DTD): none is read");
  EXPECT_EQ(complaint("catch2", "<Catch name=\"&a;\"/>"), "line 1:1: this is not well-formed XML (undefined entity)");
}

TEST(Catch2, RefusesXmlThatIsNotWhole) {
  const auto run = [](const std::string& inside) { return "<Catch >\n<TestCase name=\"a\">" + inside; };
  EXPECT_EQ(complaint("catch2", run("<BenchmarkResults name=\"b\"")), "line 2:20: the XML ends too early");
  EXPECT_EQ(complaint("catch2", run("<BenchmarkResults name=\"b\"></Catch>")),
            "line 2:49: this is not well-formed XML (mismatched tag)");
  EXPECT_EQ(complaint("catch2", run("<BenchmarkResults name=\"b\"><mean value=\"1e999\"/>")),
            "line 2:47: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("catch2", run("<BenchmarkResults><mean/>")), "line 2:20: a benchmark without a name");
  EXPECT_EQ(complaint("catch2", run("</TestCase></Catch>")), ": there is no Catch2 benchmark in it");
  std::string deep = "<Catch >";
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  EXPECT_EQ(complaint("catch2", deep), "line 1:606: the XML is nested deeper than 200 levels");
}

TEST(Catch2, RefusesNumbersOfTheConsoleThatItCannotKeep) {
  const auto table = [](const std::string& mean) {
    return "benchmark name                       samples       iterations    estimated\n" + std::string(79, '-') +
           "\nx      100     2    1 ms\n   " + mean + " ns   1 ns   2 ns\n  1 ns   1 ns   2 ns\n";
  };
  EXPECT_EQ(complaint("catch2", table("1e999")), "line 4:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("catch2", table("1,5")), "line 4:1: \"1,5\" is not a number that can be kept");
  EXPECT_EQ(complaint("catch2", table("nan")), ": there is no Catch2 benchmark in it");
  EXPECT_EQ(found(kept_of(table("1.5")), "x").value, 1.5);
}

}  // namespace
}  // namespace perfolio::test
