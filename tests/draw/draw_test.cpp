// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "draw/painter.h"
#include "support/runner.h"

#include <gtest/gtest.h>

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

TEST(FontSet, DrawsABoxForALetterNoFontHasAndCountsIt) {
  const draw::FontSet fonts(kFonts);
  const layout::Font font{layout::Face::Regular, 12, false};
  const auto box = fonts.glyphs("\u25A1", font);
  ASSERT_EQ(fonts.replaced(), 0U);
  const auto unknown = fonts.glyphs("日", font);
  ASSERT_EQ(unknown.size(), 1U);
  ASSERT_EQ(box.size(), 1U);
  EXPECT_EQ(fonts.outline(unknown[0].outline), fonts.outline(box[0].outline));
  EXPECT_EQ(fonts.replaced(), 1U);
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
