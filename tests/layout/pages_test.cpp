// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/made_report.h"
#include "layout/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace perfolio::layout {
namespace {

using test::box_of;
using test::made_report;
using test::pages_of;
using test::texts_of;

bool overlap(const base::Rect& a, const base::Rect& b) {
  constexpr double kTouch = 0.05;
  return a.x + kTouch < b.right() && b.x + kTouch < a.right() && a.y + kTouch < b.bottom() && b.y + kTouch < a.bottom();
}

/// No text leaves `area`, and no two of them share a place.
void expect_readable(const std::vector<Node>& nodes, const base::Rect& area, const std::string& where) {
  const std::vector<Text> texts = texts_of(nodes);
  std::vector<base::Rect> boxes;
  for (const Text& text : texts) {
    const base::Rect box = boxes.emplace_back(box_of(text));
    EXPECT_GE(box.x, area.x - 0.01) << where << ": " << text.text;
    EXPECT_LE(box.right(), area.right() + 0.01) << where << ": " << text.text;
    EXPECT_GE(box.y, area.y - 0.01) << where << ": " << text.text;
    EXPECT_LE(box.bottom(), area.bottom() + 2.5) << where << ": " << text.text;  // the footer's descent hangs below
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      EXPECT_FALSE(overlap(boxes[i], boxes[k]))
          << where << ": '" << texts[i].text << "' over '" << texts[k].text << "'";
    }
  }
}

void expect_pages_readable(const model::Report& report, const std::string& where, DetailMode detail = DetailMode::All) {
  DocumentOptions options;
  options.detail = detail;
  options.digest = "0123456";
  for (const Page& page : pages_of(report, options)) {
    const base::Rect area{42, 42, page.scene.size.width - 84, page.scene.size.height - 84};
    expect_readable(page.scene.nodes, area, where + " p. " + page.label);
  }
}

TEST(EveryText, StaysWithinTheMarginsAndOffTheOthers) {
  for (const std::size_t columns : {1U, 2U, 8U, 300U}) {
    expect_pages_readable(made_report(columns, 23, columns > 100 ? 1 : 4), fmt::format("{} releases", columns));
  }
}

TEST(EveryText, StaysInPlaceAlsoWithLongNames) {
  const std::string name =
      "group{}_with_a_name_that_goes_on_and_on/through/many/segments/of/a/path/until_it_cannot_fit/{:03}";
  for (const std::size_t columns : {1U, 2U, 8U}) expect_pages_readable(made_report(columns, 23, 4, name), "long names");
}

TEST(EveryText, StaysInPlaceAlsoWithLongTags) {
  test::MadeHistory made(0, 0);
  for (int i = 0; i < 12; ++i) {
    made.release(fmt::format("release-of-the-whole-project-and-its-tools-v1.{}.0-nightly.20260101", i));
    for (int k = 0; k < 3; ++k) made.run(static_cast<std::uint32_t>(i));
  }
  for (std::uint64_t i = 0; i < 9; ++i) {
    made.add_step(fmt::format("a_{}", i), 1000, 0.01, static_cast<std::uint32_t>(3 + i), 1.4, i);
  }
  expect_pages_readable(analysis::analyse(made.history, made.timeline, {}), "long tags");
}

TEST(EveryText, StaysInPlaceAlsoWithManyGroups) {
  test::MadeHistory made(5, 3);
  for (std::uint64_t i = 0; i < 30; ++i) {
    made.add_step(fmt::format("group_number_{}/case", i), 10, 0.01, 4, 1.5, i).suite = fmt::format("suite {}", i / 2);
  }
  expect_pages_readable(analysis::analyse(made.history, made.timeline, {}), "many groups");
}

