// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/names.h"

#include "base/text.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::layout {

using model::Verdict;

std::string printed_id(const model::BenchmarkFacts& benchmark) { return base::visible(benchmark.id); }

namespace {

const model::Group* led_group(const model::Report& report, std::size_t benchmark) {
  const auto at = std::ranges::find_if(report.groups, [&](const model::Group& g) { return g.lead == benchmark; });
  return at == report.groups.end() ? nullptr : &*at;
}

/// Where the letter begins that the byte at `at` is of. Looks at what is near it only, for a name may be megabytes.
std::size_t letter_before(std::string_view text, std::size_t at, const TextMetrics& metrics) {
  constexpr std::size_t kNear = 128;
  const auto inside = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80; };
  std::size_t begin = at > kNear ? at - kNear : 0;
  std::size_t end = std::min(at + kNear, text.size());
  while (begin > 0 && inside(begin)) --begin;
  while (end < text.size() && inside(end)) ++end;
  const std::vector<std::size_t> letters = metrics.letters(text.substr(begin, end - begin));
  const auto beyond = std::ranges::upper_bound(letters, at - begin);
  return beyond == letters.begin() ? begin : begin + *std::prev(beyond);
}

}  // namespace

std::string shortened_id(const model::Report& report, std::size_t benchmark, const Font& font, double room,
                         const TextMetrics& metrics) {
  constexpr std::string_view kEllipsis = "…";
  const std::string id = printed_id(report.benchmarks[benchmark]);
  std::string cut = shortened(id, font, room, metrics);
  const auto gap = cut.find(kEllipsis);
  if (cut == id || gap == std::string::npos) return cut;
  const std::string_view head = std::string_view(cut).substr(0, gap);
  const std::string_view tail = std::string_view(cut).substr(gap + kEllipsis.size());
  std::size_t shared = 0;
  for (const model::BenchmarkFacts& other : report.benchmarks) {
    if (!other.id.starts_with(head) || !other.id.ends_with(tail) || other.id == report.benchmarks[benchmark].id)
      continue;
    const auto differ = std::ranges::mismatch(id, other.id).in1 - id.begin();
    shared = std::max(shared, static_cast<std::size_t>(differ));
  }
  if (shared == 0) return cut;
  constexpr std::size_t kContext = 4;  // letters kept before the one that differs
  const std::size_t from = letter_before(id, shared > kContext ? shared - kContext : 0, metrics);
  return shortened(std::string(kEllipsis) + id.substr(from), font, room, metrics);
}

std::string chart_title(const model::Report& report, std::size_t benchmark) {
  const model::Group* group = led_group(report, benchmark);
  if (group == nullptr) return printed_id(report.benchmarks[benchmark]);
  const std::string name = base::visible(group->name);
  return group->per.empty() ? name : fmt::format("{} ({})", name, base::visible(group->per));
}

std::string chart_subtitle(const model::Report& report, std::size_t benchmark, const std::string& unit) {
  const model::BenchmarkFacts& b = report.benchmarks[benchmark];
  std::string out = led_group(report, benchmark) != nullptr ? printed_id(b) + " · " : std::string{};
  if (!unit.empty()) out += unit + " · ";
  return out + std::string(model::phrase(b.better));
}

const style::Signal& signal(Verdict verdict, const style::Style& style) {
  switch (verdict) {
    case Verdict::Better:
      return style.better;
    case Verdict::Worse:
      return style.worse;
    case Verdict::Same:
    case Verdict::Unclear:
    case Verdict::New:
    case Verdict::Gone:
    case Verdict::NotComparable:
    case Verdict::Changed:
      break;
  }
  return style.same;
}

std::string change_words(double ratio, Verdict verdict, model::Wording wording) {
  return fmt::format("{} {}", units::short_change(ratio), model::word(verdict, wording));
}

std::string change_label(const model::ColumnChange& change, const model::BenchmarkFacts& b) {
  return change.difference ? model::difference_text(*change.difference, b.unit) : units::short_change(change.ratio);
}

