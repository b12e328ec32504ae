// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/release_bins.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string_view>

namespace perfolio::model {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The tag up to and with the number of this place, counted from the first digit that begins a version: "v1" and
/// "v1.20" of "v1.20.5" for 1 and 2. Empty: it has no such place.
std::string up_to_number(std::string_view tag, int numbers) {
  std::size_t at = 0;
  // "lib2-v1.0": what is followed by a dot is a version, a digit in a name is none.
  for (std::size_t i = 0; i < tag.size(); ++i) {
    if (!is_digit(tag[i]) || (i > 0 && is_digit(tag[i - 1]))) continue;
    std::size_t end = i;
    while (end < tag.size() && is_digit(tag[end])) ++end;
    if (end + 1 < tag.size() && tag[end] == '.' && is_digit(tag[end + 1])) {
      at = i;
      for (int n = 1; n < numbers; ++n) {
        if (end >= tag.size() || tag[end] != '.') return {};
        ++end;
        if (end >= tag.size() || !is_digit(tag[end])) return {};
        while (end < tag.size() && is_digit(tag[end])) ++end;
      }
      return std::string(tag.substr(0, std::max(at, end)));
    }
  }
  return {};
}

/// "2024-05" of "2024-05-17 ...", "2024" for 4 letters.
std::string up_to_date(std::string_view tag, std::size_t letters) {
  const bool date = tag.size() >= 10 && tag[4] == '-' && tag[7] == '-' && is_digit(tag[0]) && is_digit(tag[5]);
  return date ? std::string(tag.substr(0, letters)) : std::string();
}

using Key = std::function<std::string(std::string_view)>;

/// Columns with the same key that follow each other; empty where a column has none.
std::vector<ReleaseBin> by_key(const Report& report, std::size_t first, const Key& key, std::string_view behind) {
  std::vector<ReleaseBin> bins;
  std::string open;
  for (std::size_t i = first; i <= report.current; ++i) {
    const std::string& tag = report.columns[i].release.tag;
    std::string its = key(tag);
    if (its.empty()) return {};
    if (!bins.empty() && its == open) {
      bins.back().last = i;
      bins.back().label = its + std::string(behind);
      continue;
    }
    open = std::move(its);
    bins.push_back({i, i, tag});
  }
  return bins;
}

/// Every column by itself.
std::vector<ReleaseBin> single(const Report& report, std::size_t first) {
  std::vector<ReleaseBin> bins;
  for (std::size_t i = first; i <= report.current; ++i) bins.push_back({i, i, report.columns[i].release.tag});
  return bins;
}

/// Equal numbers of these bins as one, the oldest being the one with fewer; called by the last of them.
std::vector<ReleaseBin> joined(const std::vector<ReleaseBin>& fine, std::size_t most) {
  const std::size_t each = (fine.size() + most - 1) / most;
  std::vector<ReleaseBin> bins;
  for (std::size_t end = fine.size(); end > 0;) {
    const std::size_t from = end > each ? end - each : 0;
    const ReleaseBin& last = fine[end - 1];
    bins.push_back({fine[from].first, last.last, end - from > 1 ? "≤" + last.label : last.label});
    end = from;
  }
  std::ranges::reverse(bins);
  return bins;
}

double strength(const ColumnChange& change) { return change.difference ? 1e9 : std::abs(std::log(change.ratio)); }

}  // namespace

ReleaseBins release_bins(const Report& report, std::size_t first, std::size_t most) {
  constexpr std::size_t kFewest = 4;
  const std::size_t columns = report.current + 1 - first;
  if (columns <= most) return {BinnedBy::None, single(report, first)};
  struct Way {
    BinnedBy by;
    Key key;
    std::string_view behind;
  };
  const auto number = [](int n) { return [n](std::string_view tag) { return up_to_number(tag, n); }; };
  const auto date = [](std::size_t n) { return [n](std::string_view tag) { return up_to_date(tag, n); }; };
  const std::array<Way, 4> ways = {Way{BinnedBy::Month, date(7), ""}, Way{BinnedBy::Year, date(4), ""},
                                   Way{BinnedBy::Minor, number(2), ".x"}, Way{BinnedBy::Major, number(1), ".x"}};
  for (const Way& way : ways) {
    std::vector<ReleaseBin> bins = by_key(report, first, way.key, way.behind);
    if (bins.size() >= kFewest && bins.size() <= most) return {way.by, std::move(bins)};
  }
  // Too many minor versions of too few major ones: some minor versions together.
  const std::vector<ReleaseBin> minor = by_key(report, first, number(2), ".x");
  return {BinnedBy::Number, joined(minor.empty() ? single(report, first) : minor, most)};
}

BinChange bin_change(const Report& report, const BenchmarkFacts& benchmark, const ReleaseBin& bin) {
  BinChange out;
  for (const ColumnChange& change : benchmark.column_changes) {
    const bool within = change.column >= bin.first && change.column <= std::min(bin.last, report.current);
    if (!within || !is_evident(change.verdict)) continue;
    ++out.count;
    if (out.strongest == nullptr || strength(change) >= strength(*out.strongest)) out.strongest = &change;
  }
  return out;
}

std::vector<std::size_t> by_what_changed_together(const Report& report, std::vector<std::size_t> benchmarks) {
  const auto columns = [&](std::size_t i) {
    std::vector<std::uint32_t> out;
    for (const ColumnChange& change : report.benchmarks[i].column_changes) {
      if (is_evident(change.verdict) && change.column <= report.current) out.push_back(change.column);
    }
    std::ranges::reverse(out);
    return out;
  };
  std::ranges::stable_sort(benchmarks, std::greater{}, columns);
  return benchmarks;
}

std::string binned_words(BinnedBy by) {
  switch (by) {
    case BinnedBy::None:
      break;
    case BinnedBy::Minor:
      return "by minor version";
    case BinnedBy::Major:
      return "by major version";
    case BinnedBy::Month:
      return "by month";
    case BinnedBy::Year:
      return "by year";
    case BinnedBy::Number:
      return "several together";
  }
  return {};
}

}  // namespace perfolio::model
