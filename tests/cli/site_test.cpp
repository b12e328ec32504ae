// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// perfolio site: a folder for GitHub Pages that is brought up to date.
#include "support/runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

namespace {

using namespace perfolio::test;
using nlohmann::json;
namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string line_of(int release, double value, const std::string& tag = {}) {
  const std::string name = tag.empty() ? "v" + std::to_string(release) + ".0.0" : tag;
  std::string out;
  for (int run = 0; run < 3; ++run) {
    out += R"({"schema":"perfolio/1","release":)" + json(name).dump() + R"(,"date":"2026-01-)" +
           (release < 10 ? "0" : "") + std::to_string(release) + "T0" + std::to_string(run) +
           R"(:00:00Z","results":[{"benchmark":"parse","value":)" + std::to_string(value + run) +
           R"(,"unit":"ns"},{"benchmark":"emit","value":700,"unit":"ns"}]})" + "\n";
  }
  return out;
}

class SiteTest : public testing::Test {
 public:
  SiteTest() { put(folder / "h.jsonl", line_of(1, 1000) + line_of(2, 1001) + line_of(3, 1500)); }
  [[nodiscard]] Outcome site(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"site", "h.jsonl", "-o", "site", "--repo-dir", "none"};
    words.insert(words.end(), more.begin(), more.end());
    return called(std::move(words), {.folder = folder.path().string(), .environment = {}});
  }
  [[nodiscard]] std::string at(const std::string& name) const { return bytes_of(folder / ("site/" + name)); }
  [[nodiscard]] bool is_there(const std::string& name) const { return fs::exists(folder.path() / "site" / name); }
  [[nodiscard]] std::map<std::string, fs::file_time_type> times() const {
    std::map<std::string, fs::file_time_type> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path() / "site")) {
      if (entry.is_regular_file())
        out[entry.path().lexically_relative(folder.path()).string()] = entry.last_write_time();
    }
    return out;
  }
  TempFolder folder;
};

TEST_F(SiteTest, HoldsThePagesOfAllReleasesAnIndexAFeedAndTheLatestAddresses) {
  const Outcome outcome = site();
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, "3 releases, 3 of them made anew")) << outcome.output;
  for (const std::string name :
       {"index.html", "404.html", "feed.xml", "site.json", "releases/index.html", "releases/v1.0.0/index.html",
        "releases/v3.0.0/report.json", "latest/dashboard.svg", "latest/dashboard-narrow-dark.svg", "latest/card.png",
        "latest/badges/overall.svg", "latest/badges/overall.json", "latest/report.json", "latest/report.pdf"}) {
    EXPECT_TRUE(is_there(name)) << name;
  }
  const json third = json::parse(at("releases/v3.0.0/report.json"));
  EXPECT_EQ(third.at("current").at("tag"), "v3.0.0");
  EXPECT_EQ(third.at("headline").at("worse"), 1);
  EXPECT_EQ(json::parse(at("releases/v2.0.0/report.json")).at("releases").size(), 2U);
  const json state = json::parse(at("site.json"));
  ASSERT_EQ(state.at("releases").size(), 3U);
  EXPECT_EQ(state.at("releases")[2].at("sentence"), third.at("headline").at("sentence"));
  EXPECT_TRUE(has(at("feed.xml"), third.at("headline").at("sentence").get<std::string>()));
}

TEST_F(SiteTest, LeadsFromAWrongAddressToAnAbsoluteOneOrNowhere) {
  ASSERT_EQ(site({"--url", "https://x.example/perf"}).code, 0);
  EXPECT_TRUE(has(at("404.html"), "<a href=\"https://x.example/perf/releases/index.html\">"));
  // It is shown at any depth: a relative address would lead from there to one that is wrong, too.
  ASSERT_EQ(site().code, 0);
  EXPECT_FALSE(has(at("404.html"), "<a href"));
  EXPECT_TRUE(has(at("404.html"), "releases/index.html"));
}

TEST_F(SiteTest, WritesNothingWhereNothingChanged) {
  ASSERT_EQ(site().code, 0);
  const auto before = times();
  const Outcome again = site();
  EXPECT_TRUE(has(again.output, "0 of them made anew; 0 files written")) << again.output;
  auto after = times();
  // The list of what is ours is the one file that each call writes.
  after.erase("site/.perfolio");
  for (const auto& [name, time] : after) EXPECT_EQ(time, before.at(name)) << name;
}

TEST_F(SiteTest, MakesOnlyTheReleaseThatIsNew) {
  ASSERT_EQ(site().code, 0);
  const auto before = times();
  put(folder / "h.jsonl", bytes_of(folder / "h.jsonl") + line_of(4, 1500));
  const Outcome outcome = site();
  EXPECT_TRUE(has(outcome.output, "4 releases, 1 of them made anew")) << outcome.output;
  const auto after = times();
  for (const std::string tag : {"v1.0.0", "v2.0.0", "v3.0.0"})
    EXPECT_EQ(after.at("site/releases/" + tag + "/index.html"), before.at("site/releases/" + tag + "/index.html"))
        << tag;
  EXPECT_NE(at("index.html").find("v4.0.0"), std::string::npos);
  // Made again from nothing, it says the same: only the digest of the file that grew is another.
  const json third = json::parse(at("releases/v3.0.0/report.json"));
  fs::remove_all(folder.path() / "site");
  ASSERT_EQ(site().code, 0);
  for (const char* key : {"headline", "benchmarks", "runs"})
    EXPECT_TRUE(json::parse(at("releases/v3.0.0/report.json")).at(key) == third.at(key)) << key;
}

TEST_F(SiteTest, MakesAllAnewWhenTheConfigChanges) {
  ASSERT_EQ(site().code, 0);
  EXPECT_TRUE(has(site({"--threshold", "60%"}).output, "3 of them made anew"));
}

