// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/config.h"
#include "layout/page.h"

namespace perfolio::cli {

/// The project's logo, a PNG, its path meant from the folder of the config that names it; without alternative text.
/// Empty where the config names none. Throws Error{Input} for what is no PNG, with how to make one of an SVG.
layout::Logo read_logo(const Config& config);

}  // namespace perfolio::cli
