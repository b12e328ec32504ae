// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "units/text.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace perfolio::units {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string time_text(double ns) {
  const std::array values = {ns};
  return quantity(ns, common_scale("ns", Family::Time, values));
}

TEST(CommonScale, PutsTheLargestValueBetween1And1000) {
  const std::array values = {12.0, 1.5e6, -3.2e4};
  EXPECT_EQ(common_scale("ns", Family::Time, values), (Scale{"ms", 1e6}));
  EXPECT_EQ(common_scale("B/s", Family::ByteRate, values), (Scale{"MB/s", 1e6}));
  EXPECT_EQ(common_scale("B", Family::Bytes, values), (Scale{"MB", 1e6}));
  EXPECT_EQ(common_scale("1/s", Family::Rate, values), (Scale{"M/s", 1e6}));
  EXPECT_EQ(common_scale("allocs", Family::Count, values), (Scale{"M allocs", 1e6}));
}

TEST(CommonScale, LeavesUnitsOfTheUserAlone) {
  const std::array values = {1e12};
  EXPECT_EQ(common_scale("points", Family::Other, values), (Scale{"points", 1}));
  EXPECT_EQ(common_scale("", Family::Count, {}), (Scale{"", 1}));
}

TEST(Telling, PrintsTwoValuesWithAsManyDigitsAsItTakesToTellThemApart) {
  const Scale plain = common_scale("", Family::Other, std::array{0.95});
  const Scale finer = telling(plain, 0.95001, 0.95004);
  EXPECT_EQ(quantity(0.95001, finer), "0.95001");
  EXPECT_EQ(quantity(0.95004, finer), "0.95004");
  EXPECT_EQ(quantity(0.95001, plain), "0.950");
  const Scale millions = common_scale("", Family::Count, std::array{12345678.0});
  EXPECT_EQ(quantity(12345678, telling(millions, 12345678, 12345679)), "12.345678\u202fM");
  EXPECT_EQ(quantity(12345679, telling(millions, 12345678, 12345679)), "12.345679\u202fM");
}

TEST(Telling, LeavesAloneWhatThreeDigitsTellApartAndWhatNothingDoes) {
  const Scale plain = common_scale("", Family::Other, std::array{0.95});
  EXPECT_EQ(telling(plain, 0.95, 0.97), (Scale{"", 1, 3}));
  EXPECT_EQ(quantity(0.97, telling(plain, 0.95, 0.97)), quantity(0.97, plain));
  EXPECT_EQ(telling(plain, 0.95, 0.95), plain);
  EXPECT_EQ(telling(plain, kInfinity, 1), plain);
  EXPECT_EQ(telling(plain, 1e-30, 1e-30 * (1 + 1e-9)), plain);
}

TEST(CommonScale, NeverShows1000OfAUnit) {
  for (const double top : {1e3, 1e6, 1e9}) {
    for (const double part : {1.0, 0.9999999, 0.9996, 0.99951}) {
      EXPECT_TRUE(time_text(top * part).starts_with("1.00")) << top * part << time_text(top * part);
    }
    EXPECT_TRUE(time_text(std::nextafter(top, 0)).starts_with("1.00")) << top;
    EXPECT_TRUE(time_text(std::nextafter(top * 0.9995, 0)).starts_with("999")) << top;
  }
}

TEST(DecimalsFor, KeepsThreeDigitsButNoneBelowATenthOfTheHalfWidth) {
  EXPECT_EQ(decimals_for(1.234, 0), 2);
  EXPECT_EQ(decimals_for(12.34, 0), 1);
  EXPECT_EQ(decimals_for(123.4, 0), 0);
  EXPECT_EQ(decimals_for(9.996, 0), 1);
  EXPECT_EQ(decimals_for(1.234, 0.3), 1);
  EXPECT_EQ(decimals_for(1.234, 1), 1);
  EXPECT_EQ(decimals_for(1.234, 3), 0);
  EXPECT_EQ(decimals_for(0, 0), 0);
  EXPECT_EQ(decimals_for(1e-300, 0), 6);
  EXPECT_EQ(decimals_for(1e300, 1e299), 0);
}

