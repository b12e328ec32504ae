// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/config.h"
#include "cli/project_facts.h"
#include "cli/starter_files.h"
#include "support/repository.h"
#include "support/runner.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace perfolio;
using namespace perfolio::test;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A repository whose branch gh-pages holds the sample's history where github-action-benchmark keeps it.
class Migrating {
 public:
  Migrating() {
    std::filesystem::create_directories(in("dev/bench"));
    put(in("dev/bench/data.js"), bytes_of(source_path("samples/atlas/data.js")));
    commit();
    repository_.git({"branch", "gh-pages"});
    repository_.git({"rm", "-q", "-r", "--", "dev"});
    put(in("Cargo.toml"), "[package]\n");
    std::filesystem::create_directories(in(".github/workflows"));
    put(in(".github/workflows/bench.yml"),
        "jobs:\n  b:\n    steps:\n      - run: cargo bench | tee out.txt\n      - name: Store\n"
        "        uses: benchmark-action/github-action-benchmark@v1\n        with:\n          name: 'My suite' # x\n"
        "          tool: cargo\n          output-file-path: out.txt\n          gh-pages-branch: ${{ env.B }}\n"
        "      - name: not this one\n        with:\n          tool: go\n");
    repository_.git({"remote", "add", "origin", "git@github.com:example/atlas.git"});
    commit();
  }
  [[nodiscard]] std::string in(const std::string& path) const { return repository_.folder() + "/" + path; }
  [[nodiscard]] const Repository& repository() const { return repository_; }
  [[nodiscard]] Outcome init(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"init", "--dir", repository_.folder()});
    return called(more, {.environment = {"GIT_CONFIG_GLOBAL=/dev/null"}});
  }

 private:
  void commit() const {
    repository_.git({"add", "-A"});
    repository_.git({"commit", "-q", "-m", "c"});
  }
  Repository repository_;
};

TEST(Init, ReadsWhereGithubActionBenchmarkKeepsItsHistory) {
  const Migrating project;
  const Outcome made = project.init();
  ASSERT_EQ(made.code, 0) << made.errors;
  const cli::Config config = cli::config_from_json(bytes_of(project.in("perfolio.json")));
  EXPECT_EQ(config.sources, (std::vector<std::string>{"gh-pages:dev/bench/data.js"}));
  EXPECT_EQ(config.project, "atlas");
  EXPECT_EQ(config.repository, "https://github.com/example/atlas");
  EXPECT_TRUE(has(made.output, "github-action-benchmark in .github/workflows/bench.yml (tool cargo)")) << made.output;
  const Outcome report = called({"report", "--by", "run", "--repo-dir", ".", "--formats", "json", "-o", "out"},
                                {.folder = project.repository().folder(), .environment = {}});
  EXPECT_EQ(report.code, 0) << report.errors;
}

TEST(Init, GuessesTheGroupsThatAReportWouldMakeByItself) {
  const Migrating project;
  ASSERT_EQ(project.init().code, 0);
  const auto config = cli::config_from_json(bytes_of(project.in("perfolio.json")));
  std::vector<std::string> names;
  for (const auto& group : config.groups) names.push_back(group.name + ":" + group.match.front().text());
  EXPECT_EQ(names, (std::vector<std::string>{"compile:compile_*", "interp:interp_*", "parse:parse_*",
                                             "typecheck:typecheck_*", "vm:vm_*"}));
}

TEST(Init, LeavesTheRecordingToTheWorkflowThatDoesItAlready) {
  const Migrating project;
  ASSERT_EQ(project.init().code, 0);
  const std::string workflow = bytes_of(project.in(".github/workflows/perfolio.yml"));
  EXPECT_TRUE(has(workflow, "mode: release"));
  EXPECT_FALSE(has(workflow, "mode: record"));
  EXPECT_FALSE(has(workflow, "  push:"));
}

TEST(Init, OverwritesNothingAndSaysSo) {
  const Migrating project;
  put(project.in("perfolio.json"), "{}");
  const Outcome made = project.init();
  EXPECT_EQ(made.code, 0);
  EXPECT_EQ(bytes_of(project.in("perfolio.json")), "{}");
  EXPECT_TRUE(has(made.output, "left alone: perfolio.json")) << made.output;
  EXPECT_TRUE(has(made.output, "wrote .github/workflows/perfolio.yml")) << made.output;
  const std::string workflow = bytes_of(project.in(".github/workflows/perfolio.yml"));
  EXPECT_TRUE(has(project.init().output, "left alone: .github/workflows/perfolio.yml"));
  EXPECT_EQ(bytes_of(project.in(".github/workflows/perfolio.yml")), workflow);
}

