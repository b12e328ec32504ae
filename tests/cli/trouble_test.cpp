// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What the program says, and with which exit code, when it cannot do what it was asked.
#include "support/repository.h"
#include "support/runner.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <nlohmann/json.hpp>

namespace {

using namespace perfolio::test;

std::string atlas(const std::string& name) { return source_path("samples/atlas/" + name); }

std::size_t lines_of(const std::string& text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (const auto line : perfolio::base::split(text, '\n')) widest = std::max(widest, line.size());
  return widest;
}

TEST(Help, OfTheProgramFitsOneScreen) {
  const Outcome help = called({"--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_LE(lines_of(help.output), 24U);
  EXPECT_LE(widest_line(help.output), 100U);
  EXPECT_EQ(help.errors, "");
}

TEST(Help, OfACommandEndsWithExamplesOfIt) {
  for (const std::string command : {"report", "record", "export", "publish"}) {
    const Outcome help = called({command, "--help"});
    EXPECT_EQ(help.code, 0);
    const auto examples = help.output.rfind("\nExamples:\n");
    ASSERT_NE(examples, std::string::npos) << command;
    const std::string end = help.output.substr(examples + 11);
    EXPECT_GE(lines_of(end), 2U);
    for (const auto line : perfolio::base::split(end, '\n'))
      EXPECT_TRUE(line.empty() || line.starts_with("  perfolio " + command + " ")) << line;
  }
}

TEST(Help, SaysTheVersionInOneLine) {
  const Outcome version = called({"--version"});
  EXPECT_EQ(version.code, 0);
  EXPECT_TRUE(version.output.starts_with("perfolio ")) << version.output;
  EXPECT_EQ(lines_of(version.output), 1U);
}

/// In an empty folder, so that nothing depends on where the tests run.
Outcome in_folder(const TempFolder& folder, const std::vector<std::string>& words) {
  return called(words, {.folder = folder.path().string(), .environment = {}, .limit = std::chrono::seconds(60)});
}

struct Case {
  std::vector<std::string> words;
  std::string said;
  int code = 2;
};

TEST(Trouble, IsOneLineWithAtMostOneHintAndTheRightCode) {
  const TempFolder folder;
  put(folder / "unknown.txt", "hello\nworld\n");
  put(folder / "nothing", "");
  put(folder / "key.json", "{\n  // a slip\n  \"gruops\": []\n}\n");
  put(folder / "pattern.json", R"({"groups": [{"name": "a", "match": ["b", "re:("]}]})");
  put(folder / "broken.json", "{\n  \"groups\": [,]\n}\n");
  std::filesystem::create_directory(folder / "empty");
  const std::string data = atlas("data.js");
  const std::string releases = atlas("releases.json");
  const std::string pattern_hint = "hint: a pattern is a glob (*, ?, [...]), or an RE2 expression after 're:'\n";
  const std::string tag_hint = "hint: the newest with runs is 'v0.2.3'\n";
  const std::string share_hint = "hint: write it as 10% or 0.1\n";
  const auto unknown_format = [](const std::string& looks) {
    return ": no known format: this is " + looks +
           "\nhint: docs/formats.md lists what is read; --format-in NAME says what it is\n";
  };
  const std::vector<Case> cases = {
      {{}, "command line: a command is due\nhint: `perfolio --help` lists what there is\n"},
      {{"reprot", "x"}, "command line: no command is called 'reprot'\nhint: did you mean 'report'?\n"},
      {{"report"}, "no SOURCE given\nhint: perfolio report dev/bench/data.js, for example\n"},
      {{"report", "missing.js"}, "missing.js: cannot open: No such file or directory\n"},
      {{"report", "empty"}, "empty: no file of the folder has a known format\n"},
      {{"report", "unknown.txt"}, "unknown.txt" + unknown_format("text that begins with \"hello\"")},
      {{"report", "nothing"}, "nothing" + unknown_format("nothing but white space")},
      {{"report", "-"}, "-" + unknown_format("nothing but white space")},
      {{"report", data, "--bogus"},
       "command line: The following argument was not expected: --bogus\n"
       "hint: `perfolio report --help` lists what there is\n"},
      {{"report", data, "-c", "key.json"}, "key.json: /gruops: unknown key 'gruops'\nhint: did you mean 'groups'?\n"},
      {{"report", data, "-c", "pattern.json"},
       "pattern.json: /groups/0/match: pattern 're:(' cannot be read: missing ): (\n" + pattern_hint},
      {{"report", data, "-c", "broken.json"},
       "broken.json:2:14: this is not valid JSON\nhint: comments are allowed, trailing commas are not\n"},
      {{"report", data, "--include", "re:("}, "pattern 're:(' cannot be read: missing ): (\n" + pattern_hint},
      {{"report", data, "--threshold", "ten"}, "--threshold: 'ten' is no share\n" + share_hint},
      {{"report", data, "--threshold", "nan"}, "--threshold: 'nan' is no share\n" + share_hint},
      {{"report", data, "--threshold", "1,5"}, "--threshold: '1,5' is no share\n" + share_hint},
      {{"report", data, "--alert-threshold", "90%"},
       "--alert-threshold: '90%' is not above 100%\nhint: 110% stands for a worsening beyond 10 %\n"},
      {{"report", data, "--alert-threshold", "150"},
       "--alert-threshold: '150' is a ratio, 150 times as much\nhint: write 150% or 1.5\n"},
      {{"report", data, "--releases", releases, "--release", "v9"}, "there is no release 'v9'\n" + tag_hint},
      {{"report", data, "--releases", releases, "--baseline", "v9"}, "there is no release 'v9'\n" + tag_hint},
      {{"report", data, "--by", "release"},
       "no release is known\nhint: --repo-dir takes them from git tags, --releases from a file\n"},
      {{"report", data, "--style", "neon"},
       "no style is called 'neon'\nhint: light, dark, print, foundry, ledger, studio, or the path of a JSON file\n"},
      {{"report", data, "--format-in", "gogle-benchmark"},
       data + ": no format is called 'gogle-benchmark'\nhint: did you mean 'google-benchmark'?\n"},
      {{"report", "gh-pages:data.js", "--repo-dir", "empty"},
       "empty: git: not a git repository (or any of the parent directories): .git\n"
       "hint: name the repository with --repo-dir DIR, or give the releases with --releases FILE\n",
       3}};
  for (const Case& c : cases) {
    const Outcome outcome = in_folder(folder, c.words);
    EXPECT_EQ(outcome.errors, "perfolio: " + c.said);
    EXPECT_EQ(outcome.code, c.code) << c.said;
    EXPECT_EQ(outcome.output, "");
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "perfolio-out"));
}

TEST(Trouble, RefusesANumberOfJobsThatIsNone) {
  const TempFolder folder;
  for (const char* jobs : {"-3", "0", "1000000", "many"}) {
    const Outcome outcome = in_folder(folder, {"report", atlas("data.js"), "--jobs", jobs});
    EXPECT_EQ(outcome.code, 2) << jobs;
    EXPECT_TRUE(outcome.errors.starts_with("perfolio: command line: --jobs")) << outcome.errors;
  }
}

TEST(Trouble, DoesNotWaitForPipesAndDevices) {
  const TempFolder folder;
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  const Setting soon{.folder = folder.path().string(), .environment = {}, .limit = std::chrono::seconds(10)};
  const Outcome pipe = called({"report", "pipe"}, soon);
  EXPECT_FALSE(pipe.late);
  EXPECT_EQ(pipe.errors, "perfolio: pipe: is a pipe, not a file\n");
  EXPECT_EQ(pipe.code, 2);
  const Outcome zero = called({"report", "/dev/zero"}, soon);
  EXPECT_FALSE(zero.late);
  EXPECT_EQ(zero.errors, "perfolio: /dev/zero: is a device, not a file\n");
  EXPECT_EQ(zero.code, 2);
}

TEST(Trouble, ShowsControlCharactersOfArgumentsAsEscapes) {
  const TempFolder folder;
  const Outcome outcome = in_folder(folder, {"report", "a\x1b[31m\nb"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.errors.find('\x1b'), std::string::npos);
  EXPECT_LE(lines_of(outcome.errors), 2U);
  const Outcome option = in_folder(folder, {"report", "x", "--a\x1b[31m\n::error::b"});
  EXPECT_EQ(option.errors.find('\x1b'), std::string::npos) << option.errors;
  EXPECT_EQ(option.errors.find("\n::"), std::string::npos) << option.errors;
}

std::vector<std::string> small_report(const std::string& out) {
  return {"report", atlas("data.js"), "--releases", atlas("releases.json"), "--formats", "csv", "-o", out};
}

TEST(OutputFolder, WithForeignFilesIsRefusedAndLeftAlone) {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "out");
  put(folder / "out/mine.txt", "mine");
  const Outcome outcome = called(small_report(folder / "out"));
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(lines_of(outcome.errors), 2U) << outcome.errors;
  EXPECT_NE(outcome.errors.find("--force"), std::string::npos) << outcome.errors;
  const auto left = files_below(folder / "out");
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left.at("mine.txt"), "mine");
}

TEST(OutputFolder, KeepsForeignFilesUnderForce) {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "out");
  put(folder / "out/mine.txt", "mine");
  auto words = small_report(folder / "out");
  words.emplace_back("--force");
  ASSERT_EQ(called(words).code, 0);
  const auto left = files_below(folder / "out");
  EXPECT_EQ(left.size(), 2U);
  EXPECT_EQ(left.at("mine.txt"), "mine");
  EXPECT_TRUE(left.contains("report.csv"));
}

TEST(OutputFolder, OfAnEarlierReportIsReplacedAndLosesWhatIsNoLongerMade) {
  const TempFolder folder;
  auto words = small_report(folder / "out");
  ASSERT_EQ(called(words).code, 0);
  words[5] = "json";
  ASSERT_EQ(called(words).code, 0);
  const auto left = files_below(folder / "out");
  EXPECT_TRUE(left.contains("report.json"));
  EXPECT_FALSE(left.contains("report.csv"));
}

TEST(OutputFolder, InAReadOnlyPlaceIsAnErrorOfTheOutside) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  const TempFolder folder;
  std::filesystem::create_directory(folder / "locked");
  std::filesystem::permissions(folder / "locked", std::filesystem::perms::owner_read);
  const Outcome outcome = called(small_report(folder / "locked/out"));
  std::filesystem::permissions(folder / "locked", std::filesystem::perms::owner_all);
  EXPECT_EQ(outcome.code, 3);
  EXPECT_LE(lines_of(outcome.errors), 2U) << outcome.errors;
}

