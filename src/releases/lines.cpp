// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "releases/lines.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace perfolio::releases {

namespace {

/// The earlier releases that a later one may follow, asked in their order: the last one first that was not dated after
/// it. One that is hidden by a later one of an earlier date is never the answer again, so each is looked at once.
class Earlier {
 public:
  void add(std::size_t release, std::optional<base::Time> date) {
    const base::Time moment = date.value_or(base::Time::min());
    while (!open_.empty() && open_.back().second > moment) open_.pop_back();
    open_.emplace_back(release, moment);
  }
  std::optional<std::size_t> last_at(std::optional<base::Time> date) {
    if (!date) return last();
    auto at = std::upper_bound(open_.begin(), open_.end(), *date,
                               [](base::Time moment, const auto& one) { return moment < one.second; });
    return at == open_.begin() ? std::nullopt : std::optional(std::prev(at)->first);
  }
  [[nodiscard]] std::optional<std::size_t> last() const {
    return open_.empty() ? std::nullopt : std::optional(open_.back().first);
  }

 private:
  std::vector<std::pair<std::size_t, base::Time>> open_;  // dates ascend
};

/// What has come so far, in the order of versions.
struct SoFar {
  Earlier dated;
  std::optional<std::size_t> last;

  void add(std::size_t release, std::optional<base::Time> date) {
    dated.add(release, date);
    last = release;
  }
  /// Where all below are dated after it, the dates are not those of the releases: the version alone speaks.
  Followed before(std::optional<base::Time> date) {
    const auto possible = dated.last_at(date);
    if (!possible || possible == last) return {last, last ? model::LineBy::Version : model::LineBy::None};
    return {possible, model::LineBy::Date};
  }
};

}  // namespace

std::vector<Followed> followed(const std::vector<Candidate>& ordered,
                               const std::vector<std::optional<std::size_t>>& by_history) {
  assert(by_history.size() == ordered.size());
  SoFar all;
  SoFar finals;
  std::vector<Followed> result;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const model::Release& release = ordered[i].release;
    Followed one = release.prerelease || !finals.last ? all.before(release.date) : finals.before(release.date);
    const bool versions = ordered[i].version && one.release && ordered[*one.release].version;
    if (one.release && !versions) one = {i - 1, model::LineBy::Date};
    if (by_history[i] && *by_history[i] < i) one = {by_history[i], model::LineBy::History};
    result.push_back(one);
    all.add(i, release.date);
    if (!release.prerelease) finals.add(i, release.date);
  }
  return result;
}

std::vector<bool> main_line(const std::vector<Candidate>& ordered) {
  std::vector<bool> main(ordered.size());
  base::Time first = base::Time::max();  // of all final releases above
  for (std::size_t i = ordered.size(); i-- > 0;) {
    const auto& [release, version, date] = ordered[i];
    main[i] = !release.date || *release.date <= first;
    if (release.date && !release.prerelease) first = std::min(first, *release.date);
  }
  return main;
}

}  // namespace perfolio::releases
