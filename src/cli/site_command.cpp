// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/logo.h"
#include "cli/read_style.h"
#include "cli/site.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <thread>

namespace perfolio::cli {

using base::Error;
using base::Fault;

namespace {

struct Flags {
  InputFlags inputs;
  AnalysisFlags analysis;
  std::string folder = "perfolio-site", url, paper;
  std::size_t jobs = 0;
  bool force = false;
};

/// Of the web, with a slash at its end; empty stays empty.
std::string site_address(std::string url) {
  if (url.empty()) return url;
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  if (!web || url.find_first_of(" \"<>\\^`{|}\n\t#?") != std::string::npos)
    throw Error(Fault::Usage, {}, fmt::format("--url: '{}' is no address of a site", base::visible(url)),
                "as in --url https://owner.github.io/project/performance/");
  if (!url.ends_with('/')) url += '/';
  return url;
}

/// All that shapes a page and is no data, as one text: two calls with the same text make the same pages of a release.
std::string settings_text(const SiteOptions& o, const InputFlags& inputs, const AnalysisFlags& a,
                          const Config& config) {
  std::string config_bytes;
  if (!config.path.empty()) config_bytes = sys::MappedFile(config.path).bytes();
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", o.analysis.tool_version, o.url,
                     o.paper + base::sha256_hex(o.logo.png), a.project, a.baseline, fmt::join(a.include, "\t"),
                     fmt::join(a.exclude, "\t"), a.threshold, a.alert_threshold, a.fail_threshold, inputs.tags,
                     inputs.by, inputs.release_map, inputs.pull_requests, config_bytes);
}

int run_site(const Flags& f) {
  const Config config = read_config(f.inputs.config);
  SiteOptions options = site_options(f.folder, f.url, f.inputs, f.analysis, config);
  if (!f.paper.empty()) choose_paper(options, f.paper);
  options.force = f.force;
  if (f.jobs > 0) options.jobs = options.analysis.jobs = f.jobs;
  Inputs in = read_inputs(f.inputs, config, Keep::Series);
  const model::Timeline timeline = timeline_for(f.inputs, in);
  auto& notes = in.history.diagnostics;
  notes.insert(notes.end(), in.known.diagnostics.begin(), in.known.diagnostics.end());
  notes.insert(notes.end(), config.diagnostics.begin(), config.diagnostics.end());
  forget_folders(in.history);
  const SiteOutcome outcome = write_site(in.history, timeline, options, in.git.get());
  tell_notes(outcome.newest.notes, f.inputs.quiet, f.inputs.verbose);
  tell_site(outcome, f.folder, f.inputs.quiet);
  return 0;
}

}  // namespace

void declare_site(CLI::App& command, std::string& folder, std::string& url, const char* flag) {
  command.add_option(flag, folder, "Folder of the site; what is there and did not change is kept")->type_name("DIR");
  command.add_option("--url", url, "Where the site will be: for its feed, and for cards of links to it")
      ->type_name("URL");
}

void choose_paper(SiteOptions& options, const std::string& paper) {
  options.paper = paper;
  options.settings += "\n" + paper;
}

SiteOptions site_options(const std::string& folder, const std::string& url, const InputFlags& inputs,
                         const AnalysisFlags& analysis, const Config& config) {
  SiteOptions o;
  o.folder = folder;
  o.url = site_address(url);
  o.analysis = options_of(analysis, config);
  o.analysis.note = config.notes;
  o.analysis.current.clear();
  o.paper = config.paper;
  o.logo = read_logo(config);
  o.resources = resource_folder();
  o.page = read_style(o.resources, config.style.empty() ? "light" : config.style);
  o.jobs = std::max(1U, std::thread::hardware_concurrency());
  o.settings = settings_text(o, inputs, analysis, config);
  return o;
}

void tell_site(const SiteOutcome& outcome, const std::string& folder, bool quiet) {
  if (quiet) return;
  const model::Report& report = outcome.newest;
  sys::write_output(
      fmt::format("{} {}: {}\n{}: {} releases, {} of them made anew; {} files written, {} kept\n",
                  base::line_start(base::visible(report.project)),
                  base::visible(report.columns[report.current].release.tag), base::visible(report.headline.sentence),
                  base::visible(folder), outcome.releases, outcome.made, outcome.written, outcome.kept),
      "the site is written all the same");
}

Action add_site(CLI::App& app) {
  CLI::App* command = app.add_subcommand("site", "Write a site for GitHub Pages: an index, a page for each release");
  const auto flags = std::make_shared<Flags>();
  declare_inputs(*command, flags->inputs);
  declare_analysis(*command, flags->analysis);
  command->remove_option(command->get_option("--release"));
  declare_site(*command, flags->folder, flags->url, "-o,--output");
  command->get_option("--output")->capture_default_str();
  command->add_option("--paper", flags->paper, "Of the PDFs: a4, letter, or slide (16:9)")
      ->type_name("SIZE")
      ->check(CLI::IsMember({"a4", "letter", "slide"}));
  command->add_option("--jobs", flags->jobs, "Threads that analyse and draw (default: one per processor)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command->add_flag("--force", flags->force, "Write into a folder that holds other files, which stay");
  command->footer(
      "A folder that github-action-benchmark keeps (data.js, its index.html) may be the site's: its page is replaced,\n"
      "its data stays, and it goes on appending.\n\nExamples:\n"
      "  perfolio site history.jsonl -o public\n"
      "  perfolio site gh-pages/dev/bench/data.js --repo-dir . -o gh-pages/dev/bench\n"
      "  perfolio site history.jsonl -o public/performance --url https://owner.github.io/project/performance/");
  return [flags] { return run_site(*flags); };
}

}  // namespace perfolio::cli
