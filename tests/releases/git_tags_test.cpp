// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "releases/releases.h"
#include "support/repository.h"

#include <gtest/gtest.h>

namespace perfolio::releases {
namespace {

using test::Repository;

KnownReleases known_of(const Repository& repository, const std::optional<base::Pattern>& tags = std::nullopt) {
  return from_git(sys::GitProcess(repository.folder()), tags);
}

std::string tags_of(const KnownReleases& known) {
  std::string text;
  for (const auto& release : known.releases) text += (text.empty() ? "" : " ") + release.tag;
  return text;
}

std::string release_with(const KnownReleases& known, const std::string& commit) {
  const auto entry = known.contained.find(commit);
  return entry == known.contained.end() ? "" : known.releases[entry->second].tag;
}

/// "what | hint" of the refusal.
std::string refusal(const std::string& folder) {
  try {
    (void)from_git(sys::GitProcess(folder), std::nullopt);
  } catch (const base::Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "";
}

TEST(FromGit, GivesEachCommitOfALineItsNextTag) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  const auto c = repository.commit("main", {b}, 3);
  const auto d = repository.commit("main", {c}, 4);
  repository.tag("v1.9.0", b);
  repository.annotated_tag("v1.10.0", c);
  const auto known = known_of(repository);
  EXPECT_EQ(tags_of(known), "v1.9.0 v1.10.0");
  EXPECT_EQ(release_with(known, a), "v1.9.0");
  EXPECT_EQ(release_with(known, b), "v1.9.0");
  EXPECT_EQ(release_with(known, c), "v1.10.0");
  EXPECT_EQ(release_with(known, d), "");
  EXPECT_EQ(known.untagged, std::vector<std::string>{d});
  EXPECT_EQ(known.releases[1].commit, c) << "the commit, not the tag object";
  EXPECT_EQ(base::to_date(known.releases[0].date.value()), "2020-01-03");
}

TEST(FromGit, GivesAMaintenanceBranchItsOwnReleases) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  const auto fix = repository.commit("v1", {a}, 30);
  const auto merged = repository.commit("main", {b, fix}, 40);
  repository.tag("v1.4.0", a);
  repository.tag("v2.0.0", b);
  repository.tag("v1.4.9", fix);
  repository.tag("v2.0.1", merged);
  const auto known = known_of(repository);
  EXPECT_EQ(tags_of(known), "v1.4.0 v1.4.9 v2.0.0 v2.0.1");
  EXPECT_EQ(release_with(known, b), "v2.0.0");
  EXPECT_EQ(release_with(known, fix), "v1.4.9");
  EXPECT_EQ(release_with(known, merged), "v2.0.1");
}

TEST(FromGit, ReachesTheLineBehindATagOnASideBranch) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto side = repository.commit("release", {a}, 2);
  const auto b = repository.commit("main", {a}, 3);
  repository.tag("v1.0.0", side);
  const auto known = known_of(repository);
  EXPECT_EQ(release_with(known, a), "v1.0.0");
  EXPECT_EQ(release_with(known, b), "");
}

TEST(FromGit, CountsPreReleasesAsReleases) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  repository.tag("v2.0.0-rc.1", a);
  repository.tag("v2.0.0", b);
  const auto known = known_of(repository);
  EXPECT_EQ(release_with(known, a), "v2.0.0-rc.1");
  EXPECT_TRUE(known.releases[0].prerelease);
  EXPECT_FALSE(known.releases[1].prerelease);
}

TEST(FromGit, PrefersTheBareFamilyAndSaysWhatItLeavesOut) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  for (const char* tag : {"1.0.0", "v1.1.0", "core-v3.0.0", "latest"}) repository.tag(tag, a);
  const auto known = known_of(repository);
  EXPECT_EQ(tags_of(known), "1.0.0 v1.1.0");
  ASSERT_EQ(known.diagnostics.size(), 1U);
  EXPECT_EQ(known.diagnostics[0].text, "other families of tags are left out (--tags chooses): core-v*");
  EXPECT_EQ(tags_of(known_of(repository, base::Pattern("core-*"))), "core-v3.0.0");
}

TEST(FromGit, AsksWhichFamilyWhenNoneIsBare) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  repository.tag("core-v1.0.0", a);
  repository.tag("web-v1.0.0", a);
  EXPECT_EQ(refusal(repository.folder()),
            "the repository has several families of release tags: core-v*, web-v* | say "
            "which one is reported, e.g. --tags 'core-v*'");
}

TEST(FromGit, LeavesOutMovingTagsThatMatchThePattern) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  for (const char* tag : {"v1", "v1.0.0", "v1.1.0"}) repository.tag(tag, a);
  const auto known = known_of(repository, base::Pattern("v*"));
  EXPECT_EQ(tags_of(known), "v1.0.0 v1.1.0");
  ASSERT_EQ(known.diagnostics.size(), 1U);
  EXPECT_EQ(known.diagnostics[0].text, "tags that are no versions are left out: v1");
}

