// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/text.h"
#include "layout/text_metrics.h"

namespace perfolio::test {

/// A font in which every letter is half an em wide: widths that a reader of a test can compute.
class HalfEm : public layout::TextMetrics {
 public:
  [[nodiscard]] double width(std::string_view text, const layout::Font& font) const override {
    return 0.5 * font.size * static_cast<double>(base::code_point_count(text));
  }
};

}  // namespace perfolio::test
