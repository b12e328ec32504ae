// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/git.h"

#include "base/error.h"
#include "support/repository.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace perfolio::sys {
namespace {

using test::Repository;
using test::TempFolder;

/// A variable of the environment for one test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = getenv(name)) before_ = before;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() {
    if (before_.empty()) {
      unsetenv(name_);
    } else {
      setenv(name_, before_.c_str(), 1);
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::string before_;
};

/// "what | hint" of the failure of a call.
std::string complaint(const std::string& folder, const std::vector<std::string>& arguments) {
  try {
    return "no complaint, but: " + GitProcess(folder).run(arguments);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.fault(), base::Fault::Outside);
    return std::string(error.what()) + " | " + error.hint();
  }
}

TEST(GitProcess, GivesTheOutput) {
  const Repository repository;
  EXPECT_EQ(GitProcess(repository.folder()).run({"rev-parse", "--is-bare-repository"}), "false\n");
}

TEST(GitProcess, SaysThatAFolderIsNoRepository) {
  const TempFolder folder;
  const std::string text = complaint(folder.path().string(), {"for-each-ref"});
  EXPECT_EQ(text.rfind("git: not a git repository", 0), 0U) << text;
  EXPECT_NE(text.find("--repo-dir"), std::string::npos) << text;
}

TEST(GitProcess, SaysThatAFolderIsMissing) {
  const TempFolder folder;
  EXPECT_NE(complaint(folder / "none", {"for-each-ref"}).find("--repo-dir"), std::string::npos);
}

TEST(GitProcess, SaysThatGitIsMissing) {
  const TempFolder folder;
  const Variable path("PATH", folder.path().string());
  EXPECT_EQ(complaint(folder.path().string(), {"version"}),
            "git is not installed, or not in PATH | install git, or give the releases with --releases FILE");
}

TEST(GitProcess, ShowsAHintForARepositoryOfSomebodyElse) {
  const TempFolder folder;
  test::put(folder / "git",
            "#!/bin/sh\necho \"fatal: detected dubious ownership in repository at '/x'\" >&2\nexit 128\n");
  std::filesystem::permissions(folder / "git", std::filesystem::perms::owner_all);
  const Variable path("PATH", folder.path().string() + ":/bin:/usr/bin");
  EXPECT_EQ(complaint("/x", {"tag"}),
            "git: detected dubious ownership in repository at '/x' | if you trust it: git config "
            "--global --add safe.directory /x");
}

TEST(GitProcess, ReadsMuchOnBothPipesWithoutStopping) {
  const TempFolder folder;
  test::put(folder / "git",
            "#!/bin/sh\ni=0\nwhile [ $i -lt 4000 ]; do\n"
            "echo 0123456789012345678901234567890123456789 >&2\necho 0123456789012345678901234567890123456789\n"
            "i=$((i+1))\ndone\n");
  std::filesystem::permissions(folder / "git", std::filesystem::perms::owner_all);
  const Variable path("PATH", folder.path().string() + ":/bin:/usr/bin");
  EXPECT_EQ(GitProcess("/").run({}).size(), 4000U * 41);
}

TEST(GitProcess, IsNotLedElsewhereByTheEnvironment) {
  const Repository here;
  const Repository there;
  const Variable variable("GIT_DIR", there.folder() + "/.git");
  EXPECT_EQ(GitProcess(here.folder()).run({"rev-parse", "--show-toplevel"}),
            std::filesystem::canonical(here.folder()).string() + "\n");
}

TEST(GitProcess, RunsNoProgramTheRepositoryNames) {
  const Repository repository;
  const std::string trace = repository.folder() + "/ran";
  test::put(repository.folder() + "/.git/evil", "#!/bin/sh\ntouch '" + trace + "'\n");
  std::filesystem::permissions(repository.folder() + "/.git/evil", std::filesystem::perms::owner_all);
  repository.git({"config", "core.fsmonitor", repository.folder() + "/.git/evil"});
  repository.git({"config", "core.pager", repository.folder() + "/.git/evil"});
  (void)GitProcess(repository.folder()).run({"status"});
  EXPECT_FALSE(std::filesystem::exists(trace));
}

TEST(GitProcess, GivesArgumentsToNoShell) {
  const Repository repository;
  EXPECT_EQ(GitProcess(repository.folder()).run({"rev-parse", "--sq-quote", "$(id);*"}), " '$(id);*'\n");
}

}  // namespace
}  // namespace perfolio::sys
