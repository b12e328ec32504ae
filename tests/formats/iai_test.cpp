// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Iai, ReadsItsCounters) {
  const Kept kept = kept_of("iai", fixture("iai/change.txt"));
  EXPECT_EQ(kept.points(), 10U);
  EXPECT_EQ(kept.runs.at(0).tool, "iai");
  EXPECT_EQ(result_in(kept, "mesh_few", "instructions").value, 1735);
  EXPECT_EQ(result_in(kept, "mesh_few", "l1 accesses").value, 2364);
  EXPECT_EQ(result_in(kept, "mesh_few", "estimated cycles").value, 2404);
  EXPECT_EQ(result_in(kept, "mesh_many", "ram accesses").value, 1);
  EXPECT_EQ(result_in(kept, "mesh_many", "instructions").better, units::Direction::Lower);
}

TEST(Iai, KeepsASecondTimeApart) {
  const std::string text = fixture("iai/change.txt");
  const Kept kept = kept_of("rust_iai", text + "\n" + with(text, "1735", "1737"));
  EXPECT_EQ(result_in(kept, "mesh_few", "instructions").value, 1735);
  EXPECT_EQ(result_in(kept, "mesh_few #2", "instructions").value, 1737);
}

TEST(Iai, IsRecognised) {
  const std::string text = fixture("iai/change.txt");
  EXPECT_EQ(recognised_name(text), "iai");
  EXPECT_EQ(recognised_name(with_crlf(text)), "iai");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + text), "iai");
}

TEST(Iai, RefusesWhatItCannotKeep) {
  EXPECT_EQ(complaint("iai", "a\n  Instructions:  1e999\n"), "line 2:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("iai", "a\n  Instructions:  many thanks\n"), ": there is no iai benchmark in it");
  EXPECT_EQ(complaint("iai", "  Instructions:  12\n"), ": there is no iai benchmark in it");
}

}  // namespace
}  // namespace perfolio::test
