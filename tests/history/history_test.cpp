// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "history/merge.h"
#include "history/rules.h"
#include "history/sources.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace perfolio::history {
namespace {

namespace fs = std::filesystem;
using units::Direction;

model::Run run_at(const std::string& date, std::vector<model::Result> results) {
  model::Run run;
  run.suite = "s";
  run.commit = "c" + date;
  run.date = base::parse_time(date);
  run.results = std::move(results);
  return run;
}

model::Result result(const std::string& name, double value, const std::string& unit) {
  model::Result made;
  made.benchmark = name;
  made.value = value;
  made.unit = unit;
  return made;
}

model::History merged(std::vector<model::Run> runs) {
  Merge merge;
  for (model::Run& run : runs) merge.add(std::move(run));
  return merge.finish();
}

std::string dump(const model::History& history) {
  std::string text;
  for (const model::Run& run : history.runs) text += run.commit + "\n";
  for (const model::Series& series : history.series) {
    text += series.benchmark + " " + series.unit.base + " " + series.estimator + ":";
    for (std::size_t i = 0; i < series.run.size(); ++i) {
      text += " " + std::to_string(series.run[i]) + "=" + std::to_string(series.value[i]);
      if (!series.lower.empty()) text += "[" + std::to_string(series.lower[i]) + "]";
    }
    text += "\n";
  }
  for (const auto& diagnostic : history.diagnostics) text += diagnostic.text + "\n";
  return text;
}

TEST(Merge, BringsUnitsOfOneFamilyTogether) {
  const auto history =
      merged({run_at("2024-01-01", {result("a", 2, "us")}), run_at("2024-01-02", {result("a", 1500, "ns")})});
  ASSERT_EQ(history.series.size(), 1U);
  EXPECT_EQ(history.series[0].value, (std::vector<double>{2000, 1500}));
  EXPECT_EQ(history.series[0].unit.factor, 1);
}

TEST(Merge, MakesTwoSeriesOfTwoFamiliesAndSaysSo) {
  const auto history =
      merged({run_at("2024-01-01", {result("a", 2, "us")}), run_at("2024-01-02", {result("a", 3, "MB")})});
  EXPECT_EQ(history.series.size(), 2U);
  EXPECT_EQ(history.diagnostics.size(), 1U);
}

TEST(Merge, TakesTheMedianOfABenchmarkThatStandsTwiceInARun) {
  const auto history =
      merged({run_at("2024-01-01", {result("a", 1, "ns"), result("a", 9, "ns"), result("a", 2, "ns")})});
  ASSERT_EQ(history.series.size(), 1U);
  EXPECT_EQ(history.series[0].value, (std::vector<double>{2}));
  EXPECT_EQ(history.series[0].lower, (std::vector<double>{1}));
  EXPECT_EQ(history.series[0].upper, (std::vector<double>{9}));
}

TEST(Merge, DoesNotDependOnTheOrderOfRuns) {
  std::vector<model::Run> runs;
  for (const std::string date : {"2024-01-01", "2024-01-02", "2024-01-03"}) {
    auto a = result("a", static_cast<double>(runs.size() + 1), "ns");
    a.estimator = runs.size() == 1 ? "median" : "mean";
    if (runs.size() == 2) a.lower = 0.5;
    runs.push_back(run_at(date, {a, result("b", 7, "ops/s")}));
  }
  runs.push_back(runs[1]);  // the same in everything but its values
  runs.back().results[0].value = 5;
  const std::string want = dump(merged(runs));
  EXPECT_NE(want.find("estimated by mean and by median"), std::string::npos);
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    std::vector<model::Run> shuffled;
    for (const std::size_t i : order) shuffled.push_back(runs[i]);
    EXPECT_EQ(dump(merged(shuffled)), want);
  } while (std::ranges::next_permutation(order).found);
}

TEST(Merge, OrdersRunsOfOneMomentByTheirCommitsThenAsTheInputDoes) {
  std::vector<model::Run> runs;
  for (const char* commit : {"f", "b", "f", "a", "0"}) {
    runs.push_back(run_at("2024-01-01", {result("x", static_cast<double>(runs.size()), "ns")}));
    runs.back().commit = commit;
    if (runs.size() == 3) runs.back().suite = "another";
  }
  runs[4].commit_date = base::parse_time("2023-12-31");
  const auto history = merged(runs);
  std::string order;
  for (const model::Run& run : history.runs) order += run.commit + " ";
  EXPECT_EQ(order, "0 f f b a ");
}

