// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/append_file.h"
#include "base/error.h"
#include "support/temp_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <thread>

namespace perfolio::sys {
namespace {

using base::Error;
using base::Fault;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::bytes_of;
using test::put;
using test::TempFolder;

std::string complaint_of(const std::string& path, Fault fault, milliseconds patience = seconds(5)) {
  try {
    const AppendFile file(path, patience);
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), fault);
    EXPECT_EQ(error.where().file, path);
    return error.what();
  }
  return "";
}

TEST(AppendFile, AppendsBehindWhatIsKept) {
  const TempFolder folder;
  put(folder / "x", "one\ntorn");
  {
    AppendFile file(folder / "x", seconds(5));
    EXPECT_EQ(file.bytes(), "one\ntorn");
    file.append(4, "two\n");
  }
  EXPECT_EQ(bytes_of(folder / "x"), "one\ntwo\n");
}

TEST(AppendFile, MakesTheFileAndRemovesItWhenNothingWasWritten) {
  const TempFolder folder;
  {
    const AppendFile file(folder / "x", seconds(5));
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "x"));
  AppendFile(folder / "x", seconds(5)).append(0, "one\n");
  EXPECT_EQ(bytes_of(folder / "x"), "one\n");
  put(folder / "empty", "");
  {
    const AppendFile file(folder / "empty", seconds(5));
  }
  EXPECT_TRUE(std::filesystem::exists(folder / "empty"));
}

TEST(AppendFile, RefusesWhatIsNoFileWithoutWaitingOrFollowing) {
  const TempFolder folder;
  put(folder / "x", "mine");
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  std::filesystem::create_symlink(folder / "x", folder / "link");
  std::filesystem::create_symlink(folder / "nowhere", folder / "dangling");
  EXPECT_EQ(complaint_of(folder / "pipe", Fault::Input), "is a pipe, not a file");
  EXPECT_EQ(complaint_of(folder / "link", Fault::Input), "is a link, not a file");
  EXPECT_EQ(complaint_of(folder / "dangling", Fault::Input), "is a link, not a file");
  EXPECT_EQ(complaint_of(folder.path().string(), Fault::Input), "is a folder, not a file");
  EXPECT_EQ(complaint_of("/dev/full", Fault::Input), "is a device, not a file");
  EXPECT_EQ(complaint_of(folder / "no/where", Fault::Input), "cannot open: No such file or directory");
  EXPECT_EQ(complaint_of(folder / "x/y", Fault::Input), "cannot open: Not a directory");
  EXPECT_EQ(bytes_of(folder / "x"), "mine");
  EXPECT_FALSE(std::filesystem::exists(folder / "nowhere"));
}

TEST(AppendFile, WaitsForTheLockAndThenSeesWhatWasWritten) {
  const TempFolder folder;
  auto first = std::make_unique<AppendFile>(folder / "x", seconds(5));
  std::string seen;
  std::thread second([&] {
    AppendFile file(folder / "x", seconds(20));
    seen = file.bytes();
    file.append(seen.size(), "two\n");
  });
  std::this_thread::sleep_for(milliseconds(30));
  first->append(0, "one\n");
  first.reset();
  second.join();
  EXPECT_EQ(seen, "one\n");
  EXPECT_EQ(bytes_of(folder / "x"), "one\ntwo\n");
}

TEST(AppendFile, GivesUpOnALockThatIsNeverFree) {
  const TempFolder folder;
  const AppendFile first(folder / "x", seconds(5));
  EXPECT_EQ(complaint_of(folder / "x", Fault::Outside, milliseconds(20)), "another program has kept it locked for 0 s");
}

TEST(AppendFile, IsTheOneOfThatNameAlsoWhenItWasReplacedWhileWaiting) {
  const TempFolder folder;
  put(folder / "x", "old\n");
  put(folder / "new", "new\n");
  auto first = std::make_unique<AppendFile>(folder / "x", seconds(5));
  std::thread second([&] { AppendFile(folder / "x", seconds(20)).append(4, "more\n"); });
  std::this_thread::sleep_for(milliseconds(30));
  std::filesystem::rename(folder / "new", folder / "x");
  first.reset();
  second.join();
  EXPECT_EQ(bytes_of(folder / "x"), "new\nmore\n");
}

/// Runs in a child, whose limits end with it; tells whether it returned true.
bool in_child(const std::function<bool()>& action) {
  const pid_t child = fork();
  if (child == 0) _exit(action() ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool fails_outside(const std::string& path, std::size_t keep, const std::string& more) {
  try {
    AppendFile(path, seconds(5)).append(keep, more);
  } catch (const Error& error) {
    return error.fault() == Fault::Outside && std::string(error.what()).starts_with("cannot write: ");
  }
  return false;
}

TEST(AppendFile, TakesBackWhatDidNotFit) {
  const TempFolder folder;
  const std::string before = std::string(5000, 'a') + "\n";
  // Within the last block, at its very end, and in the middle of what is written.
  for (const rlim_t limit : {5001UL, 5002UL, 5100UL, 8192UL, 9999UL}) {
    put(folder / "x", before);
    EXPECT_TRUE(in_child([&] {
      const rlimit most{limit, limit};
      setrlimit(RLIMIT_FSIZE, &most);
      return fails_outside(folder / "x", before.size(), std::string(5000, 'b') + "\n");
    })) << limit;
    EXPECT_EQ(bytes_of(folder / "x"), before) << limit;
  }
}

TEST(AppendFile, OfAnotherOwnerIsAnErrorOfTheOutside) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  const TempFolder folder;
  put(folder / "x", "mine");
  std::filesystem::permissions(folder / "x", std::filesystem::perms::owner_read);
  EXPECT_EQ(complaint_of(folder / "x", Fault::Outside), "cannot write: Permission denied");
}

}  // namespace
}  // namespace perfolio::sys
