// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/method.h"

#include "base/text.h"
#include "base/time.h"
#include "model/family_words.h"
#include "model/web_links.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::layout {

using model::Report;

namespace {

constexpr std::size_t kMostReleases = 24;
constexpr std::size_t kMostNotes = 60;
const Font kBody{Face::Regular, 9};
const Font kFixed{Face::Mono, 8};

class Writer {
 public:
  Writer(double width, const TextMetrics& metrics) : width_(width), metrics_(metrics) {}
  void heading(const std::string& text, std::string anchor = {}) {
    lines.push_back({MethodLine::Kind::Heading, text, 2, {}, {}, {}, std::move(anchor)});
  }
  void body(const std::string& text) {
    for (std::string& line : wrapped(base::visible(text), kBody, width_, 12, metrics_))
      lines.push_back({MethodLine::Kind::Body, std::move(line), 0});
    lines.back().space = 4;
  }
  void fixed(const std::string& text, std::string link = {}) {
    lines.push_back(
        {MethodLine::Kind::Fixed, clipped(base::visible(text), kFixed, width_, metrics_), 0, std::move(link)});
  }
  /// Over as many lines as it takes, each but the last continued as a shell has it.
  void command(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& raw : words) {
      const std::string word = base::visible(raw);
      const std::string longer = line.empty() ? word : line + " " + word;
      if (!line.empty() && line != "  " && metrics_.width(longer + " \\", kFixed) > width_) {
        lines.push_back({MethodLine::Kind::Fixed, line + " \\", 0});
        line = "  " + word;
      } else {
        line = longer;
      }
    }
    lines.push_back({MethodLine::Kind::Fixed, line, 0});
  }
  std::vector<MethodLine> lines;

 private:
  double width_;
  const TextMetrics& metrics_;
};

std::string percent(double part) {
  return units::number(part * 100, part < 0.1 && part * 1000 != 10 * static_cast<int>(part * 100) ? 1 : 0) +
         std::string(units::kThinSpace) + "%";
}

void rules(Writer& w, const Report& report) {
  const model::Rule& r = report.rule;
  w.heading("What was compared, and how");
  if (report.baseline) {
    w.body(
        fmt::format("Current is {}, baseline is {} ({}). A run is one execution of the suite; it is the unit that is "
                    "counted, because "
                    "repetitions inside one run share its conditions.",
                    report.columns[report.current].release.tag, report.columns[*report.baseline].release.tag,
                    report.baseline_word));
  }
  w.body(
      "A level is the median of the runs that speak for a release: those since the last change point inside its "
      "window, so that a change made "
      "in the middle of a cycle does not blur what shipped. Logarithms are used where all values are positive. The "
      "bars and bands of a chart are "
      "95 % intervals of the level: order statistics from six runs on, else from the noise of the series.");
  w.body(
      "Change points are where the posterior probability of a shift, given all runs by line of releases and date, "
      "reaches one "
      "half. Runs of one commit hold none between them; a shift no larger than what releases differ by anyway is "
      "none.");
  w.body(fmt::format(
      "A change is the current level over that of the baseline: the runs of these two releases, and no others. Its {} "
      "interval is a prediction interval. The other runs of the segment in force at the baseline are heard in it where "
      "they agree with the baseline's own; it holds the noise from run to run, for which a series also listens to its "
      "suite, and, from four releases on, the noise from release to release, learnt without the two; with four runs on "
      "either side the ranks of the runs (Hodges-Lehmann) must agree. With no history at all a noise of {} is assumed "
      "and the verdict marked provisional (*).",
      percent(r.confidence), percent(r.prior_sigma)));
  w.body(fmt::format(
      "faster, slower, larger, smaller, better, worse: the whole interval lies beyond ±{}, and the comparison stands "
      "among all primary ones of "
      "the report (Benjamini-Hochberg, false discovery rate {}; printed intervals are not adjusted). same: the "
      "interval includes no change and lies within ±{}. unclear: everything else. With fewer than four runs on a side "
      "the change must also leave the range of the last 20 runs; and it must not stand half in the baseline's own runs "
      "already. An alert is a worsening beyond {}, unless the configuration says otherwise.",
      percent(r.floor), percent(r.false_discovery), percent(r.equivalence), percent(r.threshold)));
  w.body(
      "Runs to see a change of 5 or 10 %: so many of each release that an interval as narrow as their noise makes it "
      "would lie beyond the floor in four of five cases. Sees: the smallest change that would have been found with 80 "
      "% power. Runs: of the baseline / of the current "
      "release. A geometric mean is taken over the benchmarks measured on both sides, each turned so that "
      "below 1 is better unless all are rates; its interval is a bootstrap over benchmarks. Limits: two releases "
      "measured on different "
      "days differ by more than their runs show, so that with fewer than four releases a change may be the "
      "machine's; and what changed is said, never why.");
}