TEST(Merge, TakesDirectionFromTheSourceThenTheUnitThenTheName) {
  auto said = result("a", 1, "ops/s");
  said.better = Direction::Lower;
  auto named = result("c", 1, "frobs");
  named.metric = "throughput";
  const auto history = merged({run_at("2024-01-01", {said, result("b", 1, "ops/s"), named, result("d", 1, "frobs")})});
  EXPECT_EQ(history.series.at(0).better, Direction::Lower);
  EXPECT_EQ(history.series.at(1).better, Direction::Higher);
  EXPECT_EQ(history.series.at(2).better, Direction::Higher);
  EXPECT_EQ(history.series.at(3).better, Direction::Lower);
}

TEST(Merge, DropsAValueThatOverflowsInItsBaseUnit) {
  const auto history = merged({run_at("2024-01-01", {result("a", 1e308, "s")})});
  EXPECT_TRUE(history.series.empty());
  EXPECT_EQ(history.diagnostics.size(), 1U);
}

const std::string kData = std::string(PERFOLIO_SOURCE_DIR) + "/tests/data/formats/";

model::Result estimated(double value, const std::string& estimator) {
  model::Result made = result("a", value, "ns");
  made.estimator = estimator;
  return made;
}

TEST(Merge, CutsASeriesWhereItsEstimatorChanges) {
  std::vector<model::Run> runs{
      run_at("2024-01-01", {estimated(340, "")}), run_at("2024-01-02", {estimated(341, "median")}),
      run_at("2024-01-03", {estimated(342, "")}), run_at("2024-01-04", {estimated(374, "slope")}),
      run_at("2024-01-05", {estimated(343, "median")})};
  const model::History history = merged(runs);
  ASSERT_EQ(history.series.size(), 2U);
  EXPECT_EQ(history.series[0].estimator, "median");
  EXPECT_EQ(history.series[0].value, (std::vector<double>{340, 341, 342, 343}));
  EXPECT_EQ(history.series[1].estimator, "slope");
  EXPECT_EQ(history.series[1].run, (std::vector<std::uint32_t>{3}));
  ASSERT_EQ(history.diagnostics.size(), 1U);
  EXPECT_EQ(history.diagnostics[0].text,
            "s: a (time): estimated by median and by slope: two series, not to be compared");
  std::ranges::reverse(runs);
  EXPECT_EQ(dump(merged(runs)), dump(history));
}

TEST(Merge, SaysOnceWhatHoldsForManySeries) {
  std::vector<model::Run> runs;
  for (const char* estimator : {"mean", "slope"}) {
    std::vector<model::Result> results;
    for (const char* name : {"a", "b", "c"}) {
      results.push_back(estimated(1, estimator));
      results.back().benchmark = name;
      results.back().spread = estimator;
    }
    runs.push_back(run_at(runs.empty() ? "2024-01-01" : "2024-01-02", results));
  }
  const model::History history = merged(runs);
  EXPECT_EQ(history.series.size(), 6U);
  EXPECT_EQ(history.series[0].spread, "");  // not what the newest run, of the other estimator, states
  EXPECT_EQ(history.series[1].spread, "slope");
  ASSERT_EQ(history.diagnostics.size(), 1U);
  EXPECT_EQ(history.diagnostics[0].text,
            "s: a (time): and 2 others: estimated by mean and by slope: two series, not to be compared");
}

TEST(Merge, KeepsASeriesWholeWhileItsEstimatorIsUnknownOrOne) {
  const auto history = merged({run_at("2024-01-01", {estimated(1, "")}), run_at("2024-01-02", {estimated(2, "mean")})});
  ASSERT_EQ(history.series.size(), 1U);
  EXPECT_EQ(history.series[0].estimator, "mean");
}

TEST(Merge, LeavesOutARunThatIsThereTwice) {
  const model::Run run = run_at("2024-01-01", {result("a", 1, "ns")});
  Merge merge;
  EXPECT_TRUE(merge.add(run));
  EXPECT_FALSE(merge.add(run));
  model::Run other = run;
  other.environment["cpu"] = "another";
  EXPECT_TRUE(merge.add(other));
  other = run;
  other.results[0].value = 2;
  EXPECT_TRUE(merge.add(other));
  other = run;
  other.date.reset();  // twice the same result without a date may well be two runs
  EXPECT_TRUE(merge.add(other));
  EXPECT_TRUE(merge.add(other));
}

