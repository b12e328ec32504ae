// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/terminal_table.h"

#include <gtest/gtest.h>

namespace perfolio::cli {
namespace {

std::string spark(std::vector<std::optional<double>> values) { return sparkline(values); }

TEST(Sparkline, SpansItsValuesButATenthAtLeast) {
  EXPECT_EQ(spark({1, 2, std::nullopt, 8}), "▁▂ █");
  EXPECT_EQ(spark({100, 101, 100}), "▄▅▄");
  EXPECT_EQ(spark({5, 5}), "▅▅");
  EXPECT_EQ(spark({}), "");
  EXPECT_EQ(spark({std::nullopt}), " ");
}

TEST(Sparkline, IsCalmAtTheEndsOfTheNumberRange) {
  EXPECT_EQ(spark({0, 0}), "▅▅");
  EXPECT_EQ(spark({-1.7e308, 1.7e308}), "▁█");
  EXPECT_EQ(spark({5e-324, 1.7e308}), "▁█");
}

TEST(TerminalTable, AlignsByColumnsNotBytes) {
  TerminalTable table({Align::Left, Align::Right});
  table.row({{"日本"}, {"1"}});
  table.row({{"e\u0301"}, {"22"}});
  EXPECT_EQ(table.text({}), "日本   1\ne\u0301     22\n");
}

TEST(TerminalTable, LetsNoLineBeACommandToARunner) {
  TerminalTable table({Align::Left, Align::Left});
  table.row({{"::error::x"}, {"::y"}});
  table.row({{"  ::error::x"}, {"y"}});
  table.row({{"std::sort"}, {"y"}});
  EXPECT_EQ(table.text({}), "\\u003a:error::x    ::y\n  \\u003a:error::x  y\nstd::sort          y\n");
}

TEST(TerminalTable, ShortensTheFirstColumnToTheTerminal) {
  TerminalTable table({Align::Left, Align::Left});
  table.row({{"a_benchmark_with_a_long_name/1000"}, {"12345678"}});
  EXPECT_EQ(table.text({false, 30}), "a_benchma…_name/1000  12345678\n");
  EXPECT_EQ(table.text({false, 5}), "a_bench…ame/1000  12345678\n");
  EXPECT_EQ(table.text({}), "a_benchmark_with_a_long_name/1000  12345678\n");
}

TEST(TerminalTable, ColoursOnlyWhereAskedAndOutsideOfThePadding) {
  TerminalTable table({Align::Left, Align::Left});
  table.row({{"a", Tone::Good}, {"b"}});
  table.row({{"long"}, {"c"}});
  EXPECT_EQ(table.text({true, 0}), "\x1b[32ma\x1b[0m     b\nlong  c\n");
  EXPECT_EQ(toned("x", Tone::Strong, {false, 0}), "x");
}

}  // namespace
}  // namespace perfolio::cli
