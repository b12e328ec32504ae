// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What must hold whatever bytes are read. Asked by the fuzzer, and by a test for the bytes it once found.
namespace perfolio::test {

/// The names of all that is fed: every format, "recognised" for the choice among them, and what else parses.
std::vector<std::string> fuzz_targets();

/// Feeds `bytes` to the target of that name. Empty when all promises hold; else what is wrong, in one line. A folder's
/// format gets a file for each part between 0x1D bytes, whose first line is its path.
std::string broken_promise(std::string_view target, std::string_view bytes);

}  // namespace perfolio::test
