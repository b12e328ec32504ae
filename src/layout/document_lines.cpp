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

constexpr double kColumnGap = 26;

/// Width of a line of text.
double text_width(const DocumentPlan& plan) {
  return is_wide(plan) ? (plan.area.width - kColumnGap) / 2 : plan.area.width;
}

double height_of(const std::vector<MethodLine>& lines) {
  double height = 0;
  for (const MethodLine& line : lines) height += line_height(line);
  return height;
}

/// Lines in two columns, the left one as high as the right or a little higher.
FlowItem two_columns(const DocumentPlan& plan, std::vector<MethodLine> lines) {
  const double half = height_of(lines) / 2;
  std::size_t left = 0;
  double height = 0;
  // A command goes on where it began.
  const auto goes_on = [&] { return left > 0 && lines[left - 1].text.ends_with('\\'); };
  while (left < lines.size() && (height < half || goes_on())) height += line_height(lines[left++]);
  FlowItem item;
  item.height = height;
  item.draw = [&plan, lines = std::move(lines), left](Page& page, base::Point at) {
    base::Point next = at;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i == left) next = {at.x + text_width(plan) + kColumnGap, at.y};
      page.scene.nodes.push_back(method_node(lines[i], next, text_width(plan), plan.style));
      next.y += line_height(lines[i]);
    }
  };
  return item;
}

/// On a page that is wider than high what stands under a heading is set in two columns, in pieces of a page at most.
void add_columns(DocumentPlan& plan, const std::vector<MethodLine>& lines, std::size_t head) {
  const double most = 1.7 * (plan.area.height - 60);
  std::vector<MethodLine> piece;
  const auto flush = [&] {
    if (piece.empty()) return;
    FlowItem item = two_columns(plan, std::exchange(piece, {}));
    item.head = head;
    plan.flow.add(std::move(item));
  };
  for (const MethodLine& line : lines) {
    if (line.kind != MethodLine::Kind::Heading) {
      piece.push_back(line);
      if (height_of(piece) > most) flush();
      continue;
    }
    flush();
    FlowItem item;
    item.height = line_height(line);
    item.with_next = true;
    item.head = head;
    item.draw = [&plan, line](Page& page, base::Point at) {
      page.scene.nodes.push_back(method_node(line, at, plan.area.width, plan.style));
    };
    plan.flow.add(std::move(item));
  }
  flush();
}

void add_lines(DocumentPlan& plan, const std::vector<MethodLine>& lines, std::size_t head) {
  if (is_wide(plan)) {
    add_columns(plan, lines, head);
    return;
  }
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
  const std::vector<MethodLine> lines = commit_lines(plan.report, plan.told, text_width(plan), plan.metrics);
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

namespace {

constexpr double kNameLine = 9;
const Font kWholeName{Face::Mono, 7};

/// A whole name, and where it stands in its row.
struct WholeName {
  std::size_t benchmark = 0;
  std::vector<std::string> lines;
  double x = 0;
};

Node whole_name_node(const DocumentPlan& plan, const WholeName& name, base::Point at) {
  Node node{Role::P, {}, row_link(plan, name.benchmark), fmt::format("name-{}", name.benchmark), {}, {}};
  for (std::size_t k = 0; k < name.lines.size(); ++k) {
    if (name.lines[k].empty()) continue;
    const base::Point on{at.x + name.x + (k == 0 ? 0.0 : 12.0), at.y + 8 + kNameLine * static_cast<double>(k)};
    node.marks.emplace_back(Text{name.lines[k], on, kWholeName, plan.style.ink, Align::Left});
  }
  return node;
}

/// Names that are short enough stand two in a row.
std::vector<std::vector<WholeName>> rows_of_names(const DocumentPlan& plan) {
  constexpr std::size_t kMostLines = 14;
  const double half = (plan.area.width - kColumnGap) / 2;
  std::vector<std::vector<WholeName>> rows;
  bool open = false;
  for (const std::size_t i : plan.cut) {
    const std::string id = printed_id(plan.report.benchmarks[i]);
    const bool is_short = id.size() < 400 && plan.metrics.width(id, kWholeName) <= half;
    WholeName name{i, {id}, 0};
    if (!is_short) name.lines = seamed(id, kWholeName, plan.area.width - 12, kMostLines, plan.metrics).lines;
    if (open && is_short) {
      name.x = half + kColumnGap;
      rows.back().push_back(std::move(name));
      open = false;
    } else {
      rows.push_back({std::move(name)});
      open = is_short;
    }
  }
  return rows;
}

}  // namespace

void add_names(DocumentPlan& plan) {
  plan.names_are_set = true;
  if (plan.cut.empty()) return;
  const std::size_t head = add_heading(plan, {"Names in full", "those that had to be cut above", "names"});
  for (std::vector<WholeName>& row : rows_of_names(plan)) {
    FlowItem item;
    item.height = kNameLine * static_cast<double>(row.front().lines.size()) + 1.5;
    item.head = head;
    item.draw = [&plan, row = std::move(row)](Page& page, base::Point at) {
      for (const WholeName& name : row) page.scene.nodes.push_back(whole_name_node(plan, name, at));
    };
    plan.flow.add(std::move(item));
  }
}

void add_method(DocumentPlan& plan) {
  const std::vector<MethodLine> lines = method_lines(plan.report, text_width(plan), plan.metrics);
  plan.method_item = plan.flow.next();
  add_lines(plan, lines, add_heading(plan, {"Method", "", "method"}));
}

}  // namespace perfolio::layout
