// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/gate.h"

#include "formats/kept.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace perfolio::test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

model::Result result_of(double value) {
  model::Result result;
  result.benchmark = "a";
  result.value = value;
  return result;
}

Kept passed(std::vector<model::Result> results) {
  Kept kept;
  formats::Gate gate(kept);
  model::Run run;
  run.results = std::move(results);
  gate.run(std::move(run));
  return kept;
}

TEST(Gate, LetsPassWhatIsInOrder) {
  model::Result result = result_of(2);
  result.lower = 1;
  result.upper = 3;
  result.samples = {1, 2, 3};
  const Kept kept = passed({result, result_of(-1e300)});
  ASSERT_EQ(kept.points(), 2U);
  EXPECT_EQ(kept.runs[0].results[0].lower, 1);
  EXPECT_EQ(kept.runs[0].results[0].samples, (std::vector<double>{1, 2, 3}));
  EXPECT_TRUE(kept.left_out.empty());
}

TEST(Gate, LeavesOutWhatOverflowedAndWhatHasNoName) {
  model::Result nameless = result_of(1);
  nameless.benchmark.clear();
  const Kept kept = passed({result_of(kInfinity), result_of(std::nan("")), nameless, result_of(7)});
  ASSERT_EQ(kept.points(), 1U);
  EXPECT_EQ(kept.runs[0].results[0].value, 7);
  EXPECT_EQ(kept.left_out.at("value is too large to be kept"), 2U);
  EXPECT_EQ(kept.left_out.at("benchmark without a name"), 1U);
}

TEST(Gate, DropsBoundsAndSamplesThatAreNone) {
  model::Result disorder = result_of(2);
  disorder.lower = 3;
  disorder.upper = 1;
  model::Result overflow = result_of(2);
  overflow.upper = kInfinity;
  overflow.samples = {1, kInfinity, 3};
  const Kept kept = passed({disorder, overflow});
  ASSERT_EQ(kept.points(), 2U);
  for (const model::Result& result : kept.runs[0].results) EXPECT_FALSE(result.lower || result.upper);
  EXPECT_EQ(kept.runs[0].results[1].samples, (std::vector<double>{1, 3}));
  EXPECT_EQ(kept.left_out.at("bounds that are none: too large, or the lower is above the upper"), 2U);
  EXPECT_EQ(kept.left_out.at("sample is too large to be kept"), 1U);
}

TEST(Gate, HasNoMinusZero) {
  model::Result result = result_of(-0.0);
  result.lower = -0.0;
  result.samples = {-0.0};
  const Kept kept = passed({result});
  const model::Result& zero = kept.runs.at(0).results.at(0);
  EXPECT_FALSE(std::signbit(zero.value) || std::signbit(*zero.lower) || std::signbit(zero.samples[0]));
}

TEST(Gate, MakesEveryTextUtf8) {
  Kept kept;
  formats::Gate gate(kept);
  model::Run run;
  run.suite = "\xff";
  run.subject = "one\ntwo";
  run.environment = {{"c\xff", "\xfe"}};
  run.results = {result_of(1)};
  run.results[0].benchmark = run.results[0].metric = run.results[0].unit = run.results[0].spread = "a\xff";
  gate.run(run);
  gate.diagnostic({base::Severity::Warning, {}, "\xff"});
  gate.ignored("\xff");
  gate.repository_url("javascript:1");
  const model::Run& made = kept.runs.at(0);
  EXPECT_EQ(made.suite, "\uFFFD");
  EXPECT_EQ(made.subject, "one");
  EXPECT_EQ(made.environment, (model::Environment{{"c\uFFFD", "\uFFFD"}}));
  for (const auto& text :
       {made.results[0].benchmark, made.results[0].metric, made.results[0].unit, made.results[0].spread}) {
    EXPECT_EQ(text, "a\uFFFD");
  }
  EXPECT_EQ(kept.diagnostics.at(0).text, "\uFFFD");
  EXPECT_EQ(kept.left_out.at("\uFFFD"), 1U);
  EXPECT_EQ(kept.url, "");
}

}  // namespace
}  // namespace perfolio::test
