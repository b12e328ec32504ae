// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/annotations.h"

#include <algorithm>
#include <cmath>

namespace perfolio::layout {

namespace {

constexpr double kOffset = 9;  ///< from the point to the label's near end.
constexpr double kRaise = 12;  ///< a step up or down.
constexpr int kSteps = 12;

bool overlap(const base::Rect& a, const base::Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

/// Whether the segment passes through the box (Liang & Barsky 1984, clipping by parameters).
bool crosses(const base::Point& p, const base::Point& q, const base::Rect& box) {
  double enter = 0;
  double leave = 1;
  // Each border as delta * t <= near; a segment parallel to a border is on one side of it throughout.
  const auto clip = [&](double delta, double near) {
    if (delta == 0) return near >= 0;
    const double t = near / delta;
    if (delta < 0) {
      enter = std::max(enter, t);
    } else {
      leave = std::min(leave, t);
    }
    return true;
  };
  const double dx = q.x - p.x;
  const double dy = q.y - p.y;
  const bool inside =
      clip(-dx, p.x - box.x) && clip(dx, box.right() - p.x) && clip(-dy, p.y - box.y) && clip(dy, box.bottom() - p.y);
  return inside && enter <= leave;
}

}  // namespace

bool LabelPlacer::is_free(base::Rect box) const {
  if (box.x < bounds_.x || box.right() > bounds_.right() || box.y < bounds_.y || box.bottom() > bounds_.bottom())
    return false;
  const base::Rect wide = box.inset(-2, -1);
  return std::ranges::none_of(boxes_, [&](const base::Rect& b) { return overlap(wide, b); }) &&
         std::ranges::none_of(lines_, [&](const auto& line) { return crosses(line.first, line.second, wide); });
}

std::optional<LabelPlacer::Place> LabelPlacer::place(base::Point point, base::Size right_size, base::Size left_size) {
  const auto beside = [&](bool left, double middle) {
    const base::Size size = left ? left_size : right_size;
    const double x = left ? point.x - kOffset - size.width : point.x + kOffset;
    return base::Rect{x, middle - size.height / 2, size.width, size.height};
  };
  for (const bool below : {false, true}) {
    for (int step = 0; step < kSteps; ++step) {
      const double middle = point.y + (below ? 1 : -1) * (kRaise + kRaise * step);
      for (const bool left : {false, true}) {
        const base::Rect box = beside(left, middle);
        if (!is_free(box)) continue;
        boxes_.push_back(box);
        return Place{box, left};
      }
    }
  }
  return std::nullopt;
}

}  // namespace perfolio::layout
