// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/json_writer.h"
#include "base/text.h"
#include "base/time.h"
#include "emit/html_parts.h"
#include "layout/names.h"
#include "model/words.h"
#include "units/text.h"

#include <algorithm>
#include <map>

/// The facts that the page's script draws and compares with: those of report.json, without the texts that stand in the
/// page itself. Series come in the order of the table's rows and are lists, not objects: no text of the data is ever a
/// key.
namespace perfolio::emit {

using base::JsonWriter;
using model::BenchmarkFacts;
using model::Report;

namespace {

constexpr std::size_t kMostRunValues = 200000;  ///< in a page; beyond, it shows releases alone.
constexpr std::size_t kMostCommits = 5;

void milliseconds(JsonWriter& w, const std::optional<base::Time>& time) {
  if (time) {
    w.number({}, static_cast<double>(time->time_since_epoch().count()) * 1000);
  } else {
    w.null({});
  }
}

/// Different texts, numbered as they come.
class Numbered {
 public:
  std::size_t operator()(const std::string& text) {
    const auto [at, fresh] = numbers_.try_emplace(text, texts.size());
    if (fresh) texts.push_back(text);
    return at->second;
  }
  std::vector<std::string> texts;

 private:
  std::map<std::string, std::size_t> numbers_;
};

void texts(JsonWriter& w, const char* key, const std::vector<std::string>& all) {
  w.begin_array(key);
  for (const std::string& text : all) w.text({}, base::visible(text));
  w.end_array();
}

/// A list of numbers, or the one that all of them are.
template <typename Number>
void numbers(JsonWriter& w, std::span<const model::Level> levels, Number number) {
  const bool alike = std::ranges::all_of(levels, [&](const auto& l) { return number(l) == number(levels.front()); });
  if (!levels.empty() && alike) {
    w.number({}, number(levels.front()));
    return;
  }
  w.begin_array();
  for (const model::Level& level : levels) w.number({}, number(level));
  w.end_array();
}

/// From the first measured column on; null where one has no value.
void values(JsonWriter& w, std::span<const model::Level> levels) {
  w.begin_array();
  if (!levels.empty()) w.count({}, levels.front().column);
  std::uint32_t column = levels.empty() ? 0 : levels.front().column;
  for (const model::Level& level : levels) {
    for (; column < level.column; ++column) w.null({});
    w.number({}, level.value);
    ++column;
  }
  w.end_array();
}

void commits(JsonWriter& w, const BenchmarkFacts& b, std::uint32_t column) {
  const auto at = std::ranges::find(b.change_points, column, &model::ChangePoint::column);
  w.begin_array();
  for (std::size_t i = 0; at != b.change_points.end() && i < std::min(kMostCommits, at->commits.size()); ++i) {
    const model::Commit& commit = at->commits[i];
    w.begin_array();
    w.text({}, base::visible(commit.id));
    w.text({}, base::visible(commit.subject));
    w.text({}, base::visible(commit.pull_request));
    w.end_array();
  }
  w.end_array();
}

void changes(JsonWriter& w, const Report& report, const BenchmarkFacts& b) {
  w.begin_array();
  for (const model::ColumnChange& change : layout::shown_changes(report, b)) {
    w.begin_array();
    w.count({}, change.column);
    w.text({}, layout::change_words(change, b));
    w.text({}, model::key(change.verdict));
    commits(w, b, change.column);
    w.end_array();
  }
  w.end_array();
}

void run_values(JsonWriter& w, const BenchmarkFacts& b, bool shown) {
  w.begin_array();
  for (const model::RunValue& point : b.run_values) {
    if (!shown) break;
    w.count({}, point.run);
    w.number({}, point.value);
  }
  w.end_array();
}

void series(JsonWriter& w, const PagePlan& plan, std::size_t i, bool runs, std::size_t environment) {
  const Report& report = plan.report;
  const BenchmarkFacts& b = report.benchmarks[i];
  const auto shown = layout::shown_levels(report, b);
  std::vector<double> all;
  for (const model::Level& level : shown) all.push_back(level.value);
  const auto from = std::ranges::lower_bound(shown, plan.from, {}, &model::Level::column);
  const std::span<const model::Level> levels(from, shown.end());
  const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, all);
  w.begin_array();
  w.text({}, base::visible(scale.name));
  w.number({}, scale.divisor);
  w.text({}, model::key(b.better));
  w.text({}, model::word(model::Verdict::Worse, b));
  w.truth({}, b.noiseless);
  w.count({}, environment);
  values(w, levels);
  numbers(w, levels, [](const model::Level& level) { return level.noise; });
  numbers(w, levels, [](const model::Level& level) { return static_cast<double>(level.n); });
  changes(w, report, b);
  run_values(w, b, runs);
  w.text({}, model::word(model::Verdict::Better, b));
  w.end_array();
}

void columns(JsonWriter& w, const Report& report) {
  w.begin_array("columns");
  for (std::size_t i = 0; i <= report.current; ++i) {
    const model::Column& column = report.columns[i];
    w.begin_array();
    w.text({}, base::visible(column.release.tag));
    milliseconds(w, column.release.date);
    w.text({}, base::visible(column.release.commit));
    w.count({}, column.runs);
    w.end_array();
  }
  w.end_array();
}

/// Those of the columns the page shows, and those of no column yet.
void runs(JsonWriter& w, const Report& report, Numbered& branches) {
  w.begin_array("runs");
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    const model::Run& run = report.runs[i];
    const std::uint32_t column = i < report.run_columns.size() ? report.run_columns[i] : model::kNoColumn;
    w.begin_array();
    if (column == model::kNoColumn) {
      w.null({});
    } else {
      w.count({}, column);
    }
    milliseconds(w, run.date ? run.date : run.commit_date);
    w.text({}, base::visible(run.commit));
    w.count({}, branches(run.branch));
    w.end_array();
  }
  w.end_array();
}

void rule(JsonWriter& w, const Report& report) {
  w.text("noun", model::noun(report.kind));
  w.text("url", base::visible(report.project_url));
  w.count("current", report.current);
  if (report.baseline) {
    w.count("baseline", *report.baseline);
  } else {
    w.null("baseline");
  }
  w.number("floor", report.rule.floor);
  w.number("equivalence", report.rule.equivalence);
}

/// Inside a script element nothing may look like its end, or like the start of a comment.
std::string inert(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string data_part(const PagePlan& plan) {
  const Report& report = plan.report;
  std::size_t points = 0;
  for (const BenchmarkFacts& b : report.benchmarks) points += b.run_values.size();
  const bool with_runs = points > 0 && points <= kMostRunValues;
  Numbered branches;
  Numbered environments;
  std::string out;
  JsonWriter w(out, 1);
  w.begin_object();
  rule(w, report);
  w.count("from", plan.from);
  columns(w, report);
  if (with_runs) runs(w, report, branches);
  texts(w, "branches", branches.texts);
  w.begin_array("series");
  for (const std::size_t i : plan.rows) {
    series(w, plan, i, with_runs, environments(model::environment_text(report.benchmarks[i].environment)));
  }
  w.end_array();
  texts(w, "environments", environments.texts);
  w.end_object();
  return inert(out);
}

}  // namespace perfolio::emit
