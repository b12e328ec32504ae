// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/axis.h"
#include "support/half_em.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace perfolio::layout {
namespace {

std::vector<model::Level> levels_of(const std::vector<double>& values, double half = 0) {
  std::vector<model::Level> out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    out.push_back({static_cast<std::uint32_t>(i), 3, 3, values[i], values[i] - half, values[i] + half});
  }
  return out;
}

Range range_of(const std::vector<double>& values, double half = 0, double noise = 0) {
  return value_range(levels_of(values, half), noise);
}

ValueAxis axis_of(const std::vector<double>& values, double half = 0) {
  model::BenchmarkFacts b;
  b.unit = {"ns", units::Family::Time, 1, {}};
  return value_axis(levels_of(values, half), b, 10, 160);
}

TEST(ValueRange, CoversPointsAndIntervalsWithEightPercentToSpare) {
  const Range range = range_of({200, 300}, 10);
  EXPECT_NEAR(range.low, 190 - 0.08 * 120, 1e-9);
  EXPECT_NEAR(range.high, 310 + 0.08 * 120, 1e-9);
  EXPECT_FALSE(range.logarithmic);
}

TEST(ValueRange, IsAtLeastATenthOfTheMedianSoThatNoiseLooksFlat) {
  const Range range = range_of({1000, 1001, 1002});
  EXPECT_NEAR(range.high - range.low, 100.1, 1e-9);
  EXPECT_NEAR((range.high + range.low) / 2, 1001, 1e-9);
}

TEST(ValueRange, IsAtLeastSixSigmasOfTheNoise) {
  const Range range = range_of({1000, 1001, 1002}, 0, 0.05);
  EXPECT_NEAR(range.high - range.low, 0.3 * 1001, 1e-9);
}

TEST(ValueRange, BeginsAtZeroWhenTheLowEndIsAQuarterOrLess) {
  EXPECT_EQ(range_of({25, 100}).low, 0);
  EXPECT_GT(range_of({25.1, 100}).low, 0);
  EXPECT_EQ(range_of({0, 100}).low, 0);
  EXPECT_LT(range_of({-5, 100}).low, -5);
}

TEST(ValueRange, IsLogarithmicFromARatioOfTenOn) {
  EXPECT_TRUE(range_of({10, 100}).logarithmic);
  EXPECT_FALSE(range_of({10, std::nextafter(100, 0)}).logarithmic);
  EXPECT_FALSE(range_of({0, 100}).logarithmic);
  EXPECT_FALSE(range_of({-1, 100}).logarithmic);
}

TEST(ValueRange, IsAnIntervalForConstantAndZeroSeries) {
  for (const double value : {0.0, 5.0, -5.0, 1e-200, 1e249, -1e249}) {
    const Range range = range_of({value, value, value});
    EXPECT_LT(range.low, range.high) << value;
    EXPECT_TRUE(range.drawable) << value;
    EXPECT_LE(range.low, value);
    EXPECT_GE(range.high, value);
  }
}

TEST(ValueRange, IsNotDrawableBeyondWhatCanBeComputed) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const double value : {1e300, -1e300, 1e-300, kInfinity, 5e-324}) {
    EXPECT_FALSE(range_of({value}).drawable) << value;
    EXPECT_FALSE(axis_of({value}).drawable) << value;
    EXPECT_TRUE(axis_of({value}).ticks.empty());
  }
}

TEST(ValueAxis, SaysWhereItStartsUnlessAtZero) {
  EXPECT_EQ(axis_of({200e3, 303e3}).note(), "axis starts at 175\u202fµs");
  EXPECT_EQ(axis_of({0, 303e3}).note(), "");
  EXPECT_EQ(axis_of({1e3, 303e3}).note(), "log scale");
}

TEST(ValueAxis, HasTicksWithinItsEndsWithOneDecimalCount) {
  for (const auto& values :
       std::vector<std::vector<double>>{{200, 303}, {0.5, 0.52}, {1, 1}, {-3, 4}, {0, 1e9}, {44.1, 47.9}}) {
    const ValueAxis axis = axis_of(values);
    ASSERT_GE(axis.ticks.size(), 2U);
    EXPECT_LE(axis.ticks.size(), 12U);
    const auto decimals = [](const std::string& text) {
      const auto dot = text.find('.');
      return dot == std::string::npos ? 0 : text.size() - dot - 1;
    };
    for (const double tick : axis.ticks) {
      EXPECT_GE(tick, axis.low - 1e-9 * std::abs(axis.high));
      EXPECT_LE(tick, axis.high + 1e-9 * std::abs(axis.high));
      EXPECT_EQ(decimals(axis.label(tick)), decimals(axis.label(axis.ticks.front())));
    }
    for (const double value : values) EXPECT_TRUE(value >= axis.low && value <= axis.high);
  }
}

