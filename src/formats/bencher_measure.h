// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/run.h"

#include <string_view>

namespace perfolio::formats {

/// An empty result of a benchmark in one of Bencher's measures, called by its slug ("build-time") or its name ("Build
/// Time"): metric, unit and direction are those that every Bencher project gives it. A measure of the user's own keeps
/// its name, and nothing says which of its values are good.
model::Result bencher_result(std::string_view benchmark, std::string_view measure);

}  // namespace perfolio::formats
