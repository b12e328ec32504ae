// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/address.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio::publish;

TEST(Address, IsTakenApart) {
  const auto address = parse_address("HTTPS://API.GitHub.com/repos/a?b=c");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->scheme, "https");
  EXPECT_EQ(address->host, "api.github.com");
  EXPECT_EQ(address->port, "443");
  EXPECT_EQ(address->path, "/repos/a?b=c");
  EXPECT_EQ(address->origin(), "https://api.github.com");
  EXPECT_EQ(parse_address("http://[::1]:8080/x")->origin(), "http://[::1]:8080");
}

TEST(Address, ThatTwoReadersCouldUnderstandDifferentlyIsNone) {
  for (const char* text :
       {"", "github.com", "//github.com", "ftp://github.com", "javascript:x", "https://", "https://a b",
        "https://user@github.com", "https://user:pass@github.com", "https://github.com\\@evil",
        "https://github.com#@evil", "https://github.com:443:80", "https://github.com:", "https://github.com:port",
        "https://a\nb", "https://gïthub.com", "https://[::1", "https://a%40b", "https://:80"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

TEST(Loopback, IsNoNameThatOnlyLooksLikeIt) {
  for (const char* text : {"http://127.0.0.1", "http://127.9.9.9:1", "http://localhost:80", "http://[::1]"}) {
    EXPECT_TRUE(is_loopback(*parse_address(text))) << text;
  }
  for (const char* text : {"http://127.0.0.1.evil.example", "http://127.evil.0.1", "http://localhost.evil.example",
                           "http://128.0.0.1", "http://0.0.0.0", "http://127.1", "http://[::2]", "http://127..0.1"}) {
    EXPECT_FALSE(is_loopback(*parse_address(text))) << text;
  }
}

TEST(Hosts, OfThePublicApiTakeUploadsAtTheirOwn) {
  const Hosts hosts = Hosts::from("", "");
  EXPECT_EQ(hosts.server, "https://github.com");
  EXPECT_TRUE(hosts.allow(*parse_address("https://uploads.github.com/x")));
  EXPECT_TRUE(hosts.allow(*parse_address("https://api.github.com/x")));
  for (const char* text : {"http://uploads.github.com/x", "https://uploads.github.com:444/x", "https://github.com/x",
                           "https://uploads.github.com.evil.example/x", "https://evil.example/"}) {
    EXPECT_FALSE(hosts.allow(*parse_address(text))) << text;
  }
}

TEST(Hosts, OfAnEnterpriseServerAreOne) {
  const Hosts hosts = Hosts::from("https://git.example/api/v3/", "");
  EXPECT_EQ(hosts.api.path, "/api/v3");
  EXPECT_EQ(hosts.server, "https://git.example");
  EXPECT_TRUE(hosts.allow(*parse_address("https://git.example/api/uploads/x")));
  EXPECT_FALSE(hosts.allow(*parse_address("https://uploads.git.example/x")));
  EXPECT_EQ(Hosts::from("https://api.tree.ghe.com", "").server, "https://tree.ghe.com");
  EXPECT_TRUE(Hosts::from("https://api.tree.ghe.com", "").allow(*parse_address("https://uploads.tree.ghe.com/x")));
  // A name of anybody's that begins with "api." grants nothing to another one.
  EXPECT_FALSE(Hosts::from("https://api.example", "").allow(*parse_address("https://uploads.example/x")));
}

TEST(Hosts, InTheClearAreOnlyThisMachine) {
  EXPECT_THROW(Hosts::from("http://git.example", ""), perfolio::base::Error);
  EXPECT_NO_THROW(Hosts::from("http://127.0.0.1:8080", ""));
}

TEST(PercentEncoded, LeavesNothingThatSeparates) {
  EXPECT_EQ(percent_encoded("core/v1 ?#%&é~"), "core%2Fv1%20%3F%23%25%26%C3%A9~");
}

}  // namespace
