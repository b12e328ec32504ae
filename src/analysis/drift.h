// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"

#include <optional>
#include <span>

namespace perfolio::analysis {

/// The drift that reaches up to column `current`: the longest stretch of levels before it, of eight or more and at most
/// a hundred, that a straight line explains better than steps at the change points do (by the Bayesian information
/// criterion; Schwarz 1978). Its slope on ln of the levels is Theil and Sen's, with their interval. Nothing where there
/// are fewer levels since the last change point, or any is not positive.
std::optional<model::Drift> drift_of(const model::BenchmarkFacts& b, std::uint32_t current, const model::Rule& rule);

}  // namespace perfolio::analysis
