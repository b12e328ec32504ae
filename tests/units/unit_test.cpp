// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "units/unit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace perfolio::units {
namespace {

constexpr auto kLower = Direction::Lower;
constexpr auto kHigher = Direction::Higher;

struct Case {
  std::string_view text;
  std::string_view base;
  Family family;
  double factor;
  std::optional<Direction> direction;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const Unit unit = parse_unit(c.text);
    EXPECT_EQ(unit.base, c.base) << c.text;
    EXPECT_EQ(unit.family, c.family) << c.text;
    EXPECT_DOUBLE_EQ(unit.factor, c.factor) << c.text;
    EXPECT_EQ(unit.direction, c.direction) << c.text;
  }
}

TEST(ParseUnit, ReadsEverySpellingOfATime) {
  check({
      Case{"ns/iter", "ns", Family::Time, 1, kLower},
      Case{"ns/op", "ns", Family::Time, 1, kLower},
      Case{"ps", "ns", Family::Time, 1e-3, kLower},
      Case{"us", "ns", Family::Time, 1e3, kLower},
      Case{"\u00b5s/op", "ns", Family::Time, 1e3, kLower},
      Case{"\u03bcs/iter", "ns", Family::Time, 1e3, kLower},
      Case{"ms/iter", "ns", Family::Time, 1e6, kLower},
      Case{"s", "ns", Family::Time, 1e9, kLower},
      Case{"sec", "ns", Family::Time, 1e9, kLower},
      Case{"Seconds", "ns", Family::Time, 1e9, kLower},
      Case{"milliseconds", "ns", Family::Time, 1e6, kLower},
      Case{" min ", "ns", Family::Time, 60e9, kLower},
  });
}

TEST(ParseUnit, TakesRatesAsHigherIsBetter) {
  check({
      Case{"ops/sec", "1/s", Family::Rate, 1, kHigher},
      Case{"ops/s", "1/s", Family::Rate, 1, kHigher},
      Case{"ops/ms", "1/s", Family::Rate, 1e3, kHigher},
      Case{"iter/sec", "1/s", Family::Rate, 1, kHigher},
      Case{"Melem/s", "1/s", Family::Rate, 1e6, kHigher},
      Case{"Kelem/s", "1/s", Family::Rate, 1e3, kHigher},
      Case{"kops/s", "1/s", Family::Rate, 1e3, kHigher},
      Case{"MS/s", "1/s", Family::Rate, 1e6, kHigher},
      Case{"requests per second", "1/s", Family::Rate, 1, kHigher},
      Case{"MB/s", "B/s", Family::ByteRate, 1e6, kHigher},
      Case{"MiB/s", "B/s", Family::ByteRate, 1048576, kHigher},
      Case{"GiB/sec", "B/s", Family::ByteRate, 1073741824, kHigher},
      Case{"Mb/s", "B/s", Family::ByteRate, 125e3, kHigher},
      Case{"tokens/s", "tokens/s", Family::Other, 1, kHigher},
      Case{"errors/s", "errors/s", Family::Other, 1, std::nullopt},
  });
}

TEST(ParseUnit, ReadsBytesAndCountsAsCosts) {
  check({
      Case{"B/op", "B", Family::Bytes, 1, kLower},
      Case{"bytes", "B", Family::Bytes, 1, kLower},
      Case{"KiB", "B", Family::Bytes, 1024, kLower},
      Case{"kB", "B", Family::Bytes, 1000, kLower},
      Case{"allocs/op", "allocs", Family::Count, 1, kLower},
      Case{"instructions", "instructions", Family::Count, 1, kLower},
      Case{"cycles/iter", "cycles", Family::Count, 1, kLower},
  });
}

TEST(ParseUnit, KeepsWhatItDoesNotKnowAsItStands) {
  check({
      Case{"", "", Family::Other, 1, std::nullopt},
      Case{"%", "%", Family::Other, 1, std::nullopt},
      Case{"MS", "MS", Family::Other, 1, std::nullopt},
      Case{"b", "b", Family::Other, 1, std::nullopt},
      Case{"frames per launch", "frames per launch", Family::Other, 1, std::nullopt},
      Case{"/", "/", Family::Other, 1, std::nullopt},
      Case{"s/s", "s/s", Family::Other, 1, std::nullopt},
      Case{"ns/op/s", "ns/op/s", Family::Other, 1, std::nullopt},
  });
}

