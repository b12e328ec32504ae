// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "style/style.h"

#include <optional>
#include <string>

namespace perfolio::style {

/// Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").
double contrast(base::Color a, base::Color b);

/// Two tokens that are too near each other to be read.
struct Weakness {
  std::string token;    ///< JSON pointer of the text or line.
  std::string against;  ///< of what it stands on.
  double contrast = 1;
  double least = 4.5;  ///< 4.5 for text, 3 for lines that carry data (WCAG 2.2, 1.4.3 and 1.4.11).
};

/// The first pair of tokens that reports set on each other and nobody could read; none: all can be read.
std::optional<Weakness> weakness(const Style& style);

}  // namespace perfolio::style
