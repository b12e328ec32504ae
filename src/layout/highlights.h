// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/page.h"

/// "What this release means for you": the maintainer's plain words, and two bars from zero that show each.
namespace perfolio::layout {

/// All of them as one picture, 880 units wide and as high as it needs. Precondition: there is one.
Scene highlights_scene(const model::Report& report, const style::Style& style, const TextMetrics& metrics);

}  // namespace perfolio::layout
