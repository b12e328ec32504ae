// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The PDF carries its data, and is a SOURCE.
#include "support/repository.h"
#include "support/runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace perfolio::test;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

std::string atlas(const std::string& name) { return source_path("samples/atlas/" + name); }

Outcome report_into(const std::string& out, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {"report",     atlas("data.js"),       "-c", atlas("perfolio.json"),
                                    "--releases", atlas("releases.json"), "-o", out,
                                    "--formats",  "pdf,json,csv"};
  words.insert(words.end(), more.begin(), more.end());
  return called(words);
}

class Attachment : public testing::Test {
 public:
  static void SetUpTestSuite() {
    folder = new TempFolder;
    const Outcome made = report_into(*folder / "out", {"--attach", "all"});
    ASSERT_EQ(made.code, 0) << made.errors;
  }
  static void TearDownTestSuite() { delete folder; }
  static std::string pdf() { return *folder / "out/atlas-v0.2.3-performance.pdf"; }
  static std::string json() { return *folder / "out/report.json"; }
  static std::string plain() {
    run({"qpdf", "--qdf", "--object-streams=disable", pdf(), *folder / "plain.pdf"});
    return bytes_of(*folder / "plain.pdf");
  }
  static TempFolder* folder;
};
TempFolder* Attachment::folder = nullptr;

TEST_F(Attachment, IsByteForByteTheFileBesideThePdf) {
  if (!has_program("pdfdetach")) GTEST_SKIP() << "pdfdetach (poppler-utils) is not installed";
  const Outcome list = run({"pdfdetach", "-list", pdf()});
  EXPECT_TRUE(has(list.output, "2 embedded files")) << list.output;
  for (const std::string name : {"report.json", "report.csv"}) {
    EXPECT_TRUE(has(list.output, name)) << list.output;
    ASSERT_EQ(run({"pdfdetach", "-savefile", name, "-o", *folder / name, pdf()}).code, 0);
    EXPECT_TRUE(bytes_of(*folder / name) == bytes_of(*folder / ("out/" + name))) << name;
  }
}