TEST(Number, RoundsHalfAwayFromZeroAndHasNoNegativeZero) {
  EXPECT_EQ(number(0.5, 0), "1");
  EXPECT_EQ(number(2.5, 0), "3");
  EXPECT_EQ(number(-2.5, 0), "−3");
  EXPECT_EQ(number(0.125, 2), "0.13");
  EXPECT_EQ(number(std::nextafter(2.5, 0), 0), "2");
  EXPECT_EQ(number(0.15, 1), "0.1");  // the double lies below 0.15
  EXPECT_EQ(number(-0.04, 1), "0.0");
  EXPECT_EQ(number(-0.0, 0), "0");
}

TEST(Number, StaysShortForExtremeValues) {
  EXPECT_EQ(number(1e300, 0), "1.00e300");
  EXPECT_EQ(number(-1.234e-300, 6), "−1.23e−300");
  EXPECT_EQ(number(9.999e9, 0), "1.00e10");
  EXPECT_EQ(number(std::numeric_limits<double>::denorm_min(), 6), "4.94e−324");
  EXPECT_EQ(number(kInfinity, 0), "n/a");
  EXPECT_EQ(number(std::nan(""), 3), "n/a");
}

TEST(Quantity, PrintsUnitAfterANarrowSpace) {
  EXPECT_EQ(time_text(1234), "1.23\u202fµs");
  EXPECT_EQ(quantity(1234, {"µs", 1e3}, 500), "1.2\u202fµs");
  EXPECT_EQ(quantity(-7, {"", 1}), "−7.00");
  EXPECT_EQ(time_text(0), "0\u202fns");
  EXPECT_EQ(time_text(1e300), "1.00e291\u202fs");
}

TEST(Change, PrintsOneDecimalAndTimesFromADoublingOn) {
  const std::vector<std::pair<double, std::string_view>> cases = {
      {0.783, "−21.7\u202f%"},
      {1.10, "+10.0\u202f%"},
      {1, "0.0\u202f%"},
      {0.99996, "0.0\u202f%"},
      {1.999, "+99.9\u202f%"},
      {2, "2.0×"},
      {2.44, "2.4×"},
      {123.4, "123×"},
      {1e300, "1.00e300×"},
      {1e-300, "−100.0\u202f%"},
      {0, "n/a"},
      {-1, "n/a"},
      {kInfinity, "n/a"},
      {std::nan(""), "n/a"},
  };
  for (const auto& [ratio, want] : cases) {
    EXPECT_EQ(change(ratio), want) << ratio;
  }
}

TEST(ShortChange, PrintsAnIntegerAndOneDecimalBelow1) {
  EXPECT_EQ(short_change(0.783), "−22\u202f%");
  EXPECT_EQ(short_change(1.004), "+0.4\u202f%");
  EXPECT_EQ(short_change(0.9904), "−1\u202f%");
  EXPECT_EQ(short_change(1), "0\u202f%");
  EXPECT_EQ(short_change(0.9999), "0\u202f%");
  EXPECT_EQ(short_change(2.44), "2.4×");
  EXPECT_EQ(short_change(12.4), "12×");
  EXPECT_EQ(short_magnitude(0.783), "22\u202f%");
  EXPECT_EQ(short_magnitude(1.004), "0.4\u202f%");
  EXPECT_EQ(short_magnitude(2.44), "2.4×");
}

TEST(ChangeInterval, PrintsBothSignsOfItsRatios) {
  EXPECT_EQ(change_interval(0.771, 0.796), "[−22.9, −20.4]");
  EXPECT_EQ(change_interval(0.99, 1.052), "[−1.0, +5.2]");
  EXPECT_EQ(change_interval(1, 3), "[0.0, +200.0]");
}

TEST(Arrow, PointsWhereTheValueWentAndAgreesWithThePrintedChange) {
  EXPECT_EQ(arrow(1.2), "↑");
  EXPECT_EQ(arrow(0.8), "↓");
  EXPECT_EQ(arrow(1), "→");
  EXPECT_EQ(arrow(1.0001), "→");
  EXPECT_EQ(arrow(std::nan("")), "→");
}

}  // namespace
}  // namespace perfolio::units
