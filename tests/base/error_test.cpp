// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"

#include "base/text.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace perfolio::base {
namespace {

TEST(Where, PrintsAsMuchAsIsKnown) {
  EXPECT_EQ(to_string(Where{}), "");
  EXPECT_EQ(to_string(Where{"a.json", "", 3, 7}), "a.json:3:7");
  EXPECT_EQ(to_string(Where{"a.json", "", 3, 0}), "a.json:3");
  EXPECT_EQ(to_string(Where{"a.json", "/runs/0", 0, 0}), "a.json: /runs/0");
  EXPECT_EQ(to_string(Where{"", "/runs/0", 0, 0}), "/runs/0");
  EXPECT_EQ(to_string(Where{"", "", 3, 7}), "line 3:7");
  EXPECT_EQ(to_string(Where{"", "", 0, 7}), "");
  EXPECT_EQ(to_string(Where{"a\nb\x1B", "/x\n", 1, 1}), "a\\u000ab\\u001b:1:1: /x\\u000a");
}

TEST(ErrorText, IsOnePrintableLineWhateverTheInputSays) {
  const Error error(Fault::Input, {}, "bad \x1B[31m name\n\xFF", "try\nthat");
  EXPECT_STREQ(error.what(), "bad \\u001b[31m name\\u000a\uFFFD");
  EXPECT_EQ(error.hint(), "try\\u000athat");
}

TEST(ErrorText, QuotesNoMoreThanFitsOnAScreen) {
  const Error error(Fault::Input, {}, std::string(799, 'a') + std::string(100000, '\n'));
  EXPECT_EQ(std::string(error.what()), std::string(799, 'a') + "\\...");
  std::string accents;
  for (int i = 0; i < 1000; ++i) accents += "\u00e4";
  const std::string cut = Error(Fault::Input, {}, "a" + accents).what();
  EXPECT_EQ(cut.size(), 799U + 3U);
  EXPECT_TRUE(is_utf8(cut));
  EXPECT_LT(to_string(Where{"f.json", "/" + accents, 0, 0}).size(), 900U);
}

TEST(InFile, NamesTheFileOnlyWhereNoneIsKnown) {
  const auto file_of = [](const Where& where) {
    try {
      in_file("outer.json", [&] { throw Error(Fault::Input, where, "x"); });
    } catch (const Error& error) {
      return to_string(error.where());
    }
    return std::string("nothing came through");
  };
  EXPECT_EQ(file_of({"", "/a", 0, 0}), "outer.json: /a");
  EXPECT_EQ(file_of({"inner.json", "", 2, 0}), "inner.json:2");
}

TEST(InFile, LetsOtherExceptionsPass) {
  EXPECT_THROW(in_file("f", [] { throw std::runtime_error("x"); }), std::runtime_error);
}

}  // namespace
}  // namespace perfolio::base
