// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/family.h"
#include "layout/end_labels.h"
#include "layout/folding.h"
#include "layout/made_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace perfolio::layout {
namespace {

using namespace perfolio::test;

/// `name/N` of `members` sizes whose levels grow by an exponent that changes in the last of `columns` releases.
model::Report family_report(std::size_t columns, std::size_t members, double before, double now,
                            const std::string& name = "parse") {
  MadeHistory made(columns, 3);
  for (std::size_t i = 0; i < members; ++i) {
    const double n = std::exp2(static_cast<double>(i + 2));
    made.add(fmt::format("{}/{}", name, n), [=](std::uint32_t column, std::uint32_t run) {
      return 10 * std::pow(n, column + 1 == columns ? now : before) * std::exp(0.01 * noise(i + 1, run));
    });
  }
  return analysis::analyse(made.history, made.timeline, {});
}

std::vector<Node> chart_of(const model::Report& report, double width = 550, double height = 200) {
  return family_chart(report, report.families.at(0), {{0, 0, width, height}, TrendSize::Full, false}, light(),
                      HalfEm());
}

std::vector<Node> scaling_of(const model::Report& report, double width = 550) {
  const model::Family& family = report.families.at(0);
  return scaling_chart(report, family, family.scalings.at(0), {0, 0, width, 190}, light(), HalfEm());
}

bool says(const std::vector<Node>& nodes, const std::string& what) {
  return std::ranges::any_of(texts_of(nodes), [&](const Text& t) { return t.text.find(what) != std::string::npos; });
}

/// "" or what is wrong with the places of the texts.
std::string trouble(const std::vector<Node>& nodes, const base::Rect& area) {
  const std::vector<Text> texts = texts_of(nodes);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const base::Rect a = box_of(texts[i]);
    if (a.x < area.x || a.right() > area.right() || a.y < area.y || a.bottom() > area.bottom()) {
      return fmt::format("'{}' leaves the panel: {} to {}, {} to {}", texts[i].text, a.x, a.right(), a.y, a.bottom());
    }
    for (std::size_t k = 0; k < i; ++k) {
      const base::Rect b = box_of(texts[k]);
      const bool apart = a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
      if (!apart) return "'" + texts[i].text + "' lies on '" + texts[k].text + "'";
    }
  }
  return {};
}

TEST(EndLabels, StayWhereTheyAreWantedIfTheyCan) {
  const std::vector<double> wanted = {50, 10, 90};
  EXPECT_EQ(spread(wanted, 10, 0, 100), wanted);
}

TEST(EndLabels, KeepTheirOrderAndDistanceWithinTheBounds) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    std::vector<double> wanted;
    for (std::uint64_t i = 0; i < 8; ++i) wanted.push_back(120 * unit_random(seed * 8 + i) - 10);
    const std::vector<double> got = spread(wanted, 11, 0, 100);
    for (std::size_t i = 0; i < got.size(); ++i) {
      EXPECT_GE(got[i], -1e-9);
      EXPECT_LE(got[i], 100 + 1e-9);
      for (std::size_t k = 0; k < i; ++k) {
        EXPECT_GE(std::abs(got[i] - got[k]), 11 - 1e-9);
        EXPECT_TRUE(wanted[i] == wanted[k] || (wanted[i] < wanted[k]) == (got[i] < got[k]));
      }
    }
  }
}

TEST(EndLabels, ShareTheRoomWhereThereIsTooLittle) {
  const std::vector<double> wanted(5, 3.0);
  EXPECT_EQ(spread(wanted, 10, 0, 20), (std::vector<double>{0, 5, 10, 15, 20}));
  EXPECT_TRUE(spread({}, 10, 0, 20).empty());
}

TEST(FamilyChart, HasALabelAtTheEndOfEachOfUpToEightLines) {
  const model::Report report = family_report(5, 8, 1, 1.5);
  const auto nodes = chart_of(report);
  for (const model::FamilyMember& member : report.families[0].members) {
    const auto texts = texts_of(nodes);
    const auto is = [&](const Text& t) { return t.text == member.label && t.font.face == Face::SemiBold; };
    EXPECT_EQ(std::ranges::count_if(texts, is), 1) << member.label;
  }
  EXPECT_TRUE(says(nodes, "relative to v0.4.0"));
}

TEST(FamilyChart, IsAbsoluteWhereLevelsDifferByLessThanAFactorOfFive) {
  const auto nodes = chart_of(family_report(5, 4, 0.1, 0.1));
  EXPECT_FALSE(says(nodes, "relative"));
  EXPECT_TRUE(says(nodes, "ns · lower is better"));
}

TEST(FamilyChart, IsOfSmallMultiplesBeyondEight) {
  const model::Report report = family_report(5, 9, 1, 1.5);
  const auto figure = [](const std::vector<Node>& nodes) {
    return std::ranges::count_if(nodes.back().marks, [](const Mark& m) { return std::holds_alternative<Polyline>(m); });
  };
  const auto nodes = chart_of(report, 550, family_height(report.families[0], 550, 200));
  EXPECT_EQ(figure(nodes), 9);
  EXPECT_FALSE(says(nodes, "more"));
  EXPECT_TRUE(says(chart_of(family_report(5, 30, 0.1, 0.1), 300, 150), "and "));
}

