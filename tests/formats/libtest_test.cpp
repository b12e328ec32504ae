// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/kept.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

Kept kept_of(const std::string& bytes, std::string_view format = "libtest") {
  Kept kept;
  read(format, bytes, kept);
  return kept;
}

const model::Result& found(const Kept& kept, std::string_view name, std::string_view metric = "time") {
  static const model::Result kNone;
  for (const model::Result& result : kept.runs.at(0).results) {
    if (result.benchmark == name && result.metric == metric) return result;
  }
  ADD_FAILURE() << "no " << metric << " of " << name;
  return kNone;
}

TEST(Libtest, ReadsMediansAndWhatIsWrittenBesideThem) {
  const Kept kept = kept_of(fixture("libtest/targets.txt"));
  const model::Result& large = found(kept, "tests::large");
  EXPECT_EQ(large.value, 1199210.66);
  EXPECT_EQ(large.unit, "ns/iter");
  EXPECT_EQ(large.estimator, "median");
  EXPECT_EQ(large.spread, "+/- 210,063.68");
  EXPECT_FALSE(large.lower.has_value());  // the distance from the smallest to the largest bounds nothing
  EXPECT_EQ(found(kept, "tests::copy", "throughput").value, 74472);
  EXPECT_EQ(found(kept, "tests::copy", "throughput").unit, "MB/s");
  EXPECT_EQ(kept.left_out, (std::map<std::string, std::size_t>{{"test or benchmark that failed", 1}}));
}

TEST(Libtest, TellsTargetsApartWhereTheirBenchmarksShareAName) {
  for (const std::string file : {"targets.txt", "quiet.txt"}) {
    const Kept kept = kept_of(fixture("libtest/" + file));
    EXPECT_EQ(kept.points(), 6U) << file;
    EXPECT_GT(found(kept, "tests::small (gears)").value, found(kept, "tests::small (wheels)").value) << file;
    EXPECT_EQ(kept.left_out.at("test or benchmark that failed"), 1U) << file;
  }
  const Kept windows = kept_of(
      "     Running unittests src\\lib.rs (target\\release\\deps\\a-0123456789abcdef.exe)\r\n"
      "test x ... bench: 1 ns/iter (+/- 0)\r\n     Running benches\\b.rs "
      "(target\\release\\deps\\b_c-0123456789abcdef.exe)\r\n"
      "test x ... bench: 2 ns/iter (+/- 0)\r\n");
  EXPECT_EQ(found(windows, "x (a)").value, 1);
  EXPECT_EQ(found(windows, "x (b_c)").value, 2);
}

TEST(Libtest, TakesTheSameTargetAgainForARepetition) {
  const std::string whole = fixture("libtest/targets.txt");
  EXPECT_EQ(found(kept_of(whole + whole), "tests::small (gears)").samples.size(), 2U);
  const std::string lines = fixture("libtest/targets.jsonl");
  const Kept twice = kept_of(lines + lines);  // nobody says that these are launched again, and not others
  EXPECT_TRUE(found(twice, "tests::small (suite 2) #2").samples.empty());
  EXPECT_TRUE(found(twice, "tests::large #2").samples.empty());
}

TEST(Libtest, KeepsSuitesThatNobodyNamedApart) {
  const std::string suite = "running 1 test\ntest tests::parse ... bench: ";
  const Kept kept = kept_of(suite + "1 ns/iter (+/- 0)\n\n" + suite + "300 ns/iter (+/- 9)\n");
  EXPECT_EQ(found(kept, "tests::parse").value, 1);
  EXPECT_EQ(found(kept, "tests::parse #2").value, 300);
  EXPECT_EQ(kept.diagnostics.size(), 1U);
}

TEST(Libtest, TellsBinariesOfOneNameApart) {
  const auto run = [](const std::string& hash, const std::string& time) {
    return "     Running benches/b.rs (target/release/deps/b-" + hash + ")\ntest x ... bench: " + time +
           " ns/iter (+/- 0)\n";
  };
  const std::string text = run("0123456789abcdef", "1") + run("fedcba9876543210", "3");
  EXPECT_EQ(found(kept_of(text), "x (b)").value, 1);
  EXPECT_EQ(found(kept_of(text), "x (b #2)").value, 3);
  EXPECT_EQ(found(kept_of(text + text), "x (b #2)").samples.size(), 2U);
}

TEST(Libtest, ReadsQuietOutputBehindIgnoredTests) {
  const std::string quiet = "running 3 tests\niitest tests::parse ... bench:  5 ns/iter (+/- 1)\n\n";
  EXPECT_EQ(found(kept_of(quiet), "tests::parse").value, 5);
  EXPECT_EQ(formats::recognised(quiet).name, "libtest");
}

