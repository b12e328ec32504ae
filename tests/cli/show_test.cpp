// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "support/hostile.h"
#include "support/runner.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio::test;

const std::string kSample = std::string(PERFOLIO_SOURCE_DIR) + "/samples/atlas/";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Show, TellsReleasesBenchmarksAndWhatWasLeftOut) {
  const Outcome outcome = called({"show", kSample + "data.js", "--releases", kSample + "releases.json"});
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, "data.js  github-action-benchmark, 112 runs, 5082 results\n"));
  EXPECT_TRUE(has(outcome.output, "\n8 releases\n"));
  EXPECT_TRUE(has(outcome.output, "\nv0.2.3        2026-02-24  84fa81e    14\nv0.2.2 ")) << outcome.output;
  EXPECT_TRUE(has(outcome.output, "\n47 benchmarks of Atlas Benchmark\n"));
  EXPECT_TRUE(has(outcome.output, "\nand 27 more: --all shows them\n"));
  EXPECT_FALSE(has(outcome.output, "\x1b"));
}

TEST(Show, ShowsAllOrWhatMatches) {
  const Outcome all = called({"show", kSample + "data.js", "--all"});
  EXPECT_TRUE(has(all.output, "\nvm_"));
  EXPECT_FALSE(has(all.output, "more: --all"));
  const Outcome some = called({"show", kSample + "data.js", "--include", "vm_*", "--exclude", "*loop*"});
  EXPECT_FALSE(has(some.output, "compile_"));
  EXPECT_FALSE(has(some.output, "vm_arithmetic_loop"));
  EXPECT_TRUE(has(some.output, "\nvm_"));
}

TEST(Show, ColoursWhenToldToAndNotIntoAPipe) {
  EXPECT_TRUE(has(called({"show", kSample + "data.js", "--color", "always"}).output, "\x1b[1m"));
  const Outcome asked = called({"show", kSample + "data.js"}, {.environment = {"NO_COLOR=1"}});
  EXPECT_FALSE(has(asked.output, "\x1b"));
}

TEST(Show, LetsNoNameReachTheTerminalRaw) {
  const TempFolder folder;
  put(folder / "data.json", hostile_history().dump());
  const Outcome outcome = called({"show", folder / "data.json", "--all"});
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  for (const char byte : outcome.output) {
    const auto c = static_cast<unsigned char>(byte);
    EXPECT_TRUE(c == '\n' || (c >= 0x20 && c != 0x7f)) << static_cast<int>(c);
  }
  EXPECT_FALSE(has(outcome.output, "\xc2\x9b"));
  EXPECT_FALSE(has(outcome.output, "\xe2\x80\xae"));
}

TEST(Show, ListsProblems) {
  const TempFolder folder;
  put(folder / "h.jsonl",
      R"({"schema":"perfolio/1","date":"2026-01-01T00:00:00Z","results":[{"benchmark":"a","value":1,"unit":"ns"}]})"
      "\n"
      R"({"schema":"perfolio/1","date":"2026-01-02T00:00:00Z","results":[{"benchmark":"a","value":1,"unit":"MB"}]})"
      "\n{\"schema\":");
  const Outcome outcome = called({"show", folder / "h.jsonl"});
  EXPECT_TRUE(has(outcome.output, "\n2 notes\n")) << outcome.output;
  EXPECT_TRUE(has(outcome.output, "the last line is torn and left out"));
  EXPECT_TRUE(has(outcome.output, "measured in 'B' and in 'ns': two series"));
}

}  // namespace
