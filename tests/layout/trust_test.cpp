// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/made_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>

/// Every number of page one leads to where it comes from, and from there back.
namespace perfolio::layout {
namespace {

using test::made_report;
using test::pages_of;

struct Linked {
  std::string text;
  std::string link;    ///< of the node or of one around it.
  std::string anchor;  ///< of the nearest node that has one.
};

struct Walked {
  std::map<std::string, std::size_t> anchors;  ///< and the page that each is on, from 1.
  std::map<std::string, int> times;
  std::vector<std::vector<Linked>> pages;
  std::multimap<std::string, std::string> leads;  ///< from the anchor of a part to what it links to.
};

void walk(const Node& node, Linked around, Walked& out) {
  if (!node.link.empty()) around.link = node.link;
  if (!node.anchor.empty()) {
    around.anchor = node.anchor;
    out.anchors.emplace(node.anchor, out.pages.size());
    ++out.times[node.anchor];
  }
  if (!node.link.empty() && !around.anchor.empty()) out.leads.emplace(around.anchor, node.link);
  if (node.role == Role::Artifact) return;
  for (const Mark& mark : node.marks) {
    if (const auto* text = std::get_if<Text>(&mark)) {
      around.text = text->text;
      out.pages.back().push_back(around);
    }
  }
  for (const Node& child : node.children) walk(child, around, out);
}

Walked walked(const model::Report& report, const DocumentOptions& options = {}) {
  Walked out;
  for (const Page& page : pages_of(report, options)) {
    out.pages.emplace_back();
    for (const Node& node : page.scene.nodes) walk(node, {}, out);
  }
  return out;
}

bool has_digit(const std::string& text) {
  return std::ranges::any_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::vector<model::Report> reports() {
  std::vector<model::Report> out;
  out.push_back(made_report(8, 23, 4));
  out.push_back(made_report(2, 7, 3));
  out.push_back(made_report(1, 7, 3));
  out.push_back(made_report(40, 60, 2));
  return out;
}

std::vector<base::Size> papers() { return {*paper_size("a4"), *paper_size("slide")}; }

TEST(EveryLink, LeadsToOnePlaceOfTheDocument) {
  for (const model::Report& report : reports()) {
    for (const base::Size paper : papers()) {
      DocumentOptions options;
      options.paper = paper;
      const Walked all = walked(report, options);
      for (const auto& [anchor, n] : all.times) EXPECT_EQ(n, 1) << anchor;
      for (const auto& page : all.pages) {
        for (const Linked& text : page) {
          if (!text.link.starts_with('#')) continue;
          EXPECT_TRUE(all.anchors.contains(text.link.substr(1))) << text.link << " of '" << text.text << "'";
        }
      }
    }
  }
}

TEST(EveryNumberOfPageOne, LeadsOnWhereTheDocumentHasMore) {
  for (const model::Report& report : reports()) {
    for (const base::Size paper : papers()) {
      DocumentOptions options;
      options.paper = paper;
      const Walked all = walked(report, options);
      for (const Linked& text : all.pages.front()) {
        // The heads of a table's columns and the version beside the title are names, no numbers of the report.
        const bool name = text.text == report.columns[report.current].release.tag || text.text.starts_with('v') ||
                          text.text.starts_with("≤") || text.text.find("interval") != std::string::npos;
        if (!has_digit(text.text) || name) continue;
        EXPECT_TRUE(!text.link.empty() || !report.baseline) << "'" << text.text << "'";
      }
    }
  }
}

/// Whether one of the links of the part called `anchor` is `link`.
bool leads(const Walked& all, const std::string& anchor, const std::string& link) {
  const auto [from, to] = all.leads.equal_range(anchor);
  return std::any_of(from, to, [&](const auto& pair) { return pair.second == link; });
}

TEST(OfEveryChange, TheRowOfPageOneLeadsToItsRowThatToItsChartAndThatToTheMethodAndBack) {
  const model::Report report = made_report(8, 23, 4);
  const Walked all = walked(report);
  std::size_t checked = 0;
  for (const model::Story& story : report.stories) {
    const std::string row = fmt::format("row-{}", story.benchmark);
    const std::string chart = fmt::format("chart-{}", story.benchmark);
    if (!all.anchors.contains(chart)) continue;
    const bool listed = std::ranges::any_of(all.pages.front(), [&](const Linked& t) { return t.link == "#" + row; });
    EXPECT_TRUE(listed) << row << " is not to be reached from page one";
    EXPECT_TRUE(leads(all, row, "#" + chart)) << row;
    EXPECT_TRUE(leads(all, chart, "#" + row)) << chart;
    // What follows the heading of a story has no anchor of its own: any number of the page may lead to the method.
    const auto& page = all.pages[all.anchors.at(chart) - 1];
    EXPECT_TRUE(std::ranges::any_of(page, [](const Linked& t) { return t.link == "#method"; })) << chart;
    ++checked;
  }
  EXPECT_GE(checked, 3U);
  ASSERT_TRUE(all.anchors.contains("method"));
  for (const std::size_t page : {all.anchors.at("method"), all.anchors.at("table"), all.anchors.at("detail")}) {
    EXPECT_TRUE(std::ranges::any_of(all.pages[page - 1], [](const Linked& t) { return t.link == "#summary"; }));
  }
  const auto& table = all.pages[all.anchors.at("table") - 1];
  EXPECT_TRUE(std::ranges::any_of(table, [](const Linked& t) { return t.link == "#method"; }))
      << "the heads of the list's columns do not say how their numbers come about";
}

TEST(AReportWithoutAList, LeadsToItsChartsAtOnce) {
  DocumentOptions options;
  options.sections = {Section::Summary, Section::Detail};
  const model::Report report = made_report(8, 23, 4);
  const Walked all = walked(report, options);
  const std::string chart = fmt::format("#chart-{}", report.stories.front().benchmark);
  EXPECT_TRUE(std::ranges::any_of(all.pages.front(), [&](const Linked& t) { return t.link == chart; }));
}

}  // namespace
}  // namespace perfolio::layout
