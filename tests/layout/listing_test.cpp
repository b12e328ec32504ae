// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/listing.h"

#include "layout/axis.h"
#include "layout/heatmap.h"
#include "layout/made_report.h"
#include "layout/trend.h"
#include "model/release_bins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

namespace perfolio::layout {
namespace {

using namespace perfolio::test;

// A list and a heat map refer to what they are made with.
const HalfEm kMetrics;
const style::Style& look() {
  static const style::Style style = light();
  return style;
}

std::string all_of(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

std::vector<std::string> names_of(const model::Report& report, double width = 511) {
  std::vector<std::string> out;
  const Listing listing(report, width, look(), kMetrics);
  for (const ListRow& row : listing.rows()) {
    if (row.kind == ListRow::Kind::Series) out.push_back(all_of(row.name));
  }
  return out;
}

/// The texts of a row, and where they stand.
std::vector<Text> row_of(const Listing& listing, std::size_t row) {
  TablePart part;
  listing.row(part, {0, 0}, row, {});
  return texts_of({part.table});
}

TEST(List, DoesNotRepeatWhatTheHeadingOfTheGroupSays) {
  MadeHistory made(3, 3);
  for (const char* name : {"yew-v0.21 01_run", "yew-v0.21 02_swap"}) made.add_step(name, 10, 0.01, 3, 1, 1).suite = "a";
  for (const char* name : {"fib_20", "fib(20)"}) made.add_step(name, 10, 0.01, 3, 1, 1).suite = "b";
  model::Report report = analysis::analyse(made.history, made.timeline, {});
  ASSERT_EQ(report.groups.size(), 2U);
  report.groups[0].name = "yew-v0.21";
  EXPECT_EQ(names_of(report), (std::vector<std::string>{"01_run", "02_swap", "fib(20)", "fib_20"}));
}

TEST(List, KeepsNamesApartThatWouldBeAlikeWithoutTheHeading) {
  MadeHistory made(3, 3);
  for (const char* name : {"vm call", "vm/call", "vm"}) made.add_step(name, 10, 0.01, 3, 1, 1);
  model::Report report = analysis::analyse(made.history, made.timeline, {});
  for (model::Group& group : report.groups) group.name = "vm";
  const std::vector<std::string> names = names_of(report);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 3U);
}

TEST(List, PutsAllMetricsOfABenchmarkTogetherThePrimaryOneFirst) {
  MadeHistory made(3, 3);
  for (const char* name : {"a", "a b"}) {
    for (const char* metric : {"allocs", "time", "zeal"}) {
      model::Series& s = made.add(name, [](auto, auto) { return 10.0; });
      s.metric = metric;
      if (s.metric != "time") s.unit = {"", units::Family::Other, 1, {}};
    }
  }
  const model::Report report = analysis::analyse(made.history, made.timeline, {});
  EXPECT_EQ(names_of(report), (std::vector<std::string>{"a", "allocs", "zeal", "a b", "allocs", "zeal"}));
}

TEST(List, SetsWhatChangedStrongerThanWhatDidNot) {
  const model::Report report = made_report(6, 21);
  const Listing listing(report, 511, look(), kMetrics);
  std::size_t strong = 0;
  for (const ListRow& row : listing.rows()) {
    if (row.kind != ListRow::Kind::Series) continue;
    const model::Comparison& c = *report.benchmarks[row.benchmarks.front()].comparison;
    EXPECT_EQ(row.strong, model::is_evident(c.verdict) || c.alert);
    strong += row.strong ? 1 : 0;
  }
  EXPECT_GT(strong, 0U);
  EXPECT_LT(strong, 21U);
}

TEST(List, PrintsNumbersWithTheirDecimalSignsBelowEachOther) {
  MadeHistory made(2, 5);
  for (const double level : {3.21, 32.1, 321.0}) made.add_step(fmt::format("x{}", level), level, 0.001, 2, 1, 7);
  const model::Report report = analysis::analyse(made.history, made.timeline, {});
  const Listing listing(report, 511, look(), kMetrics);
  std::set<long> places;
  for (std::size_t r = 0; r < listing.rows().size(); ++r) {
    if (listing.rows()[r].kind != ListRow::Kind::Series) continue;
    for (const Text& text : row_of(listing, r)) {
      const auto sign = text.text.find('.');
      if (text.align != Align::Right || text.text.find_first_not_of("0123456789.") != std::string::npos) continue;
      const auto behind = static_cast<double>(sign == std::string::npos ? 0 : text.text.size() - sign);
      places.insert(std::lround(10 * (text.at.x - 0.5 * text.font.size * behind)));
    }
  }
  EXPECT_LE(places.size(), 2U) << "the level before and the level now";
}

TEST(List, SaysAUnitOnceWhereAGroupAgreesOnIt) {
  MadeHistory made(2, 3);
  for (const char* name : {"g/a", "g/b", "g/c"}) made.add_step(name, 50, 0.01, 2, 1, 1);
  const model::Report report = analysis::analyse(made.history, made.timeline, {});
  const Listing listing(report, 511, look(), kMetrics);
  std::size_t units = 0;
  for (std::size_t r = 0; r < listing.rows().size(); ++r) {
    for (const Text& text : row_of(listing, r)) units += text.text == "ns" ? 1 : 0;
  }
  EXPECT_EQ(units, 1U);
}

TEST(List, NeverLetsATextLeaveItsColumn) {
  MadeHistory made(3, 1);
  made.add("big", [](std::uint32_t column, auto) { return column == 2 ? 530.0 : 100.0; }).unit = {
      "furlongs per fortnight and more than that", units::Family::Other, 1, {}};
  made.add_step("steady", 3, 0.2, 3, 1, 1);
  const model::Report report = analysis::analyse(made.history, made.timeline, {});
  const Listing listing(report, 511, look(), kMetrics);
  for (std::size_t r = 0; r < listing.rows().size(); ++r) {
    std::vector<Text> texts = row_of(listing, r);
    std::ranges::sort(texts, {}, [](const Text& t) { return box_of(t).x; });
    for (std::size_t i = 1; i < texts.size(); ++i) {
      if (texts[i].at.y != texts[i - 1].at.y) continue;
      EXPECT_LE(box_of(texts[i - 1]).right(), box_of(texts[i]).x) << texts[i - 1].text << " | " << texts[i].text;
    }
  }
}

TEST(CutNames, StandWholeOnceAndAreLinked) {
  const std::string name = "group{}::a_module::with_many_parts::and_then_some::more_of_them::to_be_cut_{:03}::measured";
  const model::Report report = made_report(3, 8, 3, name);
  std::map<std::string, std::size_t> whole;
  std::set<std::string> links;
  std::function<void(const std::vector<Node>&)> walk = [&](const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      if (node.link.starts_with("#name-")) links.insert(node.link.substr(1));
      if (node.anchor.starts_with("name-")) {
        std::string text;
        for (const Text& line : texts_of({node})) text += line.text;
        ++whole[text];
      }
      walk(node.children);
    }
  };
  for (const Page& page : pages_of(report)) walk(page.scene.nodes);
  for (const model::BenchmarkFacts& b : report.benchmarks) EXPECT_EQ(whole[b.id], 1U) << b.id;
  EXPECT_FALSE(links.empty());
}

/// Points on the page for one percent of the median, in each large chart of what changed.
std::vector<double> points_for_a_percent(const model::Report& report) {
  std::vector<double> shares;
  for (const std::size_t i : report.changed) {
    if (const auto own = own_share(report.benchmarks[i].levels, report.benchmarks[i])) shares.push_back(*own);
  }
  const double share = common_share(shares);
  std::vector<double> out;
  for (const std::size_t i : report.changed) {
    const model::BenchmarkFacts& b = report.benchmarks[i];
    const ValueAxis axis = value_axis(b.levels, b, 0, 100, share);
    out.push_back(axis.y(b.levels.front().value) - axis.y(b.levels.front().value * 1.01));
  }
  return out;
}

TEST(APercent, LooksAlikeOnAllChartsOfWhatChanged) {
  MadeHistory made(8, 5);
  for (const double factor : {1.03, 0.97, 0.85, 1.15, 1.05})
    made.add_step(fmt::format("by {}", factor), 100 * factor, 0.001, 7, factor, 3);
  const std::vector<double> points = points_for_a_percent(analysis::analyse(made.history, made.timeline, {}));
  ASSERT_EQ(points.size(), 5U);
  const auto [least, most] = std::ranges::minmax(points);
  EXPECT_LT(most / least, 1.35) << "ticks round the ends of an axis";
}

TEST(APercent, NeverLooksLargerBesideAChartWithAScaleOfItsOwn) {
  EXPECT_NEAR(common_share({0.1, 0.12, 0.2, 0.3}), 0.3, 1e-9);
  EXPECT_NEAR(common_share({0.1, 0.12, 0.2, 0.3, 7}), 0.3, 1e-9) << "the last one has its own";
  EXPECT_EQ(common_share({}), 0);
}

bool says(const std::vector<Node>& nodes, const std::string& what) {
  return std::ranges::any_of(texts_of(nodes), [&](const Text& t) { return t.text.find(what) != std::string::npos; });
}

TEST(Trend, DrawsALimitAsALineWithItsWordsOrSaysThatItIsBeyondTheAxis) {
  model::Report report = made_report(8, 1);
  const double level = report.benchmarks[0].levels.back().value;
  const TrendOptions options{{0, 0, 250, 170}, TrendSize::Compact};
  const auto dashes = [&](double limit) {
    report.benchmarks[0].bounds = {{limit, true, "the budget"}};
    const std::vector<Node> nodes = trend_chart(report, 0, options, look(), kMetrics);
    EXPECT_TRUE(says(nodes, "limit the budget"));
    return std::ranges::count_if(nodes.back().marks, [](const Mark& mark) {
      const auto* s = std::get_if<Segments>(&mark);
      return s != nullptr && s->stroke.dash == Dash::Short && s->stroke.color == light().worse.ink;
    });
  };
  EXPECT_EQ(dashes(level * 1.05), 1);
  EXPECT_EQ(dashes(level * 40), 0);
}

TEST(Trend, DrawsEveryRunBehindTheLevelOfItsReleaseWhereThereIsRoom) {
  MadeHistory made(4, 6);
  made.add_step("x", 100, 0.05, 4, 1, 1);
  const model::Report report = analysis::analyse(made.history, made.timeline, {});
  const auto pale = [&](double width, bool runs) {
    TrendOptions options{{0, 0, width, 170}, TrendSize::Compact};
    options.runs = runs;
    std::size_t n = 0;
    const std::vector<Node> nodes = trend_chart(report, 0, options, look(), kMetrics);
    for (const Mark& mark : nodes.back().marks) {
      const auto* dots = std::get_if<Dots>(&mark);
      if (dots != nullptr && dots->radius < 1) n += dots->centers.size();
    }
    return n;
  };
  EXPECT_GE(pale(300, true), 20U);
  EXPECT_LE(pale(300, true), 24U);
  EXPECT_EQ(pale(300, false), 0U);
  EXPECT_EQ(pale(110, true), 0U) << "no room";
}

model::Report releases(const std::vector<std::string>& tags) {
  model::Report report;
  for (const std::string& tag : tags) report.columns.push_back({{tag, "", {}, false}, 1});
  report.current = tags.size() - 1;
  return report;
}

TEST(ReleaseBins, AreSingleReleasesWhereTheyFit) {
  const auto bins = model::release_bins(releases({"v1", "v2", "v3"}), 1, 4);
  EXPECT_EQ(bins.by, model::BinnedBy::None);
  ASSERT_EQ(bins.bins.size(), 2U);
  EXPECT_EQ(bins.bins[1].label, "v3");
}

TEST(ReleaseBins, AreMinorVersionsThenMajorOnesThenSeveralTogether) {
  std::vector<std::string> tags;
  for (int major = 1; major <= 5; ++major) {
    for (int minor = 0; minor < 3; ++minor) {
      for (int patch = 0; patch < 3; ++patch) tags.push_back(fmt::format("lib2-v{}.{}.{}", major, minor, patch));
    }
  }
  const model::Report report = releases(tags);
  const auto minor = model::release_bins(report, 0, 20);
  EXPECT_EQ(minor.by, model::BinnedBy::Minor);
  ASSERT_EQ(minor.bins.size(), 15U);
  EXPECT_EQ(minor.bins[4].label, "lib2-v2.1.x");
  const auto major = model::release_bins(report, 0, 8);
  EXPECT_EQ(major.by, model::BinnedBy::Major);
  EXPECT_EQ(major.bins.size(), 5U);
  const auto together = model::release_bins(report, 0, 4);
  EXPECT_EQ(together.by, model::BinnedBy::Number);
  EXPECT_LE(together.bins.size(), 4U);
  EXPECT_EQ(together.bins.back().label, "≤lib2-v5.2.x");
  for (const auto& bins : {minor, major, together}) {
    EXPECT_EQ(bins.bins.front().first, 0U);
    EXPECT_EQ(bins.bins.back().last, report.current);
    for (std::size_t i = 1; i < bins.bins.size(); ++i) EXPECT_EQ(bins.bins[i].first, bins.bins[i - 1].last + 1);
  }
}

TEST(ReleaseBins, ShowTheStrongestChangeAndHowManyThereAre) {
  model::Report report = releases({"a", "b", "c", "d"});
  model::BenchmarkFacts b;
  b.column_changes = {
      {1, 0.9, model::Verdict::Better}, {2, 1.5, model::Verdict::Worse}, {3, 1.1, model::Verdict::Unclear}};
  const model::BinChange change = model::bin_change(report, b, {1, 3, ""});
  EXPECT_EQ(change.count, 2U);
  ASSERT_NE(change.strongest, nullptr);
  EXPECT_EQ(change.strongest->column, 2U);
}

TEST(HeatRows, StandTogetherWhereTheyChangedTogether) {
  MadeHistory made(8, 4);
  const std::vector<std::uint32_t> at = {3, 5, 7, 3, 5, 7};
  for (std::size_t i = 0; i < at.size(); ++i)
    made.add_step(fmt::format("x{}", i), 100, 0.002, at[i], 1.2 + 0.1 * static_cast<double>(i), i);
  const model::Report report = analysis::analyse(made.history, made.timeline, {});
  std::vector<std::uint32_t> columns;
  for (const std::size_t i : heat_rows(report, 6)) columns.push_back(report.benchmarks[i].column_changes.back().column);
  EXPECT_EQ(columns, (std::vector<std::uint32_t>{7, 7, 5, 5, 3, 3}));
}

TEST(HeatMap, LabelsEveryColumnWithAChange) {
  for (const std::size_t releases_shown : {5U, 16U, 60U}) {
    const model::Report report = made_report(releases_shown, 40);
    const std::vector<std::size_t> rows = heat_rows(report, 40);
    const HeatMap map(report, rows, 511, look(), kMetrics);
    TablePart part;
    map.header(part, {0, 0});
    const std::vector<Node>& header = part.table.children.front().children;
    for (std::size_t k = 0; k < map.bins().bins.size(); ++k) {
      const bool changed = std::ranges::any_of(rows, [&](std::size_t i) {
        return model::bin_change(report, report.benchmarks[i], map.bins().bins[k]).count > 0;
      });
      EXPECT_TRUE(!changed || !texts_of({header[k + 1]}).empty()) << releases_shown << ": " << k;
    }
  }
}

}  // namespace
}  // namespace perfolio::layout
