// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "releases/commit_id.h"
#include "releases/order.h"
#include "releases/releases.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace perfolio::releases {

namespace {

using model::MappedBy;

std::string id_of(const model::Run& run) { return base::to_lower_ascii(run.commit); }

std::optional<base::Time> date_of(const model::Run& run) { return run.commit_date ? run.commit_date : run.date; }

// ---- commits -------------------------------------------------------------------------------------------------------

/// Commit id -> release, also for abbreviated ids that can only mean one commit.
class Commits {
 public:
  explicit Commits(const KnownReleases& known) : contained_(known.contained), untagged_(known.untagged) {
    for (std::size_t i = 0; i < known.releases.size(); ++i) {
      if (is_commit_id(known.releases[i].commit)) own_.emplace(known.releases[i].commit, i);
    }
  }

  std::optional<std::size_t> release_of(const std::string& id) {
    if (!is_commit_id(id)) return std::nullopt;
    if (const auto entry = contained_.find(id); entry != contained_.end()) return entry->second;
    if (const auto entry = own_.find(id); entry != own_.end()) return entry->second;
    if (const auto release = own_abbreviated(id)) return release;
    return id.size() < kSha1Digits ? by_prefix(id) : std::nullopt;
  }

  /// Whether the repository has the commit beyond its releases.
  [[nodiscard]] bool is_untagged(const std::string& id) const {
    if (!is_commit_id(id)) return false;
    const auto entry = std::ranges::lower_bound(untagged_, id);
    return entry != untagged_.end() && entry->starts_with(id);
  }

