// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/folding.h"

#include "layout/family.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace perfolio::layout {

using model::Report;

namespace {

constexpr std::size_t kMostScalings = 3;

class Rows {
 public:
  void wide(DetailCell cell) {
    cell.wide = true;
    rows_.push_back({cell});
    open_ = false;
  }
  void half(DetailCell cell) {
    if (open_) {
      rows_.back().push_back(cell);
    } else {
      rows_.push_back({cell});
    }
    open_ = !open_;
  }
  void begin() { open_ = false; }
  std::vector<std::vector<DetailCell>> take() { return std::move(rows_); }

 private:
  std::vector<std::vector<DetailCell>> rows_;
  bool open_ = false;  ///< the last row has room for one more.
};

void add_family(Rows& rows, const model::Family& family, std::size_t index) {
  const DetailCell trend{DetailCell::Kind::Family, index, 0, false};
  rows.begin();
  if (family.members.size() > kMostLines || family.scalings.empty()) {
    rows.wide(trend);
  } else {
    rows.half(trend);
  }
  for (std::size_t i = 0; i < std::min(kMostScalings, family.scalings.size()); ++i) {
    rows.half({DetailCell::Kind::Scaling, index, i, false});
  }
}

}  // namespace

std::vector<Shown> folded(const Report& report, std::span<const std::size_t> benchmarks, std::size_t least) {
  std::map<std::size_t, std::size_t> members;
  for (const std::size_t i : benchmarks) {
    if (const auto& family = report.benchmarks[i].family) ++members[*family];
  }
  std::vector<Shown> out;
  std::map<std::size_t, bool> done;
  for (const std::size_t i : benchmarks) {
    const auto& family = report.benchmarks[i].family;
    if (!family || members[*family] < least) {
      out.push_back({i, false});
    } else if (!std::exchange(done[*family], true)) {
      out.push_back({*family, true});
    }
  }
  return out;
}

namespace {

/// What a row says of a benchmark beside its numbers; nothing where it must stand alone.
using Said = std::tuple<std::size_t, model::Verdict, bool, bool, bool, std::string, std::string>;

std::optional<Said> said_of(const model::BenchmarkFacts& b) {
  const model::Comparison& c = *b.comparison;
  const bool ratio = c.baseline.n > 0 && c.current.n > 0 && !c.difference && c.verdict != model::Verdict::NotComparable;
  const bool plain = ratio || c.verdict == model::Verdict::New || c.verdict == model::Verdict::Gone;
  if (!b.family || !plain) return std::nullopt;
  return Said{*b.family, c.verdict, c.alert, c.fail, c.provisional, c.limit, c.suppressed};
}

}  // namespace

std::vector<FoldedRow> folded_rows(const Report& report, std::span<const std::size_t> benchmarks) {
  constexpr std::size_t kLeast = 3;
  std::map<Said, std::vector<std::size_t>> alike;
  for (const std::size_t i : benchmarks) {
    if (const auto said = said_of(report.benchmarks[i])) alike[*said].push_back(i);
  }
  std::vector<FoldedRow> rows;
  for (const std::size_t i : benchmarks) {
    const auto said = said_of(report.benchmarks[i]);
    if (!said || alike[*said].size() < kLeast) {
      rows.push_back({{i}});
      continue;
    }
    const std::vector<std::size_t>& same = alike[*said];
    if (same.front() != i) continue;
    FoldedRow& row = rows.emplace_back();
    for (const model::FamilyMember& member : report.families[*report.benchmarks[i].family].members) {
      if (std::ranges::find(same, member.benchmark) != same.end()) row.benchmarks.push_back(member.benchmark);
    }
  }
  return rows;
}

std::string row_name(const Report& report, const FoldedRow& row) {
  const model::BenchmarkFacts& one = report.benchmarks[row.benchmarks.front()];
  if (row.benchmarks.size() == 1) return one.id;
  const model::Family& family = report.families[*one.family];
  const auto label = [&](std::size_t benchmark) {
    return std::ranges::find(family.members, benchmark, &model::FamilyMember::benchmark)->label;
  };
  return fmt::format("{} ({} benchmarks, {} to {})", family.id, row.benchmarks.size(), label(row.benchmarks.front()),
                     label(row.benchmarks.back()));
}

std::string row_change(const Report& report, const FoldedRow& row) {
  const auto ratio = [&](std::size_t i) { return report.benchmarks[i].comparison->ratio.value; };
  std::vector<std::size_t> order;
  for (const std::size_t i : row.benchmarks) {
    if (!model::change_text(report.benchmarks[i]).empty()) order.push_back(i);
  }
  if (order.empty()) return {};
  auto [least, most] = std::ranges::minmax(order, {}, ratio);
  const auto size = [&](std::size_t i) { return std::abs(std::log(std::max(ratio(i), 1e-300))); };
  if (size(least) > size(most)) std::swap(least, most);
  const std::string from = model::change_text(report.benchmarks[least]);
  const std::string to = model::change_text(report.benchmarks[most]);
  const std::string range = from == to ? from : fmt::format("{} to {}", from, to);
  const bool both = (ratio(least) > 1) != (ratio(most) > 1) && ratio(least) != 1 && ratio(most) != 1;
  return both ? range : fmt::format("{} {}", model::change_arrow(*report.benchmarks[most].comparison), range);
}

DetailPlan detail_plan(const Report& report, std::span<const std::size_t> benchmarks,
                       std::span<const std::size_t> alone) {
  std::vector<std::size_t> rest;
  std::vector<std::size_t> single;
  for (const std::size_t i : benchmarks) {
    (std::ranges::find(alone, i) == alone.end() ? rest : single).push_back(i);
  }
  DetailPlan plan;
  Rows rows;
  const std::vector<Shown> shown = folded(report, rest, 1);
  for (const Shown& one : shown) {
    if (!one.is_family) continue;
    const model::Family& family = report.families[one.index];
    add_family(rows, family, one.index);
    for (const model::FamilyMember& member : family.members) {
      plan.anchors.emplace(member.benchmark, fmt::format("family-{}", one.index));
    }
  }
  rows.begin();
  std::set<std::size_t> drawn(single.begin(), single.end());
  for (const Shown& one : shown) {
    if (!one.is_family) drawn.insert(one.index);
  }
  for (const std::size_t i : benchmarks) {
    if (!drawn.contains(i)) continue;
    rows.half({DetailCell::Kind::Trend, i, 0, false});
    plan.anchors[i] = fmt::format("chart-{}", i);
  }
  plan.rows = rows.take();
  return plan;
}

}  // namespace perfolio::layout