/// The means of all benchmarks, with what page one leaves out of its sentences.
void means(Writer& w, const Report& report) {
  if (report.headline.index_line.empty()) return;
  w.heading("All benchmarks together", "means");
  w.body(report.headline.index_line);
  if (!report.headline.since_line.empty()) w.body(report.headline.since_line);
}

/// What the maintainer's configuration says of this report, and what the whole suite did.
void asides(Writer& w, const Report& report) {
  if (const auto& common = report.common_shift) {
    w.heading("A common shift");
    w.body(fmt::format(
        "{} of {} comparable benchmarks moved the same way, by {} {}: the environment "
        "probably changed. report.json has each change also against that shift.",
        common->moved, common->of, common->alike ? "nearly the same" : "about", units::short_change(common->ratio)));
  }
  if (!report.annotations.empty()) w.heading("Annotations");
  for (const model::Annotation& note : report.annotations) {
    w.body(fmt::format("{}: {}", report.columns[note.column].release.tag, note.text));
  }
  if (!report.suppressions.empty()) w.heading("Suppressed alerts");
  for (const model::Suppression& s : report.suppressions) {
    w.body(fmt::format("{}{}: {}{}; {}", s.pattern, s.metric.empty() ? "" : " (" + s.metric + ")", s.reason,
                       s.until.empty() ? "" : ", until " + s.until,
                       s.expired        ? "expired: its alerts are raised again"
                       : s.applied == 1 ? "holds back 1 alert"
                                        : fmt::format("holds back {} alerts", s.applied)));
  }
}

void drifts(Writer& w, const Report& report) {
  std::vector<std::string> lines;
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    const auto& d = b.drift;
    if (!d || !model::is_evident(d->verdict)) continue;
    lines.push_back(fmt::format("{}: {} per release {}, {} since {}", base::visible(b.id),
                                units::change(d->per_release.value), model::interval_text(d->per_release),
                                units::change(d->accumulated), report.columns[d->since].release.tag));
  }
  if (lines.empty()) return;
  w.heading("Drifts");
  w.body(
      "What adds up over eight or more releases, where a line explains the levels better than steps do (Theil-Sen):");
  for (std::size_t i = 0; i < std::min(kMostNotes, lines.size()); ++i) w.fixed(lines[i]);
  if (lines.size() > kMostNotes) w.body(fmt::format("… and {} more, all in report.json.", lines.size() - kMostNotes));
}

/// Whose time grows otherwise than it did, and how that is known.
void growth(Writer& w, const Report& report) {
  const auto scales = [](const model::Family& family) { return !family.scalings.empty(); };
  if (std::ranges::none_of(report.families, scales)) return;
  w.heading("Growth with a parameter");
  w.body(fmt::format(
      "An exponent is the slope of ln level over ln parameter, by weighted least squares (weights from the "
      "intervals and from the scatter about the line; its {}{}% interval after Knapp and Hartung). It is "
      "printed where the parameter has three values over a factor of four, no level is further than 25{}% "
      "off the line and the interval is within \u00b10.25. A change of it is the slope of the ratios of the "
      "two releases; it is named where its {}{}% interval leaves out 0 and it is 0.05 or more.",
      units::number(report.rule.level_confidence * 100, 0), units::kThinSpace, units::kThinSpace,
      units::number(report.rule.confidence * 100, 0), units::kThinSpace));
  for (const std::string& line : model::growth_lines(report, kMostNotes)) w.body(base::visible(line));
}

