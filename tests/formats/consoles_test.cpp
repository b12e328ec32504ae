// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include "base/text.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(VitestConsole, TakesTheTimeFromTheRateWhereThatHasMoreDigits) {
  const Kept kept = kept_of("vitest-console", fixture("vitest-console/two.txt"));
  const model::Result& time = result_in(kept, "t/one.bench.js > top level");
  EXPECT_DOUBLE_EQ(time.value, 1000 / 18653018.29);  // "0.0001" is known to a half only
  EXPECT_LT(time.resolution / time.value, 1e-8);
  EXPECT_NEAR(time.upper.value() / time.value, 1.0577, 1e-9);
  const model::Result& rate = result_in(kept, "t/one.bench.js > top level", "throughput");
  EXPECT_DOUBLE_EQ(rate.value, 18653018.29);
  EXPECT_EQ(rate.estimator, "mean");
  EXPECT_EQ(rate.better, units::Direction::Higher);
}

TEST(VitestConsole, NamesBenchmarksAsTheJsonOfTheSameVersionDoes) {
  const Kept kept = kept_of("vitest-console", fixture("vitest-console/two.txt"));
  EXPECT_EQ(kept.points(), 16U);
  EXPECT_NO_THROW(result_in(kept, "t/two.bench.js > copy of sort > inner > JSON"));
  EXPECT_NO_THROW(result_in(kept, "t/two.bench.js > copy of sort > reverse order (big, x)"));
  const Kept five = kept_of("vitest-console", fixture("vitest-console/five.txt"));
  EXPECT_EQ(result_in(five, "calc.bench.mjs > size 10 > sorts > copy").value, 0.0015);
  EXPECT_EQ(result_in(five, "calc.bench.mjs > size 1000 > sorts > toSorted (x, y)").value, 1.6349);
  EXPECT_EQ(result_in(five, "calc.bench.mjs > alone > second").value, 0.0613);
  EXPECT_EQ(five.points(), 12U);
}

TEST(VitestConsole, CountsWhatWasSkippedAndWhatThrew) {
  const Kept kept = kept_of("vitest-console", fixture("vitest-console/two.txt"));
  EXPECT_EQ(kept.left_out.at("benchmark was skipped"), 2U);
  EXPECT_EQ(kept.left_out.at("benchmark reported an error"), 2U);
}

TEST(VitestConsole, TakesATableThatIsPrintedTwiceOnce) {
  const std::string text = fixture("vitest-console/three-verbose.txt");
  const Kept kept = kept_of("vitest-console", text);
  EXPECT_EQ(kept.points(), 12U);
  EXPECT_TRUE(kept.diagnostics.empty());  // nothing is kept as "NAME #2"
  EXPECT_EQ(text.find("·"), text.find("· JSON"));
  EXPECT_NE(text.find("· JSON", text.find("· JSON") + 1), std::string::npos);
}

TEST(VitestConsole, SaysOfWhatVersions3And4PrintNoTableBesideAnError) {
  const std::string text = fixture("vitest-console/three-verbose.txt") +
                           "\n BENCH  Summary\n\n  only (a, b) - t/three.bench.js\n    4.00x faster than other\n";
  const Kept kept = kept_of("vitest-console", text);
  EXPECT_EQ(kept.left_out.at("benchmark of which Vitest printed no table"), 2U);
}

TEST(VitestConsole, KeepsTheRateOfVersion5ApartAsAMeanOfRates) {
  for (const std::string file : {"vitest-console/five.txt", "vitest-console/five-verbose.txt"}) {
    const Kept kept = kept_of("vitest-console", fixture(file));
    const model::Result& rate = result_in(kept, "calc.bench.mjs > alone > copy", "throughput");
    EXPECT_EQ(rate.estimator, "mean of rates");
    EXPECT_FALSE(rate.lower.has_value());  // the margin is that of the time
    EXPECT_EQ(result_in(kept, "calc.bench.mjs > alone > copy").resolution, 0.00005);
  }
}

