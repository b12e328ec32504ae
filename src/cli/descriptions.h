// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/config.h"
#include "formats/known.h"

#include <memory>
#include <string>
#include <vector>

namespace perfolio::cli {

/// The formats of one call, and what --format-in means among them.
struct Formats {
  std::unique_ptr<formats::KnownFormats> known;
  std::string name;  ///< of the format that every source is in; empty: recognise.
};

/// Those that are code, those that come with the program, and those that `config` lists. `format_in` is a name, or the
/// path of a description (it ends in .json, or has a '/' in it), which is added. Throws what the descriptions deserve.
Formats formats_for(const Config& config, const std::string& format_in);

/// The descriptions that come with the program; none where it stands alone.
std::vector<formats::DescriptionFile> shipped_descriptions();

}  // namespace perfolio::cli
