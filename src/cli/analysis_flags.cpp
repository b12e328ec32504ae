// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/analysis_flags.h"

#include "base/error.h"
#include "cli/inputs.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace perfolio::cli {

using base::Error;
using base::Fault;

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
}

double threshold_of(const AnalysisFlags& f) {
  if (!f.alert_threshold.empty()) {
    const double ratio = share_of(f.alert_threshold, "--alert-threshold");
    if (ratio <= 1)
      throw Error(Fault::Usage, {}, fmt::format("--alert-threshold: '{}' is not above 100%", f.alert_threshold),
                  "110% alerts on a worsening beyond 10 %");
    return ratio - 1;
  }
  return f.threshold.empty() ? 0.10 : share_of(f.threshold, "--threshold");
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
  o.annotations = config.annotations;
  o.rule.threshold = threshold_of(f);
  for (const std::string& pattern : f.include) o.include.emplace_back(pattern);
  for (const std::string& pattern : f.exclude) o.exclude.emplace_back(pattern);
  return o;
}

}  // namespace perfolio::cli
