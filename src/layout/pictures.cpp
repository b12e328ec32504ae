// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "layout/family.h"
#include "layout/names.h"
#include "layout/page.h"
#include "layout/summary.h"
#include "layout/tile.h"
#include "layout/trend.h"

#include <fmt/format.h>

namespace perfolio::layout {

namespace {

/// Pictures for the web are drawn on the page's scale and enlarged, so that 7.5 points become 12 units.
constexpr double kWebScale = 1.6;
constexpr double kWebWidth = 880;
constexpr double kMargin = 20;

}  // namespace

Scene dashboard(const model::Report& report, const std::string& digest, const style::Style& style,
                const TextMetrics& metrics) {
  Scene scene;
  scene.size = {kWebWidth / kWebScale, 0};
  scene.background = style.background;
  const std::string tag = base::visible(report.columns[report.current].release.tag);
  scene.title = fmt::format("{} performance, {}", base::visible(report.project), tag);
  scene.description = base::visible(report.headline.sentence) + ".";
  if (report.hero) scene.description += " " + chart_alt(report, *report.hero);
  for (const std::size_t group : report.tiles) scene.description += " " + tile_words(report, group) + ".";
  const base::Rect area{kMargin, kMargin - 4, scene.size.width - 2 * kMargin, 2000};
  const double y = summary(scene.nodes, report, area, {}, style, metrics).y;
  const Font font{Face::Regular, 7.5};
  Node footer{Role::Artifact, {}, {}, {}, {}, {}};
  footer.marks.emplace_back(
      Text{fmt::format("perfolio {} · data {} · same input, same bytes", report.tool_version, digest),
           {area.x, y + 12},
           font,
           style.ink3,
           Align::Left});
  scene.nodes.push_back(std::move(footer));
  scene.size.height = y + 12 + kMargin - 4;
  return scaled(std::move(scene), kWebScale);
}

Scene chart_scene(const model::Report& report, std::size_t benchmark, const style::Style& style,
                  const TextMetrics& metrics) {
  Scene scene;
  scene.size = {kWebWidth / kWebScale, 300 / kWebScale};
  scene.background = style.panel;
  scene.corner = 4.4;
  scene.title = chart_title(report, benchmark);
  scene.description = chart_alt(report, benchmark);
  const base::Rect area{0, 0, scene.size.width, scene.size.height};
  scene.nodes = trend_chart(report, benchmark, {area.inset(0.4, 0.4), TrendSize::Full, true}, style, metrics);
  return scaled(std::move(scene), kWebScale);
}

Scene family_scene(const model::Report& report, const model::Family& family, const style::Style& style,
                   const TextMetrics& metrics) {
  constexpr std::size_t kMostScalings = 4;
  constexpr double kGap = 8;
  constexpr double kScaling = 230 / kWebScale * 1.3;
  Scene scene;
  scene.size.width = kWebWidth / kWebScale;
  scene.background = style.background;
  scene.title = family_title(family);
  scene.description = family_alt(report, family);
  const double height = family_height(family, scene.size.width, 320 / kWebScale);
  const base::Rect trend{0.4, 0.4, scene.size.width - 0.8, height - 0.8};
  scene.nodes = family_chart(report, family, {trend, TrendSize::Full, true}, style, metrics);
  double y = height;
  for (std::size_t i = 0; i < std::min(kMostScalings, family.scalings.size()); ++i) {
    const base::Rect area{0.4, y + kGap, scene.size.width - 0.8, kScaling - 0.8};
    for (Node& node : scaling_chart(report, family, family.scalings[i], area, style, metrics)) {
      scene.nodes.push_back(std::move(node));
    }
    scene.description += " " + scaling_alt(report, family, family.scalings[i]);
    y += kGap + kScaling;
  }
  scene.size.height = y;
  return scaled(std::move(scene), kWebScale);
}

Scene tile_scene(const model::Report& report, std::size_t group, const style::Style& style,
                 const TextMetrics& metrics) {
  constexpr double kScale = 108 / kTileHeight;
  Scene scene;
  scene.size = {280 / kScale, kTileHeight};
  scene.background = style.panel;
  scene.corner = 4.4;
  scene.title = base::visible(report.groups[group].name);
  scene.description = tile_words(report, group);
  const base::Rect area{0, 0, scene.size.width, scene.size.height};
  scene.nodes = tile(report, group, area.inset(0.4, 0.4), style, metrics);
  return scaled(std::move(scene), kScale);
}

}  // namespace perfolio::layout
