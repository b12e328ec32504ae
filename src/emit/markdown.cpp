// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/markdown_text.h"
#include "emit/outputs.h"
#include "layout/names.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::emit {

using model::BenchmarkFacts;
using model::Report;

namespace {

constexpr std::size_t kLargest = 16000;
constexpr std::size_t kMostRows = 20;
constexpr std::size_t kLargestNote = 8000;  ///< bytes of the maintainer's own words.

std::string row(const Report& report, std::size_t i) {
  const BenchmarkFacts& b = report.benchmarks[i];
  const model::Comparison& c = *b.comparison;
  const std::vector<double> values = {c.baseline.value, c.current.value};
  const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, values);
  const double half =
      std::min(c.baseline.upper - c.baseline.lower, c.current.upper - c.current.lower) / 2 / scale.divisor;
  const std::string interval = c.rule == "exact" ? "exact" : units::change_interval(c.ratio.lower, c.ratio.upper);
  return fmt::format("| {} | {} | {} | {} {} | {}{} | {} |\n", code(b.id),
                     units::quantity(c.baseline.value, scale, half), units::quantity(c.current.value, scale, half),
                     units::arrow(c.ratio.value), units::change(c.ratio.value), model::word(c.verdict, b.metric),
                     c.alert ? " (alert)" : "", interval);
}

std::string table(const Report& report, std::size_t most) {
  if (report.changed.empty() || !report.baseline) return {};
  const auto tag = [&](std::size_t column) { return plain(report.columns[column].release.tag); };
  std::string out =
      fmt::format("| Benchmark | {} | {} | Change | Verdict | {} % interval |\n| :-- | --: | --: | --: | :-- | --: |\n",
                  tag(*report.baseline), tag(report.current), units::number(report.rule.confidence * 100, 0));
  const std::size_t rows = std::min(most, report.changed.size());
  for (std::size_t k = 0; k < rows; ++k) out += row(report, report.changed[k]);
  if (rows < report.changed.size()) out += fmt::format("\n{} more are in the report.\n", report.changed.size() - rows);
  return out + "\n";
}

std::string folded(const Report& report) {
  const model::Counts& c = report.headline.counts;
  std::string out = "<details><summary>How this was measured</summary>\n\n";
  out += fmt::format(
      "better {} + worse {} + same {} + unclear {} + new {} + gone {} + not comparable {} = {} benchmarks. ", c.better,
      c.worse, c.same, c.unclear, c.fresh, c.gone, c.not_comparable, c.total);
  out += fmt::format(
      "A verdict needs a {} % interval of the change that lies wholly beyond ±{} %; “same” means an interval that "
      "includes no change and "
      "lies within ±{} %. The noise is learnt from the history of each benchmark. The PDF's last page says how; "
      "report.json holds every number.\n\n",
      units::number(report.rule.confidence * 100, 0), units::number(report.rule.floor * 100, 0),
      units::number(report.rule.equivalence * 100, 0));
  return out + "</details>\n";
}

/// The maintainer's own words are Markdown already.
std::string note(const Report& report) {
  std::string out;
  for (const std::string& paragraph : report.maintainer_note) {
    if (out.size() + paragraph.size() > kLargestNote) return out + "(The note goes on in the report.)\n\n";
    out += paragraph + "\n\n";
  }
  return out;
}

}  // namespace

std::string release_notes(const Report& report, const std::string& stem) {
  const std::string tag = plain(report.columns[report.current].release.tag);
  for (std::size_t most = kMostRows;; most /= 2) {
    std::string out = fmt::format("## Performance of {}\n\n**{}**", tag, plain(report.headline.sentence));
    if (!report.headline.detail.empty()) out += "  \n" + plain(report.headline.detail);
    if (!report.headline.index_line.empty()) out += "  \n" + plain(report.headline.index_line);
    if (!report.headline.since_line.empty()) out += "  \n" + plain(report.headline.since_line);
    out += "\n\n";
    out += note(report);
    const std::string alt = plain(report.headline.sentence);
    out += fmt::format(
        "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{0}-dark.svg\"><img alt=\"{1}\" "
        "width=\"880\" src=\"{0}.svg\"></picture>\n\n",
        stem, alt);
    out += table(report, most);
    out += fmt::format("The whole report: [{0}.pdf]({0}.pdf)\n\n", stem);
    out += folded(report);
    if (out.size() <= kLargest || most == 0) return out;
  }
}

}  // namespace perfolio::emit
