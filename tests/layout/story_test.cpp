// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/story.h"

#include "layout/distribution.h"
#include "layout/made_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

namespace perfolio::layout {
namespace {

const test::HalfEm kMetrics;

using test::MadeHistory;
using test::texts_of;

model::Report report_of(std::size_t runs, std::size_t series = 2) {
  MadeHistory made(4, runs);
  for (std::size_t i = 0; i < made.history.runs.size(); ++i)
    made.history.runs[i].commit = fmt::format("{:07x}{:033x}", 0xa000000 + i, i);
  for (std::size_t i = 0; i < series; ++i)
    made.add_step(fmt::format("case_{}", i), 1e4, 0.004, 3, i % 2 == 0 ? 1.2 : 0.7, i + 1);
  return analysis::analyse(made.history, made.timeline, {});
}

/// Dots of this colour below the nodes.
std::size_t dots_of(const std::vector<Node>& nodes, base::Color color, std::vector<base::Point>& centers) {
  std::size_t n = 0;
  for (const Node& node : nodes) {
    for (const Mark& mark : node.marks) {
      const auto* dots = std::get_if<Dots>(&mark);
      if (dots == nullptr || !(dots->fill == color)) continue;
      n += dots->centers.size();
      centers.insert(centers.end(), dots->centers.begin(), dots->centers.end());
    }
    n += dots_of(node.children, color, centers);
  }
  return n;
}

TEST(Runs, AreADotEachAndNoneLiesOnAnother) {
  const style::Style style = test::light();
  for (const std::size_t runs : {1U, 2U, 5U, 14U, 24U}) {
    const model::Report report = report_of(runs);
    for (const model::Story& story : report.stories) {
      const auto nodes = run_rows(report.benchmarks[story.benchmark], story_rows(report, story, style),
                                  {0, 0, 184, 116}, style, kMetrics);
      std::vector<base::Point> centers;
      EXPECT_EQ(dots_of(nodes, style.axis, centers), story.before.runs.size());
      const auto& c = *report.benchmarks[story.benchmark].comparison;
      const base::Color now = c.verdict == model::Verdict::Better  ? style.better.ink
                              : c.verdict == model::Verdict::Worse ? style.worse.ink
                                                                   : style.data;
      EXPECT_EQ(dots_of(nodes, now, centers), story.after.runs.size());
      std::set<std::pair<double, double>> places;
      for (const base::Point& p : centers) {
        places.emplace(p.x, p.y);
        EXPECT_TRUE(p.x > 0 && p.x < 184 && p.y > 0 && p.y < 116);
      }
      EXPECT_EQ(places.size(), centers.size());
    }
  }
}

TEST(Runs, StandByTheirValue) {
  const style::Style style = test::light();
  const model::Report report = report_of(9, 1);
  const model::Story& story = report.stories.front();
  std::vector<RunRow> rows = story_rows(report, story, style);
  const auto nodes = run_rows(report.benchmarks[story.benchmark], rows, {0, 0, 184, 116}, style, kMetrics);
  std::vector<base::Point> before, after;
  dots_of(nodes, style.axis, before);
  dots_of(nodes, style.worse.ink, after);
  const auto rightmost = std::ranges::max(before, {}, &base::Point::x).x;
  const auto leftmost = std::ranges::min(after, {}, &base::Point::x).x;
  EXPECT_LT(rightmost, leftmost);  // 20 % apart, with a noise of 0.4 %
}

TEST(Story, KeepsToItsWidthAndHeightWhateverItHasToSay) {
  const style::Style style = test::light();
  model::Report report = report_of(14);
  report.project_url = "https://github.com/example/atlas";
  for (model::Story& story : report.stories) {
    story.sentence += " And so on: " + std::string(300, 'w');
    story.before.environments = {"cpu=" + std::string(200, 'A'), "cpu=other"};
    story.after.environments = {"cpu=B"};
    for (model::ChangePoint& point : report.benchmarks[story.benchmark].change_points) {
      for (int i = 0; i < 9; ++i) {
        const std::string id = std::string(39, 'c') + std::to_string(i);
        point.commits.push_back({id, "A subject " + std::string(200, 's'), "An Author", "", "12"});
      }
    }
  }
  for (const double width : {511.0, 876.0}) {
    for (std::size_t s = 0; s < report.stories.size(); ++s) {
      const StoryBlock block(report, s, {"#row-0", "#method", "", ""}, width, 0.4, style, kMetrics);
      for (const Text& text : texts_of(block.nodes({0, 0}, "chart-0"))) {
        const base::Rect box = test::box_of(text);
        EXPECT_GE(box.x, -0.01) << text.text;
        EXPECT_LE(box.right(), width + 0.01) << text.text;
        EXPECT_LE(box.bottom(), block.height() + 0.01) << text.text;
      }
    }
  }
}

TEST(Stories, AreToldOnceAndTheirChartIsNowhereElse) {
  const model::Report report = report_of(5, 6);
  std::map<std::string, int> anchors;
  std::string all;
  const std::function<void(const std::vector<Node>&)> walk = [&](const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      if (!node.anchor.empty()) ++anchors[node.anchor];
      walk(node.children);
    }
  };
  DocumentOptions options;
  options.sections = {Section::Detail};
  for (const Page& page : test::pages_of(report, options)) {
    walk(page.scene.nodes);
    for (const Text& text : texts_of(page.scene.nodes)) all += text.text + "\n";
  }
  for (const model::Story& story : report.stories) {
    EXPECT_EQ(anchors[fmt::format("chart-{}", story.benchmark)], 1);
    const std::string head = story.sentence.substr(0, story.sentence.find(" takes"));
    const auto first = all.find(head);
    ASSERT_NE(first, std::string::npos) << head;
    EXPECT_EQ(all.find(head, first + 1), std::string::npos) << head;
  }
}

}  // namespace
}  // namespace perfolio::layout
