// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/rescaled.h"

#include "history/merge.h"

#include <gtest/gtest.h>

namespace perfolio::history {
namespace {

struct Written {
  double value;
  std::string unit;
};

/// One benchmark, one run a day.
model::History history_of(const std::vector<Written>& days) {
  Merge merge;
  for (std::size_t i = 0; i < days.size(); ++i) {
    model::Run run;
    run.commit = "c" + std::to_string(i);
    run.date = base::Time(std::chrono::hours(24 * i));
    model::Result result;
    result.benchmark = "Decode - Malloc (total)";
    result.metric = "value";
    result.value = days[i].value;
    result.unit = days[i].unit;
    run.results.push_back(result);
    merge.add(std::move(run));
  }
  return merge.finish();
}

TEST(Rescaled, ACountThatGoesOnInThousandsIsOneSeries) {
  const model::History history = history_of({{980, "#"}, {1, "K"}, {990, "#"}});
  ASSERT_EQ(history.series.size(), 1U);
  EXPECT_EQ(history.series[0].value, (std::vector<double>{980, 1000, 990}));
  EXPECT_EQ(history.series[0].unit.family, units::Family::Count);
  EXPECT_EQ(history.series[0].resolution, 500) << "a whole K may stand for 500 more or less";
}

TEST(Rescaled, BytesInMegabytesGoOnInGigabytes) {
  const model::History history = history_of({{950, "M"}, {1.02, "G"}});
  ASSERT_EQ(history.series.size(), 1U);
  EXPECT_EQ(history.series[0].value, (std::vector<double>{950e6, 1.02e9}));
}

TEST(Rescaled, WhatTheSequenceDoesNotProveStaysApartAndIsSaid) {
  const model::History cliff = history_of({{980, "#"}, {980, "K"}});
  EXPECT_EQ(cliff.series.size(), 2U);
  ASSERT_FALSE(cliff.diagnostics.empty());
  EXPECT_NE(cliff.diagnostics[0].text.find("measured in '#' and in 'K': two series"), std::string::npos);
  EXPECT_EQ(history_of({{100, "#"}, {9, "K"}}).series.size(), 2U) << "neither reading is near";
  EXPECT_EQ(history_of({{980, "#"}, {1, "lines"}}).series.size(), 2U);
}

TEST(Rescaled, TimesThatChangeTheirUnitAreOneSeriesAnyway) {
  const model::History history = history_of({{950, "\u03bcs"}, {1, "ms"}});
  ASSERT_EQ(history.series.size(), 1U);
  EXPECT_EQ(history.series[0].value, (std::vector<double>{950e3, 1e6}));
}

}  // namespace
}  // namespace perfolio::history