TEST(ParseUnit, KnowsARateInAnyCaseUnlessAPrefixIsAtStake) {
  check({
      Case{"QPS", "1/s", Family::Rate, 1, kHigher},
      Case{"hz", "1/s", Family::Rate, 1, kHigher},
      Case{"IOPS", "1/s", Family::Rate, 1, kHigher},
      Case{"kIOPS", "1/s", Family::Rate, 1e3, kHigher},
      Case{"MOPS", "1/s", Family::Rate, 1e6, kHigher},
      Case{"mops", "mops", Family::Other, 1, kHigher},
      Case{"it/s", "1/s", Family::Rate, 1, kHigher},
      Case{"/s", "1/s", Family::Rate, 1, kHigher},
      Case{"k/s", "1/s", Family::Rate, 1e3, kHigher},
      Case{"GBps", "B/s", Family::ByteRate, 1e9, kHigher},
      Case{"MBps", "B/s", Family::ByteRate, 1e6, kHigher},
      Case{"Mbps", "B/s", Family::ByteRate, 125e3, kHigher},
      Case{"MBPS", "MBPS", Family::Other, 1, kHigher},
      Case{"MFLOPS", "FLOP/s", Family::Count, 1e6, kHigher},
      Case{"GFLOP/s", "FLOP/s", Family::Count, 1e9, kHigher},
      Case{"tok/s", "tok/s", Family::Other, 1, kHigher},
      Case{"msg/s", "msg/s", Family::Other, 1, kHigher},
      Case{"rows/sec", "rows/sec", Family::Other, 1, kHigher},
  });
}

TEST(ParseUnit, KeepsPrefixesOfSizeApart) {
  EXPECT_EQ(parse_unit("ms").factor, 1e6);
  EXPECT_EQ(parse_unit("Ms").family, Family::Other);
  EXPECT_EQ(parse_unit("Mb/s").factor, 125e3);
  EXPECT_EQ(parse_unit("MB/s").factor, 1e6);
  EXPECT_EQ(parse_unit("NS").factor, 1);
}

TEST(ParseUnit, DoesNotGuessWhatAFactorIs) {
  check({
      Case{"x", "x", Family::Other, 1, std::nullopt},  // a speed-up, or an overhead
      Case{"speedup", "speedup", Family::Other, 1, kHigher},
      Case{"kb", "kb", Family::Other, 1, kLower},  // bits or bytes: a size
  });
}

TEST(ParseUnit, SeesTheTimeAndTheBytesBehindAPrefix) {
  check({
      Case{"user-ns/op", "ns", Family::Time, 1, kLower},
      Case{"sys-sec", "ns", Family::Time, 1e9, kLower},
      Case{"build-peak-RSS-bytes", "B", Family::Bytes, 1, kLower},
      Case{"cache-misses", "cache-misses", Family::Count, 1, kLower},
      Case{"a-s", "a-s", Family::Other, 1, std::nullopt},
  });
}

TEST(ParseUnit, SaysWhatIsARateUnderANameOfItsOwn) {
  for (const std::string_view rate : {"rows/s", "GFLOP/s", "MBPS", "ops/s", "MB/s"}) {
    EXPECT_TRUE(is_rate(parse_unit(rate))) << rate;
  }
  for (const std::string_view none : {"score", "speedup", "ns", "errors/s", "x", ""}) {
    EXPECT_FALSE(is_rate(parse_unit(none))) << none;
  }
}

TEST(ParseUnit, DropsWhatOlderWritersPutAfterATab) {
  EXPECT_EQ(parse_unit("ns/op\t         4.000 auxMetricUnits"), parse_unit("ns/op"));
  EXPECT_EQ(parse_unit("\tns"), parse_unit("ns"));
}

TEST(ParseUnit, SurvivesBytesThatAreNoText) {
  const std::string bytes = std::string(100000, '/') + '\0' + "\xff\xce";
  EXPECT_EQ(parse_unit(bytes).family, Family::Other);
  for (int byte = 0; byte < 256; ++byte) {
    EXPECT_EQ(parse_unit(std::string(3, static_cast<char>(byte))).family, Family::Other) << byte;
  }
}

}  // namespace
}  // namespace perfolio::units
