// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "layout/axis.h"
#include "layout/charted.h"
#include "layout/document_plan.h"
#include "layout/family.h"
#include "layout/folding.h"
#include "layout/multiples.h"
#include "layout/names.h"
#include "layout/trend.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace perfolio::layout {

namespace {

constexpr double kGutter = 10;
constexpr double kMostLarge = 172;
constexpr std::size_t kPerRow = 3;
constexpr std::size_t kLeastFolded = 3;  ///< members of a family that share one small chart.

/// So many rows and the heading make a page.
double row_height(const DocumentPlan& plan, double rows) {
  constexpr double kHeading = 54;
  return (plan.area.height - kHeading - (rows - 1) * kGutter) / rows;
}

/// What the rows of large charts share.
struct Large {
  DetailPlan detail;
  double share = 0;
};

double share_of(const DocumentPlan& plan, const DetailPlan& detail) {
  std::vector<double> own;
  for (const auto& row : detail.rows) {
    for (const DetailCell& cell : row) {
      if (cell.kind != DetailCell::Kind::Trend) continue;
      const model::BenchmarkFacts& b = plan.report.benchmarks[cell.index];
      if (const auto share = own_share(shown_levels(plan.report, b), b)) own.push_back(*share);
    }
  }
  return common_share(std::move(own));
}

/// A chart leads to its whole name, where that is cut, else to the row that leads to it.
std::string way_back(const DocumentPlan& plan, std::size_t benchmark) {
  const std::string name = name_link(plan, benchmark);
  const bool row = plan.list_item && std::ranges::any_of(plan.listing->rows(), [&](const ListRow& r) {
                     return !r.benchmarks.empty() && r.benchmarks.front() == benchmark;
                   });
  return name.empty() && row ? "#" + Listing::row_anchor(benchmark) : name;
}

void draw_cell(const DocumentPlan& plan, Page& page, const DetailCell& what, base::Rect cell, double share) {
  std::vector<Node> chart;
  switch (what.kind) {
    case DetailCell::Kind::Trend: {
      const TrendOptions options{cell, TrendSize::Compact, false, share, 2, true};
      chart = trend_chart(plan.report, what.index, options, plan.style, plan.metrics);
      chart.back().anchor = plan.anchors.at(what.index);
      chart.back().link = way_back(plan, what.index);
      page.outline.push_back({printed_id(plan.report.benchmarks[what.index]), chart.back().anchor, 1});
      break;
    }
    case DetailCell::Kind::Family: {
      const model::Family& family = plan.report.families[what.index];
      chart = family_chart(plan.report, family, {cell, TrendSize::Compact, false}, plan.style, plan.metrics);
      chart.back().anchor = fmt::format("family-{}", what.index);
      page.outline.push_back({family_title(family), chart.back().anchor, 1});
      break;
    }
    case DetailCell::Kind::Scaling: {
      const model::Family& family = plan.report.families[what.index];
      chart = scaling_chart(plan.report, family, family.scalings[what.scaling], cell, plan.style, plan.metrics);
      break;
    }
  }
  for (Node& node : chart) page.scene.nodes.push_back(std::move(node));
}

void add_large(DocumentPlan& plan, const std::shared_ptr<const Large>& large, std::size_t head) {
  for (std::size_t r = 0; r < large->detail.rows.size(); ++r) {
    const auto& row = large->detail.rows[r];
    const bool trends = std::ranges::all_of(row, [](const DetailCell& c) { return c.kind == DetailCell::Kind::Trend; });
    FlowItem item;
    item.height = trends ? std::min(kMostLarge, row_height(plan, 4)) : row_height(plan, 3);
    item.above = r == 0 ? 0 : kGutter;
    item.head = head;
    item.draw = [&plan, large, r, height = item.height](Page& page, base::Point at) {
      const auto& cells = large->detail.rows[r];
      const double n = cells.front().wide ? 1 : static_cast<double>(cells.size());
      const double width = (plan.area.width - (n - 1) * kGutter) / n;
      for (std::size_t k = 0; k < cells.size(); ++k) {
        const double x = at.x + (width + kGutter) * static_cast<double>(k);
        draw_cell(plan, page, cells[k], {x, at.y, width, height}, large->share);
      }
    };
    plan.flow.add(std::move(item));
  }
}

std::string large_title(const DocumentPlan& plan, std::size_t shown) {
  if (plan.options.detail == DetailMode::All) return "Every benchmark";
  return shown == plan.report.changed.size() ? "What changed" : "In detail";
}

/// How the scales of the charts are to be read.
std::string large_caption(const Charted& chosen, const Large& large) {
  std::string out = "bars and bands: 95\u202f% interval of the level · pale dots: single runs";
  if (large.share > 0) {
    out += fmt::format(" · every axis spans {}\u202f% of its median level, so that a percent looks alike on all",
                       units::number(large.share * 100, 0));
  }
  if (chosen.large_left_out > 0) {
    out += fmt::format(" · {} more, all of them in the list: --detail all draws everything", chosen.large_left_out);
  }
  return out;
}

struct Small {
  std::vector<Shown> shown;
  RatioRange range;
};

void draw_small(const DocumentPlan& plan, Page& page, const Shown& shown, base::Rect cell, const RatioRange& range) {
  std::vector<Node> chart =
      shown.is_family
          ? family_multiple(plan.report, plan.report.families[shown.index], cell, "", plan.style, plan.metrics)
          : multiple(plan.report, shown.index, range, cell, way_back(plan, shown.index), plan.style, plan.metrics);
  if (!shown.is_family) chart.back().anchor = plan.anchors.at(shown.index);
  for (Node& node : chart) page.scene.nodes.push_back(std::move(node));
}

void add_small(DocumentPlan& plan, const Charted& chosen) {
  auto small = std::make_shared<Small>();
  small->shown = folded(plan.report, chosen.small, kLeastFolded);
  small->range = ratio_range(plan.report, chosen.small);
  std::string caption = fmt::format(
      "lines run from {} to {} against {}, unless they say otherwise · a dot is a change",
      units::short_change(small->range.low), units::short_change(small->range.high),
      plan.report.baseline ? base::visible(plan.report.columns[*plan.report.baseline].release.tag) : "the first value");
  if (chosen.small_left_out > 0)
    caption += fmt::format(" · {} more with smaller changes: in the list", chosen.small_left_out);
  const std::size_t head = add_heading(plan, {"What changed before", caption, "before"});
  const double narrow = (plan.area.width - 2 * kGutter) / 3;
  const bool long_names = std::ranges::any_of(small->shown, [&](const Shown& shown) {
    return !shown.is_family && has_long_name(plan.report, shown.index, narrow, plan.metrics);
  });
  const double height = kMultipleHeight + (long_names ? kMultipleNameLine : 0);
  for (std::size_t from = 0; from < small->shown.size(); from += kPerRow) {
    FlowItem item;
    item.height = height;
    item.above = from == 0 ? 0 : kGutter;
    item.head = head;
    item.draw = [&plan, small, from, height](Page& page, base::Point at) {
      const std::size_t n = std::min(kPerRow, small->shown.size() - from);
      const double width = (plan.area.width - static_cast<double>(n - 1) * kGutter) / static_cast<double>(n);
      for (std::size_t k = 0; k < n; ++k) {
        const double x = at.x + (width + kGutter) * static_cast<double>(k);
        draw_small(plan, page, small->shown[from + k], {x, at.y, width, height}, small->range);
      }
    };
    plan.flow.add(std::move(item));
  }
}

}  // namespace

void choose_charts(DocumentPlan& plan) {
  const Charted chosen = charted(plan.report, plan.options);
  DetailPlan detail = detail_plan(plan.report, chosen.large, plan.options.charts);
  plan.anchors = detail.anchors;
  for (const std::vector<DetailCell>& row : detail.rows) {
    if (row.front().kind == DetailCell::Kind::Family) plan.families.insert(row.front().index);
  }
  for (const Shown& shown : folded(plan.report, chosen.small, kLeastFolded)) {
    if (!shown.is_family) plan.anchors.emplace(shown.index, fmt::format("chart-{}", shown.index));
  }
}

void add_charts(DocumentPlan& plan) {
  const Charted chosen = charted(plan.report, plan.options);
  if (!chosen.large.empty()) {
    auto large = std::make_shared<Large>();
    large->detail = detail_plan(plan.report, chosen.large, plan.options.charts);
    large->share = share_of(plan, large->detail);
    const std::size_t head =
        add_heading(plan, {large_title(plan, chosen.large.size()), large_caption(chosen, *large), "detail"});
    add_large(plan, large, head);
  }
  if (!chosen.small.empty()) add_small(plan, chosen);
}

}  // namespace perfolio::layout
