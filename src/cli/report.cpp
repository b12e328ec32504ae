// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/analyse.h"
#include "base/text.h"
#include "cli/analysis_flags.h"
#include "cli/command.h"
#include "cli/config.h"
#include "cli/fonts.h"
#include "cli/github_actions.h"
#include "cli/inputs.h"
#include "cli/logo.h"
#include "cli/progress_line.h"
#include "cli/read_style.h"
#include "cli/reproduce.h"
#include "cli/site.h"
#include "emit/github.h"
#include "emit/outputs.h"
#include "history/commits_between.h"
#include "model/family_words.h"
#include "model/words.h"
#include "sys/file.h"
#include "sys/standard_streams.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <thread>

namespace perfolio::cli {

namespace {

using base::Error;
using base::Fault;

constexpr const char* kWritten = "the report is written all the same";

/// The flags of `report`, as typed.
struct Flags {
  InputFlags inputs;
  std::string output = "perfolio-out";
  std::string site, url;
  AnalysisFlags analysis;
  std::string note, style;
  std::vector<std::string> formats{"pdf", "svg", "png", "badges", "md", "json", "html", "csv"};
  std::vector<std::string> sections{"summary", "detail", "heatmap", "table", "method"};
  std::string paper, detail = "changed", attach = "data";
  std::size_t jobs = 0;
  bool force = false;
  bool github = false;
};

void declare(CLI::App& c, Flags& f) {
  declare_inputs(c, f.inputs);
  c.add_option("-o,--output", f.output, "Folder to write (appears complete or not at all)")
      ->type_name("DIR")
      ->capture_default_str();
  declare_analysis(c, f.analysis);
  declare_site(c, f.site, f.url, "--site");
  c.add_option("--note", f.note, "Your own words under the headline: paragraphs")->type_name("FILE");
  c.add_option("--style", f.style, "light, dark, print, foundry, ledger, studio, or a file of\ntokens")
      ->type_name("NAME|FILE");
  c.add_option("--paper", f.paper, "a4, letter, or slide: 16:9, for a screen")
      ->type_name("SIZE")
      ->check(CLI::IsMember({"a4", "letter", "slide"}));
  c.add_option("--formats", f.formats, "Which of pdf,svg,png,badges,md,json,html,csv")
      ->delimiter(',')
      ->type_name("LIST")
      ->check(CLI::IsMember({"pdf", "svg", "png", "badges", "md", "json", "html", "csv"}));
  c.add_option("--sections", f.sections, "PDF: which of summary,detail,heatmap,table,matrix,method, in this order")
      ->delimiter(',')
      ->type_name("LIST")
      ->check(CLI::IsMember({"summary", "groups", "detail", "table", "heatmap", "matrix", "method"}));
  c.add_option("--detail", f.detail, "Which benchmarks get a trend chart in the PDF: changed, all, none")
      ->type_name("WHICH")
      ->capture_default_str()
      ->check(CLI::IsMember({"changed", "all", "none"}));
  c.add_option("--attach", f.attach,
               "What the PDF carries: data (report.csv, and report.json without the values\nof single runs), all (both "
               "whole), none")
      ->type_name("WHAT")
      ->capture_default_str()
      ->check(CLI::IsMember({"data", "all", "none"}));
  c.add_option("--jobs", f.jobs, "Threads that analyse and draw (default: one per processor)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  c.add_flag("--force", f.force, "Write into a folder that holds other files");
  c.add_flag("--github-actions", f.github, "Add comment.md; tell the workflow: step summary, outputs, warnings");
}

std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> out;
  std::string paragraph;
  const auto finish = [&] {
    if (!paragraph.empty()) out.push_back(paragraph);
    paragraph.clear();
  };
  for (const std::string_view line : base::split(text, '\n')) {
    const std::string_view words = base::trim(line);
    if (words.empty()) {
      finish();
    } else {
      paragraph += (paragraph.empty() ? "" : " ") + base::to_utf8(words);
    }
  }
  finish();
  return out;
}

analysis::AnalysisOptions analysis_options(const Flags& f, const Config& config) {
  analysis::AnalysisOptions o = options_of(f.analysis, config);
  if (f.jobs > 0) o.jobs = f.jobs;
  o.note = config.notes;
  if (!f.note.empty()) {
    const sys::MappedFile file(f.note);
    o.note = paragraphs(file.bytes());
  }
  return o;
}

layout::DocumentOptions document_options(const Flags& f, const Config& config, const model::Report& report) {
  layout::DocumentOptions o;
  o.paper = layout::paper_size(f.paper.empty() ? config.paper : f.paper).value_or(o.paper);
  const std::map<std::string, layout::Section> sections = {
      {"summary", layout::Section::Summary}, {"groups", layout::Section::Groups},   {"detail", layout::Section::Detail},
      {"table", layout::Section::Table},     {"heatmap", layout::Section::HeatMap}, {"matrix", layout::Section::Matrix},
      {"method", layout::Section::Method}};
  o.sections.clear();
  for (const std::string& name : f.sections) o.sections.push_back(sections.at(name));
  o.detail = f.detail == "all"    ? layout::DetailMode::All
             : f.detail == "none" ? layout::DetailMode::None
                                  : layout::DetailMode::Changed;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const auto named = [&](const base::Pattern& p) { return p.matches(report.benchmarks[i].name); };
    if (report.benchmarks[i].primary && std::ranges::any_of(config.charts, named)) o.charts.push_back(i);
  }
  o.digest = layout::data_digest(report);
  o.logo = read_logo(config);
  o.logo.alt = "Logo of " + base::visible(report.project);
  return o;
}

/// The date a file may carry: the data's, or the one the caller sets for reproducible builds; never the clock's.
std::optional<base::Time> document_date(const model::Report& report) {
  const auto epoch = source_date_epoch();
  return epoch ? epoch : report.columns[report.current].release.date;
}

/// To what lies beside the page.
emit::PageOptions page_options(const std::set<std::string>& formats, const std::string& stem) {
  emit::PageOptions o;
  if (formats.contains("pdf")) o.links.push_back({"PDF", stem + ".pdf"});
  if (formats.contains("json")) o.links.push_back({"JSON", "report.json"});
  if (formats.contains("csv")) o.links.push_back({"CSV", "report.csv"});
  return o;
}

sys::OutputSet make_outputs(const Flags& f, const Config& config, const model::Report& report,
                            base::Progress* progress) {
  const std::set<std::string> formats(f.formats.begin(), f.formats.end());
  const std::string resources = resource_folder();
  const std::string chosen = !f.style.empty() ? f.style : config.style.empty() ? "light" : config.style;
  const style::Style page = read_style(resources, chosen);
  const std::string stem = emit::file_stem(report);
  const std::size_t jobs = f.jobs > 0 ? f.jobs : std::max(1U, std::thread::hardware_concurrency());
  emit::Files files;
  if (formats.contains("json")) files["report.json"] = emit::report_json(report);
  if (formats.contains("csv")) files["report.csv"] = emit::report_csv(report);
  if (formats.contains("md")) files["release-notes.md"] = emit::release_notes(report, stem);
  if (f.github) files["comment.md"] = emit::github_comment(report, emit::kLargestComment);
  if (formats.contains("pdf")) {
    const emit::Attach attach = f.attach == "none"  ? emit::Attach::None
                                : f.attach == "all" ? emit::Attach::All
                                                    : emit::Attach::Data;
    const draw::FontSet fonts(font_files(resources));
    files[stem + ".pdf"] = emit::pdf(report, document_options(f, config, report), page, fonts,
                                     {document_date(report), attach, font_files(resources), jobs, progress});
  }
  const emit::Styles styles{chosen == "dark" ? read_style(resources, "light") : page, read_style(resources, "dark")};
  if (formats.contains("html")) {
    const draw::FontSet fonts(font_files(resources));
    files["index.html"] = emit::page(report, styles, page_options(formats, stem), fonts);
  }
  const emit::PictureOptions pictures{formats.contains("svg"),
                                      formats.contains("png"),
                                      formats.contains("badges"),
                                      true,
                                      font_files(resources),
                                      jobs,
                                      progress};
  if (pictures.svg || pictures.png || pictures.badges) {
    files.merge(emit::pictures(report, styles, stem, pictures));
  }
  return files;
}

void tell(const Flags& f, const model::Report& report, std::size_t files) {
  if (f.inputs.quiet) return;
  tell_notes(report.notes, false, f.inputs.verbose);
  // In a workflow's log, a line that began with a name could be a command.
  std::string out = f.github ? "report: " : "";
  out +=
      fmt::format("{} {}: {}\n", base::line_start(base::visible(report.project)),
                  base::visible(report.columns[report.current].release.tag), base::visible(report.headline.sentence));
  const model::Headline& h = report.headline;
  for (const std::string& line : model::overview_lines(report)) out += base::line_start(base::visible(line)) + "\n";
  if (!h.detail.empty()) out += base::visible(h.detail) + "\n";
  for (const std::string& line : model::growth_lines(report, 3)) out += base::line_start(base::visible(line)) + "\n";
  sys::write_output(fmt::format("{}{} files in {}\n", out, files, base::visible(f.output)), kWritten);
}

/// The command, with the release by its name: one that comes later must not take its place.
std::vector<std::string> again(const CLI::App& command, const Flags& f, const model::Report& report,
                               const model::Timeline& timeline) {
  std::vector<std::string> words = reproducing(command);
  const bool nameable = report.kind == model::ColumnKind::Release && timeline.later.empty();
  if (f.analysis.release.empty() && nameable)
    words.push_back("--release " + for_shell(report.columns[report.current].release.tag));
  return words;
}

int run_report(const CLI::App& command, const Flags& f) {
  const Config config = read_config(f.inputs.config);
  ProgressLine progress(f.inputs.quiet);
  analysis::AnalysisOptions options = analysis_options(f, config);
  options.progress = &progress;
  Inputs in = read_inputs(f.inputs, config, Keep::Series, &progress);
  const model::Timeline timeline = timeline_for(f.inputs, in);
  auto& notes = in.history.diagnostics;
  notes.insert(notes.end(), in.known.diagnostics.begin(), in.known.diagnostics.end());
  notes.insert(notes.end(), config.diagnostics.begin(), config.diagnostics.end());
  forget_folders(in.history);
  if (!f.site.empty()) {
    SiteOptions site = site_options(f.site, f.url, f.inputs, f.analysis, config);
    if (!f.paper.empty()) choose_paper(site, f.paper);
    site.force = f.force;
    if (f.jobs > 0) site.jobs = f.jobs;
    tell_site(write_site(in.history, timeline, site, in.git.get()), f.site, f.inputs.quiet);
  }
  model::Report report = analysis::analyse(std::move(in.history), timeline, options);
  note_order(report);
  report.reproduce = again(command, f, report, timeline);
  if (in.git != nullptr) history::name_commits(report, *in.git);
  name_fonts(report, font_files(resource_folder()));
  const sys::OutputSet files = make_outputs(f, config, report, &progress);
  progress.end();
  sys::write_folder(f.output, files, f.force ? sys::Existing::Force : sys::Existing::Refuse);
  if (f.github) tell_github(report, f.output, emit::file_stem(report));
  tell(f, report, files.size());
  if (f.github) sys::write_output(emit::github_annotations(report), kWritten);
  return 0;
}

}  // namespace

Action add_report(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("report", "Write a release's report: PDF, charts, tiles, badges, Markdown, JSON");
  const auto flags = std::make_shared<Flags>();
  declare(*command, *flags);
  command->footer(
      "A PATTERN is a glob (*, ?, [...]), or an RE2 expression after re:.\n\nExamples:\n"
      "  perfolio report dev/bench/data.js --repo-dir .\n"
      "  perfolio report origin/gh-pages:dev/bench/data.js --repo-dir . --release v1.4.0 --baseline v1.0.0\n"
      "  perfolio report results.txt --project atlas -o out\n"
      "  perfolio report data.js --releases releases.json --tags 'core-v*' --formats pdf,json");
  return [command, flags] { return run_report(*command, *flags); };
}

}  // namespace perfolio::cli
