// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace perfolio::publish {

/// Files of one folder of a branch: path below it ("tiles/parser.svg") -> bytes, which must live as long.
using BranchFiles = std::map<std::string, std::string_view>;

/// The id that git gives to a tree of these files, all of mode 100644: equal ids are equal folders.
std::string tree_id(const BranchFiles& files);

}  // namespace perfolio::publish
