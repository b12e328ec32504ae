// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/annotations.h"

#include <gtest/gtest.h>

namespace perfolio::layout {
namespace {

const base::Rect kPlot{0, 0, 200, 100};
const base::Size kLabel{60, 10};

bool overlap(const base::Rect& a, const base::Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

TEST(LabelPlacer, PutsALabelTwelvePointsAboveAtTheRight) {
  LabelPlacer placer(kPlot);
  const auto place = placer.place({50, 50}, kLabel, kLabel);
  ASSERT_TRUE(place);
  EXPECT_FALSE(place->left);
  EXPECT_EQ(place->box.y + place->box.height / 2, 38);
  EXPECT_GT(place->box.x, 50);
}

TEST(LabelPlacer, MirrorsWhereThereIsNoRoomAtTheRight) {
  LabelPlacer placer(kPlot);
  const auto place = placer.place({190, 50}, kLabel, kLabel);
  ASSERT_TRUE(place);
  EXPECT_TRUE(place->left);
  EXPECT_LT(place->box.right(), 190);
}

TEST(LabelPlacer, GoesBelowWhereThereIsNoRoomAbove) {
  LabelPlacer placer(kPlot);
  const auto place = placer.place({50, 5}, kLabel, kLabel);
  ASSERT_TRUE(place);
  EXPECT_GT(place->box.y, 5);
}

TEST(LabelPlacer, KeepsLabelsApartWithinThePlotUntilNoneFits) {
  LabelPlacer placer(kPlot);
  placer.avoid(base::Point{0, 90}, base::Point{200, 60});
  std::vector<base::Rect> taken;
  for (int i = 0; i < 60; ++i) {
    const auto place = placer.place({static_cast<double>(i * 37 % 200), 50}, kLabel, kLabel);
    if (!place) continue;
    for (const base::Rect& other : taken) EXPECT_FALSE(overlap(place->box, other));
    EXPECT_TRUE(place->box.x >= 0 && place->box.right() <= 200 && place->box.y >= 0 && place->box.bottom() <= 100);
    taken.push_back(place->box);
  }
  EXPECT_GE(taken.size(), 4U);
  EXPECT_LT(taken.size(), 30U);
}

TEST(LabelPlacer, SeesALineThatOnlyCrossesTheBox) {
  LabelPlacer placer(kPlot);
  EXPECT_TRUE(placer.is_free({50, 40, 40, 20}));
  placer.avoid(base::Point{0, 0}, base::Point{150, 100});  // both ends outside the box
  EXPECT_FALSE(placer.is_free({50, 40, 40, 20}));
  EXPECT_TRUE(placer.is_free({120, 5, 40, 20}));
  placer.avoid(base::Point{130, 0}, base::Point{130, 100});
  EXPECT_FALSE(placer.is_free({120, 5, 40, 20}));
}

TEST(LabelPlacer, KnowsItsBounds) {
  const LabelPlacer placer(kPlot);
  EXPECT_FALSE(placer.is_free({-1, 10, 20, 10}));
  EXPECT_FALSE(placer.is_free({190, 10, 20, 10}));
  EXPECT_FALSE(placer.is_free({10, 95, 20, 10}));
}

}  // namespace
}  // namespace perfolio::layout
