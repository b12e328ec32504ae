// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <cstdint>
#include <span>
#include <vector>

namespace perfolio::analysis {

/// One series as the statistics see it: values in the order of dates, the column each belongs to, and the segments
/// between its change points.
struct Segmented {
  std::vector<double> value;
  std::vector<double> y;  ///< ln value when all are positive, else value itself.
  bool logarithmic = true;
  std::vector<std::uint32_t> run;
  std::vector<std::uint32_t> column;   ///< kNoColumn for unreleased runs.
  std::vector<std::uint32_t> segment;  ///< ascending from 0.
  std::vector<std::size_t> starts;     ///< first point of each segment; starts[0] = 0.
  double sigma = 0;                    ///< from run to run, on the scale of y; 0: unknown or none.
  double degrees = 0;                  ///< of freedom of sigma; 0: unknown.
  bool noiseless = false;
};

/// `column_of_run` is Timeline::column.
Segmented segmented(const model::Series& series, std::span<const std::uint32_t> column_of_run);

/// The level of each column that has runs (stats paper 2.3 and 2.4): the median of its runs since the last change
/// point.
std::vector<model::Level> levels(const Segmented& s, const model::Rule& rule);

/// Facts of each change point.
std::vector<model::ChangePoint> change_point_facts(const Segmented& s, units::Direction better,
                                                   const model::Rule& rule);

/// Current against baseline, judged by the prediction interval. Empty when the series has no runs in either, that is,
/// none in `current` and none at `baseline` itself.
std::optional<model::Comparison> comparison(const Segmented& s, units::Direction better, std::uint32_t baseline,
                                            std::uint32_t current, const model::Rule& rule);

/// Which side of 1 is good.
model::Verdict verdict_of(const model::Ratio& ratio, units::Direction better, const model::Rule& rule);

}  // namespace perfolio::analysis
