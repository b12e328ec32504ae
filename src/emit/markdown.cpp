// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/markdown_text.h"
#include "emit/outputs.h"
#include "layout/folding.h"
#include "layout/names.h"
#include "model/family_words.h"
#include "model/highlight_words.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <span>

namespace perfolio::emit {

using model::BenchmarkFacts;
using model::Report;

namespace {

constexpr std::size_t kLargest = 16000;
constexpr std::size_t kMostRows = 20;
constexpr std::size_t kLargestHighlights = 3000;
constexpr std::size_t kLargestNote = 8000;  ///< bytes of the maintainer's own words.

/// "slower (alert)", and what else a reader must know of a verdict.
std::string verdict_cell(const BenchmarkFacts& b, const model::Rule& rule) {
  const model::Comparison& c = *b.comparison;
  std::string out(model::word(c.verdict, b));
  if (c.provisional && model::is_evident(c.verdict)) out += "\\*";
  out += plain(unclear_reason(c, rule.floor));
  if (c.alert) out += " (alert)";
  if (!c.limit.empty()) out += ", " + plain(c.limit);
  if (!c.suppressed.empty()) out += " (alert suppressed: " + plain(c.suppressed) + ")";
  return out;
}

std::string level_cell(const model::Level& level, const units::Scale& scale, double half) {
  return level.n > 0 ? units::quantity(level.value, scale, half) : "–";
}

std::string row(const Report& report, std::size_t i) {
  const BenchmarkFacts& b = report.benchmarks[i];
  const model::Comparison& c = *b.comparison;
  const units::Scale scale = model::scale_of(b);
  const double half =
      std::min(c.baseline.upper - c.baseline.lower, c.current.upper - c.current.lower) / 2 / scale.divisor;
  const bool two = c.baseline.n > 0 && c.current.n > 0;
  const std::string known = two ? model::interval_words(c) : "";
  const std::string interval = known.empty() ? "–" : known;
  const std::string text = two ? model::change_text(b) : "";
  const std::string change = text.empty() ? "–" : fmt::format("{} {}", model::change_arrow(c), text);
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", code(b.id), level_cell(c.baseline, scale, half),
                     level_cell(c.current, scale, half), change, verdict_cell(b, report.rule), interval);
}

/// A text inside the quotes of an attribute, where Markdown's backslashes mean nothing.
std::string attribute(std::string_view text) {
  std::string out;
  for (const char c : line_of(text)) {
    if (std::string_view("&<>\"").find(c) != std::string_view::npos) {
      out += fmt::format("&#{};", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out;
}

/// A family's row has the range of the changes, and no levels: they are those of different things.
std::string folded_row(const Report& report, const layout::FoldedRow& folded) {
  if (folded.benchmarks.size() == 1) return row(report, folded.benchmarks.front());
  const BenchmarkFacts& one = report.benchmarks[folded.benchmarks.front()];
  const std::string change = layout::row_change(report, folded);
  return fmt::format("| {} | – | – | {} | {} | – |\n", code(layout::row_name(report, folded)),
                     change.empty() ? "–" : change, verdict_cell(one, report.rule));
}

/// What the rows of families stand for, folded away but not lost.
std::string members_of(const Report& report, std::span<const layout::FoldedRow> rows, const std::string& head,
                       std::size_t most) {
  std::vector<std::size_t> members;
  for (const layout::FoldedRow& folded : rows) {
    if (folded.benchmarks.size() > 1) members.insert(members.end(), folded.benchmarks.begin(), folded.benchmarks.end());
  }
  if (members.empty()) return {};
  std::string out;
  for (std::size_t i = 0; i < std::min(most, members.size()); ++i) out += row(report, members[i]);
  if (members.size() > most) out += fmt::format("\nand {} more in report.json\n", members.size() - most);
  return "<details><summary>Every benchmark of these families</summary>\n\n" + head + out + "\n</details>\n\n";
}

std::string table_of(const Report& report, const std::vector<std::size_t>& order, std::size_t most,
                     const std::string& stem = {}) {
  const auto tag = [&](std::size_t column) { return plain(report.columns[column].release.tag); };
  const std::string head =
      fmt::format("| Benchmark | {} | {} | Change | Verdict | {} % interval |\n| :-- | --: | --: | --: | :-- | --: |\n",
                  report.baseline ? tag(*report.baseline) : "–", tag(report.current),
                  units::number(report.rule.confidence * 100, 0));
  std::string out = head;
  const std::vector<layout::FoldedRow> folded = layout::folded_rows(report, order);
  const std::size_t rows = std::min(most, folded.size());
  for (std::size_t k = 0; k < rows; ++k) out += folded_row(report, folded[k]);
  if (rows < folded.size()) {
    out += fmt::format("\nand {} more: [the whole report]({}.pdf)\n", folded.size() - rows, stem);
  }
  return out + "\n" + members_of(report, std::span(folded).first(rows), head, stem.empty() ? order.size() : 2 * most);
}

/// Rows that do not fit are counted under the table; `perfolio publish` may leave out more of them.
std::string table(const Report& report, const std::string& stem, std::size_t most) {
  const std::vector<std::size_t>& rows = report.overview.to_act;
  return rows.empty() || !report.baseline ? std::string() : table_of(report, rows, most, stem);
}

/// A commit as one item of a list: its subject, linked by its number or id, and who wrote it.
std::string commit_item(const model::Commit& commit) {
  const std::string id = commit.id.substr(0, 7);
  const std::string shown = commit.url.empty() ? "`" + id + "`" : fmt::format("[`{}`]({})", id, commit.url);
  return fmt::format("  - {} {}{}\n", shown, plain(commit.subject),
                     commit.author.empty() ? "" : " (" + plain(commit.author) + ")");
}

/// Whose change points in the current release are evident, by the range of commits they share.
std::string commits(const Report& report) {
  std::map<std::vector<std::string>, std::pair<const model::ChangePoint*, std::vector<std::string>>> ranges;
  for (const std::size_t i : report.changed) {
    for (const model::ChangePoint& point : report.benchmarks[i].change_points) {
      if (point.column != report.current || point.commits.empty()) continue;
      std::vector<std::string> key;
      for (const model::Commit& commit : point.commits) key.push_back(commit.id);
      auto& [first, names] = ranges[key];
      first = &point;
      names.push_back(code(report.benchmarks[i].id));
    }
  }
  std::string out;
  for (const auto& [key, range] : ranges) {
    const auto& [point, names] = range;
    out += fmt::format("- {}{}:\n", fmt::join(std::span(names).first(std::min<std::size_t>(names.size(), 5)), ", "),
                       names.size() > 5 ? fmt::format(" and {} more", names.size() - 5) : "");
    for (const model::Commit& commit : point->commits) out += commit_item(commit);
    if (point->commits_more > 0) out += fmt::format("  - and {} more\n", point->commits_more);
  }
  return out.empty() ? out : "<details><summary>Commits behind the changes</summary>\n\n" + out + "\n</details>\n\n";
}

/// Alerts that the config holds back, and entries that no longer do.
std::string suppressions(const Report& report) {
  std::string out;
  for (const model::Suppression& s : report.suppressions) {
    out += fmt::format("- {}{}: {}{}, {}\n", code(s.pattern), s.metric.empty() ? "" : " (" + plain(s.metric) + ")",
                       plain(s.reason), s.until.empty() ? "" : ", until " + plain(s.until),
                       s.expired        ? "expired: alerts again"
                       : s.applied == 1 ? "holds back 1 alert"
                                        : fmt::format("holds back {} alerts", s.applied));
  }
  return out.empty() ? out : "Suppressed alerts:\n\n" + out + "\n";
}

std::string folded(const Report& report) {
  const model::Counts& c = report.headline.counts;
  std::string out = "<details><summary>How this was measured</summary>\n\n";
  out += fmt::format(
      "better {} + worse {} + {}same {} + unclear {} + new {} + gone {} + not comparable {} = {} benchmarks. ",
      c.better, c.worse, c.changed == 0 ? std::string{} : fmt::format("changed, direction unknown {} + ", c.changed),
      c.same, c.unclear, c.fresh, c.gone, c.not_comparable, c.total);
  out += fmt::format(
      "A verdict needs a {} % interval of the change that lies wholly beyond ±{} %, and must stand among so many "
      "comparisons (false discovery rate of 5 %); “same” means an interval that includes no change and "
      "lies within ±{} %. The noise is learnt from the history of each benchmark. The PDF's last page says how; "
      "report.json holds every number.\n\n",
      units::number(report.rule.confidence * 100, 0), units::number(report.rule.floor * 100, 0),
      units::number(report.rule.equivalence * 100, 0));
  return out + "</details>\n";
}

/// The releases it is compared with, a row each; none where the headline says it all.
std::string answers(const Report& report) {
  if (report.overview.against.size() < 2) return {};
  const model::Wording wording = model::mean_wording(report);
  std::string out = fmt::format("| Against | Overall | {} % interval | Benchmarks |\n| :-- | --: | --: | :-- |\n",
                                units::number(report.rule.confidence * 100, 0));
  for (const model::Against& row : report.overview.against) {
    const bool any = row.index.n > 0;
    const std::string change =
        any ? fmt::format("{}, {}", units::change(row.index.ratio.value), model::word(row.index.verdict, wording))
            : "–";
    out += fmt::format("| {} ({}) | {} | {} | {} |\n", plain(report.columns[row.column].release.tag),
                       model::role_words(report, row), change, any ? model::interval_text(row.index.ratio) : "–",
                       fmt::join(model::count_words(row.counts, wording), ", "));
  }
  return out + "\n";
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

std::string highlights(const Report& report, const std::string& tag) {
  if (report.highlights.empty()) return {};
  std::string out = fmt::format("**What {} means for you**\n\n", tag);
  for (const model::Highlight& h : report.highlights) {
    const std::string line = fmt::format("- {} ({})\n", plain(h.text), plain(model::highlight_line(report, h)));
    if (out.size() + line.size() > kLargestHighlights) return out + "- (More in the report.)\n\n";
    out += line;
  }
  return out + "\n";
}

}  // namespace

std::string unclear_reason(const model::Comparison& c, double floor) {
  const bool beyond = c.ratio.has_interval() && (c.ratio.lower > 1 + floor || c.ratio.upper < 1 / (1 + floor));
  if (c.verdict != model::Verdict::Unclear || !beyond) return {};
  const std::string needed =
      c.runs_needed > 0 ? fmt::format("; {} run{} would settle it", c.runs_needed, c.runs_needed == 1 ? "" : "s") : "";
  return c.rule.empty() && needed.empty() ? std::string() : fmt::format(" ({}{})", c.rule, needed);
}

std::string release_notes(const Report& report, const std::string& stem) {
  const std::string tag = plain(report.columns[report.current].release.tag);
  for (std::size_t most = kMostRows;; most /= 2) {
    std::string out = fmt::format("## Performance of {}\n\n**{}**", tag, plain(report.headline.sentence));
    for (const std::string& line : model::overview_lines(report)) out += "  \n" + plain(line);
    if (!report.headline.detail.empty()) out += "  \n" + plain(report.headline.detail);
    for (const std::string& line : model::growth_lines(report, 3)) out += "  \n" + plain(line);
    out += "\n\n";
    out += answers(report);
    out += highlights(report, tag);
    out += note(report);
    const std::string alt = attribute(report.headline.sentence);
    out += fmt::format(
        "<picture><source media=\"(max-width: 600px) and (prefers-color-scheme: dark)\" srcset=\"{0}-narrow-dark.svg\">"
        "<source media=\"(max-width: 600px)\" srcset=\"{0}-narrow.svg\">"
        "<source media=\"(prefers-color-scheme: dark)\" srcset=\"{0}-dark.svg\"><img alt=\"{1}\" "
        "width=\"880\" src=\"{0}.svg\"></picture>\n\n",
        stem, alt);
    out += table(report, stem, most);
    out += suppressions(report);
    if (most == kMostRows) out += commits(report);
    out += fmt::format("The whole report: [{0}.pdf]({0}.pdf)\n\n", stem);
    out += folded(report);
    if (out.size() <= kLargest || most == 0) return out;
  }
}

std::string comparison_markdown(const Report& report, const std::vector<std::size_t>& order) {
  std::string out = fmt::format("**{}**\n\n", plain(report.headline.sentence));
  for (const std::string& line : model::overview_lines(report)) out += plain(line) + "\n\n";
  if (!report.headline.detail.empty()) out += plain(report.headline.detail) + "\n\n";
  for (const std::string& line : model::growth_lines(report, 10)) out += plain(line) + "\n\n";
  if (!order.empty()) out += table_of(report, order, order.size());
  return out + suppressions(report);
}

}  // namespace perfolio::emit
