// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "draw/painter.h"
#include "support/runner.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace {

using namespace perfolio;

const std::string kFonts = test::source_path("fonts");

TEST(FontSet, GivesTabularDigitsOneWidth) {
  const draw::FontSet fonts(kFonts);
  for (const auto face : {layout::Face::Regular, layout::Face::Medium, layout::Face::SemiBold, layout::Face::Mono}) {
    const layout::Font font{face, 10, true};
    const double zero = fonts.width("0", font);
    EXPECT_GT(zero, 1);
    for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9"})
      EXPECT_NEAR(fonts.width(digit, font), zero, 0.02) << digit;
  }
}

TEST(FontSet, MakesTextWiderInProportionToItsSize) {
  const draw::FontSet fonts(kFonts);
  const double ten = fonts.width("Benchmark 300 µs", {layout::Face::Regular, 10, false});
  EXPECT_NEAR(fonts.width("Benchmark 300 µs", {layout::Face::Regular, 30, false}), 3 * ten, 0.05);
  EXPECT_EQ(fonts.width("", {}), 0);
}

TEST(FontSet, DrawsAnEscapeForALetterNoFontHasAndCountsIt) {
  const draw::FontSet fonts(kFonts);
  const layout::Font font{layout::Face::Regular, 12, false};
  const auto escape = fonts.glyphs("a‹U+65E5›b", font);
  ASSERT_EQ(fonts.replaced(), 0U);
  const auto unknown = fonts.glyphs("a日b", font);
  ASSERT_EQ(unknown.size(), escape.size());
  for (std::size_t i = 0; i < escape.size(); ++i) EXPECT_EQ(unknown[i].outline, escape[i].outline);
  EXPECT_EQ(fonts.replaced(), 1U);
  EXPECT_EQ(fonts.needs({'a', U'µ', U'日'}).missing, std::vector<char32_t>{U'日'});
}

