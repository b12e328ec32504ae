// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/families.h"
#include "analysis/analyse.h"
#include "analysis/family_names.h"
#include "model/family_words.h"
#include "model/words.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace perfolio::analysis {
namespace {

using model::Family;
using model::FamilyBy;
using model::Report;
using test::MadeHistory;

MadeHistory with(const std::vector<std::string>& names) {
  MadeHistory made(2, 1);
  for (const std::string& name : names) made.add(name, [](auto, auto) { return 5.0; });
  return made;
}

/// "name(parameter,parameter): label label | ..." of all families.
std::string printed(const Report& report) {
  std::string out;
  for (const Family& family : report.families) {
    out += (out.empty() ? "" : " | ") + family.id + "(";
    for (const model::FamilyParameter& parameter : family.parameters) {
      out += (&parameter == family.parameters.data() ? "" : ",") + (parameter.name.empty() ? "-" : parameter.name);
    }
    out += "):";
    for (const model::FamilyMember& member : family.members) out += " [" + member.label + "]";
  }
  return out;
}

std::string found(const std::vector<std::string>& names, const AnalysisOptions& options = {}) {
  const MadeHistory made = with(names);
  return printed(analyse(made.history, made.timeline, options));
}

TEST(ParameterNumber, IsWhatPeopleWriteForOne) {
  struct Case {
    std::string_view text;
    double number;
  };
  for (const Case& one : {Case{"64", 64},
                          {"1k", 1000},
                          {"10K", 10000},
                          {"1KiB", 1024},
                          {"4Mi", 4194304},
                          {"10MB", 1e7},
                          {"64B", 64},
                          {"2^10", 1024},
                          {"2**10", 1024},
                          {"1<<10", 1024},
                          {"1_000_000", 1e6},
                          {"1e6", 1e6},
                          {"0.5", 0.5},
                          {"-5", -5},
                          {" 7 ", 7},
                          {"0", 0}}) {
    EXPECT_EQ(parameter_number(one.text), one.number) << one.text;
  }
}

TEST(ParameterNumber, IsNotWhatOnlyLooksLikeOne) {
  for (const std::string_view text : {"",      "010", "1.2.3", "10x",   "json", "1k2", "k",    "nan",  "inf",  "1e999",
                                      "9^999", "_1",  "1__0x", "1,000", "2^",   "^2",  "0x10", "10 %", "1Kib", "5mm"}) {
    EXPECT_FALSE(parameter_number(text).has_value()) << text;
  }
}

TEST(Families, AreOfNamesWithParametersInEachUsualForm) {
  EXPECT_EQ(found({"parse/64", "parse/1024"}), "parse(-): [64] [1024]");
  EXPECT_EQ(found({"BenchmarkSort/size=100-8", "BenchmarkSort/size=20-8"}), "BenchmarkSort(size): [20] [100]");
  EXPECT_EQ(found({"fib[n=20]", "fib[n=10]"}), "fib(n): [10] [20]");
  EXPECT_EQ(found({"fib(20)", "fib(10)"}), "fib(-): [10] [20]");
  EXPECT_EQ(found({"a.B.add (size=10, kind=x)", "a.B.add (size=9, kind=x)"}), "a.B.add(size,kind): [9] [10]");
  EXPECT_EQ(found({"N.T.Sort(N: 10)", "N.T.Sort(N: 1000)"}), "N.T.Sort(N): [10] [1000]");
  EXPECT_EQ(found({"BM_copy/8/threads:4", "BM_copy/64/threads:1"}),
            "BM_copy(-,threads): [8, threads 4] [64, threads 1]");
  EXPECT_EQ(found({"group/function/1k", "group/function/2KiB"}), "group/function(-): [1k] [2KiB]");
  EXPECT_EQ(found({"t.py::test_a[10-x]", "t.py::test_a[2-y]"}), "t.py::test_a(-,-): [2, y] [10, x]");
  EXPECT_EQ(found({"t.py::test_a[small]", "t.py::test_a[large]"}), "t.py::test_a(-): [large] [small]");
}

TEST(Families, AreNotOfNamesThatASiblingContradicts) {
  EXPECT_EQ(found({"parse/64", "parse/1024", "parse/json"}), "");
  EXPECT_EQ(found({"fib(20)", "fib(10)", "fib(recursive)"}), "");
  EXPECT_EQ(found({"sort/size=10", "sort/len=10"}), "");
  EXPECT_EQ(found({"sort/size=10-8", "sort/size=20-4"}), "");
  EXPECT_EQ(found({"fib[n=20]", "fib[10]"}), "");
}

TEST(Families, AreNotGuessedOfNumbersInsideAWord) {
  EXPECT_EQ(found({"utf_8", "utf_16", "utf_32", "sha256", "sha512", "level_01", "level_02", "a/01", "a/02"}), "");
  EXPECT_EQ(found({"vm_arithmetic_int", "vm_arithmetic_float", "typecheck_functions_50", "typecheck_functions_200"}),
            "");
}

TEST(Families, HaveTwoMembersAtLeast) { EXPECT_EQ(found({"parse/64", "lex/64", "plain"}), ""); }

TEST(Families, KeepApartWhatDiffersElsewhere) {
  EXPECT_EQ(found({"sort/10/fast", "sort/20/fast", "sort/10/safe", "sort/20/safe"}),
            "sort/fast(-): [10] [20] | sort/safe(-): [10] [20]");
  MadeHistory made = with({"parse/1", "parse/2", "parse/3", "parse/4"});
  made.history.series[2].metric = made.history.series[3].metric = "memory";
  const Report report = analyse(made.history, made.timeline, {});
  ASSERT_EQ(report.families.size(), 2U);
  EXPECT_EQ(report.families[0].metric, "memory");
  EXPECT_EQ(report.families[1].metric, "time");
}

TEST(Families, TakeWhatASourceStatesBeforeWhatANameSays) {
  MadeHistory made = with({"sleep 1", "sleep 2", "parse/1", "parse/2"});
  for (std::size_t i = 0; i < 2; ++i) {
    made.history.series[i].parameters = {"sleep {seconds}", {{"seconds", std::to_string(i + 1)}}};
  }
  const Report report = analyse(made.history, made.timeline, {});
  EXPECT_EQ(printed(report), "parse(-): [1] [2] | sleep {seconds}(seconds): [1] [2]");
  EXPECT_EQ(report.families[0].by, FamilyBy::Name);
  EXPECT_EQ(report.families[1].by, FamilyBy::Source);
}

TEST(Families, OfTwoMembersWithTheSameValuesAreNone) {
  MadeHistory made = with({"a #1", "a #2"});
  for (model::Series& series : made.history.series) series.parameters = {"a", {{"n", "1"}}};
  EXPECT_EQ(printed(analyse(made.history, made.timeline, {})), "");
}

AnalysisOptions stated(const std::string& match, std::vector<std::string> parameters) {
  AnalysisOptions options;
  options.family_specs.push_back({{base::Pattern(match)}, std::move(parameters)});
  return options;
}

TEST(Families, OfTheConfigComeFirst) {
  EXPECT_EQ(found({"fib_10", "fib_20", "fib/1", "fib/2"}, stated("fib_*", {"n"})),
            "fib(-): [1] [2] | fib_{n}(n): [10] [20]");
  EXPECT_EQ(found({"enc_json_10", "enc_xml_20"}, stated(R"(re:^enc_(\w+)_(\d+)$)", {"format", "size"})),
            "enc_{format}_{size}(format,size): [format json, size 10] [format xml, size 20]");
  EXPECT_EQ(found({"a_fib_10", "a_fib_20", "b_fib_10", "b_fib_30"}, stated("*_fib_*", {"n"})),
            "a_fib_{n}(n): [10] [20] | b_fib_{n}(n): [10] [30]");
  EXPECT_EQ(found({"parse/64", "parse/1024"}, stated("parse/*", {})), "");
}

TEST(Families, SayOfEachBenchmarkWhichIsItsOwn) {
  const MadeHistory made = with({"parse/64", "parse/1024", "plain"});
  const Report report = analyse(made.history, made.timeline, {});
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    EXPECT_EQ(report.benchmarks[i].family.has_value(), report.benchmarks[i].name != "plain");
  }
  for (const model::FamilyMember& member : report.families.at(0).members) {
    EXPECT_EQ(report.benchmarks[member.benchmark].family, 0U);
  }
}