TEST(Libtest, ReadsJsonLinesAmongOthers) {
  const Kept kept = kept_of("   Compiling gears v0.1.0\n" + fixture("libtest/targets.jsonl") + "{\"reason\":\"x\"}\n");
  EXPECT_EQ(found(kept, "tests::large").value, 792079.5);
  EXPECT_EQ(found(kept, "tests::large").spread, "+/- 33436.31999999995");
  EXPECT_EQ(found(kept, "tests::copy", "throughput").unit, "MB/s");  // "mib_per_second" holds 10^6
  EXPECT_EQ(kept.left_out.at("test or benchmark that failed"), 1U);
}

TEST(Libtest, ReadsEveryUnit) {
  const Kept kept = kept_of(fixture("libtest/old.txt"));
  EXPECT_EQ(found(kept, "slow").value, 1234567);
  EXPECT_EQ(found(kept, "cycled", "cycles").value, 2835);
  EXPECT_EQ(found(kept, "sampled", "throughput").unit, "MS/s");
  for (const auto& [name, value] : {std::pair{"micro", 7e3}, {"sign", 8e3}, {"plain", 9e3}, {"second", 1.25e9}}) {
    const model::Result& result = found(kept, name);
    EXPECT_EQ(result.value * units::parse_unit(result.unit).factor, value) << name;
  }
}

TEST(Libtest, ReadsWhatCriterionWritesInItsShape) {
  const Kept kept = kept_of(fixture("libtest/bencher.txt"));
  EXPECT_EQ(found(kept, "drive: ratio 3 ... 5 (naïve)").value, 340);
  EXPECT_EQ(found(kept, "wheel/\"spokes\"/16").spread, "+/- 19");
}

TEST(Libtest, SurvivesColoursAndABenchmarkThatPrints) {
  const Kept kept = kept_of(
      "test red ... \x1b[36mbench\x1b(B\x1b[m:     3 ns/iter (+/- 1)\n"
      "test loud ... turning\nand turning\nbench:     4 ns/iter (+/- 1)\n"
      "test quick ... turningbench:     5 ns/iter (+/- 1)\n");
  EXPECT_EQ(found(kept, "red").value, 3);
  EXPECT_EQ(found(kept, "loud").value, 4);
  EXPECT_EQ(found(kept, "quick").value, 5);
}

TEST(Libtest, IsRecognised) {
  for (const std::string file : {"targets.txt", "quiet.txt", "targets.jsonl", "old.txt", "bencher.txt"}) {
    const std::string bytes = fixture("libtest/" + file);
    EXPECT_EQ(formats::recognised(bytes).name, "libtest") << file;
    EXPECT_EQ(formats::recognised(std::string(100000, '\n') + bytes).name, "libtest") << file;
  }
  EXPECT_EQ(formats::recognised("running 0 tests\n\ntest result: ok. 0 passed; 0 failed\n").name, "libtest");
}

TEST(Libtest, IsReadTogetherWithCriterion) {
  const std::string both =
      fixture("libtest/targets.txt") + "\nspin                    time:   [1.0 ns 2.0 ns 3.0 ns]\n";
  EXPECT_EQ(formats::recognised(both).name, "criterion");
  for (const std::string_view format : {"criterion", "libtest"}) {
    const Kept kept = kept_of(both, format);
    EXPECT_EQ(found(kept, "spin").estimator, "typical");
    EXPECT_EQ(found(kept, "loud").estimator, "median");
  }
}

TEST(Libtest, RefusesWhatItCannotKeep) {
  const auto line = [](const std::string& value) { return "a\ntest x ... bench: " + value + " ns/iter (+/- 1)\n"; };
  EXPECT_EQ(complaint("libtest", line("1e999")), "line 2:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("libtest", line("1,5")), "line 2:1: \"1,5\" is not a number that can be kept");
  EXPECT_EQ(complaint("libtest", line("１２")), "line 2:1: \"１２\" is not a number that can be kept");
  EXPECT_EQ(complaint("libtest", line("NaN")), ": there is no libtest benchmark in it");
  EXPECT_EQ(complaint("libtest", "{ \"type\": \"bench\", \"name\": \"x\", \"median\": [] }\n"),
            "/median: a number is due here");
  EXPECT_EQ(complaint("libtest", ""), ": there is no libtest benchmark in it");
  const Kept bad = kept_of("test \xff ... bench: 1 ns/iter (+/- 1)\n");
  EXPECT_EQ(bad.runs.at(0).results.at(0).benchmark, "\uFFFD");
}

}  // namespace
}  // namespace perfolio::test
