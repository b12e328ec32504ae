// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/painter.h"
#include "emit/outputs.h"
#include "support/runner.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

namespace {

using namespace perfolio;

const draw::FontSet& fonts() {
  static const draw::FontSet set(test::source_path("fonts"));
  return set;
}

layout::Scene scene_with(const std::string& text) {
  layout::Scene scene{
      .size = {200, 60}, .background = {255, 255, 255}, .title = "Title", .description = "What it shows", .nodes = {}};
  layout::Node node;
  node.marks.push_back(layout::Text{text, {10, 40}, {layout::Face::SemiBold, 24, false}, {20, 30, 40}});
  node.marks.push_back(layout::Box{{150, 10, 40, 40}, 4, base::Color{200, 30, 30}, {}});
  node.marks.push_back(layout::Polyline{{{10, 50}, {60, 44}, {140, 55}}, {{0, 90, 160}, 2}});
  scene.nodes.push_back(node);
  return scene;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

TEST(FileName, IsSafeOnEverySystem) {
  for (const std::string name : {"CON", "con.txt", "nul", "com1", "LPT9.log", "..", "../../etc/passwd", "/abs", "C:\\x",
                                 "-rf", "trailing. ", "a\nb", "日本語", "", " ", "\x01"}) {
    const std::string file = emit::file_name(name);
    EXPECT_FALSE(file.empty()) << name;
    EXPECT_EQ(file.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_."), std::string::npos) << file;
    EXPECT_TRUE(file.front() != '.' && file.front() != '-' && file.back() != '.') << file;
    for (const char* device : {"con", "nul", "com1", "lpt9"}) EXPECT_NE(file.substr(0, file.find('.')), device) << name;
  }
}

TEST(FileName, KeepsReadableNamesAndLimitsLongOnes) {
  EXPECT_EQ(emit::file_name("vm_arithmetic_loop"), "vm_arithmetic_loop");
  EXPECT_EQ(emit::file_name("parse/expr/1000"), "parse-expr-1000");
  const std::string a = emit::file_name(std::string(300, 'a'));
  const std::string b = emit::file_name(std::string(301, 'a'));
  EXPECT_LE(a.size(), 80U);
  EXPECT_NE(a, b);
  EXPECT_NE(emit::file_name("日本"), emit::file_name("本日"));
}

TEST(Svg, DrawsTextAsOutlinesEachLetterDefinedOnce) {
  const std::string svg = emit::svg(scene_with("aabba"), fonts());
  EXPECT_EQ(count_of(svg, "<path id="), 2U);
  EXPECT_EQ(count_of(svg, "<use "), 5U);
  EXPECT_EQ(count_of(svg, "<text"), 0U);
}

TEST(Svg, TellsWhoCannotSeeItWhatItIs) {
  const std::string svg = emit::svg(scene_with("x"), fonts());
  EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
  EXPECT_NE(svg.find(">Title</title>"), std::string::npos);
  EXPECT_NE(svg.find(">What it shows</desc>"), std::string::npos);
}

std::string first_id(const std::string& svg) {
  const auto at = svg.find("id=\"") + 4;
  return svg.substr(at, svg.find('"', at) - at);
}

TEST(Svg, HasOtherIdsForOtherContentSoThatTwoFitIntoOnePage) {
  layout::Scene scene = scene_with("x");
  const std::string id = first_id(emit::svg(scene, fonts()));
  EXPECT_EQ(first_id(emit::svg(scene, fonts())), id);
  scene.description = "Something else";
  EXPECT_NE(first_id(emit::svg(scene, fonts())), id);
  scene = scene_with("y");
  EXPECT_NE(first_id(emit::svg(scene, fonts())), id);
}

TEST(Svg, RefersToNothingOutsideAndTakesNoMarkupFromTexts) {
  layout::Scene scene = scene_with("<script>");
  scene.title = "</title><script>alert(1)</script>";
  scene.description = "\" onload=\"x & \x01";
  const std::string svg = emit::svg(scene, fonts());
  for (const char* live : {"<script", "<style", "<image", "href=\"http", "url(", "\x01"})
    EXPECT_EQ(svg.find(live), std::string::npos) << live;
  EXPECT_EQ(count_of(svg, "</title>"), 1U);
}

TEST(Svg, CutsATextAlternativeThatNobodyCouldHear) {
  layout::Scene scene = scene_with("x");
  for (int i = 0; i < 1000000; ++i) scene.title += "ü";
  EXPECT_LT(emit::svg(scene, fonts()).size(), 20000U);
}

TEST(Svg, LooksLikeThePng) {
  if (!test::has_program("rsvg-convert") || !test::has_program("compare"))
    GTEST_SKIP() << "rsvg-convert (librsvg2-bin) and compare (imagemagick) are not installed";
  const test::TempFolder folder;
  const layout::Scene scene = scene_with("300 µs → −15 %");
  test::put(folder / "a.svg", emit::svg(scene, fonts()));
  test::put(folder / "b.png", draw::png(scene, 2, fonts()));
  ASSERT_EQ(test::run({"rsvg-convert", "--zoom", "2", "-o", folder / "a.png", folder / "a.svg"}).code, 0);
  const test::Outcome both = test::run({"compare", "-metric", "MAE", folder / "a.png", folder / "b.png", "null:"});
  ASSERT_LT(both.code, 2) << both.errors;
  const auto at = both.errors.find('(');
  ASSERT_NE(at, std::string::npos) << both.errors;
  EXPECT_LT(std::atof(both.errors.c_str() + at + 1), 0.01) << both.errors;
}

model::Report small_report() {
  model::Report report;
  report.project = "p";
  model::Release release;
  release.tag = "v1";
  report.columns.push_back({release, 1});
  report.current = 0;
  report.headline.sentence = "nothing changed";
  return report;
}

TEST(Csv, QuotesByRfc4180AndDefusesFormulas) {
  model::Report report = small_report();
  model::BenchmarkFacts b;
  b.suite = "=1+1";
  b.name = "a,\"b\"\nc";
  b.metric = "＝x";
  model::Level level;
  level.value = level.lower = level.upper = 2;
  level.n = 3;
  b.levels.push_back(level);
  report.benchmarks.push_back(b);
  EXPECT_EQ(emit::report_csv(report),
            "suite,benchmark,metric,unit,environment,release,value,lower,upper,n\r\n"
            "'=1+1,\"a,\"\"b\"\"\\u000ac\",'＝x,,,v1,2,2,2,3\r\n");
}

TEST(Markdown, KeepsTheTextOfThePictureInsideItsQuotes) {
  model::Report report = small_report();
  report.headline.sentence = R"(a" src="https://evil.example/x.png" onload="b\\)";
  const std::string notes = emit::release_notes(report, "stem");
  const auto alt = notes.find("alt=\"") + 5;
  EXPECT_EQ(notes.substr(notes.find('"', alt), 13), "\" width=\"880\"") << notes;
}

TEST(Markdown, StaysBelowItsLimitWhateverTheNoteAndTheTag) {
  model::Report report = small_report();
  report.columns[0].release.tag = std::string(100000, '#');
  report.maintainer_note = {"kept", std::string(50000, 'n'), "left out"};
  const std::string notes = emit::release_notes(report, "stem");
  EXPECT_LE(notes.size(), 16000U);
  EXPECT_NE(notes.find("\nkept\n"), std::string::npos);
  EXPECT_NE(notes.find("goes on in the report"), std::string::npos);
}

}  // namespace
