// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace perfolio::emit {

/// How hard to try. A document that is sent around is worth twelve times the time for a tenth of its bytes; one of two
/// hundred pages is not.
enum class Effort { Small, Middle, Large };

/// The bytes in the zlib format (RFC 1950). Beyond a megabyte they are Large, whatever is wanted.
std::string deflated(std::string_view bytes, Effort effort);

}  // namespace perfolio::emit
