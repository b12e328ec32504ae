// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "releases/order.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace perfolio::releases {

namespace {

bool version_before(const Candidate& a, const Candidate& b) {
  const int order = compare(*a.version, *b.version);
  return order != 0 ? order < 0 : a.release.tag < b.release.tag;
}

/// Undated ones last.
bool date_before(const Candidate& a, const Candidate& b) {
  if (a.date.has_value() != b.date.has_value()) return a.date.has_value();
  return a.date != b.date ? a.date < b.date : a.release.tag < b.release.tag;
}

/// Index of the last version dated at or before each of the others, both walked once: `others` are sorted by date.
std::vector<std::size_t> places(const std::vector<Candidate>& versions, const std::vector<Candidate>& others) {
  std::vector<std::size_t> by_date(versions.size());
  for (std::size_t i = 0; i < by_date.size(); ++i) by_date[i] = i;
  std::ranges::stable_sort(by_date, {}, [&](std::size_t i) { return versions[i].date.value_or(base::Time::max()); });
  std::vector<std::size_t> result;
  std::size_t behind = 0;
  std::size_t next = 0;
  for (const auto& other : others) {
    while (other.date && next < by_date.size() &&
           versions[by_date[next]].date.value_or(base::Time::max()) <= *other.date) {
      behind = std::max(behind, by_date[next++] + 1);
    }
    result.push_back(other.date ? behind : versions.size());
  }
  return result;
}

}  // namespace

Candidate candidate_of(model::Release release) {
  Candidate candidate{std::move(release), {}, {}};
  candidate.version = version_of(candidate.release.tag);
  candidate.release.prerelease = candidate.version && !candidate.version->pre_release.empty();
  candidate.date = candidate.release.date;
  return candidate;
}

void put_in_order(std::vector<Candidate>& releases) {
  const auto middle = std::ranges::partition(releases, [](const auto& one) { return one.version.has_value(); }).begin();
  std::vector<Candidate> versions(std::make_move_iterator(releases.begin()), std::make_move_iterator(middle));
  std::vector<Candidate> others(std::make_move_iterator(middle), std::make_move_iterator(releases.end()));
  std::ranges::sort(versions, version_before);
  std::ranges::sort(others, date_before);
  const auto behind = places(versions, others);
  releases.clear();
  std::size_t next = 0;
  for (std::size_t i = 0; i <= versions.size(); ++i) {
    while (next < others.size() && behind[next] == i) releases.push_back(std::move(others[next++]));
    if (i < versions.size()) releases.push_back(std::move(versions[i]));
  }
}

std::string family_of(const Version& version) {
  std::string family = version.prefix;
  if (family.empty() || (family.back() != 'v' && family.back() != 'V')) return family;
  const bool word = family.size() > 1 && std::isalnum(static_cast<unsigned char>(family[family.size() - 2])) != 0;
  if (!word) family.pop_back();
  return family;
}

}  // namespace perfolio::releases
