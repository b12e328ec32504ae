// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/text.h"
#include "layout/document_plan.h"
#include "layout/first_release.h"
#include "layout/heatmap.h"
#include "layout/names.h"
#include "layout/summary.h"
#include "layout/web_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace perfolio::layout {

using model::Report;

namespace {

constexpr double kMargin = 42;
constexpr double kFooter = 26;  ///< above the bottom margin, for the footer.

bool has(const DocumentOptions& options, Section section) {
  return std::ranges::find(options.sections, section) != options.sections.end();
}

/// The list is asked for by two names, and stands where the last of them does.
bool is_list(Section section) { return section == Section::Groups || section == Section::Table; }

/// Whether the list has the group: one without a comparison it leaves out.
bool has_group(const DocumentPlan& plan, std::size_t group) {
  return plan.listing && std::ranges::any_of(plan.listing->rows(), [&](const ListRow& row) {
           return row.kind == ListRow::Kind::Group && row.group == group;
         });
}

/// Rows that page one, a chart or the heat map leads to.
void note_targets(DocumentPlan& plan) {
  const Report& report = plan.report;
  const auto add = [&](const std::vector<std::size_t>& all) { plan.targets.insert(all.begin(), all.end()); };
  for (const auto& [i, anchor] : plan.anchors) plan.targets.insert(i);
  for (const model::Story& story : report.stories) plan.targets.insert(story.benchmark);
  add(heat_rows(report, kMostHeatRows));
  add(summary_rows(report, 24));
  if (report.hero) plan.targets.insert(*report.hero);
}

/// How page one will come out.
SummaryEnd summary_of(const DocumentPlan& plan) {
  std::vector<Node> unused;
  return summary(unused, plan.report, plan.area, {}, plan.style, plan.metrics);
}

/// Whether page one has said all that the list would: of a first release with few benchmarks.
bool is_listed_on_summary(const DocumentPlan& plan) {
  if (!plan.has_summary || !is_first_release(plan.report)) return false;
  std::size_t listed = 0;
  for (std::size_t i = 0; i < plan.report.benchmarks.size(); ++i) {
    if (!plan.report.benchmarks[i].comparison) continue;
    if (!has_room_for_name(plan.report, i, plan.area.width, plan.metrics)) return false;
    ++listed;
  }
  return summary_of(plan).rows == listed;
}

/// Page one. Of a first release it ends where it has nothing more to say, and the next part follows.
void add_summary(DocumentPlan& plan) {
  FlowItem item;
  item.height = is_first_release(plan.report) ? summary_of(plan).y - plan.area.y : plan.area.height;
  item.draw = [&plan](Page& page, base::Point) {
    Links links;
    links.table_page = plan.list_item ? plan.flow.page_of(*plan.list_item) : 0;
    links.groups_page = links.table_page;
    links.method_page = plan.method_item ? plan.flow.page_of(*plan.method_item) : 0;
    links.benchmark = [&plan](std::size_t i) {
      const std::string row = row_link(plan, i);
      return !row.empty() || !plan.anchors.contains(i) ? row : "#" + plan.anchors.at(i);
    };
    links.group = [&plan](std::size_t g) { return has_group(plan, g) ? fmt::format("#group-{}", g) : std::string(); };
    if (plan.list_item) links.list = "#table";
    if (plan.method_item) links.releases = "#releases";
    if (plan.method_item && !plan.report.headline.index_line.empty()) links.means = "#means";
    page.scene.nodes.push_back({Role::Artifact, {}, {}, "summary", {}, {}});
    page.outline.push_back({"Summary", "summary", 0});
    if (!plan.options.logo.png.empty()) {
      page.logo = &plan.options.logo;
      page.logo_place = logo_place(plan.options.logo, plan.area);
    }
    summary(page.scene.nodes, plan.report, plan.area, links, plan.style, plan.metrics);
  };
  plan.flow.add(std::move(item));
}

/// What is in the list under a cut name stands whole at the end.
void note_cut_names(DocumentPlan& plan) {
  for (const ListRow& row : plan.listing->rows()) {
    (row.whole ? plan.whole : plan.cut).insert(row.benchmarks.begin(), row.benchmarks.end());
  }
}

void add_section(DocumentPlan& plan, Section section) {
  switch (section) {
    case Section::Summary:
      add_summary(plan);
      add_highlights(plan);
      break;
    case Section::Groups:
    case Section::Table:
      add_list(plan);
      break;
    case Section::Detail:
      add_charts(plan);
      add_commits(plan);
      break;
    case Section::HeatMap:
      add_heat_map(plan, has(plan.options, Section::Summary));
      break;
    case Section::Matrix:
      add_matrix(plan);
      break;
    case Section::Method:
      // Before the method, which ends the document.
      add_names(plan);
      add_method(plan);
      break;
  }
}

void add_sections(DocumentPlan& plan) {
  const std::vector<Section>& all = plan.options.sections;
  plan.has_summary = has(plan.options, Section::Summary);
  plan.has_method = has(plan.options, Section::Method);
  if (has(plan.options, Section::Detail)) choose_charts(plan);
  if (std::ranges::any_of(all, is_list) && !is_listed_on_summary(plan)) {
    const auto listing = std::make_shared<Listing>(plan.report, plan.area.width, plan.style, plan.metrics);
    if (plan.has_method) listing->explain("#method");
    plan.listing = listing;
    note_cut_names(plan);
    note_targets(plan);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto rest = std::ranges::subrange(all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end());
    if (is_list(all[i]) && std::ranges::any_of(rest, is_list)) continue;
    add_section(plan, all[i]);
  }
  if (!has(plan.options, Section::Method)) add_names(plan);
}

void footer(const DocumentPlan& plan, Page& page, std::size_t number, std::size_t pages) {
  const Report& report = plan.report;
  const double y = plan.options.paper.height - kMargin;
  const Font font{Face::Regular, 7.5};
  Node node{Role::Artifact, {}, {}, {}, {}, {}};
  node.marks.emplace_back(Segments{{{{plan.area.x, y - 12}, {plan.area.right(), y - 12}}}, {plan.style.grid, 0.6}});
  const std::string left =
      fmt::format("{} {} · perfolio {} · data {} · same input, same bytes", base::visible(report.project),
                  base::visible(report.columns[report.current].release.tag), report.tool_version, plan.options.digest);
  node.marks.emplace_back(Text{
      clipped(left, font, plan.area.width - 60, plan.metrics), {plan.area.x, y}, font, plan.style.ink3, Align::Left});
  node.marks.emplace_back(
      Text{fmt::format("{} / {}", number, pages), {plan.area.right(), y}, font, plan.style.ink3, Align::Right});
  page.scene.nodes.push_back(std::move(node));
}

}  // namespace