TEST(Families, ChangeNothingElseOfAReport) {
  MadeHistory made(6, 3);
  for (int n = 1; n <= 64; n *= 2) made.add_step(fmt::format("parse/{}", n), 10.0 * n, 0.01, 5, 1.0 + n * 0.05, 3);
  made.add_step("parse", 10, 0.01, 3, 1.5, 9);
  AnalysisOptions off;
  off.families = false;
  const Report with_them = analyse(made.history, made.timeline, {});
  const Report without = analyse(made.history, made.timeline, off);
  EXPECT_EQ(with_them.families.size(), 1U);
  EXPECT_TRUE(without.families.empty());
  EXPECT_EQ(with_them.headline.counts, without.headline.counts);
  EXPECT_EQ(with_them.headline.sentence, without.headline.sentence);
  EXPECT_EQ(with_them.changed, without.changed);
  EXPECT_EQ(with_them.tiles, without.tiles);
  ASSERT_EQ(with_them.benchmarks.size(), without.benchmarks.size());
  for (std::size_t i = 0; i < without.benchmarks.size(); ++i) {
    const model::BenchmarkFacts& a = with_them.benchmarks[i];
    const model::BenchmarkFacts& b = without.benchmarks[i];
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.group, b.group);
    EXPECT_EQ(a.levels, b.levels);
    EXPECT_EQ(a.comparison->verdict, b.comparison->verdict);
    EXPECT_EQ(a.comparison->ratio, b.comparison->ratio);
  }
}

