// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/json_document.h"

#include "formats/kept.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

using formats::JsonDocument;
using formats::JsonNode;

std::string place_of_refusal(const JsonNode& node) {
  try {
    node.refuse("no");
  } catch (const base::Error& error) {
    return error.where().pointer;
  }
}

TEST(JsonDocument, SaysThatALocaleGroupsDigits) {
  for (const std::string number : {"1,234,567", "12,345", "999,000,001,002"}) {
    EXPECT_NE(complaint("google-benchmark",
                        R"({"context":{},"benchmarks":[{"name":"a","iterations": )" + number + R"(,"real_time":1}]})")
                  .find("digits are grouped"),
              std::string::npos)
        << number;
  }
  EXPECT_EQ(complaint("google-benchmark", R"({"a": 1,2,"b":3})").find("digits are grouped"), std::string::npos);
}

TEST(JsonDocument, AnswersWhatStandsWhere) {
  Kept kept;
  const JsonDocument document(R"({"a":[{"b":"x"},{"b":"2.5"},null],"n":[1,2,"3"],"t":true})", kept);
  const JsonNode root = document.root();
  EXPECT_EQ(root["a"].items().size(), 3U);
  EXPECT_EQ(root["a"].items()[0]["b"].text(), "x");
  EXPECT_EQ(root["a"].items()[1]["b"].number(kept), 2.5);
  EXPECT_FALSE(root["a"].items()[2]);
  EXPECT_EQ(root["n"].numbers(kept), (std::vector<double>{1, 2, 3}));
  EXPECT_TRUE(root["t"].is_true());
  EXPECT_EQ(root.items()[2].key(), "t");
}

TEST(JsonDocument, CanBeAskedForWhatIsNotThere) {
  Kept kept;
  const JsonDocument document(R"({"a":1})", kept);
  const JsonNode nothing = document.root()["x"]["y"];
  EXPECT_FALSE(nothing);
  EXPECT_EQ(nothing.number(kept), std::nullopt);
  EXPECT_EQ(nothing.text(), "");
  EXPECT_TRUE(nothing.items().empty());
  EXPECT_TRUE(nothing.numbers(kept).empty());
  EXPECT_TRUE(kept.left_out.empty());
}

TEST(JsonDocument, SaysWhere) {
  Kept kept;
  const JsonDocument document(R"({"a":[1,{"b/c":{}}],"d":{}})", kept);
  const JsonNode root = document.root();
  EXPECT_EQ(place_of_refusal(root), "");
  EXPECT_EQ(place_of_refusal(root["a"].items()[1]["b/c"]), "/a/1/b~1c");
  EXPECT_EQ(place_of_refusal(root["d"]["e"]), "/d/e");
  EXPECT_THROW((void)root["a"].items()[1].number(kept), base::Error);
  EXPECT_THROW((void)root["d"].list("a list"), base::Error);
}

TEST(JsonDocument, SaysWhereInAsManyStepsAsThePlaceIsDeepAtEverySize) {
  for (const std::size_t size : {10U, 100U, 1000U, 10000U}) {
    std::string text = R"({"list":[)";
    for (std::size_t i = 0; i < size; ++i) text += i == 0 ? R"({"v":"x"})" : R"(,{"v":"x"})";
    Kept kept;
    const JsonDocument document(text + "]}", kept);
    for (const JsonNode& item : document.root()["list"].items()) item["v"].note(kept, "odd");
    ASSERT_EQ(kept.diagnostics.size(), size);
    EXPECT_EQ(kept.diagnostics.back().where.pointer, "/list/" + std::to_string(size - 1) + "/v");
    EXPECT_EQ(document.steps(), 3 * size);
  }
}

TEST(JsonDocument, KeepsLongListsOfNumbersAndMixedOnes) {
  Kept kept;
  const JsonDocument document(R"([[1,2,3],[1,null,NaN,4],[1,[2],3]])", kept);
  const auto lists = document.root().items();
  EXPECT_EQ(lists[0].numbers(kept).size(), 3U);
  EXPECT_EQ(lists[1].numbers(kept), (std::vector<double>{1, 4}));
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 2U);
  EXPECT_EQ(lists[2].items()[1].numbers(kept), (std::vector<double>{2}));
  EXPECT_TRUE(lists[2].items()[2].is_number());
}

TEST(JsonDocument, TakesTheLastOfTwoLikeKeysAndSaysSo) {
  Kept kept;
  const JsonDocument document(R"({"a":1,"a":2})", kept);
  EXPECT_EQ(document.root()["a"].number(kept), 2);
  EXPECT_EQ(kept.diagnostics.size(), 1U);
}

TEST(JsonDocument, ReadsOneLineOfMany) {
  Kept kept;
  const std::string bytes = "{\"a\":1}\n{\"a\":NaN}\n{\"a\":}";
  EXPECT_FALSE(JsonDocument(bytes, 8, 17, kept).root()["a"].number(kept));
  try {
    JsonDocument(bytes, 18, bytes.size(), kept);
    ADD_FAILURE();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.where().line, 3);
    EXPECT_EQ(error.where().column, 6);
  }
}

TEST(JsonDocument, RefusesMoreThanASingleRunHolds) {
  Kept kept;
  std::string bytes = "[";
  for (int i = 0; i < 5'000'001; ++i) bytes += "\"\",";
  bytes.back() = ']';
  EXPECT_THROW(JsonDocument(bytes, kept), base::Error);
}

}  // namespace
}  // namespace perfolio::test
