// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/commits_between.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace perfolio::history {
namespace {

TEST(PullRequest, IsReadFromTheSubject) {
  EXPECT_EQ(pull_request_in("Faster calls (#123)"), "123");
  EXPECT_EQ(pull_request_in("Merge pull request #7 from a/b"), "7");
  EXPECT_EQ(pull_request_in("Fix (#12) and more"), "");
  EXPECT_EQ(pull_request_in("(#x)"), "");
  EXPECT_EQ(pull_request_in("(#12345678901)"), "");
  EXPECT_EQ(pull_request_in(""), "");
}

/// Answers one log, and keeps what it was asked.
struct Answer final : sys::Git {
  std::string out;
  bool fails = false;
  mutable std::vector<std::string> asked;
  [[nodiscard]] std::string run(const std::vector<std::string>& arguments) const override {
    asked = arguments;
    if (fails) throw base::Error(base::Fault::Outside, {}, "bad revision");
    return out;
  }
};

const std::string kBefore(40, 'a');
const std::string kAfter(40, 'b');

TEST(CommitsBetween, AreTheNewestTenAndACount) {
  Answer git;
  for (int i = 0; i < 13; ++i)
    git.out += std::string(39, 'c') +
               "0\x1f"
               "Ann\x1f"
               "Change " +
               std::to_string(i) + " (#5)" + '\0';
  const CommitRange range = commits_between(git, kBefore, kAfter, "https://example.org/a/b/");
  ASSERT_EQ(range.newest.size(), 10U);
  EXPECT_EQ(range.more, 3U);
  EXPECT_EQ(range.newest[0].subject, "Change 0 (#5)");
  EXPECT_EQ(range.newest[0].author, "Ann");
  EXPECT_EQ(range.newest[0].pull_request, "5");
  EXPECT_EQ(range.newest[0].url, "https://example.org/a/b/commit/" + std::string(39, 'c') + "0");
}

TEST(CommitsBetween, HaveNoAddressesAndNoLinksElsewhere) {
  Answer git;
  git.out =
      "c1\x1f"
      "ann@example.org\x1f"
      "x" +
      std::string(1, '\0');
  const CommitRange range = commits_between(git, kBefore, kAfter, "javascript:alert(1)");
  EXPECT_EQ(range.newest.at(0).author, "");
  EXPECT_EQ(range.newest.at(0).url, "");
}

TEST(CommitsBetween, AskGitForNothingThatIsNoCommit) {
  Answer git;
  EXPECT_TRUE(commits_between(git, "--output=x", kAfter, "").newest.empty());
  EXPECT_TRUE(commits_between(git, kAfter, kAfter, "").newest.empty());
  EXPECT_TRUE(git.asked.empty());
  git.fails = true;
  EXPECT_TRUE(commits_between(git, kBefore, kAfter, "").newest.empty());
}

}  // namespace
}  // namespace perfolio::history
