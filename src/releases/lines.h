// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "releases/order.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace perfolio::releases {

/// The release that another follows, and how that is known.
struct Followed {
  std::optional<std::size_t> release;
  model::LineBy by = model::LineBy::None;
};

/// For releases in order: what the history says (`by_history`, of the same length), else what versions and dates say.
std::vector<Followed> followed(const std::vector<Candidate>& ordered,
                               const std::vector<std::optional<std::size_t>>& by_history);

/// Which releases are those of the main line, where nothing but versions and dates tells: all but those dated after a
/// final release of a higher version.
std::vector<bool> main_line(const std::vector<Candidate>& ordered);

}  // namespace perfolio::releases