TEST(VitestConsole, IsRecognisedThroughColoursAndTimeStamps) {
  for (const std::string file : {"two", "three-verbose", "four-colours", "five", "five-verbose"}) {
    const std::string text = fixture("vitest-console/" + file + ".txt");
    EXPECT_EQ(recognised_name(text), "vitest-console") << file;
    EXPECT_EQ(recognised_name(with_crlf(text)), "vitest-console") << file;
    EXPECT_EQ(kept_of("vitest-console", with_crlf(text)).points(), kept_of("vitest-console", text).points());
  }
  EXPECT_EQ(kept_of("vitest-console", fixture("vitest-console/four-colours.txt")).points(), 12U);
  EXPECT_EQ(complaint("vitest-console", "nothing\n"), ": there is no vitest benchmark in it");
}

TEST(MitataConsole, TakesMeansAndHeapWithTheirGroups) {
  const Kept kept = kept_of("mitata-console", fixture("mitata-console/table.txt"));
  EXPECT_EQ(result_in(kept, "new Array(16)").value, 272.34);
  EXPECT_EQ(result_in(kept, "new Array(16)").unit, "ns");
  EXPECT_EQ(result_in(kept, "new Array(16)", "memory").value, 352.20);
  EXPECT_EQ(result_in(kept, "new Array(16)", "memory").unit, "B");
  EXPECT_EQ(result_in(kept, "big group > a (x, y)").value, 1.05);
  EXPECT_EQ(result_in(kept, "boxed").value, 35.43);  // a group without a name ends the one before
  EXPECT_EQ(kept.left_out.at("benchmark reported an error"), 1U);
  EXPECT_EQ(kept.runs.at(0).environment.at("runtime"), "node 20");
  EXPECT_EQ(kept.runs.at(0).environment.at("arch"), "x64-linux");
  EXPECT_EQ(kept.runs.at(0).environment.at("cpu"), "Example CPU");
}

TEST(MitataConsole, ReadsItsMarkdownAndWhatItPrintedBefore1) {
  const Kept kept = kept_of("mitata-console", fixture("mitata-console/markdown.txt"));
  EXPECT_EQ(kept.points(), 8U);
  EXPECT_EQ(result_in(kept, "new Array(1024)").value, 11.95);
  EXPECT_EQ(result_in(kept, "big group > b").value, 55.67);
  EXPECT_EQ(result_in(kept, "range 20 1").value, 205.42);
  const Kept old = kept_of("mitata-console", fixture("mitata-console/old.txt"));
  EXPECT_EQ(old.points(), 3U);
  EXPECT_EQ(result_in(old, "anon").unit, "ns");
  const std::string grouped = with(fixture("mitata-console/old.txt"), "anon         ", "anon      1'0");
  EXPECT_GT(result_in(kept_of("mitata-console", grouped), "anon").value, 1000);
}

TEST(MitataConsole, CountsAnHourInSeconds) {
  const std::string text = with(fixture("mitata-console/table.txt"), "272.34 ns/iter", "  1.50 h /iter");
  EXPECT_EQ(result_in(kept_of("mitata-console", text), "new Array(16)").value, 5400);
}

TEST(MitataConsole, IsRecognisedByItsHeads) {
  for (const std::string file : {"table", "markdown", "old"}) {
    const std::string text = fixture("mitata-console/" + file + ".txt");
    EXPECT_EQ(recognised_name(text), "mitata-console") << file;
    EXPECT_EQ(recognised_name(with_crlf(text)), "mitata-console") << file;
  }
  EXPECT_EQ(complaint("mitata-console", "nothing\n"), ": there is no mitata benchmark in it");
}

