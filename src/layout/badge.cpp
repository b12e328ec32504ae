// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/badge.h"

#include "base/text.h"
#include "layout/names.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;
using model::Verdict;

namespace {

/// The colour of a verdict; what says nothing for or against is grey.
base::Color color_of(Verdict verdict, const style::Style& style) {
  return verdict == Verdict::Better || verdict == Verdict::Worse ? signal(verdict, style).ink : style.same.ink;
}

std::string value_text(const BenchmarkFacts& b, const model::Level& level) {
  const std::vector<double> values{level.value};
  const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, values);
  return units::quantity(level.value, scale, (level.upper - level.lower) / 2 / scale.divisor);
}

const model::Level* current_level(const Report& report, const BenchmarkFacts& b) {
  const auto found = std::ranges::find(b.levels, report.current, &model::Level::column);
  return found == b.levels.end() ? nullptr : &*found;
}

std::optional<std::string> message_of(const Report& report, const BenchmarkFacts& b, BadgeSays says) {
  const model::Level* level = current_level(report, b);
  if (says == BadgeSays::Value) return level == nullptr ? std::nullopt : std::optional(value_text(b, *level));
  if (!b.comparison || !report.baseline) return std::nullopt;
  if (says == BadgeSays::Verdict) return std::string(model::word(b.comparison->verdict, b));
  const std::string change = model::change_text(b);
  return change.empty() ? std::nullopt : std::optional(change);
}

}  // namespace

namespace {

/// "3 faster, 2 slower".
std::string changes_text(const model::Counts& c, model::Wording wording) {
  std::string out;
  const auto add = [&](std::size_t n, Verdict verdict) {
    if (n > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, model::word(verdict, wording));
  };
  add(c.better, Verdict::Better);
  add(c.worse, Verdict::Worse);
  add(c.changed, Verdict::Changed);
  return out;
}

}  // namespace

Badge overall_badge(const Report& report, const style::Style& style) {
  const model::Counts& c = report.headline.counts;
  const std::string tag = base::visible(report.columns[report.current].release.tag);
  Badge badge{"performance", {}, style.same.ink};
  const std::size_t changed = c.better + c.worse + c.changed;
  if (!report.baseline) {
    badge.message = fmt::format("{} measured", c.total);
  } else if (changed + c.same + c.unclear == 0) {
    badge.message = "not comparable";
  } else if (changed == 0) {
    badge.message = c.unclear == 0 ? fmt::format("no change in {}", c.total)
                    : c.same == 0  ? fmt::format("{} unclear", c.unclear)
                                   : fmt::format("{} same, {} unclear", c.same, c.unclear);
  } else {
    badge.message = changes_text(c, model::shared_wording(report));
    // Mixed news has the colour of neither, and so has news that nobody can tell the side of.
    if (c.worse == 0 && c.better > 0) badge.color = style.better.ink;
    if ((c.better == 0 && c.worse > 0) || c.alerts > 0) badge.color = style.worse.ink;
  }
  const auto broken = std::ranges::count_if(report.benchmarks, [](const model::BenchmarkFacts& b) {
    return b.comparison && b.comparison->alert && !b.comparison->limit.empty();
  });
  if (broken > 0) {
    badge.message += fmt::format(", {} beyond a limit", broken);
    badge.color = style.worse.ink;
  }
  if (tag.size() <= 14) badge.message = tag + ": " + badge.message;
  return badge;
}

std::optional<Badge> overall_badge(const Report& report, BadgeSays says, const style::Style& style) {
  if (says == BadgeSays::Verdict) return overall_badge(report, style);
  const model::Index& index = report.headline.index;
  if (says == BadgeSays::Value || index.n == 0) return std::nullopt;
  return Badge{"performance", units::change(index.ratio.value), color_of(index.verdict, style)};
}

std::optional<Badge> group_badge(const Report& report, std::size_t index, BadgeSays says, const style::Style& style) {
  const model::Group& group = report.groups[index];
  Badge badge{base::visible(group.name), {}, color_of(group.tile.verdict, style)};
  if (group.tile.lead) {
    const auto message = message_of(report, report.benchmarks[*group.tile.lead], says);
    if (message) badge.message = *message;
  } else if (says == BadgeSays::Verdict && report.baseline) {
    badge.message = model::word(group.tile.verdict, model::mean_wording(report, group.benchmarks));
  } else if (says == BadgeSays::Change && group.tile.ratio) {
    badge.message = units::change(group.tile.ratio->value);
  }
  return badge.message.empty() ? std::nullopt : std::optional(badge);
}

std::optional<Badge> benchmark_badge(const Report& report, std::size_t index, BadgeSays says,
                                     const style::Style& style) {
  const BenchmarkFacts& b = report.benchmarks[index];
  const auto message = message_of(report, b, says);
  if (!message) return std::nullopt;
  const Verdict verdict = b.comparison ? b.comparison->verdict : Verdict::New;
  return Badge{printed_id(b), *message, color_of(verdict, style)};
}

namespace {

struct BadgeLook {
  Font label, message;
  double height, padding, base_line, corner;
};

BadgeLook look_of(BadgeShape shape) {
  if (shape == BadgeShape::ForTheBadge) return {{Face::Medium, 10}, {Face::SemiBold, 10.5}, 28, 12, 17.7, 0};
  const Font font{Face::Medium, 11};
  return {font, font, 20, 5.5, 14, shape == BadgeShape::Flat ? 3.0 : 0.0};
}

std::string capitals(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

}  // namespace

Scene badge_scene(const Badge& badge, BadgeShape shape, const TextMetrics& metrics) {
  const BadgeLook look = look_of(shape);
  const std::string label = shape == BadgeShape::ForTheBadge ? capitals(badge.label) : badge.label;
  const base::Color white{255, 255, 255};
  const base::Color grey{0x45, 0x52, 0x5F};
  const double left = metrics.width(label, look.label) + 2 * look.padding;
  const double right = metrics.width(badge.message, look.message) + 2 * look.padding;
  Scene scene;
  scene.size = {left + right, look.height};
  scene.background = badge.color;
  scene.corner = look.corner;
  scene.title = fmt::format("{}: {}", badge.label, badge.message);
  scene.description = scene.title;
  Node node;
  node.role = Role::Figure;
  node.alt = scene.title;
  node.marks.emplace_back(Box{{0, 0, left, look.height}, look.corner, grey, std::nullopt});
  if (look.corner > 0) {
    node.marks.emplace_back(Box{{left - 4, 0, 4, look.height}, 0, grey, std::nullopt});
    node.marks.emplace_back(Box{{left, 0, 4, look.height}, 0, badge.color, std::nullopt});
  }
  node.marks.emplace_back(Text{label, {look.padding, look.base_line}, look.label, white, Align::Left});
  node.marks.emplace_back(Text{badge.message, {left + look.padding, look.base_line}, look.message, white, Align::Left});
  scene.nodes.push_back(std::move(node));
  return scene;
}

}  // namespace perfolio::layout
