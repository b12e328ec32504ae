// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Names in scripts that the bundled fonts lack.
#include "support/runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace {

using namespace perfolio::test;
using nlohmann::json;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

bool has_noto() {
  return std::ifstream("/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf").good() &&
         std::ifstream("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").good();
}

class Scripts : public testing::Test {
 public:
  /// A report of benchmarks with these names.
  Outcome report(const std::vector<std::string>& names, const std::string& fonts = {}) const {
    std::string lines;
    for (int release = 1; release < 4; ++release) {
      for (int run = 0; run < 3; ++run) {
        json line{{"schema", "perfolio/1"},
                  {"release", "v" + std::to_string(release)},
                  {"date", "2026-01-0" + std::to_string(release) + "T0" + std::to_string(run) + ":00:00Z"}};
        for (const std::string& name : names)
          line["results"].push_back(
              {{"benchmark", name}, {"value", release == 3 ? 150 + run : 100 + run}, {"unit", "ns"}});
        lines += line.dump() + "\n";
      }
    }
    put(folder / "h.jsonl", lines);
    Setting setting{.folder = folder.path().string(), .environment = {}};
    if (!fonts.empty()) setting.environment.push_back("PERFOLIO_FALLBACK_FONTS=" + fonts);
    return called({"report", "h.jsonl", "-o", "out", "--force", "--repo-dir", "none"}, setting);
  }
  [[nodiscard]] std::string pdf_text() const {
    return run({"pdftotext", folder / "out/benchmarks-v3-performance.pdf", "-"}).output;
  }
  [[nodiscard]] json facts() const { return json::parse(bytes_of(folder / "out/report.json")); }
  TempFolder folder;
};

TEST_F(Scripts, AreReadableWithTheFontsOfTheSystemWhichTheReportNames) {
  if (!has_noto() || !has_program("pdftotext"))
    GTEST_SKIP() << "fonts-noto-core, fonts-noto-cjk or poppler-utils is missing";
  const std::vector<std::string> names = {"解析", "اختبار", "מבחן", "ทดสอบ", "테스트"};
  const Outcome outcome = report(names);
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_FALSE(has(outcome.errors, "U+")) << outcome.errors;
  const std::string text = pdf_text();
  for (const std::string name : {"解析", "ทดสอบ", "테스트"}) EXPECT_TRUE(has(text, name)) << name;
  EXPECT_FALSE(has(text, "□"));
  EXPECT_FALSE(has(text, "‹U+"));
  const std::string picture = bytes_of(folder / "out/benchmarks-v3-performance.svg");
  std::vector<std::string> fonts;
  const json report_facts = facts();
  for (const json& font : report_facts.at("fonts")) fonts.push_back(font.at("name"));
  EXPECT_EQ(fonts, (std::vector<std::string>{"NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc",
                                             "NotoSansArabic-Bold.ttf", "NotoSansArabic-Regular.ttf",
                                             "NotoSansHebrew-Bold.ttf", "NotoSansHebrew-Regular.ttf",
                                             "NotoSansThai-Bold.ttf", "NotoSansThai-Regular.ttf"}));
  const std::string before = bytes_of(folder / "out/benchmarks-v3-performance.pdf");
  report(names);
  EXPECT_TRUE(bytes_of(folder / "out/benchmarks-v3-performance.pdf") == before);
  // Pictures have their letters from the same fonts: without those they would hold escapes, and other outlines.
  report(names, "none");
  EXPECT_FALSE(bytes_of(folder / "out/benchmarks-v3-performance.svg") == picture);
  EXPECT_LT(picture.size(), bytes_of(folder / "out/benchmarks-v3-performance.svg").size());
}

TEST_F(Scripts, CanBeCopiedFromThePdfAsTheyAreWritten) {
  if (!has_noto() || !has_program("pdftotext"))
    GTEST_SKIP() << "fonts-noto-core, fonts-noto-cjk or poppler-utils is missing";
  for (const std::string name : {"परीक्षण", "क्षत्रिय", "اختبار", "מבחן", "ทำสอบ"}) {
    const Outcome outcome = report({name});
    ASSERT_EQ(outcome.code, 0) << outcome.errors;
    EXPECT_TRUE(has(pdf_text(), name)) << name << "\n" << pdf_text();
  }
}

TEST_F(Scripts, SayWhenTheFolderOfFontsIsMistyped) {
  const Outcome outcome = report({"plain"}, "/nowhere/at/all");
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, "PERFOLIO_FALLBACK_FONTS: /nowhere/at/all is no folder")) << outcome.errors;
  EXPECT_FALSE(has(report({"plain"}, "none").errors, "PERFOLIO_FALLBACK_FONTS"));
  EXPECT_FALSE(has(report({"plain"}, folder.path().string()).errors, "PERFOLIO_FALLBACK_FONTS"));
}

TEST_F(Scripts, WithoutSuchFontsAreEscapesAndOneWarning) {
  const Outcome outcome = report({"解析", "اختبار", "plain"}, "none");
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  std::size_t warnings = 0;
  for (std::size_t at = outcome.errors.find("fonts-noto-core"); at != std::string::npos;
       at = outcome.errors.find("fonts-noto-core", at + 1))
    ++warnings;
  EXPECT_EQ(warnings, 1U) << outcome.errors;
  EXPECT_TRUE(facts().at("fonts").empty());
  if (!has_program("pdftotext")) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  EXPECT_TRUE(has(pdf_text(), "‹U+89E3›"));
}

TEST_F(Scripts, AskForNothingWhereTheBundledFontsHaveAllLetters) {
  const Outcome outcome = report({"naïve_µ", "größe"});
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_TRUE(facts().at("fonts").empty());
}

TEST_F(Scripts, OfCodePointsThatAreNoCharactersEndInAReport) {
  const Outcome outcome = report({"a\uFDD0b", "c\uFDEF", "d\U0001FFFE"});
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_EQ(facts().at("benchmarks").size(), 3U);
  EXPECT_TRUE(has(bytes_of(folder / "out/report.csv"), "\\ufdd0"));
}

}  // namespace
