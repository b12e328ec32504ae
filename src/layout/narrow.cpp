// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The report at a glance where there is little room: on a phone, and on the card that a link to it becomes.
#include "base/text.h"
#include "base/time.h"
#include "layout/names.h"
#include "layout/page.h"
#include "layout/summary.h"
#include "layout/tile.h"
#include "layout/trend.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace perfolio::layout {

using model::Report;

namespace {

/// What stands one below the other in a column.
class Stack {
 public:
  Stack(Scene& scene, const Report& report, base::Rect area, const style::Style& style, const TextMetrics& metrics)
      : scene_(scene), report_(report), area_(area), style_(style), metrics_(metrics), y_(area.y) {}

  [[nodiscard]] double y() const { return y_; }
  void skip(double by) { y_ += by; }

  void line(Role role, const std::string& text, const Font& font, base::Color color, double leading) {
    y_ += leading;
    add(role, text, {area_.x, y_}, font, color);
  }
  void lines(Role role, const std::string& text, const Font& font, base::Color color, std::size_t most,
             double leading) {
    for (const std::string& part : wrapped(base::visible(text), font, area_.width, most, metrics_)) {
      line(role, part, font, color, leading);
    }
  }
  /// Project and release, in one line where there is room.
  void title(double size) {
    const Font font{Face::SemiBold, size};
    const std::string tag = shortened(base::visible(release().tag), font, area_.width * 0.6, metrics_);
    const std::string project = base::visible(report_.project) + " performance";
    y_ += size;
    const double room = area_.width - metrics_.width(tag, font) - size * 0.8;
    const bool one = metrics_.width(project, font) <= room;
    add(Role::H1, one ? project : shortened(project, font, area_.width, metrics_), {area_.x, y_}, font, style_.ink);
    if (one) {
      add(Role::P, tag, {area_.right(), y_}, font, style_.ink, Align::Right);
    } else {
      line(Role::P, tag, font, style_.ink2, size * 1.25);
    }
  }
  void rule(double width) {
    scene_.nodes.push_back(
        {Role::Artifact, {}, {}, {}, {Segments{{{{area_.x, y_}, {area_.right(), y_}}}, {style_.ink, width}}}, {}});
  }
  void headline(double size, std::size_t most) {
    const model::Headline& h = report_.headline;
    const bool changed = h.counts.better + h.counts.worse + h.counts.changed > 0;
    lines(Role::H2, h.lead + (changed ? ":" : ""), {Face::SemiBold, size}, style_.ink, most, size * 1.3);
    if (!changed) return;
    y_ += size * 1.75;
    verdict_pills(scene_.nodes, report_, {area_.x, y_}, size * 0.84, style_, metrics_);
  }
  void chart(double height, TrendSize size) {
    if (!report_.hero) return;
    append(trend_chart(report_, *report_.hero, {{area_.x, y_, area_.width, height}, size, false}, style_, metrics_));
    y_ += height;
  }
  void tiles(std::size_t most) {
    for (std::size_t i = 0; i < std::min(most, report_.tiles.size()); ++i) {
      append(tile(report_, report_.tiles[i], {area_.x, y_, area_.width, kTileHeight}, style_, metrics_));
      y_ += kTileHeight + 8;
    }
    if (report_.tiles.size() > most) {
      line(Role::P, fmt::format("and {} more groups", report_.tiles.size() - most + report_.tiles_left), kSmall,
           style_.ink3, 8);
      y_ += 6;
    }
  }
  void changes(std::size_t most) {
    if (report_.overview.to_act.empty()) return;
    const std::vector<std::size_t> rows = summary_rows(report_, most);
    lines(Role::H2, std::string(summary_title(report_)), {Face::SemiBold, 11.5}, style_.ink, 2, 14);
    y_ += 4;
    for (const std::size_t i : rows) change(i);
    if (const std::string left = left_out_words(report_, rows); !left.empty())
      line(Role::P, left + " in the report", kSmall, style_.ink3, 12);
  }

  static constexpr Font kSmall{Face::Regular, 8};