TEST(ValueAxis, PutsTheLowEndAtTheBottomAndNeverLeavesThePlot) {
  for (const auto& values : std::vector<std::vector<double>>{{200, 303}, {1, 1000}, {0, 5}}) {
    const ValueAxis axis = axis_of(values);
    EXPECT_NEAR(axis.y(axis.low), 160, 1e-9);
    EXPECT_NEAR(axis.y(axis.high), 10, 1e-9);
    for (const double value : {-1e9, 0.0, 1e9}) EXPECT_TRUE(axis.y(value) >= 10 && axis.y(value) <= 160);
  }
}

TEST(ValueAxis, PutsTheGeometricMeanInTheMiddleOfALogarithmicOne) {
  const ValueAxis axis = axis_of({1, 1000});
  EXPECT_NEAR(axis.y(std::sqrt(axis.low * axis.high)), 85, 1e-6);
}

model::Report with_tags(const std::vector<std::string>& tags) {
  model::Report report;
  for (const std::string& tag : tags) report.columns.push_back({{tag, "", {}, false}, 1});
  report.current = tags.size() - 1;
  if (tags.size() > 1) report.baseline = tags.size() - 2;
  return report;
}

std::vector<std::string> versions(std::size_t n, const std::string& prefix) {
  std::vector<std::string> tags;
  for (std::size_t i = 0; i < n; ++i) tags.push_back(fmt::format("{}{}.{}.0", prefix, i / 10, i % 10));
  return tags;
}

TEST(ColumnAxis, KeepsLabelsSixPointsApartAndAlwaysNamesTheCurrentColumn) {
  const test::HalfEm metrics;
  const Font font{Face::Regular, 8};
  for (const std::size_t columns : {1U, 2U, 8U, 300U}) {
    for (const std::string prefix : {"v", "a-very-long-prefix-that-all-tags-share-v", "unique"}) {
      auto tags = versions(columns, prefix);
      if (prefix == "unique") {
        for (std::size_t i = 0; i < tags.size(); ++i)
          tags[i] = std::string(40 + i % 7, static_cast<char>('a' + i % 26)) + tags[i];
      }
      const model::Report report = with_tags(tags);
      std::vector<std::size_t> changed;
      for (std::size_t i = 0; i < columns; i += 3) changed.push_back(i);
      const ColumnAxis axis = column_axis(report, 0, changed, 60, 500, font, 54, 540, metrics);
      ASSERT_EQ(axis.x.size(), columns);
      double end = 54 - 6;
      bool current = false;
      for (const ColumnLabel& label : axis.labels) {
        const double half = metrics.width(label.text, font) / 2;
        EXPECT_GE(label.x - half, end + 6 - 1e-9) << label.text << " of " << columns;
        EXPECT_LE(metrics.width(label.text, font), 64 + 1e-9) << label.text;
        end = label.x + half;
        current = current || (label.column == columns - 1 && label.strong);
      }
      EXPECT_LE(end, 540 + 1e-9);
      EXPECT_TRUE(current) << columns << prefix;
    }
  }
}

TEST(ColumnAxis, SpreadsTheColumnsEvenlyFromTheFirstOneShown) {
  const ColumnAxis axis =
      column_axis(with_tags(versions(7, "v")), 2, {}, 100, 500, {Face::Regular, 8}, 90, 520, test::HalfEm());
  EXPECT_EQ(axis.x, (std::vector<double>{100, 100, 100, 200, 300, 400, 500}));
  for (const ColumnLabel& label : axis.labels) EXPECT_GE(label.column, 2U);
}

TEST(ColumnAxis, NamesEveryColumnWhereThereIsRoom) {
  const ColumnAxis axis =
      column_axis(with_tags(versions(8, "v")), 0, {}, 60, 500, {Face::Regular, 8}, 40, 540, test::HalfEm());
  EXPECT_EQ(axis.labels.size(), 8U);
}

TEST(ShortTag, LosesASharedPrefixBeforeItsOwnLetters) {
  const test::HalfEm metrics;
  const model::Report report = with_tags(versions(12, "my-long-project-name-v"));
  EXPECT_EQ(short_tag(report, 3, {Face::Regular, 8}, 64, metrics), "v0.3.0");
  EXPECT_EQ(short_tag(report, 3, {Face::Regular, 8}, 400, metrics), "my-long-project-name-v0.3.0");
}

TEST(ShortTag, OfTagsThatAreAllAlikeIsNotEmpty) {
  const std::string tag(60, 'x');
  EXPECT_FALSE(short_tag(with_tags({tag, tag}), 0, {Face::Regular, 8}, 64, test::HalfEm()).empty());
}

}  // namespace
}  // namespace perfolio::layout
