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

/// In which words a change is put: times and rates are slower or faster, sizes larger or smaller, anything else, also a
/// time of which more is better, better or worse.
enum class Wording { Plain, Speed, Size };
Wording wording(const BenchmarkFacts& b);
/// What the changed ones among these series share, counts of them being put in one word; where none changed, all that
/// are compared. Plain where they share none.
Wording shared_wording(const Report& report, const std::vector<std::size_t>& series);
/// Of the series that the headline counts.
Wording shared_wording(const Report& report);

/// The word printed: "slower", "larger", "worse", "not comparable".
std::string_view word(Verdict verdict, Wording wording);
std::string_view word(Verdict verdict, const BenchmarkFacts& b);

/// "3 faster", "2 slower", "39 same": what there is of these counts, in the order in which it matters.
std::vector<std::string> count_words(const Counts& counts, Wording wording);

/// "parse +20 % since v0.4.0": a benchmark that is not what it was; `name` is what it is called here.
std::string apart_words(const Report& report, const Apart& apart, std::string_view name);
/// "Slower than v0.1.0": what the line of those that are apart in this way begins with.
std::string apart_head(const Report& report, const Against& against, Verdict verdict);
/// "Slower than v0.1.0: parse +20 % since v0.4.0, sort +5 % and 3 more": at most so many by name; empty without any.
std::string apart_line(const Report& report, const Against& against, Verdict verdict, std::size_t most);
/// What stands below the headline in outputs that are lines of text: what moved all, the sentence, who differs from the
/// first release and from the best one, what more runs would settle.
std::vector<std::string> overview_lines(const Report& report);
/// "previous", "first and best", "chosen run".
std::string role_words(const Report& report, const Against& against);
/// What all primary ones among these series share, changed or not: the words for a mean over them.
Wording mean_wording(const Report& report, const std::vector<std::size_t>& series);
Wording mean_wording(const Report& report);

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
