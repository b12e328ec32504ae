// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "model/words.h"
#include "style/style.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How facts are called on a page.
namespace perfolio::layout {

/// The benchmark's id as one printable line.
std::string printed_id(const model::BenchmarkFacts& benchmark);

/// The id shortened to `room`, so that it differs from every other id of the report: where the cut would take away what
/// tells two apart, what they share is cut instead.
std::string shortened_id(const model::Report& report, std::size_t benchmark, const Font& font, double room,
                         const TextMetrics& metrics);

/// "VM Arithmetic (1000 ops)" for the lead of a group with a work item, else the id.
std::string chart_title(const model::Report& report, std::size_t benchmark);

/// "µs · lower is better", with the id in front when the title is the group's.
std::string chart_subtitle(const model::Report& report, std::size_t benchmark, const std::string& unit);

const style::Signal& signal(model::Verdict verdict, const style::Style& style);

/// "−15 % faster": change and word, as charts print it.
std::string change_words(double ratio, model::Verdict verdict, model::Wording wording);
std::string change_words(const model::ColumnChange& change, const model::BenchmarkFacts& b);

/// The change alone, "−21 %" or, where there is no ratio, "+3 B".
std::string change_label(const model::ColumnChange& change, const model::BenchmarkFacts& b);

/// "↓ 2 % faster" for pills; "new" and the like without a number.
std::string pill_words(const std::optional<model::Ratio>& ratio, model::Verdict verdict, model::Wording wording);

/// "geometric mean −1.2 % over 12 benchmarks"; empty where there is none.
std::string mean_words(const model::Group& group);

/// What a chart shows, in words, for a reader who cannot see it.
std::string chart_alt(const model::Report& report, std::size_t benchmark);

/// The levels a chart shows: up to the current column.
std::span<const model::Level> shown_levels(const model::Report& report, const model::BenchmarkFacts& benchmark);

/// Words pinned to the releases a chart of the benchmark shows.
std::vector<const model::Annotation*> shown_annotations(const model::Report& report,
                                                        const model::BenchmarkFacts& benchmark);

/// Evident changes a chart labels, up to the current column.
std::vector<model::ColumnChange> shown_changes(const model::Report& report, const model::BenchmarkFacts& benchmark);

}  // namespace perfolio::layout
