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
#include "layout/story.h"
#include "layout/trend.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace perfolio::layout {

namespace {

constexpr double kGutter = 10;
constexpr double kMostLarge = 172;
constexpr std::size_t kPerRow = 3;
constexpr std::size_t kLeastFolded = 3;  ///< members of a family that share one small chart.

constexpr std::size_t kMostStories = 6;   ///< two pages or more.
constexpr std::size_t kMostOfFamily = 3;  ///< sentences below the chart of a family.
constexpr double kBetweenStories = 15;

/// As many rows of charts about as high as `wanted` and the heading make a page.
double row_height(const DocumentPlan& plan, double wanted) {
  constexpr double kHeading = 54;
  const double rows = std::max(1.0, std::round(plan.area.height / wanted));
  return (plan.area.height - kHeading - (rows - 1) * kGutter) / rows;
}

/// What is drawn large: changes told at length, in the order in which they matter, and charts.
struct Large {
  std::vector<std::size_t> stories;  ///< indices into Report::stories.
  DetailPlan detail;
  double share = 0;
};

/// A change of a family is told with its family, unless somebody asked for a chart of its own.
Large large_of(const DocumentPlan& plan, const Charted& chosen) {
  Large large;
  const std::vector<std::size_t>& asked = plan.options.charts;
  std::set<std::size_t> told;
  for (std::size_t s = 0; s < plan.report.stories.size() && large.stories.size() < kMostStories; ++s) {
    const std::size_t i = plan.report.stories[s].benchmark;
    if (std::ranges::find(chosen.large, i) == chosen.large.end()) continue;
    if (plan.report.benchmarks[i].family && std::ranges::find(asked, i) == asked.end()) continue;
    large.stories.push_back(s);
    told.insert(i);
  }
  std::vector<std::size_t> rest;
  for (const std::size_t i : chosen.large) {
    if (!told.contains(i)) rest.push_back(i);
  }
  large.detail = detail_plan(plan.report, rest, asked);
  for (const std::size_t i : told) large.detail.anchors[i] = fmt::format("chart-{}", i);
  return large;
}

double share_of(const DocumentPlan& plan, const Large& large) {
  std::vector<double> own;
  const auto add = [&](std::size_t i) {
    const model::BenchmarkFacts& b = plan.report.benchmarks[i];
    if (const auto share = own_share(shown_levels(plan.report, b), b)) own.push_back(*share);
  };
  for (const auto& row : large.detail.rows) {
    for (const DetailCell& cell : row) {
      if (cell.kind == DetailCell::Kind::Trend) add(cell.index);
    }
  }
  for (const std::size_t s : large.stories) add(plan.report.stories[s].benchmark);
  return common_share(std::move(own));
}

/// A chart leads to the row that leads to it; without a list, to its whole name, where that is cut.
std::string way_back(const DocumentPlan& plan, std::size_t benchmark) {
  const std::string row = row_link(plan, benchmark);
  return row.empty() ? name_link(plan, benchmark) : row;
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

/// One row of charts; `first`: right below the heading.
void add_row(DocumentPlan& plan, const std::shared_ptr<const Large>& large, std::size_t r, std::size_t head,
             bool first) {
  const auto& row = large->detail.rows[r];
  const bool trends = std::ranges::all_of(row, [](const DetailCell& c) { return c.kind == DetailCell::Kind::Trend; });
  FlowItem item;
  item.height = trends ? std::min(kMostLarge, row_height(plan, 183)) : row_height(plan, 244);
  item.above = first ? 0 : kGutter;
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

void add_story(DocumentPlan& plan, std::size_t s, StoryLinks links, const Large& large, std::size_t head, bool first) {
  const std::size_t i = plan.report.stories[s].benchmark;
  const auto block = std::make_shared<const StoryBlock>(plan.report, s, std::move(links), plan.area.width, large.share,
                                                        plan.style, plan.metrics);
  FlowItem item;
  item.height = block->height();
  item.above = first ? 0 : kBetweenStories;
  item.head = head;
  item.draw = [&plan, block, i](Page& page, base::Point at) {
    for (Node& node : block->nodes(at, plan.anchors.at(i))) page.scene.nodes.push_back(std::move(node));
    page.outline.push_back({printed_id(plan.report.benchmarks[i]), plan.anchors.at(i), 1});
  };
  plan.flow.add(std::move(item));
}

/// The stories one below the other; commits that several share are listed with the first.
void add_stories(DocumentPlan& plan, const Large& large, std::size_t head, bool first) {
  std::map<std::vector<std::string>, std::size_t> listed;
  for (const std::size_t s : large.stories) {
    const model::Story& story = plan.report.stories[s];
    StoryLinks links;
    links.row = way_back(plan, story.benchmark);
    if (plan.has_method) links.method = "#method";
    std::vector<std::string> commits = story_commits(plan.report, story);
    const bool several = commits.size() > 2 || (commits.size() == 2 && plan.report.project_url.empty());
    const auto [at, fresh] = listed.try_emplace(std::move(commits), story.benchmark);
    if (!fresh && !at->first.empty() && several) {
      links.commits = "#" + plan.anchors.at(at->second);
      links.commits_of = printed_id(plan.report.benchmarks[at->second]);
    }
    add_story(plan, s, std::move(links), large, head, first);
    first = false;
  }
}

/// Below the chart of a family: what is to be told of its members, the most urgent first.
void add_family_words(DocumentPlan& plan, std::size_t family, std::size_t head) {
  const Font font{Face::Regular, 9};
  std::size_t told = 0;
  std::size_t more = 0;
  const auto add = [&](const std::string& text, const std::string& link) {
    const std::vector<std::string> lines = wrapped(text, font, plan.area.width, 3, plan.metrics);
    for (const std::string& line : lines) {
      FlowItem item;
      item.height = 12;
      item.above = told == 1 && &line == &lines.front() ? 5 : 0;
      item.head = head;
      item.draw = [&plan, line, link, font](Page& page, base::Point at) {
        page.scene.nodes.push_back(
            {Role::P, {}, link, {}, {Text{line, {at.x, at.y + 10}, font, plan.style.ink, Align::Left}}, {}});
      };
      plan.flow.add(std::move(item));
    }
  };
  for (const model::Story& story : plan.report.stories) {
    if (plan.report.benchmarks[story.benchmark].family != family) continue;
    if (told++ < kMostOfFamily)
      add(base::visible(story.sentence), row_link(plan, story.benchmark));
    else
      ++more;
  }
  if (more > 0) add(fmt::format("And {} more of this family.", more), "");
}

/// The family a row of charts belongs to; none: a row of benchmarks.
std::optional<std::size_t> family_of(const std::vector<DetailCell>& row) {
  for (const DetailCell& cell : row) {
    if (cell.kind != DetailCell::Kind::Trend) return cell.index;
  }
  return std::nullopt;
}

/// Whether something of the family got worse, or alerts.
bool is_urgent(const model::Report& report, std::size_t family) {
  return std::ranges::any_of(report.families[family].members, [&](const model::FamilyMember& member) {
    const auto& c = report.benchmarks[member.benchmark].comparison;
    return c && (c->alert || c->verdict == model::Verdict::Worse);
  });
}

/// Families in which something got worse, then what changed alone, then other families and what was asked for.
void add_large(DocumentPlan& plan, const std::shared_ptr<const Large>& large, std::size_t head) {
  const auto& rows = large->detail.rows;
  bool first = true;
  const auto add_rows = [&](bool urgent) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto family = family_of(rows[r]);
      if ((family && is_urgent(plan.report, *family)) != urgent) continue;
      add_row(plan, large, r, head, first);
      first = false;
      const bool last = r + 1 == rows.size() || family_of(rows[r + 1]) != family;
      if (family && last) add_family_words(plan, *family, head);
    }
  };
  add_rows(true);
  if (!large->stories.empty()) add_stories(plan, *large, head, first);
  first = first && large->stories.empty();
  add_rows(false);
}

std::string large_title(const DocumentPlan& plan, std::size_t shown) {
  if (plan.options.detail == DetailMode::All) return "Every benchmark";
  return shown == plan.report.changed.size() ? "What changed" : "In detail";
}

/// How the charts are to be read.
std::string large_caption(const DocumentPlan& plan, const Charted& chosen, const Large& large) {
  std::string out = "bars and bands: 95\u202f% interval of the level";
  out += large.stories.empty() ? " · pale dots: single runs" : " · every run is a dot, on the right those compared";
  if (large.share > 0) {
    out += fmt::format(" · every axis spans {}\u202f% of its median level, so that a percent looks alike on all",
                       units::number(large.share * 100, 0));
  }
  const bool silent = std::ranges::all_of(plan.report.stories, [](const model::Story& story) {
    return story.before.environments.empty() && story.after.environments.empty();
  });
  if (silent && !large.stories.empty()) out += " · no run says where it ran";
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
  const Large large = large_of(plan, chosen);
  plan.anchors = large.detail.anchors;
  for (const std::size_t s : large.stories) plan.told.insert(plan.report.stories[s].benchmark);
  for (const std::vector<DetailCell>& row : large.detail.rows) {
    if (row.front().kind == DetailCell::Kind::Family) plan.families.insert(row.front().index);
  }
  for (const Shown& shown : folded(plan.report, chosen.small, kLeastFolded)) {
    if (!shown.is_family) plan.anchors.emplace(shown.index, fmt::format("chart-{}", shown.index));
  }
}

void add_charts(DocumentPlan& plan) {
  const Charted chosen = charted(plan.report, plan.options);
  if (!chosen.large.empty()) {
    auto large = std::make_shared<Large>(large_of(plan, chosen));
    large->share = share_of(plan, *large);
    const std::size_t head =
        add_heading(plan, {large_title(plan, chosen.large.size()), large_caption(plan, chosen, *large), "detail"});
    add_large(plan, large, head);
  }
  if (!chosen.small.empty()) add_small(plan, chosen);
}

}  // namespace perfolio::layout
