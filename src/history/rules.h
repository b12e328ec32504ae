// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/pattern.h"
#include "model/run.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::history {

/// What a maintainer knows better than a source: the unit of results that state none or a wrong one, or which values
/// are good.
struct Override {
  std::vector<base::Pattern> match;  ///< names of benchmarks (new names, where there is an alias).
  std::string metric;                ///< empty: any.
  std::string unit;                  ///< empty: as stated.
  std::optional<units::Direction> better;
};

/// How runs are changed before anything is made of them.
struct Rules {
  std::map<std::string, std::string> aliases;  ///< old name of a benchmark -> the new one.
  std::vector<base::Pattern> ignore;           ///< benchmarks to leave out, by their new names.
  std::vector<Override> overrides;             ///< where several match, the last one wins.
  /// Filled, where it is there, with how many results each alias renamed.
  std::shared_ptr<std::map<std::string, std::size_t>> renamed;
};

/// Applies the rules to the results of a run. Results that are left out, by the rules or because their name asks for it
/// (as Bencher's users write it: "_bencher_ignore", "BencherIgnore", "-bencher-ignore" at the end), are told to
/// `ignored` by reason.
void apply(const Rules& rules, model::Run& run, const std::function<void(std::string_view)>& ignored);

}  // namespace perfolio::history
