// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace perfolio::base {

std::string base64(std::string_view bytes);

}  // namespace perfolio::base