TEST(FromGit, GoesByDateWhereTheChosenTagsAreNoVersions) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  repository.tag("winter", a);
  repository.tag("autumn", b);
  const auto known = known_of(repository, base::Pattern("*"));
  EXPECT_EQ(tags_of(known), "winter autumn");
  EXPECT_EQ(release_with(known, b), "autumn");
}

TEST(FromGit, PassesOverTagsThatLeadToNoCommit) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  repository.tag("v1.0.0", a);
  repository.tag("v2.0.0", repository.git({"rev-parse", a + "^{tree}"}));
  EXPECT_EQ(tags_of(known_of(repository)), "v1.0.0");
}

TEST(FromGit, RefusesAShallowCloneWithAHint) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  repository.tag("v1.0.0", repository.commit("main", {a}, 2));
  test::put(repository.folder() + "/.git/shallow", repository.git({"rev-parse", "main"}) + "\n");
  const std::string text = refusal(repository.folder());
  EXPECT_EQ(text.rfind("the repository is a shallow clone", 0), 0U) << text;
  EXPECT_NE(text.find("fetch-depth: 0"), std::string::npos) << text;
}

TEST(FromGit, SaysWhyThereAreNoReleases) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  EXPECT_EQ(refusal(repository.folder()).rfind("the repository has no tags | ", 0), 0U);
  repository.tag("latest", a);
  EXPECT_EQ(refusal(repository.folder()).rfind("no tag of the repository is a version | ", 0), 0U);
  const test::TempFolder folder;
  EXPECT_EQ(refusal(folder.path().string()).rfind("git: not a git repository", 0), 0U);
}

/// Answers from memory, for histories larger than a test should make.
class CannedGit final : public sys::Git {
 public:
  std::string tags, commits;
  [[nodiscard]] std::string run(const std::vector<std::string>& arguments) const override {
    if (arguments[0] == "rev-parse") return "false\n";
    return arguments[0] == "for-each-ref" ? tags : commits;
  }
};

TEST(FromGit, WalksADeepHistoryWithoutRecursion) {
  CannedGit git;
  const auto id = [](int n) {
    const std::string digits = std::to_string(n);
    return std::string(40 - digits.size(), '0') + digits;
  };
  for (int n = 300000; n > 0; --n) git.commits += id(n) + " " + id(n - 1) + "\n";
  for (int n = 1; n <= 500; ++n) {
    git.tags += "v1." + std::to_string(n) + ".0\tcommit\t" + id(n * 600) + "\t\t\t" + std::to_string(n * 1000) + "\n";
  }
  const auto known = from_git(git, std::nullopt);
  EXPECT_EQ(known.contained.size(), 300001U);
  EXPECT_EQ(release_with(known, id(601)), "v1.2.0");
}

/// "tag<what it follows" of each release.
std::string lines_of(const KnownReleases& known) {
  std::string text;
  for (std::size_t i = 0; i < known.releases.size(); ++i) {
    const auto& before = known.follows.at(i);
    text += (text.empty() ? "" : " ") + known.releases[i].tag + "<" + (before ? known.releases[*before].tag : "");
  }
  return text;
}

std::string release_before(const KnownReleases& known, const std::string& commit) {
  const auto entry = known.after.find(commit);
  return entry == known.after.end() ? "" : known.releases[entry->second].tag;
}

TEST(FromGit, LetsAPatchReleaseFollowItsBranchAndTheNextMajorWhatItBranchedFrom) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  const auto c = repository.commit("main", {b}, 10);
  const auto d = repository.commit("main", {c}, 20);
  const auto fix3 = repository.commit("v1", {b}, 11);
  const auto fix4 = repository.commit("v1", {fix3}, 21);
  repository.tag("v1.9.1", a);
  repository.tag("v1.9.2", b);
  repository.tag("v2.0.0", c);
  repository.tag("v2.1.0", d);
  repository.tag("v1.9.3", fix3);
  repository.tag("v1.9.4", fix4);
  EXPECT_EQ(lines_of(known_of(repository)),
            "v1.9.1< v1.9.2<v1.9.1 v1.9.3<v1.9.2 v1.9.4<v1.9.3 v2.0.0<v1.9.2 v2.1.0<v2.0.0");
}

