// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/history.h"
#include "model/report.h"

#include <span>
#include <vector>

namespace perfolio::analysis {

/// Names each series of a report so that no two are equal: the benchmark's name, with suite, metric, environment or
/// unit added only where the report needs them to tell two apart; and says which is the primary metric of its benchmark
/// (time, else throughput, else the first by name). Results stand in the order of `series`.
struct Identity {
  std::string id;
  bool primary = true;
};
std::vector<Identity> identities(std::span<const model::Series> series);

/// Turns pairs "gone" + "new" of one benchmark that only differ in unit or environment into one "not comparable".
void pair_incomparable(std::vector<model::BenchmarkFacts>& benchmarks);

}  // namespace perfolio::analysis
