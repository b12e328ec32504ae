// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/page_scenes.h"

#include "layout/family.h"
#include "layout/names.h"
#include "layout/page.h"
#include "layout/tile.h"
#include "layout/trend.h"

#include <algorithm>
#include <utility>

namespace perfolio::layout {

namespace {

constexpr base::Size kWide{740, 214};
constexpr base::Size kNarrow{300, 168};
constexpr base::Size kRow{96, 22};

/// The panel under a chart is the page's to draw.
void leave_out_panel(Scene& scene) {
  if (!scene.nodes.empty() && scene.nodes.front().role == Role::Artifact) scene.nodes.erase(scene.nodes.begin());
}

Scene chart(const model::Report& report, std::size_t benchmark, base::Size size, TrendSize kind,
            const style::Style& style, const TextMetrics& metrics) {
  Scene scene;
  scene.size = size;
  scene.background = style.panel;
  scene.title = chart_title(report, benchmark);
  scene.description = chart_alt(report, benchmark);
  scene.nodes = trend_chart(report, benchmark, {{0, 0, size.width, size.height}, kind, false}, style, metrics);
  leave_out_panel(scene);
  return scene;
}

}  // namespace

base::Rect logo_place(const Logo& logo, base::Rect area) {
  constexpr double kHeight = 24;
  const double scale = std::min(kHeight / logo.pixels.height, area.width / 2 / logo.pixels.width);
  const base::Size size{logo.pixels.width * scale, logo.pixels.height * scale};
  return {area.x, area.y - 4 - size.height, size.width, size.height};
}

Scene wide_chart_scene(const model::Report& report, std::size_t benchmark, const style::Style& style,
                       const TextMetrics& metrics) {
  return chart(report, benchmark, kWide, TrendSize::Full, style, metrics);
}

Scene narrow_chart_scene(const model::Report& report, std::size_t benchmark, const style::Style& style,
                         const TextMetrics& metrics) {
  return chart(report, benchmark, kNarrow, TrendSize::Compact, style, metrics);
}

Scene narrow_family_scene(const model::Report& report, const model::Family& family, const style::Style& style,
                          const TextMetrics& metrics) {
  Scene scene;
  scene.size = {kNarrow.width, family_height(family, kNarrow.width, kNarrow.height)};
  scene.background = style.panel;
  scene.title = family_title(family);
  scene.description = family_alt(report, family);
  const base::Rect area{0, 0, scene.size.width, scene.size.height};
  scene.nodes = family_chart(report, family, {area, TrendSize::Compact, false}, style, metrics);
  leave_out_panel(scene);
  return scene;
}

Scene narrow_scaling_scene(const model::Report& report, const model::Family& family, const model::Scaling& scaling,
                           const style::Style& style, const TextMetrics& metrics) {
  Scene scene;
  scene.size = {kNarrow.width, kNarrow.height * 1.1};
  scene.background = style.panel;
  scene.title = family_title(family);
  scene.description = scaling_alt(report, family, scaling);
  scene.nodes = scaling_chart(report, family, scaling, {0, 0, scene.size.width, scene.size.height}, style, metrics);
  leave_out_panel(scene);
  return scene;
}

Scene index_scene(const model::Report& report, std::size_t group, const style::Style& style) {
  const model::Group& shown = report.groups[group];
  Scene scene;
  scene.size = kRow;
  scene.background = style.background;
  scene.nodes.push_back(
      index_sparkline(report, shown, shown.tile.verdict, {3, 3, kRow.width - 6, kRow.height - 6}, style));
  return scaled(std::move(scene), 2);
}

Scene row_scene(const model::Report& report, std::size_t benchmark, const style::Style& style) {
  const auto& comparison = report.benchmarks[benchmark].comparison;
  Scene scene;
  scene.size = kRow;
  scene.background = style.background;
  scene.nodes.push_back(sparkline(report, benchmark, comparison ? comparison->verdict : model::Verdict::Gone,
                                  {3, 3, kRow.width - 6, kRow.height - 6}, style));
  // Whole units are then half a point, and enough.
  return scaled(std::move(scene), 2);
}

}  // namespace perfolio::layout
