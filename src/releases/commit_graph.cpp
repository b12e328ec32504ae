// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "releases/commit_graph.h"

#include "base/text.h"
#include "releases/version.h"

#include <algorithm>
#include <map>
#include <set>

namespace perfolio::releases {

namespace {

using Place = std::optional<std::size_t>;  ///< a release, or none.

std::uint32_t index_of(CommitGraph& graph, std::string_view id) {
  const auto [entry, is_new] = graph.index.try_emplace(id, static_cast<std::uint32_t>(graph.ids.size()));
  if (is_new) {
    graph.ids.push_back(id);
    graph.parents.emplace_back();
    graph.listed.push_back(false);
  }
  return entry->second;
}

/// Parents before their children. What is in a circle, which no history has, is left out.
std::vector<std::uint32_t> from_the_roots(const CommitGraph& graph) {
  std::vector<std::vector<std::uint32_t>> children(graph.ids.size());
  std::vector<std::size_t> waits_for(graph.ids.size());
  std::vector<std::uint32_t> order;
  for (std::uint32_t commit = 0; commit < graph.ids.size(); ++commit) {
    waits_for[commit] = graph.parents[commit].size();
    if (waits_for[commit] == 0) order.push_back(commit);
    for (const std::uint32_t parent : graph.parents[commit]) children[parent].push_back(commit);
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (const std::uint32_t child : children[order[i]]) {
      if (--waits_for[child] == 0) order.push_back(child);
    }
  }
  return order;
}

// ---- what a release contains ---------------------------------------------------------------------------------------

struct Claims {
  std::vector<Place> owner;      ///< per commit: the first release, by version, that contains it.
  std::vector<Place> neighbour;  ///< per release: the newest earlier one with which it shares history.
};

/// In the order of versions every release takes what no earlier one has: each commit is visited once.
Claims claims_of(const CommitGraph& graph, const std::vector<model::Release>& releases) {
  Claims claims{std::vector<Place>(graph.ids.size()), std::vector<Place>(releases.size())};
  std::vector<std::uint32_t> waiting;
  for (std::size_t release = 0; release < releases.size(); ++release) {
    const auto tip = graph.index.find(releases[release].commit);
    // Inside of an earlier version it is no line of its own.
    if (tip == graph.index.end() || claims.owner[tip->second]) continue;
    waiting.push_back(tip->second);
    while (!waiting.empty()) {
      const std::uint32_t commit = waiting.back();
      waiting.pop_back();
      Place& owner = claims.owner[commit];
      if (owner && owner != release) claims.neighbour[release] = std::max(claims.neighbour[release], owner);
      if (owner) continue;
      owner = release;
      waiting.insert(waiting.end(), graph.parents[commit].begin(), graph.parents[commit].end());
    }
  }
  return claims;
}

// ---- the nearest release below -------------------------------------------------------------------------------------

/// What is found walking up from the roots.
class Nearest {
 public:
  Nearest(const CommitGraph& graph, const std::vector<model::Release>& releases)
      : below_(releases.size()), moment_(releases.size()), at_(graph.ids.size()) {
    std::vector<std::vector<std::size_t>> here(graph.ids.size());
    for (std::size_t i = 0; i < releases.size(); ++i) {
      const auto commit = graph.index.find(releases[i].commit);
      if (commit != graph.index.end()) here[commit->second].push_back(i);
    }
    std::size_t moment = 0;
    for (const std::uint32_t commit : from_the_roots(graph)) {
      for (const std::uint32_t parent : graph.parents[commit]) at_[commit] = nearer(at_[commit], at_[parent]);
      for (const std::size_t release : here[commit]) {
        below_[release] = at_[commit];
        at_[commit] = release;
        moment_[release] = ++moment;
      }
    }
  }

  /// At a commit, or below it.
  [[nodiscard]] Place at(std::uint32_t commit) const { return at_[commit]; }
  /// Below a release's own commit; of several tags of one commit the later is above the earlier.
  [[nodiscard]] Place below(std::size_t release) const { return below_[release]; }

  /// Of what two parents hand on: that which is above the other; of two lines, the higher version.
  Place nearer(Place a, Place b) {
    if (!a || !b || a == b) return a ? a : b;
    const auto [low, high] = std::minmax(*a, *b);
    return is_below(high, low) ? low : high;
  }

 private:
  /// Whether the higher version lies below the lower one: seldom, and then found along its line.
  bool is_below(std::size_t high, std::size_t low) {
    if (moment_[high] > moment_[low]) return false;
    const auto [known, fresh] = asked_.try_emplace({high, low}, false);
    if (!fresh) return known->second;
    Place at = low;
    while (at && moment_[*at] > moment_[high]) at = below_[*at];
    return known->second = at == high;
  }

