// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

/// Equal names in one file: repetitions only where the tool says so.
namespace perfolio::test {
namespace {

std::string list_of(const std::string& entry, const std::string& other) { return "[" + entry + "," + other + "]"; }

TEST(KeptApart, AreCommandsOfHyperfineWithOneNameAndOneParameter) {
  const auto command = [](const std::string& mean) {
    return R"({"command":"tool {n}","mean":)" + mean + R"(,"user":1,"system":1,"parameters":{"n":"1"}})";
  };
  const Kept kept = kept_of("hyperfine", R"({"results":)" + list_of(command("0.1"), command("0.5")) + "}");
  EXPECT_EQ(result_in(kept, "tool {n}").value, 0.1);
  EXPECT_EQ(result_in(kept, "tool {n} #2").value, 0.5);
  EXPECT_EQ(kept.points(), 6U);
  EXPECT_EQ(kept.diagnostics.size(), 1U);
}

TEST(KeptApart, AreBenchmarksOfVitestAndPytestWithOneName) {
  const Kept vitest = kept_of(
      "vitest", R"({"files":[{"filepath":"/a.bench.ts","groups":[{"fullName":"a > s","benchmarks":)" +
                    list_of(R"({"id":"1_0","name":"f","mean":1})", R"({"id":"1_1","name":"f","mean":3})") + "}]}]}");
  EXPECT_EQ(result_in(vitest, "a > s > f").value, 1);
  EXPECT_EQ(result_in(vitest, "a > s > f #2").value, 3);
  const Kept pytest = kept_of(
      "pytest", R"({"benchmarks":)" +
                    list_of(R"({"fullname":"f","stats":{"mean":1}})", R"({"fullname":"f","stats":{"mean":3}})") + "}");
  EXPECT_EQ(result_in(pytest, "f").value, 1);
  EXPECT_EQ(result_in(pytest, "f #2").value, 3);
}

TEST(KeptApart, AreArgumentsAndUnnamedGroupsOfMitata) {
  const auto run = [](const std::string& arguments, const std::string& mean) {
    return R"({"name":"f","args":)" + arguments + R"(,"stats":{"avg":)" + mean + "}}";
  };
  const Kept kept = kept_of(
      "mitata",
      R"({"layout":[{"name":null},{"name":null},{"name":null}],"benchmarks":[{"group":0,"runs":)" +
          list_of(run(R"({"n":10})", "1"), run(R"({"n":10000})", "9")) + R"(},{"group":1,"alias":"g","runs":[)" +
          R"({"name":"g","args":{},"stats":{"avg":2}}]},{"group":2,"runs":[{"name":"g","stats":{"avg":4}}]}]})");
  EXPECT_EQ(result_in(kept, "f (n=10)").value, 1);
  EXPECT_EQ(result_in(kept, "f (n=10000)").value, 9);
  EXPECT_EQ(result_in(kept, "g (group=1)").value, 2);
  EXPECT_EQ(result_in(kept, "g (group=2)").value, 4);
  EXPECT_TRUE(kept.diagnostics.empty());
}

std::string history_of(const std::string& tool, const std::string& benches) {
  return R"({"entries":{"s":[{"tool":")" + tool + R"(","benches":)" + benches + "}]}}";
}

std::string bench(const std::string& value, const std::string& extra) {
  return R"({"name":"Add","unit":"ns/op","value":)" + value + R"(,"extra":")" + extra + "\"}";
}

TEST(KeptApart, AreProcessorsInAHistoryOfGo) {
  const Kept kept =
      kept_of("github-action-benchmark",
              history_of("go", list_of(bench("800", R"(12 times\n1 procs)"), bench("450", R"(15 times\n4 procs)"))));
  EXPECT_EQ(result_in(kept, "Add").value, 800);
  EXPECT_EQ(result_in(kept, "Add-4").value, 450);
  const Kept counted =
      kept_of("github-action-benchmark",
              history_of("go", list_of(bench("800", R"(12 times\n4 procs)"), bench("810", R"(15 times\n4 procs)"))));
  EXPECT_EQ(counted.runs.at(0).results[1].benchmark, "Add");  // -count
}

TEST(KeptApart, AreEqualNamesInAHistoryOfOtherTools) {
  const Kept cargo = kept_of("github-action-benchmark", history_of("cargo", list_of(bench("1", ""), bench("300", ""))));
  EXPECT_EQ(result_in(cargo, "Add #2").value, 300);
  EXPECT_EQ(cargo.diagnostics.size(), 1U);
  const Kept jmh =
      kept_of("github-action-benchmark",
              history_of("jmh", list_of(bench("1", R"(forks: 1\nthreads: 1)"), bench("9", R"(forks: 1\nthreads: 8)"))));
  EXPECT_EQ(result_in(jmh, "Add (threads=8)").value, 9);
  EXPECT_TRUE(jmh.diagnostics.empty());
}

TEST(KeptApart, AreBenchmarksOfGoogleBenchmarkThatAreRegisteredTwice) {
  const auto row = [](const std::string& index, const std::string& time) {
    return R"({"name":"f","run_name":"f","run_type":"iteration","repetition_index":)" + index + R"(,"real_time":)" +
           time + "}";
  };
  const auto file = [](const std::string& rows) { return R"({"context":{},"benchmarks":)" + rows + "}"; };
  const Kept twice = kept_of("google-benchmark", file(list_of(row("0", "1"), row("0", "9"))));
  EXPECT_EQ(result_in(twice, "f").value, 1);
  EXPECT_EQ(result_in(twice, "f #2").value, 9);
  const Kept repeated = kept_of("google-benchmark", file(list_of(row("0", "1"), row("1", "9"))));
  EXPECT_EQ(result_in(repeated, "f").value, 5);
  EXPECT_TRUE(repeated.diagnostics.empty());
}

TEST(KeptApart, TakeNoNameThatIsGiven) {
  const std::string rest = R"(","unit":"ms","value":1})";
  const Kept kept =
      kept_of("custom", R"([{"name":"a)" + rest + R"(,{"name":"a)" + rest + R"(,{"name":"a #2)" + rest + "]");
  EXPECT_EQ(result_in(kept, "a #3", kept.runs.at(0).results[0].metric).value, 1);
  EXPECT_EQ(kept.points(), 3U);
}

TEST(KeptApart, AreTheFaultsThatWereReported) {
  const auto faults = shared() / "faults";
  if (!std::filesystem::exists(faults)) GTEST_SKIP() << "the inputs of the faults are not here";
  const auto read = [&](std::string_view format, const std::string& file) {
    return kept_of(format, bytes_of(faults / file));
  };
  EXPECT_EQ(result_in(read("jmh", "jmh-threads.json"), "org.acme.Q.poll (threads=8)", "throughput").value, 300);
  EXPECT_EQ(result_in(read("data-js", "gab-go-procs.json"), "BenchmarkStore/Add-4").value, 260);
  EXPECT_EQ(result_in(read("hyperfine", "hyperfine-same-name.json"), "tool {n} (n = 1) #2").value, 0.5);
  EXPECT_NEAR(result_in(read("libtest", "libtest-workspace-stdout.txt"), "tests::parse #2").value, 376553.45, 1e-6);
  EXPECT_NEAR(result_in(read("vitest", "vitest-dup.json"), "dup.bench.mjs > s > fill").value, 6.639e-5, 1e-7);
  EXPECT_NEAR(result_in(read("mitata", "mitata-args.json"), "fill (n=10)").value, 26, 1);
  EXPECT_NEAR(result_in(read("catch2", "catch2-generate.txt"), "gen: fill #2").value, 539.936, 1e-6);
}

}  // namespace
}  // namespace perfolio::test
