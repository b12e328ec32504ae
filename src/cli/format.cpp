// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "formats/described.h"
#include "formats/gate.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <map>
#include <memory>

namespace perfolio::cli {
namespace {

struct Flags {
  std::string what, description, input;
};

/// Writes down what a description makes of an input.
struct Listing final : formats::RunSink {
  std::string text;
  std::map<std::string, std::size_t> left_out;
  void run(model::Run run) override {
    for (const auto& [key, value] : run.environment) {
      text += fmt::format("environment: {} = {}\n", base::visible(key), base::visible(value));
    }
    for (const model::Result& r : run.results) {
      text += fmt::format("{}: {} = {} {}\n", base::visible(r.benchmark), base::visible(r.metric), r.value,
                          base::visible(r.unit));
    }
  }
  void diagnostic(base::Diagnostic d) override {
    text += fmt::format("warning: {}: {}\n", base::to_string(d.where), base::visible(d.text));
  }
  void ignored(std::string_view reason) override { ++left_out[std::string(reason)]; }
  void repository_url(std::string_view) override {}
};

int run_check(const Flags& f) {
  const sys::MappedFile description(f.description);
  std::unique_ptr<formats::DescribedFormat> format;
  base::in_file(f.description, [&] { format = std::make_unique<formats::DescribedFormat>(description.bytes()); });
  const sys::MappedFile input(f.input);
  const bool known = format->sniff(input.bytes().substr(0, formats::kSniffBytes)) == formats::Match::Sure;
  Listing listing;
  listing.text = fmt::format("format: {}\nrecognised: {}\n", base::visible(format->name()), known ? "yes" : "no");
  formats::Gate gate(listing);
  base::in_file(f.input, [&] { format->read(input.bytes(), gate); });
  for (const auto& [reason, count] : listing.left_out) {
    listing.text += fmt::format("left out: {} ({} times)\n", base::visible(reason), count);
  }
  sys::write_output(listing.text);
  return 0;
}

}  // namespace

Action add_format(CLI::App& app) {
  CLI::App* command = app.add_subcommand("format", "Show what a format's description reads of an input");
  const auto flags = std::make_shared<Flags>();
  command->add_option("WHAT", flags->what, "check")->type_name("")->required()->check(CLI::IsMember({"check"}));
  command->add_option("FILE", flags->description, "The description, NAME.format.json")->type_name("")->required();
  command->add_option("INPUT", flags->input, "What the tool wrote")->type_name("")->required();
  command->footer("Examples:\n  perfolio format check my-tool.format.json result.json");
  return [flags] { return run_check(*flags); };
}

}  // namespace perfolio::cli
