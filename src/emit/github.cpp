// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/github.h"

#include "emit/markdown_text.h"
#include "model/family_words.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfolio::emit {

using model::BenchmarkFacts;
using model::Report;
using model::Verdict;

namespace {

constexpr std::size_t kMostAnnotations = 10;  ///< of one kind that a step shows.
constexpr std::string_view kTail = "\nRatio: above 1 is worse, whichever direction is better.\n";

bool has_ratio(const BenchmarkFacts& b) {
  if (!b.comparison || b.comparison->baseline.value <= 0 || b.comparison->current.value <= 0) return false;
  const Verdict verdict = b.comparison->verdict;
  return verdict != Verdict::New && verdict != Verdict::Gone && verdict != Verdict::NotComparable;
}

bool alerts(const BenchmarkFacts& b) { return b.comparison && b.comparison->alert; }

/// As github-action-benchmark turns it: above 1 is worse.
double worsening(const BenchmarkFacts& b) {
  if (!has_ratio(b)) return 1;
  return b.better == units::Direction::Higher ? 1 / b.comparison->ratio.value : b.comparison->ratio.value;
}

/// Of the series measured now: alerts, the worst first, then what changed, then the rest by name; of each, first those
/// that the headline counts.
std::vector<const BenchmarkFacts*> in_order(const Report& report) {
  std::vector<const BenchmarkFacts*> all;
  for (const BenchmarkFacts& b : report.benchmarks) {
    if (b.comparison && b.comparison->verdict != Verdict::Gone) all.push_back(&b);
  }
  const auto rank = [](const BenchmarkFacts& b) {
    const bool changed = model::is_evident(b.comparison->verdict);
    return 2 * (b.comparison->alert ? 0 : changed ? 1 : 2) + (b.primary ? 0 : 1);
  };
  std::ranges::stable_sort(all, [&](const BenchmarkFacts* a, const BenchmarkFacts* b) {
    if (rank(*a) != rank(*b)) return rank(*a) < rank(*b);
    return rank(*a) < 4 && worsening(*a) > worsening(*b);
  });
  return all;
}

std::string value_text(const model::Level& level, const BenchmarkFacts& b) {
  const std::array<double, 1> values = {level.value};
  const units::Scale scale = model::told_apart(b, units::common_scale(b.unit.base, b.unit.family, values));
  const double half = (level.upper - level.lower) / 2 / scale.divisor;
  // The unit may be a word of others.
  const std::string value = plain(units::quantity(level.value, scale, half));
  return half > 0 ? fmt::format("{} (± {})", value, units::number(half, units::decimals_for(half, 0))) : value;
}

std::string ratio_text(const BenchmarkFacts& b) {
  if (!has_ratio(b)) return {};
  const bool unknown = b.better == units::Direction::Unknown;
  return units::number(worsening(b), 2) + (unknown ? " (direction unknown)" : "");
}

std::string row(const BenchmarkFacts& b) {
  const model::Comparison& c = *b.comparison;
  return fmt::format("| {}{} | {} | {} | {} | {} |\n", code(b.id), c.alert ? " :warning:" : "",
                     model::word(c.verdict, b), value_text(c.current, b),
                     c.verdict == Verdict::New ? "" : value_text(c.baseline, b), ratio_text(b));
}

std::string head(const Report& report) {
  const bool alert = report.headline.counts.alerts > 0;
  std::string out = fmt::format("# {}{}\n\n", alert ? "Performance alert: " : "Performance: ", plain(report.project));
  if (alert) {
    out += fmt::format("{} of {} measured worse than their threshold allows.\n\n", report.headline.counts.alerts,
                       report.benchmarks.size());
  }
  return out;
}

/// A release by its tag; a run, which is called by its date, also by its commit.
std::string column_name(const Report& report, std::size_t column) {
  const model::Release& release = report.columns[column].release;
  const std::string commit = release.commit.substr(0, 7);
  const bool told = commit.empty() || release.tag.find(commit) != std::string::npos;
  if (report.kind == model::ColumnKind::Release || told) return plain(release.tag);
  return plain(release.tag) + " (" + plain(commit) + ")";
}

/// Releases by their tags: a commit of 40 digits makes the column wider than all it holds.
std::string columns(const Report& report) {
  const std::string current = column_name(report, report.current);
  const std::string previous = report.baseline ? column_name(report, *report.baseline) : "";
  return fmt::format("| Benchmark suite | Verdict | Current: {} | Previous: {} | Ratio |\n|-|-|-|-|-|\n", current,
                     previous);
}

std::string verdict(const Report& report) {
  std::string out = "**" + plain(report.headline.sentence) + "**\n";
  for (const std::string& line : model::overview_lines(report)) out += "\n" + plain(line) + "\n";
  if (!report.headline.detail.empty()) out += "\n" + plain(report.headline.detail) + "\n";
  for (const std::string& line : model::growth_lines(report, 3)) out += "\n" + plain(line) + "\n";
  return out + "\n";
}

std::string left_out(std::size_t rows) { return rows == 0 ? "" : fmt::format("\nand {} more in the report\n", rows); }

/// A text inside a workflow command, as the runner's toolkit escapes it.
std::string command_text(std::string_view text, bool property) {
  std::string out;
  for (const char c : line_of(text)) {
    const bool escaped = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    out += escaped ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return out;
}

std::string warning(const BenchmarkFacts& b) {
  const model::Comparison& c = *b.comparison;
  const std::string change =
      has_ratio(b) || c.difference ? fmt::format("{} {}", model::change_text(b), model::word(c.verdict, b)) : "";
  const std::string reason = c.limit.empty() ? "beyond its threshold of " + units::change(1 + c.threshold) : c.limit;
  return fmt::format("::warning title={}::{}{}{}\n", command_text("Performance: " + b.id, true),
                     command_text(change, false), change.empty() ? "" : ", ", command_text(reason, false));
}

std::string_view truth(bool value) { return value ? "true" : "false"; }

}  // namespace

std::string github_comment(const Report& report, std::size_t most) {
  const std::string start = head(report) + verdict(report) + columns(report);
  const std::string end(kTail);
  const std::vector<const BenchmarkFacts*> order = in_order(report);
  const std::size_t room = most - std::min(most, start.size() + end.size() + left_out(order.size()).size());
  std::string rows;
  std::size_t shown = 0;
  for (; shown < order.size(); ++shown) {
    const std::string next = row(*order[shown]);
    if (rows.size() + next.size() > room) break;
    rows += next;
  }
  return start + rows + left_out(order.size() - shown) + end;
}

std::string github_annotations(const Report& report) {
  std::vector<const BenchmarkFacts*> worst = in_order(report);
  std::erase_if(worst, [](const BenchmarkFacts* b) { return !alerts(*b); });
  std::string out;
  const std::size_t shown = std::min(worst.size(), kMostAnnotations);
  for (std::size_t i = 0; i < shown; ++i) out += warning(*worst[i]);
  if (shown < worst.size()) {
    out += fmt::format("::notice title=Performance::and {} more alerts, in the report\n", worst.size() - shown);
  }
  return out;
}

StepOutputs github_facts(const Report& report) {
  const model::Counts& c = report.headline.counts;
  const auto number = [](std::size_t n) { return fmt::format("{}", n); };
  return {{"alert", std::string(truth(c.alerts > 0))},
          {"alerts", number(c.alerts)},
          {"fails", number(c.fails)},
          {"better", number(c.better)},
          {"worse", number(c.worse)},
          {"changed", number(c.changed)},
          {"same", number(c.same)},
          {"unclear", number(c.unclear)},
          {"new", number(c.fresh)},
          {"gone", number(c.gone)},
          {"not-comparable", number(c.not_comparable)},
          {"current", line_of(report.columns[report.current].release.tag)},
          {"baseline", report.baseline ? line_of(report.columns[*report.baseline].release.tag) : ""},
          {"sentence", line_of(report.headline.sentence)}};
}

std::string github_outputs(const StepOutputs& outputs, std::string_view delimiter) {
  std::string out;
  for (const auto& [name, value] : outputs) out += fmt::format("{0}<<{2}\n{1}\n{2}\n", name, value, delimiter);
  return out;
}

}  // namespace perfolio::emit
