// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/pdf_page.h"
#include "emit/pdf_document.h"
#include "emit/pdf_file.h"
#include "support/runner.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace {

using namespace perfolio;
using emit::Effort;
using layout::Node;
using layout::Role;

const draw::FontSet& fonts() {
  static const draw::FontSet set({test::source_path("fonts"), {"/usr/share/fonts/truetype/noto"}});
  return set;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

layout::Page page_with(const std::string& text) {
  layout::Page page;
  page.scene.size = {200, 100};
  page.scene.background = {255, 255, 255};
  page.label = "1";
  Node words;
  words.role = Role::P;
  words.anchor = "here (a \\ b)";
  words.marks.push_back(layout::Text{text, {10, 40}, {layout::Face::SemiBold, 12, false}, {20, 30, 40}});
  Node figure;
  figure.role = Role::Figure;
  figure.alt = "A (chart) of \\ things";
  figure.link = "https://example.org/a'b(c)";
  figure.marks.push_back(layout::Box{{150, 10, 40, 40}, 4, base::Color{200, 30, 30}, {}});
  Node outside;
  outside.marks.push_back(layout::Polyline{{{10, 50}, {60, 44}, {140, 55}}, {{0, 90, 160}, 2}});
  page.scene.nodes = {words, figure, outside};
  page.outline = {{"First", "here (a \\ b)", 0}, {"Within → it", "here (a \\ b)", 1}, {"Second", "here (a \\ b)", 0}};
  return page;
}

std::string document(const std::vector<layout::Page>& pages, Effort effort = Effort::Middle) {
  emit::PdfDocument out({"Title <&>", "Subject", "perfolio", std::nullopt}, effort);
  for (const layout::Page& page : pages) out.add(emit::pressed(draw::pdf_page(page, fonts()), effort));
  return out.finish();
}

/// The document as qpdf writes it for people to read.
class Pdf : public testing::Test {
 protected:
  void SetUp() override {
    if (!test::has_program("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  }
  std::string read_back(const std::string& pdf) {
    test::put(folder / "a.pdf", pdf);
    const test::Outcome checked = test::run({"qpdf", "--check", folder / "a.pdf"});
    EXPECT_EQ(checked.code, 0) << checked.output << checked.errors;
    EXPECT_EQ(test::run({"qpdf", "--qdf", "--object-streams=disable", folder / "a.pdf", folder / "b.pdf"}).code, 0);
    return test::bytes_of(folder / "b.pdf");
  }
  test::TempFolder folder;
};

TEST_F(Pdf, SaysWhatReadersOfTagsAndArchivesAskFor) {
  const std::string plain = read_back(document({page_with("outside")}));
  EXPECT_EQ(count_of(plain, "/Artifact BMC"), 1U);
  EXPECT_EQ(count_of(plain, "BDC\n") + count_of(plain, "BMC\n"), count_of(plain, "EMC\n"));
  EXPECT_NE(plain.find("/Alt (A \\(chart\\) of \\\\ things)"), std::string::npos);
  EXPECT_EQ(plain.find("/CreationDate"), std::string::npos);
  EXPECT_NE(plain.find("Title &lt;&amp;&gt;"), std::string::npos);
  EXPECT_TRUE(has(plain, "/URI (https://example.org/a%27b\\(c\\))"));
  EXPECT_TRUE(has(plain, "<pdfaid:part>2</pdfaid:part>"));
  EXPECT_TRUE(has(plain, "/DisplayDocTitle true"));
  EXPECT_EQ(count_of(plain, "/StructParent"), 2U) << "of the page and of its link";
}

TEST_F(Pdf, HangsOutlineEntriesByTheirLevels) {
  const std::string plain = read_back(document({page_with("a")}));
  EXPECT_EQ(count_of(plain, "/First "), 2U) << "of the root and of the first";
  EXPECT_EQ(count_of(plain, "/Count 3"), 1U);
  EXPECT_EQ(count_of(plain, "/Prev "), 1U);
  EXPECT_EQ(count_of(plain, "/Next "), 1U);
  EXPECT_TRUE(has(plain, "(here \\(a \\\\ b\\))"));
}

TEST_F(Pdf, LabelsPagesInAsFewRangesAsThereAre) {
  layout::Page cover = page_with("a");
  cover.label = "Cover";
  layout::Page two = page_with("b");
  two.label = "2";
  layout::Page three = page_with("c");
  three.label = "3";
  const std::string plain = read_back(document({cover, two, three}));
  EXPECT_EQ(count_of(plain, "/P (Cover)"), 1U);
  EXPECT_EQ(count_of(plain, "/St 2"), 1U);
  EXPECT_EQ(count_of(plain, "/S /D\n"), 1U);
}

TEST_F(Pdf, CanBeReadHoweverHardItWasDeflated) {
  const std::vector<layout::Page> pages(12, page_with("again and again"));
  const std::string small = document(pages, Effort::Small);
  const std::string large = document(pages, Effort::Large);
  EXPECT_LE(small.size(), large.size());
  EXPECT_EQ(count_of(read_back(small), "/Type /Page\n"), 12U);
  EXPECT_EQ(count_of(read_back(large), "/Type /Page\n"), 12U);
  EXPECT_TRUE(document(pages) == document(pages));
}

TEST_F(Pdf, FindsObjectsInAnyOfManyStreams) {
  emit::PdfFile file(Effort::Large);
  const std::size_t root = file.number();
  const std::size_t pages = file.number();
  std::string all;
  for (int i = 0; i < 20000; ++i) {
    const std::size_t number = file.number();
    file.object(number, fmt::format("<</Mine (number {})>>", i));
    all += fmt::format("{} 0 R ", number);
  }
  file.object(root, fmt::format("<</Type/Catalog/Pages {} 0 R/All[{}]>>", pages, all));
  file.object(pages, "<</Type/Pages/Kids[]/Count 0>>");
  const std::size_t information = file.number();
  file.object(information, "<<>>");
  const std::string pdf = file.finish(root, information);
  EXPECT_GT(count_of(pdf, "/ObjStm"), 3U);
  const std::string plain = read_back(pdf);
  for (const int i : {0, 1, 4999, 12345, 19999}) EXPECT_EQ(count_of(plain, fmt::format("(number {})", i)), 1U) << i;
}

TEST_F(Pdf, IsCopiedAsItWasWritten) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  for (const std::string name : {"parse_1kb (a:b) -> 2x5", "300 µs · −15.2 %", "a⟶b ☃", "परीक्षण", "מבחן", "ทดสอบ"}) {
    layout::Page page = page_with(name);
    page.scene.size.width = 400;
    test::put(folder / "a.pdf", document({page}));
    const test::Outcome text = test::run({"pdftotext", folder / "a.pdf", "-"});
    EXPECT_TRUE(has(text.output, name)) << name << " became " << text.output;
  }
}

std::string inflated(const std::string& bytes, std::size_t size) {
  std::string out(size + 1, '\0');
  uLongf length = out.size();
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(out.data()), &length, data, bytes.size()), Z_OK);
  out.resize(length);
  return out;
}

TEST(Deflate, GivesTheBytesBackOfPartsLargeAndSmall) {
  std::string line;
  for (int i = 0; i < 5000; ++i) line += fmt::format("{} ", i * i);
  for (const std::size_t parts : {0U, 1U, 3U, 300U}) {
    emit::DeflateStream stream(Effort::Large);
    std::string all;
    for (std::size_t i = 0; i < parts; ++i) {
      stream.write(line);
      all += line;
    }
    EXPECT_EQ(stream.size(), all.size());
    EXPECT_TRUE(inflated(stream.finish(), all.size()) == all) << parts;
  }
}

TEST(PdfText, IsOfBytesWherePdfsOwnLettersDoAndUtf16Elsewhere) {
  EXPECT_EQ(emit::pdf_text("plain (a) \\"), "(plain \\(a\\) \\\\)");
  EXPECT_EQ(emit::pdf_text("−3 µs…"),
            "(\x8A"
            "3 \xB5s\x83)");
  EXPECT_EQ(emit::pdf_text("→"), std::string("(\xFE\xFF\x21\x92)"));
  EXPECT_EQ(emit::pdf_text("😀"), std::string("(\xFE\xFF\xD8\x3D\xDE\x00)", 8));
  EXPECT_EQ(emit::pdf_text(""), "()");
  EXPECT_EQ(emit::pdf_bytes("a\rb"), "(a\\rb)");
  EXPECT_EQ(emit::pdf_number(-0.001), "0");
  EXPECT_EQ(emit::pdf_number(12.5), "12.5");
  EXPECT_EQ(emit::pdf_number(-7.256), "-7.26");
}

}  // namespace