/// Three releases on main, v1.0.1 on a maintenance branch made from v1.0.0, and the results on gh-pages.
class Published {
 public:
  Published() {
    const std::string a = commit("main", {}, 1);
    const std::string b = commit("main", {a}, 10);
    const std::string c = commit("main", {b}, 20);
    const std::string fix = commit("v1.0", {a}, 30);
    const std::string after = commit("main", {c}, 40);
    repository.tag("v1.0.0", a);
    repository.tag("v1.1.0", b);
    repository.tag("v1.2.0", c);
    repository.tag("v1.0.1", fix);
    put(std::filesystem::path(repository.folder()) / "data.json", data({a, b, c, fix, after}));
    const std::string blob = repository.git({"hash-object", "-w", "data.json"});
    repository.git({"update-index", "--add", "--cacheinfo", "100644," + blob + ",dev/bench/data.js"});
    const std::string tree = repository.git({"write-tree"});
    const std::string pages = repository.git({"commit-tree", "-m", "pages", tree});
    repository.git({"update-ref", "refs/heads/gh-pages", pages});
  }
  Repository repository;

 private:
  std::string commit(const std::string& branch, const std::vector<std::string>& parents, int day) const {
    return repository.commit(branch, parents, day);
  }
  static std::string data(const std::vector<std::string>& commits) {
    std::string runs;
    for (std::size_t i = 0; i < commits.size(); ++i) {
      runs += (i == 0 ? "" : ",") + std::string(R"({"commit":{"id":")") + commits[i] +
              R"(","message":"m","timestamp":"2020-03-01T00:00:00Z","url":"https://example.org/c"},"date":)" +
              std::to_string(1583020800000LL + static_cast<long long>(i) * 1000) +
              R"(,"tool":"cargo","benches":[{"name":"a","value":)" + std::to_string(100 + i) + R"(,"unit":"ns"}]})";
    }
    return "window.BENCHMARK_DATA = {\"lastUpdate\":1,\"repoUrl\":\"https://example.org/r\",\"entries\":{\"S\":[" +
           runs + "]}}";
  }
};

