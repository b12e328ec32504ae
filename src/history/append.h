// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
#include "model/run.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::history {

/// A run that is to become a line of a history.
struct Addition {
  model::Run run;
  /// Whether somebody stated the date. One that was taken from the clock says nothing about two runs being the same.
  bool dated = true;
};

/// What becomes of a run that the history has already.
enum class Twice { Refuse, Skip, Allow };

/// What is to be written behind the first `keep` bytes of a history.
struct Lines {
  std::size_t keep = 0;
  std::string text;
  std::vector<const model::Run*> added;  ///< into the additions given.
  std::size_t skipped = 0;
  bool first = false;  ///< the history had no run before.
};

/// Decides what of `additions` goes into the history that holds `bytes`. Two runs are the same when commit, suite,
/// environment and date are and they have a benchmark in common; without a commit, or without a stated date, when what
/// they measured is the same to the last digit. Throws Error{Input} when `bytes` are no history, or a run is there
/// twice and `twice` refuses it; the error names the line, not the file.
Lines lines_for(std::string_view bytes, const std::vector<Addition>& additions, Twice twice,
                std::vector<base::Diagnostic>& notes);

inline constexpr std::chrono::milliseconds kPatience = std::chrono::seconds(60);

/// Appends the runs to the file, all or none, under its lock. A torn last line is cut off and noted. `notes` are filled
/// also when this throws.
Lines append_runs(const std::string& path, const std::vector<Addition>& additions, Twice twice,
                  std::vector<base::Diagnostic>& notes, std::chrono::milliseconds patience = kPatience);

}  // namespace perfolio::history
