// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"
#include "formats/lines.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// What the readers of tables and of the reports of load generators share.
namespace perfolio::formats {

/// "3.81ms" as number and unit; "12" has an empty unit. Nothing where it does not begin with a digit.
std::optional<std::pair<std::string_view, std::string_view>> split_quantity(std::string_view word);

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

  /// Requests that failed, as the tool counts them: told as one diagnostic; a count of 0 is none.
  void failed(std::string_view name, std::string_view count, std::string_view what);

  /// Tells equal names apart and hands the run over; throws Error{Input} when there is no result.
  void finish();

 private:
  std::string_view bytes_;
  RunSink& sink_;
  model::Run run_;
};

}  // namespace perfolio::formats
