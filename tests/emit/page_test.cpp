// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/analyse.h"
#include "base/base64.h"
#include "base/digest.h"
#include "emit/html_text.h"
#include "emit/outputs.h"
#include "support/hostile.h"
#include "support/made_history.h"
#include "support/runner.h"
#include "support/temp_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <regex>
#include <set>

namespace {

using namespace perfolio;
using test::MadeHistory;

const draw::FontSet& fonts() {
  static const draw::FontSet set(test::source_path("fonts"));
  return set;
}

const emit::Styles& styles() {
  static const emit::Styles both = [] {
    const auto read = [](const std::string& name) {
      return style::style_from_json(test::bytes_of(test::source_path("styles/" + name + ".json")));
    };
    return emit::Styles{read("light"), read("dark")};
  }();
  return both;
}

model::Report report_of(const MadeHistory& made, const analysis::AnalysisOptions& options = {}) {
  return analysis::analyse(made.history, made.timeline, options);
}

std::string page_of(const model::Report& report, const emit::PageOptions& options = {}) {
  return emit::page(report, styles(), options, fonts());
}

model::Report plain_report() {
  MadeHistory made(6, 3);
  made.add_step("parse", 1000, 0.01, 5, 1.4, 1);
  made.add_step("print", 2000, 0.01, 9, 1, 2);
  made.history.repository_url = "https://example.com/atlas";
  return report_of(made);
}

/// What stands between `from` and the next `to` after it.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) return {};
  const auto start = at + from.size();
  return text.substr(start, text.find(to, start) - start);
}

TEST(Page, LetsNothingRunOrLoadButItsOwnStyleAndScript) {
  const std::string page = page_of(plain_report());
  const auto source = [](const std::string& bytes) {
    std::string digest;
    const std::string hex = base::sha256_hex(bytes);
    for (std::size_t i = 0; i < hex.size(); i += 2)
      digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return "'sha256-" + base::base64(digest) + "'";
  };
  const std::string policy = between(page, "Content-Security-Policy content=\"", "\"");
  EXPECT_EQ(policy, "default-src 'none'; style-src " + source(between(page, "<style>", "</style>")) + "; script-src " +
                        source(between(page, "\n<script>", "</script>")) + "; base-uri 'none'; form-action 'none'");
  for (const char* outside : {"<link", "<img", "<iframe", "src=", "@import", "url("}) {
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  }
}

TEST(Page, IsTheSameBytesEachTime) { EXPECT_EQ(page_of(plain_report()), page_of(plain_report())); }

TEST(Page, GivesEachElementAnIdOfItsOwn) {
  const std::string page = page_of(plain_report());
  std::set<std::string> seen;
  const std::regex id(" id=\"?([^ \">]+)");
  for (auto at = std::sregex_iterator(page.begin(), page.end(), id); at != std::sregex_iterator(); ++at) {
    EXPECT_TRUE(seen.insert((*at)[1]).second) << (*at)[1];
  }
  EXPECT_GT(seen.size(), 10U);
}

TEST(Page, HasDataThatIsJsonAndCanBecomeNoMarkup) {
  MadeHistory made(3, 2);
  std::uint64_t seed = 0;
  for (const std::string& name : test::hostile_names()) made.add_step(name, 1000, 0.01, 9, 1, ++seed);
  made.history.repository_url = "https://example.com/<b>";
  const std::string page = page_of(report_of(made));
  const std::string data = between(page, "<script type=application/json id=data>", "</script>");
  EXPECT_EQ(data.find('<'), std::string::npos);
  const nlohmann::json read = nlohmann::json::parse(data);
  EXPECT_EQ(read.at("series").size(), made.history.series.size());
  EXPECT_EQ(read.at("columns").size(), 3U);
}

TEST(Page, TakesNoNameForMarkup) {
  MadeHistory made(3, 2);
  std::uint64_t seed = 0;
  for (const std::string& name : test::hostile_names()) made.add_step(name, 1000, 0.01, 9, 1, ++seed);
  analysis::AnalysisOptions options;
  options.project = "<script>alert(1)</script>";
  options.note = {"<b onclick='x'>"};
  const std::string page = page_of(report_of(made, options));
  EXPECT_EQ(std::ranges::count(page, '\x1b'), 0);
  const std::regex element("<(script|b|use|img|iframe|svg|style)\\b[^>]*>");
  std::set<std::string> kinds;
  for (auto at = std::sregex_iterator(page.begin(), page.end(), element); at != std::sregex_iterator(); ++at) {
    if ((*at)[1] != "svg") kinds.insert((*at)[0]);
  }
  EXPECT_EQ(kinds, (std::set<std::string>{"<b>", "<script type=application/json id=data>", "<script>", "<style>"}))
      << "what is no svg";
  EXPECT_EQ(std::count(page.begin(), page.end(), '\0'), 0);
}

