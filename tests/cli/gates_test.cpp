// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What a user may believe to be in force: patterns of the config, thresholds, the repository around.
#include "support/repository.h"
#include "support/runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace perfolio::test;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class Gates : public testing::Test {
 public:
  Gates() {
    std::string lines;
    for (int i = 1; i <= 3; ++i) {
      lines += R"({"schema":"perfolio/1","release":"v0.)" + std::to_string(i) + R"(.0","date":"2026-01-0)" +
               std::to_string(i) + R"(","results":[{"benchmark":"parse","value":9,"unit":"ns"}]})" + "\n";
    }
    put(folder / "h.jsonl", lines);
  }
  [[nodiscard]] Outcome with(const std::string& config, std::vector<std::string> words) const {
    put(folder / "perfolio.json", config);
    return called(std::move(words), {.folder = folder.path().string(), .environment = {}});
  }
  TempFolder folder;
};

TEST_F(Gates, ThatMatchNothingAreNamedAndErrorsWhenStrict) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"limits":[{"pattern":"prase","bound":"5 ns"}]})", "/limits/0: 'prase' matches nothing"},
      {R"({"suppress":[{"pattern":"prase","reason":"r"}]})", "/suppress/0: 'prase' matches nothing"},
      {R"({"thresholds":{"prase":"5%"}})", "/thresholds/prase: 'prase' matches nothing"},
      {R"({"aliases":{"prase":"parse"}})", "/aliases/prase: 'prase' matches nothing"},
      {R"({"overrides":[{"match":"prase","direction":"higher"}]})", "/overrides/0/match: 'prase' matches nothing"},
      {R"({"highlights":[{"benchmark":"prase","text":"t"}]})", "/highlights/0/benchmark: 'prase' matches nothing"},
      {R"({"charts":["prase"]})", "/charts: 'prase' matches nothing"},
      {R"({"groups":[{"name":"p","match":"prase"}]})", "/groups/0/match: 'prase' matches nothing"},
      {R"({"groups":[{"name":"p","match":"parse"}],"tiles":["q"]})", "/tiles: 'q' matches nothing"}};
  for (const auto& [config, what] : cases) {
    const Outcome lax = with(config, {"compare", "h.jsonl"});
    EXPECT_EQ(lax.code, 0) << lax.errors;
    EXPECT_TRUE(has(lax.errors, "warning: perfolio.json: " + what)) << lax.errors;
    const Outcome strict = with(config, {"compare", "h.jsonl", "--strict"});
    EXPECT_EQ(strict.code, 2) << config;
    EXPECT_TRUE(has(strict.errors, "perfolio: perfolio.json: " + what)) << strict.errors;
  }
}

