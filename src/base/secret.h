// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

/// What nobody may read in a log: passwords in addresses of databases.
namespace perfolio::base {

/// The text with every occurrence of `secret` as "***"; an empty secret is none.
std::string without(std::string text, std::string_view secret);

/// The text with what stands between the colon and the last @ of postgresql://USER:PASSWORD@..., where a port should
/// be and is none, behind its question mark, and behind password=, as "***": for what repeats words of a command line
/// that were not understood.
std::string without_passwords(std::string_view text);

}  // namespace perfolio::base