TEST(FromGit, LetsAReleaseBehindAMergeFollowTheHigherVersion) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  const auto fix = repository.commit("v1", {a}, 30);
  const auto merged = repository.commit("main", {b, fix}, 40);
  const auto later = repository.commit("v1", {fix}, 50);
  repository.tag("v1.4.0", a);
  repository.tag("v2.0.0", b);
  repository.tag("v1.4.9", fix);
  repository.tag("v2.0.1", merged);
  repository.tag("v1.4.10", later);
  EXPECT_EQ(lines_of(known_of(repository)), "v1.4.0< v1.4.9<v1.4.0 v1.4.10<v1.4.9 v2.0.0<v1.4.0 v2.0.1<v2.0.0");
}

TEST(FromGit, TakesTheReleaseAboveWhereAHigherVersionLiesBelowIt) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  const auto side = repository.commit("side", {a}, 3);
  const auto merged = repository.commit("main", {side, b}, 4);
  repository.tag("v2.0.0", a);
  repository.tag("v1.0.0", b);
  repository.tag("v3.0.0", merged);
  EXPECT_EQ(lines_of(known_of(repository)), "v1.0.0< v2.0.0< v3.0.0<v1.0.0") << "and none follows a higher one";
}

TEST(FromGit, FindsTheLineOfReleasesTaggedOnBranchesOfTheirOwn) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  const auto c = repository.commit("main", {b}, 3);
  const auto d = repository.commit("main", {c}, 4);
  repository.tag("v1.0.0", a);
  repository.tag("v1.1.0", repository.commit("r11", {b}, 5));
  repository.tag("v1.2.0", repository.commit("r12", {c}, 6));
  const auto known = known_of(repository);
  EXPECT_EQ(lines_of(known), "v1.0.0< v1.1.0<v1.0.0 v1.2.0<v1.1.0");
  EXPECT_EQ(release_before(known, d), "v1.2.0");
}

TEST(FromGit, PutsAnUnreleasedCommitBehindTheReleasesOfItsBranch) {
  const Repository repository;
  const auto a = repository.commit("main", {}, 1);
  const auto b = repository.commit("main", {a}, 2);
  const auto next = repository.commit("main", {b}, 9);
  const auto fix = repository.commit("v1", {a}, 3);
  const auto more = repository.commit("v1", {fix}, 8);
  const auto again = repository.commit("v1", {more}, 9);
  repository.tag("v1.9.4", a);
  repository.tag("v1.9.5", fix);
  repository.tag("v2.0.0", b);
  auto known = known_of(repository);
  EXPECT_EQ(release_before(known, next), "v2.0.0");
  EXPECT_EQ(release_before(known, more), "v1.9.5");
  EXPECT_EQ(release_before(known, again), "v1.9.5");
  repository.git({"tag", "-d", "v2.0.0"});
  known = known_of(repository);
  EXPECT_EQ(release_before(known, next), "v1.9.5") << "the main branch goes on behind the patches of its last release";
}

/// What grew with commits times releases would be two thousand million steps.
TEST(FromGit, FindsTheLinesOfThousandsOfReleases) {
  CannedGit git;
  const auto id = [](int n) {
    const std::string digits = std::to_string(n);
    return std::string(40 - digits.size(), '0') + digits;
  };
  constexpr int kReleases = 10000;
  // Ten commits a release on main, a patch branch of one commit off each, merged back two releases later.
  for (int n = kReleases * 10; n > 0; --n) {
    git.commits += id(n) + " " + id(n - 1);
    if (n % 10 == 5 && n > 20) git.commits += " " + id(1000000 + (n / 10 - 2) * 10);
    git.commits += "\n";
    if (n % 10 == 0) git.commits += id(1000000 + n) + " " + id(n) + "\n";
  }
  for (int n = 1; n <= kReleases; ++n) {
    const std::string minor = "v1." + std::to_string(n);
    git.tags += minor + ".0\tcommit\t" + id(n * 10) + "\t\t\t" + std::to_string(n * 1000) + "\n";
    git.tags += minor + ".1\tcommit\t" + id(1000000 + n * 10) + "\t\t\t" + std::to_string(n * 1000) + "\n";
  }
  const auto known = from_git(git, std::nullopt);
  ASSERT_EQ(known.follows.size(), 2U * kReleases);
  for (std::size_t i = 2; i < known.follows.size(); ++i) {
    ASSERT_EQ(known.follows[i], i % 2 == 1 ? i - 1 : i - 2) << known.releases[i].tag;
  }
}

TEST(FromGit, SurvivesAnswersThatMakeNoSense) {
  CannedGit git;
  git.tags = "v1.0.0\tcommit\tabc\t\t\t99999999999999999999\nv2.0.0\n\t\t\t\t\t\n";
  git.commits = "abc abc\n\n \n";
  const auto known = from_git(git, std::nullopt);
  EXPECT_EQ(tags_of(known), "v1.0.0");
  EXPECT_FALSE(known.releases[0].date);
}

}  // namespace
}  // namespace perfolio::releases