TEST_F(Gates, OfALimitInAnotherUnitAreAnError) {
  const Outcome outcome = with(R"({"limits":[{"pattern":"parse","bound":"50 MB"}]})", {"compare", "h.jsonl"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_TRUE(
      has(outcome.errors, "/limits/0: the limit of 50 MB cannot be compared with 'parse', which is measured in"))
      << outcome.errors;
}

TEST_F(Gates, OfABrokenBudgetBeginTheHeadline) {
  const Outcome made = with(R"({"limits":[{"pattern":"parse","bound":"5 ns"}]})",
                            {"report", "h.jsonl", "--formats", "json,md,badges", "-o", "out"});
  ASSERT_EQ(made.code, 0) << made.errors;
  const auto report = nlohmann::json::parse(bytes_of(folder / "out/report.json"));
  const auto sentence = report.at("headline").at("sentence").get<std::string>();
  EXPECT_TRUE(sentence.starts_with("parse is above the limit of 5 ns; The benchmark is")) << sentence;
  EXPECT_TRUE(has(bytes_of(folder / "out/badges/overall.json"), "1 beyond a limit"));
  EXPECT_TRUE(has(bytes_of(folder / "out/release-notes.md"), "**parse is above the limit of 5 ns"));
}

TEST_F(Gates, AreListedByShowWithWhatTheyCaught) {
  const Outcome shown = with(R"({"thresholds":{"p*":"5%","q*":"1.1x"}})", {"show", "h.jsonl"});
  EXPECT_EQ(shown.code, 0) << shown.errors;
  EXPECT_TRUE(has(shown.output, "perfolio.json caught")) << shown.output;
  EXPECT_TRUE(has(shown.output, "1 series")) << shown.output;
  EXPECT_TRUE(has(shown.output, "nothing")) << shown.output;
}

TEST_F(Gates, AskWhatABareThresholdMeans) {
  const Outcome bare = with("{}", {"compare", "h.jsonl", "--threshold", "5"});
  EXPECT_EQ(bare.code, 2);
  EXPECT_EQ(bare.errors, "perfolio: --threshold: '5' may mean two things\nhint: write 5%, or 1.05x\n");
  for (const std::string fine : {"5%", "1.05x", "0.05", "150%"}) {
    EXPECT_EQ(with("{}", {"compare", "h.jsonl", "--threshold", fine}).code, 0) << fine;
  }
  EXPECT_EQ(with(R"({"thresholds":{"parse":5}})", {"compare", "h.jsonl"}).code, 2);
}

TEST_F(Gates, SayThatAComparisonIsReadBackwards) {
  const Outcome outcome = with("{}", {"compare", "h.jsonl", "--release", "v0.1.0", "--baseline", "v0.3.0"});
  EXPECT_TRUE(has(outcome.errors, "the baseline v0.3.0 is newer than v0.1.0: the change is read backwards"))
      << outcome.errors;
}

TEST_F(Gates, UnknownKeysAreAlwaysToldWhatIsKnown) {
  EXPECT_TRUE(has(with(R"({"xyzzyxyzzy":1})", {"show", "h.jsonl"}).errors, "\nhint: known here: "));
}

TEST_F(Gates, AFolderWithATrailingSlashKeepsItsName) {
  std::filesystem::create_directory(folder.path() / "target");
  std::filesystem::copy(source_path("tests/data/formats/criterion-directory"), folder.path() / "target/criterion",
                        std::filesystem::copy_options::recursive);
  const Outcome made = with("{}", {"report", "target/criterion/", "--formats", "json", "-o", "out"});
  ASSERT_EQ(made.code, 0) << made.errors;
  const auto report = nlohmann::json::parse(bytes_of(folder / "out/report.json"));
  EXPECT_EQ(report.at("inputs").at(0).at("path"), "criterion");
}

TEST(RepositoryAround, GivesTheReleasesWhereItKnowsTheCommits) {
  const Repository repository;
  const std::string first = repository.commit("main", {}, 1);
  repository.tag("v1.0.0", first);
  const std::string second = repository.commit("main", {first}, 9);
  repository.tag("v1.1.0", second);
  const auto line = [](const std::string& commit) {
    return R"({"schema":"perfolio/1","commit":")" + commit +
           R"(","results":[{"benchmark":"a","value":1,"unit":"ns"}]})" + "\n";
  };
  put(repository.folder() + "/h.jsonl", line(first) + line(second));
  put(repository.folder() + "/other.jsonl", line(std::string(40, 'a')));
  const Setting here{.folder = repository.folder(), .environment = {}};
  const Outcome shown = called({"show", "h.jsonl"}, here);
  EXPECT_TRUE(has(shown.output, "v1.1.0")) << shown.output;
  EXPECT_EQ(shown.errors, "perfolio: note: the repository around gives 2 releases; --repo-dir none leaves it out\n");
  EXPECT_FALSE(has(called({"show", "h.jsonl", "--repo-dir", "none"}, here).output, "v1.1.0"));
  const Outcome other = called({"show", "other.jsonl"}, here);
  EXPECT_EQ(other.code, 0) << other.errors;
  EXPECT_FALSE(has(other.output, "v1.1.0")) << other.output;
}

TEST(Revision, OfAPathThatIsNotThereHintsAtThoseThatAre) {
  const Repository repository;
  std::filesystem::create_directories(repository.folder() + "/dev/bench");
  put(repository.folder() + "/dev/bench/data.js", "x");
  put(repository.folder() + "/.gitattributes", "*.js diff=evil\n");
  repository.git({"add", "."});
  repository.git({"commit", "-q", "-m", "evil text"});
  repository.git({"config", "diff.evil.textconv", "touch " + repository.folder() + "/ran; cat"});
  const Setting here{.folder = repository.folder(), .environment = {}};
  const Outcome missing = called({"show", "HEAD:data.js"}, here);
  EXPECT_EQ(missing.code, 2);
  EXPECT_TRUE(has(missing.errors, "hint: there is HEAD:dev/bench/data.js\n")) << missing.errors;
  EXPECT_TRUE(has(called({"show", "HEAD:dev"}, here).errors, "is a folder of the repository"));
  EXPECT_TRUE(has(called({"show", ":/evil text"}, here).errors, "is a commit, not a file"));
  EXPECT_FALSE(std::filesystem::exists(repository.folder() + "/ran"));
}

}  // namespace
