// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/git_object.h"
#include "publish/base64.h"
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

TEST(Base64, HasTheVectorsOfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xff\xfe\x00"), "//4=");
}

}  // namespace