TEST(GitSource, IsReadFromABranchAndMappedByWhatTagsContain) {
  const Published published;
  const TempFolder folder;
  const Outcome made = called({"report", "gh-pages:dev/bench/data.js", "--repo-dir", published.repository.folder(),
                               "--formats", "csv,json", "-o", folder / "out"});
  ASSERT_EQ(made.code, 0) << made.errors;
  const std::string csv = bytes_of(folder / "out/report.csv");
  for (const char* row : {",v1.0.0,100,", ",v1.0.1,103,", ",v1.1.0,101,", ",v1.2.0,102,"})
    EXPECT_NE(csv.find(row), std::string::npos) << row << " in\n" << csv;
  const std::string json = bytes_of(folder / "out/report.json");
  EXPECT_NE(json.find("\"containment\":4"), std::string::npos);
  EXPECT_NE(json.find("\"unreleased\":1"), std::string::npos);
}

/// Two lines of releases, measured turn by turn: v1.9.2 to v1.9.6 at 100, and v2.0.0 to v2.3.0, branched from v1.9.2,
/// whose v2.2.0 takes 150. Six runs of each.
class TwoLines : public testing::Test {
 protected:
  TwoLines() {
    std::string old = release("v1.9.1", "v1", {}, 100);
    old = release("v1.9.2", "v1", {old}, 100);
    std::string main = release("v2.0.0", "main", {old}, 100);
    old = release("v1.9.3", "v1", {old}, 100);
    main = release("v2.1.0", "main", {main}, 100);
    old = release("v1.9.4", "v1", {old}, 100);
    main = release("v2.2.0", "main", {main}, 150);
    old = release("v1.9.5", "v1", {old}, 100);
    main = release("v2.3.0", "main", {main}, 150);
    release("v1.9.6", "v1", {old}, 100);
    put(folder / "data.js",
        "window.BENCHMARK_DATA = {\"lastUpdate\":1,\"repoUrl\":\"https://example.org/r\","
        "\"entries\":{\"S\":[" +
            runs_ + "]}}");
  }

