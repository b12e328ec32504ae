// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "releases/as_of.h"

#include "base/digest.h"

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <utility>

namespace perfolio::releases {

using model::History;
using model::kNoColumn;
using model::Series;
using model::Timeline;

namespace {

/// The first column whose report knows the run; kNoColumn: none does but the newest state's. A run of no release is
/// heard from the release after the one behind which it stands.
std::uint32_t heard_from(const Timeline& timeline, std::size_t run) {
  if (timeline.column[run] != kNoColumn) return timeline.column[run];
  if (timeline.line.empty() || timeline.line[run] == kNoColumn) return kNoColumn;
  return timeline.line[run] + 1;
}

/// Those of `all` whose places are listed.
template <typename Value>
std::vector<Value> chosen(const std::vector<Value>& all, const std::vector<std::uint32_t>& places) {
  std::vector<Value> out;
  if (all.empty()) return out;
  out.reserve(places.size());
  for (const std::uint32_t place : places) out.push_back(all[place]);
  return out;
}

/// The columns up to `column`, and of the runs those listed.
Timeline cut(const Timeline& whole, std::uint32_t column, const std::vector<std::uint32_t>& runs) {
  Timeline out = whole;
  const std::size_t kept = column + std::size_t{1};
  out.columns.resize(kept);
  if (!out.follows.empty()) out.follows.resize(kept);
  if (!out.follows_by.empty()) out.follows_by.resize(kept);
  if (!out.follows_outside.empty()) out.follows_outside.resize(kept);
  out.column = chosen(whole.column, runs);
  out.how = chosen(whole.how, runs);
  out.line = chosen(whole.line, runs);
  out.rank = chosen(whole.rank, runs);
  out.later.clear();
  out.unmapped = 0;
  out.unreleased = static_cast<std::size_t>(std::ranges::count(out.column, kNoColumn));
  return out;
}

class Feeding {
 public:
  template <typename Number>
  void number(Number value) {
    static_assert(std::is_trivially_copyable_v<Number>);
    char bytes[sizeof value];
    std::copy_n(reinterpret_cast<const char*>(&value), sizeof value, bytes);
    bytes_.append(bytes, sizeof value);
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  void name(const Series& s) {
    for (const std::string* part : {&s.suite, &s.benchmark, &s.metric, &s.unit.base, &s.estimator, &s.per}) text(*part);
    text(model::environment_text(s.environment));
    number(static_cast<int>(s.better));
    number(s.exact);
    number(s.resolution);
  }
  void point(const Series& s, std::size_t i, const model::Run& run) {
    text(run.commit);
    text(run.suite);
    number(run.date ? *run.date : base::Time{});
    number(s.value[i]);
    if (!s.lower.empty()) number(s.lower[i]);
    if (!s.upper.empty()) number(s.upper[i]);
    if (!s.samples.empty()) number(s.samples[i]);
  }
  std::string take() { return std::exchange(bytes_, {}); }

 private:
  std::string bytes_;
};

/// What each column adds to those before it, in the order of the series.
std::vector<std::string> contents(const History& history, const Timeline& timeline) {
  std::vector<std::string> out(timeline.columns.size());
  Feeding feeding;
  std::vector<std::string> mine(timeline.columns.size());
  for (const Series& s : history.series) {
    for (std::size_t i = 0; i < s.run.size(); ++i) {
      const std::uint32_t column = heard_from(timeline, s.run[i]);
      if (column >= out.size()) continue;
      feeding.point(s, i, history.runs[s.run[i]]);
      mine[column] += feeding.take();
    }
    feeding.name(s);
    const std::string name = feeding.take();
    for (std::size_t column = 0; column < mine.size(); ++column) {
      if (!mine[column].empty()) out[column] += name + std::exchange(mine[column], {});
    }
  }
  return out;
}

}  // namespace

AsOf as_of(const History& history, const Timeline& timeline, std::uint32_t column) {
  std::vector<std::uint32_t> runs;
  std::vector<std::uint32_t> place(history.runs.size(), kNoColumn);
  for (std::uint32_t run = 0; run < history.runs.size(); ++run) {
    if (heard_from(timeline, run) > column) continue;
    place[run] = static_cast<std::uint32_t>(runs.size());
    runs.push_back(run);
  }
  AsOf out{{chosen(history.runs, runs), {}, history.repository_url, history.inputs, history.diagnostics},
           cut(timeline, column, runs)};
  std::vector<std::uint32_t> points;
  for (const Series& whole : history.series) {
    points.clear();
    for (std::uint32_t i = 0; i < whole.run.size(); ++i) {
      if (place[whole.run[i]] != kNoColumn) points.push_back(i);
    }
    if (points.empty()) continue;
    Series& series = out.history.series.emplace_back(whole);
    model::take_points(series, points);
    for (std::uint32_t& run : series.run) run = place[run];
  }
  return out;
}

std::vector<std::string> digests(const History& history, const Timeline& timeline) {
  std::vector<std::string> out;
  std::string before;
  const std::vector<std::string> added = contents(history, timeline);
  for (std::size_t column = 0; column < timeline.columns.size(); ++column) {
    const model::Release& release = timeline.columns[column];
    Feeding feeding;
    feeding.text(before);
    feeding.text(release.tag);
    feeding.text(release.commit);
    feeding.number(release.date ? *release.date : base::Time{});
    feeding.text(added[column]);
    before = base::sha256_hex(feeding.take());
    out.push_back(before);
  }
  return out;
}

}  // namespace perfolio::releases