TEST_F(Attachment, SaysWhatPdfA3AsksForOfAFileInIt) {
  if (!has_program("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  const std::string text = plain();
  EXPECT_TRUE(has(text, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"));
  EXPECT_TRUE(has(text, "<pdfuaid:part>1</pdfuaid:part>"));
  EXPECT_EQ(count_of(text, "/AFRelationship /Source"), 1U);
  EXPECT_EQ(count_of(text, "/AFRelationship /Data"), 1U);
  EXPECT_EQ(count_of(text, "/AF ["), 1U);
  EXPECT_EQ(count_of(text, "/Subtype /application#2fjson"), 1U);
  EXPECT_EQ(count_of(text, "/Subtype /text#2fcsv"), 1U);
  EXPECT_EQ(count_of(text, "/ModDate (D:20260224"), 3U) << "of both and of the PDF: the release's, never the clock's";
  EXPECT_EQ(count_of(text, "/Size " + std::to_string(bytes_of(json()).size())), 1U);
}

TEST_F(Attachment, LeavesThePdfTheSameAtAnyJobsAndIsNotThereWhenUnwanted) {
  const TempFolder other;
  ASSERT_EQ(report_into(other / "out", {"--attach", "all", "--jobs", "7"}).code, 0);
  EXPECT_TRUE(bytes_of(pdf()) == bytes_of(other / "out/atlas-v0.2.3-performance.pdf"));
  ASSERT_EQ(report_into(other / "none", {"--attach", "none"}).code, 0);
  const std::string without = bytes_of(other / "none/atlas-v0.2.3-performance.pdf");
  EXPECT_FALSE(has(without, "EmbeddedFile"));
  EXPECT_TRUE(has(without, "pdfaid:part>2<") || without.size() < bytes_of(pdf()).size());
}

TEST_F(Attachment, LeavesOutTheValuesOfSingleRunsUnlessAllIsWanted) {
  if (!has_program("pdfdetach")) GTEST_SKIP() << "pdfdetach (poppler-utils) is not installed";
  const TempFolder other;
  ASSERT_EQ(report_into(other / "out").code, 0);
  const std::string small = other / "out/atlas-v0.2.3-performance.pdf";
  ASSERT_EQ(run({"pdfdetach", "-savefile", "report.json", "-o", other / "a.json", small}).code, 0);
  nlohmann::json whole = nlohmann::json::parse(bytes_of(json()));
  for (nlohmann::json& b : whole.at("benchmarks")) {
    EXPECT_EQ(b.erase("run_values"), 1U);
  }
  EXPECT_EQ(nlohmann::json::parse(bytes_of(other / "a.json")), whole);
  EXPECT_LT(bytes_of(small).size() + 20000, bytes_of(pdf()).size());
  EXPECT_LT(bytes_of(small).size(), 98000U) << "a report is attached to a release, and sent around";
  const Outcome less = called({"compare", small, "--repo-dir", "none"});
  EXPECT_EQ(less.output, called({"compare", pdf(), "--repo-dir", "none"}).output);
}

TEST_F(Attachment, MakesThePdfASourceThatEveryCommandReadsAsItsReport) {
  const auto same = [&](std::vector<std::string> words, std::size_t source) {
    words[source] = json();
    const Outcome of_json = called(words);
    words[source] = pdf();
    const Outcome of_pdf = called(words);
    EXPECT_EQ(of_pdf.code, 0) << of_pdf.errors;
    EXPECT_EQ(of_pdf.code, of_json.code) << words.front();
    EXPECT_EQ(of_pdf.errors, of_json.errors);
    return std::pair(of_json.output, of_pdf.output);
  };
  const auto compared = same({"compare", "", "--repo-dir", "none"}, 1);
  EXPECT_EQ(compared.first, compared.second);
  EXPECT_FALSE(compared.first.empty());
  const auto exported = same({"export", "", "--to", "csv", "--repo-dir", "none"}, 1);
  EXPECT_EQ(exported.first, exported.second);
  const Outcome shown = called({"show", pdf(), "--repo-dir", "none"});
  EXPECT_TRUE(has(shown.output, "perfolio-pdf")) << shown.output;
  EXPECT_TRUE(has(shown.output, "parse_1kb")) << shown.output;
}

TEST_F(Attachment, OfAPdfInAFolderIsReadAndAForeignPdfIsLeftOut) {
  const TempFolder mixed;
  put(mixed / "ours.pdf", bytes_of(pdf()));
  put(mixed / "paper.pdf", bytes_of(source_path("tests/data/formats/perfolio-pdf/none.pdf")));
  const Outcome both = called({"show", mixed.path().string(), "--repo-dir", "none"});
  EXPECT_EQ(both.code, 0) << both.errors;
  EXPECT_TRUE(has(both.output, "parse_1kb"));
  EXPECT_TRUE(has(both.output + both.errors, "left out: no report is attached to this PDF")) << both.output;
  const Outcome alone = called({"report", mixed / "paper.pdf", "-o", mixed / "out"});
  EXPECT_EQ(alone.code, 2);
  EXPECT_TRUE(has(alone.errors, "paper.pdf: this PDF has no report.json of perfolio attached")) << alone.errors;
  EXPECT_EQ(count_of(alone.errors, "\n"), 2U) << alone.errors;
}

TEST_F(Attachment, LinksOfThePdfLeadToTheProjectsPagesAndSayWhere) {
  if (!has_program("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  const std::string text = plain();
  const std::string site = "https://github.com/example/atlas";
  for (const std::string& page : {site, site + "/releases/tag/v0.2.3", site + "/releases/tag/v0.2.2"}) {
    EXPECT_GE(count_of(text, "/URI (" + page + ")"), 1U) << page;
    EXPECT_GE(count_of(text, "/Contents (Opens " + page + ")"), 1U) << page;
  }
  EXPECT_GE(count_of(text, "/URI (" + site + "/compare/"), 1U);
  // Each lies in a Link of the structure tree (ISO 14289-1, 7.18.5).
  EXPECT_EQ(count_of(text, "/Subtype /Link"), count_of(text, "/Type /OBJR"));
  for (auto at = text.find("/URI ("); at != std::string::npos; at = text.find("/URI (", at + 1)) {
    EXPECT_EQ(text.compare(at + 6, 8, "https://"), 0) << text.substr(at, 60);
  }
}

TEST(PdfLinks, OfAChangeLeadToItsCommitsTheirComparisonAndThePullRequest) {
  if (!has_program("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  const Repository repository;
  std::vector<std::string> commits;
  std::string lines;
  for (int i = 0; i < 12; ++i) {
    const std::string subject = i == 6 ? "Rewrite the parser (#12)" : "Step " + std::to_string(i);
    repository.git({"commit", "-q", "--allow-empty", "-m", subject});
    commits.push_back(repository.git({"rev-parse", "HEAD"}));
    if (i == 5) repository.tag("v1.0.0", commits.back());
    lines += R"({"schema":"perfolio/1","commit":")" + commits.back() + R"(","date":"2026-01-)" +
             std::to_string(10 + i) + R"(","results":[{"benchmark":"parse","value":)" +
             std::to_string((i < 6 ? 100 : 150) + i % 2) + R"(,"unit":"ns"}]})" + "\n";
  }
  repository.tag("v2.0.0", commits.back());
  const TempFolder folder;
  put(folder / "h.jsonl", lines);
  put(folder / "c.json", R"({"project":{"name":"p","repository":"https://codeberg.org/a/b.git"}})");
  const Outcome made = called({"report", folder / "h.jsonl", "-c", folder / "c.json", "--repo-dir", repository.folder(),
                               "--formats", "pdf", "-o", folder / "out"});
  ASSERT_EQ(made.code, 0) << made.errors;
  ASSERT_EQ(
      run({"qpdf", "--qdf", "--object-streams=disable", folder / "out/p-v2.0.0-performance.pdf", folder / "plain.pdf"})
          .code,
      0);
  const std::string text = bytes_of(folder / "plain.pdf");
  const std::string site = "https://codeberg.org/a/b";
  for (const std::string& page :
       {site + "/commit/" + commits[6], site + "/pulls/12", site + "/compare/" + commits[5] + "..." + commits[6],
        site + "/compare/" + commits[5] + "..." + commits[11], site + "/releases/tag/v2.0.0"}) {
    EXPECT_GE(count_of(text, "/URI (" + page + ")"), 1U) << page;
  }
}

}  // namespace
