// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/export.h"
#include "base/error.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace perfolio::cli {
namespace {

struct Flags {
  InputFlags inputs;
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

int run_export(const Flags& f) {
  const Config config = read_config(f.inputs.config);
  Inputs in = read_inputs(f.inputs, config, Keep::Runs);
  if (by_release(f.inputs, in)) name_releases(in.history, timeline_for(f.inputs, in));
  std::vector<base::Diagnostic> notes = in.history.diagnostics;
  notes.insert(notes.end(), in.known.diagnostics.begin(), in.known.diagnostics.end());
  const std::string bytes = formats::exported(f.to, in.history);
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
  command->add_option("--to", flags->to, "jsonl, json, csv, bmf or data-js")
      ->type_name("FORMAT")
      ->capture_default_str()
      ->check(CLI::IsMember(formats::export_names()));
  command->add_option("-o,--output", flags->output, "File to write; - is standard output")
      ->type_name("FILE")
      ->capture_default_str();
  command->footer(
      "Values keep the unit their source states. Where releases are known, each run names its own and how it was\n"
      "found (release_by: record, map, containment, date, none).\n\nExamples:\n"
      "  perfolio export dev/bench/data.js --to jsonl -o history.jsonl\n"
      "  perfolio export history.jsonl --to csv --repo-dir . > history.csv");
  return [flags] { return run_export(*flags); };
}

}  // namespace perfolio::cli
