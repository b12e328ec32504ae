// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/site.h"

#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/fonts.h"
#include "cli/read_style.h"
#include "draw/font_set.h"
#include "emit/outputs.h"
#include "emit/site.h"
#include "history/commits_between.h"
#include "layout/page.h"
#include "releases/as_of.h"
#include "sys/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace perfolio::cli {

namespace {

using emit::SiteRelease;
using model::History;
using model::Report;
using model::Timeline;

constexpr const char* kState = "site.json";

/// The site that is there; an empty one where none is.
emit::Site earlier_site(const std::string& folder) {
  const std::string path = folder + "/" + kState;
  if (sys::path_kind(path) != sys::PathKind::File) return {};
  const sys::MappedFile file(path);
  emit::Site site;
  base::in_file(path, [&] { site = emit::site_from_json(file.bytes()); });
  return site;
}

/// The page that github-action-benchmark writes beside its data, once, and never touches again: ours takes its place.
bool is_foreign_dashboard(const std::string& path) {
  if (sys::path_kind(path) != sys::PathKind::File) return false;
  const sys::MappedFile file(path);
  const std::string_view bytes = file.bytes();
  return bytes.find("window.BENCHMARK_DATA") != std::string_view::npos &&
         bytes.find("data.js") != std::string_view::npos;
}

std::set<std::string> tolerated_in(const std::string& folder) {
  std::set<std::string> names{"data.js", "history.jsonl", ".nojekyll", "CNAME"};
  if (is_foreign_dashboard(folder + "/index.html")) names.insert("index.html");
  return names;
}

/// Columns that some run of some series stands in.
std::vector<std::uint32_t> measured_columns(const History& history, const Timeline& timeline) {
  std::vector<bool> measured(timeline.columns.size());
  for (const model::Series& series : history.series) {
    for (const std::uint32_t run : series.run) {
      const std::uint32_t column = timeline.column[run];
      if (column != model::kNoColumn) measured[column] = true;
    }
  }
  std::vector<std::uint32_t> columns;
  for (std::uint32_t column = 0; column < measured.size(); ++column) {
    if (measured[column]) columns.push_back(column);
  }
  return columns;
}

class SiteWork {
 public:
  SiteWork(const History& history, const Timeline& timeline, const SiteOptions& options, const sys::Git* git)
      : history_(history),
        timeline_(timeline),
        options_(options),
        git_(git),
        fonts_(font_files(options.resources)),
        styles_{read_style(options.resources, "light"), read_style(options.resources, "dark")},
        before_(earlier_site(options.folder)) {
    site_.settings = base::sha256_hex(options.settings);
  }

  SiteOutcome run() {
    if (timeline_.kind == model::ColumnKind::Release) releases();
    newest();
    const sys::Updated updated =
        sys::update_folder(options_.folder, update_, options_.force ? sys::Existing::Force : sys::Existing::Refuse);
    outcome_.written = updated.written;
    outcome_.kept = updated.kept;
    return std::move(outcome_);
  }

 private:
  /// No two alike, also where a file system ignores case; a release keeps the one it had.
  std::string folder_of(const std::string& tag) {
    const auto earlier = std::ranges::find(before_.releases, tag, &SiteRelease::tag);
    if (earlier != before_.releases.end()) return earlier->folder;
    std::string name = emit::file_name(tag);
    if (!folders_.insert(name).second) name += "-" + base::sha256_hex(tag).substr(0, 8);
    folders_.insert(name);
    return name;
  }

  [[nodiscard]] const SiteRelease* unchanged(const std::string& tag, const std::string& digest) const {
    if (before_.settings != site_.settings) return nullptr;
    const auto found = std::ranges::find(before_.releases, tag, &SiteRelease::tag);
    return found != before_.releases.end() && found->digest == digest ? &*found : nullptr;
  }

  void releases() {
    for (const SiteRelease& release : before_.releases) folders_.insert(release.folder);
    const std::vector<std::string> digests = releases::digests(history_, timeline_);
    for (const std::uint32_t column : measured_columns(history_, timeline_)) {
      const std::string& tag = timeline_.columns[column].tag;
      if (const SiteRelease* same = unchanged(tag, digests[column])) {
        for (const std::string& file : same->files) update_.unchanged.insert("releases/" + same->folder + "/" + file);
        site_.releases.push_back(*same);
      } else {
        make_release(column, digests[column]);
        ++outcome_.made;
      }
    }
    outcome_.releases = site_.releases.size();
  }

