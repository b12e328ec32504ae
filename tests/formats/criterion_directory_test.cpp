// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace perfolio::test {
namespace {

using Contents = std::map<std::string, std::string>;

const formats::FolderFormat& directory() { return *formats::format_named("criterion-dir").folder; }

/// The fixture's files by path, each below `above`.
Contents contents(const std::string& above = "") {
  const auto root = std::filesystem::path(PERFOLIO_SOURCE_DIR) / "tests/data/formats/criterion-directory";
  Contents found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file())
      found[above + std::filesystem::relative(entry.path(), root).string()] = bytes_of(entry);
  }
  return found;
}

Kept read_all(const Contents& all) {
  std::vector<formats::FolderFile> files;
  for (const auto& [path, bytes] : all) {
    if (directory().is_part(path)) files.push_back({path, bytes});
  }
  Kept kept;
  directory().read(files, kept);
  return kept;
}

std::string told(const Kept& kept) {
  std::string text;
  for (const auto& diagnostic : kept.diagnostics) text += diagnostic.text + "\n";
  return text;
}

TEST(CriterionDirectory, TakesTheSlopeWhereThereIsOneElseTheMean) {
  const Kept kept = read_all(contents());
  const model::Result& slope = result_in(kept, "parse/bytes/2048");
  EXPECT_EQ(slope.value, 100);
  EXPECT_EQ(slope.unit, "ns");
  EXPECT_EQ(slope.lower, 95);
  EXPECT_EQ(slope.upper, 110);
  EXPECT_EQ(slope.estimator, "typical");
  const model::Result& mean = result_in(kept, "a \"quoted\" name: cut short");
  EXPECT_EQ(mean.value, 250);
  EXPECT_EQ(mean.lower, 240);
  EXPECT_EQ(mean.estimator, "typical");
  EXPECT_EQ(kept.points(), 5U);
  EXPECT_EQ(told(kept), "");
}

TEST(CriterionDirectory, ReadsSamplesPerIteration) {
  EXPECT_EQ(result_in(read_all(contents()), "plain").samples, (std::vector<double>{100, 110, 90}));
}

TEST(CriterionDirectory, MakesAThroughputOfTheWorkDone) {
  const Kept kept = read_all(contents());
  const model::Result& bytes = result_in(kept, "parse/bytes/2048", "throughput");
  EXPECT_DOUBLE_EQ(bytes.value, 2048 * 1e7);
  EXPECT_EQ(bytes.unit, "B/s");
  EXPECT_DOUBLE_EQ(bytes.lower.value(), 2048 / 110.0 * 1e9);
  EXPECT_DOUBLE_EQ(bytes.upper.value(), 2048 / 95.0 * 1e9);
  EXPECT_EQ(result_in(kept, "parse/bytes/2048").per, "2 KiB");
  const model::Result& elements = result_in(kept, "a \"quoted\" name: cut short", "throughput");
  EXPECT_DOUBLE_EQ(elements.value, 2e9);
  EXPECT_EQ(elements.per, "500 elements");
}

TEST(CriterionDirectory, WantsOnlyTheLastRun) {
  EXPECT_TRUE(directory().is_part("a/new/estimates.json"));
  EXPECT_TRUE(directory().is_part("new/sample.json"));
  EXPECT_TRUE(directory().is_part("x/target/criterion/g/f/new/benchmark.json"));
  for (const std::string path : {"a/base/estimates.json", "a/change/estimates.json", "a/new/tukey.json", "sample.json",
                                 "a/report/index.html", "anew/sample.json", "a/new/report/sample.json"}) {
    EXPECT_FALSE(directory().is_part(path)) << path;
  }
}

TEST(CriterionDirectory, ReadsAFolderAboveOrBelow) {
  EXPECT_EQ(read_all(contents("sub/target/criterion/")).points(), 5U);
  Contents below;
  for (const std::string file : {"benchmark.json", "estimates.json"})
    below["new/" + file] = contents()["plain/new/" + file];
  EXPECT_EQ(result_in(read_all(below), "plain").value, 7);
}

TEST(CriterionDirectory, TellsPackagesApartThatShareAName) {
  Contents both = contents("one/criterion/");
  both.merge(contents("two/criterion/"));
  const Kept kept = read_all(both);
  EXPECT_EQ(kept.points(), 10U);
  EXPECT_EQ(result_in(kept, "parse/bytes/2048 [two/criterion]").value, 100);
}

TEST(CriterionDirectory, NamesWhatIsBrokenOrMissingAndReadsTheRest) {
  Contents all = contents();
  all["parse/bytes/2048/new/estimates.json"] = "{\"mean\":\n";
  all.erase("plain/new/benchmark.json");
  all["a _quoted_ name cut/new/sample.json"] = R"({"iters":[1,2],"times":[3]})";
  const Kept kept = read_all(all);
  EXPECT_EQ(told(kept),
            "a _quoted_ name cut/new/sample.json cannot be read: as many times as numbers of iterations are due here\n"
            "parse/bytes/2048/new/estimates.json cannot be read: line 1:9: the JSON ends too early\n"
            "plain/new/benchmark.json is missing, so that the benchmark is left out\n");
  EXPECT_EQ(kept.points(), 2U);
  EXPECT_TRUE(result_in(kept, "a \"quoted\" name: cut short").samples.empty());
}

TEST(CriterionDirectory, ReadsTheCapitalsOfEarlyVersionsAndNamesInParts) {
  const Kept kept = read_all(
      {{"a/new/benchmark.json",
        R"({"group_id":"g","function_id":"f","value_str":"3","throughput":{"ElementsAndBytes":{"elements":4,"bytes":8}}})"},
       {"a/new/estimates.json", R"({"Mean":{"point_estimate":2},"Slope":{"point_estimate":4}})"}});
  EXPECT_EQ(result_in(kept, "g/f/3").value, 4);
  EXPECT_EQ(result_in(kept, "g/f/3", "throughput").value, 2e9);
  EXPECT_EQ(result_in(kept, "g/f/3", "elements-per-second").value, 1e9);
  EXPECT_EQ(told(kept), "a/new/sample.json is missing: the benchmark has no samples\n");
}

TEST(CriterionDirectory, RefusesAFolderWithoutABenchmark) {
  EXPECT_THROW(read_all({{"a/new/sample.json", "{}"}}), base::Error);
  EXPECT_THROW(read_all({{"a/new/benchmark.json", "null"}, {"a/new/estimates.json", "[]"}}), base::Error);
}

}  // namespace
}  // namespace perfolio::test
