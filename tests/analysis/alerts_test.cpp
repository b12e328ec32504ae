// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/alerts.h"

#include "analysis/analyse.h"
#include "support/made_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace perfolio::analysis {
namespace {

using model::Comparison;
using model::Report;
using test::MadeHistory;

/// One benchmark 30 % slower, one 30 % faster, one the same, over six releases; times in ns, about 100.
Report report_of(const AlertSpecs& alerts, std::uint32_t from = 5) {
  MadeHistory made(6, 4);
  made.add_step("slow_down", 100, 0.01, from, 1.3, 60);
  made.add_step("speed_up", 100, 0.01, from, 0.7, 61);
  made.add_step("calm", 100, 0.01, 99, 1, 62);
  AnalysisOptions options;
  options.alerts = alerts;
  return analyse(made.history, made.timeline, options);
}

Comparison of(const Report& report, std::string_view name) {
  const auto at = std::ranges::find(report.benchmarks, name, &model::BenchmarkFacts::name);
  if (at == report.benchmarks.end()) throw std::out_of_range("no such benchmark");
  return at->comparison.value();
}

ThresholdSpec alert_at(const char* pattern, double share) {
  return {base::Pattern(pattern), "", {share, {}, {}, {}, {}}};
}

Quantity ns(double value) { return {value, units::parse_unit("ns"), fmt::format("{} ns", value)}; }

TEST(Threshold, IsTheLastThatMatchesAndOnlyForWorsenings) {
  AlertSpecs specs;
  EXPECT_TRUE(of(report_of(specs), "slow_down").alert);
  specs.thresholds.push_back(alert_at("*", 0.5));
  EXPECT_EQ(report_of(specs).headline.counts.alerts, 0U);
  specs.thresholds.push_back(alert_at("slow*", 0.2));
  specs.thresholds.push_back(alert_at("speed*", 0.01));
  const Report report = report_of(specs);
  EXPECT_TRUE(of(report, "slow_down").alert);
  EXPECT_EQ(of(report, "slow_down").threshold, 0.2);
  EXPECT_FALSE(of(report, "speed_up").alert);
}

TEST(Threshold, MayBeOfOneMetricOnly) {
  AlertSpecs specs;
  specs.thresholds.push_back({base::Pattern("*"), "memory", {0.5, {}, {}, {}, {}}});
  EXPECT_TRUE(of(report_of(specs), "slow_down").alert);
  specs.thresholds.push_back({base::Pattern("*"), "time", {0.5, {}, {}, {}, {}}});
  EXPECT_FALSE(of(report_of(specs), "slow_down").alert);
}

TEST(Threshold, HasASecondLevelAtWhichGatesFail) {
  AlertSpecs specs;
  EXPECT_FALSE(of(report_of(specs), "slow_down").fail);
  specs.thresholds.push_back({base::Pattern("*"), "", {{}, 0.2, {}, {}, {}}});
  EXPECT_TRUE(of(report_of(specs), "slow_down").fail);
  EXPECT_EQ(report_of(specs).headline.counts.fails, 1U);
  specs.thresholds.push_back({base::Pattern("*"), "", {{}, 0.4, {}, {}, {}}});
  EXPECT_TRUE(of(report_of(specs), "slow_down").alert);
  EXPECT_FALSE(of(report_of(specs), "slow_down").fail);
}

TEST(Threshold, MayAskForARiseOrAFallWhateverIsGood) {
  AlertSpecs specs;
  specs.thresholds.push_back({base::Pattern("*"), "", {0.9, {}, {}, 0.2, {}}});
  EXPECT_TRUE(of(report_of(specs), "speed_up").alert);
  EXPECT_FALSE(of(report_of(specs), "slow_down").alert);
  specs.thresholds.back().at = {0.9, {}, 0.2, {}, {}};
  EXPECT_FALSE(of(report_of(specs), "speed_up").alert);
  EXPECT_TRUE(of(report_of(specs), "slow_down").alert);
}

TEST(Threshold, LeavesSmallChangesAloneInTheirOwnUnit) {
  AlertSpecs specs;
  specs.thresholds.push_back({base::Pattern("*"), "", {{}, {}, {}, {}, ns(50)}});
  EXPECT_FALSE(of(report_of(specs), "slow_down").alert);
  specs.thresholds.back().at.least = ns(20);
  EXPECT_TRUE(of(report_of(specs), "slow_down").alert);
  specs.thresholds.back().at.least = Quantity{50, units::parse_unit("B"), "50 B"};
  EXPECT_TRUE(of(report_of(specs), "slow_down").alert);
}

TEST(Limit, IsBrokenByALevelWhateverChanged) {
  AlertSpecs specs;
  specs.limits.push_back({base::Pattern("calm"), "", ns(90), {}, "the budget"});
  const Comparison c = of(report_of(specs), "calm");
  EXPECT_EQ(c.limit, "above the limit of 90 ns (the budget)");
  EXPECT_TRUE(c.alert && c.fail);
  specs.limits.back().bound = ns(110);
  EXPECT_EQ(of(report_of(specs), "calm").limit, "");
  specs.limits.back().upper = false;
  EXPECT_EQ(of(report_of(specs), "calm").limit, "below the limit of 110 ns (the budget)");
}

TEST(Limit, IsKnownToTheChartsWhetherItIsBrokenOrNot) {
  AlertSpecs specs;
  specs.limits.push_back({base::Pattern("calm"), "", ns(110), {}, ""});
  const Report report = report_of(specs);
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    if (b.name == "calm") {
      EXPECT_EQ(b.bounds, (std::vector<model::Bound>{{110, true, "110 ns"}}));
    } else {
      EXPECT_TRUE(b.bounds.empty()) << b.name;
    }
  }
}

