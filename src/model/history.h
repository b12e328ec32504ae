// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
#include "model/run.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace perfolio::model {

/// Where bytes came from, and what was found in them.
struct Input {
  std::string path;    ///< as the user named it.
  std::string sha256;  ///< of the bytes read.
  std::string format;
  std::size_t runs = 0;
  std::size_t points = 0;
  /// What was left out and how often, by reason; sorted by reason.
  std::map<std::string, std::size_t> ignored;
};

/// One benchmark x metric x environment (x suite) over time, in columns: a million points must fit in memory.
/// Values are in the base unit of `unit`. Columns have the same length; `lower`/`upper` are empty when no point has
/// bounds, else hold the value itself where a point has none.
struct Series {
  std::string suite;
  std::string benchmark;
  std::string metric;
  Environment environment;
  units::Unit unit;  ///< factor 1: the base unit.
  units::Direction better = units::Direction::Lower;
  std::string estimator;
  std::string per;                 ///< as the newest run that states it has it.
  std::string spread;              ///< what the newest run's source writes beside the value, verbatim.
  bool exact = false;              ///< a source says that it has no noise: any difference is a change.
  double resolution = 0;           ///< Result::resolution in the base unit, the largest of its points; 0: none.
  std::vector<std::uint32_t> run;  ///< index into History::runs.
  std::vector<double> value;
  std::vector<double> lower, upper;
  std::vector<std::uint32_t> samples;  ///< raw observations behind each value; empty when no point has several.
  Parameters parameters = {};          ///< as the newest run that states them has them.
};

/// The series of these points, in this order, in all its columns; `points` are indices into them.
void take_points(Series& series, std::span<const std::uint32_t> points);

/// All runs known, in no particular order. Their results are folded into `series`, and `runs[i].results` is empty; or,
/// in a history that is only copied, still in the runs, and `series` is empty.
struct History {
  std::vector<Run> runs;
  std::vector<Series> series;  ///< sorted by suite, benchmark, metric, environment.
  std::string repository_url;  ///< as the source states it (data.js `repoUrl`); http(s) or empty.
  std::vector<Input> inputs;
  std::vector<base::Diagnostic> diagnostics;
};

}  // namespace perfolio::model