TEST(StressNg, GivesTheSameSeriesPrintedAndAsYaml) {
  const Kept printed = kept_of("stress-ng", fixture("stress-ng/pipe.txt"));
  const Kept yaml = kept_of("stress-ng", fixture("stress-ng/pipe.yaml"));
  EXPECT_EQ(result_in(printed, "pipe", "throughput").value, 149191.45);
  EXPECT_NEAR(result_in(yaml, "pipe", "throughput").value, 149191.45, 0.005);
  EXPECT_NEAR(result_in(yaml, "cpu", "cpu-throughput").value, 1636.87, 0.005);
  EXPECT_EQ(result_in(printed, "cpu", "cpu-throughput").value, 1636.87);
  for (const Kept* kept : {&printed, &yaml}) {
    const model::Result& own = result_in(*kept, "pipe", "mb-per-sec-pipe-write-rate");
    EXPECT_NEAR(own.value, 73.6, 0.005);
    EXPECT_EQ(own.unit, "MB/s");
  }
  EXPECT_EQ(printed.points(), 5U);
  EXPECT_EQ(yaml.points(), 7U);
  EXPECT_EQ(base::to_rfc3339(*yaml.runs.at(0).date), "2026-11-27T20:50:47Z");
}

TEST(StressNg, ReadsTheMemoryOfTheLongTableAndLinesWithoutPrefix) {
  const std::string text = fixture("stress-ng/metrics.txt");
  EXPECT_EQ(result_in(kept_of("stress-ng", text), "vm", "memory").value, 18576);
  std::string brief;
  for (const std::string_view line : base::split(text, '\n')) {
    brief += std::string(line.substr(std::min(line.find("] ") + 2, line.size()))) + "\n";
  }
  EXPECT_EQ(kept_of("stress-ng", brief).points(), kept_of("stress-ng", text).points());
}

TEST(StressNg, IsRecognisedInBothForms) {
  for (const std::string file : {"pipe.txt", "pipe.yaml", "metrics.txt"}) {
    EXPECT_EQ(recognised_name(fixture("stress-ng/" + file)), "stress-ng") << file;
  }
  EXPECT_EQ(complaint("stress-ng", "nothing\n"), ": there is no stress-ng benchmark in it");
}

TEST(Phpbench, TakesTheMeanOfARevolutionWithItsIterations) {
  const Kept kept = kept_of("phpbench", fixture("phpbench/shape-1.2.xml"));
  const model::Result& time = result_in(kept, "Acme\\Tests\\HashingBench::benchMd5 # small");
  EXPECT_EQ(time.value, 2.4225);
  EXPECT_EQ(time.unit, "us");
  EXPECT_EQ(time.samples, (std::vector<double>{2.466, 2.379}));
  EXPECT_EQ(result_in(kept, "Acme\\Tests\\HashingBench::benchMd5 # small", "memory").value, 271792);
  EXPECT_EQ(result_in(kept, "Acme\\Tests\\HashingBench::benchMd5 # large").value, 9);
  EXPECT_EQ(kept.points(), 4U);
  EXPECT_EQ(kept.left_out.at("benchmark reported an error"), 1U);
}

TEST(Phpbench, TakesDateCommitAndVersionFromTheSuite) {
  const Kept kept = kept_of("phpbench", fixture("phpbench/shape-1.2.xml"));
  const model::Run& run = kept.runs.at(0);
  EXPECT_EQ(base::to_rfc3339(*run.date), "2026-03-02T10:15:30Z");
  EXPECT_EQ(run.commit, "3f2a9c41d7e8b5064f1a2b3c4d5e6f7081920a3b");
  EXPECT_EQ(run.branch, "main");
  EXPECT_EQ(run.environment.at("runtime"), "PHP 8.2");
}

