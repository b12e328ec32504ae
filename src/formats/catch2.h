// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"

#include <string>
#include <string_view>
#include <vector>

/// What Catch2's two reporters of benchmarks share.
namespace perfolio::formats {

/// "TEST CASE SECTION: BENCHMARK". Names of benchmarks need be unique only within their section.
std::string catch2_name(const std::vector<std::string>& title, std::string_view benchmark);

/// Where the XML reporter's text begins at or behind `from`; npos when there is none.
std::size_t catch2_xml_begin(std::string_view bytes, std::size_t from = 0);

/// Reads the XML reporter's texts from `begin` on into `run`. Throws Error{Input} with line and column.
void read_catch2_xml(std::string_view bytes, std::size_t begin, RunSink& sink, model::Run& run);

}  // namespace perfolio::formats
