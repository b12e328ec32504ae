// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/handles.h"

#include <string_view>

namespace perfolio::draw {

/// The pixels of somebody's PNG. Throws as png_size does.
SurfacePtr png_surface(std::string_view bytes);

}  // namespace perfolio::draw
