// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#define POINTERHOLDER_TRANSITION 4
#include "formats/perfolio_pdf.h"
#include "formats/shipped.h"

#include <gtest/gtest.h>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/Pl_String.hh>

namespace perfolio::test {
namespace {

Kept kept_of(const std::string& bytes) {
  Kept kept;
  read("perfolio-pdf", bytes, kept);
  return kept;
}

std::string attached() { return fixture("perfolio-pdf/attached.pdf"); }

std::string deflated(const std::string& text) {
  std::string out;
  Pl_String end("end", nullptr, out);
  Pl_Flate deflate("deflate", &end, Pl_Flate::a_deflate);
  deflate.write(reinterpret_cast<unsigned char const*>(text.data()), text.size());
  deflate.finish();
  return out;
}

/// No more of a PDF than what is looked for.
std::string embedded(const std::string& keys, const std::string& data) {
  return "1 0 obj\n<< /Type /EmbeddedFile " + keys + " >>\nstream\n" + data + "\nendstream\nendobj\n";
}

std::string report_of(const std::string& benchmark) {
  return R"({"schema":"perfolio-report/1","releases":[{"tag":"v1"}],"benchmarks":[{"name":")" + benchmark +
         R"(","levels":[{"release":"v1","value":1}]}]})";
}

constexpr const char* kNone = ": this PDF has no report.json of perfolio attached";

TEST(PerfolioPdf, IsKnownByItsFirstBytesAndGivesTheReportThatAnotherToolAttached) {
  EXPECT_EQ(formats::recognised(attached()).name, "perfolio-pdf");
  const Kept kept = kept_of(attached());
  ASSERT_EQ(kept.runs.size(), 2U);
  EXPECT_EQ(kept.runs[1].release, "v2");
  EXPECT_EQ(kept.runs[1].tool, "perfolio-report");
  EXPECT_EQ(kept.runs[1].results.at(0).value, 90);
  EXPECT_EQ(kept.url, "https://github.com/example/atlas");
}

TEST(PerfolioPdf, SaysInOneLineWhyAPdfGivesNothing) {
  EXPECT_EQ(complaint("perfolio-pdf", fixture("perfolio-pdf/none.pdf")), kNone);
  EXPECT_EQ(complaint("perfolio-pdf", fixture("perfolio-pdf/encrypted.pdf")),
            ": this PDF is encrypted, and what is attached to it cannot be read");
  EXPECT_EQ(complaint("perfolio-pdf", "%PDF-1.7"), kNone);
  EXPECT_EQ(complaint("perfolio-pdf", ""), kNone);
  EXPECT_EQ(complaint("perfolio-pdf", "%PDF-1.7\n" + embedded("", "{\"schema\":\"perfolio-report/9\"}")),
            "/schema: the schema \"perfolio-report/9\" is not known here; this reads perfolio-report/1");
}

TEST(PerfolioPdf, NeedsNoTableOfReferences) {
  std::string broken = attached();
  broken.resize(broken.rfind("startxref"));
  EXPECT_EQ(kept_of(broken + "startxref\n99999999999\n%%EOF").runs.size(), 2U);
}

TEST(PerfolioPdf, CutAnywhereItIsReadWholeOrRefusedAndNeverHalfRead) {
  const std::string whole = attached();
  for (std::size_t n = 0; n < whole.size(); ++n) {
    Kept kept;
    try {
      read("perfolio-pdf", whole.substr(0, n), kept);
      EXPECT_EQ(kept.runs.size(), 2U) << n;
    } catch (const base::Error&) {
      EXPECT_TRUE(kept.runs.empty()) << n;
    }
  }
}

TEST(PerfolioPdf, TakesTheAttachmentThatWasWrittenLast) {
  const Kept kept = kept_of("%PDF-1.7\n" + embedded("", report_of("old")) +
                            embedded("/Filter /FlateDecode", deflated(report_of("new"))) +
                            embedded("/Filter /FlateDecode", deflated("a,b\n")));
  ASSERT_EQ(kept.runs.size(), 1U);
  EXPECT_EQ(kept.runs[0].results.at(0).benchmark, "new");
}

TEST(PerfolioPdf, TakesNoAttachmentThatIsNotOurReport) {
  for (const std::string text : {"{\"schema\":\"other/1\"}", "window.BENCHMARK_DATA = {}", "", "{"}) {
    EXPECT_EQ(complaint("perfolio-pdf", embedded("", text)), kNone) << text;
    EXPECT_EQ(complaint("perfolio-pdf", embedded("/Filter /FlateDecode", deflated(text))), kNone) << text;
  }
  EXPECT_EQ(complaint("perfolio-pdf", embedded("/Filter /FlateDecode", report_of("a"))), kNone);
  EXPECT_EQ(complaint("perfolio-pdf", embedded("/Filter /LZWDecode", report_of("a"))), kNone);
  EXPECT_EQ(complaint("perfolio-pdf", "<< /EmbeddedFiles 3 0 R >> stream\n" + report_of("a") + "endstream"), kNone);
}

TEST(PerfolioPdf, AnAttachmentThatGrowsWithoutBoundIsRefusedAtItsLimit) {
  const std::string bomb = deflated(R"({"schema":"perfolio-report/1",)" + std::string(std::size_t{257} << 20, ' '));
  ASSERT_LT(bomb.size(), std::size_t{1} << 20);
  EXPECT_EQ(complaint("perfolio-pdf", embedded("/Filter /FlateDecode", bomb)),
            ": the report attached to this PDF is beyond 256 MB");
  // One that is none of ours is not inflated beyond what tells so, and not often.
  std::string many;
  const std::string other = embedded("/Filter /FlateDecode", deflated(std::string(std::size_t{4} << 20, ' ')));
  for (int i = 0; i < 1000; ++i) many += other;
  EXPECT_EQ(complaint("perfolio-pdf", many), kNone);
}

TEST(PerfolioPdf, OneWithoutAReportIsForeign) {
  EXPECT_TRUE(formats::is_foreign_pdf(fixture("perfolio-pdf/none.pdf")));
  EXPECT_TRUE(formats::is_foreign_pdf(fixture("perfolio-pdf/encrypted.pdf")));
  EXPECT_FALSE(formats::is_foreign_pdf(attached()));
  EXPECT_FALSE(formats::is_foreign_pdf("no pdf"));
}

}  // namespace
}  // namespace perfolio::test
