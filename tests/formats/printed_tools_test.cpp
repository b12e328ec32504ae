// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(PrintedTools, TinybenchsTableGivesItsTimes) {
  EXPECT_EQ(kept_of("tinybench-console", fixture("tinybench-console/table.txt")).points(), 2U);
}

TEST(PrintedTools, AreRecognisedAlsoFromALog) {
  const std::string text = fixture("tinybench-console/table.txt");
  EXPECT_EQ(recognised_name(text), "tinybench-console");
  EXPECT_EQ(recognised_name(with_crlf(text)), "tinybench-console");
  std::string log = "2026-02-20T12:00:00.1234567Z ";
  for (const char c : text) log += c == '\n' ? "\n2026-02-20T12:00:00.1234567Z " : std::string(1, c);
  EXPECT_EQ(kept_of("tinybench-console", log).points(), 2U);
  EXPECT_EQ(complaint("tinybench-console", "nothing\n"), ": there is no tinybench benchmark in it");
}

}  // namespace
}  // namespace perfolio::test
