// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/overview_json.h"

#include "model/words.h"

namespace perfolio::emit {

using base::JsonWriter;
using model::Report;

void ratio_members(JsonWriter& w, const model::Ratio& ratio) {
  w.number("ratio", ratio.value);
  if (ratio.has_interval()) {
    w.number("lower", ratio.lower);
    w.number("upper", ratio.upper);
  } else {
    w.null("lower");
    w.null("upper");
  }
}

void index(JsonWriter& w, std::string_view key, const model::Index& index) {
  if (index.n == 0) {
    w.null(key);
    return;
  }
  w.begin_object(key);
  ratio_members(w, index.ratio);
  w.count("n", index.n);
  w.text("direction", model::key(index.better));
  w.text("verdict", model::key(index.verdict));
  w.end_object();
}

void verdict_members(JsonWriter& w, const model::Counts& c) {
  w.count("better", c.better);
  w.count("worse", c.worse);
  w.count("changed", c.changed);
  w.count("same", c.same);
  w.count("unclear", c.unclear);
  w.count("new", c.fresh);
  w.count("gone", c.gone);
  w.count("not_comparable", c.not_comparable);
  w.count("total", c.total);
}

void verdict_counts(JsonWriter& w, std::string_view key, const model::Counts& c) {
  w.begin_object(key);
  verdict_members(w, c);
  w.end_object();
}

namespace {

std::string_view tag(const Report& report, std::size_t column) { return report.columns[column].release.tag; }

void apart(JsonWriter& w, std::string_view key, const Report& report, const std::vector<model::Apart>& all) {
  w.begin_array(key);
  for (const model::Apart& one : all) {
    w.begin_object();
    w.text("benchmark", report.benchmarks[one.benchmark].id);
    ratio_members(w, one.ratio);
    if (one.difference) {
      w.number("difference", *one.difference);
    } else {
      w.null("difference");
    }
    w.text_or_null("since", one.since ? tag(report, *one.since) : "");
    w.count("steps", one.steps);
    w.end_object();
  }
  w.end_array();
}

void against(JsonWriter& w, const Report& report, const model::Against& row) {
  w.begin_object();
  w.text("release", tag(report, row.column));
  w.begin_array("roles");
  for (const std::string& role : row.roles) w.text({}, role);
  w.end_array();
  index(w, "geomean", row.index);
  verdict_counts(w, "counts", row.counts);
  apart(w, "worse", report, row.worse);
  apart(w, "better", report, row.better);
  w.begin_array("shifts");
  for (const std::uint32_t column : row.shifts) w.text({}, tag(report, column));
  w.end_array();
  if (row.shifts.empty()) {
    w.null("without_shifts");
  } else {
    w.begin_object("without_shifts");
    ratio_members(w, row.without_shifts);
    w.end_object();
  }
  w.end_object();
}

void ids(JsonWriter& w, std::string_view key, const Report& report, const std::vector<std::size_t>& series) {
  w.begin_array(key);
  for (const std::size_t i : series) w.text({}, report.benchmarks[i].id);
  w.end_array();
}

void advice(JsonWriter& w, const Report& report) {
  const model::Overview& o = report.overview;
  if (!o.advice) {
    w.null("advice");
    return;
  }
  w.begin_object("advice");
  w.text("sentence", o.advice_line);
  if (o.advice->sees > 0) {
    w.number("sees", o.advice->sees);
  } else {
    w.null("sees");
  }
  w.count("more_runs", o.advice->more);
  w.count("settles", o.advice->settles);
  w.count("unclear", o.advice->unclear);
  w.count("at_most", o.advice->most);
  w.end_object();
}

/// Without a baseline there is nothing to settle: what the next release will show.
void foresight(JsonWriter& w, const Report& report) {
  w.text_or_null("foresight", report.baseline ? "" : report.overview.advice_line);
}

}  // namespace

void overview_json(JsonWriter& w, const Report& report) {
  const model::Overview& o = report.overview;
  w.begin_object("overview");
  w.text_or_null("sentence", o.sentence);
  w.text_or_null("shift", o.shift);
  w.text_or_null("past_shifts", o.past_shifts);
  w.begin_array("against");
  for (const model::Against& row : o.against) against(w, report, row);
  w.end_array();
  advice(w, report);
  foresight(w, report);
  ids(w, "to_act", report, o.to_act);
  ids(w, "near", report, o.near);
  w.end_object();
}

}  // namespace perfolio::emit
