// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/reading.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio::publish;
using perfolio::base::Error;

TEST(Reading, TakesWhatIsAskedForAndPassesOverTheRest) {
  const Release release = release_in(
      R"({"id":7,"tag_name":"v1","body":null,"draft":true,"immutable":true,"upload_url":"u","author":{"id":9,"tag_name":"no"},"x":[[1]]})");
  EXPECT_EQ(release.id, 7);
  EXPECT_EQ(release.tag, "v1");
  EXPECT_EQ(release.body, "");
  EXPECT_TRUE(release.draft && release.immutable);
}

TEST(Reading, RefusesOtherTypes) {
  for (const char* bytes : {"[]", "7", "null", "{}", R"({"id":"7","tag_name":"v1"})", R"({"id":7,"tag_name":["v1"]})",
                            R"({"id":-1,"tag_name":"v1"})", R"({"id":1e99999,"tag_name":"v1"})", "xyz"}) {
    EXPECT_THROW(release_in(bytes), Error) << bytes;
  }
  EXPECT_THROW(assets_in("{}"), Error);
  EXPECT_THROW(assets_in("[7]"), Error);
  EXPECT_THROW(sha_in(R"({"sha":"../../x"})"), Error);
  EXPECT_THROW(ref_target_in(R"({"object":[]})"), Error);
  EXPECT_THROW(tree_in(R"({"tree":{}})"), Error);
}

TEST(Reading, TellsACutTextFromAWrongOne) {
  EXPECT_THROW(release_in(R"({"id":7,"tag_n)"), CutShort);
  EXPECT_THROW(release_in(R"([{"id":7},)"), CutShort);
  EXPECT_THROW(release_in(R"({"id":7]})"), Error);
}

TEST(Reading, OfDeepOrEndlessJsonIsRefused) {
  for (const std::size_t depth : {100U, 5000U, 200000U, 5000000U}) {
    EXPECT_THROW(release_in(std::string(depth, '[')), Error) << depth;
    EXPECT_THROW(release_in(R"({"other":)" + std::string(depth, '[')), Error) << depth;
  }
  std::string many = "[0";
  for (int i = 0; i < 1'000'001; ++i) many += ",0";
  EXPECT_THROW(releases_in(many + "]"), Error);
  for (const std::string one : {"{}", "[]", "{\"id\":[]}"}) {
    std::string list = "[" + one;
    for (int i = 0; i < 1'000'001; ++i) list += "," + one;
    EXPECT_THROW(releases_in(list + "]"), Error) << one;
  }
}

TEST(Reading, PassesOverAnyAmountOfWhatNobodyAskedFor) {
  std::string report = R"({"schema":"perfolio-report/1","current":{"tag":"v1"},"benchmarks":[0)";
  for (int i = 0; i < 1'500'000; ++i) report += R"(,{"tag":"v9"})";
  EXPECT_EQ(report_in(report + R"(],"releases":[{"tag":"v1"}]})").tag, "v1");
}

TEST(Reading, OfAComplaintNeverFails) {
  EXPECT_EQ(complaint_in(R"({"message":"no","errors":[{"code":"already_exists","message":"there"},7]})").message,
            "no: there");
  EXPECT_TRUE(complaint_in(R"({"errors":[{"code":"already_exists"}]})").has("already_exists"));
  for (const char* bytes : {"", "<html>", "[]", "{\"message\":7}", "{\"errors\":7}", "{\"message\":"}) {
    EXPECT_EQ(complaint_in(bytes).message, "") << bytes;
  }
  EXPECT_EQ(complaint_in(std::string(200000, '[')).message, "");
}

TEST(Reading, OfAReportKnowsItsReleaseAndWhetherItIsTheNewest) {
  const ReportFacts facts = report_in(
      R"({"schema":"perfolio-report/1","project":{"name":"A"},"columns":"release","current":{"tag":"v1","commit":"c"},"releases":[{"tag":"v1"},{"tag":"v2"}]})");
  EXPECT_EQ(facts.project, "A");
  EXPECT_EQ(facts.tag, "v1");
  EXPECT_FALSE(facts.is_newest);
  EXPECT_TRUE(facts.by_release);
  EXPECT_THROW(report_in("{}"), Error);
  EXPECT_THROW(report_in("{"), Error);
}

}  // namespace
