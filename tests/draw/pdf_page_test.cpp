// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/pdf_page.h"
#include "base/error.h"
#include "draw/font_program.h"
#include "draw/font_sets.h"
#include "support/runner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <thread>

namespace {

using namespace perfolio;
using layout::Face;
using layout::Node;
using layout::Role;

const std::string kFonts = test::source_path("fonts");

const draw::FontSet& fonts() {
  static const draw::FontSet set({kFonts, {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"}});
  return set;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

layout::Text words(const std::string& text, double y, base::Color color = {20, 30, 40}) {
  return {text, {10, y}, {Face::Regular, 9, false}, color, layout::Align::Left};
}

Node node_of(Role role, std::vector<layout::Mark> marks) { return {role, {}, {}, {}, std::move(marks), {}}; }

draw::PdfPage drawn(std::vector<Node> nodes) {
  layout::Page page;
  page.scene.size = {200, 100};
  page.scene.background = {255, 255, 255};
  page.scene.nodes = std::move(nodes);
  return draw::pdf_page(page, fonts());
}

TEST(PdfPage, SaysAColourAFontAndAWidthOnceWhileTheyStay) {
  const layout::Stroke pen{{0, 90, 160}, 1.5};
  const std::string content =
      drawn({node_of(Role::P, {words("one", 20), words("two", 40), words("other", 60, {200, 0, 0})}),
             node_of(Role::None, {layout::Polyline{{{0, 0}, {9, 9}}, pen}, layout::Polyline{{{0, 9}, {9, 0}}, pen}})})
          .content;
  EXPECT_EQ(count_of(content, " Tf\n"), 1U) << content;
  EXPECT_EQ(count_of(content, " rg\n"), 2U) << content;
  EXPECT_EQ(count_of(content, " RG\n"), 1U) << content;
  EXPECT_EQ(count_of(content, "1.5 w\n"), 1U) << content;
  EXPECT_EQ(count_of(content, "BT\n"), 1U) << content;
  EXPECT_EQ(count_of(content, " cm"), 0U) << content;
}

TEST(PdfPage, WritesNumbersToAHundredthAndNoDigitMore) {
  const std::string content =
      drawn({node_of(Role::None, {layout::Polyline{{{0.126, 0}, {-3.5, 99.5}, {12, 100}}, {{1, 2, 3}, 0.25}}})})
          .content;
  EXPECT_TRUE(has(content, ".13 100 m\n-3.5 .5 l\n12 0 l\nS\n")) << content;
  EXPECT_TRUE(has(content, ".25 w\n")) << content;
}

TEST(PdfPage, DrawsNoPointTwiceButEndsWhereTheLineEnds) {
  std::vector<base::Point> points;
  for (int i = 0; i <= 1000; ++i) points.push_back({i / 1000.0, 50});
  const std::string content = drawn({node_of(Role::None, {layout::Polyline{points, {}}})}).content;
  EXPECT_LE(count_of(content, " l\n"), 101U);
  EXPECT_TRUE(has(content, "1 50 l\nS"));
}

TEST(PdfPage, MarksAllThatHasNoTagAsArtifactAndClosesEachMark) {
  const draw::PdfPage page =
      drawn({node_of(Role::None, {words("outside", 10)}), node_of(Role::P, {words("inside", 30)}),
             node_of(Role::Artifact, {layout::Box{{0, 0, 9, 9}, 2, base::Color{1, 2, 3}, {}}, words("foot", 90)})});
  EXPECT_EQ(count_of(page.content, "/Artifact BMC\n"), 2U) << page.content;
  EXPECT_EQ(count_of(page.content, "/P<</MCID 0>>BDC\n"), 1U) << page.content;
  EXPECT_EQ(count_of(page.content, "EMC\n"), 3U);
  EXPECT_EQ(count_of(page.content, "BT\n"), count_of(page.content, "ET\n"));
  EXPECT_EQ(page.marks, 1);
}

TEST(PdfPage, NestsTablesAndSaysWhatAHeadIsTheHeadOf) {
  Node table = node_of(Role::Table, {});
  Node head = node_of(Role::TR, {});
  head.children = {node_of(Role::TH, {words("Benchmark", 10)}), node_of(Role::TH, {words("v1", 10)})};
  Node row = node_of(Role::TR, {});
  row.children = {node_of(Role::TH, {words("parse", 20)}), node_of(Role::TD, {words("3", 20)})};
  table.children = {head, row};
  const draw::PdfPage page = drawn({table});
  ASSERT_EQ(page.tags.size(), 7U);
  EXPECT_EQ(page.tags[0].kids, (std::vector<int>{-2, -5}));
  EXPECT_STREQ(page.tags[2].scope, "Column");
  EXPECT_STREQ(page.tags[3].scope, "Column");
  EXPECT_STREQ(page.tags[5].scope, "Row");
  EXPECT_EQ(page.tags[6].scope, nullptr);
  EXPECT_EQ(page.tags[6].parent, 4U);
  EXPECT_EQ(page.tags[6].kids, std::vector<int>{3});
}

TEST(PdfPage, PutsALinkInsideOfWordsAndAroundAFigure) {
  Node line = node_of(Role::P, {words("parse", 50)});
  line.link = "#row-1";
  Node figure = node_of(Role::Figure, {layout::Box{{10, 60, 30, 20}, 0, base::Color{1, 2, 3}, {}}});
  figure.link = "https://example.org/";
  figure.alt = "A chart";
  const draw::PdfPage page = drawn({line, figure});
  ASSERT_EQ(page.links.size(), 2U);
  ASSERT_EQ(page.tags.size(), 4U);
  EXPECT_STREQ(page.tags[0].role, "P");
  EXPECT_STREQ(page.tags[1].role, "Link");
  EXPECT_EQ(page.tags[1].parent, 0U);
  EXPECT_EQ(page.tags[1].kids, std::vector<int>{0});
  EXPECT_STREQ(page.tags[2].role, "Link");
  EXPECT_STREQ(page.tags[3].role, "Figure");
  EXPECT_EQ(page.tags[3].parent, 2U);
  EXPECT_EQ(page.tags[3].alt, "A chart");
  EXPECT_EQ(page.links[1].target, "https://example.org/");
  EXPECT_EQ(page.links[1].left, 10);
  EXPECT_EQ(page.links[1].top, 40);
  EXPECT_EQ(page.links[1].bottom, 20);
  EXPECT_LT(page.links[0].bottom, 50);
  EXPECT_GT(page.links[0].top, 55);
}

TEST(PdfPage, SaysTheTextBesideTheGlyphsOnlyWhereTheyDoNotSayIt) {
  EXPECT_FALSE(has(drawn({node_of(Role::P, {words("parse (1:2) 300 x 5 µs", 20)})}).content, "ActualText"));
  layout::Text tabular = words("1,234.5 −6 %", 20);
  tabular.font.tabular = true;
  EXPECT_FALSE(has(drawn({node_of(Role::P, {tabular})}).content, "ActualText"));
  // Inter draws an arrow for these two signs.
  EXPECT_TRUE(has(drawn({node_of(Role::P, {words("a->b", 20)})}).content, "/ActualText<FEFF002D003E>"));
}

TEST(PdfPage, IsTheSameWhateverWasDrawnBeforeAndInAnyThread) {
  const std::vector<std::string> names = {"parse_1kb", "解析 → ∀x", "اختبار 12", "परीक्षण", "−15.2 %"};
  const auto page_of = [](const draw::FontSet& set, const std::string& name) {
    layout::Page page;
    page.scene.size = {200, 100};
    page.scene.nodes.push_back(node_of(Role::P, {words(name, 20)}));
    return draw::pdf_page(page, set).content;
  };
  const draw::FontFiles files{kFonts, {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"}};
  const draw::FontSets sets(fonts(), files);
  std::vector<std::string> here, there;
  for (const std::string& name : names) here.push_back(page_of(fonts(), name));
  std::thread([&] {
    for (auto name = names.rbegin(); name != names.rend(); ++name) there.push_back(page_of(sets.mine(), *name));
  }).join();
  std::ranges::reverse(there);
  EXPECT_EQ(here, there);
}

TEST(FontProgram, HoldsTheGlyphsThatAreShownAndNoOthers) {
  for (const Face face : {Face::Regular, Face::SemiBold, Face::Mono}) {
    layout::Text text = words("abcabc", 20);
    text.font.face = face;
    const draw::PdfPage page = drawn({node_of(Role::P, {text})});
    ASSERT_EQ(page.fonts.size(), 1U);
    const draw::FontProgram program = draw::font_program(page.fonts.begin()->second);
    EXPECT_EQ(program.cids.size(), 3U);
    EXPECT_EQ(program.cff, face != Face::Mono);
    EXPECT_LT(program.bytes.size(), 3000U);
    EXPECT_EQ(program.fixed_pitch, face == Face::Mono);
    EXPECT_GT(program.capital, 500);
    EXPECT_LT(program.descent, 0);
  }
}

TEST(FontProgram, RefusesAFileThatIsNoFont) {
  draw::GlyphsUsed used;
  used.file = {test::source_path("README.md"), 0};
  used.glyphs.resize(3);
  used.glyphs[2].used = true;
  EXPECT_THROW(draw::font_program(used), base::Error);
  used.file = {"/nowhere.otf", 0};
  EXPECT_THROW(draw::font_program(used), base::Error);
}

/// The letter "µ" is no ASCII: a line with it goes the long way, through Pango.
TEST(FontSet, ShapesPlainLettersAsPangoDoes) {
  std::vector<std::string> lines = {"parse_1kb", "vm_arithmetic_loop", "1,234.56", "-> => != :: 0x1F",
                                    "AVATAR To. f(x)"};
  for (char first = ' '; first <= '~'; ++first) {
    std::string line;
    for (char second = ' '; second <= '~'; ++second) line += {first, second};
    lines.push_back(line);
  }
  for (const Face face : {Face::Regular, Face::Medium, Face::SemiBold, Face::Mono}) {
    for (const bool tabular : {false, true}) {
      for (const std::string& line : lines) {
        const auto plain = fonts().glyphs(line, {face, 8.2, tabular});
        const auto longer = fonts().glyphs(line + " µ", {face, 8.2, tabular});
        ASSERT_LE(plain.size(), longer.size()) << line;
        for (std::size_t i = 0; i < plain.size(); ++i) {
          ASSERT_EQ(plain[i].outline, longer[i].outline) << line << " " << i;
          ASSERT_NEAR(plain[i].x, longer[i].x, 1e-9) << line << " " << i;
          ASSERT_EQ(plain[i].y, longer[i].y) << line << " " << i;
        }
      }
    }
  }
}

}  // namespace