TEST(Families, OfHostileNamesEndSoonAndHaveIdsOfTheirOwn) {
  std::vector<std::string> names;
  for (int i = 0; i < 400; ++i) {
    std::string name = "a";
    for (int k = 0; k < 12; ++k) name += (i >> (k % 9) & 1) != 0 ? fmt::format("/{}", i) : "/x";
    names.push_back(name);
    names.push_back(std::string(static_cast<std::size_t>(i), '[') + "n=1]");
    names.push_back(fmt::format("same({})", i));
    names.push_back(fmt::format("same[{}]", i));
  }
  const MadeHistory made = with(names);
  const Report report = analyse(made.history, made.timeline, {});
  std::set<std::string> ids;
  for (const Family& family : report.families) {
    EXPECT_TRUE(ids.insert(family.id).second) << family.id;
    std::set<std::string> labels;
    for (const model::FamilyMember& member : family.members) EXPECT_TRUE(labels.insert(member.label).second);
  }
  EXPECT_TRUE(ids.contains("same (All benchmarks)") || ids.size() >= 2);
}

/// `parse/N` of which the time grows by one exponent up to the release before the last, and by another then.
Report growing(double before, double now, double sigma = 0.01) {
  MadeHistory made(4, 3);
  for (int n = 4; n <= 4096; n *= 4) {
    made.add(fmt::format("parse/{}", n), [=](std::uint32_t column, std::uint32_t run) {
      return 10 * std::pow(n, column == 3 ? now : before) *
             std::exp(sigma * test::noise(static_cast<std::uint64_t>(n), run));
    });
  }
  return analyse(made.history, made.timeline, {});
}

TEST(Scaling, NamesAnExponentThatChanged) {
  const Report report = growing(1.02, 1.51);
  const model::Scaling& scaling = report.families.at(0).scalings.at(0);
  ASSERT_TRUE(scaling.baseline && scaling.baseline->law && scaling.current && scaling.current->law && scaling.change);
  EXPECT_NEAR(scaling.baseline->law->exponent, 1.02, 0.01);
  EXPECT_NEAR(scaling.current->law->exponent, 1.51, 0.01);
  EXPECT_LT(scaling.change->lower, 0.49);
  EXPECT_GT(scaling.change->upper, 0.49);
  EXPECT_TRUE(scaling.change->evident);
  EXPECT_TRUE(scaling.logarithmic);
  ASSERT_EQ(report.growth.size(), 1U);
  EXPECT_TRUE(report.growth[0].starts_with("parse grows faster with n: n^1.02 \u2192 n^1.51 since v0.3.0"))
      << report.growth[0];
  EXPECT_EQ(growing(1.5, 1.0).growth.at(0).substr(0, 23), "parse grows more slowly");
}

