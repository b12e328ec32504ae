// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "cli/command.h"

#include <filesystem>

namespace perfolio::cli {

namespace {

namespace fs = std::filesystem;

bool is_complete(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "fonts" / "Inter-Regular.otf", error) &&
         fs::is_regular_file(folder / "styles" / "light.json", error);
}

/// The program's own file, links followed. A path that is not absolute would be looked for in the folder of the caller.
fs::path program_file() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (program.is_absolute()) return program;
  throw base::Error(base::Fault::Outside, {"/proc/self/exe", {}}, "the program cannot find out where it is installed",
                    "perfolio needs /proc to be mounted");
}

}  // namespace

std::string resource_folder() {
  const fs::path program = program_file();
  const fs::path installed = program.parent_path().parent_path() / "share" / "perfolio";
  if (is_complete(installed)) return installed.string();
  // Not installed: built in build/PRESET of the source tree.
  fs::path folder = program.parent_path();
  for (int up = 0; up < 4 && folder.has_relative_path(); ++up, folder = folder.parent_path()) {
    if (is_complete(folder)) return folder.string();
  }
  throw base::Error(base::Fault::Outside, {installed.string(), {}},
                    "perfolio's fonts and styles are not where they belong",
                    "its share/perfolio must stand beside the folder the program is in");
}

}  // namespace perfolio::cli
