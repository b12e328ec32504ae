// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/export.h"
#include "analysis/analyse.h"
#include "base/error.h"
#include "cli/analysis_flags.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "emit/outputs.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace perfolio::cli {
namespace {

struct Flags {
  InputFlags inputs;
  AnalysisFlags analysis;
  std::string to = "jsonl";
  std::string output = "-";
};

std::string_view word_of(model::MappedBy how) {
  switch (how) {
    case model::MappedBy::Record:
      return "record";
    case model::MappedBy::Map:
      return "map";
    case model::MappedBy::Containment:
      return "containment";
    case model::MappedBy::Date:
      return "date";
    case model::MappedBy::None:
      break;
  }
  return "none";
}

/// Writes down which release each run was found to speak for, and how.
void name_releases(model::History& history, const model::Timeline& timeline) {
  for (std::size_t i = 0; i < history.runs.size(); ++i) {
    model::Run& run = history.runs[i];
    const std::uint32_t column = timeline.column[i];
    run.release = column == model::kNoColumn ? std::string() : timeline.columns[column].tag;
    run.release_by = word_of(timeline.how[i]);
  }
}

constexpr const char* kOpenMetrics = "openmetrics";

/// What is judged, not what was measured: of the current release against its baseline.
std::string judged(const Flags& f, const Config& config, std::vector<base::Diagnostic>& notes) {
  const analysis::AnalysisOptions options = options_of(f.analysis, config);
  Inputs in = read_inputs(f.inputs, config, Keep::Series);
  const model::Timeline timeline = timeline_for(f.inputs, in);
  in.history.diagnostics.insert(in.history.diagnostics.end(), in.known.diagnostics.begin(), in.known.diagnostics.end());
  model::Report report = analysis::analyse(std::move(in.history), timeline, options);
  note_order(report);
  notes = report.notes;
  return emit::openmetrics(report);
}

/// The runs as they are.
std::string copied(const Flags& f, const Config& config, std::vector<base::Diagnostic>& notes) {
  Inputs in = read_inputs(f.inputs, config, Keep::Runs);
  if (by_release(f.inputs, in)) name_releases(in.history, timeline_for(f.inputs, in));
  notes = in.history.diagnostics;
  notes.insert(notes.end(), in.known.diagnostics.begin(), in.known.diagnostics.end());
  return formats::exported(f.to, in.history);
}

/// A flag that would change nothing is a misunderstanding.
void refuse_judging(const Flags& f, const std::vector<CLI::Option*>& of_analysis) {
  if (f.to == kOpenMetrics) return;
  const auto given = std::ranges::find_if(of_analysis, [](const CLI::Option* o) { return o->count() > 0; });
  if (given == of_analysis.end()) return;
  throw base::Error(base::Fault::Usage, {}, fmt::format("{} says nothing to --to {}", (*given)->get_name(), f.to),
                    "it exports all runs as they are; only --to openmetrics compares");
}

int run_export(const Flags& f) {
  const Config config = read_config(f.inputs.config);
  std::vector<base::Diagnostic> notes;
  const std::string bytes = f.to == kOpenMetrics ? judged(f, config, notes) : copied(f, config, notes);
  if (f.output == "-") {
    sys::write_output(bytes);
  } else {
    sys::write_file(f.output, bytes);
  }
  tell_notes(notes, f.inputs.quiet, f.inputs.verbose);
  return 0;
}

}  // namespace

Action add_export(CLI::App& app) {
  CLI::App* command = app.add_subcommand("export", "Write a history in another format");
  const auto flags = std::make_shared<Flags>();
  declare_inputs(*command, flags->inputs);
  const std::vector<CLI::Option*> of_inputs = command->get_options({});
  declare_analysis(*command, flags->analysis);
  std::vector<CLI::Option*> of_analysis = command->get_options({});
  std::erase_if(of_analysis, [&](CLI::Option* o) { return std::ranges::find(of_inputs, o) != of_inputs.end(); });
  std::vector<std::string> names = formats::export_names();
  names.emplace_back(kOpenMetrics);
  command->add_option("--to", flags->to, "jsonl, json, csv, bmf, data-js or openmetrics")
      ->type_name("FORMAT")
      ->capture_default_str()
      ->check(CLI::IsMember(names));
  command->add_option("-o,--output", flags->output, "File to write; - is standard output")
      ->type_name("FILE")
      ->capture_default_str();
  command->footer(
      "Values keep the unit their source states. Where releases are known, each run names its own and how it was\n"
      "found (release_by: record, map, containment, date, none). openmetrics writes what the current release "
      "measured,\n"
      "its change and the verdict, for Prometheus; the flags of `compare` say which release and against what.\n\n"
      "Examples:\n"
      "  perfolio export dev/bench/data.js --to jsonl -o history.jsonl\n"
      "  perfolio export history.jsonl --to csv --repo-dir . > history.csv\n"
      "  perfolio export history.jsonl --to openmetrics -o textfile/perfolio.prom");
  return [flags, of_analysis] {
    refuse_judging(*flags, of_analysis);
    return run_export(*flags);
  };
}

}  // namespace perfolio::cli
