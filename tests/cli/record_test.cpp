// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Recording results, as a user calls it.
#include "support/repository.h"
#include "support/runner.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <nlohmann/json.hpp>

#include <random>

namespace {

using namespace perfolio::test;
using nlohmann::json;

std::string atlas(const std::string& name) { return source_path("samples/atlas/" + name); }

/// The output of Google Benchmark for one benchmark.
std::string output(const std::string& name, int time, const std::string& date = "2026-02-20T12:00:00Z") {
  return R"({"context":{"date":")" + date + R"(","num_cpus":2},"benchmarks":[{"name":")" + name +
         R"(","run_type":"iteration","iterations":9,"real_time":)" + std::to_string(time) + R"(,"time_unit":"ns"}]})";
}

/// The same without a date of its own.
std::string undated(int time) {
  return R"({"context":{"num_cpus":2},"benchmarks":[{"name":"x","run_type":"iteration","iterations":9,"real_time":)" +
         std::to_string(time) + R"(,"time_unit":"ns"}]})";
}

/// In a folder outside any repository, with one result in it.
class Record : public testing::Test {
 public:
  Record() { put(folder / "r.json", output("x", 10)); }
  Outcome record(std::vector<std::string> words, std::vector<std::string> environment = {}) const {
    words.insert(words.begin(), "record");
    return called(
        std::move(words),
        {.folder = folder.path().string(), .environment = std::move(environment), .limit = std::chrono::seconds(30)});
  }
  [[nodiscard]] std::string history() const { return bytes_of(folder / "h.jsonl"); }
  [[nodiscard]] std::vector<json> lines() const {
    std::vector<json> all;
    const std::string bytes = history();
    for (const auto line : perfolio::base::split(bytes, '\n')) {
      if (!line.empty()) all.push_back(json::parse(line));
    }
    return all;
  }
  TempFolder folder;
};

TEST_F(Record, SaysWhatItRecordedWhere) {
  const std::string commit = "1a2b3c4" + std::string(33, '0');
  const Outcome made =
      record({"r.json", "--history", "h.jsonl", "--release", "v0.2.3", "--commit", commit, "--suite", "s", "--branch",
              "main", "--commit-date", "2026-02-19", "--env", "cpu=A=1", "--env", " os = b "});
  EXPECT_EQ(made.code, 0);
  EXPECT_EQ(made.errors, "");
  EXPECT_EQ(made.output, "recorded 1 result of 1 run in h.jsonl (v0.2.3, 1a2b3c4, 2026-02-20)\n");
  json line = lines().at(0);
  EXPECT_EQ(line.at("environment").at("cpu"), "A=1");
  EXPECT_EQ(line.at("environment").at("os"), "b");
  EXPECT_EQ(line.at("results").at(0).at("better"), "lower");
  for (const char* key : {"environment", "results"}) line.erase(key);
  EXPECT_EQ(line, json({{"schema", "perfolio/1"},
                        {"release", "v0.2.3"},
                        {"commit", commit},
                        {"date", "2026-02-20T12:00:00Z"},
                        {"commit_date", "2026-02-19T00:00:00Z"},
                        {"branch", "main"},
                        {"suite", "s"},
                        {"tool", "google-benchmark"}}));
  EXPECT_TRUE(history().ends_with("}\n"));
}

TEST_F(Record, MarksARunOfAPullRequestWhichReportsLeaveOut) {
  EXPECT_EQ(record({"r.json", "--history", "h.jsonl", "--pull-request"}).code, 0);
  EXPECT_EQ(lines().at(0).at("pull_request"), true);
  EXPECT_EQ(called({"show", folder / "h.jsonl"}).code, 2);
  EXPECT_EQ(called({"show", folder / "h.jsonl", "--pull-requests"}).code, 0);
}

