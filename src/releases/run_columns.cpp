// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Columns that are no releases: runs, or sources.
#include "base/text.h"
#include "releases/commit_id.h"
#include "releases/releases.h"

#include <algorithm>
#include <map>
#include <utility>

namespace perfolio::releases {

namespace {

using model::MappedBy;

std::string id_of(const model::Run& run) { return base::to_lower_ascii(run.commit); }

/// Where nothing but its column is known of a run: runs of one column together, those of none last.
void set_rank_by_column(model::Timeline& timeline) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
  for (std::uint32_t run = 0; run < timeline.column.size(); ++run) places.emplace_back(timeline.column[run], run);
  if (std::ranges::is_sorted(places)) return;
  std::ranges::sort(places);
  timeline.rank.resize(places.size());
  for (std::uint32_t i = 0; i < places.size(); ++i) timeline.rank[places[i].second] = i;
}

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
  set_rank_by_column(timeline);
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
  set_rank_by_column(timeline);
  return timeline;
}

}  // namespace perfolio::releases