  std::string report(const std::string& tag) const {
    const Outcome made = called({"report", folder / "data.js", "--repo-dir", repository.folder(), "--release", tag,
                                 "--formats", "json", "-o", folder / tag});
    EXPECT_EQ(made.code, 0) << made.errors;
    return bytes_of(folder / (tag + "/report.json"));
  }

  Repository repository;
  TempFolder folder;
  std::map<std::string, std::string> commits;  ///< by tag.

 private:
  /// A commit that is released, and its runs: all within half a percent, never twice the same.
  std::string release(const std::string& tag, const std::string& branch, const std::vector<std::string>& parents,
                      double level) {
    const std::string commit = repository.commit(branch, parents, ++day_);
    repository.tag(tag, commit);
    commits[tag] = commit;
    for (int i = 0; i < 6; ++i, ++run_) {
      const double value = level * (1 + 0.001 * ((run_ * 7) % 11 - 5));
      const long long moment = 1577836800000LL + (day_ * 24LL + i) * 3600000LL;
      runs_ += std::string(runs_.empty() ? "" : ",") + R"({"commit":{"id":")" + commit +
               R"(","message":"m","timestamp":"2020-01-01T00:00:00Z","url":"https://example.org/c"},"date":)" +
               std::to_string(moment) + R"(,"tool":"cargo","benches":[{"name":"a","value":)" + std::to_string(value) +
               R"(,"unit":"ns"}]})";
    }
    return commit;
  }
  std::string runs_;
  int day_ = 0;
  int run_ = 0;
};

using Json = nlohmann::json;

