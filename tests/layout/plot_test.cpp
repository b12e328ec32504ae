// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/plot.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace perfolio::layout {
namespace {

std::vector<Placed> at_columns(const std::vector<std::uint32_t>& columns, double step) {
  std::vector<Placed> out;
  for (const std::uint32_t c : columns) out.push_back({{step * c, 50 + 40 * test::unit_random(c)}, 95, 5, c});
  return out;
}

TEST(DataLines, BreakOverColumnsWithoutAValue) {
  const auto lines = data_lines(at_columns({0, 1, 2, 5, 7, 8}, 10), {}, 1);
  ASSERT_EQ(lines.size(), 2U);  // the lonely fifth has no line
  EXPECT_EQ(lines[0].points.size(), 3U);
  EXPECT_EQ(lines[1].points.front().x, 70);
  EXPECT_EQ(lines[1].points.back().x, 80);
}

TEST(DataLines, KeepEveryPointWhereThereIsRoom) {
  const auto points = at_columns({0, 1, 2, 3, 4}, 10);
  const auto lines = data_lines(points, {}, 1);
  ASSERT_EQ(lines.size(), 1U);
  for (std::size_t i = 0; i < points.size(); ++i) EXPECT_EQ(lines[0].points[i], points[i].at);
}

TEST(DataLines, KeepTheExtremesOfEveryStrip) {
  std::vector<std::uint32_t> columns(20'000);
  for (std::uint32_t i = 0; i < columns.size(); ++i) columns[i] = i;
  auto points = at_columns(columns, 0.02);
  points[777].at.y = 3;
  points[15'001].at.y = 99;
  const auto lines = data_lines(points, {}, 1);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_LE(lines[0].points.size(), 802U);
  EXPECT_NE(std::ranges::find(lines[0].points, points[777].at), lines[0].points.end());
  EXPECT_NE(std::ranges::find(lines[0].points, points[15'001].at), lines[0].points.end());
  EXPECT_TRUE(std::ranges::is_sorted(lines[0].points, {}, &base::Point::x));
}

TEST(IntervalMarks, AreBarsWhereThereIsRoomAndABandWhereThereIsNot) {
  const auto points = at_columns({0, 1, 2, 3}, 10);
  const auto bars = interval_marks(points, 10, 1, {});
  ASSERT_EQ(bars.size(), 1U);
  EXPECT_EQ(std::get<Segments>(bars[0]).segments.size(), 12U);  // a bar and two caps each
  const auto band = interval_marks(points, 4, 1, {});
  ASSERT_EQ(band.size(), 1U);
  EXPECT_EQ(std::get<Area>(band[0]).outline.size(), 8U);
}

TEST(IntervalMarks, LeaveOutPointsWithoutAnInterval) {
  auto points = at_columns({0, 1}, 10);
  for (Placed& p : points) p.lower = p.upper = p.at.y;
  EXPECT_TRUE(interval_marks(points, 10, 1, {}).empty());
}

}  // namespace
}  // namespace perfolio::layout
