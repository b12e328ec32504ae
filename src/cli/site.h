// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "analysis/analyse.h"
#include "cli/analysis_flags.h"
#include "cli/config.h"
#include "cli/inputs.h"
#include "layout/page.h"
#include "model/history.h"
#include "model/timeline.h"
#include "style/style.h"
#include "sys/git.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace perfolio::cli {

/// What a site is made from, beside its data.
struct SiteOptions {
  std::string folder;
  std::string url;       ///< where it will be on the web, with a slash at its end; empty: unknown.
  std::string settings;  ///< all words of the config and flags that shape a page: when they change, all pages do.
  analysis::AnalysisOptions analysis;
  style::Style page;  ///< of the PDFs.
  std::string paper;  ///< of the PDFs: a word of layout::paper_size; empty: its default.
  layout::Logo logo;  ///< of the PDFs; its alternative text is still to be found.
  bool force = false;
  std::size_t jobs = 1;
  std::string resources;  ///< folder with fonts and styles.
};

/// What was done.
struct SiteOutcome {
  std::size_t releases = 0;           ///< with a page of their own.
  std::size_t made = 0;               ///< of them, anew.
  std::size_t written = 0, kept = 0;  ///< files.
  model::Report newest;
};

/// Brings the site in its folder up to date: the newest state, a page for each release with what was known when it was
/// made, what is there as of `latest`, a feed. A release of which nothing changed is neither computed nor written.
/// `git` may be null. Throws Error{Usage} for a folder that holds what no site of ours wrote, Error{Input} for a site
/// of a newer version.
SiteOutcome write_site(const model::History& history, const model::Timeline& timeline, const SiteOptions& options,
                       const sys::Git* git);

/// Declares the flag under which a command takes the site's folder, and --url.
void declare_site(CLI::App& command, std::string& folder, std::string& url, const char* flag);

/// The word of a flag, which wins over the config.
void choose_paper(SiteOptions& options, const std::string& paper);

/// What flags and config say of a site. Throws Error{Usage} for an address that is none, and where a release is named:
/// a site has all of them.
SiteOptions site_options(const std::string& folder, const std::string& url, const InputFlags& inputs,
                         const AnalysisFlags& analysis, const Config& config);

void tell_site(const SiteOutcome& outcome, const std::string& folder, bool quiet);

}  // namespace perfolio::cli
