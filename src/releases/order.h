// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/timeline.h"
#include "releases/version.h"

#include <optional>
#include <string>
#include <vector>

namespace perfolio::releases {

/// A release on its way into the order: `date` is its own, or, when it has none, that of the last run it speaks for.
struct Candidate {
  model::Release release;
  std::optional<Version> version;
  std::optional<base::Time> date;
};

Candidate candidate_of(model::Release release);

/// By version precedence; a tag that is no version goes behind the last release dated at or before it, or, without a
/// date, to the end. The tag breaks ties.
void put_in_order(std::vector<Candidate>& releases);

/// What a version's tags have in common, without the "v": "" for "v1.2.3" and "1.2.3", "core-" for "core-v1.0.0".
std::string family_of(const Version& version);

}  // namespace perfolio::releases
