// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace perfolio::emit {

/// The bytes in the zlib format (RFC 1950). How hard it tries depends on their number and on nothing else: the same
/// bytes give the same.
std::string deflated(std::string_view bytes);

}  // namespace perfolio::emit
