// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/history.h"
#include "model/timeline.h"

#include <cstdint>
#include <string>
#include <vector>

/// What was known when a release was made: a page about it must not change because a later one was measured.
namespace perfolio::releases {

/// A history without the runs behind a release, and the columns up to it.
struct AsOf {
  model::History history;
  model::Timeline timeline;
};

/// Keeps what lies in the columns up to `column`, and the runs of no release that stand behind an earlier one of them.
AsOf as_of(const model::History& history, const model::Timeline& timeline, std::uint32_t column);

/// Per column a digest (64 hex digits) of all that as_of() keeps for it: equal digests, equal releases. What names the
/// inputs is no part of it: a file that grew by a later run tells the same of an earlier release.
std::vector<std::string> digests(const model::History& history, const model::Timeline& timeline);

}  // namespace perfolio::releases