TEST(Init, WritesNothingOnADryRun) {
  const Migrating project;
  const Outcome made = project.init({"--dry-run"});
  EXPECT_EQ(made.code, 0);
  EXPECT_TRUE(has(made.output, "would write perfolio.json:"));
  EXPECT_FALSE(std::filesystem::exists(project.in("perfolio.json")));
}

TEST(Init, WorksInAnEmptyFolderAndSaysWhatToDoNext) {
  const TempFolder folder;
  const Outcome made = called({"init", "--dir", folder.path().string()});
  ASSERT_EQ(made.code, 0) << made.errors;
  cli::config_from_json(bytes_of(folder / "perfolio.json"));
  const auto next = made.output.find("\nnext:\n");
  ASSERT_NE(next, std::string::npos);
  EXPECT_EQ(std::ranges::count(made.output.substr(next + 7), '\n'), 2);
  EXPECT_FALSE(std::filesystem::exists(folder / ".gitattributes"));
}

TEST(Init, LetsGitMergeAHistoryThatLivesInTheWorkTree) {
  const TempFolder folder;
  put(folder / "history.jsonl", "");
  ASSERT_EQ(called({"init", "--dir", folder.path().string()}).code, 0);
  EXPECT_EQ(bytes_of(folder / ".gitattributes"), "*.jsonl merge=union\n");
}

TEST(Init, FollowsNoLinkOutOfTheRepository) {
  const TempFolder folder;
  std::filesystem::create_directories(folder / "project");
  std::filesystem::create_directories(folder / "elsewhere");
  std::filesystem::create_directory_symlink(folder / "elsewhere", folder / "project/.github");
  const Outcome made = called({"init", "--dir", folder / "project"});
  EXPECT_EQ(made.code, 2);
  EXPECT_TRUE(std::filesystem::is_empty(folder / "elsewhere"));
}

TEST(Init, ListsTheFamiliesOfAMonorepo) {
  const Repository repository;
  const std::string commit = repository.commit("main", {}, 0);
  for (const char* tag : {"core-v1.0.0", "core-v1.1.0", "cli-v0.1.0", "nightly"}) repository.tag(tag, commit);
  const cli::ProjectFacts facts = cli::project_facts(repository.folder());
  EXPECT_EQ(facts.tags, 3U);
  ASSERT_EQ(facts.families.size(), 2U);
  EXPECT_EQ(facts.families[0].pattern, "core-v[0-9]*");
  EXPECT_EQ(facts.families[1].pattern, "cli-v[0-9]*");
  EXPECT_EQ(cli::config_from_json(cli::starter_config(facts)).tags, "core-v[0-9]*");
}

TEST(Init, GivesEachFamilyOfTagsAJobOfItsOwn) {
  cli::ProjectFacts facts;
  facts.families = {{"re:^v?[0-9]", ""}, {"core-v[0-9]*", "core-v"}, {"cli/v[0-9]*", "cli/v"}, {"a'b-[0-9]*", "a'b-"}};
  const std::string text = cli::starter_workflow(facts, "o/n@v1");
  EXPECT_TRUE(has(text,
                  "  release:\n    if: github.event_name == 'release' && "
                  "!startsWith(github.event.release.tag_name, 'core-v') && "
                  "!startsWith(github.event.release.tag_name, 'cli/v')\n"))
      << text;
  EXPECT_TRUE(has(text, "  release-core:\n    if: github.event_name == 'release' && startsWith("));
  EXPECT_TRUE(has(text, "          tags: \"cli/v[0-9]*\"\n          images-branch: perfolio-cli\n"));
  EXPECT_FALSE(has(text, "a'b"));
}

TEST(Init, RecordsWhereTheHistoryIsKeptElsewhere) {
  cli::ProjectFacts facts;
  facts.steps = cli::benchmark_steps(
      "    steps:\n    - uses: benchmark-action/github-action-benchmark@v1\n      with:\n        tool: cargo\n"
      "        external-data-json-path: ./cache/data.json\n");
  ASSERT_EQ(facts.steps.size(), 1U);
  EXPECT_TRUE(facts.steps[0].elsewhere);
  const std::string text = cli::starter_workflow(facts, "o/n@v1");
  EXPECT_TRUE(has(text, "mode: record"));
  EXPECT_TRUE(has(text, "these jobs begin another"));
  EXPECT_FALSE(has(text, "sources:"));
}

