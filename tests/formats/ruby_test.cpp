// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Ruby, ReadsTablesButNoRehearsal) {
  const Kept kept = kept_of("ruby", fixture("ruby/tables.txt"));
  EXPECT_EQ(kept.points(), 10U);
  EXPECT_EQ(kept.left_out.at("below what was printed (nothing but zeros)"), 2U) << "system times of 0.000000";
  EXPECT_EQ(result_in(kept, "sort by: key").unit, "s");
  EXPECT_TRUE(result_in(kept, "sort by: key").samples.empty());
  EXPECT_GT(result_in(kept, "reverse (x2)", "user").value, 0);
  EXPECT_GE(result_in(kept, "reverse (x2)", "system").value, 0);
}

TEST(Ruby, TellsTablesApartByWhatStandsAboveThem) {
  const Kept kept = kept_of("ruby", fixture("ruby/tables.txt"));
  EXPECT_NE(result_in(kept, "short arrays: sort").value, result_in(kept, "long arrays: sort").value);
  const std::string table = "      user     system      total        real\nx  0.10   0.00   0.10 (  0.20)\n";
  EXPECT_EQ(result_in(kept_of("ruby", table + with(table, "0.20", "0.40")), "x #2").value, 0.4);
}

TEST(Ruby, ReadsIterationsPerSecond) {
  const Kept kept = kept_of("ruby", fixture("ruby/ips.txt"));
  EXPECT_EQ(kept.points(), 3U);
  EXPECT_DOUBLE_EQ(result_in(kept, "mesh", "throughput").value, 32.934e6);
  EXPECT_EQ(units::parse_unit(result_in(kept, "mesh", "throughput").unit).family, units::Family::Rate);
  EXPECT_EQ(result_in(kept, "mesh", "throughput").spread, "± 0.5%");
  EXPECT_DOUBLE_EQ(result_in(kept, "a cog with a very long name", "throughput").value, 318380);
  EXPECT_EQ(result_in(kept, "slow", "throughput").value, 9.5);
}

TEST(Ruby, TakesSumsAndAveragesForNoBenchmarks) {
  const Kept kept = kept_of("ruby",
                            "              user     system      total        real\nfor:      0.5   0.1   0.6 (  0.7)\n"
                            ">total:   1.5   0.1   1.6 (  1.7)\n>avg:     0.7   0.1   0.8 (  0.9)\n");
  EXPECT_EQ(kept.points(), 3U);
  EXPECT_EQ(kept.left_out.at("sum or average of the rows above"), 2U);
}

TEST(Ruby, IsRecognised) {
  for (const std::string file : {"tables.txt", "ips.txt"}) {
    const std::string text = fixture("ruby/" + file);
    EXPECT_EQ(recognised_name(text), "ruby") << file;
    EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "ruby") << file;
  }
  EXPECT_NE(recognised_name("x  0.1  0.2  0.3 ( 0.4)\n"), "ruby");
}

TEST(Ruby, RefusesWhatItCannotKeep) {
  const auto table = [](const std::string& real) {
    return " user system total real\nx  0.10   0.00   0.10 (  " + real + ")\n";
  };
  EXPECT_EQ(complaint("ruby", table("1.0e999")), "line 2:1: \"1.0e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("ruby", table("1,5")), "line 2:1: \"1,5\" is not a number that can be kept");
  EXPECT_EQ(complaint("ruby", " user system total real\n"), ": there is no Ruby benchmark in it");
  EXPECT_EQ(complaint("ruby", "x 1e999 (± 0.5%) i/s - 1.0 in 1.0s"),
            "line 1:1: \"1e999\" is not a number that can be kept");
}

}  // namespace
}  // namespace perfolio::test
