// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/kept.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace perfolio::test {
namespace {

Kept kept_of(const std::string& bytes) {
  Kept kept;
  read("go", bytes, kept);
  return kept;
}

const model::Result& found(const Kept& kept, std::string_view name, std::string_view metric = "time",
                           std::size_t run = 0) {
  static const model::Result kNone;
  for (const model::Result& result : kept.runs.at(run).results) {
    if (result.benchmark == name && result.metric == metric) return result;
  }
  ADD_FAILURE() << "no " << metric << " of " << name;
  return kNone;
}

std::set<std::string> names_of(const Kept& kept) {
  std::set<std::string> names;
  for (const model::Result& result : kept.runs.at(0).results) names.insert(result.benchmark);
  return names;
}

TEST(Go, MakesOneResultOfRepetitions) {
  const Kept kept =
      kept_of("pkg: a\nBenchmarkX-8  100  30.0 ns/op\nBenchmarkX-8  100  10.0 ns/op\nBenchmarkX-8  100  11.0 ns/op\n");
  const model::Result& time = found(kept, "BenchmarkX");
  EXPECT_EQ(time.value, 11);
  EXPECT_EQ(time.lower, 10);
  EXPECT_EQ(time.upper, 30);
  EXPECT_EQ(time.samples, (std::vector<double>{30, 10, 11}));
  EXPECT_EQ(time.estimator, "mean");
  EXPECT_EQ(kept.runs[0].environment.at("cpus"), "8");
}

TEST(Go, ReadsEveryMetricAndAPackageOnlyWhereItMust) {
  const Kept kept = kept_of(fixture("go/count3.txt"));
  EXPECT_EQ(names_of(kept),
            (std::set<std::string>{"BenchmarkTurn (example.test/shop/lathe)", "BenchmarkTurn (example.test/shop/mill)",
                                   "BenchmarkCut/size-16", "BenchmarkCut/size-1024", "BenchmarkLoud"}));
  EXPECT_EQ(found(kept, "BenchmarkCut/size-16", "memory").value, 16);
  EXPECT_EQ(found(kept, "BenchmarkCut/size-16", "allocs").value, 1);
  EXPECT_EQ(found(kept, "BenchmarkCut/size-16", "throughput").unit, "MB/s");
  EXPECT_EQ(found(kept, "BenchmarkCut/size-16", "chips").unit, "chips/op");
  EXPECT_EQ(found(kept, "BenchmarkCut/size-16", "waste").value, 0.25);
  EXPECT_EQ(found(kept, "BenchmarkLoud").samples.size(), 3U);  // what it prints stands inside its lines
  EXPECT_EQ(kept.left_out.at("benchmark reported an error"), 1U);
  EXPECT_EQ(kept.runs.size(), 1U);
  EXPECT_EQ(kept.runs[0].environment.at("os"), "linux");
  EXPECT_EQ(kept.runs[0].environment.at("arch"), "amd64");
}

TEST(Go, KeepsTheNumberOfThreadsWhereItTellsBenchmarksApart) {
  const Kept kept = kept_of(fixture("go/cpu.txt"));
  const std::set<std::string> names = names_of(kept);
  for (const std::string name : {"BenchmarkCut/size-16", "BenchmarkCut/size-16-2", "BenchmarkLoud", "BenchmarkLoud-2",
                                 "BenchmarkTurn-2 (example.test/shop/mill)"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
  EXPECT_FALSE(kept.runs.at(0).environment.contains("cpus"));
}

TEST(Go, LeavesNamesAloneThatEndInANumberOfTheirOwn) {
  const Kept kept = kept_of(fixture("go/one.txt"));
  EXPECT_EQ(names_of(kept), (std::set<std::string>{"BenchmarkTurn", "BenchmarkCut/size-16", "BenchmarkCut/size-1024",
                                                   "BenchmarkLoud"}));
  EXPECT_EQ(kept.runs.at(0).environment.at("cpus"), "1");
  EXPECT_EQ(names_of(kept_of("BenchmarkX/a-16  1  2 ns/op\nBenchmarkX/a-32  1  3 ns/op\n")),
            (std::set<std::string>{"BenchmarkX/a-16", "BenchmarkX/a-32"}));
  EXPECT_EQ(names_of(kept_of("BenchmarkX/a_-_16  1  2 ns/op\n")), (std::set<std::string>{"BenchmarkX/a_-_16"}));
}

TEST(Go, ReadsTheJsonOfGoTest) {
  const Kept kept = kept_of("# example.test/shop\n" + fixture("go/json.ndjson"));
  EXPECT_EQ(names_of(kept), names_of(kept_of(fixture("go/count3.txt"))));
  EXPECT_EQ(kept.left_out.at("benchmark reported an error"), 1U);
  EXPECT_EQ(kept.left_out.at("benchmark was skipped"), 1U);
}

TEST(Go, PutsTheLinesOfAlternatingPackagesTogether) {
  const auto event = [](std::string_view package, const std::string& output) {
    return R"({"Action":"output","Package":")" + std::string(package) + R"(","Output":")" + output + "\"}\n";
  };
  const Kept kept = kept_of(event("a", R"(BenchmarkX-2\t)") + event("b", R"(BenchmarkX-2\t)") +
                            event("a", R"( 10\t 1 ns/op\n)") + event("b", R"( 10\t 2 ns/op\n)"));
  EXPECT_EQ(found(kept, "BenchmarkX (a)").value, 1);
  EXPECT_EQ(found(kept, "BenchmarkX (b)").value, 2);
}

TEST(Go, ObeysConfigurationAndUnitLines) {
  const Kept kept = kept_of(fixture("go/benchstat.txt"));
  ASSERT_EQ(kept.runs.size(), 2U);
  EXPECT_EQ(kept.runs[0].commit, "7cd90550f1a2");
  EXPECT_EQ(base::to_rfc3339(kept.runs[0].commit_date.value()), "2026-02-11T13:25:45Z");
  EXPECT_EQ(found(kept, "BenchmarkGrind/grit=80 (toolchain=old)").value, 1250);
  EXPECT_EQ(found(kept, "BenchmarkGrind/grit=80 (toolchain=new)", "chips").better, units::Direction::Lower);
  EXPECT_EQ(found(kept, "BenchmarkGrind/grit=80 (toolchain=new)", "yield").better, units::Direction::Higher);
  EXPECT_EQ(found(kept, "BenchmarkPolish").unit, "ms/op");  // its own time, where ns/op is hidden
  EXPECT_EQ(found(kept, "BenchmarkPolish", "time", 1).value, 2.4);
}

TEST(Go, IsRecognised) {
  for (const std::string file : {"count3.txt", "cpu.txt", "one.txt", "json.ndjson", "benchstat.txt"}) {
    const std::string bytes = fixture("go/" + file);
    EXPECT_EQ(formats::recognised(bytes).name, "go") << file;
    EXPECT_EQ(formats::recognised(std::string(100000, '\n') + bytes).name, "go") << file;
  }
}

TEST(Go, RefusesWhatItCannotKeep) {
  EXPECT_EQ(complaint("go", "\nBenchmarkX-8  100  1e999 ns/op\n"),
            "line 2:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("go", "BenchmarkX-8  100  1,5 ns/op\n"), "line 1:1: \"1,5\" is not a number that can be kept");
  EXPECT_EQ(complaint("go", "BenchmarkX-8  100  １ ns/op\n"), "line 1:1: \"１\" is not a number that can be kept");
  EXPECT_EQ(complaint("go", "PASS\nBenchmarking 10 20 ns/op\nBenchmark results\n"), ": there is no Go benchmark in it");
  EXPECT_EQ(complaint("go", "\n{\"Action\":\"output\",\n"), "line 2:19: the JSON ends too early");
  const Kept kept = kept_of("BenchmarkX  1  2 ns/op  NaN p99\nBenchmark\xff  1  2 ns/op\n");
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 1U);
}

TEST(Go, ATimeUnderANameOfItsOwnIsNotTheTime) {
  const Kept kept = kept_of("goos: linux\nBenchmarkA-4   100   25 user-ns/op   4096 build-peak-RSS-bytes\n");
  const auto& results = kept.runs.at(0).results;
  EXPECT_TRUE(std::ranges::none_of(results, [](const model::Result& r) { return r.metric == "time"; }));
  EXPECT_EQ(units::parse_unit(found(kept, "BenchmarkA", "user-ns").unit).family, units::Family::Time);
  EXPECT_EQ(units::parse_unit(found(kept, "BenchmarkA", "build-peak-rss-bytes").unit).family, units::Family::Bytes);
}

TEST(Go, TwoNumbersOfProcessorsAreNotOne) {
  const Kept kept = kept_of("goos: linux\nBenchmarkA/x-2   100   25 ns/op\nBenchmarkA/x-4   100   15 ns/op\n");
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_FALSE(kept.runs.at(0).environment.contains("cpus"));
}

TEST(Go, ReadsNamesWithoutBenchmarkWhereTheLineIsUnmistakable) {
  const std::string text = "parse/small-8  120000  9512 ns/op  64 B/op\nparse/large-8  100  1234567 ns/op\n";
  EXPECT_EQ(formats::recognised(text).name, "go");
  const Kept kept = kept_of(text);
  ASSERT_EQ(kept.points(), 3U);
  EXPECT_EQ(kept.runs.at(0).results.at(0).benchmark, "parse/small");
  EXPECT_EQ(kept.runs.at(0).results.at(0).value, 9512);
  EXPECT_EQ(kept.runs.at(0).results.at(1).value, 64);
  EXPECT_EQ(kept_of("pkg: example.test/a\nFib-8 10 5.0 ns/op\n").points(), 1U);
}

TEST(Go, TakesNoOtherLineForAResultOfAnotherName) {
  for (const std::string line : {"Fib-8 10 5.0 ns/op\n", "goos: linux\nFib 10 5.0 ns/op\n", "pkg: a\nFib-8 10 5.0 ms\n",
                                 "pkg: a\nFib-8 5.0 ns/op\n", "pkg: a\n-8 10 5.0 ns/op\n"}) {
    EXPECT_EQ(complaint("go", line), ": there is no Go benchmark in it") << line;
  }
}

}  // namespace
}  // namespace perfolio::test
