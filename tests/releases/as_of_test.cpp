// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "releases/as_of.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio;
using model::kNoColumn;

/// Three releases of two runs each, a run of no release behind the second one, and one of which nothing is known.
struct Made {
  Made() {
    for (int i = 0; i < 8; ++i) {
      history.runs.emplace_back().commit = std::string(40, static_cast<char>('a' + i));
    }
    timeline.columns = {{"v1", {}, {}, false}, {"v2", {}, {}, false}, {"v3", {}, {}, false}};
    timeline.column = {0, 0, 1, 1, kNoColumn, 2, 2, kNoColumn};
    timeline.line = {0, 0, 1, 1, 1, 2, 2, kNoColumn};
    timeline.how.assign(8, model::MappedBy::Date);
    timeline.follows = {kNoColumn, 0, 1};
    timeline.follows_by.assign(3, model::LineBy::Version);
    timeline.follows_outside.assign(3, "");
    timeline.unreleased = 1;
    timeline.unmapped = 1;
    model::Series& s = history.series.emplace_back();
    s.benchmark = "parse";
    for (std::uint32_t i = 0; i < 8; ++i) {
      s.run.push_back(i);
      s.value.push_back(100 + i);
    }
  }
  model::History history;
  model::Timeline timeline;
};

TEST(AsOf, KeepsTheRunsUpToTheRelease) {
  const Made made;
  const releases::AsOf second = releases::as_of(made.history, made.timeline, 1);
  EXPECT_EQ(second.timeline.columns.size(), 2U);
  EXPECT_EQ(second.history.runs.size(), 4U);
  EXPECT_EQ(second.history.series.front().value, (std::vector<double>{100, 101, 102, 103}));
  EXPECT_EQ(second.timeline.column, (std::vector<std::uint32_t>{0, 0, 1, 1}));
}

TEST(AsOf, HearsARunOfNoReleaseFromTheReleaseBehindIt) {
  const Made made;
  const releases::AsOf third = releases::as_of(made.history, made.timeline, 2);
  EXPECT_EQ(third.history.series.front().value, (std::vector<double>{100, 101, 102, 103, 104, 105, 106}));
  EXPECT_EQ(third.timeline.unreleased, 1U);
}

TEST(AsOf, LeavesOutASeriesThatBeganLater) {
  Made made;
  model::Series& late = made.history.series.emplace_back();
  late.benchmark = "emit";
  late.run = {5, 6};
  late.value = {7, 7};
  EXPECT_EQ(releases::as_of(made.history, made.timeline, 1).history.series.size(), 1U);
  EXPECT_EQ(releases::as_of(made.history, made.timeline, 2).history.series.size(), 2U);
}

TEST(Digests, ChangeWithTheReleaseAndAllBehindItOnly) {
  Made made;
  const auto before = releases::digests(made.history, made.timeline);
  made.history.series.front().value[2] = 999;
  const auto after = releases::digests(made.history, made.timeline);
  EXPECT_EQ(after[0], before[0]);
  EXPECT_NE(after[1], before[1]);
  EXPECT_NE(after[2], before[2]);
}

TEST(Digests, ChangeWithARunOfNoReleaseOnlyFromTheReleaseBehindIt) {
  Made made;
  const auto before = releases::digests(made.history, made.timeline);
  made.history.series.front().value[4] = 999;
  made.history.series.front().value[7] = 999;
  const auto after = releases::digests(made.history, made.timeline);
  EXPECT_EQ(after[1], before[1]);
  EXPECT_NE(after[2], before[2]);
}

}  // namespace
