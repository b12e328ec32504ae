// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/run.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace perfolio::formats {

struct RunSink;

/// Appends the run to `out` as one line of a history, its newline included. Numbers are in their shortest form that
/// reads back the same; a result's direction is always written, inferred where its source says nothing.
void append_line(const model::Run& run, std::string& out);

/// How a history ends: behind the first `whole` bytes stands only what is torn, if anything.
struct HistoryEnd {
  std::size_t whole = 0;
  bool newline = true;  ///< whether the last whole line has one.
};

/// Follows a history line by line; a file without any is fine. What is left out of a line is told to the sink; the runs
/// go to `take`. Throws Error{Input} (without the file) at the first line that is no run of ours.
HistoryEnd read_history(std::string_view bytes, RunSink& sink, const std::function<void(model::Run, int line)>& take);

/// Whether it can be a history: it begins as one, or holds nothing yet.
bool begins_history(std::string_view bytes);

}  // namespace perfolio::formats
