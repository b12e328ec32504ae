// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/json_writer.h"
#include "base/time.h"
#include "emit/families_json.h"
#include "emit/outputs.h"
#include "emit/overview_json.h"
#include "emit/stories_json.h"
#include "layout/tile.h"
#include "model/highlight_words.h"
#include "model/words.h"

namespace perfolio::emit {

using base::JsonWriter;
using model::Report;

namespace {

std::string_view tag(const Report& report, std::size_t column) { return report.columns[column].release.tag; }

void trend(JsonWriter& w, const Report& report, const std::vector<model::IndexPoint>& points) {
  w.begin_array("trend");
  for (const model::IndexPoint& point : points) {
    w.begin_object();
    w.text("release", report.columns[point.column].release.tag);
    w.number("ratio", point.ratio);
    w.count("n", point.n);
    if (point.lower > 0) {
      w.number("lower", point.lower);
      w.number("upper", point.upper);
    } else {
      w.null("lower");
      w.null("upper");
    }
    w.end_object();
  }
  w.end_array();
}

void release(JsonWriter& w, std::string_view key, const model::Column& column) {
  w.begin_object(key);
  w.text("tag", column.release.tag);
  w.text_or_null("commit", column.release.commit);
  w.text_or_null("date", column.release.date ? base::to_rfc3339(*column.release.date) : "");
  w.count("runs", column.runs);
  w.text_or_null("follows", column.follows);
  w.text_or_null("follows_by", model::key(column.follows_by));
  w.end_object();
}

void headline(JsonWriter& w, const Report& report) {
  const model::Headline& h = report.headline;
  const model::Counts& c = h.counts;
  w.begin_object("headline");
  w.text("sentence", h.sentence);
  w.text("detail", h.detail);
  verdict_members(w, c);
  w.count("alerts", c.alerts);
  w.count("fails", c.fails);
  w.count("suppressed", c.suppressed);
  index(w, "geomean", h.index);
  trend(w, report, h.trend);
  w.text("index_sentence", h.index_line);
  if (h.since_tag.empty()) {
    w.null("since");
  } else {
    w.begin_object("since");
    w.text("tag", h.since_tag);
    w.text("sentence", h.since_line);
    index(w, "geomean", h.since);
    w.end_object();
  }
  w.end_object();
}

void group(JsonWriter& w, const Report& report, std::size_t index_of_group) {
  const model::Group& group = report.groups[index_of_group];
  const auto id = [&](std::size_t i) -> std::string_view { return report.benchmarks[i].id; };
  w.begin_object();
  w.text("name", group.name);
  w.text_or_null("description", group.description);
  w.text_or_null("per", group.per);
  w.text_or_null("lead", group.lead ? id(*group.lead) : "");
  w.begin_array("benchmarks");
  for (const std::size_t i : group.benchmarks) w.text({}, id(i));
  w.end_array();
  index(w, "geomean", group.index);
  verdict_counts(w, "counts", group.counts);
  trend(w, report, group.trend);
  w.begin_object("tile");
  if (group.tile.value) {
    w.number("value", *group.tile.value);
  } else {
    w.null("value");
  }
  w.text_or_null("unit", group.tile.lead ? report.benchmarks[*group.tile.lead].unit.base : "");
  w.text_or_null("per", group.per);
  if (group.tile.ratio) {
    w.number("ratio", group.tile.ratio->value);
  } else {
    w.null("ratio");
  }
  w.text("verdict", model::key(group.tile.verdict));
  w.text("text", layout::tile_words(report, index_of_group));
  w.end_object();
  w.end_object();
}

void level(JsonWriter& w, std::string_view key, const Report& report, const model::Level& level) {
  w.begin_object(key);
  w.text("release", tag(report, level.column));
  w.number("value", level.value);
  w.number("lower", level.lower);
  w.number("upper", level.upper);
  w.count("n", level.n);
  w.count("samples", level.samples);
  if (level.noise > 0) {
    w.number("noise", level.noise);
  } else {
    w.null("noise");
  }
  w.end_object();
}

void run_values(JsonWriter& w, const model::BenchmarkFacts& b) {
  w.begin_array("run_values");
  for (const model::RunValue& point : b.run_values) {
    w.begin_array();
    w.count({}, point.run);
    w.number({}, point.value);
    w.end_array();
  }
  w.end_array();
}

void runs(JsonWriter& w, const Report& report) {
  w.begin_array("runs");
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    const model::Run& run = report.runs[i];
    const std::uint32_t column = i < report.run_columns.size() ? report.run_columns[i] : model::kNoColumn;
    w.begin_object();
    w.text_or_null("release", column == model::kNoColumn ? "" : tag(report, column));
    w.text_or_null("commit", run.commit);
    w.text_or_null("date", run.date ? base::to_rfc3339(*run.date) : "");
    w.text_or_null("branch", run.branch);
    w.end_object();
  }
  w.end_array();
}

void value_or_null(JsonWriter& w, std::string_view key, const model::Level& level) {
  if (level.n == 0) {
    w.null(key);
  } else {
    w.number(key, level.value);
  }
}

void count_or_null(JsonWriter& w, std::string_view key, std::size_t n) {
  if (n > 0) {
    w.count(key, n);
  } else {
    w.null(key);
  }
}

void run_place(JsonWriter& w, std::string_view key, const Report& report, std::uint32_t run) {
  w.begin_object(key);
  w.count("run", run);
  w.text_or_null("commit", report.runs[run].commit);
  w.end_object();
}

void commits(JsonWriter& w, const model::ChangePoint& point) {
  w.begin_array("commits");
  for (const model::Commit& commit : point.commits) {
    w.begin_object();
    w.text("id", commit.id);
    w.text("subject", commit.subject);
    w.text_or_null("author", commit.author);
    w.text_or_null("url", commit.url);
    w.text_or_null("pull_request", commit.pull_request);
    w.end_object();
  }
  w.end_array();
  w.count("commits_more", point.commits_more);
}

void drift(JsonWriter& w, const Report& report, const std::optional<model::Drift>& drift) {
  if (!drift) {
    w.null("drift");
    return;
  }
  w.begin_object("drift");
  w.number("per_release", drift->per_release.value);
  w.number("lower", drift->per_release.lower);
  w.number("upper", drift->per_release.upper);
  w.number("accumulated", drift->accumulated);
  w.text("since", tag(report, drift->since));
  w.text("verdict", model::key(drift->verdict));
  w.end_object();
}

void change_points(JsonWriter& w, const Report& report, const model::BenchmarkFacts& b) {
  w.begin_array("change_points");
  for (const model::ChangePoint& point : b.change_points) {
    w.begin_object();
    w.text_or_null("release", point.column == model::kNoColumn ? "" : tag(report, point.column));
    w.count("run", point.run);
    w.text_or_null("commit", report.runs[point.run].commit);
    w.number("before", point.before);
    w.number("after", point.after);
    ratio_members(w, point.ratio);
    w.text("verdict", model::key(point.verdict));
    w.truth("provisional", point.provisional);
    run_place(w, "first_run", report, point.run_first);
    run_place(w, "last_run", report, point.run_last);
    commits(w, point);
    w.end_object();
  }
  w.end_array();
  w.begin_array("release_changes");
  for (const model::ColumnChange& change : b.column_changes) {
    w.begin_object();
    w.text("release", tag(report, change.column));
    w.number("ratio", change.ratio);
    w.text("verdict", model::key(change.verdict));
    w.truth("provisional", change.provisional);
    w.end_object();
  }
  w.end_array();
}

void comparison(JsonWriter& w, const Report& report, const model::BenchmarkFacts& b) {
  if (!b.comparison) {
    w.null("comparison");
    return;
  }
  const model::Comparison& c = *b.comparison;
  const bool two = c.baseline.n > 0 && c.current.n > 0;
  w.begin_object("comparison");
  value_or_null(w, "baseline", c.baseline);
  value_or_null(w, "current", c.current);
  const bool ratio = two && !c.difference && c.verdict != model::Verdict::NotComparable;
  if (ratio) {
    ratio_members(w, c.ratio);
    w.number("p", c.p);
  } else {
    for (const char* key : {"ratio", "lower", "upper"}) w.null(key);
    if (c.difference) {
      w.number("p", c.p);
    } else {
      w.null("p");
    }
  }
  if (c.difference) {
    w.number("difference", *c.difference);
  } else {
    w.null("difference");
  }
  w.truth("interval_known", model::interval_text(c) != "not known" && (c.rule == "exact" || c.ratio.has_interval()));
  w.count("corrected_over", c.corrected_over);
  w.text("verdict", model::key(c.verdict));
  w.truth("alert", c.alert);
  w.truth("fail", c.fail);
  w.number("threshold", c.threshold);
  w.text_or_null("limit", c.limit);
  w.text_or_null("suppressed", c.suppressed);
  if (c.against_common) {
    w.begin_object("against_common");
    ratio_members(w, *c.against_common);
    w.end_object();
  } else {
    w.null("against_common");
  }
  w.truth("provisional", c.provisional);
  w.text("rule", c.rule);
  if (c.noise_floor > 0) {
    w.number("noise_floor", c.noise_floor);
  } else {
    w.null("noise_floor");
  }
  const bool elsewhere = report.baseline && c.baseline.n > 0 && c.baseline.column != *report.baseline;
  w.text_or_null("baseline_release", elsewhere ? tag(report, c.baseline.column) : "");
  w.count("n_baseline", c.baseline.n);
  w.count("n_lent", c.lent);
  w.count("n_current", c.current.n);
  w.count("samples_baseline", c.baseline.samples);
  w.count("samples_current", c.current.samples);
  count_or_null(w, "runs_needed", c.runs_needed);
  w.begin_object("runs_to_see");
  count_or_null(w, "same", c.runs_to_see.same);
  count_or_null(w, "5%", c.runs_to_see.five);
  count_or_null(w, "10%", c.runs_to_see.ten);
  w.end_object();
  if (c.next_sees > 0) {
    w.number("next_sees", c.next_sees);
  } else {
    w.null("next_sees");
  }
  w.end_object();
}

void series_members(JsonWriter& w, const model::BenchmarkFacts& b) {
  w.text("id", b.id);
  w.text("suite", b.suite);
  w.text("name", b.name);
  w.text("metric", b.metric);
  w.text("unit", b.unit.base);
  w.text("direction", model::key(b.better));
  w.begin_object("environment");
  for (const auto& [key, value] : b.environment) w.text(key, value);
  w.end_object();
  w.text("group", b.group);
  w.truth("primary", b.primary);
  w.text_or_null("estimator", b.estimator);
  w.text_or_null("per", b.per);
  w.text_or_null("spread", b.spread);
  w.number("noise", b.noise);
  w.truth("exact", b.noiseless);
}

void bounds(JsonWriter& w, const model::BenchmarkFacts& b) {
  w.begin_array("bounds");
  for (const model::Bound& bound : b.bounds) {
    w.begin_object();
    w.number("value", bound.value);
    w.text("side", bound.upper ? "upper" : "lower");
    w.text("text", bound.text);
    w.end_object();
  }
  w.end_array();
}

void benchmark(JsonWriter& w, const Report& report, const model::BenchmarkFacts& b, Detail detail) {
  w.begin_object();
  series_members(w, b);
  w.begin_array("levels");
  for (const model::Level& l : b.levels) level(w, {}, report, l);
  w.end_array();
  if (detail == Detail::Runs) run_values(w, b);
  bounds(w, b);
  change_points(w, report, b);
  comparison(w, report, b);
  drift(w, report, b.drift);
  w.begin_array("notes");
  for (const std::string& note : b.notes) w.text({}, note);
  w.end_array();
  w.end_object();
}

void rule(JsonWriter& w, const model::Rule& r) {
  w.begin_object("rule");
  w.number("confidence", r.confidence);
  w.number("level_confidence", r.level_confidence);
  w.number("floor", r.floor);
  w.number("equivalence", r.equivalence);
  w.number("threshold", r.threshold);
  w.number("prior_sigma", r.prior_sigma);
  w.number("false_discovery", r.false_discovery);
  w.end_object();
}

void common_shift(JsonWriter& w, const Report& report, const model::CommonShift& shift) {
  w.number("ratio", shift.ratio);
  w.count("moved", shift.moved);
  w.count("of", shift.of);
  w.truth("alike", shift.alike);
  w.begin_array("benchmarks");
  for (const std::size_t i : shift.benchmarks) w.text({}, report.benchmarks[i].id);
  w.end_array();
}

/// What the whole report has to say besides its headline.
void asides(JsonWriter& w, const Report& report) {
  if (report.common_shift) {
    w.begin_object("common_shift");
    common_shift(w, report, *report.common_shift);
    w.end_object();
  } else {
    w.null("common_shift");
  }
  w.begin_array("past_shifts");
  for (const model::PastShift& past : report.past_shifts) {
    w.begin_object();
    w.text("release", tag(report, past.column));
    common_shift(w, report, past.shift);
    w.end_object();
  }
  w.end_array();
  w.begin_array("annotations");
  for (const model::Annotation& annotation : report.annotations) {
    w.begin_object();
    w.text("release", tag(report, annotation.column));
    w.text("text", annotation.text);
    w.begin_array("benchmarks");
    for (const base::Pattern& pattern : annotation.match) w.text({}, pattern.text());
    w.end_array();
    w.end_object();
  }
  w.end_array();
  w.begin_array("suppressions");
  for (const model::Suppression& s : report.suppressions) {
    w.begin_object();
    w.text("pattern", s.pattern);
    w.text_or_null("metric", s.metric);
    w.text("reason", s.reason);
    w.text_or_null("until", s.until);
    w.truth("expired", s.expired);
    w.count("applied", s.applied);
    w.end_object();
  }
  w.end_array();
}

void provenance(JsonWriter& w, const Report& report) {
  const model::Mapping& m = report.mapping;
  w.begin_object("mapping");
  w.count("containment", m.containment);
  w.count("date", m.date);
  w.count("map", m.map);
  w.count("record", m.record);
  w.count("unreleased", m.unreleased);
  w.count("unmapped", m.unmapped);
  w.count("ambiguous", m.ambiguous);
  w.end_object();
  w.begin_array("inputs");
  for (const model::Input& input : report.inputs) {
    w.begin_object();
    w.text("path", input.path);
    w.text("sha256", input.sha256);
    w.text("format", input.format);
    w.count("runs", input.runs);
    w.count("points", input.points);
    w.begin_array("ignored");
    for (const auto& [reason, count] : input.ignored) {
      w.begin_object();
      w.text("reason", reason);
      w.count("count", count);
      w.end_object();
    }
    w.end_array();
    w.end_object();
  }
  w.end_array();
  w.begin_array("fonts");
  for (const model::UsedFont& font : report.fonts) {
    w.begin_object();
    w.text("name", font.name);
    w.text("sha256", font.sha256);
    w.end_object();
  }
  w.end_array();
  w.begin_array("notes");
  for (const base::Diagnostic& note : report.notes) {
    w.begin_object();
    w.text("severity", note.severity == base::Severity::Info ? "info" : "warning");
    w.text_or_null("where", base::to_string(note.where));
    w.text("text", note.text);
    w.end_object();
  }
  w.end_array();
}

void sides(JsonWriter& w, const Report& report) {
  w.text("columns", report.kind == model::ColumnKind::Release ? "release" : "run");
  release(w, "current", report.columns[report.current]);
  if (report.baseline) {
    release(w, "baseline", report.columns[*report.baseline]);
  } else {
    w.null("baseline");
  }
}

/// The two levels by themselves: another release than the baseline may be meant.
void highlights(JsonWriter& w, const Report& report) {
  w.begin_array("highlights");
  for (const model::Highlight& h : report.highlights) {
    w.begin_object();
    w.text("text", h.text);
    w.text("benchmark", report.benchmarks[h.benchmark].id);
    w.text("unit", report.benchmarks[h.benchmark].unit.base);
    for (const auto& [name, level] : {std::pair("baseline", &h.baseline), std::pair("current", &h.current)}) {
      w.begin_object(name);
      w.text("release", tag(report, level->column));
      w.number("value", level->value);
      w.end_object();
    }
    if (h.difference) {
      w.number("difference", *h.difference);
    } else {
      w.number("ratio", h.ratio.value);
    }
    w.text("verdict", model::key(h.verdict));
    w.text("words", model::highlight_line(report, h));
    w.end_object();
  }
  w.end_array();
}

}  // namespace

