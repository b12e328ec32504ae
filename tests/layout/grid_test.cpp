// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/made_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

/// All pages over a grid of histories: nothing overlaps, leaves the margins, is too small or too faint. A sample of the
/// grid, in which every value of each of its sides meets every number of releases and of benchmarks; with
/// PERFOLIO_WHOLE_GRID in the environment all of it, which takes an hour.
namespace perfolio::layout {
namespace {

using test::box_of;

style::Style style_named(const std::string& name) {
  std::ifstream file(PERFOLIO_SOURCE_DIR "/styles/" + name + ".json", std::ios::binary);
  return style::style_from_json(std::string{std::istreambuf_iterator<char>(file), {}});
}

struct Case {
  std::size_t releases, benchmarks, groups;
  std::string names;  ///< "short", "long", "other"
  std::string style;
  std::string paper;
  [[nodiscard]] std::string words() const {
    return fmt::format("{} releases, {} benchmarks, {} groups, {} names, {}, {}", releases, benchmarks, groups, names,
                       style, paper);
  }
};

std::string name_of(const Case& c, std::size_t i) {
  if (c.names == "long")
    return fmt::format("crate{}::with_a_module::OfManyParts/and.a.method_that_goes_on_{}/{:03}/measured", i % c.groups,
                       std::string(20 + i % 30, 'x'), i);
  if (c.names == "other") return fmt::format("測試{}/パフォーマンスの計測/случай_{:03}", i % c.groups, i);
  return fmt::format("group{}/case_{:03}", i % c.groups, i);
}

model::Report report_of(const Case& c) {
  test::MadeHistory made(c.releases, c.releases > 100 ? 1 : 3);
  for (std::size_t i = 0; i < c.benchmarks; ++i) {
    const auto from = static_cast<std::uint32_t>(i % 7 == 6   ? c.releases - 1
                                                 : i % 3 == 0 ? 1 + i % c.releases
                                                              : c.releases);
    const double factor = i % 11 == 0 ? 5.3 : i % 2 == 0 ? 1.3 : 0.7;
    model::Series& s =
        made.add_step(name_of(c, i), std::pow(10.0, static_cast<double>(i % 8)) * 3.3, 0.01, from, factor, i + 1);
    s.suite = c.groups > 1 ? fmt::format("suite {}", i % c.groups) : "";
  }
  return analysis::analyse(made.history, made.timeline, {});
}

double luminance(const base::Color& c) {
  const auto channel = [](std::uint8_t v) {
    const double s = v / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(c.red) + 0.7152 * channel(c.green) + 0.0722 * channel(c.blue);
}

/// By WCAG 2.
double contrast(const base::Color& a, const base::Color& b) {
  const double light = std::max(luminance(a), luminance(b));
  const double dark = std::min(luminance(a), luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

struct Placed {
  Text text;
  base::Rect box;
  base::Color ground;
};

/// Texts with the fill they stand on: that of the last box drawn before them that holds their middle.
void place_texts(const std::vector<Node>& nodes, std::vector<Box>& boxes, base::Color background,
                 std::vector<Placed>& out) {
  for (const Node& node : nodes) {
    for (const Mark& mark : node.marks) {
      if (const auto* box = std::get_if<Box>(&mark); box != nullptr && box->fill) boxes.push_back(*box);
      const auto* text = std::get_if<Text>(&mark);
      if (text == nullptr) continue;
      const base::Rect at = box_of(*text);
      base::Color ground = background;
      for (const Box& box : boxes) {
        const double x = at.x + at.width / 2, y = at.y + at.height / 2;
        if (x >= box.rect.x && x <= box.rect.right() && y >= box.rect.y && y <= box.rect.bottom()) ground = *box.fill;
      }
      out.push_back({*text, at, ground});
    }
    place_texts(node.children, boxes, background, out);
  }
}

void check_page(const Page& page, const std::string& where) {
  std::vector<Box> boxes;
  std::vector<Placed> all;
  place_texts(page.scene.nodes, boxes, page.scene.background, all);
  const base::Size& size = page.scene.size;
  for (const Placed& p : all) {
    EXPECT_GE(p.text.font.size, 6.5) << where << p.text.text;
    EXPECT_GE(contrast(p.text.color, p.ground), 4.5) << where << p.text.text;
    EXPECT_GE(p.box.x, 41.99) << where << p.text.text;
    EXPECT_LE(p.box.right(), size.width - 41.99) << where << p.text.text;
    EXPECT_GE(p.box.y, 41.99) << where << p.text.text;
    EXPECT_LE(p.box.bottom(), size.height - 39.4) << where << p.text.text;
  }
  std::ranges::sort(all, {}, [](const Placed& p) { return p.box.y; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = i + 1; k < all.size() && all[k].box.y + 0.05 < all[i].box.bottom(); ++k) {
      const bool apart = all[i].box.right() <= all[k].box.x + 0.05 || all[k].box.right() <= all[i].box.x + 0.05;
      EXPECT_TRUE(apart) << where << "'" << all[i].text.text << "' over '" << all[k].text.text << "'";
    }
  }
}

/// Part of the page's height that is above the last text.
double filled(const Page& page) {
  double bottom = 0;
  for (const Text& text : test::texts_of({page.scene.nodes.begin(), page.scene.nodes.end() - 1}))
    bottom = std::max(bottom, text.at.y);
  return (bottom - 42) / (page.scene.size.height - 110);
}

constexpr std::array<std::size_t, 6> kReleases = {1, 2, 3, 8, 40, 300};
constexpr std::array<std::size_t, 6> kBenchmarks = {1, 2, 7, 46, 400, 2000};
constexpr std::array<std::size_t, 3> kGroups = {1, 3, 14};
const std::array<std::string, 3> kNames = {"short", "long", "other"};
const std::array<std::string, 3> kStyles = {"light", "dark", "print"};
const std::array<std::string, 3> kPapers = {"a4", "letter", "slide"};

/// Of what is beside releases and benchmarks a diagonal.
std::vector<Case> sample_of_grid() {
  std::vector<Case> out;
  std::size_t n = 0;
  for (const std::size_t releases : kReleases) {
    for (const std::size_t benchmarks : kBenchmarks) {
      if (releases * benchmarks > 4000 || (benchmarks == 2000 && releases != 2)) continue;
      const std::size_t each = benchmarks > 100 ? 1 : 3;
      for (std::size_t k = 0; k < each; ++k, ++n)
        out.push_back({releases, benchmarks, kGroups.at((n + k) % 3), kNames.at((n / 2 + k) % 3), kStyles.at(n % 3),
                       kPapers.at((n + n / 3) % 3)});
    }
  }
  return out;
}

std::vector<Case> whole_grid() {
  std::vector<Case> out;
  for (const std::size_t releases : kReleases)
    for (const std::size_t benchmarks : kBenchmarks)
      for (const std::size_t groups : kGroups)
        for (const std::string& names : kNames)
          for (const std::string& style : kStyles)
            for (const std::string& paper : kPapers) out.push_back({releases, benchmarks, groups, names, style, paper});
  return out;
}

TEST(EveryPage, IsReadableOverAGridOfHistories) {
  const bool whole = std::getenv("PERFOLIO_WHOLE_GRID") != nullptr;
  for (const Case& c : whole ? whole_grid() : sample_of_grid()) {
    const model::Report report = report_of(c);
    const style::Style style = style_named(c.style);
    DocumentOptions options;
    options.digest = "0123456";
    options.sections = {Section::Summary, Section::Detail, Section::HeatMap,
                        Section::Table,   Section::Matrix, Section::Method};
    options.paper = *paper_size(c.paper);
    std::vector<double> fill;
    lay_out_pages(report, options, style, test::HalfEm(), [&](const Page& page) {
      check_page(page, c.words() + " p. " + page.label + ": ");
      fill.push_back(filled(page));
    });
    // Page one has what there is; charts do not fill a page of a screen as evenly.
    for (std::size_t i = 1; i + 1 < fill.size(); ++i)
      EXPECT_GT(fill[i], c.paper == "slide" ? 0.4 : 0.6) << c.words() << ": p. " << i + 1 << " is nearly empty";
  }
}

TEST(Pages, OfTwoThousandBenchmarksAreSixtyAtMost) {
  model::Report report = report_of({3, 400, 3, "short", "light", "a4"});
  // Five of each: the list is as long as that of 2000, and analysis takes a fifth of the time.
  const std::vector<model::BenchmarkFacts> once = report.benchmarks;
  for (std::size_t copy = 1; copy < 5; ++copy) {
    for (model::Group& group : report.groups) {
      const std::vector<std::size_t> members = group.benchmarks;
      for (std::size_t k = 0; k < members.size() / copy; ++k) {
        model::BenchmarkFacts b = once[members[k] % once.size()];
        b.id += fmt::format(" #{}", copy);
        group.benchmarks.push_back(report.benchmarks.size());
        report.benchmarks.push_back(std::move(b));
      }
    }
  }
  ASSERT_GE(report.benchmarks.size(), 2000U);
  std::size_t pages = 0;
  lay_out_pages(report, {}, style_named("light"), test::HalfEm(), [&](const Page&) { ++pages; });
  EXPECT_LE(pages, 60U);
  EXPECT_GE(pages, 40U);
}

}  // namespace
}  // namespace perfolio::layout
