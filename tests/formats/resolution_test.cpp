// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"
#include "formats/printed.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kBelow = "below what was printed (nothing but zeros)";

std::string google(const std::string& row) {
  return "Benchmark                 Time             CPU   Iterations UserCounters...\n"
         "---------------------------------------------------------------\n" +
         row + "\n";
}

TEST(Resolution, IsHalfAUnitOfTheLastDigit) {
  EXPECT_DOUBLE_EQ(formats::half_last_digit("0.033"), 0.0005);
  EXPECT_DOUBLE_EQ(formats::half_last_digit("1,234"), 0.5);
  EXPECT_DOUBLE_EQ(formats::half_last_digit("1,234.50"), 0.005);
  EXPECT_DOUBLE_EQ(formats::half_last_digit("2.5e-05"), 0.5e-6);
  EXPECT_DOUBLE_EQ(formats::half_last_digit("3e+09"), 0.5e9);
  EXPECT_EQ(formats::half_last_digit("n/a"), 0);
}

TEST(Resolution, APrintedZeroOfGoogleBenchmarkIsNoTimeOfZero) {
  const Kept kept = kept_of("google-benchmark", google("a   0.033 us   0.107 us   874594 load=3.55487ms\n"
                                                       "b   0.000 ms   0.000 ms   567812 load=2k"));
  EXPECT_DOUBLE_EQ(result_in(kept, "a").resolution, 0.0005);
  EXPECT_DOUBLE_EQ(result_in(kept, "a", "load").resolution, 0.5e-8);
  EXPECT_EQ(kept.left_out.at(kBelow), 2U);
  for (const model::Result& result : kept.runs.at(0).results) EXPECT_NE(result.value, 0) << result.benchmark;
  EXPECT_EQ(result_in(kept, "b", "load").value, 2000);
}

TEST(Resolution, IsKnownOfEveryPrintedFormat) {
  const Kept go = kept_of("go",
                          "goos: linux\nBenchmarkA-8   100   2.50 ns/op   16 B/op   1 allocs/op\n"
                          "BenchmarkB-8   100   0.00 ns/op   0 B/op   0 allocs/op\n");
  EXPECT_DOUBLE_EQ(result_in(go, "BenchmarkA").resolution, 0.005);
  EXPECT_EQ(result_in(go, "BenchmarkA", "memory").resolution, 0) << "a whole number of bytes is exact";
  EXPECT_EQ(result_in(go, "BenchmarkB", "allocs").value, 0) << "no allocation is a measurement";
  EXPECT_EQ(go.left_out.at(kBelow), 1U);
  const Kept libtest = kept_of("libtest",
                               "test a ... bench:   1,234 ns/iter (+/- 5)\n"
                               "test b ... bench:        0 ns/iter (+/- 0)\n");
  EXPECT_DOUBLE_EQ(result_in(libtest, "a").resolution, 0.5);
  EXPECT_EQ(libtest.points(), 1U);
  EXPECT_EQ(libtest.left_out.at(kBelow), 1U);
  const Kept criterion = kept_of("criterion", "a                       time:   [1.2000 us 1.2500 us 1.3000 us]\n");
  EXPECT_DOUBLE_EQ(result_in(criterion, "a").resolution, 0.00005);
}

TEST(Resolution, OfJsonWithAllDigitsIsNone) {
  const Kept kept = kept_of("hyperfine", R"({"results":[{"command":"a","mean":0.5,"times":[0.5]}]})");
  EXPECT_EQ(kept.runs.at(0).results.at(0).resolution, 0);
}

TEST(Resolution, OfTheRealConsoleLeavesNoTimeOfZero) {
  const auto path = shared() / "faults/google-benchmark-console-zero.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const Kept kept = kept_of("google-benchmark", bytes_of(path));
  EXPECT_EQ(kept.left_out.at(kBelow), 2U);
  EXPECT_DOUBLE_EQ(result_in(kept, "sortv/8").resolution, 0.0005);
}

}  // namespace
}  // namespace perfolio::test
