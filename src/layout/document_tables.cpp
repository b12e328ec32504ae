// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "layout/document_plan.h"
#include "layout/heatmap.h"
#include "layout/names.h"
#include "layout/summary.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

/// The two tables of the document: all benchmarks as rows, and where they changed.
namespace perfolio::layout {

namespace {

constexpr std::size_t kKeptRows = 12;  ///< of a heat map that is not cut in two.

/// "3 better + 2 slower + ... = 46 benchmarks".
std::string sum_of(const model::Report& report, const Listing& listing) {
  const model::Counts& c = report.headline.counts;
  std::string sum;
  const auto add = [&](std::size_t n, std::string_view word) {
    if (n > 0) sum += fmt::format("{}{} {}", sum.empty() ? "" : " + ", n, word);
  };
  const model::Wording wording = model::shared_wording(report);
  add(c.better, model::word(model::Verdict::Better, wording));
  add(c.worse, model::word(model::Verdict::Worse, wording));
  add(c.changed, "changed");
  add(c.same, "same");
  add(c.unclear, "unclear");
  add(c.fresh, "new");
  add(c.gone, "gone");
  add(c.not_comparable, "not comparable");
  sum += fmt::format(" = {} benchmark{}", c.total, c.total == 1 ? "" : "s");
  if (listing.listed() > c.total) sum += fmt::format(" · {} further metrics", listing.listed() - c.total);
  if (listing.listed() < report.benchmarks.size())
    sum += fmt::format(" · {} series ended before {}, not listed", report.benchmarks.size() - listing.listed(),
                       report.baseline ? base::visible(report.columns[*report.baseline].release.tag) : "now");
  return sum;
}

std::string list_caption(const model::Report& report, const Listing& listing) {
  std::string out = sum_of(report, listing);
  if (!listing.runs_of_all().empty()) out += fmt::format(" · runs behind each: {}", listing.runs_of_all());
  if (report.baseline) out += " · sees: the least change that would have been found";
  return listing.has_coarser() ? out + " · ÷2: a line at half the scale of the others" : out;
}

/// The anchor that a row's name leads to.
std::string link_of(const DocumentPlan& plan, const ListRow& row) {
  if (row.benchmarks.empty()) return {};
  const auto at = plan.anchors.find(row.benchmarks.front());
  return at != plan.anchors.end() ? "#" + at->second : name_link(plan, row.benchmarks.front());
}

/// Headings stand above their first row, and neither the first nor the last row of a group stands alone on a page.
bool is_kept(const std::vector<ListRow>& rows, std::size_t r) {
  const auto series = [&](std::size_t k) { return k < rows.size() && rows[k].kind == ListRow::Kind::Series; };
  if (!series(r)) return true;
  return series(r + 1) && (!series(r - 1) || !series(r + 2));
}

/// Above the rows of a group that go on on another page: the columns, and whose rows they are.
std::size_t add_group_head(DocumentPlan& plan, std::size_t group_row) {
  FlowItem head;
  const auto listing = plan.listing;
  head.height = Listing::header_height() + listing->height(group_row);
  head.row = [listing, group_row](TablePart& part, base::Point at) {
    listing->header(part, at);
    listing->row(part, {at.x, at.y + Listing::header_height()}, group_row, {{}, false, true});
  };
  return plan.flow.add_head(std::move(head));
}

}  // namespace

void add_list(DocumentPlan& plan) {
  const auto listing = plan.listing;
  if (!listing || listing->rows().empty()) return;
  add_heading(plan, {"All benchmarks", list_caption(plan.report, *listing), "table"});
  FlowItem header;
  header.height = Listing::header_height();
  header.with_next = true;
  header.row = [listing](TablePart& part, base::Point at) { listing->header(part, at); };
  const std::size_t columns = plan.flow.add_head(header);
  plan.list_item = plan.flow.add(std::move(header));
  std::size_t head = columns;
  for (std::size_t r = 0; r < listing->rows().size(); ++r) {
    const ListRow& row = listing->rows()[r];
    FlowItem item;
    item.height = listing->height(r);
    item.with_next = is_kept(listing->rows(), r);
    item.head = row.kind == ListRow::Kind::Group ? columns : head;
    if (row.kind == ListRow::Kind::Group) head = add_group_head(plan, r);
    item.row = [&plan, listing, r](TablePart& part, base::Point at) {
      const ListRow& own = listing->rows()[r];
      const bool target = std::ranges::any_of(own.benchmarks, [&](std::size_t i) { return plan.targets.contains(i); });
      listing->row(part, at, r, {link_of(plan, own), target, false});
    };
    plan.flow.add(std::move(item));
  }
}

void add_heat_map(DocumentPlan& plan, bool on_summary) {
  const model::Report& report = plan.report;
  std::vector<std::size_t> rows = heat_rows(report, kMostHeatRows);
  const std::size_t all =
      rows.size() < kMostHeatRows ? rows.size() : heat_rows(report, report.benchmarks.size()).size();
  if (rows.empty() || report.current == 0) return;
  // What the summary already shows whole is not shown twice.
  std::vector<Node> unused;
  if (on_summary && summary(unused, report, plan.area, {}, plan.style, plan.metrics).heat_rows == all) return;
  const auto map = std::make_shared<HeatMap>(report, rows, plan.area.width, plan.style, plan.metrics);
  map->lead_to([&plan](std::size_t i) { return row_link(plan, i); }, false);
  std::string caption =
      fmt::format("percent against the previous {} · grey: none established · hatched: not measured{}",
                  model::noun(report.kind), heat_note(report, map->bins()));
  if (rows.size() < all)
    caption += fmt::format(" · the {} largest of {}", rows.size(), all);
  else
    caption += " · without those that never changed";
  add_heading(plan, {"Where it changed", caption, "heatmap"});
  FlowItem header;
  header.height = kHeatHeader;
  header.with_next = true;
  header.row = [map](TablePart& part, base::Point at) { map->header(part, at); };
  const std::size_t head = plan.flow.add_head(header);
  plan.flow.add(std::move(header));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (map->is_cut(r) && !plan.whole.contains(rows[r]) && !plan.names_are_set) plan.cut.insert(rows[r]);
    FlowItem item;
    item.height = kHeatRow;
    item.with_next = rows.size() <= kKeptRows && r + 1 < rows.size();
    item.head = head;
    item.row = [map, r](TablePart& part, base::Point at) { map->row(part, at, r); };
    plan.flow.add(std::move(item));
  }
}

}  // namespace perfolio::layout
