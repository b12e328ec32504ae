// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/commits_between.h"

#include "base/error.h"
#include "base/text.h"
#include "model/web_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace perfolio::history {

namespace {

constexpr std::size_t kMost = 10;
constexpr std::size_t kMostPairs = 200;
constexpr std::size_t kLongestSubject = 200;  ///< bytes.

bool is_hex(std::string_view id) {
  return id.size() >= 7 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// A name, or nothing where it may be an address.
std::string name_of(std::string_view author) {
  return author.find('@') == std::string_view::npos ? base::to_utf8(author) : std::string();
}

/// "id NUL author NUL subject" of `git log -z` with NULs as separators of fields.
model::Commit commit_of(std::string_view record, std::string_view page) {
  const auto fields = base::split(record, '\x1f');
  model::Commit commit;
  commit.id = fields[0];
  if (fields.size() > 1) commit.author = name_of(fields[1]);
  if (fields.size() > 2) commit.subject = base::to_utf8(fields[2].substr(0, kLongestSubject));
  commit.pull_request = pull_request_in(commit.subject);
  commit.url = model::WebPages(page).commit(commit.id);
  return commit;
}

}  // namespace

std::string pull_request_in(std::string_view subject) {
  constexpr std::string_view kMerge = "Merge pull request #";
  const bool merge = subject.starts_with(kMerge);
  const std::size_t open = subject.rfind("(#");
  if (!merge && (open == std::string_view::npos || !subject.ends_with(')'))) return {};
  const std::string_view rest = subject.substr(merge ? kMerge.size() : open + 2);
  const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return end <= 9 ? std::string(rest.substr(0, end)) : std::string();
}

CommitRange commits_between(const sys::Git& git, const std::string& before, const std::string& after,
                            std::string_view page) {
  CommitRange range;
  if (!is_hex(before) || !is_hex(after) || before == after) return range;
  std::string out;
  try {
    out = git.run({"log", "-z", "--no-merges", "--format=%H%x1f%an%x1f%s", before + ".." + after, "--"});
  } catch (const base::Error&) {
    return range;  // the repository does not have one of them: rebased, or of a fork
  }
  for (const std::string_view record : base::split(out, '\0')) {
    if (record.empty()) continue;
    if (range.newest.size() == kMost) {
      ++range.more;
    } else {
      range.newest.push_back(commit_of(record, page));
    }
  }
  return range;
}

void name_commits(model::Report& report, const sys::Git& git) {
  std::map<std::pair<std::string, std::string>, CommitRange> known;
  std::vector<model::ChangePoint*> points;
  for (model::BenchmarkFacts& b : report.benchmarks) {
    for (model::ChangePoint& point : b.change_points) points.push_back(&point);
  }
  std::ranges::stable_sort(points, std::greater{}, &model::ChangePoint::run);
  for (model::ChangePoint* point : points) {
    const std::pair ends{report.runs[point->run_before].commit, report.runs[point->run_last].commit};
    auto found = known.find(ends);
    if (found == known.end()) {
      if (known.size() >= kMostPairs) continue;
      found = known.emplace(ends, commits_between(git, ends.first, ends.second, report.project_url)).first;
    }
    point->commits = found->second.newest;
    point->commits_more = found->second.more;
  }
}

}  // namespace perfolio::history
