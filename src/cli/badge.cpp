// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/badge.h"
#include "analysis/analyse.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/analysis_flags.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/read_style.h"
#include "draw/font_set.h"
#include "emit/outputs.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace perfolio::cli {
namespace {

using base::Error;
using base::Fault;
using layout::Badge;
using layout::BadgeSays;
using layout::BadgeShape;

struct Flags {
  InputFlags inputs;
  AnalysisFlags analysis;
  std::string output = "-", group, benchmark, says, shape = "flat", label;
};

const std::map<std::string, BadgeSays> kSays = {
    {"verdict", BadgeSays::Verdict}, {"change", BadgeSays::Change}, {"value", BadgeSays::Value}};
const std::map<std::string, BadgeShape> kShapes = {
    {"flat", BadgeShape::Flat}, {"flat-square", BadgeShape::FlatSquare}, {"for-the-badge", BadgeShape::ForTheBadge}};

std::size_t group_named(const model::Report& report, const std::string& name) {
  const auto found = std::ranges::find(report.groups, name, &model::Group::name);
  if (found != report.groups.end()) return static_cast<std::size_t>(found - report.groups.begin());
  std::vector<std::string> names;
  for (const model::Group& group : report.groups) names.push_back(group.name);
  const std::string near = base::nearest(name, names);
  std::string hint = near.empty() ? "" : fmt::format("did you mean '{}'?", base::visible(near));
  if (hint.empty() && !names.empty()) hint = fmt::format("the first is '{}'", base::visible(names.front()));
  throw Error(Fault::Usage, {}, fmt::format("no group is called '{}'", base::visible(name)), hint);
}

/// By its id, else by the name of its benchmark: then its primary metric.
std::size_t benchmark_named(const model::Report& report, const std::string& name) {
  std::vector<std::size_t> found;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const model::BenchmarkFacts& b = report.benchmarks[i];
    if (b.id == name) return i;
    if (b.name == name && b.primary) found.push_back(i);
    ids.push_back(b.id);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1)
    throw Error(Fault::Usage, {}, fmt::format("'{}' could be any of {} series", base::visible(name), found.size()),
                fmt::format("say which by its id, as in '{}'", base::visible(report.benchmarks[found.front()].id)));
  const std::string near = base::nearest(name, ids);
  throw Error(Fault::Usage, {}, fmt::format("no benchmark is called '{}'", base::visible(name)),
              near.empty() ? "perfolio show lists them" : fmt::format("did you mean '{}'?", base::visible(near)));
}

/// What says most in a line: of everything the counts, of a group its change, of a benchmark its value.
BadgeSays says_of(const Flags& f) {
  if (!f.says.empty()) return kSays.at(f.says);
  if (!f.benchmark.empty()) return BadgeSays::Value;
  return f.group.empty() ? BadgeSays::Verdict : BadgeSays::Change;
}

Badge badge_of(const Flags& f, const model::Report& report, const style::Style& style) {
  const BadgeSays says = says_of(f);
  std::optional<Badge> badge;
  if (!f.benchmark.empty()) {
    badge = layout::benchmark_badge(report, benchmark_named(report, f.benchmark), says, style);
  } else if (!f.group.empty()) {
    badge = layout::group_badge(report, group_named(report, f.group), says, style);
  } else {
    badge = layout::overall_badge(report, says, style);
  }
  if (!badge)
    throw Error(Fault::Usage, {},
                says == BadgeSays::Value
                    ? "there is no value to show: only benchmarks, and groups with a lead, have one"
                    : "there is no change to show: nothing is comparable with the baseline",
                "--says verdict, change or value");
  if (!f.label.empty()) badge->label = base::visible(f.label);
  return *badge;
}

int run_badge(const Flags& f) {
  const Config config = read_config(f.inputs.config);
  const analysis::AnalysisOptions options = options_of(f.analysis, config);
  Inputs in = read_inputs(f.inputs, config, Keep::Series);
  const model::Timeline timeline = timeline_for(f.inputs, in);
  auto& notes = in.history.diagnostics;
  notes.insert(notes.end(), in.known.diagnostics.begin(), in.known.diagnostics.end());
  notes.insert(notes.end(), config.diagnostics.begin(), config.diagnostics.end());
  model::Report report = analysis::analyse(std::move(in.history), timeline, options);
  note_order(report);
  const std::string resources = resource_folder();
  const Badge badge = badge_of(f, report, read_style(resources, "light"));
  std::string bytes;
  if (f.output.ends_with(".json")) {
    bytes = emit::badge_endpoint(badge);
  } else {
    const draw::FontSet fonts(resources + "/fonts");
    bytes = emit::svg(layout::badge_scene(badge, kShapes.at(f.shape), fonts), fonts);
  }
  if (f.output == "-") {
    sys::write_output(bytes);
  } else {
    sys::write_file(f.output, bytes);
  }
  tell_notes(report.notes, f.inputs.quiet, f.inputs.verbose);
  return 0;
}

}  // namespace

Action add_badge(CLI::App& app) {
  CLI::App* command = app.add_subcommand("badge", "Write one badge: of everything, a group, or a benchmark");
  const auto flags = std::make_shared<Flags>();
  declare_inputs(*command, flags->inputs);
  declare_analysis(*command, flags->analysis);
  command
      ->add_option("-o,--output", flags->output, "File: .svg, or .json for a shields.io endpoint; - is standard output")
      ->type_name("FILE")
      ->capture_default_str();
  CLI::Option* group = command->add_option("--group", flags->group, "Of this group")->type_name("NAME");
  command->add_option("--benchmark", flags->benchmark, "Of this benchmark: its name, or its id in report.json")
      ->type_name("NAME")
      ->excludes(group);
  command->add_option("--says", flags->says, "verdict, change or value (default: what says most)")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"verdict", "change", "value"}));
  command->add_option("--shape", flags->shape, "flat, flat-square or for-the-badge, as at shields.io")
      ->type_name("SHAPE")
      ->capture_default_str()
      ->check(CLI::IsMember({"flat", "flat-square", "for-the-badge"}));
  command->add_option("--label", flags->label, "Other words on the left")->type_name("TEXT");
  command->footer(
      "Examples:\n"
      "  perfolio badge dev/bench/data.js -o performance.svg\n"
      "  perfolio badge history.jsonl --benchmark parse/large --says value --shape flat-square -o parse.svg\n"
      "  perfolio badge history.jsonl --group Parser --says change -o parser.json");
  return [flags] { return run_badge(*flags); };
}

}  // namespace perfolio::cli
