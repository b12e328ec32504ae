// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "support/temp_folder.h"
#include "sys/file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>

namespace perfolio::sys {
namespace {

namespace fs = std::filesystem;
using base::Fault;
using test::bytes_of;
using test::put;
using test::TempFolder;

/// Everything below a folder but the manifest: path -> bytes, or where a link leads.
std::map<std::string, std::string> content(const fs::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    if (entry.is_symlink()) {
      all[name] = "-> " + fs::read_symlink(entry.path()).string();
    } else if (!entry.is_directory() && name != ".perfolio") {
      all[name] = bytes_of(entry.path());
    }
  }
  return all;
}

std::size_t count_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::optional<Fault> fault_of(const std::string& folder, const OutputSet& files, Existing existing = Existing::Refuse) {
  try {
    write_folder(folder, files, existing);
  } catch (const base::Error& error) {
    return error.fault();
  }
  return std::nullopt;
}

const OutputSet kOld = {{"index.html", "old"}, {"charts/a.svg", "old a"}, {"charts/b.svg", "old b"}};
const OutputSet kNew = {{"index.html", "new"}, {"charts/a.svg", "new a"}, {"tiles/vm/c.svg", "new c"}};

TEST(WriteFolder, RefusesANameThatLeadsOutOfItInEveryBuild) {
  const TempFolder temp;
  for (const std::string name : {"../x", "/x", "a/../../x", "a//b", "", "a\nb", ".perfolio"}) {
    EXPECT_EQ(fault_of(temp / "out", {{name, "bytes"}}), Fault::Usage) << name;
  }
  EXPECT_EQ(count_in(temp.path()), 0U);
}

TEST(WriteFolder, RemovesWhatKilledCallsLeftAndNothingElse) {
  const TempFolder temp;
  const pid_t dead = fork();
  if (dead == 0) _exit(0);
  waitpid(dead, nullptr, 0);
  const std::string gone = ".perfolio-" + std::to_string(dead) + "-0";
  const std::string alive = ".perfolio-" + std::to_string(getpid()) + "-7";
  for (const std::string& name : {gone, alive, std::string(".perfolio-x-0"), gone + "0x"})
    fs::create_directory(temp / name);
  put(temp / gone + "/half.pdf", "half");
  write_folder(temp / "out", kNew, Existing::Refuse);
  EXPECT_FALSE(fs::exists(temp / gone));
  EXPECT_EQ(count_in(temp.path()), 4U);
}

TEST(WriteFolder, EndsWellForTwentyFirstReportsAtOnce) {
  const TempFolder temp;
  std::vector<pid_t> children;
  for (int i = 0; i < 20; ++i) {
    children.push_back(fork());
    if (children.back() == 0) _exit(fault_of(temp / "out", kNew) ? 1 : 0);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  EXPECT_EQ(content(temp / "out"), kNew);
  EXPECT_EQ(count_in(temp.path()), 1U);
}

TEST(WriteFolder, WritesAllFilesIntoANewFolder) {
  const TempFolder temp;
  write_folder(temp / "deep/er/out/", kOld, Existing::Refuse);
  EXPECT_EQ(content(temp / "deep/er/out"), kOld);
  EXPECT_EQ(count_in(temp / "deep/er"), 1U);
}

TEST(WriteFolder, ReplacesAnEarlierReportAsAWhole) {
  const TempFolder temp;
  write_folder(temp / "out", kOld, Existing::Refuse);
  write_folder(temp / "out", kNew, Existing::Refuse);
  EXPECT_EQ(content(temp / "out"), kNew);
  EXPECT_EQ(count_in(temp.path()), 1U);
}

TEST(WriteFolder, TakesAnEmptyFolderAndKeepsItsPermissions) {
  const TempFolder temp;
  fs::create_directory(temp / "out");
  fs::permissions(temp / "out", fs::perms::owner_all);
  write_folder(temp / "out", kNew, Existing::Refuse);
  EXPECT_EQ(content(temp / "out"), kNew);
  EXPECT_EQ(fs::status(temp / "out").permissions(), fs::perms::owner_all);
}

TEST(WriteFolder, RefusesAFolderWithForeignFilesAndLeavesIt) {
  const TempFolder temp;
  write_folder(temp / "out", kOld, Existing::Refuse);
  put(temp / "out/charts/mine.txt", "mine");
  const auto before = content(temp / "out");
  EXPECT_EQ(fault_of(temp / "out", kNew), Fault::Usage);
  EXPECT_EQ(content(temp / "out"), before);
  EXPECT_EQ(count_in(temp.path()), 1U);
}

TEST(WriteFolder, RefusesALinkWhereAnEarlierFileWas) {
  const TempFolder temp;
  write_folder(temp / "out", kOld, Existing::Refuse);
  fs::remove(temp / "out/index.html");
  put(temp / "victim", "victim");
  fs::create_symlink(temp / "victim", temp / "out/index.html");
  EXPECT_EQ(fault_of(temp / "out", kNew), Fault::Usage);
  EXPECT_EQ(fault_of(temp / "out", kNew, Existing::Force), std::nullopt);
  EXPECT_EQ(bytes_of(temp / "victim"), "victim");
  EXPECT_EQ(content(temp / "out"), kNew);
}

TEST(WriteFolder, KeepsForeignFilesWhenForced) {
  const TempFolder temp;
  write_folder(temp / "out", kOld, Existing::Refuse);
  fs::create_directories(temp / "out/notes/deep");
  put(temp / "out/notes/deep/mine.txt", "mine");
  fs::create_symlink("nowhere", temp / "out/link");
  write_folder(temp / "out", kNew, Existing::Force);
  auto want = kNew;
  want["notes/deep/mine.txt"] = "mine";
  want["link"] = "-> nowhere";
  EXPECT_EQ(content(temp / "out"), want);
  EXPECT_EQ(fault_of(temp / "out", kNew), Fault::Usage) << "the kept files became ours";
}

TEST(WriteFolder, RefusesAFolderInThePlaceOfAFileEvenWhenForced) {
  const TempFolder temp;
  fs::create_directories(temp / "out/index.html");
  put(temp / "out/index.html/x", "x");
  EXPECT_EQ(fault_of(temp / "out", kNew, Existing::Force), Fault::Usage);
  EXPECT_EQ(bytes_of(temp / "out/index.html/x"), "x");
  EXPECT_EQ(count_in(temp.path()), 1U);
}

TEST(WriteFolder, NeverFollowsALinkAtItsTarget) {
  const TempFolder temp;
  fs::create_directory(temp / "victim");
  fs::create_symlink(temp / "victim", temp / "out");
  EXPECT_EQ(fault_of(temp / "out", kNew), Fault::Usage);
  EXPECT_EQ(fault_of(temp / "out", kNew, Existing::Force), Fault::Usage);
  EXPECT_EQ(count_in(temp / "victim"), 0U);
}

TEST(WriteFolder, NeverFollowsALinkForAFolderInside) {
  const TempFolder temp;
  fs::create_directories(temp / "victim");
  put(temp / "victim/a.svg", "victim");
  write_folder(temp / "out", {{"index.html", "x"}}, Existing::Refuse);
  fs::create_symlink(temp / "victim", temp / "out/charts");
  EXPECT_EQ(fault_of(temp / "out", kNew), Fault::Usage);
  EXPECT_EQ(fault_of(temp / "out", kNew, Existing::Force), Fault::Usage);
  EXPECT_EQ(bytes_of(temp / "victim/a.svg"), "victim");
}

TEST(WriteFolder, BelievesNoManifestThatIsALink) {
  const TempFolder temp;
  put(temp / "list", "perfolio-output/1\nmine.txt\n");
  fs::create_directory(temp / "out");
  fs::create_symlink(temp / "list", temp / "out/.perfolio");
  put(temp / "out/mine.txt", "mine");
  EXPECT_EQ(fault_of(temp / "out", kNew), Fault::Usage);
}

TEST(WriteFolder, RefusesNamesThatCannotBeReplaced) {
  const TempFolder temp;
  put(temp / "file", "x");
  for (const std::string& name : {std::string(""), std::string("."), std::string(".."), std::string("/"), temp / "..",
                                  temp / "file", std::string("a\0b", 3)}) {
    EXPECT_EQ(fault_of(name, kNew), Fault::Usage) << name;
  }
}

TEST(WriteFolder, SaysWhenTheParentCannotBeWritten) { EXPECT_EQ(fault_of("/proc/perfolio/out", kNew), Fault::Outside); }

TEST(WriteFolder, SaysWhenTheParentIsReadOnly) {
  if (geteuid() == 0) GTEST_SKIP() << "nothing is read-only to root";
  const TempFolder temp;
  fs::permissions(temp.path(), fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(fault_of(temp / "out", kNew), Fault::Outside);
  fs::permissions(temp.path(), fs::perms::owner_all);
}

/// Runs `action` in a child; its exit code, or -1 when a signal ended it.
template <typename Action>
pid_t in_child(Action action) {
  const pid_t child = fork();
  if (child == 0) _exit(action());
  return child;
}

int exit_code(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(WriteFolder, LeavesTheOldReportWhenTheDiskIsFull) {
  const TempFolder temp;
  write_folder(temp / "out", kOld, Existing::Refuse);
  // A limit on file sizes fails a write midway, as a full disk does.
  const pid_t child = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    setrlimit(RLIMIT_FSIZE, &limit);
    return fault_of(temp / "out", {{"a", "small"}, {"b", std::string(5000, 'x')}}) == Fault::Outside ? 7 : 8;
  });
  EXPECT_EQ(exit_code(child), 7);
  EXPECT_EQ(content(temp / "out"), kOld);
  EXPECT_EQ(count_in(temp.path()), 1U);
}

TEST(WriteFolder, IsWholeWheneverItIsKilled) {
  const TempFolder temp;
  OutputSet one, two;
  for (int i = 0; i < 60; ++i) {
    one["f" + std::to_string(i)] = "1";
    two["f" + std::to_string(i)] = "2";
  }
  write_folder(temp / "out", one, Existing::Refuse);
  int killed = 0;
  for (unsigned delay = 0; delay < 40; ++delay) {
    const pid_t child = in_child([&] {
      for (;;) {
        write_folder(temp / "out", two, Existing::Refuse);
        write_folder(temp / "out", one, Existing::Refuse);
      }
      return 0;
    });
    usleep(500 + delay * 411);
    kill(child, SIGKILL);
    killed += exit_code(child) == -1 ? 1 : 0;
    const auto now = content(temp / "out");
    ASSERT_TRUE(now == one || now == two) << "after " << delay;
  }
  EXPECT_EQ(killed, 40);
  write_folder(temp / "out", kNew, Existing::Refuse);
  EXPECT_EQ(content(temp / "out"), kNew) << "leftovers got in the way";
}

}  // namespace
}  // namespace perfolio::sys
