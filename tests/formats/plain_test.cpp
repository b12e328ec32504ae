// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/plain.h"

#include "formats/found.h"

#include <gtest/gtest.h>

/// What carries a text, and what a workflow, PowerShell or npm make of it.
namespace perfolio::test {
namespace {

using formats::as_written;

const std::string kGo = "goos: linux\nBenchmarkA-4   \t 100\t 1234 ns/op\n";

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) bytes += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

/// Every line behind `front`, as a log has it.
std::string carried(std::string_view front, const std::string& text) {
  std::string log;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    log += std::string(front) + text.substr(at, end - at);
    at = end;
  }
  return log;
}

TEST(Plain, ReadsTheUtf16OfPowerShellInBothOrders) {
  for (const bool big_endian : {false, true}) {
    EXPECT_EQ(as_written(utf16(kGo, big_endian)), kGo);
    const std::string json = fixture("jmh/modes.json");
    const auto text = as_written(utf16(json, big_endian));
    ASSERT_TRUE(text.has_value());
    EXPECT_EQ(recognised_name(*text), "jmh");
  }
  EXPECT_EQ(as_written(std::string("\xFF\xFE\xB5\x00\x3D\xD8\x00\xDE", 8)), "\u00b5\U0001F600");
  EXPECT_EQ(as_written(std::string("\xFF\xFE\x3D\xD8\x41\x00\x41", 7)),
            "\uFFFD"
            "A\uFFFD");
}

TEST(Plain, LeavesAloneWhatNothingChanged) {
  EXPECT_FALSE(as_written(kGo).has_value());
  EXPECT_FALSE(as_written("").has_value());
  EXPECT_FALSE(as_written("> quoted\n\ntext\n").has_value());
  EXPECT_FALSE(as_written("a\tb\tc\n2026-02-20 12:00:00 x\n").has_value());
}

TEST(Plain, TakesAwayWhatALogHasInFrontOfEachLine) {
  EXPECT_EQ(as_written(carried("2026-02-20T12:00:00.1234567Z ", kGo)), kGo);
  EXPECT_EQ(as_written(carried("bench\tRun benchmarks\t2026-02-20T12:00:00.1234567Z ", kGo)), kGo);
  EXPECT_EQ(as_written(carried("bench\tUNKNOWN STEP\t2026-02-20T12:00:00Z ", kGo)), kGo);
  EXPECT_EQ(as_written("a b\tc d\t\xEF\xBB\xBF"
                       "2026-02-20T12:00:00.1234567Z x\r\n"),
            "x\r\n");
}

TEST(Plain, RecognisesEveryPrintedFormatInALog) {
  for (const std::string file :
       {"google-benchmark/console.txt", "gungraun/tools.txt", "catch2/console.txt", "criterion/normal.txt",
        "libtest/targets.txt", "ruby/tables.txt", "luau/bench.txt", "jmh/table.txt", "hyperfine/console.txt",
        "hyperfine/table.md", "divan/tree.txt", "deno-table/plain.txt", "nanobench-table/tables.txt"}) {
    const std::string bytes = fixture(file);
    ASSERT_FALSE(bytes.empty()) << file;
    const std::string name = recognised_name(bytes);
    for (const std::string front : {"2026-02-20T12:00:00.1234567Z ", "job\tstep\t2026-02-20T12:00:00.1234567Z "}) {
      const auto text = as_written(carried(front, bytes));
      ASSERT_TRUE(text.has_value()) << file;
      EXPECT_EQ(recognised_name(*text), name) << file;
      EXPECT_EQ(kept_of(name, *text).points(), kept_of(name, bytes).points()) << file;
    }
  }
}

TEST(Plain, TakesAwayWhatNpmSaysBeforeJson) {
  const std::string json = fixture("jmh/modes.json");
  const auto npm = as_written("\n> a@1.0.0 bench\n> node bench.js --json\n\n" + json);
  EXPECT_EQ(npm, "\n\n\n\n" + json);
  const auto yarn = as_written("yarn run v1.22.19\n$ node bench.js\n" + json + "Done in 0.52s.\n");
  ASSERT_TRUE(yarn.has_value());
  EXPECT_EQ(recognised_name(*yarn), "jmh");
  EXPECT_GT(kept_of("jmh", *yarn).points(), 0U);
}

}  // namespace
}  // namespace perfolio::test