TEST(Suppression, HoldsAnAlertBackAndIsListed) {
  AlertSpecs specs;
  specs.suppress.push_back({base::Pattern("slow*"), "", "known since March", ""});
  specs.suppress.push_back({base::Pattern("other"), "", "never met", ""});
  const Report report = report_of(specs);
  EXPECT_FALSE(of(report, "slow_down").alert);
  EXPECT_EQ(of(report, "slow_down").suppressed, "known since March");
  EXPECT_EQ(of(report, "slow_down").verdict, model::Verdict::Worse) << "what is slower stays slower";
  EXPECT_EQ(report.headline.counts.alerts, 0U);
  EXPECT_EQ(report.headline.counts.suppressed, 1U);
  ASSERT_EQ(report.suppressions.size(), 2U);
  EXPECT_EQ(report.suppressions[0].applied, 1U);
  EXPECT_EQ(report.suppressions[1].applied, 0U);
  EXPECT_NE(report.headline.detail.find("1 alert suppressed"), std::string::npos) << report.headline.detail;
}

TEST(Suppression, ThatHasExpiredAlertsAgainAndSaysSo) {
  const auto alert = [](const std::string& until, std::optional<base::Time> today = {}) {
    AlertSpecs specs;
    specs.suppress.push_back({base::Pattern("slow*"), "", "for now", until});
    specs.today = today;
    return of(report_of(specs), "slow_down").alert;
  };
  EXPECT_FALSE(alert("v0.7.0"));  // not released yet
  EXPECT_TRUE(alert("v0.6.0"));
  EXPECT_TRUE(alert("v0.2.0"));
  EXPECT_FALSE(alert("2040-01-01"));
  EXPECT_TRUE(alert("1970-02-01"));  // the current release is of May 1970
  EXPECT_TRUE(alert("2040-01-01", base::parse_time("2040-01-01T00:00:00Z")));
  AlertSpecs specs;
  specs.suppress.push_back({base::Pattern("slow*"), "", "for now", "v0.6.0"});
  const Report report = report_of(specs);
  EXPECT_TRUE(report.suppressions[0].expired);
  EXPECT_TRUE(std::ranges::any_of(
      report.notes, [](const auto& note) { return note.text.find("ended with v0.6.0") != std::string::npos; }));
}

TEST(Annotation, IsPinnedToItsReleaseOrTold) {
  MadeHistory made(3, 3);
  made.add_step("a", 100, 0.01, 9, 1, 1);
  AnalysisOptions options;
  options.annotations = {{"v0.3.0", "second", {}}, {"v0.2.0", "first", {}}, {"v9.9.9", "nowhere", {}}};
  const Report report = analyse(made.history, made.timeline, options);
  ASSERT_EQ(report.annotations.size(), 2U);
  EXPECT_EQ(report.annotations[0].text, "first");
  EXPECT_EQ(report.annotations[0].column, 1U);
  EXPECT_TRUE(std::ranges::any_of(report.notes,
                                  [](const auto& note) { return note.text.find("v9.9.9") != std::string::npos; }));
}

}  // namespace
}  // namespace perfolio::analysis