TEST_F(Record, MakesOneLineOfAllTheFilesOfACall) {
  put(folder / "r2.json", output("x", 30, "2026-02-20T12:00:07Z"));
  put(folder / "r3.json", output("y", 5, "2026-02-20T12:00:09Z"));
  const Outcome made = record({"r.json", "r2.json", "r3.json", "--history", "h.jsonl"});
  EXPECT_EQ(made.output, "recorded 2 results of 1 run in h.jsonl (2026-02-20)\n");
  const json x = lines().at(0).at("results").at(0);
  EXPECT_EQ(x.at("value"), 20);
  EXPECT_EQ(x.at("samples"), json({10, 30}));
}

TEST_F(Record, ReadsStandardInputAsTheToolNamed) {
  const Setting setting{.folder = folder.path().string(), .environment = {}, .input = folder / "r.json"};
  const Outcome made = called({"record", "-", "--tool", "google-benchmark", "--history", "h.jsonl", "-q"}, setting);
  EXPECT_EQ(made.code, 0) << made.errors;
  EXPECT_EQ(made.output + made.errors, "");
  EXPECT_EQ(lines().size(), 1U);
}

TEST_F(Record, DatesWhatHasNoDateByTheCallerThenByTheClock) {
  put(folder / "r.json", undated(1));
  EXPECT_EQ(record({"r.json", "--history", "h.jsonl"}, {"SOURCE_DATE_EPOCH=1000000000"}).code, 0);
  EXPECT_EQ(lines().at(0).at("date"), "2001-09-09T01:46:40Z");
  EXPECT_EQ(record({"r.json", "--history", "h.jsonl", "--date", "2026-02-20"}, {"SOURCE_DATE_EPOCH=1"}).code, 0);
  EXPECT_EQ(lines().at(1).at("date"), "2026-02-20T00:00:00Z");
  put(folder / "r.json", undated(2));
  EXPECT_EQ(record({"r.json", "--history", "h.jsonl"}).code, 0);
  EXPECT_GT(lines().at(2).at("date"), "2026-02-21");
}

TEST_F(Record, RefusesTheSameRunTwiceUnlessAllowed) {
  const std::string there =
      "perfolio: h.jsonl:1: this run is recorded already (no commit, 2026-02-20T12:00:00Z)\n"
      "hint: --skip-duplicates leaves out what is there, --allow-duplicate records it once more\n";
  ASSERT_EQ(record({"r.json", "--history", "h.jsonl"}).code, 0);
  const std::string before = history();
  const Outcome again = record({"r.json", "--history", "h.jsonl"});
  EXPECT_EQ(again.code, 2);
  EXPECT_EQ(again.errors, there);
  EXPECT_EQ(record({"r.json", "--dry-run", "--history", "h.jsonl"}).errors, there);
  const Outcome skipped = record({"r.json", "--history", "h.jsonl", "--skip-duplicates"});
  EXPECT_EQ(skipped.output, "recorded nothing in h.jsonl: the run is there already\n");
  EXPECT_EQ(history(), before);
  EXPECT_EQ(record({"r.json", "--history", "h.jsonl", "--allow-duplicate"}).code, 0);
  EXPECT_EQ(history(), before + before);
}

TEST_F(Record, InADryRunPrintsTheLinesAndWritesNothing) {
  const Outcome made = record({"r.json", "--history", "h.jsonl", "--dry-run"});
  EXPECT_EQ(made.code, 0) << made.errors;
  EXPECT_FALSE(std::filesystem::exists(folder / "h.jsonl"));
  EXPECT_EQ(record({"r.json", "--dry-run"}).output, made.output);
  EXPECT_EQ(record({"r.json", "--history", "h.jsonl"}).code, 0);
  EXPECT_EQ(history(), made.output);
}

TEST_F(Record, FindsOutTheMachineAndLetsFlagsWin) {
  ASSERT_EQ(record({"r.json", "--history", "h.jsonl", "--env-detect", "--env", "arch=mine"},
                   {"RUNNER_NAME=rack-3", "RUNNER_ENVIRONMENT=self-hosted"})
                .code,
            0);
  const json environment = lines().at(0).at("environment");
  EXPECT_EQ(environment.at("arch"), "mine");
  EXPECT_EQ(environment.at("cpus"), "2") << "what the results state wins over what is found here";
  EXPECT_EQ(environment.at("runner"), "rack-3");
}

