// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What a maintainer wants said of a release, and the project's own look.
#include "support/runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace perfolio::test;
using nlohmann::json;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class Own : public testing::Test {
 public:
  [[nodiscard]] Outcome report(const std::string& config, const std::vector<std::string>& more = {}) const {
    put(folder / "perfolio.json", config);
    std::vector<std::string> words = {"report",     source_path("samples/atlas/data.js"),
                                      "--releases", source_path("samples/atlas/releases.json"),
                                      "-o",         "out",
                                      "--force"};
    words.insert(words.end(), more.begin(), more.end());
    return called(words, setting());
  }
  [[nodiscard]] Setting setting() const {
    Setting out;
    out.folder = folder.path().string();
    return out;
  }
  [[nodiscard]] std::string file(const std::string& name) const { return bytes_of(folder / ("out/" + name)); }
  TempFolder folder;
};

constexpr const char* kTwo = R"({"project":"atlas","highlights":[
  {"benchmark":"vm_arithmetic_loop","text":"Programs that count run faster <b>"},
  {"benchmark":"parse_1kb","text":"Small files, since the beginning","baseline":"v0.1.0"}]})";

TEST_F(Own, HighlightsAreInEveryOutput) {
  const Outcome made = report(kTwo);
  ASSERT_EQ(made.code, 0) << made.errors;
  const json found = json::parse(file("report.json"));
  const json& all = found.at("highlights");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].at("text"), "Programs that count run faster <b>");
  EXPECT_EQ(all[1].at("baseline").at("release"), "v0.1.0");
  for (const json& one : all) {
    const double ratio = one.at("current").at("value").get<double>() / one.at("baseline").at("value").get<double>();
    EXPECT_NEAR(one.at("ratio"), ratio, 1e-9);
    for (const json& b : found.at("benchmarks")) {
      if (b.at("id") != one.at("benchmark")) continue;
      for (const json& level : b.at("levels")) {
        if (level.at("release") != one.at("baseline").at("release")) continue;
        EXPECT_EQ(level.at("value"), one.at("baseline").at("value"));
      }
    }
  }
  for (const char* name : {"release-notes.md", "index.html", "highlights.svg", "highlights-dark.svg"}) {
    EXPECT_TRUE(has(file(name), "Small files, since the beginning")) << name;
    EXPECT_FALSE(has(file(name), "faster <b>")) << name;
  }
  if (!has_program("pdftotext")) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  const std::string text = run({"pdftotext", folder / "out/atlas-v0.2.3-performance.pdf", "-"}).output;
  EXPECT_TRUE(has(text, "What this release means for you"));
  EXPECT_TRUE(has(text, "Small files, since the beginning"));
}

TEST_F(Own, BarsOfAHighlightBeginAtZeroAndAreAsLongAsTheirValues) {
  ASSERT_EQ(report(kTwo, {"--formats", "svg,json"}).code, 0);
  const json all = json::parse(file("report.json")).at("highlights");
  const std::string svg = file("highlights.svg");
  // The bars are the only rounded boxes; two each, on one zero.
  std::vector<std::pair<double, double>> bars;
  for (auto at = svg.find("<rect "); at != std::string::npos; at = svg.find("<rect ", at + 1)) {
    const std::string tag = svg.substr(at, svg.find('>', at) - at);
    if (!has(tag, " rx=\"2.25\"")) continue;
    const auto number = [&](const std::string& key) {
      const auto from = tag.find(" " + key + "=\"");
      return std::stod(tag.substr(from + key.size() + 3));
    };
    bars.emplace_back(number("x"), number("width"));
  }
  ASSERT_EQ(bars.size(), 4U) << svg.substr(0, 2000);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(bars[2 * i].first, bars[2 * i + 1].first);
    EXPECT_NEAR(bars[2 * i + 1].second / bars[2 * i].second, all[i].at("ratio").get<double>(), 0.01);
  }
}

TEST_F(Own, AHighlightThatCannotBeShownIsSaidAndLeftOut) {
  const Outcome unknown = report(R"({"highlights":[{"benchmark":"parse_1kb","text":"T","baseline":"v9"}]})");
  EXPECT_EQ(unknown.code, 0);
  EXPECT_TRUE(has(unknown.errors, "the highlight 'T' is not shown: no earlier release is 'v9'")) << unknown.errors;
  EXPECT_TRUE(json::parse(file("report.json")).at("highlights").empty());
  EXPECT_FALSE(has(file("release-notes.md"), "means for you"));
  const Outcome broken = report(R"({"highlights":[{"benchmark":"parse_1kb"}]})");
  EXPECT_EQ(broken.code, 2);
  EXPECT_TRUE(has(broken.errors, "/highlights/0/text: 'text' is needed here")) << broken.errors;
}

