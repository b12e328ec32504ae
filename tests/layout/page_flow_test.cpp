// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/page_flow.h"

#include <gtest/gtest.h>

#include <string>

namespace perfolio::layout {
namespace {

/// What is drawn on each page, in order: letters.
struct Letters {
  std::string text;
  PageFlow flow{{0, 0, 100, 100}};

  void add(char letter, double height, bool with_next = false, std::optional<std::size_t> head = {}) {
    FlowItem item;
    item.height = height;
    item.with_next = with_next;
    item.head = head;
    item.draw = [this, letter](Page&, base::Point) { text += letter; };
    flow.add(std::move(item));
  }
  std::string pages() {
    std::string out;
    for (std::size_t n = 1; n <= flow.pages(); ++n) {
      Page page;
      text.clear();
      flow.draw(n, page);
      out += (n > 1 ? "|" : "") + text;
    }
    return out;
  }
};

TEST(PageFlow, FillsAPageBeforeItBeginsAnother) {
  Letters l;
  for (const char c : {'a', 'b', 'c', 'd'}) l.add(c, 50);
  EXPECT_EQ(l.pages(), "ab|cd");
}

TEST(PageFlow, NeverLeavesAHeadingAtTheEndOfAPage) {
  Letters l;
  l.add('a', 80);
  l.add('H', 10, true);
  l.add('h', 5, true);
  l.add('b', 50);
  EXPECT_EQ(l.pages(), "a|Hhb");
}

TEST(PageFlow, RepeatsTheHeadOfWhatGoesOn) {
  Letters l;
  FlowItem head;
  head.height = 10;
  head.draw = [&l](Page&, base::Point) { l.text += '+'; };
  const std::size_t again = l.flow.add_head(std::move(head));
  l.add('H', 10, true);
  for (const char c : {'a', 'b', 'c', 'd', 'e'}) l.add(c, 30, false, again);
  EXPECT_EQ(l.pages(), "Habc|+de");
}

TEST(PageFlow, DoesNotEndWithAPageOfALineOrTwo) {
  Letters l;
  l.add('s', 100);
  l.add('H', 5, true);
  for (const char c : {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'}) l.add(c, 10);
  l.add('z', 10);
  EXPECT_EQ(l.pages(), "s|Habcdefg|hiz");
}

TEST(PageFlow, KnowsOnWhichPageAnItemStands) {
  Letters l;
  l.add('a', 90);
  l.add('b', 90);
  EXPECT_EQ(l.flow.page_of(0), 1U);
  EXPECT_EQ(l.flow.page_of(1), 2U);
}

TEST(PageFlow, MakesOneTableOfRowsThatFollowEachOtherOnAPage) {
  PageFlow flow({0, 0, 100, 100});
  for (int i = 0; i < 12; ++i) {
    FlowItem item;
    item.height = 10;
    item.row = [](TablePart& part, base::Point) { part.table.children.emplace_back().role = Role::TR; };
    flow.add(std::move(item));
  }
  ASSERT_EQ(flow.pages(), 2U);
  Page page;
  flow.draw(1, page);
  ASSERT_EQ(page.scene.nodes.size(), 2U);
  EXPECT_EQ(page.scene.nodes[0].role, Role::Artifact);
  EXPECT_EQ(page.scene.nodes[1].children.size(), 10U);
}

}  // namespace
}  // namespace perfolio::layout