TEST_F(Record, TakesOverAWholeHistoryRunByRun) {
  const Outcome made = record({atlas("data.js"), "--history", "h.jsonl", "--branch", "main"});
  EXPECT_EQ(made.output, "recorded 5082 results of 112 runs in h.jsonl (2025-05-08 to 2026-02-24)\n") << made.errors;
  EXPECT_EQ(lines().size(), 112U);
  EXPECT_EQ(history().find('@'), std::string::npos) << "an e-mail address";
  for (const json& line : lines()) {
    EXPECT_EQ(line.at("branch"), "main");
    for (const char* key : {"commit", "date", "commit_date", "subject", "author", "url"})
      EXPECT_TRUE(line.contains(key)) << key;
  }
  const std::string before = history();
  EXPECT_EQ(record({atlas("data.js"), "--history", "h.jsonl"}).code, 2);
  EXPECT_EQ(history(), before);
  put(folder / "h.jsonl", before.substr(0, before.find('\n', 5000) + 1));
  const Outcome rest = record({atlas("data.js"), "--history", "h.jsonl", "--branch", "main", "--skip-duplicates"});
  EXPECT_NE(rest.output.find("; skipped 1 run there already\n"), std::string::npos) << rest.output;
  EXPECT_EQ(history(), before);
}

TEST_F(Record, OfAHistoryTakesNoFactsOfOneRun) {
  for (const std::vector<std::string>& flag :
       std::vector<std::vector<std::string>>{{"--release", "v1"}, {"--commit", "1234567"}, {"--env-detect"}}) {
    std::vector<std::string> words = {atlas("data.js"), "--history", "h.jsonl"};
    words.insert(words.end(), flag.begin(), flag.end());
    const Outcome made = record(words);
    EXPECT_EQ(made.code, 2);
    EXPECT_TRUE(made.errors.starts_with("perfolio: " + flag[0] +
                                        ": there are 112 runs of a history, each with a "
                                        "commit or a date of its own\nhint: "))
        << made.errors;
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "h.jsonl"));
}

TEST_F(Record, RefusesWhatItCannotUseInOneLine) {
  put(folder / "data.js", "window.BENCHMARK_DATA = {\"entries\":{}}");
  put(folder / "none.json", R"({"context":{},"benchmarks":[{"name":"x","error_occurred":true}]})");
  std::filesystem::create_directory(folder / "empty");
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"--history", "h.jsonl"}, "no RESULTS given\n"},
      {{"r.json"}, "no --history given\n"},
      {{"r.json", "--history", "h.jsonl", "--env", "cpu"}, "--env: 'cpu' is not of the form KEY=VALUE\n"},
      {{"r.json", "--history", "h.jsonl", "--env", "=x"}, "--env: '=x' is not of the form KEY=VALUE\n"},
      {{"r.json", "--history", "h.jsonl", "--env", "cpu="}, "--env cpu: nothing is given\n"},
      {{"r.json", "--history", "h.jsonl", "--env", "a=1", "--env", "a=2"}, "--env: 'a' is given twice\n"},
      {{"r.json", "--history", "h.jsonl", "--commit", "main"}, "--commit: 'main' is no commit id\n"},
      {{"r.json", "--history", "h.jsonl", "--commit", "123456"}, "--commit: '123456' is no commit id\n"},
      {{"r.json", "--history", "h.jsonl", "--date", "yesterday"}, "--date: 'yesterday' is no date\n"},
      {{"r.json", "--history", "h.jsonl", "--commit-date", "2026-02-30"}, "--commit-date: '2026-02-30' is no date\n"},
      {{"r.json", "--history", "h.jsonl", "--release", ""}, "--release: nothing is given\n"},
      {{"r.json", "--history", "h.jsonl", "--suite", "a\nb"}, "--suite: 'a\\u000ab' is not one line of text\n"},
      {{"r.json", "--history", "h.jsonl", "--tool", "gogle-benchmark"},
       "r.json: no format is called 'gogle-benchmark'\n"},
      {{"r.json", "--history", "h.jsonl", "--repo-dir", "empty"}, "empty: git: not a git repository"},
      {{"r.json", "--history", "h.jsonl", "--skip-duplicates", "--allow-duplicate"},
       "--skip-duplicates: --allow-duplicate says the opposite\n"},
      {{"none.json", "--history", "h.jsonl"}, "none.json: "},
      {{"missing", "--history", "h.jsonl"}, "missing: cannot open: No such file or directory\n"},
      {{"r.json", "--history", "r.json"}, "r.json: is both a source and the history\n"},
      {{"r.json", "--history", "data.js"}, "data.js: this is not a history of perfolio, and stays as it is\n"},
      {{"r.json", "--history", "no/h.jsonl"}, "no/h.jsonl: cannot open: No such file or directory\n"}};
  for (const auto& [words, said] : cases) {
    const Outcome made = record(words);
    EXPECT_EQ(made.code, said.find("git:") == std::string::npos ? 2 : 3) << said;
    EXPECT_TRUE(made.errors.starts_with("perfolio: " + said)) << made.errors;
    EXPECT_LE(std::ranges::count(made.errors, '\n'), 2) << made.errors;
    EXPECT_EQ(made.output, "");
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "h.jsonl"));
  EXPECT_EQ(bytes_of(folder / "data.js"), "window.BENCHMARK_DATA = {\"entries\":{}}");
}

