// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/stories.h"

#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace perfolio::analysis {

using model::BenchmarkFacts;
using model::ChangePoint;
using model::Comparison;
using model::Report;
using model::RunValue;
using model::Story;
using model::Verdict;
using model::Wording;

namespace {

/// Where a benchmark keeps no runs, each is a level.
std::vector<RunValue> values_of(const Segmented& s, const BenchmarkFacts& b, std::uint32_t column) {
  std::vector<RunValue> out;
  const auto level = std::ranges::find(b.levels, column, &model::Level::column);
  for (const std::size_t i : spoken_for(s, column)) {
    if (!b.run_values.empty())
      out.push_back(b.run_values[i]);
    else if (level != b.levels.end())
      out.push_back({s.run[i], level->value});
  }
  return out;
}

/// "12 Mar 2026": as one writes it in a sentence.
std::string written_date(base::Time time) {
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
  return fmt::format("{} {} {}", static_cast<unsigned>(day.day()), kMonths.at(static_cast<unsigned>(day.month()) - 1),
                     static_cast<int>(day.year()));
}

bool rises(const Comparison& c) { return c.difference ? *c.difference > 0 : c.ratio.value > 1; }

/// The one change point after the baseline that goes the way of the change; none where there are several.
std::optional<std::size_t> change_point_of(const Report& report, const BenchmarkFacts& b) {
  const Comparison& c = *b.comparison;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < b.change_points.size(); ++i) {
    const ChangePoint& point = b.change_points[i];
    const bool between =
        point.column != model::kNoColumn && point.column > c.baseline.column && point.column <= report.current;
    if (!between || (point.after > point.before) != rises(c)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

std::string commit_date(const model::Run& run) {
  const auto& date = run.commit_date ? run.commit_date : run.date;
  return date ? written_date(*date) : std::string();
}

/// "Since 3f2a1c0 (12 Mar 2026, v0.2.3)"; where it is one of several commits, "Since about ...".
std::string since(const Report& report, const BenchmarkFacts& b, const Story& story) {
  const std::string& current = report.columns[report.current].release.tag;
  if (!story.change_point) return "In " + current;
  const ChangePoint& point = b.change_points[*story.change_point];
  const model::Run& run = report.runs[point.run];
  const std::string& tag = report.columns[point.column].release.tag;
  if (run.commit.empty()) return "Since " + tag;
  const bool exact = point.run_first == point.run_last;
  const std::string date = commit_date(run);
  std::string inside = date;
  if (report.kind == model::ColumnKind::Release) inside += (date.empty() ? "" : ", ") + tag;
  return fmt::format("Since {}{}{}", exact ? "" : "about ", run.commit.substr(0, 7),
                     inside.empty() ? "" : " (" + inside + ")");
}

std::string_view verb(const BenchmarkFacts& b) {
  if (model::wording(b) == Wording::Speed) return b.better == units::Direction::Lower ? "takes" : "reaches";
  return model::wording(b) == Wording::Size ? "is" : "is at";
}

std::string level_text(const model::Level& level, const units::Scale& scale) {
  return units::quantity(level.value, scale, (level.upper - level.lower) / 2 / scale.divisor);
}

/// "16 % more", "2.4× as much"; empty where there is no ratio.
std::string size_of(const BenchmarkFacts& b) {
  const Comparison& c = *b.comparison;
  if (c.difference) return {};
  const std::string size = units::short_magnitude(c.ratio.value);
  if (c.ratio.value >= 2) return ", " + size + " as much";
  return fmt::format(", {} {}", size, c.ratio.value > 1 ? "more" : "less");
}

/// How the runs of both sides lie to each other.
std::string apart_words(const Story& story, bool above) {
  const std::size_t before = story.before.runs.size();
  const std::size_t after = story.after.runs.size();
  const std::string_view side = above ? "above" : "below";
  if (before == 1 && after == 1) return "one run on either side";
  const std::string those = before == 1 ? "the one before" : fmt::format("the {} before", before);
  if (story.beyond == after && after == 1) return fmt::format("the one run after lies {} all {} before", side, before);
  if (story.beyond == after) return fmt::format("the {} runs after lie all {} {}", after, side, those);
  if (2 * story.beyond >= after)
    return fmt::format("{} of the {} runs after lie {} {}", story.beyond, after, side,
                       before == 1 ? those : "all " + those.substr(4));
  return fmt::format("the runs of both sides overlap, {} after and {} before", after, before);
}

std::string sentence_of(const Report& report, const Story& story) {
  const BenchmarkFacts& b = report.benchmarks[story.benchmark];
  const Comparison& c = *b.comparison;
  const units::Scale scale = model::scale_of(b);
  std::string out = fmt::format("{} {} {} {} instead of {}{}; {}.", since(report, b, story), b.name, verb(b),
                                level_text(c.current, scale), level_text(c.baseline, scale), size_of(b),
                                apart_words(story, rises(c)));
  if (c.against_common) {
    out += fmt::format(" Most benchmarks moved together; against them it is {}.",
                       units::short_change(c.against_common->value));
  }
  if (!c.limit.empty()) out += fmt::format(" It breaks the limit {}.", c.limit);
  if (c.provisional && model::is_evident(c.verdict)) out += " Provisional: too few runs to be sure of the noise.";
  return out;
}

std::size_t runs_beyond(const Story& story, bool above) {
  const auto [least, most] = std::ranges::minmax_element(story.before.runs, {}, &RunValue::value);
  return static_cast<std::size_t>(std::ranges::count_if(story.after.runs, [&](const RunValue& run) {
    return above ? run.value > most->value : run.value < least->value;
  }));
}

std::vector<std::string> environments_of(const Report& report, const std::vector<RunValue>& runs) {
  std::vector<std::string> out;
  for (const RunValue& run : runs) {
    std::string text = model::environment_text(report.runs[run.run].environment);
    if (!text.empty() && std::ranges::find(out, text) == out.end()) out.push_back(std::move(text));
  }
  return out;
}

}  // namespace

ComparedRuns compared_runs(const Segmented& s, const BenchmarkFacts& b, std::uint32_t baseline, std::uint32_t current) {
  return {values_of(s, b, baseline), values_of(s, b, current)};
}

void tell_stories(Report& report, const std::map<std::string, ComparedRuns>& runs) {
  for (const std::size_t i : report.overview.to_act) {
    const BenchmarkFacts& b = report.benchmarks[i];
    const auto at = runs.find(b.id);
    if (at == runs.end() || !b.comparison || b.comparison->verdict == Verdict::NotComparable) continue;
    if (at->second.before.empty() || at->second.after.empty()) continue;
    Story story;
    story.benchmark = i;
    story.before.runs = at->second.before;
    story.after.runs = at->second.after;
    story.before.environments = environments_of(report, story.before.runs);
    story.after.environments = environments_of(report, story.after.runs);
    story.change_point = change_point_of(report, b);
    story.beyond = runs_beyond(story, rises(*b.comparison));
    story.sentence = sentence_of(report, story);
    report.stories.push_back(std::move(story));
  }
}

}  // namespace perfolio::analysis
