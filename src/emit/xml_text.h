// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace perfolio::emit {

/// The text with the five characters that are markup in XML written as references: safe as content and as an attribute.
std::string xml_text(std::string_view text);

}  // namespace perfolio::emit
