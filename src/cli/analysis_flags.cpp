// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/analysis_flags.h"

#include "base/error.h"
#include "base/parallel.h"
#include "base/text.h"
#include "cli/inputs.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace perfolio::cli {

using base::Error;
using base::Fault;

namespace {

/// What `flag` says as a ratio, as a change: 110% is 0.10.
double change_of(const std::string& ratio, const char* flag) {
  const double value = share_of(ratio, flag);
  if (value <= 1)
    throw Error(Fault::Usage, {}, fmt::format("{}: '{}' is not above 100%", flag, ratio),
                "110% stands for a worsening beyond 10 %");
  // "150" is 15000 %, which nobody means, and which no alert would ever reach.
  if (value >= 100 && !ratio.ends_with('%'))
    throw Error(Fault::Usage, {}, fmt::format("{}: '{}' is a ratio, {} times as much", flag, ratio, ratio),
                fmt::format("write {}% or {:g}", ratio, value / 100));
  return value - 1;
}

}  // namespace

void declare_analysis(CLI::App& c, AnalysisFlags& f) {
  c.add_option("--project", f.project, "Name of the project")->type_name("NAME");
  c.add_option("--release,--current", f.release, "Release to report (default: the newest with runs)")->type_name("TAG");
  c.add_option("--baseline", f.baseline, "What it is compared with: previous, first, best, or a tag")
      ->type_name("TAG")
      ->capture_default_str();
  c.add_option("--include", f.include, "Only benchmarks whose name matches")->type_name("PATTERN");
  c.add_option("--exclude", f.exclude, "No benchmark whose name matches")->type_name("PATTERN");
  c.add_option("--threshold", f.threshold, "A worsening beyond it is an alert: a change, 10%")->type_name("SHARE");
  c.add_option("--alert-threshold", f.alert_threshold, "The same as a ratio: 110%")
      ->type_name("RATIO")
      ->excludes("--threshold");
  c.add_option("--fail-threshold", f.fail_threshold, "A worsening beyond this ratio also fails a gate (config: fail)")
      ->type_name("RATIO");
}

double threshold_of(const AnalysisFlags& f) {
  if (!f.alert_threshold.empty()) return change_of(f.alert_threshold, "--alert-threshold");
  return f.threshold.empty() ? 0.10 : change_in(f.threshold, "--threshold");
}

analysis::AnalysisOptions options_of(const AnalysisFlags& f, const Config& config) {
  analysis::AnalysisOptions o;
  o.tool_version = PERFOLIO_VERSION;
  o.project = f.project.empty() ? config.project : f.project;
  o.project_url = config.repository;
  o.current = f.release;
  o.baseline = f.baseline;
  o.groups = config.groups;
  o.hero = config.charts;
  o.tiles = config.tiles;
  o.alerts = config.alerts;
  o.alerts.today = source_date_epoch();
  if (!f.fail_threshold.empty()) {
    // First, so that what the config says of a benchmark wins.
    analysis::ThresholdSpec all{base::Pattern("*"), {}, {}};
    all.at.fail = change_of(f.fail_threshold, "--fail-threshold");
    o.alerts.thresholds.insert(o.alerts.thresholds.begin(), std::move(all));
  }
  o.annotations = config.annotations;
  o.highlights = config.highlights;
  o.families = config.families;
  o.family_specs = config.family_specs;
  o.rule.threshold = threshold_of(f);
  o.jobs = base::processors();
  for (const std::string& pattern : f.include) o.include.emplace_back(pattern);
  for (const std::string& pattern : f.exclude) o.exclude.emplace_back(pattern);
  return o;
}

void note_order(model::Report& report) {
  if (!report.baseline || *report.baseline <= report.current) return;
  const auto tag = [&](std::size_t column) { return base::visible(report.columns[column].release.tag); };
  report.notes.push_back({base::Severity::Warning,
                          {},
                          fmt::format("the baseline {} is newer than {}: the change is read backwards",
                                      tag(*report.baseline), tag(report.current))});
}

}  // namespace perfolio::cli