TEST(Page, LinksToTheWebAndToItsNeighboursAlone) {
  MadeHistory made(2, 2);
  made.add_step("a", 100, 0.01, 9, 1, 1);
  made.history.repository_url = "https://example.com/atlas";
  const emit::PageOptions options{.links = {{"script", "javascript:alert(1)"},
                                            {"data", "data:text/html,x"},
                                            {"tab", "java\tscript:alert(1)"},
                                            {"host", "//example.com"},
                                            {"login", "https://user:secret@example.com/"},
                                            {"web", "https://example.com/?a=1&b=2"},
                                            {"file", "releases/v1.0.0/index.html"}}};
  const std::string page = page_of(report_of(made), options);
  const std::string links = between(page, "<nav aria-label=Report>", "</nav>");
  EXPECT_EQ(links,
            "<ul><li>script<li>data<li>tab<li>host<li>login<li><a href=\"https://example.com/?a=1&amp;b=2\">web</a>"
            "<li><a href=\"releases/v1.0.0/index.html\">file</a></ul>");
  EXPECT_NE(page.find("<h1><a href=\"https://example.com/atlas\">"), std::string::npos);
}

TEST(Page, AddressesABenchmarkTheSameWayWhateverStandsBesideIt) {
  MadeHistory small(2, 2);
  small.add_step("parse/1024", 100, 0.01, 9, 1, 1);
  MadeHistory large(5, 1);
  large.add_step("parse/1024", 100, 0.01, 9, 1, 1);
  large.add_step("parse/1024", 100, 0.01, 9, 1, 1).metric = "memory";
  large.add_step("other", 100, 0.01, 9, 1, 1).environment = {{"cpu", "x"}};
  const auto id_of = [](const model::Report& report) {
    const auto ids = emit::stable_ids(report);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const model::BenchmarkFacts& b = report.benchmarks[i];
      if (b.name == "parse/1024" && b.metric == "time") return ids[i];
    }
    return std::string();
  };
  const std::string id = id_of(report_of(small));
  EXPECT_EQ(id.substr(0, 11), "parse-1024-");
  EXPECT_EQ(id, id_of(report_of(large)));
}

TEST(Page, OfTwoThousandBenchmarksAndFiftyReleasesIsBelowFiveMegabytes) {
  MadeHistory made(50, 1);
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const std::string name = fmt::format("group{}_case_{:04}", i % 5, i);
    made.add(name, [&](std::uint32_t column, std::uint32_t run) {
      const double level = std::exp(4 + 6 * test::unit_random(i)) * (i % 10 == 0 && column > 30 ? 1.2 : 1);
      return std::round(level * std::exp(0.01 * test::noise(i, run)) * 10) / 10;
    });
  }
  const std::string page = page_of(report_of(made));
  EXPECT_LT(page.size(), 5000000U);
  // All are there without the script: each in a row with its line.
  const std::regex row("<tr id=[^ ]+ class=\"v[A-Z][^\"]*\"><th scope=row><a href=#[^>]+>[^<]+</a><td><svg");
  EXPECT_EQ(std::distance(std::sregex_iterator(page.begin(), page.end(), row), std::sregex_iterator()), 2000);
}

TEST(Page, SaysWhichReleasesItHasNoRoomForAndWhereTheyStand) {
  MadeHistory made(12, 2);
  made.add_step("parse", 1000, 0.01, 5, 1, 1);
  model::Report report = report_of(made);
  EXPECT_EQ(page_of(report).find("id=left-out"), std::string::npos);
  model::BenchmarkFacts bare = report.benchmarks[0];
  bare.levels.clear();
  bare.run_values.clear();
  bare.comparison.reset();
  while (report.benchmarks.size() < 15000) {
    bare.id = bare.name = fmt::format("bare/{}", report.benchmarks.size());
    report.groups[0].benchmarks.push_back(report.benchmarks.size());
    report.benchmarks.push_back(bare);
  }
  const std::string page = page_of(report);
  EXPECT_NE(between(page, "<p class=note id=left-out>", "</p>").find("those of the newest 10 of 12 releases"),
            std::string::npos);
  EXPECT_NE(page.find("\"from\":2"), std::string::npos);
}

TEST(HtmlText, CutsWhatNobodyReadsAndKeepsItApart) {
  const std::string long_name(5000, 'a');
  const std::string cut = emit::html_text(long_name);
  EXPECT_LT(cut.size(), 300U);
  EXPECT_NE(cut, emit::html_text(long_name + "b"));
  EXPECT_NE(emit::html_text(long_name + "b" + long_name), emit::html_text(long_name + "c" + long_name));
  EXPECT_EQ(emit::html_text("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
}

}  // namespace