TEST(FamilyChart, KeepsItsTextsApartAndInThePanel) {
  const std::string long_name = "lookup_in_a_long_name_of_a_benchmark/with_parts/that_go_on_and_on_and_on_for_a_while";
  for (const std::size_t columns : {1U, 2U, 40U}) {
    for (const std::size_t members : {2U, 8U, 20U}) {
      for (const std::string& name : {std::string("parse"), long_name}) {
        for (const double width : {251.0, 550.0}) {
          const model::Report report = family_report(columns, members, 0.3, columns > 1 ? 0.9 : 0.3, name);
          const double height = family_height(report.families.at(0), width, 224);
          EXPECT_EQ(trouble(chart_of(report, width, height), {0, 0, width, height}), "")
              << columns << " releases, " << members << " members, " << width << ", " << name;
          EXPECT_EQ(trouble(scaling_of(report, width), {0, 0, width, 190}), "")
              << columns << " releases, " << members << " members, " << width << ", " << name;
        }
      }
    }
  }
}

TEST(FamilyChart, HasOnlyFinitePointsWhateverTheValues) {
  for (const double level : {0.0, -5.0, 1e-300, 1e300, 1e-12}) {
    MadeHistory made(3, 1);
    for (const int n : {1, 2, 4, 8}) made.add(fmt::format("a/{}", n), [=](auto, auto) { return level * n; });
    const model::Report report = analysis::analyse(made.history, made.timeline, {});
    for (const auto& nodes : {chart_of(report), scaling_of(report)}) {
      for (const Mark& mark : nodes.back().marks) {
        if (const auto* line = std::get_if<Polyline>(&mark)) {
          for (const base::Point& p : line->points) EXPECT_TRUE(std::isfinite(p.x) && std::isfinite(p.y)) << level;
        }
      }
    }
  }
}

TEST(ScalingChart, DrawsALineForEachReleaseWithItsExponent) {
  const model::Report report = family_report(5, 6, 1.02, 1.51);
  const auto nodes = scaling_of(report);
  const auto lines =
      std::ranges::count_if(nodes.back().marks, [](const Mark& m) { return std::holds_alternative<Polyline>(m); });
  EXPECT_EQ(lines, 3);
  for (const std::string what : {"v0.1.0", "v0.4.0", "v0.5.0", "n^1.02", "n^1.51", "both axes log", "grows faster"}) {
    EXPECT_TRUE(says(nodes, what)) << what;
  }
  EXPECT_NE(nodes.back().alt.find("v0.5.0: n^1.51, interval ["), std::string::npos) << nodes.back().alt;
}

TEST(ScalingChart, ClaimsNoLawOfTwoValues) {
  EXPECT_TRUE(says(scaling_of(family_report(3, 2, 1, 1)), "no power law fits"));
}

TEST(Folding, ShowsAFamilyOnceWhereItsFirstMemberStands) {
  const model::Report report = family_report(3, 4, 1, 1.5);
  const std::vector<std::size_t> all = {0, 1, 2, 3};
  EXPECT_EQ(folded(report, all, 3), (std::vector<Shown>{{0, true}}));
  EXPECT_EQ(folded(report, all, 5).size(), 4U);
}

TEST(Folding, MakesOneRowOfMembersOfWhichTheSameIsToBeSaid) {
  model::Report report = family_report(3, 6, 1, 1.5);
  std::vector<std::size_t> all = {0, 1, 2, 3, 4, 5};
  ASSERT_EQ(folded_rows(report, all).size(), 1U);
  EXPECT_EQ(row_name(report, folded_rows(report, all)[0]), "parse (6 benchmarks, 4 to 128)");
  EXPECT_TRUE(row_change(report, folded_rows(report, all)[0]).starts_with("↑ "));
  report.benchmarks[2].comparison->verdict = model::Verdict::Same;
  report.benchmarks[4].comparison->limit = "above the limit of 5 ns";
  const auto rows = folded_rows(report, all);
  ASSERT_EQ(rows.size(), 3U);
  std::set<std::size_t> seen;
  for (const FoldedRow& row : rows) seen.insert(row.benchmarks.begin(), row.benchmarks.end());
  EXPECT_EQ(seen.size(), 6U);
}

TEST(Folding, GivesAFamilyOneRowOfADetailPageBesideHowItScales) {
  const model::Report report = family_report(3, 6, 1, 1.5);
  const std::vector<std::size_t> all = {0, 1, 2, 3, 4, 5};
  const DetailPlan plan = detail_plan(report, all, {});
  ASSERT_EQ(plan.rows.size(), 1U);
  ASSERT_EQ(plan.rows[0].size(), 2U);
  EXPECT_EQ(plan.rows[0][0].kind, DetailCell::Kind::Family);
  EXPECT_EQ(plan.rows[0][1].kind, DetailCell::Kind::Scaling);
  for (const std::size_t i : all) EXPECT_EQ(plan.anchors.at(i), "family-0");
  const std::vector<std::size_t> alone = {3};
  const DetailPlan two = detail_plan(report, all, alone);
  ASSERT_EQ(two.rows.size(), 2U);
  EXPECT_EQ(two.rows[1][0].kind, DetailCell::Kind::Trend);
  EXPECT_EQ(two.anchors.at(3), "chart-3");
}

TEST(Folding, KeepsTheTextsOfEveryPageApart) {
  for (const std::size_t members : {2U, 8U, 20U}) {
    // Not so large a change that the table's column of intervals, which has a width of its own, overflows.
    const model::Report report = family_report(6, members, 1.0, 1.06);
    DocumentOptions options;
    options.detail = DetailMode::All;
    for (const Page& page : pages_of(report, options)) {
      if (page.label == "1") continue;  // the summary's own tests look at it
      EXPECT_EQ(trouble(page.scene.nodes, {0, 0, options.paper.width, options.paper.height}), "") << page.label;
    }
  }
}

}  // namespace
}  // namespace perfolio::layout
