// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace perfolio::layout {

/// Finds room for labels at data points, so that no label covers a mark, another label, or leaves the plot.
class LabelPlacer {
 public:
  explicit LabelPlacer(base::Rect bounds) : bounds_(bounds) {}
  void avoid(base::Rect box) { boxes_.push_back(box); }
  void avoid(base::Point from, base::Point to) { lines_.emplace_back(from, to); }
  [[nodiscard]] bool is_free(base::Rect box) const;

  struct Place {
    base::Rect box;
    bool left = false;  ///< the label stands at the left of its point.
  };
  /// A place for a label of `right_size` at the right of `point` (or `left_size` at its left): 12 points above first,
  /// then higher, then below. Taken when found; empty when there is none.
  std::optional<Place> place(base::Point point, base::Size right_size, base::Size left_size);

 private:
  base::Rect bounds_;
  std::vector<base::Rect> boxes_;
  std::vector<std::pair<base::Point, base::Point>> lines_;
};

}  // namespace perfolio::layout
