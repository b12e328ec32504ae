// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/names.h"
#include "support/half_em.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace perfolio::layout {
namespace {

const test::HalfEm kMetrics;
const Font kFont{Face::Mono, 10};  // five points a letter

model::Report report_of(const std::vector<std::string>& ids) {
  model::Report report;
  for (const std::string& id : ids) report.benchmarks.emplace_back().id = id;
  return report;
}

TEST(ShortenedId, KeepsApartWhatOnlyTheMiddleTellsApart) {
  const model::Report report = report_of({"Catch2 Benchmark: Fibonacci 10", "Catch2 Benchmark (v3): Fibonacci 10",
                                          "Catch2 Benchmark: Fibonacci 20", "short"});
  std::set<std::string> shown;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const std::string text = shortened_id(report, i, kFont, 120, kMetrics);
    EXPECT_LE(kMetrics.width(text, kFont), 120) << text;
    EXPECT_TRUE(shown.insert(text).second) << text;
  }
}

TEST(ShortenedId, LeavesWhatFitsAndCutsTheMiddleOfWhatIsAlone) {
  const model::Report report = report_of({"parse/expression/of/many/parts/1000", "vm"});
  EXPECT_EQ(shortened_id(report, 1, kFont, 60, kMetrics), "vm");
  EXPECT_EQ(shortened_id(report, 0, kFont, 60, kMetrics), "parse…s/1000");
}

TEST(ShortenedId, CutsBetweenLettersOfManyBytes) {
  const model::Report report = report_of({"上上上上上上上上µ上上上上上上", "上上上上上上上上ν上上上上上上"});
  const std::string first = shortened_id(report, 0, kFont, 45, kMetrics);
  EXPECT_TRUE(base::is_utf8(first)) << first;
  EXPECT_NE(first, shortened_id(report, 1, kFont, 45, kMetrics));
}

}  // namespace
}  // namespace perfolio::layout
