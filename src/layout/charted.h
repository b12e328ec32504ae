// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/page.h"
#include "model/report.h"

#include <cstddef>
#include <vector>

namespace perfolio::layout {

/// Which series a document draws, and how large: the rest are rows of its list, which has a line for each of them.
struct Charted {
  std::vector<std::size_t> large;                      ///< what changed now, alerts, breaks a limit, or is asked for.
  std::vector<std::size_t> small;                      ///< what changed before only, in the order of the groups.
  std::size_t large_left_out = 0, small_left_out = 0;  ///< for want of room: of more than a document can show.
};

Charted charted(const model::Report& report, const DocumentOptions& options);

}  // namespace perfolio::layout