 private:
  [[nodiscard]] const model::Release& release() const { return report_.columns[report_.current].release; }
  void add(Role role, std::string text, base::Point at, const Font& font, base::Color color,
           Align align = Align::Left) {
    scene_.nodes.push_back({role, {}, {}, {}, {Text{std::move(text), at, font, color, align}}, {}});
  }
  void append(std::vector<Node> more) {
    for (Node& node : more) scene_.nodes.push_back(std::move(node));
  }
  /// A name, and below it what became of it.
  void change(std::size_t index) {
    const model::BenchmarkFacts& b = report_.benchmarks[index];
    const model::Comparison& c = *b.comparison;
    const Font name{Face::Medium, 9.5};
    const Font text{Face::Regular, 9, true};
    const units::Scale scale = model::scale_of(b);
    line(Role::P, shortened_id(report_, index, name, area_.width, metrics_), name, style_.ink, 14);
    // What alerts for a limit alone need not have been measured before.
    const std::string before = c.baseline.n > 0 ? units::quantity(c.baseline.value, scale) + " → " : "";
    line(Role::P, before + units::quantity(c.current.value, scale), text, style_.ink2, 13);
    const std::string words = fmt::format("{} {}", model::change_text(b), model::word(c.verdict, b));
    add(Role::P, words + (c.alert ? ", alert" : ""), {area_.right(), y_}, {Face::SemiBold, 9, true},
        signal(c.verdict, style_).ink, Align::Right);
    y_ += 4;
    scene_.nodes.push_back(
        {Role::Artifact, {}, {}, {}, {Segments{{{{area_.x, y_}, {area_.right(), y_}}}, {style_.grid, 0.6}}}, {}});
  }

  Scene& scene_;
  const Report& report_;
  base::Rect area_;
  const style::Style& style_;
  const TextMetrics& metrics_;
  double y_;
};

Scene titled(const Report& report, base::Size size, const style::Style& style) {
  Scene scene;
  scene.size = size;
  scene.background = style.background;
  scene.title = fmt::format("{} performance, {}", base::visible(report.project),
                            base::visible(report.columns[report.current].release.tag));
  scene.description = base::visible(report.headline.sentence) + ".";
  if (report.hero) scene.description += " " + chart_alt(report, *report.hero);
  return scene;
}

}  // namespace

Scene narrow_dashboard(const Report& report, const std::string& digest, const style::Style& style,
                       const TextMetrics& metrics) {
  constexpr double kScale = 1.6;
  constexpr double kMargin = 12;
  constexpr std::size_t kMostTiles = 4;
  constexpr std::size_t kMostChanges = 6;
  Scene scene = titled(report, {480 / kScale, 0}, style);
  for (std::size_t i = 0; i < std::min(kMostTiles, report.tiles.size()); ++i)
    scene.description += " " + tile_words(report, report.tiles[i]) + ".";
  Stack stack(scene, report, {kMargin, kMargin, scene.size.width - 2 * kMargin, 0}, style, metrics);
  stack.title(16);
  stack.skip(9);
  stack.rule(1.2);
  stack.skip(5);
  stack.headline(12.5, 4);
  stack.skip(6);
  stack.lines(Role::P, report.overview.shift, {Face::SemiBold, 9}, style.ink, 3, 13.5);
  stack.lines(Role::P, report.overview.sentence, {Face::Regular, 9.5}, style.ink, 4, 13.5);
  stack.lines(Role::P, report.headline.detail, {Face::Regular, 9}, style.ink2, 4, 13.5);
  stack.skip(12);
  stack.chart(168, TrendSize::Compact);
  stack.skip(8);
  stack.tiles(kMostTiles);
  stack.skip(6);
  stack.changes(kMostChanges);
  stack.line(Role::Artifact, fmt::format("perfolio {} · data {}", report.tool_version, digest), {Face::Regular, 7.5},
             style.ink3, 18);
  scene.size.height = stack.y() + kMargin;
  return scaled(std::move(scene), kScale);
}

Scene social_card(const Report& report, const style::Style& style, const TextMetrics& metrics) {
  constexpr double kScale = 2;
  constexpr base::Size kSize{1200 / kScale, 630 / kScale};
  constexpr double kMargin = 26;
  Scene scene = titled(report, kSize, style);
  Stack stack(scene, report, {kMargin, kMargin, kSize.width - 2 * kMargin, 0}, style, metrics);
  stack.title(24);
  stack.skip(13);
  stack.rule(1.6);
  stack.skip(6);
  stack.headline(17, 2);
  stack.skip(8);
  stack.lines(Role::P, report.overview.sentence, {Face::Regular, 12.5}, style.ink2, 1, 17);
  stack.skip(14);
  stack.chart(kSize.height - kMargin - stack.y(), TrendSize::Full);
  return scaled(std::move(scene), kScale);
}

}  // namespace perfolio::layout
