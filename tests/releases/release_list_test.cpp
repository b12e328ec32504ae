// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "releases/releases.h"

#include <gtest/gtest.h>

namespace perfolio::releases {
namespace {

/// "WHERE: WHAT" of the refusal.
template <typename Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.fault(), base::Fault::Input);
    return base::to_string(error.where()) + ": " + error.what();
  }
  return "accepted";
}

std::string json_refusal(const std::string& text) {
  return refusal([&] { (void)from_json(text, std::nullopt); });
}

TEST(FromJson, ReadsTagsCommitsAndDates) {
  const auto known = from_json(
      "\xEF\xBB\xBF[{\"tag\":\"v0.10.0\",\"commit\":\"ABCDEF0123\",\"date\":\"2026-02-20T13:00:00+01:00\"},\r\n"
      "{\"tag\":\"v0.9.0-rc.1\",\"commit\":null,\"name\":{\"x\":[1,null,true]}}]",
      std::nullopt);
  ASSERT_EQ(known.releases.size(), 2U);
  EXPECT_EQ(known.releases[0], (model::Release{"v0.9.0-rc.1", "", {}, true}));
  EXPECT_EQ(known.releases[1],
            (model::Release{"v0.10.0", "abcdef0123", base::parse_time("2026-02-20T12:00:00Z"), false}));
}

TEST(FromJson, TakesOnlyTagsThatMatch) {
  const auto known = from_json(R"([{"tag":"a-v1.0"},{"tag":"b-v1.0"}])", base::Pattern("b-*"));
  ASSERT_EQ(known.releases.size(), 1U);
  EXPECT_EQ(known.releases[0].tag, "b-v1.0");
}

TEST(FromJson, RefusesWhatIsNoListOfReleasesWithItsPlace) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"tag":"v1"})", "found an object"},
      {"null", "found null"},
      {R"([1])", "/0: found a number"},
      {R"([{"tag":"v1"},[]])", "/1: found an array"},
      {R"([{"tag":1}])", "/0/tag: found a number"},
      {R"([{"tag":"v1","commit":["x"]}])", "/0/commit: found an array"},
      {R"([{"tag":"v1","date":{}}])", "/0/date: found an object"},
      {R"([{"tag":"v1","date":"soon"}])", "/0/date: is no date: soon"},
      {R"([{"tag":"v1","date":"99999-01-01"}])", "/0/date: is no date"},
      {R"([{"tag":"v1","commit":"main"}])", "/0/commit: is no commit id: main"},
      {R"([{"tag":"v1"},{"commit":"abcdef0"}])", "/1: a release without a tag"},
      {R"([{"tag":""}])", "/0/tag: the tag is empty"},
      {R"([{"tag":null}])", "/0/tag: found null"},
      {R"([{"tag":"v1","tag":"v2"}])", "/0/tag: the key appears twice"},
      {R"([{"tag":"v1"},{"tag":"v1"}])", "/1: the tag v1 is listed twice"},
      {"[]", "lists no release"},
      {"[{\"tag\":\"v1\"}\n,]", "2:2: is not valid JSON"},
      {R"([{"tag":"v1"}] [])", "is not valid JSON"},
      {"", "is not valid JSON"},
      {"[{\"tag\":\"\xff\"}]", "is not valid JSON"},
      {R"([{"tag":"v1","x":1e999}])", "is not valid JSON"}};
  for (const auto& [text, want] : cases) {
    EXPECT_NE(json_refusal(text).find(want), std::string::npos) << text << "\n" << json_refusal(text);
  }
}

TEST(FromJson, RefusesDepthWithoutRecursion) {
  const std::string deep(2000000, '[');
  EXPECT_NE(json_refusal(deep).find("found an array"), std::string::npos);
  EXPECT_NE(json_refusal("[{\"tag\":\"v1\",\"x\":" + deep).find("nested too deeply"), std::string::npos);
}

TEST(MapFromTsv, ReadsCommitsAndTags) {
  const auto map = map_from_tsv("\xEF\xBB\xBF# why\r\nABCDEF01\tv1.0\r\n\n0123456789\t\n0123456\n");
  const std::map<std::string, std::string> want = {{"abcdef01", "v1.0"}, {"0123456789", ""}, {"0123456", ""}};
  EXPECT_EQ(map, want);
}

TEST(MapFromTsv, RefusesBadLinesWithTheirNumber) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"abcdef0\tv1\nmain\tv2", "2: is no commit id of at least 7 hex digits: main"},
      {"abcdef\tv1", "1: is no commit id"},
      {"abcdef0\tv1\tx", "1: more than two columns"},
      {"abcdef0\tv1\nabcdef0\tv2", "2: the commit has another tag further up"},
      {"abcdef0\t\xff", "1: the tag is not UTF-8"},
      {"abcdef0 v1", "1: is no commit id"}};
  for (const auto& [text, want] : cases) {
    const std::string got = refusal([&] { (void)map_from_tsv(text); });
    EXPECT_NE(got.find(want), std::string::npos) << text << "\n" << got;
  }
}

}  // namespace
}  // namespace perfolio::releases