TEST(EveryText, StaysInPlaceWhateverTheValues) {
  test::MadeHistory made(6, 3);
  const auto add = [&](const char* name, double scale) {
    made.add(name,
             [=](auto column, auto run) { return scale * (1 + 0.3 * (column % 3) + 0.01 * test::noise(1, run)); });
  };
  add("huge", 1e300);
  add("tiny", 1e-300);
  add("denormal", 5e-324);
  add("negative", -1e5);
  add("zero", 0);
  made.add("apart", [](auto, auto run) { return run % 2 == 0 ? 1e300 : 1e-300; });
  made.add("magnitudes", [](auto column, auto) { return std::pow(10.0, column); });
  made.add("gaps", [](auto column, auto) { return column % 2 == 0 ? std::optional(5.0) : std::nullopt; });
  made.add("\u202Eodd\nname\x1B", [](auto, auto) { return 5.0; });
  made.add("", [](auto, auto) { return 5.0; });
  made.add("own unit", [](auto, auto) { return 5.0; }).unit = {"furlongs/fortnight", units::Family::Other, 1, {}};
  const model::Report report = analysis::analyse(made.history, made.timeline, {});
  expect_pages_readable(report, "odd values");
  for (const Page& page : pages_of(report)) {
    for (const Text& text : texts_of(page.scene.nodes)) {
      for (const char* bad : {"nan", "inf", "\n", "\x1B", "\u202E", "-0"}) {
        if (text.text.find("0123") == std::string::npos && std::string(bad) != "-0") {
          EXPECT_EQ(text.text.find(bad), std::string::npos) << text.text;
        }
      }
    }
  }
}

TEST(EveryPoint, IsFiniteAndOnThePage) {
  test::MadeHistory made(6, 3);
  made.add("apart", [](auto, auto run) { return run % 2 == 0 ? 1e300 : 1e-300; });
  made.add("x", [](auto column, auto run) { return 100 + 40 * (column == 3) + test::noise(2, run); });
  DocumentOptions options;
  options.detail = DetailMode::All;
  const auto check = [](const base::Point& p) {
    EXPECT_TRUE(std::isfinite(p.x) && std::isfinite(p.y) && p.x >= 0 && p.y >= 0 && p.x < 596 && p.y < 842);
  };
  const std::function<void(const std::vector<Node>&)> walk = [&](const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      for (const Mark& mark : node.marks) {
        if (const auto* line = std::get_if<Polyline>(&mark)) std::ranges::for_each(line->points, check);
        if (const auto* dots = std::get_if<Dots>(&mark)) std::ranges::for_each(dots->centers, check);
        if (const auto* area = std::get_if<Area>(&mark)) std::ranges::for_each(area->outline, check);
        if (const auto* box = std::get_if<Box>(&mark)) check({box->rect.right(), box->rect.bottom()});
      }
      walk(node.children);
    }
  };
  for (const Page& page : pages_of(analysis::analyse(made.history, made.timeline, {}), options)) walk(page.scene.nodes);
}

TEST(Dashboard, KeepsItsTextsApartAndAtTwelveUnitsOrMore) {
  for (const std::size_t columns : {1U, 8U, 60U}) {
    const Scene scene = dashboard(made_report(columns, 23), "0123456", test::light(), test::HalfEm());
    EXPECT_NEAR(scene.size.width, 880, 0.01);
    expect_readable(scene.nodes, {0, 0, scene.size.width, scene.size.height}, "dashboard");
    for (const Text& text : texts_of(scene.nodes)) EXPECT_GE(text.font.size, 11.999) << text.text;
  }
}

TEST(NarrowDashboard, KeepsItsTextsApartAndAtTwelveUnitsOrMore) {
  for (const std::size_t columns : {1U, 2U, 8U, 60U}) {
    for (const std::string name :
         {"group{}_case_{:03}", "a::very::long::path{}::to::the::thing::that::is::measured_{:03}"}) {
      const Scene scene = narrow_dashboard(made_report(columns, 23, 3, name), "0123456", test::light(), test::HalfEm());
      EXPECT_NEAR(scene.size.width, 480, 0.01);
      expect_readable(scene.nodes, {0, 0, scene.size.width, scene.size.height}, "narrow dashboard");
      for (const Text& text : texts_of(scene.nodes)) EXPECT_GE(text.font.size, 11.999) << text.text;
    }
  }
}

TEST(NarrowDashboard, ShowsWhatAlertsForALimitAloneFirst) {
  model::Report report = made_report(8, 23);
  const auto same = std::ranges::find_if(report.benchmarks, [](const model::BenchmarkFacts& b) {
    return b.primary && b.comparison && b.comparison->verdict == model::Verdict::Same;
  });
  ASSERT_NE(same, report.benchmarks.end());
  for (model::BenchmarkFacts& b : report.benchmarks) {
    if (b.comparison) b.comparison->alert = false;
  }
  same->comparison->alert = true;
  same->comparison->limit = "above the limit of 1 ns";
  report.headline.counts.alerts = 1;
  report.overview.to_act.insert(report.overview.to_act.begin(),
                                static_cast<std::size_t>(same - report.benchmarks.begin()));
  const Scene scene = narrow_dashboard(report, "0123456", test::light(), test::HalfEm());
  const std::vector<Text> texts = texts_of(scene.nodes);
  const auto title =
      std::ranges::find_if(texts, [](const Text& text) { return text.text.starts_with("Alerts, then"); });
  ASSERT_NE(title, texts.end());
  const auto after = std::find_if(title, texts.end(), [&](const Text& text) { return text.text == same->name; });
  ASSERT_NE(after, texts.end());
  for (const std::size_t i : report.changed) {
    const auto other =
        std::find_if(title, texts.end(), [&](const Text& text) { return text.text == report.benchmarks[i].name; });
    EXPECT_LT(after - texts.begin(), other - texts.begin());
  }
}

