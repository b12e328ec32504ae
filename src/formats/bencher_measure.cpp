// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/bencher_measure.h"

#include "base/text.h"
#include "formats/results.h"

#include <algorithm>
#include <array>

namespace perfolio::formats {
namespace {

using units::Direction;

/// The measures every Bencher project has, by their slugs.
struct Measure {
  std::string_view slug;
  std::string_view metric;
  std::string_view unit;
  Direction better;
};
constexpr std::array<Measure, 10> kMeasures{{{"latency", "time", "ns", Direction::Lower},
                                             {"throughput", "throughput", "ops/s", Direction::Higher},
                                             {"build-time", "build-time", "s", Direction::Lower},
                                             {"file-size", "file-size", "B", Direction::Lower},
                                             {"instructions", "instructions", "instructions", Direction::Lower},
                                             {"l1-hits", "l1-hits", "", Direction::Lower},
                                             {"l2-hits", "l2-hits", "", Direction::Lower},
                                             {"ram-hits", "ram-hits", "", Direction::Lower},
                                             {"total-read-write", "total-read-write", "", Direction::Lower},
                                             {"estimated-cycles", "estimated-cycles", "cycles", Direction::Lower}}};

}  // namespace

model::Result bencher_result(std::string_view benchmark, std::string_view measure) {
  model::Result result;
  result.benchmark = benchmark;
  const auto known = std::ranges::find(kMeasures, metric_word(measure), &Measure::slug);
  if (known == kMeasures.end()) {
    result.metric = base::trim(measure);  // a name to be shown as its author wrote it; slugs are for files
    return result;
  }
  result.metric = known->metric;
  result.unit = known->unit;
  result.better = known->better;
  return result;
}

}  // namespace perfolio::formats
