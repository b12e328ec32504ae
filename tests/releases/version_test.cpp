// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "releases/version.h"

#include "releases/order.h"

#include <gtest/gtest.h>

namespace perfolio::releases {
namespace {

/// Every tag before every later one.
void check_ascending(const std::vector<std::string>& tags) {
  for (std::size_t i = 0; i < tags.size(); ++i) {
    for (std::size_t j = 0; j < tags.size(); ++j) {
      const auto a = version_of(tags[i]);
      const auto b = version_of(tags[j]);
      ASSERT_TRUE(a && b) << tags[i] << " " << tags[j];
      const int want = i < j ? -1 : i > j ? 1 : 0;
      EXPECT_EQ(compare(*a, *b), want) << tags[i] << " against " << tags[j];
    }
  }
}

TEST(Version, FollowsTheOrderOfSemanticVersioning) {
  check_ascending({"v1.0.0-alpha", "v1.0.0-alpha.1", "v1.0.0-alpha.beta", "v1.0.0-beta", "v1.0.0-beta.2",
                   "v1.0.0-beta.11", "v1.0.0-rc.1", "v1.0.0", "v1.0.1", "v1.9.0", "v1.10.0", "v1.11.0", "v2.0.0"});
}

TEST(Version, PutsPreReleasesWithoutAHyphenBeforeTheirRelease) {
  check_ascending({"1.0a1", "1.0b3", "1.0rc0", "1.0.rc1", "1.0rc2", "1.0rc10", "1.0", "1.0.post1", "1.0.1-beta",
                   "1.0.1", "1.0.1p1", "1.0.1k", "1.0.2"});
}

TEST(Version, ComparesNumbersOfAnyLength) {
  check_ascending({"v1.99999999999999999998.0", "v1.99999999999999999999.0", "v1.100000000000000000000.0"});
  check_ascending({"v1.0.0-99999999999999999999", "v1.0.0-100000000000000000000"});
}

TEST(Version, TakesBuildMetadataTrailingZerosAndFinalAsNoDifference) {
  const auto check = [](const char* a, const char* b) {
    EXPECT_EQ(compare(version_of(a).value(), version_of(b).value()), 0) << a << " " << b;
  };
  check("v1.2.3+linux", "1.2.3+mac.1");
  check("v1.2", "v1.2.0");
  check("v01.002.3", "v1.2.3");
  check("5.3.1.RELEASE", "5.3.1");
  check("1.0.0-rc.1+x", "1.0.0-rc.1");
}

TEST(Version, FindsThePrefix) {
  const auto check = [](const char* tag, const char* prefix, const char* family) {
    const auto version = version_of(tag);
    ASSERT_TRUE(version) << tag;
    EXPECT_EQ(version->prefix, prefix) << tag;
    EXPECT_EQ(family_of(*version), family) << tag;
  };
  check("1.2.3", "", "");
  check("v1.2.3", "v", "");
  check("V1.2.3", "V", "");
  check("msal-node-v2.2.0", "msal-node-v", "msal-node-");
  check("release/1.4", "release/", "release/");
  check("python3.10-v2.1.0", "python3.10-v", "python3.10-");
  check("log4j-2.17.1", "log4j-", "log4j-");
  check("go1.20.3", "go", "go");
  check("dev1.0", "dev", "dev");
}

TEST(Version, IsNotFoundWhereThereIsNone) {
  for (const char* tag : {"", "v1", "latest", "nightly-2024-01-15", "v1.2.3/x", "v1.2.3-", "v1.2.3-a..b", "v1.", ".1",
                          "v1.2.3 4", "v1.2.\xff"}) {
    EXPECT_FALSE(version_of(tag)) << tag;
  }
}

TEST(Version, ReadsHostileTagsInTime) {
  std::string tag;
  for (int i = 0; i < 200000; ++i) tag += "1.";
  EXPECT_FALSE(version_of(tag));
  EXPECT_TRUE(version_of(tag + "1"));
  EXPECT_FALSE(version_of(std::string(1000000, '1')));
}

TEST(PutInOrder, PlacesATagThatIsNoVersionByItsDate) {
  const auto day = [](int n) { return base::Time(std::chrono::hours(24 * n)); };
  std::vector<Candidate> list;
  for (const auto& [tag, n] : std::vector<std::pair<std::string, int>>{
           {"v2.0.0", 30}, {"summer", 20}, {"v1.0.0", 10}, {"v1.0.1", 40}, {"first", 1}, {"winter", 35}}) {
    list.push_back(candidate_of({tag, "", day(n), false}));
  }
  list.push_back(candidate_of({"undated", "", {}, false}));
  put_in_order(list);
  std::string order;
  for (const auto& one : list) order += one.release.tag + " ";
  EXPECT_EQ(order, "first v1.0.0 summer v1.0.1 v2.0.0 winter undated ");
}

TEST(PutInOrder, GoesByDateWhereNoTagIsAVersion) {
  const auto day = [](int n) { return base::Time(std::chrono::hours(24 * n)); };
  std::vector<Candidate> list = {candidate_of({"b", "", day(1), false}), candidate_of({"a", "", day(2), false}),
                                 candidate_of({"c", "", day(1), false})};
  put_in_order(list);
  EXPECT_EQ(list[0].release.tag + list[1].release.tag + list[2].release.tag, "bca");
}

}  // namespace
}  // namespace perfolio::releases
