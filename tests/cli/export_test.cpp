// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// perfolio export, and reports made from what it and earlier reports kept.
#include "support/runner.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace {

using namespace perfolio::test;
using nlohmann::json;

const std::string kSample = std::string(PERFOLIO_SOURCE_DIR) + "/samples/atlas/";
const std::string kReleases = kSample + "releases.json";

/// report.json of a report on `source`, without what says where its data came from.
json report_of(const std::string& source, const std::string& out, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"report", source, "--formats", "json", "-o", out};
  words.insert(words.end(), more.begin(), more.end());
  const Outcome outcome = called(words);
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  json report = json::parse(bytes_of(out + "/report.json"));
  for (const char* key : {"inputs", "mapping", "notes"}) report.erase(key);
  return report;
}

TEST(Export, MakesTheSameReportAsItsSource) {
  const TempFolder folder;
  const json want = report_of(kSample + "data.js", folder / "a", {"--releases", kReleases});
  for (const std::string to : {"jsonl", "json"}) {
    const Outcome outcome =
        called({"export", kSample + "data.js", "--releases", kReleases, "--to", to, "-o", folder / to});
    ASSERT_EQ(outcome.code, 0) << outcome.errors;
    // The releases are in the file now; what their commits are is not.
    EXPECT_EQ(
        report_of(folder / to, folder / ("b" + to), {"--releases", kReleases, "--project", "atlas"})["benchmarks"],
        want["benchmarks"]);
  }
}

TEST(Export, NamesTheReleaseOfEachRunAndHowItWasFound) {
  const Outcome outcome = called({"export", kSample + "data.js", "--releases", kReleases});
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  std::map<std::string, int> how;
  for (std::size_t at = 0; at < outcome.output.size(); at = outcome.output.find('\n', at) + 1) {
    const json run = json::parse(outcome.output.substr(at, outcome.output.find('\n', at) - at));
    ++how[run.at("release_by").get<std::string>()];
    EXPECT_EQ(run.contains("release"), run.at("release_by") != "none");
  }
  EXPECT_GT(how["date"], 0);
}

TEST(Export, GoesToStandardOutputOrWholeIntoAFile) {
  const TempFolder folder;
  const Outcome outcome = called({"export", kSample + "data.js", "--to", "csv"});
  ASSERT_EQ(called({"export", kSample + "data.js", "--to", "csv", "-o", folder / "x.csv"}).code, 0);
  EXPECT_EQ(bytes_of(folder / "x.csv"), outcome.output);
  EXPECT_EQ(files_below(folder.path().string()).size(), 1U);
  std::filesystem::create_symlink(folder / "x.csv", folder / "link");
  EXPECT_EQ(called({"export", kSample + "data.js", "-o", folder / "link"}).code, 2);
}

TEST(ReportAsSource, KeepsWhatIsGoneElsewhere) {
  const TempFolder folder;
  const json before = report_of(kSample + "data.js", folder / "a", {"--releases", kReleases});
  // The history was cut to its last runs: what an old report says of the first releases is all that is left.
  json data = json::parse(bytes_of(kSample + "data.js").substr(std::string("window.BENCHMARK_DATA = ").size()));
  for (auto& [suite, runs] : data["entries"].items()) {
    runs.erase(runs.begin(), runs.end() - static_cast<long>(runs.size() / 3));
  }
  put(folder / "cut.json", data.dump());
  const json cut = report_of(folder / "cut.json", folder / "b", {"--releases", kReleases});
  const json both =
      report_of(folder / "cut.json", folder / "c", {"--releases", kReleases, (folder / "a") + "/report.json"});
  const std::string first = before["releases"][0]["tag"];
  EXPECT_NE(cut["releases"][0]["tag"], first);
  EXPECT_EQ(both["releases"][0]["tag"], first);
  EXPECT_EQ(both["headline"]["since"]["tag"], first);
  for (std::size_t i = 0; i < both["benchmarks"].size(); ++i) {
    const json& now = both["benchmarks"][i];
    const auto old = std::ranges::find_if(before["benchmarks"], [&](const json& b) { return b["id"] == now["id"]; });
    ASSERT_NE(old, before["benchmarks"].end());
    EXPECT_EQ(now["levels"][0]["release"], (*old)["levels"][0]["release"]);
    EXPECT_DOUBLE_EQ(now["levels"][0]["value"], (*old)["levels"][0]["value"]);
    EXPECT_EQ(now["levels"].size(), (*old)["levels"].size());
  }
}

TEST(ReportAsSource, NeverSpeaksAgainstTheRunsThemselves) {
  const TempFolder folder;
  const json before = report_of(kSample + "data.js", folder / "a", {"--releases", kReleases});
  const json both =
      report_of(kSample + "data.js", folder / "b", {"--releases", kReleases, (folder / "a") + "/report.json"});
  for (std::size_t i = 0; i < before["benchmarks"].size(); ++i) {
    EXPECT_EQ(both["benchmarks"][i]["levels"], before["benchmarks"][i]["levels"]);
  }
}

}  // namespace