 private:
  /// A release list may abbreviate, too.
  std::optional<std::size_t> own_abbreviated(const std::string& id) const {
    for (std::size_t length = kShortestId; length < id.size(); ++length) {
      if (const auto entry = own_.find(id.substr(0, length)); entry != own_.end()) return entry->second;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> by_prefix(const std::string& id) {
    sort_once();
    const auto entry = std::ranges::lower_bound(sorted_, id, {}, &Entry::first);
    if (entry == sorted_.end() || !entry->first.starts_with(id)) return std::nullopt;
    const auto next = std::next(entry);
    const bool ambiguous = next != sorted_.end() && next->first.starts_with(id) && next->second != entry->second;
    return ambiguous ? std::nullopt : std::optional(entry->second);
  }

  void sort_once() {
    if (!sorted_.empty()) return;
    for (const auto& [id, release] : contained_) sorted_.emplace_back(id, release);
    for (const auto& [id, release] : own_) {
      if (!contained_.contains(id)) sorted_.emplace_back(id, release);
    }
    std::ranges::sort(sorted_);
  }

  using Entry = std::pair<std::string_view, std::size_t>;
  const Containment& contained_;
  const std::vector<std::string>& untagged_;
  std::map<std::string, std::size_t> own_;  // the releases' own commits: all there is without a repository
  std::vector<Entry> sorted_;
};

/// The map given by the user, asked by commit. A key that may mean two of the runs' commits is refused: which one the
/// user meant cannot be known, and either guess would be silent.
class CommitMap {
 public:
  explicit CommitMap(const std::map<std::string, std::string>& map) : map_(map) {}

  const std::string* tag_of(const std::string& id) {
    if (!is_commit_id(id)) return nullptr;
    for (std::size_t length = id.size(); length >= kShortestId; --length) {
      const auto entry = map_.find(id.substr(0, length));
      if (entry != map_.end()) return checked(entry->first, id, entry->second);
    }
    // The run's id may be the shorter one.
    const auto entry = map_.lower_bound(id);
    if (entry == map_.end() || !entry->first.starts_with(id)) return nullptr;
    const auto next = std::next(entry);
    if (next != map_.end() && next->first.starts_with(id) && next->second != entry->second) ambiguous(id);
    return &entry->second;
  }

 private:
  [[noreturn]] static void ambiguous(const std::string& id) {
    throw base::Error(base::Fault::Input, {}, "the release map is ambiguous: " + id + " means several commits",
                      "write the ids in full");
  }
  const std::string* checked(const std::string& key, const std::string& id, const std::string& tag) {
    std::string& met = met_[key];
    const bool same = id.starts_with(met) || met.starts_with(id);
    if (!same) ambiguous(key);
    if (id.size() > met.size()) met = id;
    return &tag;
  }

  const std::map<std::string, std::string>& map_;
  std::map<std::string, std::string> met_;  // key -> the commit it stood for
};

// ---- dates ---------------------------------------------------------------------------------------------------------

/// The releases that have a date, by date; of those of one moment the lowest version comes first.
class Dates {
 public:
  explicit Dates(const std::vector<Candidate>& releases, std::size_t known) {
    for (std::size_t i = 0; i < known; ++i) {
      if (releases[i].release.date) order_.emplace_back(*releases[i].release.date, i);
    }
    std::ranges::sort(order_);
  }
  [[nodiscard]] bool empty() const { return order_.empty(); }
  /// The first dated at or after; empty behind the last one.
  [[nodiscard]] std::optional<std::size_t> first_from(base::Time date) const {
    const auto entry = std::ranges::lower_bound(order_, date, {}, &std::pair<base::Time, std::size_t>::first);
    return entry == order_.end() ? std::nullopt : std::optional(entry->second);
  }

 private:
  std::vector<std::pair<base::Time, std::size_t>> order_;
};

// ---- by release ----------------------------------------------------------------------------------------------------

std::string tag_key(std::string_view tag) {
  if (tag.size() > 1 && (tag[0] == 'v' || tag[0] == 'V') && tag[1] >= '0' && tag[1] <= '9') tag.remove_prefix(1);
  return std::string(tag);
}

/// All releases, known and met on the way; while runs are being mapped, `release_of_run` counts in this list.
struct Mapping {
  std::vector<Candidate> releases;
  std::map<std::string, std::size_t> by_tag;
  std::map<std::string, std::size_t> by_key;  // without the "v", which tools drop
  std::vector<std::optional<std::size_t>> release_of_run;
  std::map<std::size_t, std::set<std::string>> commits;  ///< of recorded runs, by a release that has none of its own.
  model::Timeline timeline;
};

void add_release(Mapping& mapping, model::Release release) {
  const std::size_t index = mapping.releases.size();
  mapping.by_tag.emplace(release.tag, index);
  mapping.by_key.emplace(tag_key(release.tag), index);
  mapping.releases.push_back(candidate_of(std::move(release)));
}

std::size_t release_named(Mapping& mapping, const std::string& tag) {
  if (const auto entry = mapping.by_tag.find(tag); entry != mapping.by_tag.end()) return entry->second;
  if (const auto entry = mapping.by_key.find(tag_key(tag)); entry != mapping.by_key.end()) return entry->second;
  add_release(mapping, {tag, {}, {}, false});
  return mapping.releases.size() - 1;
}

void assign(Mapping& mapping, std::size_t release, const model::Run& run, MappedBy how) {
  auto& candidate = mapping.releases[release];
  if (!candidate.release.date && date_of(run)) candidate.date = std::max(candidate.date, date_of(run));
  // A release that only its runs know has their commit, if it is one.
  if (how == MappedBy::Record && candidate.release.commit.empty()) mapping.commits[release].insert(id_of(run));
  mapping.release_of_run.emplace_back(release);
  mapping.timeline.how.push_back(how);
}

void leave_out(Mapping& mapping, std::size_t& count, MappedBy how) {
  ++count;
  mapping.release_of_run.emplace_back();
  mapping.timeline.how.push_back(how);
}

void map_by_date(Mapping& mapping, const model::Run& run, const Dates& dates) {
  const auto date = date_of(run);
  if (!date || dates.empty()) return leave_out(mapping, mapping.timeline.unmapped, MappedBy::None);
  const auto release = dates.first_from(*date);
  if (!release) return leave_out(mapping, mapping.timeline.unreleased, MappedBy::None);
  assign(mapping, *release, run, MappedBy::Date);
}

/// How the runs find their releases. Git decides over dates where it contains any of the runs.
struct Ways {
  CommitMap map;
  Commits commits;
  Dates dates;
  bool git_decides = false;
};

void map_run(Mapping& mapping, const model::Run& run, Ways& ways) {
  const std::string id = id_of(run);
  if (const std::string* tag = ways.map.tag_of(id)) {
    // An empty tag is the user's word that no release has it.
    if (tag->empty()) return leave_out(mapping, mapping.timeline.unreleased, MappedBy::Map);
    return assign(mapping, release_named(mapping, *tag), run, MappedBy::Map);
  }
  if (!run.release.empty()) return assign(mapping, release_named(mapping, run.release), run, MappedBy::Record);
  if (const auto release = ways.commits.release_of(id)) return assign(mapping, *release, run, MappedBy::Containment);
  if (ways.git_decides && ways.commits.is_untagged(id)) {
    return leave_out(mapping, mapping.timeline.unreleased, MappedBy::None);
  }
  map_by_date(mapping, run, ways.dates);
}

/// Where in the ordered list each release of the unordered one ended up.
std::vector<std::size_t> order(std::vector<Candidate>& releases) {
  std::map<std::string, std::size_t> before;
  for (std::size_t i = 0; i < releases.size(); ++i) before.emplace(releases[i].release.tag, i);
  put_in_order(releases);
  std::vector<std::size_t> place(releases.size());
  for (std::size_t i = 0; i < releases.size(); ++i) place[before.at(releases[i].release.tag)] = i;
  return place;
}

void make_columns(Mapping& mapping) {
  for (const auto& [release, ids] : mapping.commits) {
    if (ids.size() == 1) mapping.releases[release].release.commit = *ids.begin();
  }
  const auto place = order(mapping.releases);
  std::size_t first = mapping.releases.size();
  std::size_t last = 0;
  for (const auto& release : mapping.release_of_run) {
    if (!release) continue;
    first = std::min(first, place[*release]);
    last = std::max(last, place[*release]);
  }
  for (const auto& release : mapping.release_of_run) {
    mapping.timeline.column.push_back(release ? static_cast<std::uint32_t>(place[*release] - first) : model::kNoColumn);
  }
  for (std::size_t i = 0; i < mapping.releases.size(); ++i) {
    Candidate& candidate = mapping.releases[i];
    if (i < first || i > last) {
      auto& outside = i < first ? mapping.timeline.earlier : mapping.timeline.later;
      outside.push_back(std::move(candidate.release.tag));
      continue;
    }
    if (!candidate.release.date) candidate.release.date = candidate.date;
    mapping.timeline.columns.push_back(std::move(mapping.releases[i].release));
  }
}

// ---- by run --------------------------------------------------------------------------------------------------------

/// What makes a column of its own. Commits of one moment come as they were met, and undated ones last; a suite measured
/// twice without date and commit is two columns.
struct ColumnKey {
  bool undated = false;
  std::optional<base::Time> date;
  std::size_t met = 0;
  std::string commit;
  auto operator<=>(const ColumnKey&) const = default;
};

std::vector<ColumnKey> keys_of(const std::vector<model::Run>& runs) {
  std::map<std::string, std::size_t> first_met, nameless;
  std::vector<ColumnKey> keys;
  for (const auto& run : runs) {
    ColumnKey key{false, run.date ? run.date : run.commit_date, 0, id_of(run)};
    key.undated = !key.date;
    if (key.undated && key.commit.empty()) key.met = runs.size() + nameless[run.suite]++;
    if (!key.commit.empty()) key.met = first_met.try_emplace(key.commit, keys.size()).first->second;
    keys.push_back(std::move(key));
  }
  return keys;
}

std::string short_id(const std::string& commit) { return commit.substr(0, kShortestId); }

/// The ways to call a column, the shortest first.
std::vector<std::string> labels_of(const ColumnKey& key, const std::string& source, std::size_t nameless) {
  const std::string number = "run " + std::to_string(nameless);
  if (key.undated && key.commit.empty() && source.empty()) return {number};
  if (key.undated && key.commit.empty()) return {source, source + " " + number};
  if (key.undated) return {short_id(key.commit), key.commit};
  const std::string day = base::to_date(*key.date);
  std::vector<std::string> labels = {day};
  if (!key.commit.empty()) labels.push_back(day + " " + short_id(key.commit));
  const std::string moment = day + " " + base::to_rfc3339(*key.date).substr(11, 8);
  labels.push_back(moment);
  if (!key.commit.empty()) labels.push_back(moment + " " + key.commit);
  return labels;
}

std::vector<std::string> unique_labels(const std::vector<ColumnKey>& keys,
                                       const std::map<ColumnKey, std::string>& sources) {
  std::vector<std::vector<std::string>> ways;
  std::map<std::string, std::size_t> uses;
  std::size_t nameless = 0;
  for (const auto& key : keys) {
    nameless += key.undated && key.commit.empty() ? 1U : 0U;
    ways.push_back(labels_of(key, sources.at(key), nameless));
    for (const auto& label : ways.back()) ++uses[label];
  }
  std::vector<std::string> labels;
  for (const auto& way : ways) {
    const auto alone = std::ranges::find_if(way, [&](const auto& label) { return uses[label] == 1; });
    labels.push_back(alone != way.end() ? *alone : way.back());
  }
  return labels;
}

}  // namespace

model::Timeline timeline_by_release(const model::History& history, const KnownReleases& known,
                                    const std::map<std::string, std::string>& map) {
  Mapping mapping;
  for (const auto& release : known.releases) add_release(mapping, release);
  Ways ways{CommitMap(map), Commits(known), Dates(mapping.releases, mapping.releases.size())};
  ways.git_decides = std::ranges::any_of(
      history.runs, [&](const model::Run& run) { return ways.commits.release_of(id_of(run)).has_value(); });
  for (const auto& run : history.runs) map_run(mapping, run, ways);
  make_columns(mapping);
  return std::move(mapping.timeline);
}

model::Timeline timeline_by_run(const model::History& history) {
  const auto keys = keys_of(history.runs);
  std::vector<ColumnKey> columns = keys;
  std::ranges::sort(columns);
  columns.erase(std::ranges::unique(columns).begin(), columns.end());
  model::Timeline timeline;
  timeline.kind = model::ColumnKind::Run;
  std::map<ColumnKey, std::string> sources;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto [at, fresh] = sources.try_emplace(keys[i], history.runs[i].source);
    if (!fresh) at->second = std::min(at->second, history.runs[i].source);
  }
  const auto labels = unique_labels(columns, sources);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    timeline.columns.push_back({labels[i], columns[i].commit, columns[i].date, false});
  }
  for (const auto& key : keys) {
    const auto place = std::ranges::lower_bound(columns, key) - columns.begin();
    timeline.column.push_back(static_cast<std::uint32_t>(place));
    timeline.how.push_back(MappedBy::None);
  }
  return timeline;
}

