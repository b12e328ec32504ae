// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/matrix.h"

#include "layout/made_report.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace perfolio::layout {
namespace {

const test::HalfEm kMetrics;

using test::MadeHistory;
using test::texts_of;

std::vector<std::string> row_texts(const Matrix& matrix, const model::Report& report, const std::string& name) {
  std::vector<std::string> out;
  for (std::size_t r = 0; r < matrix.rows().size(); ++r) {
    const auto& i = matrix.rows()[r].benchmark;
    if (!i || report.benchmarks[*i].name != name) continue;
    TablePart part;
    matrix.row(part, {0, 0}, r, "");
    for (const Text& text : texts_of({part.table})) out.push_back(text.text);
  }
  return out;
}

TEST(Matrix, SetsEveryReleaseAgainstTheBaselineThatIsChosen) {
  MadeHistory made(4, 1);
  made.add("x", [](std::uint32_t column, std::uint32_t) { return 100.0 + 10.0 * column; });
  analysis::AnalysisOptions options;
  options.baseline = "v0.2.0";
  const model::Report report = analysis::analyse(made.history, made.timeline, options);
  const style::Style style = test::light();
  const Matrix matrix(report, 511, style, kMetrics);
  EXPECT_EQ(row_texts(matrix, report, "x"), (std::vector<std::string>{"x", "−9.1", "110\u202fns", "+9.1", "+18.2"}));
}

TEST(Matrix, ColoursWhatIsBeyondTheNoiseAndNothingElse) {
  MadeHistory made(6, 6);
  made.add_step("steps", 1000, 0.002, 2, 1.3, 1);
  made.add_step("calm", 1000, 0.02, 6, 1, 2);
  analysis::AnalysisOptions options;
  options.baseline = "first";
  const model::Report report = analysis::analyse(made.history, made.timeline, options);
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    for (std::size_t column = 1; column < 6; ++column) {
      const auto against = against_baseline(report, b, column);
      ASSERT_TRUE(against.has_value());
      EXPECT_EQ(against->apart, b.name == "steps" && column >= 2) << b.name << " in column " << column;
    }
  }
}

TEST(Matrix, OfManyReleasesKeepsTheFirstTheBaselineAndTheNewest) {
  MadeHistory made(60, 1);
  made.add_step("x", 1000, 0.01, 60, 1, 1);
  analysis::AnalysisOptions options;
  options.baseline = "v0.20.0";
  const model::Report report = analysis::analyse(made.history, made.timeline, options);
  const style::Style style = test::light();
  const Matrix matrix(report, 511, style, kMetrics);
  const auto& columns = matrix.columns();
  EXPECT_EQ(columns.front(), 0U);
  EXPECT_EQ(columns[1], 19U);
  EXPECT_EQ(columns.back(), 59U);
  EXPECT_EQ(columns[columns.size() - 2], 58U);
  EXPECT_EQ(matrix.measured(), 60U);
}

TEST(Matrix, HasNoRatioToWhatIsNotMeasuredOrZero) {
  MadeHistory made(3, 1);
  made.add("gap", [](std::uint32_t column, std::uint32_t) { return column == 1 ? std::optional<double>() : 5.0; });
  made.add("zero", [](std::uint32_t column, std::uint32_t) { return column == 0 ? 0.0 : 5.0; });
  analysis::AnalysisOptions options;
  options.baseline = "first";
  const model::Report report = analysis::analyse(made.history, made.timeline, options);
  const style::Style style = test::light();
  const Matrix matrix(report, 511, style, kMetrics);
  EXPECT_EQ(row_texts(matrix, report, "gap")[2], "–");
  EXPECT_EQ(row_texts(matrix, report, "zero")[3], "5\u202fns");  // the level, as there is no ratio
}

}  // namespace
}  // namespace perfolio::layout