TEST(Merge, NeverMixesEnvironments) {
  std::vector<model::Run> runs{run_at("2024-01-01", {result("a", 1, "ns")}),
                               run_at("2024-01-02", {result("a", 2, "ns")})};
  runs[0].environment["cpu"] = "x";
  runs[1].environment["cpu"] = "y";
  EXPECT_EQ(merged(runs).series.size(), 2U);
}

TEST(Rules, RenameIgnoreAndOverride) {
  Rules rules;
  rules.aliases["old"] = "new";
  rules.ignore.emplace_back("skip*");
  rules.overrides.push_back({{base::Pattern("new")}, "time", "us", Direction::Higher});
  model::Run run = run_at("2024-01-01", {result("old", 1, ""), result("skip me", 1, "ns"),
                                         result("x_bencher_ignore", 1, "ns"), result("XBencherIgnore", 1, "ns"),
                                         result("x-bencher-ignore", 1, "ns"), result("old_bencher_ignored", 1, "ns")});
  std::map<std::string, int> ignored;
  apply(rules, run, [&](std::string_view reason) { ++ignored[std::string(reason)]; });
  ASSERT_EQ(run.results.size(), 2U);
  EXPECT_EQ(run.results[0].benchmark, "new");
  EXPECT_EQ(run.results[0].unit, "us");
  EXPECT_EQ(run.results[0].better, Direction::Higher);
  EXPECT_EQ(run.results[1].unit, "ns");
  EXPECT_EQ(ignored, (std::map<std::string, int>{{"benchmark asks to be ignored", 3},
                                                 {"benchmark is ignored by the config", 1}}));
}

TEST(Rules, LeaveOtherMetricsAlone) {
  Rules rules;
  rules.overrides.push_back({{base::Pattern("*")}, "memory", "KiB", {}});
  model::Run run = run_at("2024-01-01", {result("a", 1, "ns")});
  apply(rules, run, [](std::string_view) {});
  EXPECT_EQ(run.results[0].unit, "ns");
}

TEST(Sources, ReadFilesInAnyOrderAndCountWhatTheyLeaveOut) {
  const std::vector<std::string> names = {kData + "perfolio/two.jsonl", kData + "github-action-benchmark/realities.js"};
  const auto history = read_sources(names, {});
  EXPECT_EQ(dump(history), dump(read_sources({names[1], names[0]}, {})));
  ASSERT_EQ(history.inputs.size(), 2U);
  EXPECT_EQ(history.inputs[0].format, "github-action-benchmark");
  EXPECT_EQ(history.inputs[0].sha256.size(), 64U);
  EXPECT_EQ(history.inputs[0].ignored.at("run of a pull request"), 1U);
  EXPECT_EQ(history.runs.size(), 7U);
  EXPECT_EQ(read_sources(names, {.format = "", .git = nullptr, .pull_requests = true, .rules = {}}).runs.size(), 8U);
}

TEST(Sources, ReadAFolderAndTellWhatIsLeftOut) {
  const fs::path folder = fs::path(testing::TempDir()) / "perfolio_sources_test";
  fs::create_directories(folder);
  fs::copy_file(kData + "perfolio/two.jsonl", folder / "a.jsonl", fs::copy_options::overwrite_existing);
  std::ofstream(folder / "README.md") << "words\n";
  const auto history = read_sources({folder.string()}, {});
  EXPECT_EQ(history.runs.size(), 2U);
  ASSERT_EQ(history.diagnostics.size(), 1U);
  EXPECT_TRUE(history.diagnostics[0].where.file.ends_with("README.md"));
  fs::remove(folder / "a.jsonl");
  EXPECT_THROW(read_sources({folder.string()}, {}), base::Error);
  fs::remove_all(folder);
}