  void make_release(std::uint32_t column, const std::string& digest) {
    releases::AsOf then = releases::as_of(history_, timeline_, column);
    // The config's highlights are of the newest release, and were others when this one was.
    analysis::AnalysisOptions without = options_.analysis;
    without.highlights.clear();
    const Report report = reported(std::move(then.history), then.timeline, without);
    SiteRelease release = emit::site_release(report);
    release.digest = digest;
    release.folder = folder_of(release.tag);
    const std::string stem = emit::file_stem(report);
    emit::PageOptions page{{{"Newest", "../../index.html"}, {"All releases", "../index.html"}}, {}};
    if (!site_.releases.empty())
      page.links.push_back(
          {"Before: " + site_.releases.back().tag, "../" + site_.releases.back().folder + "/index.html"});
    page.links.push_back({"PDF", stem + ".pdf"});
    page.links.push_back({"JSON", "report.json"});
    std::map<std::string, std::string> files;
    files["index.html"] = emit::page(report, styles_, page, fonts_);
    files[stem + ".pdf"] = pdf(report);
    files["report.json"] = emit::report_json(report);
    for (auto& [name, bytes] : files) {
      release.files.push_back(name);
      update_.files["releases/" + release.folder + "/" + name] = std::move(bytes);
    }
    site_.releases.push_back(std::move(release));
  }

  Report reported(History history, const Timeline& timeline, const analysis::AnalysisOptions& options) const {
    Report report = analysis::analyse(std::move(history), timeline, options);
    if (git_ != nullptr) history::name_commits(report, *git_);
    name_fonts(report, font_files(options_.resources));
    return report;
  }

  [[nodiscard]] std::string pdf(const Report& report) const {
    layout::DocumentOptions o;
    o.paper = layout::paper_size(options_.paper).value_or(o.paper);
    o.logo = options_.logo;
    o.logo.alt = "Logo of " + base::visible(report.project);
    o.digest = layout::data_digest(report);
    return emit::pdf(report, o, options_.page, fonts_,
                     {report.columns[report.current].release.date, emit::Attach::Data, font_files(options_.resources),
                      options_.jobs});
  }

  /// What has one address for good, whatever release is the newest.
  void latest(const Report& report) {
    const std::string stem = emit::file_stem(report);
    const emit::PictureOptions pictures{true, true, true, false, font_files(options_.resources), options_.jobs};
    for (auto& [name, bytes] : emit::pictures(report, styles_, stem, pictures)) {
      const bool ours = name.starts_with(stem);
      const std::string rest = ours ? name.substr(stem.size()) : name;
      update_.files["latest/" + (rest == "-card.png" ? "card.png"
                                 : ours              ? "dashboard" + rest
                                                     : name)] = std::move(bytes);
    }
    update_.files["latest/report.json"] = emit::report_json(report);
    update_.files["latest/report.pdf"] = pdf(report);
  }

  void newest() {
    Report report = reported(history_, timeline_, options_.analysis);
    site_.project = report.project;
    site_.project_url = report.project_url;
    emit::PageOptions page;
    if (!site_.releases.empty()) page.links.push_back({"All releases", "releases/index.html"});
    page.links.push_back({"PDF", "latest/report.pdf"});
    page.links.push_back({"JSON", "latest/report.json"});
    if (!options_.url.empty()) page.card_image = options_.url + "latest/card.png";
    update_.files["index.html"] = emit::page(report, styles_, page, fonts_);
    latest(report);
    if (!site_.releases.empty()) {
      update_.files["releases/index.html"] = emit::releases_page(site_, report, styles_, fonts_);
      update_.files["feed.xml"] = emit::feed(site_, options_.url);
    }
    update_.files["404.html"] = emit::not_found_page(site_, styles_, options_.url);
    update_.files[kState] = emit::site_json(site_);
    update_.tolerated = tolerated_in(options_.folder);
    outcome_.newest = std::move(report);
  }

  const History& history_;
  const Timeline& timeline_;
  const SiteOptions& options_;
  const sys::Git* git_;
  draw::FontSet fonts_;
  emit::Styles styles_;
  emit::Site before_, site_;
  sys::Update update_;
  std::set<std::string> folders_;
  SiteOutcome outcome_;
};

}  // namespace

SiteOutcome write_site(const History& history, const Timeline& timeline, const SiteOptions& options,
                       const sys::Git* git) {
  return SiteWork(history, timeline, options, git).run();
}

}  // namespace perfolio::cli