TEST(Phpbench, ReadsWhatVersionsBefore1Wrote) {
  const Kept kept =
      kept_of("phpbench", R"(<?xml version="1.0"?><phpbench version="0.7.0"><suite date="2015-11-24T20:17:38+01:00">
    <benchmark class="\HashingBenchmark"><subject name="benchMd5"><variant sleep="0">
    <iteration revs="1000" time="2466" memory="271784"/><iteration revs="1000" time="2379" memory="271784"/>
    </variant></subject></benchmark></suite></phpbench>)");
  EXPECT_DOUBLE_EQ(result_in(kept, "HashingBenchmark::benchMd5").value, 2.4225);
}

TEST(Phpbench, RefusesADtdAndWhatIsNoNumber) {
  const std::string text = fixture("phpbench/shape-1.2.xml");
  EXPECT_EQ(recognised_name(text), "phpbench");
  EXPECT_NE(recognised_name("<?xml version=\"1.0\"?><suite/>"), "phpbench");
  EXPECT_EQ(complaint("phpbench", with(text, "?>\n", "?>\n<!DOCTYPE phpbench [<!ENTITY a \"b\">]>\n")),
            "line 2:20: a document type declaration (DTD): none is read");
  EXPECT_EQ(complaint("phpbench", with(text, "mean=\"9\"", "mean=\"nine\"")),
            "line 32:11: \"nine\" is not a number that can be kept");
  EXPECT_NE(complaint("phpbench", text.substr(0, text.size() / 2)).find("the XML ends too early"), std::string::npos);
  EXPECT_EQ(complaint("phpbench", "<phpbench version=\"1\"><suite/></phpbench>"),
            ": there is no PHPBench benchmark in it");
}

TEST(SwiftBenchmark, TakesTheMedianOfEachMetricInItsOwnScale) {
  const Kept kept = kept_of("swift-benchmark", fixture("swift-benchmark/text.txt"));
  const std::string name = "bench-readme > array/10000";
  EXPECT_EQ(result_in(kept, name).value, 9);
  EXPECT_EQ(result_in(kept, name).unit, "μs");
  EXPECT_EQ(result_in(kept, name).resolution, 0.5);
  EXPECT_EQ(result_in(kept, name, "malloc-(total)").value, 1999000);
  EXPECT_EQ(result_in(kept, name, "malloc-(total)").resolution, 500);
  EXPECT_EQ(result_in(kept, name, "malloc-(large)").resolution, 0);
  EXPECT_EQ(result_in(kept, name, "memory-(allocated-resident)").value, 13e6);
  EXPECT_EQ(result_in(kept, name, "throughput").value, 111000);
  EXPECT_EQ(result_in(kept, name, "throughput").better, units::Direction::Higher);
  EXPECT_EQ(result_in(kept, "bench-readme > array/100000").value, 90);
}

TEST(SwiftBenchmark, ReadsItsMarkdownAndTablesByMetricAlike) {
  const Kept kept = kept_of("swift-benchmark", fixture("swift-benchmark/markdown.md"));
  EXPECT_EQ(result_in(kept, "Parsing > Array small").value, 395);
  const Kept by_metric = kept_of("swift-benchmark", fixture("swift-benchmark/by-metric.txt"));
  EXPECT_EQ(result_in(by_metric, "Parsing > Array").value, 4);
  EXPECT_EQ(result_in(by_metric, "Parsing > Array").unit, "ms");
}

TEST(SwiftBenchmark, LeavesComparisonsOfBaselinesAlone) {
  for (const std::string file : {"text.txt", "markdown.md", "by-metric.txt"}) {
    EXPECT_EQ(recognised_name(fixture("swift-benchmark/" + file)), "swift-benchmark") << file;
  }
  const std::string compared =
      with(fixture("swift-benchmark/markdown.md"), "| Metric                   |", "| Time (wall clock) (μs) * |");
  EXPECT_NE(recognised_name(compared), "swift-benchmark");
  EXPECT_EQ(complaint("swift-benchmark", compared), ": there is no package-benchmark benchmark in it");
}

}  // namespace
}  // namespace perfolio::test
