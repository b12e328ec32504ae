// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/analyse.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace perfolio::analysis {
namespace {

using model::Group;
using model::Report;
using model::Verdict;
using test::MadeHistory;

MadeHistory with(const std::vector<std::string>& names) {
  MadeHistory made(2, 1);
  for (const std::string& name : names) made.add(name, [](auto, auto) { return 5.0; });
  return made;
}

/// "name: benchmark benchmark | ..." of all groups.
std::string printed(const Report& report) {
  std::string out;
  for (const Group& group : report.groups) {
    out += (out.empty() ? "" : " | ") + group.name + ":";
    for (const std::size_t i : group.benchmarks) out += " " + report.benchmarks[i].id;
  }
  return out;
}

std::string natural(const std::vector<std::string>& names) {
  const MadeHistory made = with(names);
  return printed(analyse(made.history, made.timeline, {}));
}

GroupSpec spec(const std::string& name, const std::string& match, const std::string& lead = "") {
  return {name, "", "", lead, {base::Pattern(match)}};
}

TEST(NaturalGroups, AreThePrefixesThatMoreThanOneHas) {
  EXPECT_EQ(natural({"lex_a", "lex_b", "parse/a", "parse/b", "vm::x", "vm::y", "alone_x", "plain"}),
            "lex: lex_a lex_b | parse: parse/a parse/b | vm: vm::x vm::y | Other: alone_x plain");
}

TEST(NaturalGroups, AreOfSpacesWhereTheUsualSeparatorsLeaveMostAlone) {
  EXPECT_EQ(natural({"Encode small", "Encode large", "Decode small", "Decode large"}),
            "Decode: Decode large Decode small | Encode: Encode large Encode small");
}

TEST(NaturalGroups, AreOneOfAllWhereNothingIsShared) { EXPECT_EQ(natural({"a", "b", "c"}), "All benchmarks: a b c"); }

TEST(NaturalGroups, IgnoreASeparatorAtTheBeginning) { EXPECT_EQ(natural({"_a", "_b"}), "All benchmarks: _a _b"); }

TEST(NaturalGroups, AreAtMostNineAndTheRestIsOther) {
  std::vector<std::string> names;
  for (int g = 0; g < 12; ++g) {
    for (int i = 0; i < 2 + g % 3; ++i) names.push_back(fmt::format("g{:02}_{}", g, i));
  }
  const MadeHistory made = with(names);
  const Report report = analyse(made.history, made.timeline, {});
  ASSERT_EQ(report.groups.size(), 10U);
  EXPECT_EQ(report.groups.back().name, "Other");
  EXPECT_EQ(report.groups.back().benchmarks.size(), 6U);  // the three smallest groups
  EXPECT_LE(report.tiles.size(), 9U);
}

TEST(NaturalGroups, AreTheSuitesWhereThereAreSeveral) {
  MadeHistory made = with({"a_1", "a_2", "b_1"});
  made.history.series[0].suite = "core";
  made.history.series[1].suite = "net";
  made.history.series[2].suite = "core";
  EXPECT_EQ(printed(analyse(made.history, made.timeline, {})), "core: a_1 b_1 | net: a_2");
}

TEST(StatedGroups, TakeTheFirstThatMatchesAndLeaveTheRestToOther) {
  const MadeHistory made = with({"a1", "a2", "b1", "c1"});
  AnalysisOptions options;
  options.groups = {spec("One", "a1"), spec("Letters", "[ab]*"), spec("Nothing", "zzz")};
  EXPECT_EQ(printed(analyse(made.history, made.timeline, options)), "One: a1 | Letters: a2 b1 | Other: c1");
}

TEST(StatedGroups, HoldEveryBenchmarkExactlyOnce) {
  const MadeHistory made = with({"a1", "a2", "b1", "c1", "Other"});
  AnalysisOptions options;
  options.groups = {spec("Other", "c*"), spec("A", "a*")};
  const Report report = analyse(made.history, made.timeline, options);
  std::vector<std::size_t> seen(report.benchmarks.size());
  for (const Group& group : report.groups) {
    for (const std::size_t i : group.benchmarks) ++seen[i];
  }
  EXPECT_EQ(seen, std::vector<std::size_t>(5, 1));
}

TEST(Lead, SpeaksInTheTile) {
  MadeHistory made(4, 3);
  made.add("a_1", [](auto column, auto) { return column == 3 ? 50.0 : 100.0; });
  made.add("a_2", [](auto, auto) { return 7.0; });
  AnalysisOptions options;
  options.groups = {spec("A", "a*", "a_2")};
  const Group group = analyse(made.history, made.timeline, options).groups[0];
  EXPECT_NEAR(group.tile.value.value(), 7, 1e-12);
  EXPECT_EQ(group.tile.verdict, Verdict::Same);
}

TEST(Lead, OfABenchmarkThatIsGoneHasNoValue) {
  MadeHistory made(4, 3);
  made.add("a_1", [](auto, auto) { return 100.0; });
  made.add("a_2", [](auto column, auto) { return column < 3 ? std::optional(7.0) : std::nullopt; });
  AnalysisOptions options;
  options.groups = {spec("A", "a*", "a_2")};
  const Group group = analyse(made.history, made.timeline, options).groups[0];
  EXPECT_FALSE(group.tile.value);
  EXPECT_EQ(group.tile.verdict, Verdict::Gone);
}

TEST(Tile, OfAGroupWithoutALeadIsItsIndex) {
  MadeHistory made(4, 3);
  for (const char* name : {"a_1", "a_2", "b_1", "b_2"}) {
    made.add(name, [=](auto column, auto) { return column == 3 && name[0] == 'a' ? 80.0 : 100.0; });
  }
  const Report report = analyse(made.history, made.timeline, {});
  EXPECT_NEAR(report.groups[0].tile.ratio.value().value, 0.8, 1e-9);
  EXPECT_EQ(report.groups[0].tile.verdict, Verdict::Better);
  EXPECT_EQ(report.groups[1].tile.verdict, Verdict::Same);
  EXPECT_EQ(report.tiles, (std::vector<std::size_t>{0, 1}));
}

TEST(Tiles, AreThoseAskedForInTheirOrder) {
  const MadeHistory made = with({"a_1", "a_2", "b_1", "b_2", "c_1", "c_2"});
  AnalysisOptions options;
  options.tiles = {"c", "nowhere", "a"};
  EXPECT_EQ(analyse(made.history, made.timeline, options).tiles, (std::vector<std::size_t>{2, 0}));
}

}  // namespace
}  // namespace perfolio::analysis
