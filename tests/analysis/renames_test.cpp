// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/renames.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace perfolio::analysis {
namespace {

using model::BenchmarkFacts;
using model::Verdict;

BenchmarkFacts facts(const std::string& name, Verdict verdict, double value) {
  BenchmarkFacts b;
  b.id = b.name = name;
  b.metric = "time";
  b.unit = units::parse_unit("ns");
  b.comparison.emplace();
  b.comparison->verdict = verdict;
  b.comparison->baseline.value = b.comparison->current.value = value;
  return b;
}

std::vector<std::string> proposals(const std::vector<BenchmarkFacts>& benchmarks) {
  std::vector<std::string> texts;
  for (const auto& note : proposed_renames(benchmarks)) texts.push_back(note.text);
  return texts;
}

TEST(Renames, AreProposedAtASimilarLevel) {
  EXPECT_EQ(proposals({facts("vm_loop", Verdict::Gone, 12100), facts("vm/loop", Verdict::New, 12300),
                       facts("other", Verdict::Same, 12200)}),
            (std::vector<std::string>{
                "'vm_loop' (12.1\u202fµs) is gone and 'vm/loop' (12.3\u202fµs) is new: if it was renamed, add "
                "\"aliases\": {\"vm_loop\": \"vm/loop\"} to the config"}));
}

TEST(Renames, AreNotProposedAtAnotherLevelOrUnit) {
  EXPECT_TRUE(proposals({facts("a", Verdict::Gone, 100), facts("a2", Verdict::New, 112)}).empty());
  BenchmarkFacts bytes = facts("a2", Verdict::New, 100);
  bytes.unit = units::parse_unit("B");
  EXPECT_TRUE(proposals({facts("a", Verdict::Gone, 100), bytes}).empty());
}

TEST(Renames, GoToTheNameThatSharesMostAndEachToOne) {
  const auto texts = proposals({facts("parse_small", Verdict::Gone, 100), facts("parse_large", Verdict::Gone, 101),
                                facts("parser/large", Verdict::New, 100), facts("parser/small", Verdict::New, 100)});
  ASSERT_EQ(texts.size(), 2U);
  EXPECT_NE(texts[1].find("\"parse_large\": \"parser/large\""), std::string::npos);
  EXPECT_NE(texts[0].find("\"parse_small\": \"parser/small\""), std::string::npos);
}

TEST(Renames, NeedASharedNameWhereThereIsAChoice) {
  EXPECT_EQ(proposals({facts("alpha", Verdict::Gone, 100), facts("xy", Verdict::New, 100)}).size(), 1U);
  EXPECT_TRUE(
      proposals({facts("alpha", Verdict::Gone, 100), facts("xy", Verdict::New, 100), facts("zw", Verdict::New, 100)})
          .empty());
}

TEST(Renames, AreNotGuessedAmongHundreds) {
  std::vector<BenchmarkFacts> many;
  for (int i = 0; i < 301; ++i) many.push_back(facts("a" + std::to_string(i), Verdict::Gone, 100));
  many.push_back(facts("a0b", Verdict::New, 100));
  EXPECT_TRUE(proposals(many).empty());
}

TEST(Suites, AreProposedWhereMostOfOneIsNewInAnother) {
  const auto in = [](const std::string& suite, const std::string& name, Verdict verdict) {
    BenchmarkFacts b = facts(name, verdict, 100);
    b.suite = suite;
    return b;
  };
  std::vector<BenchmarkFacts> benchmarks = {in("Benchmark", "a", Verdict::Gone), in("Benchmark", "b", Verdict::Gone),
                                            in("Benchmark", "c", Verdict::Gone), in("Rust", "a", Verdict::New),
                                            in("Rust", "b", Verdict::New)};
  const auto proposed = proposed_suites(benchmarks);
  ASSERT_EQ(proposed.size(), 1U);
  EXPECT_EQ(proposed[0].text.substr(0, 66), "2 of 3 benchmarks gone from suite 'Benchmark' are new in suite 'Ru");
  benchmarks.pop_back();
  EXPECT_TRUE(proposed_suites(benchmarks).empty()) << "one of three says little";
}

}  // namespace
}  // namespace perfolio::analysis