TEST(SocialCard, IsOfTheSizeThatLinksAskForAndKeepsItsTextsApart) {
  for (const std::size_t columns : {1U, 2U, 8U, 60U}) {
    const Scene scene = social_card(made_report(columns, 23), test::light(), test::HalfEm());
    EXPECT_NEAR(scene.size.width, 1200, 0.01);
    EXPECT_NEAR(scene.size.height, 630, 0.01);
    expect_readable(scene.nodes, {0, 0, 1200, 630}, "social card");
  }
}

TEST(Pages, OfFourHundredBenchmarksHaveEachOfThemInTheListOnce) {
  const model::Report report = made_report(4, 400, 2);
  DocumentOptions options;
  options.sections = {Section::Groups, Section::Table};
  const auto pages = pages_of(report, options);
  EXPECT_LE(pages.size(), 11U);
  std::multiset<std::string> names;
  for (const Page& page : pages) {
    for (const Node& node : page.scene.nodes) {
      for (const Node& row : node.children) {
        if (node.role == Role::Table && row.children.front().role == Role::TH && row.children.size() > 1 &&
            row.children[1].role == Role::TD && !texts_of({row.children.front()}).empty() &&
            texts_of({row.children.front()}).front().font.face == Face::Mono)
          names.insert(texts_of({row.children.front()}).front().text);
      }
    }
  }
  EXPECT_EQ(names.size(), 400U);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 400U);
}

TEST(Pages, AreHandedOnOneByOneWithTheirNumber) {
  const model::Report report = made_report(4, 40, 2);
  std::size_t seen = 0;
  struct Enough {};
  EXPECT_THROW(lay_out_pages(report, {}, test::light(), test::HalfEm(),
                             [&](const Page& page) {
                               EXPECT_EQ(page.label, std::to_string(++seen));
                               if (seen == 2) throw Enough{};
                             }),
               Enough);
  EXPECT_EQ(seen, 2U);
}

TEST(Pages, SayTheirNumberOfAllInTheFooter) {
  const auto pages = pages_of(made_report(4, 40, 2));
  for (std::size_t i = 0; i < pages.size(); ++i) {
    EXPECT_EQ(texts_of(pages[i].scene.nodes).back().text, fmt::format("{} / {}", i + 1, pages.size()));
  }
}

void collect_links(const std::vector<Node>& nodes, std::set<std::string>& anchors, std::set<std::string>& links) {
  for (const Node& node : nodes) {
    if (!node.anchor.empty()) {
      EXPECT_TRUE(anchors.insert(node.anchor).second) << node.anchor << " is there twice";
    }
    if (node.link.starts_with('#')) links.insert(node.link.substr(1));
    collect_links(node.children, anchors, links);
  }
}

TEST(Links, AndOutlineEntriesLeadToAnAnchorThatIsThere) {
  for (const DetailMode detail : {DetailMode::Changed, DetailMode::All, DetailMode::None}) {
    DocumentOptions options;
    options.detail = detail;
    std::set<std::string> anchors;
    std::set<std::string> links;
    for (const Page& page : pages_of(made_report(6, 40), options)) {
      collect_links(page.scene.nodes, anchors, links);
      for (const OutlineEntry& entry : page.outline) links.insert(entry.anchor);
    }
    EXPECT_FALSE(links.empty());
    for (const std::string& link : links) EXPECT_TRUE(anchors.contains(link)) << link;
  }
}

TEST(Pages, OfALetterStayOnTheLetter) {
  DocumentOptions options;
  options.paper = {612, 792};
  for (const Page& page : pages_of(made_report(8, 40), options)) {
    expect_readable(page.scene.nodes, {42, 42, 528, 708}, "letter p. " + page.label);
  }
}

}  // namespace
}  // namespace perfolio::layout
