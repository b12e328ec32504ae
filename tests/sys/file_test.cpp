// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/file.h"
#include "base/error.h"
#include "support/temp_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace perfolio::sys {
namespace {

using base::Fault;
using test::put;
using test::TempFolder;

Fault fault_of(const std::string& path) {
  try {
    const MappedFile file(path);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.where().file, path);
    return error.fault();
  }
  ADD_FAILURE() << path << " was read";
  return Fault::Outside;
}

TEST(MappedFile, HoldsTheBytesOfTheFile) {
  const TempFolder folder;
  const std::string bytes("a\0b\n", 4);
  put(folder / "x", bytes);
  EXPECT_EQ(MappedFile(folder / "x").bytes(), bytes);
}

TEST(MappedFile, IsEmptyForAnEmptyFile) {
  const TempFolder folder;
  put(folder / "x", "");
  EXPECT_TRUE(MappedFile(folder / "x").bytes().empty());
}

TEST(MappedFile, RefusesWhatIsNoRegularFileWithoutWaiting) {
  const TempFolder folder;
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  std::filesystem::create_symlink(folder / "loop", folder / "loop");
  for (const std::string& path : {folder / "pipe", folder.path().string(), std::string("/dev/zero"), folder / "missing",
                                  folder / "loop", std::string("")}) {
    EXPECT_EQ(fault_of(path), Fault::Input) << path;
  }
}

TEST(MappedFile, RefusesAPathWithANul) { EXPECT_EQ(fault_of(std::string("/etc/passwd\0.txt", 16)), Fault::Input); }

TEST(PathKind, TellsTheKindsApart) {
  const TempFolder folder;
  put(folder / "x", "");
  EXPECT_EQ(path_kind(folder / "x"), PathKind::File);
  EXPECT_EQ(path_kind(folder.path().string()), PathKind::Directory);
  EXPECT_EQ(path_kind(folder / "y"), PathKind::Missing);
  EXPECT_EQ(path_kind("/dev/null"), PathKind::Other);
}

TEST(FilesBelow, ListsRegularVisibleFilesSorted) {
  const TempFolder folder;
  std::filesystem::create_directories(folder.path() / "c" / "d");
  std::filesystem::create_directory(folder.path() / ".git");
  for (const char* name : {"b", "a", ".hidden", "c/d/e", ".git/f"}) put(folder / name, "");
  EXPECT_EQ(files_below(folder.path().string()), (std::vector<std::string>{"a", "b", "c/d/e"}));
}

TEST(FilesBelow, EntersNoLinkedFolder) {
  const TempFolder folder;
  put(folder / "a", "");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "loop");
  EXPECT_EQ(files_below(folder.path().string()), (std::vector<std::string>{"a"}));
}

TEST(FilesBelow, RefusesAMissingFolderAndOneTooDeep) {
  const TempFolder folder;
  EXPECT_THROW(files_below(folder / "none"), base::Error);
  std::string deep = folder.path().string();
  for (int i = 0; i < 40; ++i) deep += "/d";
  std::filesystem::create_directories(deep);
  EXPECT_THROW(files_below(folder.path().string()), base::Error);
}

TEST(MappedFile, ThatIsCutShortWhileItIsReadEndsWithALineThatNamesIt) {
  const test::TempFolder temp;
  const std::string path = temp / "h.jsonl";
  test::put(path, std::string(100000, 'x'));
  EXPECT_EXIT(
      {
        const MappedFile file(path);
        std::filesystem::resize_file(path, 1);
        const volatile char last = file.bytes()[99999];
        (void)last;
        _exit(0);
      },
      ::testing::ExitedWithCode(3), "h.jsonl: was cut short by another program while it was read");
}

}  // namespace
}  // namespace perfolio::sys
