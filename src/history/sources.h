// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/progress.h"
#include "formats/known.h"
#include "history/rules.h"
#include "model/history.h"
#include "sys/git.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::history {

struct ReadOptions {
  std::string format;             ///< --format-in: a format's name; empty: recognise by content.
  const sys::Git* git = nullptr;  ///< answers for SOURCEs of the form REF:PATH; null: they are refused.
  bool pull_requests = false;     ///< keep runs measured on pull requests.
  Rules rules;
  const formats::KnownFormats* known = nullptr;  ///< null: the formats that are code.
  base::Progress* progress = nullptr;            ///< hears of bytes.
};

/// Reads every SOURCE (a file, a folder, "-", or REF:PATH) and merges what they hold into one history. The order of
/// sources and of runs in them does not matter to the result. Throws when a SOURCE cannot be read or nothing is found.
model::History read_sources(const std::vector<std::string>& sources, const ReadOptions& options);

/// The same, but for copying: every run keeps its results as its source states them, and there are no series. Runs are
/// in the order of the sources (sorted by name) and of what they hold.
model::History read_runs(const std::vector<std::string>& sources, const ReadOptions& options);

/// Hands over the bytes of one SOURCE (a file, "-", or REF:PATH), for who reads them by other rules. Throws as above.
void with_bytes(const std::string& source, const sys::Git* git, const std::function<void(std::string_view)>& take);

}  // namespace perfolio::history