TEST_F(TwoLines, AreComparedEachWithItsOwn) {
  struct Wanted {
    const char *release, *baseline, *verdict;
  };
  for (const auto& [tag, baseline, verdict] :
       {Wanted{"v2.3.0", "v2.2.0", "same"}, Wanted{"v2.2.0", "v2.1.0", "worse"}, Wanted{"v2.0.0", "v1.9.2", "same"},
        Wanted{"v1.9.3", "v1.9.2", "same"}, Wanted{"v1.9.6", "v1.9.5", "same"}}) {
    const Json made = Json::parse(report(tag));
    EXPECT_EQ(made.at("current").at("tag"), tag);
    EXPECT_EQ(made.at("baseline").at("tag"), baseline) << tag;
    const Json& a = made.at("benchmarks").at(0);
    EXPECT_EQ(a.at("comparison").at("verdict"), verdict) << tag << a.at("comparison").dump(1);
    ASSERT_EQ(a.at("change_points").size(), 1U) << tag;
    EXPECT_EQ(a.at("change_points").at(0).at("release"), "v2.2.0");
    EXPECT_EQ(a.at("change_points").at(0).at("commits").size(), 1U) << "one commit lies between v2.1.0 and v2.2.0";
    EXPECT_EQ(a.at("change_points").at(0).at("commits").at(0).at("id"), commits.at("v2.2.0"));
  }
}

TEST_F(TwoLines, AreToldInTheReport) {
  const std::string text = report("v2.0.0");
  EXPECT_NE(text.find("'v2.0.0' follows 'v1.9.2' by the repository's history: it is compared with 'v1.9.2', not with "
                      "'v1.9.6' of another line of releases"),
            std::string::npos);
  const Json made = Json::parse(text);
  EXPECT_EQ(made.at("current").at("follows"), "v1.9.2");
  EXPECT_EQ(made.at("current").at("follows_by"), "history");
  EXPECT_EQ(made.at("mapping").at("ambiguous"), 0);
}

TEST(GitSource, ThatIsNotThereIsAnErrorThatNamesIt) {
  const Published published;
  const Outcome made = called({"report", "gh-pages:nowhere.js", "--repo-dir", published.repository.folder()});
  EXPECT_NE(made.code, 0);
  EXPECT_NE(made.errors.find("'nowhere.js' does not exist in 'gh-pages'"), std::string::npos) << made.errors;
  EXPECT_LE(lines_of(made.errors), 2U) << made.errors;
}

TEST(GitSource, OfABranchThatIsNotThereIsToldWhereItMayBe) {
  const Published published;
  const TempFolder folder;
  const Outcome clone = run({"git", "clone", "-q", "file://" + published.repository.folder(), folder / "clone"});
  ASSERT_EQ(clone.code, 0) << clone.errors;
  Outcome made = called({"report", "gh-pages:dev/bench/data.js", "--repo-dir", folder / "clone"});
  EXPECT_EQ(made.code, 2);
  EXPECT_EQ(made.errors,
            "perfolio: gh-pages:dev/bench/data.js: the repository has no branch or commit 'gh-pages'\n"
            "hint: did you mean origin/gh-pages:dev/bench/data.js?\n");
  made = called({"report", "origin/perf:data.js", "--repo-dir", folder / "clone"});
  EXPECT_EQ(made.code, 2);
  EXPECT_NE(made.errors.find("\nhint: git fetch origin +refs/heads/perf:refs/remotes/origin/perf may bring it\n"),
            std::string::npos)
      << made.errors;
}

TEST(GitSource, FromAShallowCloneIsRefusedWithAHint) {
  const Published published;
  const TempFolder folder;
  const Outcome clone = run({"git", "clone", "-q", "--depth", "1", "--no-single-branch",
                             "file://" + published.repository.folder(), folder / "clone"});
  ASSERT_EQ(clone.code, 0) << clone.errors;
  const Outcome made =
      called({"report", "origin/gh-pages:dev/bench/data.js", "--repo-dir", folder / "clone", "-o", folder / "out"});
  EXPECT_NE(made.code, 0);
  EXPECT_NE(made.errors.find("shallow"), std::string::npos) << made.errors;
  EXPECT_NE(made.errors.find("\nhint: "), std::string::npos) << made.errors;
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
