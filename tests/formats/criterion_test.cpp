// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/kept.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

Kept kept_of(const std::string& bytes) {
  Kept kept;
  read("criterion", bytes, kept);
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

TEST(CriterionConsole, ReadsEstimatesAmongChangesAndStatistics) {
  const Kept kept = kept_of(fixture("criterion/normal.txt"));
  EXPECT_EQ(kept.points(), 5U);
  const model::Result& turn = found(kept, "gears/turn (wheels)");
  EXPECT_EQ(turn.value, 1.0012);
  EXPECT_NEAR(turn.lower.value(), 0.99712, 1e-12);  // its unit is another
  EXPECT_EQ(turn.upper, 1.0101);
  EXPECT_EQ(turn.estimator, "typical");
  EXPECT_EQ(found(kept, "gears/turn (wheels)", "throughput").value, 952.84);
  EXPECT_EQ(found(kept, "gears/a name that is longer than its column/1024", "throughput").unit, "Kelem/s");
  EXPECT_EQ(found(kept, "gears/turn (chains)").value, 8);
}

TEST(CriterionConsole, ReadsQuietOutputAndOtherMeasurements) {
  const Kept kept = kept_of(fixture("criterion/quiet.txt"));
  EXPECT_EQ(found(kept, "quiet").value, 2);
  EXPECT_EQ(found(kept, "both", "throughput").unit, "MiB/s");
  EXPECT_EQ(found(kept, "both", "items-per-second").value, 20);
  EXPECT_EQ(found(kept, "both", "items-per-second").upper, 30);
  EXPECT_EQ(found(kept, "counted", "cycles").value, 101);
}

TEST(CriterionConsole, KnowsAMicrosecondThatAConsoleMangled) {
  for (const std::string unit : {"\xc2\xb5s", "\xce\xbcs", "\xb5s", "\u252c\u2561s", "\u00c2\u00b5s", "\ufffds"}) {
    const Kept kept = kept_of("a   time:   [1.0 " + unit + " 2.0 " + unit + " 3.0 ms]\n");
    EXPECT_EQ(units::parse_unit(found(kept, "a").unit).factor, 1e3) << unit;
    EXPECT_EQ(found(kept, "a").upper, 3000) << unit;
  }
}

TEST(CriterionConsole, ReadsWhatATerminalShows) {
  const Kept kept = kept_of(fixture("criterion/terminal.txt"));
  ASSERT_EQ(kept.points(), 1U);
  EXPECT_EQ(found(kept, "red").lower, 1);
}

TEST(CriterionConsole, KeepsTheSameNameAgainApart) {
  const Kept kept = kept_of(fixture("criterion/quiet.txt") + "quiet   time:   [3.0 ns 4.0 ns 5.0 ns]\n");
  EXPECT_EQ(found(kept, "quiet").value, 2);
  EXPECT_EQ(found(kept, "quiet #2").value, 4);
}

TEST(CriterionConsole, IsRecognised) {
  for (const std::string file : {"normal.txt", "quiet.txt", "terminal.txt", "noise.txt"}) {
    const std::string bytes = fixture("criterion/" + file);
    EXPECT_EQ(formats::recognised(bytes).name, "criterion") << file;
    EXPECT_EQ(formats::recognised(std::string(100000, '\n') + bytes).name, "criterion") << file;
  }
}

}  // namespace
}  // namespace perfolio::test
