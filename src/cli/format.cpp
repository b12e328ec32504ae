// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "formats/described.h"
#include "formats/gate.h"
#include "history/sources.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace perfolio::cli {
namespace {

struct Flags {
  std::string what, description, input;
};

/// What is found is shown up to where the reading stops, and then why it stops.
int run_check(const Flags& f) {
  const sys::MappedFile description(f.description);
  std::unique_ptr<formats::DescribedFormat> format;
  base::in_file(f.description, [&] { format = std::make_unique<formats::DescribedFormat>(description.bytes()); });
  history::with_bytes(f.input, nullptr, [&](std::string_view bytes) {
    const std::string why_not = format->why_not(bytes.substr(0, formats::kSniffBytes));
    const std::string head = fmt::format("format: {}\nrecognised: {}\n", base::visible(format->name()),
                                         why_not.empty() ? "yes" : "no: " + why_not);
    formats::Listing listing;
    formats::Gate gate(listing);
    try {
      format->read(bytes, gate);
    } catch (const base::Error&) {
      sys::write_output(head + listing.text());
      throw;
    }
    sys::write_output(head + listing.text());
  });
  return 0;
}

}  // namespace

Action add_format(CLI::App& app) {
  CLI::App* command = app.add_subcommand("format", "Show what a format's description reads of an input");
  const auto flags = std::make_shared<Flags>();
  command->add_option("WHAT", flags->what, "check")->type_name("")->required()->check(CLI::IsMember({"check"}));
  command->add_option("FILE", flags->description, "The description, NAME.format.json")->type_name("")->required();
  command->add_option("INPUT", flags->input, "What the tool wrote: a file, or - for standard input")
      ->type_name("")
      ->required();
  command->footer(
      "docs/formats.md says how a description is written, schema/format.schema.json checks it. --format-in FILE reads\n"
      "by it in every command; `formats` in perfolio.json makes it one of those that are recognised.\n\n"
      "Examples:\n"
      "  perfolio format check my-tool.format.json result.json\n"
      "  perfolio record result.json --format-in ./my-tool.format.json --history history.jsonl");
  return [flags] { return run_check(*flags); };
}

}  // namespace perfolio::cli
