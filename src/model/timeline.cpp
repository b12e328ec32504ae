// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/timeline.h"

namespace perfolio::model {

bool is_on_line(const Timeline& timeline, std::uint32_t column, std::uint32_t ancestor) {
  while (ancestor != kNoColumn) {
    while (column != kNoColumn && column > ancestor) column = timeline.follows[column];
    if (column == ancestor) return true;
    if (!timeline.columns[ancestor].prerelease) return false;
    ancestor = timeline.follows[ancestor];
  }
  return false;
}

}  // namespace perfolio::model
