// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/font_set.h"
#include "layout/scene.h"

#include <string>

namespace perfolio::draw {

/// The scene as a PNG of `scale` pixels per point.
std::string png(const layout::Scene& scene, double scale, const FontSet& fonts);

}  // namespace perfolio::draw
