// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/commits.h"

#include "base/text.h"
#include "layout/names.h"
#include "model/web_links.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace perfolio::layout {
namespace {

constexpr std::size_t kMostNames = 6;
const Font kFixed{Face::Mono, 8};

/// Change points that share their commits.
struct Range {
  const model::ChangePoint* point = nullptr;
  std::vector<std::string> changes;  ///< "parse_1kb −2 % better"
};

std::vector<Range> ranges_of(const model::Report& report, const std::set<std::size_t>& told) {
  std::map<std::vector<std::string>, std::size_t> known;
  std::vector<Range> ranges;
  for (const std::size_t i : report.changed) {
    if (told.contains(i)) continue;
    const model::BenchmarkFacts& b = report.benchmarks[i];
    for (const model::ChangePoint& point : b.change_points) {
      if (point.column != report.current || point.commits.empty()) continue;
      std::vector<std::string> key;
      for (const model::Commit& commit : point.commits) key.push_back(commit.id);
      const auto [at, fresh] = known.try_emplace(std::move(key), ranges.size());
      if (fresh) ranges.push_back({&point, {}});
      ranges[at->second].changes.push_back(printed_id(b) + " " +
                                           change_words(point.ratio.value, point.verdict, model::wording(b)));
    }
  }
  return ranges;
}

}  // namespace

std::vector<MethodLine> commit_lines(const model::Report& report, const std::set<std::size_t>& told, double width,
                                     const TextMetrics& metrics) {
  std::vector<MethodLine> lines;
  const auto body = [&](const std::string& text) {
    for (std::string& line : wrapped(text, {Face::Regular, 9}, width, 6, metrics)) {
      lines.push_back({MethodLine::Kind::Body, std::move(line), 0});
    }
    lines.back().space = 3;
  };
  const model::WebPages pages(report.project_url);
  for (const Range& range : ranges_of(report, told)) {
    const std::size_t named = std::min(kMostNames, range.changes.size());
    std::string names = fmt::format("{}", fmt::join(std::span(range.changes).first(named), "; "));
    if (named < range.changes.size()) names += fmt::format("; and {} more", range.changes.size() - named);
    lines.push_back(
        {MethodLine::Kind::Heading,
         fmt::format("{} commit{}", range.point->commits.size() + range.point->commits_more,
                     range.point->commits.size() == 1 ? "" : "s"),
         2, pages.compare(report.runs[range.point->run_before].commit, report.runs[range.point->run_last].commit)});
    body(names);
    for (const model::Commit& commit : range.point->commits) {
      const std::string text = fmt::format("{}  {}{}", commit.id.substr(0, 7), base::visible(commit.subject),
                                           commit.author.empty() ? "" : "  (" + base::visible(commit.author) + ")");
      const std::string request = pages.pull_request(commit.pull_request);
      const std::string aside = request.empty() ? "" : "#" + commit.pull_request;
      const double room = width - (aside.empty() ? 0 : metrics.width(aside, kFixed) + 10);
      lines.push_back(
          {MethodLine::Kind::Fixed, clipped(text, kFixed, room, metrics), 0, pages.commit(commit.id), aside, request});
    }
    if (range.point->commits_more > 0) body(fmt::format("and {} more", range.point->commits_more));
  }
  return lines;
}

}  // namespace perfolio::layout
