// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
#include "base/pattern.h"
#include "model/bounds.h"
#include "model/changes.h"
#include "model/families.h"
#include "model/highlights.h"
#include "model/history.h"
#include "model/overview.h"
#include "model/stories.h"
#include "model/timeline.h"

#include <optional>
#include <string>
#include <vector>

/// Every fact a report shows. Made by analysis, read by layout and emit, which compute nothing of their own: no two
/// outputs can disagree. Values are in the base unit of their series; ratios are current/baseline, so 1.10 is +10 %.
namespace perfolio::model {

/// A commit, as git knows it.
struct Commit {
  std::string id;
  std::string subject;
  std::string author;        ///< a name, never an e-mail address.
  std::string url;           ///< on the project's site; empty when that is unknown.
  std::string pull_request;  ///< its number, where the subject has one.
  bool operator==(const Commit&) const = default;
};

/// A run at which the level shifts for good.
struct ChangePoint {
  std::uint32_t column = kNoColumn;  ///< where it shows; kNoColumn: in no release yet.
  std::uint32_t run = 0;             ///< the first run of the new level, index into Report::runs.
  std::uint32_t run_before = 0;      ///< the last run that is surely of the old level.
  double before = 0;                 ///< levels of the two segments.
  double after = 0;
  Ratio ratio;
  Verdict verdict = Verdict::Unclear;
  bool provisional = false;  ///< fewer than 3 runs after it.
  /// Where else the shift may be: the first and the last run that may begin the new level.
  std::uint32_t run_first = 0, run_last = 0;
  /// Between run_before and run_last, wherever the shift may be: newest first, at most ten; empty without a repository.
  std::vector<Commit> commits;
  std::size_t commits_more = 0;  ///< beyond those.
};

/// A column in which a change is established, as charts label it and heat maps print it: change points lie in it, or,
/// for the current column, the comparison with the column before says so.
struct ColumnChange {
  std::uint32_t column = 0;
  double ratio = 1;  ///< of its level to that of the column measured before; for the current column, the comparison's.
  Verdict verdict = Verdict::Unclear;
  bool provisional = false;
  std::optional<double> difference = std::nullopt;  ///< as in Comparison; only for the current column.
};

struct Comparison {
  /// The levels of the two releases, as in BenchmarkFacts::levels. Where the baseline did not measure the series, its
  /// side is that of the last release before it that did; Level::column says which.
  Level baseline, current;
  Ratio ratio;  ///< of these two levels; the interval also hears the runs that are lent.
  /// Current less baseline in the base unit, where a ratio says nothing: one of the levels is zero or less. `ratio` is
  /// none then.
  std::optional<double> difference;
  std::size_t lent = 0;            ///< other runs of the segment in force at the baseline, which agree with its own.
  double p = 1;                    ///< of no change, by the rule that decides; 1 where there is no test.
  std::size_t corrected_over = 0;  ///< comparisons the p was corrected over; 0: not corrected.
  Verdict verdict = Verdict::Unclear;
  bool alert = false;
  bool fail = false;        ///< beyond the threshold at which a gate fails; an alert, too.
  double threshold = 0.10;  ///< at which this series alerts.
  std::string limit;        ///< which static bound the current level breaks, in words; empty when none.
  std::string suppressed;   ///< why what would be an alert is none; empty when it is not suppressed.
  /// The change against what most of the suite moved by; only where the report has such a common shift.
  std::optional<Ratio> against_common;
  bool provisional = false;
  std::string rule;             ///< "prediction interval", "exact", "wide prior", or why there is none.
  double noise_floor = 0;       ///< the relative change that would have been seen with 80 % power; 0: unknown.
  std::size_t runs_needed = 0;  ///< for `unclear`: runs of the current release that would settle it; 0: unknown.
  RunsToSee runs_to_see;
  /// Of what has no baseline: the relative change that the next release would show with as many runs, in four of five
  /// cases; 0: unknown.
  double next_sees = 0;
};

/// A steady change over many releases, each too small to be seen for itself.
struct Drift {
  Ratio per_release;
  double accumulated = 1;   ///< from `since` to the current release, as a ratio.
  std::uint32_t since = 0;  ///< column at which it begins.
  Verdict verdict = Verdict::Unclear;
};

/// What most benchmarks moved by together: rather another environment than as many changes.
struct CommonShift {
  double ratio = 1;                          ///< turned so that below 1 is better.
  std::size_t moved = 0;                     ///< benchmarks that moved this way.
  std::size_t of = 0;                        ///< comparable ones.
  bool alike = true;                         ///< their ratios are nearly the same; else `ratio` is the median of many.
  std::vector<std::size_t> benchmarks = {};  ///< those that moved: indices into Report::benchmarks.
};

/// Such a shift at an earlier column.
struct PastShift {
  std::uint32_t column = 0;
  CommonShift shift;
};

/// Words pinned to a release: of the maintainer, or of the analysis on a common shift.
struct Annotation {
  std::uint32_t column = 0;
  std::string text;
  std::vector<base::Pattern> match;  ///< benchmarks whose charts show it; empty: all.
};

/// An entry of the config that keeps alerts from being raised.
struct Suppression {
  std::string pattern, metric, reason;
  std::string until;        ///< as written; empty: for good.
  bool expired = false;     ///< it no longer holds.
  std::size_t applied = 0;  ///< alerts that it holds back.
};

/// One benchmark x metric x environment.
struct BenchmarkFacts {
  std::string id;  ///< unique in the report.
  std::string suite, name, metric;
  Environment environment;
  units::Unit unit;
  units::Direction better = units::Direction::Lower;
  std::string estimator;
  std::string per;     ///< the work of one iteration, as a label.
  std::string spread;  ///< what the source writes beside the newest value, verbatim; not interpreted.
  std::string group;
  bool primary = true;        ///< the metric of its benchmark that the headline counts.
  std::vector<Level> levels;  ///< ascending by column; columns without a value are absent.
  /// All its runs in the order of the series; empty where they say no more than the levels do: one run a column.
  std::vector<RunValue> run_values;
  std::vector<ChangePoint> change_points;    ///< in the order of the series: by lines, then by date.
  std::vector<ColumnChange> column_changes;  ///< ascending by column.
  std::optional<Comparison> comparison;      ///< none: measured in neither release.
  std::optional<Drift> drift;                ///< none: too few releases to tell.
  double noise = 0;                          ///< sigma of ln value from run to run; 0: none or unknown.
  bool noiseless = false;                    ///< repeats exactly within its segments.
  std::vector<std::string> notes;
  std::vector<Bound> bounds;          ///< limits of the config that are held against it.
  Parameters parameters;              ///< as its source states them.
  std::optional<std::size_t> family;  ///< index into Report::families.
};

struct Tile {
  std::optional<double> value;      ///< the lead's level in its base unit; none: the group has no lead.
  std::optional<std::size_t> lead;  ///< index of the lead.
  std::optional<Ratio> ratio;
  Verdict verdict = Verdict::Unclear;
};

struct Group {
  std::string name, description, per;
  std::vector<std::size_t> benchmarks;  ///< indices of series, in print order.
  std::optional<std::size_t> lead;
  Index index;
  Counts counts;                  ///< as the headline's, of its benchmarks.
  std::vector<IndexPoint> trend;  ///< of its primary series; up to the current column.
  Tile tile;
};

struct Column {
  Release release;
  std::size_t runs = 0;
  std::string follows = {};  ///< tag of the release it follows, which need not be a column; empty: none known.
  LineBy follows_by = LineBy::None;
};

struct Headline {
  std::string lead;        ///< "5 of 47 benchmarks changed since v0.2.2"
  std::string sentence;    ///< "5 of 47 benchmarks changed since v0.2.2: 3 better, 2 slower"
  std::string detail;      ///< "39 same within noise · 3 not comparable"
  std::string index_line;  ///< "against v0.2.2: …", the geometric mean with its interval, as the method page has it.
  std::string since_line;  ///< "since v0.1.0: …"; empty when there is no earlier first release.
  Counts counts;
  Index index;
  std::string since_tag;
  Index since;
  std::vector<IndexPoint> trend;  ///< up to the current column.
};

/// The numbers behind the words, as the method page prints them.
struct Rule {
  double confidence = 0.99;        ///< of the interval of a change.
  double level_confidence = 0.95;  ///< of the interval of a level.
  double floor = 0.01;             ///< the whole interval must lie beyond it.
  double equivalence = 0.05;       ///< "same" means the whole interval lies inside it.
  double threshold = 0.10;         ///< a worsening beyond it is an alert.
  double prior_sigma = 0.11;       ///< assumed noise where nothing is known.
  double false_discovery = 0.05;   ///< share of false ones among the changes called, at most (Benjamini & Hochberg).
};

struct Mapping {
  std::size_t containment = 0, date = 0, map = 0, record = 0, unreleased = 0, unmapped = 0;
  std::size_t ambiguous = 0;  ///< of those by date: which line of releases is meant cannot be known.
};

/// A font file of the system that letters of the report are drawn with.
struct UsedFont {
  std::string name;    ///< of the file, without its folder.
  std::string sha256;  ///< of its bytes.
};

struct Report {
  std::string tool_version;
  std::string project;
  std::string project_url;
  ColumnKind kind = ColumnKind::Release;
  std::vector<Column> columns;
  std::size_t current = 0;
  std::optional<std::size_t> baseline;  ///< none: the current release is the first measured one.
  std::string baseline_word;            ///< "previous", "first", "best" or "chosen": how the baseline came about.
  Headline headline;
  Overview overview;
  std::vector<std::string> maintainer_note;  ///< paragraphs of the maintainer's own words.
  std::vector<Highlight> highlights;         ///< in the maintainer's order; those that both releases measured.
  std::vector<Group> groups;
  std::vector<std::size_t> tiles;          ///< groups that get a tile on the summary, at most nine: evidence first.
  std::size_t tiles_left = 0;              ///< groups that would have one, were there room.
  std::vector<BenchmarkFacts> benchmarks;  ///< sorted by id.
  std::vector<Family> families;            ///< sorted by id.
  std::vector<std::string> growth;         ///< a sentence for each family whose exponent changed, the largest first.
  std::optional<std::size_t> hero;         ///< the series of the summary's chart.
  std::vector<std::size_t> changed;        ///< primary series with an evident change, largest effect first.
  std::vector<Story> stories;              ///< of what there is to act on, in that order.
  std::vector<Run> runs;                   ///< without results, in the order of dates.
  std::vector<std::uint32_t> run_columns;  ///< per run the column it belongs to, or kNoColumn.
  std::string environment;                 ///< one line: what all runs have in common, and how many there are.
  Rule rule;
  std::optional<CommonShift> common_shift;
  std::vector<PastShift> past_shifts;     ///< ascending by column, without the current one.
  std::vector<Annotation> annotations;    ///< ascending by column; those of releases the report has.
  std::vector<Suppression> suppressions;  ///< as the config lists them.
  Mapping mapping;
  std::vector<Input> inputs;
  std::vector<UsedFont> fonts;  ///< beside perfolio's own; found out before anything is drawn.
  std::vector<base::Diagnostic> notes;
  std::vector<std::string> reproduce;  ///< the command that makes this report again, word by word; empty: not known.
};

}  // namespace perfolio::model
