// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace perfolio::draw {

/// Where fonts are.
struct FontFiles {
  // A folder alone is a whole answer: perfolio's own fonts, and no others.
  FontFiles(std::string own_folder) : own(std::move(own_folder)) {}  // NOLINT(google-explicit-constructor)
  FontFiles(std::string own_folder, std::vector<std::string> others)
      : own(std::move(own_folder)), fallback(std::move(others)) {}
  std::string own;                    ///< folder of the bundled fonts.
  std::vector<std::string> fallback;  ///< folders of fonts for letters that those lack, the first wins.
};

}  // namespace perfolio::draw
