// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace perfolio::test {
namespace {

TEST(JsonWriter, KeepsTheOrderOfKeysAndEscapesWhatJsonAndHtmlDoNotBear) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_object();
  w.text("z", std::string("\"\\\n\x01\x7f</script>\xff", 15));
  w.text("a", "ü");
  w.end_object();
  EXPECT_EQ(out, "{\n \"z\":\"\\\"\\\\\\n\\u0001\\u007f\\u003c/script>\xEF\xBF\xBD\",\n \"a\":\"ü\"\n}\n");
}

TEST(JsonWriter, WritesNoNumberThatJsonDoesNotKnow) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_array();
  for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL, 0.1, 1e300, 3.0}) w.number({}, value);
  w.null({});
  w.truth({}, true);
  w.text_or_null({}, "");
  w.end_array();
  std::erase_if(out, [](char c) { return c == ' ' || c == '\n'; });
  EXPECT_EQ(out, "[null,null,null,0.1,1e+300,3,null,true,null]");
}

TEST(JsonWriter, TakesAnyTextForAKey) {
  std::string out;
  base::JsonWriter w(out, 0);
  w.begin_object();
  w.begin_object("");
  w.count("\"", 1);
  w.end_object();
  w.begin_array("list");
  w.begin_array();
  w.end_array();
  w.end_array();
  w.end_object();
  EXPECT_EQ(out, "{\"\":{\"\\\"\":1},\"list\":[[]]}\n");
}

}  // namespace
}  // namespace perfolio::test
