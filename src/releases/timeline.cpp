// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "releases/commit_id.h"
#include "releases/lines.h"
#include "releases/order.h"
#include "releases/releases.h"
#include "releases/since.h"

#include <algorithm>
#include <numeric>
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
  explicit Commits(const KnownReleases& known)
      : contained_(known.contained), untagged_(known.untagged), after_(known.after) {
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

  /// The release behind which such a commit stands.
  [[nodiscard]] std::optional<std::size_t> release_before(const std::string& id) const {
    const auto commit = std::ranges::lower_bound(untagged_, id);
    const auto entry = after_.find(*commit);
    return entry == after_.end() ? std::nullopt : std::optional(entry->second);
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
  const Containment& after_;
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

/// The releases that have a date, by date; of those of one moment the lowest version comes first. `releases` are in
/// order.
class Dates {
 public:
  explicit Dates(const std::vector<Candidate>& releases) {
    const std::vector<bool> main = main_line(releases);
    for (std::size_t i = 0; i < releases.size(); ++i) {
      if (!releases[i].release.date) continue;
      all_.emplace_back(*releases[i].release.date, i);
      if (main[i]) main_.push_back(all_.back());
    }
    std::ranges::sort(all_);
    std::ranges::sort(main_);
  }
  [[nodiscard]] bool empty() const { return all_.empty(); }

  /// The first dated at or after; empty behind the last.
  struct Found {
    std::optional<std::size_t> release;
    bool ambiguous = false;  ///< it is not of the main line: the run may be of the next release of that.
  };
  [[nodiscard]] Found first_from(base::Time date) const {
    const auto nearest = first_of(all_, date);
    const auto main = first_of(main_, date);
    return {nearest, main != nearest};
  }

 private:
  using Dated = std::vector<std::pair<base::Time, std::size_t>>;
  static std::optional<std::size_t> first_of(const Dated& dated, base::Time date) {
    const auto entry = std::ranges::lower_bound(dated, date, {}, &Dated::value_type::first);
    return entry == dated.end() ? std::nullopt : std::optional(entry->second);
  }

  Dated all_, main_;
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
  std::vector<std::optional<std::size_t>> stands_behind;  ///< of unreleased runs whose line is known.
  std::vector<bool> undecided;                            ///< no release, and nothing says that none can be.
  std::map<std::size_t, std::set<std::string>> commits;   ///< of recorded runs, by a release that has none of its own.
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
  mapping.stands_behind.emplace_back(release);
  mapping.undecided.push_back(false);
  mapping.timeline.how.push_back(how);
}

void leave_out(Mapping& mapping, std::size_t& count, MappedBy how, bool undecided,
               std::optional<std::size_t> behind = std::nullopt) {
  ++count;
  mapping.release_of_run.emplace_back();
  mapping.stands_behind.push_back(behind);
  mapping.undecided.push_back(undecided);
  mapping.timeline.how.push_back(how);
}

void map_by_date(Mapping& mapping, const model::Run& run, const Dates& dates) {
  const auto date = date_of(run);
  if (!date || dates.empty()) return leave_out(mapping, mapping.timeline.unmapped, MappedBy::None, true);
  const auto [release, ambiguous] = dates.first_from(*date);
  if (!release) return leave_out(mapping, mapping.timeline.unreleased, MappedBy::None, false);
  mapping.timeline.ambiguous += ambiguous ? 1 : 0;
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
    if (tag->empty()) return leave_out(mapping, mapping.timeline.unreleased, MappedBy::Map, true);
    return assign(mapping, release_named(mapping, *tag), run, MappedBy::Map);
  }
  if (!run.release.empty()) return assign(mapping, release_named(mapping, run.release), run, MappedBy::Record);
  if (const auto release = ways.commits.release_of(id)) return assign(mapping, *release, run, MappedBy::Containment);
  if (ways.git_decides && ways.commits.is_untagged(id)) {
    return leave_out(mapping, mapping.timeline.unreleased, MappedBy::None, false, ways.commits.release_before(id));
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

/// What the history says, of the releases where they are in order.
std::vector<std::optional<std::size_t>> placed(const std::vector<std::optional<std::size_t>>& follows,
                                               const std::vector<std::size_t>& place) {
  std::vector<std::optional<std::size_t>> result(place.size());
  for (std::size_t i = 0; i < follows.size(); ++i) {
    if (follows[i]) result[place[i]] = place[*follows[i]];
  }
  return result;
}

/// The columns are the releases [first, last] of those in order.
struct Shown {
  std::size_t first = 0, last = 0;
  [[nodiscard]] std::uint32_t column(std::size_t release) const {
    return static_cast<std::uint32_t>(std::min(release, last) - first);
  }
};

void set_lines(Mapping& mapping, const std::vector<Followed>& lines, const Shown& shown) {
  model::Timeline& t = mapping.timeline;
  for (std::size_t i = shown.first; i <= shown.last && i < lines.size(); ++i) {
    const auto& [release, by] = lines[i];
    const bool outside = release && *release < shown.first;
    t.follows.push_back(release && !outside ? shown.column(*release) : model::kNoColumn);
    t.follows_by.push_back(by);
    t.follows_outside.push_back(outside ? mapping.releases[*release].release.tag : "");
  }
}

/// Where the runs of a column end, and what comes behind them.
struct RunPlace {
  std::int64_t column = -1;
  bool unreleased = false;
  std::uint32_t run = 0;
  auto operator<=>(const RunPlace&) const = default;
};

/// A run of which nothing but its date is known, and that has no release, stands behind the newest that came before it.
std::vector<RunPlace> places_of(const Mapping& mapping, const std::vector<std::size_t>& place, const Shown& shown) {
  std::vector<RunPlace> places;
  std::int64_t newest = -1;
  for (std::uint32_t run = 0; run < mapping.release_of_run.size(); ++run) {
    const bool released = mapping.release_of_run[run].has_value();
    const auto& behind = mapping.stands_behind[run];
    std::int64_t column = static_cast<std::int64_t>(mapping.timeline.columns.size()) - 1;
    if (mapping.undecided[run]) column = newest;
    if (behind) column = place[*behind] < shown.first ? -1 : std::int64_t{shown.column(place[*behind])};
    if (released) newest = std::max(newest, column);
    places.push_back({column, !released, run});
  }
  return places;
}

void set_rank(model::Timeline& timeline, std::vector<RunPlace> places) {
  if (std::ranges::is_sorted(places)) return;
  std::ranges::sort(places);
  timeline.rank.resize(places.size());
  for (std::uint32_t i = 0; i < places.size(); ++i) timeline.rank[places[i].run] = i;
}

void make_columns(Mapping& mapping, const KnownReleases& known) {
  for (const auto& [release, ids] : mapping.commits) {
    if (ids.size() == 1) mapping.releases[release].release.commit = *ids.begin();
  }
  const auto place = order(mapping.releases);
  Shown shown{mapping.releases.size(), 0};
  for (const auto& release : mapping.release_of_run) {
    if (!release) continue;
    shown.first = std::min(shown.first, place[*release]);
    shown.last = std::max(shown.last, place[*release]);
  }
  for (const auto& release : mapping.release_of_run) {
    mapping.timeline.column.push_back(release ? shown.column(place[*release]) : model::kNoColumn);
  }
  set_lines(mapping, followed(mapping.releases, placed(known.follows, place)), shown);
  for (std::size_t i = 0; i < mapping.releases.size(); ++i) {
    Candidate& candidate = mapping.releases[i];
    if (i < shown.first || i > shown.last) {
      auto& outside = i < shown.first ? mapping.timeline.earlier : mapping.timeline.later;
      outside.push_back(std::move(candidate.release.tag));
      continue;
    }
    if (!candidate.release.date) candidate.release.date = candidate.date;
    mapping.timeline.columns.push_back(std::move(mapping.releases[i].release));
  }
  std::vector<RunPlace> places = places_of(mapping, place, shown);
  for (const RunPlace& one : places) {
    mapping.timeline.line.push_back(one.column < 0 ? model::kNoColumn : static_cast<std::uint32_t>(one.column));
  }
  set_rank(mapping.timeline, std::move(places));
}

/// Between two lines a date does not choose.
void tell_ambiguous(model::Timeline& timeline) {
  const std::size_t n = timeline.ambiguous;
  if (n == 0) return;
  timeline.notes.push_back(
      {base::Severity::Warning,
       {},
       std::to_string(n) + (n == 1 ? " run was" : " runs were") +
           " assigned by date to a release of another line than the newest, which appeared first: they may be of "
           "either (--repo-dir or --release-map knows better)"});
}

}  // namespace

model::Timeline timeline_by_release(const model::History& history, const KnownReleases& known,
                                    const std::map<std::string, std::string>& map) {
  Mapping mapping;
  for (const auto& release : known.releases) add_release(mapping, release);
  Ways ways{CommitMap(map), Commits(known), Dates(mapping.releases)};
  ways.git_decides = std::ranges::any_of(
      history.runs, [&](const model::Run& run) { return ways.commits.release_of(id_of(run)).has_value(); });
  for (const auto& run : history.runs) map_run(mapping, run, ways);
  make_columns(mapping, known);
  tell_ambiguous(mapping.timeline);
  return std::move(mapping.timeline);
}

// ---- since a release -----------------------------------------------------------------------------------------------

namespace {
constexpr std::size_t kMostCommits = 20000;  // named to a database; more is no help to it
}

struct Since::State {
  State(const KnownReleases& known, const std::map<std::string, std::string>& map) : known_(known), map_(map) {
    for (const auto& release : known_.releases) add_release(mapping_, release);
    ways_.emplace(CommitMap(map_), Commits(known_), Dates(mapping_.releases), !known_.contained.empty());
  }
  /// Whether a release is of an earlier version than that from which on runs are kept; by dates where versions do not
  /// say.
  [[nodiscard]] bool is_before(std::size_t release) const {
    if (release == from_ || from_ == kAll) return false;
    if (std::max(release, from_) < known_.releases.size()) return release < from_;
    const Candidate& a = mapping_.releases[release];
    const Candidate& b = mapping_.releases[from_];
    if (a.version && b.version) return compare(*a.version, *b.version) < 0;
    return a.date && b.date && *a.date < *b.date;
  }

  struct Place {
    std::optional<std::size_t> release, behind;
  };
  Place place_of(const model::Run& run) {
    map_run(mapping_, run, *ways_);
    const Place place{mapping_.release_of_run.back(), mapping_.stands_behind.back()};
    mapping_.release_of_run.pop_back();
    mapping_.stands_behind.pop_back();
    mapping_.undecided.pop_back();
    mapping_.timeline.how.pop_back();
    return place;
  }

  const KnownReleases known_;
  const std::map<std::string, std::string> map_;
  Mapping mapping_;
  std::optional<Ways> ways_;
  static constexpr std::size_t kAll = static_cast<std::size_t>(-1);
  std::size_t from_ = kAll;
  std::optional<base::Time> date_;
};

Since::Since(const KnownReleases& known, const std::map<std::string, std::string>& map, const std::string& from)
    : state_(std::make_unique<State>(known, map)) {
  State& s = *state_;
  if (from.empty()) return;
  const bool is_known = s.mapping_.by_tag.contains(from) || s.mapping_.by_key.contains(tag_key(from));
  if (!is_known) s.date_ = base::parse_time(from);
  if (!is_known && !s.date_ && !version_of(from)) {
    throw base::Error(base::Fault::Usage, {}, "--since: '" + base::visible(from) + "' is no release that is known",
                      "a tag of --repo-dir or --releases, a version that runs name, or a date like 2026-02-20");
  }
  if (!s.date_) s.from_ = release_named(s.mapping_, from);
}

Since::~Since() = default;

bool Since::keeps(const model::Run& run) {
  State& s = *state_;
  if (s.date_) return !date_of(run) || *date_of(run) >= *s.date_;
  const auto [release, behind] = s.place_of(run);
  if (release) return !s.is_before(*release);
  return !behind || !s.is_before(*behind);
}

std::string Since::release_of(const model::Run& run) {
  const auto release = state_->place_of(run).release;
  return release ? state_->mapping_.releases[*release].release.tag : std::string();
}

bool Since::keeps_tag(const std::string& tag) { return !state_->is_before(release_named(state_->mapping_, tag)); }

bool Since::by_words() const { return state_->map_.empty(); }

std::vector<std::string> Since::commits() const {
  std::vector<std::string> out = state_->known_.untagged;
  for (const auto& [commit, release] : state_->known_.contained) {
    if (!state_->is_before(release)) out.push_back(commit);
  }
  // Releases of a list have a commit each, and no repository.
  for (std::size_t i = 0; i < state_->known_.releases.size(); ++i) {
    if (!state_->is_before(i) && !state_->known_.releases[i].commit.empty()) {
      out.push_back(state_->known_.releases[i].commit);
    }
  }
  if (out.size() > kMostCommits) out.clear();
  std::ranges::sort(out);
  return out;
}

bool Since::any_commit() const {
  return state_->known_.untagged.size() + state_->known_.contained.size() > kMostCommits;
}

std::optional<base::Time> Since::after() const {
  std::vector<std::pair<base::Time, std::size_t>> dated;
  for (std::size_t i = 0; i < state_->known_.releases.size(); ++i) {
    if (state_->known_.releases[i].date) dated.emplace_back(*state_->known_.releases[i].date, i);
  }
  std::ranges::sort(dated);
  std::optional<base::Time> before;
  for (const auto& [date, release] : dated) {
    if (!state_->is_before(release)) return before;
    before = date;
  }
  return before;
}

std::optional<base::Time> Since::date() const { return state_->date_; }

}  // namespace perfolio::releases
