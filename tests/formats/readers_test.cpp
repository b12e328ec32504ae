// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/shipped.h"

#include "base/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace perfolio::test {
namespace {

Kept kept_of(std::string_view format, const std::string& bytes) {
  Kept kept;
  read(format, bytes, kept);
  return kept;
}

TEST(PerfolioJsonl, ReadsEveryField) {
  const Kept kept = kept_of("perfolio", fixture("perfolio/two.jsonl"));
  ASSERT_EQ(kept.runs.size(), 2U);
  const model::Run& run = kept.runs[0];
  EXPECT_EQ(run.release, "v0.2.3");
  EXPECT_EQ(run.environment.at("cpu"), "A1");
  EXPECT_EQ(run.results.at(0).value, 2.013e5);
  EXPECT_EQ(run.results.at(0).lower, 2.001e5);
  EXPECT_EQ(run.results.at(0).samples.size(), 2U);
  EXPECT_EQ(run.results.at(0).better, units::Direction::Lower);
  EXPECT_TRUE(kept.diagnostics.empty());
}

TEST(PerfolioJsonl, LeavesOutATornLastLineAndSaysSo) {
  const std::string whole = fixture("perfolio/two.jsonl");
  const Kept kept = kept_of("perfolio", whole + R"({"schema":"perfolio/1","su)");
  EXPECT_EQ(kept.runs.size(), 2U);
  ASSERT_EQ(kept.diagnostics.size(), 1U);
  EXPECT_EQ(kept.diagnostics[0].where.line, 3);
  EXPECT_EQ(kept_of("perfolio", whole.substr(0, whole.size() - 1)).runs.size(), 2U);
}

TEST(PerfolioJsonl, RefusesABrokenLineInsideAndAnUnknownSchema) {
  const std::string whole = fixture("perfolio/two.jsonl");
  EXPECT_EQ(complaint("perfolio", "{\"schema\":\n" + whole), "line 1:10: the JSON ends too early");
  EXPECT_EQ(complaint("perfolio", whole + "{\"schema\":\"perfolio/2\"}\n"),
            "line 3: /schema: the schema \"perfolio/2\" is not known here; this reads perfolio/1");
  EXPECT_EQ(complaint("perfolio", whole + "<<<<<<< ours\n"),
            "line 3:1: an unresolved merge conflict: keep the lines of both sides");
  EXPECT_EQ(complaint("perfolio", "\r\n"), ": there is no run in it");
}

TEST(PerfolioJsonl, RefusesAListOrAnObjectWhereAValueIsDue) {
  const auto line = [](const std::string& result) {
    return R"({"schema":"perfolio/1","results":[{"benchmark":"a","unit":"ns",)" + result + "}]}\n";
  };
  EXPECT_EQ(complaint("perfolio", line(R"("value":[1])")), "line 1: /results/0/value: a number is due here");
  EXPECT_EQ(complaint("perfolio", line(R"("value":1,"exact":"yes")")),
            "line 1: /results/0/exact: true or false is due here");
  EXPECT_EQ(complaint("perfolio", line(R"("value":1,"exact":1)")),
            "line 1: /results/0/exact: true or false is due here");
  EXPECT_EQ(complaint("perfolio", line(R"("value":1,"exact":[true])")),
            "line 1: /results/0/exact: true or false is due here");
  EXPECT_EQ(complaint("perfolio", line(R"("value":{})")), "line 1: /results/0/value: a number is due here");
  EXPECT_EQ(complaint("perfolio", line(R"("value":1,"lower":[0])")), "line 1: /results/0/lower: a number is due here");
  EXPECT_EQ(complaint("perfolio", line(R"("value":1,"metric":{})")), "line 1: /results/0/metric: a text is due here");
  EXPECT_EQ(complaint("perfolio", R"({"schema":"perfolio/1","commit":["a"],"results":[]})"),
            "line 1: /commit: a text is due here");
  EXPECT_EQ(complaint("perfolio", line(R"("value":1,"later":{"value":[1]})")), "");
  EXPECT_EQ(kept_of("perfolio", line(R"("lower":1)")).left_out.at("result without \"value\""), 1U);
}

TEST(PerfolioJsonl, SaysThatNulBytesAtTheEndAreLeftOut) {
  const std::string whole = fixture("perfolio/two.jsonl");
  const Kept kept = kept_of("perfolio", whole + std::string(5, '\0'));
  EXPECT_EQ(kept.runs.size(), 2U);
  ASSERT_EQ(kept.diagnostics.size(), 1U);
  EXPECT_EQ(kept.diagnostics[0].text, "5 NUL bytes at the end, as a crash leaves them, are left out");
  EXPECT_EQ(kept.diagnostics[0].where.line, 3);
}

TEST(Criterion, ReadsNamesOnTheirOwnLineAndThroughput) {
  const Kept kept = kept_of("criterion", fixture("criterion/noise.txt"));
  const auto& results = kept.runs.at(0).results;
  ASSERT_EQ(results.size(), 3U);
  EXPECT_EQ(results[0].benchmark, "short");
  EXPECT_EQ(results[0].value, 1.0010);
  EXPECT_NEAR(results[0].lower.value(), 0.999, 1e-12);
  EXPECT_EQ(results[1].benchmark, "a_name/that is too long/100");
  EXPECT_EQ(results[1].upper, 7.0049);
  EXPECT_EQ(results[2].metric, "throughput");
  EXPECT_EQ(results[2].unit, "MiB/s");
  EXPECT_EQ(results[2].better, units::Direction::Higher);
}

TEST(Criterion, ReadsARealLogBehindTheNoiseOfItsTests) {
  const auto path = shared() / "corpus/atlas/baseline.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the corpus is not here";
  Kept kept;
  const std::string bytes = bytes_of(path);
  formats::recognised(bytes).read(bytes, kept);
  const auto& results = kept.runs.at(0).results;
  EXPECT_EQ(std::ranges::count(results, "time", &model::Result::metric), 87);
  EXPECT_EQ(std::ranges::count(results, "throughput", &model::Result::metric), 7);
}

TEST(Criterion, RefusesANumberThatCannotBeKept) {
  EXPECT_EQ(complaint("criterion", "x\na   time:   [1.0 ns 1e400 ns 2.0 ns]\n"),
            "line 2:1: \"1e400\" is not a number that can be kept");
  EXPECT_EQ(complaint("criterion", "nothing\n"), ": there is no Criterion benchmark in it");
}

const model::Result* found(const Kept& kept, std::string_view name, std::string_view metric) {
  for (const model::Result& result : kept.runs.at(0).results) {
    if (result.benchmark == name && result.metric == metric) return &result;
  }
  return nullptr;
}

TEST(GoogleBenchmark, MakesOneResultOfRepetitions) {
  const Kept kept = kept_of("googlecpp", fixture("google-benchmark/rows.json"));
  const model::Result* time = found(kept, "a", "time");
  ASSERT_NE(time, nullptr);
  EXPECT_EQ(time->value, 4);
  EXPECT_EQ(time->lower, 3);
  EXPECT_EQ(time->upper, 9);
  EXPECT_EQ(time->samples.size(), 3U);
  EXPECT_EQ(time->unit, "us");
  EXPECT_EQ(found(kept, "a", "throughput")->samples.size(), 2U);  // the third is NaN
}

TEST(GoogleBenchmark, NeverTakesAggregatesCurvesOrErrorsForBenchmarks) {
  const Kept kept = kept_of("googlecpp", fixture("google-benchmark/rows.json"));
  for (const model::Result& result : kept.runs.at(0).results) {
    EXPECT_TRUE(result.benchmark == "a" || result.benchmark == "only" || result.benchmark == "unbounded")
        << result.benchmark;
  }
  EXPECT_EQ(found(kept, "only", "time")->value, 7);
  EXPECT_EQ(found(kept, "unbounded", "time"), nullptr);
  EXPECT_EQ(kept.left_out.at("benchmark reported an error or was skipped"), 1U);
}

TEST(GoogleBenchmark, KeepsTheDateAndAStableEnvironment) {
  const Kept kept = kept_of("googlecpp", fixture("google-benchmark/rows.json"));
  EXPECT_EQ(kept.runs.at(0).environment, (model::Environment{{"cpus", "2"}}));
  EXPECT_EQ(base::to_rfc3339(kept.runs.at(0).date.value()), "2026-02-20T12:00:00Z");
}

TEST(GoogleBenchmark, RefusesWhereBenchmarksAreDue) {
  for (const std::string bad : {"{}", "null", "[]"}) {
    EXPECT_NE(complaint("googlecpp", "{\"context\":{},\"benchmarks\":" + bad + "}"), "") << bad;
    EXPECT_NE(complaint("googlecpp", bad), "") << bad;
  }
}

TEST(Recognition, IsSureOfExactlyOneFormatPerFixture) {
  const std::pair<std::string, std::string> cases[] = {
      {"github-action-benchmark/realities.js", "github-action-benchmark"},
      {"perfolio/two.jsonl", "perfolio"},
      {"criterion/noise.txt", "criterion"},
      {"google-benchmark/rows.json", "google-benchmark"}};
  for (const auto& [file, want] : cases) {
    const std::string bytes = fixture(file);
    for (const formats::Format* format : formats::all_formats()) {
      const auto match = format->sniff(bytes);
      EXPECT_EQ(match == formats::Match::Sure, format->name == want) << file << " asked of " << format->name;
      EXPECT_TRUE(match != formats::Match::Maybe) << file;
    }
    const std::string bare = bytes.substr(bytes.find(" = {") == std::string::npos ? 0 : bytes.find('{'));
    EXPECT_EQ(formats::recognised(bare).name, want);
  }
}

/// Which formats say Sure, or else Maybe, of the head of a file: "go", "custom?", "a, b".
std::string said_of(const std::string& bytes) {
  std::string sure, maybe;
  for (const formats::Format* format : formats::all_formats()) {
    const auto match = format->sniff(std::string_view(bytes).substr(0, formats::kSniffBytes));
    std::string& names = match == formats::Match::Sure ? sure : maybe;
    if (match != formats::Match::No) names += (names.empty() ? "" : ", ") + std::string(format->name);
  }
  return sure.empty() ? maybe + "?" : sure;
}

/// Every fixture lies in a folder that has the name of its format.
TEST(Recognition, KnowsEveryFixtureByItsContent) {
  namespace fs = std::filesystem;
  std::size_t asked = 0;
  for (const auto& folder : fs::directory_iterator(fs::path(PERFOLIO_SOURCE_DIR) / "tests/data/formats")) {
    const std::string name = folder.path().filename().string();
    for (const auto& entry : fs::directory_iterator(folder.path())) {
      if (!entry.is_regular_file() || entry.path().filename() == "README.md") continue;
      const std::string said = said_of(bytes_of(entry.path()));
      EXPECT_TRUE(said == name || said == name + "?") << entry.path() << " is taken for: " << said;
      ++asked;
    }
  }
  EXPECT_GT(asked, 40U);
}

/// The rows of docs/formats.md: "name: alias alias".
std::set<std::string> documented() {
  std::set<std::string> rows;
  const std::string page = bytes_of(std::filesystem::path(PERFOLIO_SOURCE_DIR) / "docs/formats.md");
  const std::size_t export_begin = page.find("## What export writes");
  std::string tables = page.substr(0, export_begin) + page.substr(page.find("## A format as data", export_begin));
  for (std::size_t at = tables.find("\\|"); at != std::string::npos; at = tables.find("\\|", at)) tables.erase(at, 2);
  for (const std::string_view line : base::split(tables, '\n')) {
    const auto cells = base::split(line, '|');
    if (cells.size() < 5 || !base::trim(cells[1]).starts_with('`')) continue;
    std::string row(base::trim(cells[1]));
    row += ":";
    for (const std::string_view alias : base::split(cells[2], ',')) {
      if (!base::trim(alias).empty()) row += " " + std::string(base::trim(alias));
    }
    std::erase(row, '`');
    rows.insert(row);
  }
  return rows;
}

TEST(Registry, IsWhatTheDocumentationSays) {
  std::set<std::string> rows;
  const auto add = [&](const auto& format) {
    std::string row = std::string(format.name) + ":";
    for (const std::string_view alias : format.aliases) row += " " + std::string(alias);
    rows.insert(row);
  };
  for (const formats::Format* format : formats::all_formats()) add(*format);
  for (const formats::FolderFormat* format : formats::all_folder_formats()) add(*format);
  for (const formats::DescribedFormat* format : all_known().described()) add(format->description());
  EXPECT_EQ(rows, documented());
}

TEST(Registry, GivesEachNameToOneFormat) {
  std::set<std::string_view> names;
  const auto add = [&](const auto& format) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    for (const std::string_view alias : format.aliases) EXPECT_TRUE(names.insert(alias).second) << alias;
  };
  for (const formats::Format* format : formats::all_formats()) add(*format);
  for (const formats::FolderFormat* format : formats::all_folder_formats()) add(*format);
  for (const formats::DescribedFormat* format : all_known().described()) add(format->description());
}

TEST(Recognition, NamesWhatItKnowsWhenNothingFits) {
  EXPECT_THROW(formats::recognised("hello"), base::Error);
  EXPECT_THROW(formats::recognised(R"({"schema":"perfolio-other/1"})"), base::Error);
  try {
    formats::format_named("criterium");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.hint(), "did you mean 'criterion'?");
  }
}

TEST(Recognition, SurvivesAnyByteChanged) {
  for (const std::string file : {"perfolio/two.jsonl", "criterion/noise.txt", "google-benchmark/rows.json"}) {
    const std::string bytes = fixture(file);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      for (const char c : {'\0', '"', '\xff', '{', '\n', '9'}) {
        std::string bad = bytes;
        bad[at] = c;
        const std::string name = file.substr(0, file.find('/'));
        EXPECT_LT(complaint(name, bad).size(), 500U);
      }
    }
  }
}

}  // namespace
}  // namespace perfolio::test
