// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/git_object.h"
#include "support/repository.h"
#include "support/runner.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio::publish;
using namespace perfolio::test;

TEST(TreeId, IsTheOneGitGives) {
  if (!has_program("git")) GTEST_SKIP() << "no git";
  // "a" the folder sorts behind "a.svg" and before "a0": its name counts as "a/".
  const BranchFiles files = {
      {"a.svg", "one"}, {"a/x.svg", "two\n"}, {"a/b/y.svg", ""}, {"a0", "µ"}, {"z-dark.svg", "three"}};
  const TempFolder folder;
  for (const auto& [path, bytes] : files) {
    const std::filesystem::path target = folder.path() / path;
    std::filesystem::create_directories(target.parent_path());
    put(target, std::string(bytes));
  }
  const Setting there{.folder = folder.path().string(), .environment = {}};
  run({"git", "init", "-q"}, there);
  run({"git", "add", "-A"}, there);
  EXPECT_EQ(run({"git", "write-tree"}, there).output, tree_id(files) + "\n");
}

}  // namespace
