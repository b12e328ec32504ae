// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/commits.h"
#include "layout/document_plan.h"
#include "layout/names.h"
#include "layout/seams.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// What is set as text: headings, commits, names, the method.
namespace perfolio::layout {

namespace {

const Font kTitle{Face::SemiBold, 14};
const Font kCaption{Face::Regular, 8.5};

void add_text(Page& page, Role role, std::string text, base::Point at, const Font& font, base::Color color,
              std::string anchor = {}) {
  page.scene.nodes.push_back(
      {role, {}, {}, std::move(anchor), {Text{std::move(text), at, font, color, Align::Left}}, {}});
}

void add_lines(DocumentPlan& plan, const std::vector<MethodLine>& lines, std::size_t head) {
  for (const MethodLine& line : lines) {
    FlowItem item;
    item.height = line_height(line);
    item.with_next = line.kind == MethodLine::Kind::Heading;
    item.head = head;
    item.draw = [&plan, line](Page& page, base::Point at) {
      page.scene.nodes.push_back(method_node(line, at, plan.area.width, plan.style));
    };
    plan.flow.add(std::move(item));
  }
}

}  // namespace

std::size_t add_heading(DocumentPlan& plan, const PartHeading& heading) {
  const std::vector<std::string> caption = wrapped(heading.caption, kCaption, plan.area.width, 3, plan.metrics);
  FlowItem first;
  first.height = 26 + 11.5 * static_cast<double>(caption.size()) + (caption.empty() ? -6 : 2);
  first.above = kBetweenParts;
  first.with_next = true;
  first.draw = [&plan, heading, caption](Page& page, base::Point at) {
    if (plan.has_summary)
      page.scene.nodes.push_back(
          {Role::P,
           {},
           "#summary",
           {},
           {Text{"↑ p. 1", {plan.area.right(), at.y + 15}, {Face::Regular, 8}, plan.style.ink3, Align::Right}},
           {}});
    add_text(page, Role::H2, heading.title, {at.x, at.y + 15}, kTitle, plan.style.ink, heading.anchor);
    for (std::size_t i = 0; i < caption.size(); ++i)
      add_text(page, Role::P, caption[i], {at.x, at.y + 29 + 11.5 * static_cast<double>(i)}, kCaption, plan.style.ink3);
    page.outline.push_back({heading.title, heading.anchor, 0});
  };
  plan.flow.add(std::move(first));
  FlowItem again;
  again.height = 26;
  again.draw = [&plan, title = heading.title](Page& page, base::Point at) {
    add_text(page, Role::P, title + ", continued", {at.x, at.y + 13}, {Face::SemiBold, 11}, plan.style.ink);
  };
  return plan.flow.add_head(std::move(again));
}

void add_commits(DocumentPlan& plan) {
  const std::vector<MethodLine> lines = commit_lines(plan.report, plan.told, plan.area.width, plan.metrics);
  if (lines.empty()) return;
  add_lines(plan, lines,
            add_heading(plan, {plan.told.empty() ? "Commits behind the changes" : "Commits behind the other changes",
                               "", "commits"}));
}

std::string row_link(const DocumentPlan& plan, std::size_t benchmark) {
  if (!plan.listing) return {};
  const auto row = plan.listing->row_of(benchmark);
  return row ? "#" + Listing::row_anchor(plan.listing->rows()[*row].benchmarks.front()) : std::string();
}

std::string name_link(const DocumentPlan& plan, std::size_t benchmark) {
  return plan.cut.contains(benchmark) ? fmt::format("#name-{}", benchmark) : std::string();
}

void add_names(DocumentPlan& plan) {
  constexpr std::size_t kMostLines = 12;
  const Font mono{Face::Mono, 8};
  plan.names_are_set = true;
  if (plan.cut.empty()) return;
  const std::size_t head = add_heading(plan, {"Names in full", "those that had to be cut above", "names"});
  for (const std::size_t i : plan.cut) {
    const SeamedName name =
        seamed(printed_id(plan.report.benchmarks[i]), mono, plan.area.width - 12, kMostLines, plan.metrics);
    FlowItem item;
    item.height = 10.5 * static_cast<double>(name.lines.size()) + 3;
    item.head = head;
    item.draw = [&plan, lines = name.lines, mono, i](Page& page, base::Point at) {
      Node node{Role::P, {}, {}, fmt::format("name-{}", i), {}, {}};
      for (std::size_t k = 0; k < lines.size(); ++k) {
        if (lines[k].empty()) continue;
        node.marks.emplace_back(Text{lines[k],
                                     {at.x + (k == 0 ? 0.0 : 12.0), at.y + 9 + 10.5 * static_cast<double>(k)},
                                     mono,
                                     plan.style.ink,
                                     Align::Left});
      }
      page.scene.nodes.push_back(std::move(node));
    };
    plan.flow.add(std::move(item));
  }
}

void add_method(DocumentPlan& plan) {
  const std::vector<MethodLine> lines = method_lines(plan.report, plan.area.width, plan.metrics);
  plan.method_item = plan.flow.next();
  add_lines(plan, lines, add_heading(plan, {"Method", "", "method"}));
}

}  // namespace perfolio::layout
