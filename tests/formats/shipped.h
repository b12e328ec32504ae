// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/kept.h"
#include "formats/known.h"

#include <algorithm>

namespace perfolio::test {

inline std::filesystem::path source_folder() { return PERFOLIO_SOURCE_DIR; }

/// The descriptions in formats/, sorted by name.
inline std::vector<formats::DescriptionFile> shipped_files() {
  std::vector<formats::DescriptionFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "formats")) {
    files.push_back({entry.path().filename().string(), bytes_of(entry.path())});
  }
  std::ranges::sort(files, {}, &formats::DescriptionFile::path);
  return files;
}

/// All that the program knows, as data and as code.
inline const formats::KnownFormats& all_known() {
  static const formats::KnownFormats known(shipped_files);
  return known;
}

}  // namespace perfolio::test