  std::vector<Place> below_;
  std::vector<std::size_t> moment_;  ///< in which order the releases were met.
  std::vector<Place> at_;
  std::map<std::pair<std::size_t, std::size_t>, bool> asked_;
};

// ---- lines ---------------------------------------------------------------------------------------------------------

/// "1.9" of 1.9.3: patch releases have it in common.
std::optional<std::pair<std::string, std::string>> series_of(const model::Release& release) {
  const auto version = version_of(release.tag);
  if (!version || version->numbers.size() < 2) return std::nullopt;
  return std::pair(version->numbers[0], version->numbers[1]);
}

class Lines {
 public:
  explicit Lines(const std::vector<model::Release>& releases) {
    for (const auto& release : releases) series_.push_back(series_of(release));
  }

  /// What lies below, unless a later series shares more history without lying below: where releases are tagged on
  /// branches of their own, the last tag on the main branch may be years old.
  [[nodiscard]] Place chosen(Place below, Place neighbour) const {
    if (!below || !neighbour || *neighbour < *below) return below ? below : neighbour;
    return series_[*below] == series_[*neighbour] ? below : neighbour;
  }

  /// The last patch release that goes on from this one.
  [[nodiscard]] std::size_t end_of(std::size_t release, const std::vector<Place>& follows) const {
    std::set<std::size_t> line = {release};
    for (std::size_t i = release + 1; i < series_.size() && series_[i] && series_[i] == series_[release]; ++i) {
      if (follows[i] && line.contains(*follows[i])) line.insert(i);
    }
    return *line.rbegin();
  }

 private:
  std::vector<std::optional<std::pair<std::string, std::string>>> series_;
};

/// A version does not follow a higher one, wherever its tag was put.
Place lower_than(std::size_t release, const Nearest& nearest) {
  Place at = nearest.below(release);
  while (at && *at > release) at = nearest.below(*at);
  return at;
}

/// Each commit in no release comes after the release that the line it is on has come to.
Containment after_of(const CommitGraph& tagged, const CommitGraph& beyond, const Claims& claims, Nearest& nearest,
                     const Lines& lines, const std::vector<Place>& follows) {
  std::vector<Place> below(beyond.ids.size());
  std::vector<Place> neighbour(beyond.ids.size());
  std::map<std::size_t, std::size_t> ends;
  Containment after;
  for (const std::uint32_t commit : from_the_roots(beyond)) {
    if (const auto known = tagged.index.find(beyond.ids[commit]); known != tagged.index.end()) {
      below[commit] = nearest.at(known->second);
      neighbour[commit] = claims.owner[known->second];
    }
    for (const std::uint32_t parent : beyond.parents[commit]) {
      below[commit] = nearest.nearer(below[commit], below[parent]);
      neighbour[commit] = std::max(neighbour[commit], neighbour[parent]);
    }
    const Place last = lines.chosen(below[commit], neighbour[commit]);
    if (!beyond.listed[commit] || !last) continue;
    const auto [end, fresh] = ends.try_emplace(*last);
    if (fresh) end->second = lines.end_of(*last, follows);
    after.emplace(beyond.ids[commit], end->second);
  }
  return after;
}

}  // namespace

CommitGraph commit_graph(std::string_view rev_list) {
  CommitGraph graph;
  for (const auto line : base::split(rev_list, '\n')) {
    if (line.empty()) continue;
    const auto ids = base::split(line, ' ');
    const std::uint32_t commit = index_of(graph, ids.front());
    graph.listed[commit] = true;
    for (std::size_t i = 1; i < ids.size(); ++i) {
      const std::uint32_t parent = index_of(graph, ids[i]);
      graph.parents[commit].push_back(parent);
    }
  }
  return graph;
}

ReleaseHistory release_history(const CommitGraph& tagged, const CommitGraph& beyond,
                               const std::vector<model::Release>& releases) {
  ReleaseHistory history;
  const Claims claims = claims_of(tagged, releases);
  for (std::size_t commit = 0; commit < tagged.ids.size(); ++commit) {
    if (claims.owner[commit]) history.contained.emplace(tagged.ids[commit], *claims.owner[commit]);
  }
  Nearest nearest(tagged, releases);
  const Lines lines(releases);
  for (std::size_t i = 0; i < releases.size(); ++i) {
    history.follows.push_back(lines.chosen(lower_than(i, nearest), claims.neighbour[i]));
  }
  history.after = after_of(tagged, beyond, claims, nearest, lines, history.follows);
  for (std::size_t commit = 0; commit < beyond.ids.size(); ++commit) {
    if (beyond.listed[commit]) history.untagged.emplace_back(beyond.ids[commit]);
  }
  std::ranges::sort(history.untagged);
  return history;
}

}  // namespace perfolio::releases