void releases(Writer& w, const Report& report) {
  w.heading(report.kind == model::ColumnKind::Release ? "Releases" : "Runs", "releases");
  const model::Mapping& m = report.mapping;
  if (report.kind == model::ColumnKind::Release) {
    w.body(
        fmt::format("Runs were assigned to releases by containment of their commit: {}; by date: {}; by an explicit "
                    "map: {}; by their own record: {}; "
                    "in no release yet: {}; not assigned: {}.",
                    m.containment, m.date, m.map, m.record, m.unreleased, m.unmapped));
  }
  const std::size_t from = report.current + 1 > kMostReleases ? report.current + 1 - kMostReleases : 0;
  if (from > 0) w.body(fmt::format("The last {} of {}:", kMostReleases, report.current + 1));
  const model::WebPages pages(report.project_url);
  std::size_t widest = 4;
  for (std::size_t i = from; i <= report.current; ++i)
    widest = std::max(widest, std::min<std::size_t>(28, base::code_point_count(report.columns[i].release.tag)));
  for (std::size_t i = from; i <= report.current; ++i) {
    const model::Column& c = report.columns[i];
    const std::string mark = i == report.current ? "  current" : report.baseline == i ? "  baseline" : "";
    w.fixed(fmt::format("{:<{}}  {:<10}  {:<10}  {:>4} run{}{}", base::visible(c.release.tag), widest,
                        c.release.date ? base::to_date(*c.release.date) : "no date",
                        base::visible(c.release.commit).substr(0, 10), c.runs, c.runs == 1 ? " " : "s", mark),
            report.kind == model::ColumnKind::Release ? pages.release(c.release.tag) : pages.commit(c.release.commit));
  }
}

/// "0123456...789abcd" of the page that compares two commits.
std::string short_ends(const std::string& before, const std::string& after) {
  return before.substr(0, 7) + "..." + after.substr(0, 7);
}

/// Benchmarks that changed between the same two commits, and the page that compares these.
struct WebChange {
  std::string page, ends;
  std::vector<std::string> ids;
};

/// From the last run that is surely of the old level to the last that may begin the new one.
std::vector<WebChange> changes_on_web(const Report& report, const model::WebPages& pages) {
  std::vector<WebChange> out;
  for (const std::size_t i : report.changed) {
    for (const model::ChangePoint& point : report.benchmarks[i].change_points) {
      const std::string& before = report.runs[point.run_before].commit;
      const std::string& after = report.runs[point.run_last].commit;
      const std::string page = point.column == report.current ? pages.compare(before, after) : "";
      if (page.empty()) continue;
      auto at = std::ranges::find(out, page, &WebChange::page);
      if (at == out.end()) at = out.insert(out.end(), {page, short_ends(before, after), {}});
      if (at->ids.empty() || at->ids.back() != report.benchmarks[i].id) at->ids.push_back(report.benchmarks[i].id);
    }
  }
  return out;
}

void on_web(Writer& w, const Report& report) {
  constexpr std::size_t kMostPages = 12;
  const model::WebPages pages(report.project_url);
  if (pages.project().empty()) return;
  w.heading("On the web");
  w.fixed("project   " + pages.project(), pages.project());
  const auto side = [&](std::string_view what, std::size_t column) {
    const std::string page = pages.release(report.columns[column].release.tag);
    if (!page.empty() && report.kind == model::ColumnKind::Release) w.fixed(fmt::format("{:<9} {}", what, page), page);
  };
  side("current", report.current);
  if (report.baseline) {
    side("baseline", *report.baseline);
    const std::string& before = report.columns[*report.baseline].release.commit;
    const std::string& after = report.columns[report.current].release.commit;
    const std::string page = pages.compare(before, after);
    if (!page.empty()) w.fixed("between   " + short_ends(before, after), page);
  }
  const auto changes = changes_on_web(report, pages);
  for (std::size_t i = 0; i < std::min(kMostPages, changes.size()); ++i) {
    const WebChange& change = changes[i];
    const std::string more = change.ids.size() > 1 ? fmt::format(" and {} more", change.ids.size() - 1) : "";
    w.fixed(fmt::format("change    {}  {}{}", change.ends, change.ids.front(), more), change.page);
  }
  if (changes.size() > kMostPages) w.body(fmt::format("… and {} more", changes.size() - kMostPages));
}

