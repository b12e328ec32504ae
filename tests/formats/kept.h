// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "formats/format.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace perfolio::test {

/// Keeps all a reader hands over.
struct Kept final : formats::RunSink {
  std::vector<model::Run> runs;
  std::vector<base::Diagnostic> diagnostics;
  std::map<std::string, std::size_t> left_out;
  std::string url;

  void run(model::Run run) override { runs.push_back(std::move(run)); }
  void diagnostic(base::Diagnostic diagnostic) override { diagnostics.push_back(std::move(diagnostic)); }
  void ignored(std::string_view reason) override { ++left_out[std::string(reason)]; }
  void repository_url(std::string_view link) override { url = link; }
  [[nodiscard]] std::size_t points() const {
    std::size_t count = 0;
    for (const model::Run& run : runs) count += run.results.size();
    return count;
  }
};

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string fixture(const std::string& name) {
  return bytes_of(std::filesystem::path(PERFOLIO_SOURCE_DIR) / "tests/data/formats" / name);
}

inline std::filesystem::path shared() { return std::filesystem::path(PERFOLIO_SOURCE_DIR) / "../shared"; }

inline void read(std::string_view format, std::string_view bytes, Kept& kept) {
  formats::format_named(format).file->read(bytes, kept);
}

/// The complaint as a user sees it, or "" when the bytes are read.
inline std::string complaint(std::string_view format, std::string_view bytes) {
  try {
    Kept kept;
    read(format, bytes, kept);
  } catch (const base::Error& error) {
    return base::to_string(error.where()) + ": " + error.what();
  }
  return "";
}

}  // namespace perfolio::test