std::optional<base::Size> paper_size(std::string_view name) {
  if (name == "a4") return base::Size{595.28, 841.89};
  if (name == "letter") return base::Size{612, 792};
  if (name == "slide") return base::Size{960, 540};
  return std::nullopt;
}

Document::Document(const Report& report, const DocumentOptions& options, const style::Style& style,
                   const TextMetrics& metrics) {
  const base::Rect area{kMargin, kMargin, options.paper.width - 2 * kMargin,
                        options.paper.height - 2 * kMargin - kFooter};
  plan_.reset(new DocumentPlan{report, options, style, metrics, area, PageFlow(area)});
  add_sections(*plan_);
  pages_ = plan_->flow.pages();
}

Document::~Document() = default;

Page Document::page(std::size_t number) const {
  Page page;
  page.scene.size = plan_->options.paper;
  page.scene.background = plan_->style.background;
  page.label = fmt::format("{}", number);
  plan_->flow.draw(number, page);
  footer(*plan_, page, number, pages_);
  link_to_web(page.scene.nodes, plan_->report);
  return page;
}

void lay_out_pages(const Report& report, const DocumentOptions& options, const style::Style& style,
                   const TextMetrics& metrics, const std::function<void(const Page&)>& sink) {
  const Document document(report, options, style, metrics);
  for (std::size_t number = 1; number <= document.pages(); ++number) sink(document.page(number));
}

std::string data_digest(const Report& report) {
  base::Sha256 all;
  for (const model::Input& input : report.inputs) all.update(input.sha256);
  return all.hex().substr(0, 7);
}

}  // namespace perfolio::layout
