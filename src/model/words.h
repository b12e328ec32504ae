// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/report.h"
#include "units/text.h"

#include <string>
#include <string_view>

namespace perfolio::model {

/// The word in report.json: "better", "worse", ..., "not-comparable".
std::string_view key(Verdict verdict);

/// The word in report.json: "history", "version", "date"; empty for none.
std::string_view key(LineBy by);

/// The word printed: a worse time is "slower", anything else "worse".
std::string_view word(Verdict verdict, std::string_view metric);

/// What changed, as printed: "−21.7 %", "2.4×", or, where there is no ratio, the difference "+3 B". Empty: nothing.
std::string change_text(const BenchmarkFacts& b);
/// ↑ ↓ → of the value.
std::string_view change_arrow(const Comparison& c);
/// A difference in the base unit with its sign, "+3 B".
std::string difference_text(double difference, const units::Unit& unit);
/// Without the unit, "+3", in the scale of the values beside it.
std::string difference_text(double difference, const units::Scale& scale);

/// The scale on which both levels of a comparison are printed. Where the values have no noise, with as many digits as
/// it takes to tell the two apart.
units::Scale scale_of(const BenchmarkFacts& b);
/// The same of a scale of one's own.
units::Scale told_apart(const BenchmarkFacts& b, const units::Scale& scale);

/// The interval of a change, as printed: "[−22.9, −20.4]", "exact", or "not known" where its ends are more than a
/// factor of three apart. Empty: there is none. The one place that says so: nothing else prints an interval of a
/// change.
std::string interval_text(const Ratio& ratio);
std::string interval_text(const Comparison& c);
/// The same, with the runs that would settle what is not known.
std::string interval_words(const Comparison& c);

/// How many of these series break a static bound, and are not suppressed.
std::size_t broken_limits(const Report& report, const std::vector<std::size_t>& series);

/// "lower is better" / "higher is better" / "direction unknown".
std::string_view phrase(units::Direction direction);
/// The word in report.json: "lower", "higher", "unknown".
std::string_view key(units::Direction direction);

/// "a release" or "a run": what the report's columns are called.
std::string_view noun(ColumnKind kind);

}  // namespace perfolio::model
