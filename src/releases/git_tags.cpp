// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "releases/commit_graph.h"
#include "releases/order.h"
#include "releases/releases.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace perfolio::releases {

namespace {

/// Their ids go to git as arguments; the machine's limit for those is 2 MiB.
constexpr std::size_t kReleaseLimit = 20000;

[[noreturn]] void refuse(const std::string& what, const std::string& hint) {
  throw base::Error(base::Fault::Input, {}, what, hint);
}

void refuse_shallow(const sys::Git& git) {
  if (base::trim(git.run({"rev-parse", "--is-shallow-repository"})) != "true") return;
  refuse("the repository is a shallow clone: what its releases contain cannot be known",
         "git fetch --unshallow --tags, or fetch-depth: 0 in actions/checkout");
}

std::optional<base::Time> time_of(std::string_view seconds) {
  long long value = 0;
  const auto [end, code] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
  if (code != std::errc{} || end != seconds.data() + seconds.size() || value < 0) return std::nullopt;
  return base::time_of_milliseconds(static_cast<double>(value) * 1000);
}

/// One line of for-each-ref: name, type and id of the tag, type and id of what an annotated tag names, date. Empty when
/// it does not lead to a commit (git allows tags of files, and tags of tags).
std::optional<model::Release> release_of(std::string_view line) {
  const auto fields = base::split(line, '\t');
  if (fields.size() != 6) return std::nullopt;
  const bool annotated = fields[1] == "tag";
  if ((annotated ? fields[3] : fields[1]) != "commit") return std::nullopt;
  return model::Release{std::string(fields[0]), std::string(annotated ? fields[4] : fields[2]), time_of(fields[5]),
                        false};
}

/// The tag's date is the tagger's, or, of a lightweight tag, the commit's.
std::vector<Candidate> tags_of(const sys::Git& git) {
  const std::string text =
      git.run({"for-each-ref",
               "--format=%(refname:strip=2)%09%(objecttype)%09%(objectname)%09%(*objecttype)%09%(*objectname)%09"
               "%(creatordate:unix)",
               "refs/tags"});
  std::vector<Candidate> tags;
  for (const auto line : base::split(text, '\n')) {
    if (auto release = release_of(line)) tags.push_back(candidate_of(std::move(*release)));
  }
  return tags;
}

std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 8); ++i) {
    text += (i == 0 ? "" : ", ") + base::visible(names[i]);
  }
  return names.size() > 8 ? text + " and " + std::to_string(names.size() - 8) + " more" : text;
}

base::Diagnostic note(std::string text) { return {base::Severity::Info, {}, std::move(text)}; }

/// Tags that match but are no versions, among versions: "v1", which GitHub Actions move along, would be a release
/// twice.
void leave_out_others(std::vector<Candidate>& tags, KnownReleases& known) {
  const auto is_version = [](const Candidate& tag) { return tag.version.has_value(); };
  if (static_cast<std::size_t>(std::ranges::count_if(tags, is_version)) * 2 < tags.size()) return;
  std::vector<std::string> names;
  for (const auto& tag : tags) {
    if (!is_version(tag)) names.push_back(tag.release.tag);
  }
  std::erase_if(tags, [&](const auto& tag) { return !is_version(tag); });
  if (!names.empty()) known.diagnostics.push_back(note("tags that are no versions are left out: " + some_of(names)));
}

/// Of several families of tags the bare one speaks for the repository; without it nobody can know which one is meant.
void choose_family(std::vector<Candidate>& tags, KnownReleases& known) {
  std::erase_if(tags, [](const auto& tag) { return !tag.version; });
  std::map<std::string, std::string> newest;  // family -> pattern that selects it
  for (const auto& tag : tags) newest[family_of(*tag.version)] = tag.version->prefix + "*";
  if (newest.size() < 2) return;
  const bool bare = newest.erase("") != 0;
  std::vector<std::string> names;
  for (const auto& entry : newest) names.push_back(entry.second);
  if (!bare) {
    refuse("the repository has several families of release tags: " + some_of(names),
           "say which one is reported, e.g. --tags '" + base::visible(names.front()) + "'");
  }
  std::erase_if(tags, [](const auto& tag) { return !family_of(*tag.version).empty(); });
  known.diagnostics.push_back(
      {base::Severity::Warning, {}, "other families of tags are left out (--tags chooses): " + some_of(names)});
}

void select(std::vector<Candidate>& tags, const std::optional<base::Pattern>& pattern, KnownReleases& known) {
  if (tags.empty()) {
    refuse("the repository has no tags", "fetch them with git fetch --tags, or use --releases FILE or --by run");
  }
  if (!pattern) {
    choose_family(tags, known);
    if (tags.empty())
      refuse("no tag of the repository is a version", "say which tags are releases with --tags PATTERN");
    return;
  }
  std::erase_if(tags, [&](const auto& tag) { return !pattern->matches(tag.release.tag); });
  if (tags.empty())
    refuse("no tag matches " + base::visible(pattern->text()), "git tag --list shows the tags there are");
  leave_out_others(tags, known);
}

/// Commits with their parents: of the releases, or, with `arguments`, of what else there is.
std::string rev_list(const sys::Git& git, std::vector<std::string> arguments,
                     const std::vector<model::Release>& releases) {
  arguments.insert(arguments.begin(), {"rev-list", "--parents"});
  for (const auto& release : releases) arguments.push_back(release.commit);
  return git.run(arguments);
}

void learn_history(KnownReleases& known, const sys::Git& git) {
  if (known.releases.size() > kReleaseLimit) refuse("more than 20000 release tags", "choose fewer with --tags PATTERN");
  const std::string tagged = rev_list(git, {}, known.releases);
  const std::string beyond = rev_list(git, {"--all", "--not"}, known.releases);
  ReleaseHistory history = release_history(commit_graph(tagged), commit_graph(beyond), known.releases);
  known.contained = std::move(history.contained);
  known.follows = std::move(history.follows);
  known.after = std::move(history.after);
  known.untagged = std::move(history.untagged);
}

}  // namespace

KnownReleases from_git(const sys::Git& git, const std::optional<base::Pattern>& tags) {
  refuse_shallow(git);
  KnownReleases known;
  std::vector<Candidate> selected = tags_of(git);
  select(selected, tags, known);
  put_in_order(selected);
  for (auto& one : selected) known.releases.push_back(std::move(one.release));
  learn_history(known, git);
  return known;
}

}  // namespace perfolio::releases
