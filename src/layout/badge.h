// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <optional>
#include <string>

namespace perfolio::layout {

/// A fact in one line of a README: label on grey, message on the verdict's colour.
struct Badge {
  std::string label, message;
  base::Color color;
};

/// What the message is: the word of the verdict, the change, or the newest level.
enum class BadgeSays { Verdict, Change, Value };

/// The looks that readers know from shields.io. ForTheBadge has its label in capitals; the message keeps its letters,
/// since "ms" is not "MS".
enum class BadgeShape { Flat, FlatSquare, ForTheBadge };

/// How many benchmarks got better and worse.
Badge overall_badge(const model::Report& report, const style::Style& style);
/// None where there is nothing to say so: no baseline, so no change; no lead, so no value.
std::optional<Badge> overall_badge(const model::Report& report, BadgeSays says, const style::Style& style);
std::optional<Badge> group_badge(const model::Report& report, std::size_t group, BadgeSays says,
                                 const style::Style& style);
std::optional<Badge> benchmark_badge(const model::Report& report, std::size_t benchmark, BadgeSays says,
                                     const style::Style& style);

/// 20 points high (ForTheBadge: 28), as wide as its text.
Scene badge_scene(const Badge& badge, BadgeShape shape, const TextMetrics& metrics);

}  // namespace perfolio::layout
