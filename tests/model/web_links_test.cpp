// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/web_links.h"

#include <gtest/gtest.h>

#include <string>

namespace perfolio::model {
namespace {

const std::string kOld = "0123456789abcdef";
const std::string kNew = "fedcba9876543210";

TEST(WebPages, KnowsEachHostsOwnWays) {
  struct Expected {
    const char *project, *release, *commit, *compare, *request;
  };
  const Expected all[] = {
      {"https://github.com/a/b", "/releases/tag/core%2Fv1", "/commit/", "/compare/0123456789abcdef...fedcba9876543210",
       "/pull/12"},
      {"https://gitlab.example.org:8443/g/s/b", "/-/releases/core%2Fv1", "/-/commit/",
       "/-/compare/0123456789abcdef...fedcba9876543210", nullptr},
      {"https://codeberg.org/a/b", "/releases/tag/core/v1", "/commit/", "/compare/0123456789abcdef...fedcba9876543210",
       "/pulls/12"},
      {"https://bitbucket.org/a/b", "/commits/tag/core%2Fv1", "/commits/",
       "/branches/compare/fedcba9876543210%0D0123456789abcdef", "/pull-requests/12"},
  };
  for (const Expected& e : all) {
    for (const char* tail : {"", "/", ".git"}) {
      const WebPages pages(std::string(e.project) + tail);
      EXPECT_EQ(pages.project(), std::string(e.project) + tail);
      EXPECT_EQ(pages.release("core/v1"), std::string(e.project) + e.release);
      EXPECT_EQ(pages.commit(kOld), e.project + std::string(e.commit) + kOld);
      EXPECT_EQ(pages.compare(kOld, kNew), std::string(e.project) + e.compare);
      EXPECT_EQ(pages.pull_request("12"), e.request == nullptr ? "" : e.project + std::string(e.request));
    }
  }
}

TEST(WebPages, OfAnUnknownHostAreTheProjectAndItsCommits) {
  const WebPages pages("https://git.example.org/a/b/");
  EXPECT_EQ(pages.project(), "https://git.example.org/a/b/");
  EXPECT_EQ(pages.commit(kOld), "https://git.example.org/a/b/commit/" + kOld);
  EXPECT_EQ(pages.release("v1") + pages.compare(kOld, kNew) + pages.pull_request("1"), "");
  EXPECT_EQ(WebPages("https://github.com/a").release("v1"), "") << "an owner has no releases";
  EXPECT_EQ(WebPages("https://github.com/a/b?x=1").release("v1"), "");
}

TEST(WebPages, NothingThatIsNoPlainAddressGivesAnyPage) {
  for (const char* bad :
       {"", "javascript:alert(1)", "ftp://github.com/a/b", "https://", "https://user:pw@github.com/a/b",
        "https://github.com/a b/c", "https://github.com/a/b'c", "https://github.com/a/<b>", "https://git\nhub.com/a/b",
        "//github.com/a/b", "https://github.com:x/a/b", "https://g\xc3\xbcthub.com/a/b", "https://github.com/a\\b/c"}) {
    const WebPages pages(bad);
    EXPECT_EQ(pages.project() + pages.release("v1") + pages.commit(kOld) + pages.compare(kOld, kNew), "") << bad;
  }
}

TEST(WebPages, PartsAreEncodedOrRefused) {
  const WebPages pages("https://github.com/a/b");
  EXPECT_EQ(pages.release("v1'); \xc3\xa4@x#y"), "https://github.com/a/b/releases/tag/v1%27%29%3B%20%C3%A4%40x%23y");
  EXPECT_EQ(pages.release(""), "");
  EXPECT_EQ(pages.commit("0123"), "");
  EXPECT_EQ(pages.commit("0123456../../x"), "");
  EXPECT_EQ(pages.compare(kOld, kOld), "");
  EXPECT_EQ(pages.compare(kOld, "HEAD"), "");
  EXPECT_EQ(pages.pull_request("1/../2"), "");
  EXPECT_EQ(pages.pull_request("1234567890"), "");
}

}  // namespace
}  // namespace perfolio::model