TEST_F(SiteTest, MakesAllAnewWhenThePaperChanges) {
  ASSERT_EQ(site().code, 0);
  const Outcome slides = site({"--paper", "slide"});
  EXPECT_TRUE(has(slides.output, "3 releases, 3 of them made anew")) << slides.output;
  EXPECT_TRUE(has(site({"--paper", "slide"}).output, "0 of them made anew"));
}

TEST_F(SiteTest, ItsPdfsHaveTheLogo) {
  put(folder / "logo.png", bytes_of(source_path("docs/gallery/logo.png")));
  put(folder / "perfolio.json", R"({"project":{"name":"x","logo":"logo.png"}})");
  const Outcome made = site({"-c", "perfolio.json"});
  ASSERT_EQ(made.code, 0) << made.errors;
  if (!has_program("pdfimages")) GTEST_SKIP() << "pdfimages (poppler-utils) is not installed";
  const std::string images = run({"pdfimages", "-list", (folder.path() / "site/latest/report.pdf").string()}).output;
  EXPECT_TRUE(has(images, "image")) << images;
}

TEST_F(SiteTest, DropsAReleaseThatIsGone) {
  ASSERT_EQ(site().code, 0);
  put(folder / "h.jsonl", line_of(1, 1000) + line_of(2, 1001));
  ASSERT_EQ(site().code, 0);
  EXPECT_FALSE(is_there("releases/v3.0.0/index.html"));
  EXPECT_TRUE(is_there("releases/v2.0.0/index.html"));
}

TEST_F(SiteTest, TakesThePlaceOfGithubActionBenchmarksPageAndLeavesItsData) {
  fs::create_directories(folder.path() / "site");
  put(folder / "site/data.js", "window.BENCHMARK_DATA = {}");
  put(folder / "site/index.html",
      "<script src=\"data.js\"></script><script>const data = window.BENCHMARK_DATA;</script>");
  const Outcome outcome = site();
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_EQ(at("data.js"), "window.BENCHMARK_DATA = {}");
  EXPECT_FALSE(has(at("index.html"), "BENCHMARK_DATA"));
  put(folder / "site/data.js", "window.BENCHMARK_DATA = {more}");
  ASSERT_EQ(site().code, 0);
  EXPECT_EQ(at("data.js"), "window.BENCHMARK_DATA = {more}");
}

TEST_F(SiteTest, RefusesAFolderOfSomebodyElse) {
  fs::create_directories(folder.path() / "site");
  put(folder / "site/index.html", "<h1>My home page</h1>");
  const Outcome outcome = site();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_TRUE(has(outcome.errors, "holds what perfolio did not write: index.html")) << outcome.errors;
  EXPECT_EQ(at("index.html"), "<h1>My home page</h1>");
}

TEST_F(SiteTest, RefusesASiteOfANewerVersionAndLeavesIt) {
  ASSERT_EQ(site().code, 0);
  std::string state = at("site.json");
  state.replace(state.find("perfolio-site/1"), 15, "perfolio-site/9");
  put(folder / "site/site.json", state);
  const std::string page = at("index.html");
  const Outcome outcome = site();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_TRUE(has(outcome.errors, "newer perfolio")) << outcome.errors;
  EXPECT_EQ(at("index.html"), page);
}

TEST_F(SiteTest, OfTagsThatDifferInCaseOnlyKeepsBoth) {
  put(folder / "h.jsonl", line_of(1, 1000, "v1.0.0-rc.1") + line_of(2, 1001, "v1.0.0-RC.1") + line_of(3, 1500));
  const Outcome outcome = site({"--project", "<y>"});
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  std::set<std::string> folders;
  const json state = json::parse(at("site.json"));
  for (const json& release : state.at("releases")) folders.insert(release.at("folder"));
  EXPECT_EQ(folders.size(), 3U);
  EXPECT_FALSE(has(at("releases/index.html"), "<y>"));
  EXPECT_FALSE(has(at("feed.xml"), "<y>"));
}

TEST_F(SiteTest, WithoutReleasesIsOnePage) {
  std::string lines;
  for (int i = 1; i < 6; ++i)
    lines += R"({"schema":"perfolio/1","date":"2026-01-0)" + std::to_string(i) +
             R"(T00:00:00Z","results":[{"benchmark":"parse","value":9,"unit":"ns"}]})" + "\n";
  put(folder / "h.jsonl", lines);
  const Outcome outcome = site();
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_TRUE(is_there("index.html"));
  EXPECT_FALSE(is_there("releases/index.html"));
}

TEST_F(SiteTest, IsAlsoWrittenByReport) {
  const Outcome outcome = called({"report", "h.jsonl", "-o", "out", "--formats", "json", "--site", "site", "--repo-dir",
                                  "none", "--url", "https://example.org/p"},
                                 {.folder = folder.path().string(), .environment = {}});
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_TRUE(has(at("index.html"), "https://example.org/p/latest/card.png"));
  EXPECT_TRUE(has(at("feed.xml"), "https://example.org/p/releases/v3.0.0/index.html"));
  EXPECT_EQ(bytes_of(folder / "out/report.json"), at("latest/report.json"));
  EXPECT_EQ(site({"--url", "javascript:alert(1)"}).code, 2);
}

TEST_F(SiteTest, OfTwoCallsAtOnceIsWhole) {
  std::vector<std::thread> calls;
  std::atomic<int> failures{0};
  for (int i = 0; i < 4; ++i) calls.emplace_back([&] { failures += site().code == 0 ? 0 : 1; });
  for (std::thread& call : calls) call.join();
  EXPECT_EQ(failures, 0);
  EXPECT_TRUE(has(site().output, "0 files written"));
}

}  // namespace