std::string report_json(const Report& report, Detail detail) {
  std::string out;
  report_json(report, detail, [&](std::string_view part) { out += part; });
  return out;
}

void report_json(const Report& report, Detail detail, const Sink& sink) {
  std::string out;
  JsonWriter w(out);
  const auto hand_on = [&] {
    sink(out);
    out.clear();
  };
  w.begin_object();
  w.text("schema", "perfolio-report/1");
  w.begin_object("tool");
  w.text("name", "perfolio");
  w.text("version", report.tool_version);
  w.end_object();
  w.begin_object("project");
  w.text("name", report.project);
  w.text_or_null("url", report.project_url);
  w.end_object();
  sides(w, report);
  w.begin_array("releases");
  for (const model::Column& column : report.columns) release(w, {}, column);
  w.end_array();
  runs(w, report);
  headline(w, report);
  overview_json(w, report);
  w.begin_array("note");
  for (const std::string& paragraph : report.maintainer_note) w.text({}, paragraph);
  w.end_array();
  highlights(w, report);
  rule(w, report.rule);
  asides(w, report);
  w.begin_array("groups");
  for (std::size_t g = 0; g < report.groups.size(); ++g) group(w, report, g);
  w.end_array();
  w.begin_array("benchmarks");
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    benchmark(w, report, b, detail);
    hand_on();
  }
  w.end_array();
  families_json(w, report);
  stories_json(w, report);
  provenance(w, report);
  w.end_object();
  hand_on();
}

std::string comparison_json(const Report& report, const std::vector<std::size_t>& order) {
  std::string out;
  JsonWriter w(out);
  w.begin_object();
  w.text("schema", "perfolio-comparison/1");
  sides(w, report);
  headline(w, report);
  overview_json(w, report);
  rule(w, report.rule);
  asides(w, report);
  w.begin_array("benchmarks");
  for (const std::size_t i : order) {
    w.begin_object();
    series_members(w, report.benchmarks[i]);
    comparison(w, report, report.benchmarks[i]);
    w.end_object();
  }
  w.end_array();
  w.end_object();
  return out;
}

}  // namespace perfolio::emit