namespace {

/// Whether an input is the source, or a file of the folder that it is.
bool belongs_to(std::string_view input, std::string_view source) {
  while (source.ends_with('/')) source.remove_suffix(1);
  return input == source || (input.starts_with(source) && input.substr(source.size()).starts_with('/'));
}

}  // namespace

model::Timeline timeline_by_source(const model::History& history, const std::vector<std::string>& sources) {
  model::Timeline timeline;
  timeline.kind = model::ColumnKind::Run;
  for (const std::string& source : sources) {
    const auto alike = std::ranges::count(sources, base::file_name(source), base::file_name);
    timeline.columns.push_back({alike > 1 ? source : base::file_name(source), "", std::nullopt, false});
  }
  for (const model::Run& run : history.runs) {
    const auto at = std::ranges::find_if(sources, [&](const auto& source) { return belongs_to(run.input, source); });
    const bool found = at != sources.end();
    const auto column = static_cast<std::uint32_t>(at - sources.begin());
    timeline.column.push_back(found ? column : model::kNoColumn);
    timeline.how.push_back(MappedBy::None);
    timeline.unmapped += found ? 0 : 1;
    if (found && timeline.columns[column].commit.empty()) timeline.columns[column].commit = run.commit;
    if (found && !timeline.columns[column].date) timeline.columns[column].date = run.date;
  }
  return timeline;
}

}  // namespace perfolio::releases