TEST_F(Record, DoesNotWriteToWhatIsNoFileNorWaitForIt) {
  put(folder / "victim", "");
  std::filesystem::create_symlink("victim", folder / "link");
  std::filesystem::create_directory(folder / "folder");
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  for (const std::string what : {"link", "folder", "pipe", "/dev/full"}) {
    const Outcome made = record({"r.json", "--history", what});
    EXPECT_FALSE(made.late) << what;
    EXPECT_EQ(made.code, 2) << what;
    EXPECT_TRUE(made.errors.starts_with("perfolio: " + what + ": is a ")) << made.errors;
  }
  EXPECT_EQ(bytes_of(folder / "victim"), "");
}

TEST_F(Record, RepairsATornLastLineAndSaysSo) {
  ASSERT_EQ(record({"r.json", "--history", "h.jsonl"}).code, 0);
  const std::string line = history();
  put(folder / "h.jsonl", line + line.substr(0, 60));
  const Outcome made = record({"r.json", "--history", "h.jsonl", "--date", "2026-03-01"});
  EXPECT_EQ(made.code, 0);
  EXPECT_EQ(made.errors, "perfolio: warning: h.jsonl: a torn last line of 60 bytes is cut off\n");
  EXPECT_EQ(lines().size(), 2U);
  EXPECT_TRUE(history().starts_with(line));
}

/// A repository with one commit, and results in it.
class RecordInGit : public testing::Test {
 public:
  RecordInGit() {
    put(top / "code", "1");
    repository.git({"add", "code"});
    repository.git({"commit", "-q", "-m", "first\n\nmore", "--date", "2020-01-01T00:00:00Z"});
    head = repository.git({"rev-parse", "HEAD"});
    put(top / "r.json", undated(1));
  }
  Outcome record(std::vector<std::string> words) const {
    words.insert(words.begin(), {"record", "r.json", "--history", "h.jsonl"});
    return called(std::move(words), {.folder = top.string(), .environment = {}, .limit = std::chrono::seconds(30)});
  }
  [[nodiscard]] json last_line() const {
    const std::string bytes = bytes_of(top / "h.jsonl");
    return json::parse(bytes.substr(bytes.rfind('\n', bytes.size() - 2) + 1));
  }
  Repository repository;
  std::filesystem::path top = repository.folder();
  std::string head;
};

