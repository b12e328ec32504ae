// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/described.h"

#include "formats/kept.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio;
using namespace perfolio::test;

formats::DescribedFormat shipped(const std::string& name) {
  return formats::DescribedFormat(
      bytes_of(std::filesystem::path(PERFOLIO_SOURCE_DIR) / "formats" / (name + ".format.json")));
}

/// Pointer and complaint of a description that is refused.
std::pair<std::string, std::string> complaint(const std::string& description) {
  try {
    const formats::DescribedFormat format(description);
  } catch (const base::Error& error) {
    return {error.where().pointer, error.what()};
  }
  return {};
}

constexpr const char* kDeno = R"({"version":1,"runtime":"Deno/2.1.4 x86_64-unknown-linux-gnu","cpu":"A CPU","benches":[
  {"origin":"file:///b.ts","group":"url","name":"parse","baseline":false,"results":[{"ok":{"n":62,"min":1.5,"max":4.0,"avg":2.5,"p75":3.0,"p99":4.0}}]},
  {"origin":"file:///b.ts","group":null,"name":"broken","baseline":false,"results":[{"failed":{"message":"no"}}]}]})";

TEST(Described, DenoIsReadWithItsGroupAndAFailedBenchmarkIsCounted) {
  const formats::DescribedFormat deno = shipped("deno");
  EXPECT_EQ(deno.sniff(kDeno), formats::Match::Sure);
  Kept kept;
  deno.read(kDeno, kept);
  ASSERT_EQ(kept.points(), 1U);
  const model::Result& result = kept.runs.front().results.front();
  EXPECT_EQ(result.benchmark, "url > parse");
  EXPECT_DOUBLE_EQ(result.value, 2.5);
  EXPECT_EQ(result.unit, "ns");
  EXPECT_EQ(kept.runs.front().environment.at("cpu"), "A CPU");
  EXPECT_EQ(kept.left_out.at("benchmark reported an error"), 1U);
}

TEST(Described, AutocannonGivesRateAndPercentilesAndAPercentileRoundedToZeroIsNoMeasurement) {
  const std::string bytes =
      bytes_of(std::filesystem::path(PERFOLIO_SOURCE_DIR) / "tests/data/described/autocannon-8.0.0.json");
  const formats::DescribedFormat autocannon = shipped("autocannon");
  EXPECT_EQ(autocannon.sniff(bytes), formats::Match::Sure);
  Kept kept;
  autocannon.read(bytes, kept);
  ASSERT_EQ(kept.points(), 3U);
  std::map<std::string, double> values;
  for (const model::Result& result : kept.runs.front().results) values[result.metric] = result.value;
  EXPECT_EQ(values, (std::map<std::string, double>{{"throughput", 26656}, {"p99", 1}, {"max", 14}}));
  EXPECT_EQ(kept.left_out.at("value rounded to zero by its tool"), 2U);
}

TEST(Described, NoDescriptionRecognisesAFixtureOfAnotherFormat) {
  const std::filesystem::path data = std::filesystem::path(PERFOLIO_SOURCE_DIR) / "tests/data/formats";
  const auto deno = shipped("deno");
  const auto autocannon = shipped("autocannon");
  std::size_t asked = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data)) {
    if (!entry.is_regular_file() || entry.path().filename().string().starts_with("autocannon")) continue;
    const std::string head = bytes_of(entry.path()).substr(0, formats::kSniffBytes);
    ++asked;
    EXPECT_EQ(deno.sniff(head), formats::Match::No) << entry.path();
    EXPECT_EQ(autocannon.sniff(head), formats::Match::No) << entry.path();
  }
  EXPECT_GT(asked, 30U);
}

TEST(Described, ABadDescriptionIsRefusedAtThePointerOfWhatIsWrong) {
  EXPECT_EQ(
      complaint(R"({"schema":"perfolio-format/1","name":"x","recognise":{"keys":["a"]},"rows":"/a/*","metrcs":[]})"),
      (std::pair<std::string, std::string>{"/metrcs", "unknown key: did you mean 'metrics'?"}));
  EXPECT_EQ(complaint(R"({"schema":"perfolio-format/1","name":"x","recognise":{"keys":["a"]},"rows":"/a/*",
                          "names":["^^/n"],"metrics":[]})")
                .first,
            "/names/0");
  EXPECT_EQ(complaint(R"({"schema":"perfolio-format/1","name":"x","recognise":{}})").first, "/recognise");
}

TEST(Described, AnInputWithoutTheRowsIsRefusedAtTheirPointer) {
  Kept kept;
  try {
    shipped("deno").read(R"({"benches":[{"name":"a","results":3}]})", kept);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.where().pointer, "/benches/0/results");
  }
}

}  // namespace
