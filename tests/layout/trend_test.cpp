// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/trend.h"
#include "layout/heatmap.h"
#include "layout/made_report.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace perfolio::layout {
namespace {

namespace fs = std::filesystem;

const fs::path kGoldens = fs::path(PERFOLIO_SOURCE_DIR) / "tests" / "golden" / "layout";

/// A hundredth of a point: finer differences are those of another libm. Never "-0".
std::string number(double v) { return fmt::format("{}", std::round(v * 100) / 100 + 0.0); }
std::string at(base::Point p) { return number(p.x) + "," + number(p.y); }
std::string color(base::Color c) { return fmt::format("#{:02x}{:02x}{:02x}", c.red, c.green, c.blue); }

struct Dump {
  std::string operator()(const Text& t) const {
    const char* align = t.align == Align::Left ? "left" : t.align == Align::Right ? "right" : "centre";
    return fmt::format("text {} {} {} {} '{}'", at(t.at), align, number(t.font.size), color(t.color), t.text);
  }
  std::string operator()(const Polyline& line) const {
    std::string out = "line " + color(line.stroke.color);
    for (const base::Point& p : line.points) out += " " + at(p);
    return out;
  }
  std::string operator()(const Area& area) const {
    std::string out = "area " + color(area.fill);
    for (const base::Point& p : area.outline) out += " " + at(p);
    return out;
  }
  std::string operator()(const Segments& s) const {
    std::string out = "segments " + color(s.stroke.color);
    for (const auto& [from, to] : s.segments) out += " " + at(from) + "-" + at(to);
    return out;
  }
  std::string operator()(const Box& box) const {
    return fmt::format("box {} {}x{}", at({box.rect.x, box.rect.y}), number(box.rect.width), number(box.rect.height));
  }
  std::string operator()(const Dots& dots) const {
    std::string out = fmt::format("dots r{} {}", number(dots.radius), color(dots.fill));
    for (const base::Point& p : dots.centers) out += " " + at(p);
    return out;
  }
};

std::string dump(const std::vector<Node>& nodes, const std::string& indent = "") {
  std::string out;
  for (const Node& node : nodes) {
    out += fmt::format("{}node {}{}\n", indent, static_cast<int>(node.role),
                       node.alt.empty() ? "" : " '" + node.alt + "'");
    for (const Mark& mark : node.marks) out += indent + "  " + std::visit(Dump{}, mark) + "\n";
    out += dump(node.children, indent + "  ");
  }
  return out;
}

std::string stored(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void expect_golden(const std::string& name, const std::string& text) {
  if (std::getenv("PERFOLIO_UPDATE_GOLDEN") != nullptr) {  // NOLINT(concurrency-mt-unsafe): no thread is running
    fs::create_directories(kGoldens);
    std::ofstream(kGoldens / name, std::ios::binary) << text;
    ADD_FAILURE() << name << " was rewritten: look at the difference, then run without PERFOLIO_UPDATE_GOLDEN";
    return;
  }
  ASSERT_TRUE(fs::exists(kGoldens / name)) << name << " is missing; PERFOLIO_UPDATE_GOLDEN=1 writes it";
  EXPECT_EQ(stored(kGoldens / name), text);
}

const std::set<std::string> kRead = {"trend-full.txt"};

model::Report story() {
  test::MadeHistory made(8, 3);
  made.add("vm_arith", [](auto column, auto run) {
    if (column == 3) return std::optional<double>{};
    return std::optional((column < 5 ? 300e3 : column < 7 ? 255e3 : 200e3) * std::exp(0.008 * test::noise(9, run)));
  });
  return analysis::analyse(made.history, made.timeline, {});
}

TEST(TrendChart, LooksAsItDidWhenSomebodyLastLooked) {
  const TrendOptions options{{42, 100, 511.28, 208}, TrendSize::Full, false};
  expect_golden("trend-full.txt", dump(trend_chart(story(), 0, options, test::light(), test::HalfEm())));
}

TEST(Golden, IsReadBySomeTest) {
  for (const auto& entry : fs::directory_iterator(kGoldens)) {
    EXPECT_TRUE(kRead.contains(entry.path().filename().string())) << entry.path().filename() << " is read by no test";
  }
}

TEST(TrendChart, NamesEveryChangeAtTheDataOrInTheNote) {
  const model::Report report = story();
  const TrendOptions options{{42, 100, 511.28, 208}, TrendSize::Full, false};
  std::string all;
  for (const Text& text : test::texts_of(trend_chart(report, 0, options, test::light(), test::HalfEm())))
    all += text.text + "|";
  ASSERT_EQ(report.benchmarks[0].column_changes.size(), 2U);
  EXPECT_NE(all.find("v0.6.0  −"), std::string::npos) << all;
  EXPECT_NE(all.find("% faster"), std::string::npos) << all;
  EXPECT_NE(all.find("current"), std::string::npos) << all;
}

/// The fill of the only cell of a heat map whose benchmark changed by `ratio`.
base::Color fill_of(double ratio, units::Direction better) {
  model::Report report;
  report.columns = {{{"v1", "", {}, false}, 1}, {{"v2", "", {}, false}, 1}};
  report.current = 1;
  report.baseline = 0;
  model::BenchmarkFacts& b = report.benchmarks.emplace_back();
  b.id = b.name = "x";
  b.better = better;
  b.levels = {{0, 3, 3, 100, 99, 101}, {1, 3, 3, 100 * ratio, 99, 101}};
  b.column_changes = {
      {1, ratio, (ratio < 1) == (better == units::Direction::Lower) ? model::Verdict::Better : model::Verdict::Worse,
       false}};
  const auto nodes = heat_map(report, {0}, {0, 0}, 500, {}, test::light(), test::HalfEm());
  for (const Mark& mark : nodes.front().marks) {
    if (const auto* box = std::get_if<Box>(&mark)) return box->fill.value();
  }
  ADD_FAILURE() << "no cell";
  return {};
}

TEST(HeatMap, ChoosesTheClassByTheExactValueAndNotByTheOnePrinted) {
  const style::Style style = test::light();
  const auto check = [&](double ratio, std::size_t lower) {
    EXPECT_EQ(fill_of(ratio, units::Direction::Lower), style.heat[lower].fill) << ratio;
    EXPECT_EQ(fill_of(ratio, units::Direction::Higher), style.heat[6 - lower].fill) << ratio;
  };
  check(0.97, 2);
  check(0.951, 2);  // prints as -5
  check(0.94, 1);
  check(0.901, 1);  // -9.9 % prints as -10 and stays in the middle class
  check(0.89, 0);
  check(1.03, 4);
  check(1.099, 5);
  check(1.11, 6);
}

}  // namespace
}  // namespace perfolio::layout