struct OneFile final : sys::Git {
  [[nodiscard]] std::string run(const std::vector<std::string>& arguments) const override {
    const std::string id(40, 'a');
    if (arguments.front() == "rev-parse") {
      EXPECT_EQ(arguments.back(), "gh-pages:bench/data.js");
      return id + "\n";
    }
    EXPECT_EQ(arguments.front(), "cat-file");
    EXPECT_EQ(arguments.back(), id);
    if (arguments[1] == "-t") return "blob\n";
    return R"({"entries":{"S":[{"date":1,"tool":"go","benches":[{"name":"n","value":"x"}]}]}})";
  }
};

TEST(Sources, ReadWhatPowerShellAndTheLogsOfWorkflowsMadeOfAText) {
  const fs::path folder = fs::path(testing::TempDir()) / "carried";
  fs::create_directories(folder);
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("goos: linux\r\nBenchmarkA 100 1234 ns/op\r\n")) wide += {c, '\0'};
  const std::string front = "job\tstep\t2026-02-20T12:00:00.1234567Z ";
  std::ofstream(folder / "wide.txt", std::ios::binary) << wide;
  std::ofstream(folder / "log.txt") << front << "goos: linux\n" << front << "BenchmarkA 100 1234 ns/op\n";
  for (const std::string file : {"wide.txt", "log.txt"}) {
    const auto history = read_sources({(folder / file).string()}, {});
    ASSERT_EQ(history.series.size(), 1U) << file;
    EXPECT_DOUBLE_EQ(history.series[0].value.at(0), 1234) << file << ' ' << history.series[0].unit.base;
  }
  fs::remove_all(folder);
}

TEST(Sources, ReadTheFoldersOfMachinesThatPytestBenchmarkKeeps) {
  const fs::path folder = fs::path(testing::TempDir()) / "py" / ".benchmarks";
  fs::create_directories(folder / "Linux-CPython-3.11-64bit");
  const auto write = [&](const std::string& name, const std::string& mean) {
    std::ofstream(folder / "Linux-CPython-3.11-64bit" / name)
        << R"({"machine_info":{},"datetime":"2026-01-0)" << mean
        << R"(T00:00:00","benchmarks":[{"fullname":"a","stats":{"mean":)" << mean << "}}]}";
  };
  write("0001_a.json", "1");
  write("0002_b.json", "2");
  EXPECT_EQ(read_sources({folder.string()}, {}).runs.size(), 2U);
  EXPECT_EQ(read_sources({folder.string() + "/"}, {}).runs.size(), 2U);
  EXPECT_EQ(read_sources({(folder / "Linux-CPython-3.11-64bit").string()}, {}).runs.size(), 2U);
  fs::remove_all(folder.parent_path());
}

TEST(Sources, ReadCriterionsFolderFromAbove) {
  const fs::path folder = fs::path(testing::TempDir()) / "criterion-above";
  fs::remove_all(folder);
  fs::create_directories(folder / "target");
  fs::copy(fs::path(PERFOLIO_SOURCE_DIR) / "tests/data/formats/criterion-directory", folder / "target/criterion",
           fs::copy_options::recursive);
  fs::remove(folder / "target/criterion/plain/new/estimates.json");
  for (const std::string format : {"", "criterion-dir"}) {
    const auto history =
        read_sources({folder.string()}, {.format = format, .git = nullptr, .pull_requests = false, .rules = {}});
    ASSERT_EQ(history.inputs.size(), 1U);
    EXPECT_EQ(history.inputs[0].format, "criterion-directory");
    EXPECT_EQ(history.inputs[0].points, 4U);
    EXPECT_EQ(history.series.size(), 4U);
    ASSERT_EQ(history.diagnostics.size(), 1U);
    EXPECT_EQ(history.diagnostics[0].text,
              "target/criterion/plain/new/estimates.json is missing, so that the benchmark is left out");
  }
  EXPECT_THROW(
      read_sources({folder.string()}, {.format = "criterion", .git = nullptr, .pull_requests = false, .rules = {}}),
      base::Error);
}

TEST(Sources, AskGitForARevisionAndNameItInErrors) {
  const OneFile git;
  try {
    read_sources({"gh-pages:bench/data.js"}, {.format = "gab", .git = &git, .pull_requests = false, .rules = {}});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.where().file, "gh-pages:bench/data.js");
    EXPECT_EQ(error.where().pointer, "/entries/S/0/benches/0/value");
  }
  EXPECT_THROW(read_sources({"gh-pages:bench/data.js"}, {}), base::Error);
}

}  // namespace
}  // namespace perfolio::history