void inputs(Writer& w, const Report& report) {
  w.heading("Data");
  for (const model::Input& input : report.inputs) {
    w.fixed(fmt::format("{}  {}  {} runs, {} points  sha256 {}", base::visible(input.path), input.format, input.runs,
                        input.points, input.sha256.substr(0, 16)));
    for (const auto& [reason, count] : input.ignored)
      w.fixed(fmt::format("  left out {}: {}", count, base::visible(reason)));
  }
  for (const model::UsedFont& font : report.fonts)
    w.fixed(fmt::format("letters of {}  sha256 {}", font.name, font.sha256.substr(0, 16)));
  if (!report.reproduce.empty()) {
    w.body("The same report again, in the folder of its files:");
    w.command(report.reproduce);
  }
  w.body(report.environment.empty() ? "The data does not say on which machine it was measured."
                                    : "Environment: " + report.environment + ".");
  w.body(
      fmt::format("Made by perfolio {}. The same input, configuration and version give the same bytes. The PDF "
                  "and the pictures are set in Inter and JetBrains Mono.",
                  report.tool_version));
}

void notes(Writer& w, const Report& report) {
  if (report.notes.empty()) return;
  w.heading("Notes");
  for (std::size_t i = 0; i < std::min(kMostNotes, report.notes.size()); ++i) {
    const base::Diagnostic& note = report.notes[i];
    const std::string where = base::to_string(note.where);
    w.body((where.empty() ? "" : where + ": ") + note.text);
  }
  if (report.notes.size() > kMostNotes)
    w.body(fmt::format("… and {} more, all in report.json.", report.notes.size() - kMostNotes));
}

void apart(Writer& w, const Report& report) {
  std::vector<std::string> lines;
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    if (!b.comparison) continue;
    const model::Verdict verdict = b.comparison->verdict;
    // What is new or gone stands as such in every table; why others are not compared stands here alone.
    if (verdict == model::Verdict::NotComparable && report.baseline)
      lines.push_back(fmt::format("{}: {} ({})", base::visible(b.id), model::word(verdict, b), b.comparison->rule));
  }
  if (lines.empty()) return;
  w.heading("Not compared");
  for (std::size_t i = 0; i < std::min(kMostNotes, lines.size()); ++i) w.fixed(lines[i]);
  if (lines.size() > kMostNotes) w.body(fmt::format("… and {} more, all in report.json.", lines.size() - kMostNotes));
}

}  // namespace

std::vector<MethodLine> method_lines(const Report& report, double width, const TextMetrics& metrics) {
  Writer w(width, metrics);
  rules(w, report);
  means(w, report);
  asides(w, report);
  drifts(w, report);
  growth(w, report);
  releases(w, report);
  on_web(w, report);
  inputs(w, report);
  apart(w, report);
  notes(w, report);
  return std::move(w.lines);
}

namespace {

double text_height(MethodLine::Kind kind) {
  switch (kind) {
    case MethodLine::Kind::Heading:
      return 28;
    case MethodLine::Kind::Body:
      return 13.5;
    case MethodLine::Kind::Fixed:
      return 12.5;
  }
  return 0;
}

}  // namespace

double line_height(const MethodLine& line) { return text_height(line.kind) + line.space; }

Node method_node(const MethodLine& line, base::Point at, double width, const style::Style& style) {
  const base::Point on{at.x, at.y + text_height(line.kind) - 4};
  const bool heading = line.kind == MethodLine::Kind::Heading;
  const bool fixed = line.kind == MethodLine::Kind::Fixed;
  const Font font = heading ? Font{Face::SemiBold, 11.5} : fixed ? kFixed : kBody;
  Node node{heading ? Role::H2 : Role::P,
            {},
            line.link,
            line.anchor,
            {Text{line.text, on, font, heading ? style.ink : style.ink2, Align::Left}},
            {}};
  if (line.aside.empty()) return node;
  const Text aside{line.aside, {at.x + width, on.y}, font, style.ink2, Align::Right};
  return {Role::None, {}, {}, {}, {}, {std::move(node), {Role::P, {}, line.aside_link, {}, {aside}, {}}}};
}

}  // namespace perfolio::layout