TEST_F(RecordInGit, TakesCommitBranchAndAuthorFromGit) {
  const Outcome made = record({});
  EXPECT_EQ(made.code, 0);
  EXPECT_EQ(made.errors,
            "perfolio: note: 'h.jsonl merge=union' in .gitattributes lets git merge branches that both record\n");
  EXPECT_EQ(last_line().at("commit"), head);
  EXPECT_EQ(last_line().at("branch"), "main");
  EXPECT_EQ(last_line().at("subject"), "first");
  EXPECT_EQ(last_line().at("author"), "A");
  EXPECT_TRUE(last_line().contains("commit_date"));
  EXPECT_EQ(last_line().dump().find('@'), std::string::npos);
}

TEST_F(RecordInGit, LetsFlagsWin) {
  const std::string other = repository.commit("side", {}, 5);
  EXPECT_EQ(record({"--commit", other.substr(0, 9), "--branch", "b", "-q"}).errors, "");
  EXPECT_EQ(last_line().at("commit"), other);
  EXPECT_EQ(last_line().at("commit_date"), "2020-01-06T00:00:00Z");
  EXPECT_EQ(last_line().at("branch"), "b");
  EXPECT_EQ(record({"--commit", other, "-q"}).code, 2) << "the same results of the same commit";
  EXPECT_EQ(record({"--commit", "1234567"}).errors,
            "perfolio: warning: no repository knows commit 1234567: kept as it is\n");
  EXPECT_FALSE(last_line().contains("branch")) << "that of another commit";
}

TEST_F(RecordInGit, SuggestsNothingThatIsThere) {
  put(top / ".gitattributes", "*.jsonl merge=union\n");
  EXPECT_EQ(record({}).errors, "");
}

TEST_F(RecordInGit, WarnsWhenTheCommitIsNotWhatWasMeasured) {
  ASSERT_EQ(record({"-q"}).errors, "");
  repository.git({"add", "h.jsonl", "r.json"});
  repository.git({"commit", "-q", "-m", "history"});
  put(top / "r.json", undated(2));
  EXPECT_EQ(record({}).errors, "") << "its own files do not count";
  put(top / "code", "2");
  put(top / "r.json", undated(3));
  const Outcome made = record({});
  EXPECT_TRUE(made.errors.starts_with("perfolio: warning: the work tree differs from commit ")) << made.errors;
  EXPECT_EQ(made.code, 0);
}

TEST_F(RecordInGit, IsTheSameFromOutside) {
  const TempFolder folder;
  const Outcome made =
      called({"record", (top / "r.json").string(), "--repo-dir", top.string(), "--history", folder / "h.jsonl"});
  EXPECT_EQ(made.errors, "");
  EXPECT_NE(bytes_of(folder / "h.jsonl").find(head), std::string::npos);
}

/// What says which bytes were read is different, and nothing else.
std::string report_of(const TempFolder& folder, const std::string& name) {
  const Outcome made = called({"report", folder / (name + "/h.jsonl"), "-c", atlas("perfolio.json"), "--releases",
                               atlas("releases.json"), "--formats", "json", "-o", folder / (name + "/out")});
  EXPECT_EQ(made.code, 0) << made.errors;
  std::string report = bytes_of(folder / (name + "/out/report.json"));
  const auto digest = report.find("\"sha256\":\"");
  return digest == std::string::npos ? std::string() : report.replace(digest, 10 + 64, "");
}

TEST(History, MayHoldItsRunsInAnyOrder) {
  const TempFolder folder;
  for (const char* name : {"a", "b"}) std::filesystem::create_directory(folder / name);
  ASSERT_EQ(called({"record", atlas("data.js"), "--history", folder / "a/h.jsonl"}).code, 0);
  const std::string bytes = bytes_of(folder / "a/h.jsonl");
  auto lines = perfolio::base::split(bytes, '\n');
  lines.pop_back();
  std::mt19937 random(7);
  std::ranges::shuffle(lines, random);
  std::string shuffled;
  for (const auto line : lines) shuffled += std::string(line) + "\n";
  ASSERT_NE(shuffled, bytes);
  put(folder / "b/h.jsonl", shuffled);
  const std::string report = report_of(folder, "a");
  EXPECT_GT(report.size(), 10000U);
  EXPECT_TRUE(report_of(folder, "b") == report);
}

}  // namespace
