// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/highlights.h"

#include "base/text.h"
#include "layout/document_plan.h"
#include "layout/names.h"
#include "layout/text_metrics.h"
#include "model/highlight_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::layout {

using model::Highlight;
using model::Report;

namespace {

constexpr double kScale = 1.5;  ///< of the picture, beside a page.
constexpr double kTitle = 40;   ///< of the picture.
constexpr double kLeading = 16;
constexpr double kBar = 13;
constexpr double kBars = 2 * kBar + 3;
constexpr double kName = 18;     ///< the line of the name, below the bars.
constexpr double kBetween = 14;  ///< from one to the next.
constexpr std::size_t kMostLines = 3;
const Font kWords{Face::SemiBold, 12};
const Font kSmall{Face::Regular, 8.5};
const Font kValue{Face::Medium, 9.5};

/// One highlight, measured.
struct Block {
  const Highlight* highlight = nullptr;
  std::vector<std::string> lines;
  [[nodiscard]] double height() const { return kLeading * static_cast<double>(lines.size()) + kBars + kName; }
};

std::vector<Block> blocks_of(const Report& report, double width, const TextMetrics& metrics) {
  std::vector<Block> out;
  for (const Highlight& highlight : report.highlights) {
    out.push_back({&highlight, wrapped(base::visible(highlight.text), kWords, width, kMostLines, metrics)});
  }
  return out;
}

class Drawing {
 public:
  Drawing(const Report& report, base::Rect area, const style::Style& style, const TextMetrics& metrics)
      : report_(report), area_(area), style_(style), metrics_(metrics) {}

  std::vector<Node> take() { return std::move(nodes_); }
  void title(Role role, const std::string& text, const std::string& anchor) {
    nodes_.push_back({role,
                      {},
                      {},
                      anchor,
                      {Text{text, {area_.x, area_.y + 16}, {Face::SemiBold, 14}, style_.ink, Align::Left}},
                      {}});
  }
  void block(const Block& block, double y);

 private:
  /// From zero, whatever the sign: the left end of the bars is the least of both and zero.
  [[nodiscard]] double at(double value, const Highlight& h) const {
    const double least = std::min({0.0, h.baseline.value, h.current.value});
    const double most = std::max({0.0, h.baseline.value, h.current.value});
    return most > least ? bars_.x + bars_.width * (value - least) / (most - least) : bars_.x;
  }
  void bar(Node& figure, const Highlight& h, double value, double y, base::Color color) const {
    const double from = std::min(at(0, h), at(value, h));
    const double to = std::max(at(0, h), at(value, h));
    figure.marks.emplace_back(Box{{from, y, std::max(to - from, 0.75), kBar}, 1.5, color, std::nullopt});
  }

  const Report& report_;
  base::Rect area_;
  const style::Style& style_;
  const TextMetrics& metrics_;
  base::Rect bars_;  ///< where those of the block may stand.
  std::vector<Node> nodes_;
};

void Drawing::block(const Block& block, double y) {
  const Highlight& h = *block.highlight;
  const model::HighlightWords w = model::words_of(report_, h);
  for (const std::string& line : block.lines) {
    y += kLeading;
    nodes_.push_back({Role::P, {}, {}, {}, {Text{line, {area_.x, y - 4}, kWords, style_.ink, Align::Left}}, {}});
  }
  const std::string before_tag = shortened(base::visible(w.before_tag), kSmall, area_.width / 4, metrics_);
  const std::string now_tag = shortened(base::visible(w.now_tag), kSmall, area_.width / 4, metrics_);
  const double left = std::max(metrics_.width(before_tag, kSmall), metrics_.width(now_tag, kSmall)) + 8;
  const std::string change = "   " + w.change;
  const double right = std::max(metrics_.width(w.before, kValue), metrics_.width(w.now + change, kValue)) + 8;
  bars_ = {area_.x + left, y, area_.width - left - right, kBars};
  const style::Signal& said = signal(h.verdict, style_);
  Node figure{Role::Figure, base::visible(model::highlight_line(report_, h)) + ".", {}, {}, {}, {}};
  const auto row = [&](const std::string& tag, const model::Level& level, const std::string& value, base::Color color,
                       base::Color ink, double top) {
    bar(figure, h, level.value, top, color);
    const double base_line = top + kBar - 3.5;
    figure.marks.emplace_back(Text{tag, {bars_.x - 8, base_line}, kSmall, style_.ink2, Align::Right});
    figure.marks.emplace_back(
        Text{value, {std::max(at(0, h), at(level.value, h)) + 6, base_line}, kValue, ink, Align::Left});
  };
  const bool evident = model::is_evident(h.verdict);
  row(before_tag, h.baseline, w.before, style_.ink3, style_.ink2, y + 2);
  row(now_tag, h.current, w.now + change, evident ? said.ink : style_.data, evident ? said.ink : style_.ink,
      y + 5 + kBar);
  const double zero = at(0, h);
  figure.marks.emplace_back(Segments{{{{zero, y}, {zero, y + 7 + 2 * kBar}}}, {style_.axis, 0.8}});
  nodes_.push_back(std::move(figure));
  nodes_.push_back({Role::P,
                    {},
                    {},
                    {},
                    {Text{clipped(base::visible(w.benchmark), kSmall, bars_.width, metrics_),
                          {bars_.x, y + kBars + 15},
                          kSmall,
                          style_.ink3,
                          Align::Left}},
                    {}});
}

}  // namespace

void add_highlights(DocumentPlan& plan) {
  if (plan.report.highlights.empty()) return;
  const std::size_t head = add_heading(plan, {std::string(model::kHighlightsTitle), "", "highlights"});
  for (const Block& block : blocks_of(plan.report, plan.area.width, plan.metrics)) {
    FlowItem item;
    item.height = block.height();
    item.above = kBetween;
    item.head = head;
    item.draw = [&plan, block](Page& page, base::Point at) {
      Drawing drawing(plan.report, plan.area, plan.style, plan.metrics);
      drawing.block(block, at.y);
      for (Node& node : drawing.take()) page.scene.nodes.push_back(std::move(node));
    };
    plan.flow.add(std::move(item));
  }
}

Scene highlights_scene(const Report& report, const style::Style& style, const TextMetrics& metrics) {
  constexpr double kMargin = 16;
  const base::Rect area{kMargin, 10, 880 / kScale - 2 * kMargin, 0};
  Scene scene;
  scene.background = style.background;
  scene.title = std::string(model::kHighlightsTitle);
  Drawing drawing(report, area, style, metrics);
  const std::string tag = base::visible(report.columns[report.current].release.tag);
  const std::string title = fmt::format("What {} means for you", tag);
  drawing.title(Role::H1, shortened(title, {Face::SemiBold, 14}, area.width, metrics), "");
  double y = area.y + kTitle - 8;
  for (const Block& block : blocks_of(report, area.width, metrics)) {
    drawing.block(block, y);
    y += block.height() + kBetween;
    scene.description +=
        fmt::format("{}{} ({}).", scene.description.empty() ? "" : " ", base::visible(block.highlight->text),
                    base::visible(model::highlight_line(report, *block.highlight)));
  }
  scene.size = {880 / kScale, y};
  scene.nodes = drawing.take();
  return scaled(std::move(scene), kScale);
}

}  // namespace perfolio::layout