const draw::FontFiles kWithNoto{kFonts, {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"}};

bool has_noto() {
  return std::ifstream("/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf").good() &&
         std::ifstream("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").good();
}

TEST(FontSet, ShowsOtherScriptsWithTheFallbackFonts) {
  if (!has_noto()) GTEST_SKIP() << "fonts-noto-core and fonts-noto-cjk are not installed";
  const draw::FontSet fonts(kWithNoto);
  for (const std::string name : {"解析", "اختبار", "מבחן", "ทดสอบ", "परीक्षण", "테스트", "тест ңғ", "𝛼", "☃"}) {
    EXPECT_FALSE(fonts.glyphs(name, {layout::Face::SemiBold, 12, false}).empty()) << name;
    EXPECT_GT(fonts.width(name, {layout::Face::Mono, 12, false}), 5) << name;
  }
  EXPECT_EQ(fonts.replaced(), 0U);
}

TEST(FontSet, WritesNoEscapeForWhatOnlyJoinsOrVaries) {
  const draw::FontSet fonts(kFonts);
  const layout::Font font{layout::Face::Regular, 12, false};
  EXPECT_EQ(fonts.width("a\uFE0Fb", font), fonts.width("ab", font));
  EXPECT_EQ(fonts.replaced(), 0U);
  EXPECT_TRUE(fonts.needs({0xFE0F, 0x200D}).missing.empty());
}

TEST(FontSet, DrawsALetterTheSameWhateverWasDrawnBefore) {
  if (!has_noto()) GTEST_SKIP() << "fonts-noto-core and fonts-noto-cjk are not installed";
  const layout::Font font{layout::Face::Regular, 12, false};
  const std::vector<std::string> names = {"解析 → ∀x", "اختبار 12", "⌘ ☃ ①", "परीक्षण", "가나다"};
  const auto drawn = [&](const draw::FontSet& fonts, const std::string& name) {
    std::string all;
    for (const draw::PlacedGlyph& glyph : fonts.glyphs(name, font))
      all += fmt::format("{} {:.4f} {:.4f};", fonts.outline(glyph.outline), glyph.x, glyph.y);
    return all;
  };
  const draw::FontSet forwards(kWithNoto);
  const draw::FontSet backwards(kWithNoto);
  std::map<std::string, std::string> first;
  for (const std::string& name : names) first[name] = drawn(forwards, name);
  for (auto name = names.rbegin(); name != names.rend(); ++name)
    EXPECT_TRUE(drawn(backwards, *name) == first[*name]) << *name;
}

TEST(FontSet, ShapesArabicAndPutsItFromRightToLeft) {
  if (!has_noto()) GTEST_SKIP() << "fonts-noto-core is not installed";
  const draw::FontSet fonts(kWithNoto);
  const layout::Font font{layout::Face::Regular, 12, false};
  const auto joined = fonts.glyphs("بت", font);
  const auto apart = fonts.glyphs("ب ت", font);
  ASSERT_GE(joined.size(), 2U);
  // The first letter stands at the right, in its joined form.
  const auto right = std::ranges::max_element(joined, {}, &draw::PlacedGlyph::x);
  const auto alone = std::ranges::max_element(apart, {}, &draw::PlacedGlyph::x);
  EXPECT_NE(fonts.outline(right->outline), fonts.outline(alone->outline));
}

TEST(FontSet, PutsANumberBehindAWordThatRunsLeftAtItsRight) {
  if (!has_noto()) GTEST_SKIP() << "fonts-noto-core is not installed";
  const draw::FontSet fonts(kWithNoto);
  const layout::Font font{layout::Face::Regular, 12, false};
  for (const std::string word : {"اختبار", "מבחן"}) {
    const auto composed = fonts.glyphs(word + " +7 %", font);
    const auto digit = fonts.glyphs("7", font).at(0).outline;
    const auto seven = std::ranges::find(composed, digit, &draw::PlacedGlyph::outline);
    ASSERT_NE(seven, composed.end());
    EXPECT_GT(seven->x * 12, fonts.width(word, font)) << word;
    EXPECT_NEAR(fonts.width(word + " 7", font), fonts.width(word, font) + fonts.width(" 7", font), 0.01) << word;
  }
}

TEST(FontSet, EmphasisesScriptsThatHaveABoldFaceWhateverWasDrawnBefore) {
  if (!has_noto()) GTEST_SKIP() << "fonts-noto-core and fonts-noto-cjk are not installed";
  const draw::FontSet bold_first(kWithNoto), regular_first(kWithNoto);
  const layout::Font bold{layout::Face::SemiBold, 12, false}, medium{layout::Face::Medium, 12, false};
  for (const std::string word : {"परीक्षण", "اختبار", "מבחן", "ทดสอบ"}) {
    const double wide = bold_first.width(word, bold);
    const double thin = regular_first.width(word, medium);
    EXPECT_NE(wide, thin) << word;
    EXPECT_EQ(bold_first.width(word, medium), thin) << word;
    EXPECT_EQ(regular_first.width(word, bold), wide) << word;
  }
  const auto files = bold_first.needs({U'\u0905'}).files;
  EXPECT_EQ(files.size(), 2U);
}

TEST(FontSet, CutsNoLetterFromItsMarks) {
  const draw::FontSet fonts(kFonts);
  EXPECT_EQ(fonts.letters("ae\u0301b"), (std::vector<std::size_t>{0, 1, 4}));
  EXPECT_EQ(fonts.letters("क्षि").size(), 1U);
  EXPECT_EQ(fonts.letters("👩‍👩‍👧x"), (std::vector<std::size_t>{0, 18}));
  EXPECT_TRUE(fonts.letters("").empty());
  const std::string name = "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301";
  const layout::Font font{layout::Face::Regular, 12, false};
  for (double room = 10; room < 80; room += 3) {
    const std::string cut = layout::shortened(name, font, room, fonts);
    const std::size_t gap = cut.find("…");
    EXPECT_EQ(gap % 3, 0U) << room;  // whole pairs of a letter and its accent before it ...
    EXPECT_FALSE(cut.substr(std::min(gap + 3, cut.size())).starts_with("\u0301")) << room;  // ... and behind it.
  }
}

TEST(FontSet, KnowsEverySignTheReportsUse) {
  const draw::FontSet fonts(kFonts);
  for (const auto face : {layout::Face::Regular, layout::Face::Medium, layout::Face::SemiBold})
    static_cast<void>(fonts.glyphs("0123456789−+±×µ↑↓→←·–…%“”", {face, 9, false}));
  EXPECT_EQ(fonts.replaced(), 0U);
}

TEST(FontSet, WithoutItsFilesIsAnErrorOfTheOutside) {
  const test::TempFolder folder;
  const auto fault_of = [&](const std::string& path) {
    try {
      const draw::FontSet fonts(path);
    } catch (const base::Error& error) {
      return error.fault();
    }
    return base::Fault::Usage;
  };
  EXPECT_EQ(fault_of(folder.path().string()), base::Fault::Outside);
  EXPECT_EQ(fault_of(folder / "nowhere"), base::Fault::Outside);
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

TEST(Png, HasTheSceneSizeTimesItsScale) {
  const draw::FontSet fonts(kFonts);
  const layout::Scene scene{
      .size = {120, 40}, .background = {255, 255, 255}, .title = {}, .description = {}, .nodes = {}};
  const std::string png = draw::png(scene, 2, fonts);
  ASSERT_TRUE(png.starts_with("\x89PNG\r\n\x1a\n"));
  EXPECT_EQ(big_endian(png, 16), 240U);  // IHDR: width, height
  EXPECT_EQ(big_endian(png, 20), 80U);
}

}  // namespace
