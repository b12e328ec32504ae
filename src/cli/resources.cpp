// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "cli/command.h"

#include <filesystem>

namespace perfolio::cli {

std::string resource_folder() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const auto complete = [&](const fs::path& folder) {
    return fs::is_regular_file(folder / "fonts" / "Inter-Regular.otf", error) &&
           fs::is_regular_file(folder / "styles" / "light.json", error);
  };
  const fs::path installed = program.parent_path().parent_path() / "share" / "perfolio";
  if (complete(installed)) return installed.string();
  fs::path folder = program.parent_path();
  for (int up = 0; up < 4 && folder.has_relative_path(); ++up, folder = folder.parent_path()) {
    if (complete(folder)) return folder.string();
  }
  throw base::Error(base::Fault::Outside, {program.string(), {}},
                    "perfolio's fonts and styles are not where they belong",
                    "they are installed to share/perfolio beside the program's bin folder");
}

}  // namespace perfolio::cli