TEST(Scaling, IsQuietWhereTheExponentStaysOrHardlyMoves) {
  EXPECT_TRUE(growing(1.0, 1.0).growth.empty());
  const Report hardly = growing(1.0, 1.03, 1e-5);
  EXPECT_FALSE(hardly.families.at(0).scalings.at(0).change->evident);
  EXPECT_TRUE(hardly.growth.empty());
}

TEST(Scaling, HasTheFirstReleaseOnlyWhereItIsNeitherOfTheTwo) {
  const Report four = growing(1, 1);
  EXPECT_EQ(four.families.at(0).scalings.at(0).first->column, 0U);
  MadeHistory made = with({"parse/1", "parse/2", "parse/4"});
  const Report two = analyse(made.history, made.timeline, {});
  EXPECT_FALSE(two.families.at(0).scalings.at(0).first.has_value());
  EXPECT_EQ(two.families.at(0).scalings.at(0).baseline->column, 0U);
}

TEST(Scaling, HoldsTheOtherParameters) {
  std::vector<std::string> names;
  for (const int n : {8, 64, 512}) {
    for (const int t : {1, 4}) names.push_back(fmt::format("copy/{}/threads:{}", n, t));
  }
  const MadeHistory made = with(names);
  const Family family = analyse(made.history, made.timeline, {}).families.at(0);
  ASSERT_EQ(family.scalings.size(), 2U);
  EXPECT_EQ(family.scalings[0].parameter, 0U);
  EXPECT_EQ(family.scalings[0].fixed, std::vector<std::string>{"threads 1"});
  EXPECT_EQ(family.scalings[1].fixed, std::vector<std::string>{"threads 4"});
  EXPECT_EQ(family.scalings[1].current->points.size(), 3U);
}

TEST(Scaling, IsOfNumbersOnly) {
  const MadeHistory made = with({"enc[json]", "enc[xml]"});
  EXPECT_TRUE(analyse(made.history, made.timeline, {}).families.at(0).scalings.empty());
}

TEST(Complexity, OfASourceIsKeptWithTheFamilyAndIsNoBenchmark) {
  MadeHistory made = with({"BM_x/8", "BM_x/64"});
  made.history.runs[0].complexities = {{"BM_x", "N", 1.5, "ns", 0}, {"BM_y", "N", 9, "ns", 0}};
  made.history.runs[1].complexities = {{"BM_x", "NlgN", 2.5, "ns", 0.03}};
  const Report report = analyse(made.history, made.timeline, {});
  const Family& family = report.families.at(0);
  ASSERT_TRUE(family.complexity && family.complexity_before);
  EXPECT_EQ(model::complexity_text(*family.complexity), "O(N lg N), RMS of CPU time 3\u202f%");
  EXPECT_EQ(model::complexity_text(*family.complexity_before), "O(N)");
  EXPECT_EQ(report.benchmarks.size(), 2U);
}

}  // namespace
TEST(Words, AnIntervalIsPrintedInTheFormOfItsChange) {
  const auto text = [](double value, double lower, double upper) {
    perfolio::model::Ratio ratio;
    ratio.value = value;
    ratio.lower = lower;
    ratio.upper = upper;
    return perfolio::model::interval_text(ratio);
  };
  EXPECT_EQ(text(2.0, 1.951, 2.049), "[1.95×, 2.05×]");
  EXPECT_EQ(text(12, 9.5, 14.24), "[9.50×, 14.2×]");
  EXPECT_EQ(text(1.99, 1.9, 2.1), "[+90.0, +110.0]");
  EXPECT_EQ(text(3, 1.2, 6), "not known");
}

}  // namespace perfolio::analysis