std::string change_words(const model::ColumnChange& change, const model::BenchmarkFacts& b) {
  return fmt::format("{} {}", change_label(change, b), model::word(change.verdict, b));
}

std::string pill_words(const std::optional<model::Ratio>& ratio, Verdict verdict, model::Wording wording) {
  const std::string_view word = model::word(verdict, wording);
  if (!ratio) return std::string(word);
  if (verdict == Verdict::Same) return fmt::format("→ {} {}", units::short_magnitude(ratio->value), word);
  if (verdict == Verdict::Unclear) return fmt::format("{} {}", units::short_change(ratio->value), word);
  return fmt::format("{} {} {}", units::arrow(ratio->value), units::short_magnitude(ratio->value), word);
}

std::string mean_words(const model::Group& group) {
  if (group.index.n == 0) return {};
  return fmt::format("geometric mean {} over {} benchmark{}{}", units::change(group.index.ratio.value), group.index.n,
                     group.index.n == 1 ? "" : "s", group.index.turned ? ", turned so that lower is better" : "");
}

std::span<const model::Level> shown_levels(const model::Report& report, const model::BenchmarkFacts& benchmark) {
  const auto end =
      std::ranges::upper_bound(benchmark.levels, static_cast<std::uint32_t>(report.current), {}, &model::Level::column);
  return {benchmark.levels.begin(), end};
}

std::vector<model::ColumnChange> shown_changes(const model::Report& report, const model::BenchmarkFacts& benchmark) {
  std::vector<model::ColumnChange> out;
  for (const model::ColumnChange& change : benchmark.column_changes) {
    if (model::is_evident(change.verdict) && change.column <= report.current) out.push_back(change);
  }
  return out;
}

std::string chart_alt(const model::Report& report, std::size_t benchmark) {
  const model::BenchmarkFacts& b = report.benchmarks[benchmark];
  const auto levels = shown_levels(report, b);
  std::string out = chart_title(report, benchmark);
  if (levels.empty()) return out + ": not measured.";
  const std::vector<double> ends = {levels.front().value, levels.back().value};
  const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, ends);
  const auto tag = [&](std::size_t column) { return base::visible(report.columns[column].release.tag); };
  out += fmt::format(", {}. {} {}{}, {} {}", chart_subtitle(report, benchmark, scale.name), levels.size(),
                     model::noun(report.kind), levels.size() == 1 ? "" : "s", tag(levels.front().column),
                     units::quantity(levels.front().value, scale));
  if (levels.size() > 1)
    out += fmt::format(" to {} {}{}", tag(levels.back().column), units::quantity(levels.back().value, scale),
                       levels.back().column == report.current ? " (current)" : "");
  out += '.';
  std::string changes;
  for (const model::ColumnChange& change : shown_changes(report, b)) {
    changes +=
        fmt::format("{}{} {}", changes.empty() ? " Changes: " : "; ", tag(change.column), change_words(change, b));
  }
  if (!changes.empty()) {
    out += changes + ".";
  } else if (levels.size() > 1) {
    out += " No change found.";
  }
  for (const model::Bound& bound : b.bounds) {
    out += fmt::format(" Limit {}{}.", base::visible(bound.text), bound.upper ? "" : " at least");
  }
  for (const model::Annotation* note : shown_annotations(report, b)) {
    out += fmt::format(" Note at {}: {}.", tag(note->column), base::visible(note->text));
  }
  return out;
}

std::vector<const model::Annotation*> shown_annotations(const model::Report& report, const model::BenchmarkFacts& b) {
  std::vector<const model::Annotation*> out;
  const auto levels = shown_levels(report, b);
  for (const model::Annotation& annotation : report.annotations) {
    const bool here =
        !levels.empty() && annotation.column >= levels.front().column && annotation.column <= report.current;
    const bool mine =
        annotation.match.empty() ||
        std::ranges::any_of(annotation.match, [&](const base::Pattern& pattern) { return pattern.matches(b.name); });
    if (here && mine) out.push_back(&annotation);
  }
  return out;
}

}  // namespace perfolio::layout
