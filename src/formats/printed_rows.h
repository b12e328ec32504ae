// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"
#include "formats/lines.h"

#include <optional>
#include <string>
#include <string_view>

/// What readers of printed tables share.
namespace perfolio::formats {

/// Collects the one run that a printed text holds.
class PrintedRows {
 public:
  /// Both outlive it. `tool` is what a text without results is said to lack.
  PrintedRows(std::string_view bytes, std::string_view tool, RunSink& sink);

  /// One value as it stands in `line`; its direction follows from `better`, or from the unit where that is empty. NaN
  /// and a zero that was rounded are told to the sink and give null; a number that cannot be kept throws Error{Input}.
  /// The result is valid until the next one.
  model::Result* add(const Line& line, std::string_view name, std::string_view metric, std::string_view number,
                     std::string_view unit, std::optional<units::Direction> better = {});

  /// What the text says of the run as a whole.
  model::Run& run() { return run_; }

  /// Tells equal names apart and hands the run over; throws Error{Input} when there is no result.
  void finish();

 private:
  std::string_view bytes_;
  RunSink& sink_;
  model::Run run_;
};

}  // namespace perfolio::formats