TEST_F(Own, ShowSaysWhatEachHighlightCaught) {
  put(folder / "perfolio.json", kTwo);
  const Outcome shown = called({"show", source_path("samples/atlas/data.js")}, setting());
  EXPECT_TRUE(has(shown.output, "/highlights/0/benchmark")) << shown.output;
}

TEST_F(Own, LogoIsOnPageOneWithItsAlternativeText) {
  put(folder / "logo.png", bytes_of(source_path("docs/gallery/logo.png")));
  const Outcome made = report(R"({"project":{"name":"atlas","logo":"logo.png"}})", {"--formats", "pdf"});
  ASSERT_EQ(made.code, 0) << made.errors;
  if (!has_program("pdfimages") || !has_program("qpdf")) GTEST_SKIP() << "poppler-utils, qpdf are not installed";
  const std::string pdf = folder / "out/atlas-v0.2.3-performance.pdf";
  const std::string images = run({"pdfimages", "-list", pdf}).output;
  EXPECT_TRUE(has(images, "image")) << images;
  EXPECT_FALSE(has(images, "smask")) << images;
  ASSERT_EQ(run({"qpdf", "--qdf", "--object-streams=disable", pdf, folder / "plain.pdf"}).code, 0);
  const std::string plain = bytes_of(folder / "plain.pdf");
  EXPECT_TRUE(has(plain, "/Alt (Logo of atlas)"));
  EXPECT_FALSE(has(plain, "/Interpolate true"));
}

TEST_F(Own, APageForTheScreenIsSixteenByNine) {
  const Outcome made = report(R"({"project":{"name":"atlas"},"paper":"slide"})", {"--formats", "pdf"});
  ASSERT_EQ(made.code, 0) << made.errors;
  if (!has_program("pdfinfo")) GTEST_SKIP() << "pdfinfo (poppler-utils) is not installed";
  const std::string info = run({"pdfinfo", folder / "out/atlas-v0.2.3-performance.pdf"}).output;
  EXPECT_TRUE(has(info, "960 x 540 pts")) << info;
}

TEST_F(Own, AHostileLogoIsRefusedInOneLine) {
  const std::string good = bytes_of(source_path("docs/gallery/logo.png"));
  std::string huge = good;
  huge.replace(16, 8, std::string("\0\1\0\0\0\1\0\0", 8));
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "this is no PNG"},
      {"<svg/>", "a logo is a PNG, and this looks like an SVG"},
      {huge, "the image is 65536 × 65536 pixels; at most 2000 × 2000 are taken"},
      {good.substr(0, good.size() / 2), "the image is broken, or no whole PNG"},
      {good.substr(0, 40) + std::string(600 * 1024, 'x'), "the image is 600 kB large; at most 512 kB are taken"}};
  for (const auto& [bytes, complaint] : cases) {
    put(folder / "logo.png", bytes);
    const Outcome refused = report(R"({"project":{"logo":"logo.png"}})", {"--formats", "pdf"});
    EXPECT_EQ(refused.code, 2) << refused.errors;
    EXPECT_TRUE(has(refused.errors, "logo.png: " + complaint)) << refused.errors;
  }
  const Outcome missing = report(R"({"project":{"logo":"none.png"}})", {"--formats", "pdf"});
  EXPECT_NE(missing.code, 0);
}

TEST_F(Own, AStyleThatCannotBeReadIsRefusedWithTheTokenAndItsContrast) {
  std::string style = bytes_of(source_path("styles/light.json"));
  style.replace(style.find("#5F6C78"), 7, "#A9B2BB");
  put(folder / "pale.json", style);
  const Outcome refused = report("{}", {"--formats", "pdf", "--style", "./pale.json"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_TRUE(has(refused.errors,
                  "pale.json: /ink3: #A9B2BB on #FFFFFF has a contrast of 2.1:1, which is hard to read; "
                  "4.5:1 is needed"))
      << refused.errors;
}

}  // namespace