TEST(Init, RunsTheBenchmarksOfALanguageInAShellThatFailsWithThem) {
  const TempFolder folder;
  put(folder / "package.json", R"({"scripts": {"test": "x"}})");
  EXPECT_FALSE(cli::project_facts(folder.path().string()).runnable);
  put(folder / "package.json", R"({"scripts": {"bench": "x"}})");
  const std::string text = cli::starter_workflow(cli::project_facts(folder.path().string()), "o/n@v1");
  EXPECT_TRUE(
      has(text, "        shell: bash\n        run: |\n          npm ci\n          npm run bench | tee output.txt\n"))
      << text;
  EXPECT_FALSE(has(text, "tool:"));
}

TEST(Init, WarnsOfAFolderWhereNothingWouldRun) {
  const Repository repository;
  repository.commit("main", {}, 0);
  std::filesystem::create_directories(repository.folder() + "/below");
  EXPECT_TRUE(
      has(called({"init", "--dir", repository.folder() + "/below"}).errors, "is not the top of its repository"));
  const TempFolder folder;
  EXPECT_TRUE(has(called({"init", "--dir", folder.path().string()}).errors, "is no git repository"));
}

TEST(Init, WritesAConfigThatLoadsWhateverTheRepositorySays) {
  cli::ProjectFacts facts;
  facts.name = "a\"b\\\n// */ {}";
  facts.families = {{"x\"*\n{", "x\"*\n{"}, {"y", "y"}};
  facts.groups = {{"g\"\n", "[*]\"*", 2}};
  facts.sources = {"gh-pages:a\"b/data.js"};
  const cli::Config config = cli::config_from_json(cli::starter_config(facts));
  EXPECT_EQ(config.project, facts.name);
  EXPECT_EQ(config.tags, facts.families.front().pattern);
  EXPECT_EQ(config.groups.at(0).name, "g\"\n");
  EXPECT_EQ(config.sources, facts.sources);
}

TEST(Init, LetsNoNameBecomeAnExpressionOrALineOfTheWorkflow) {
  cli::ProjectFacts facts;
  facts.branch = "x\"]\n    run: ${{ secrets.TOKEN }}";
  facts.suite = "$${{ github.token }}";
  const std::string text = cli::starter_workflow(facts, "o/n@v1");
  EXPECT_FALSE(has(text, "secrets.TOKEN }}\n"));
  for (auto at = text.find("${{"); at != std::string::npos; at = text.find("${{", at + 1)) {
    const std::string expression = text.substr(at, text.find("}}", at) + 2 - at);
    EXPECT_TRUE(expression == "${{ github.token }}" || expression == "${{ steps.perfolio.outputs.report-dir }}")
        << expression;
  }
  EXPECT_FALSE(has(text, "name: \"$${{"));
  EXPECT_EQ(text.find("\n    run:"), std::string::npos);
}

TEST(BenchmarkSteps, AreReadWithTheInputsThatAreKnownBeforeARun) {
  const auto steps = cli::benchmark_steps(
      "jobs:\r\n  a:\r\n    steps:\r\n    - uses: benchmark-action/github-action-benchmark@0123 # v1\r\n      with:\r\n"
      "        tool: 'go'\r\n        benchmark-data-dir-path: \"bench/data\"\r\n        name: ${{ matrix.x }}\r\n"
      "    - uses: other/action@v1\r\n      with:\r\n        tool: cargo\r\n"
      "    - name: two\r\n      uses: benchmark-action/github-action-benchmark@v1\r\n      with:\r\n"
      "        gh-pages-branch: perf\r\n");
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].tool, "go");
  EXPECT_EQ(steps[0].folder, "bench/data");
  EXPECT_EQ(steps[0].name, "");
  EXPECT_EQ(steps[1].tool, "");
  EXPECT_EQ(steps[1].branch, "perf");
}

TEST(WebAddress, HasNoPasswordAndIsEmptyForWhatIsNotOnTheWeb) {
  const auto check = [](const std::string& remote, const std::string& want) {
    EXPECT_EQ(cli::web_address(remote), want) << remote;
  };
  check("https://user:token@github.com/o/r.git", "https://github.com/o/r");
  check("git@github.com:o/r.git", "https://github.com/o/r");
  check("ssh://git@ghe.example.org:22/o/r", "https://ghe.example.org/o/r");
  check("https://ghe.example.org:8443/o/r", "https://ghe.example.org:8443/o/r");
  check("/srv/git/r.git", "");
  check("../r", "");
  check("file:///srv/r", "");
  check("", "");
  check("https://github.com/o/r\" onload=\"", "");
}

}  // namespace
