// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "units/text.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace perfolio::layout {

/// The vertical axis of one chart: which values it spans, where they lie, and what its ticks say.
struct ValueAxis {
  double low = 0, high = 1;  ///< base units, low < high.
  bool logarithmic = false;
  bool drawable = true;        ///< false: the values are too large or too small to be drawn.
  double top = 0, bottom = 0;  ///< y of `high` and `low`.
  units::Scale scale;
  int decimals = 0;
  std::vector<double> ticks;
  [[nodiscard]] double y(double value) const;
  [[nodiscard]] std::string label(double tick) const;
  /// "axis starts at 180 µs", "log scale", or empty.
  [[nodiscard]] std::string note() const;
};

/// The lowest and the highest value an axis must show: all levels with their intervals, widened so that noise looks
/// flat: 8 % padding, then at least max(10 % of the median, 6 sigma of noise, `share` of the median); from zero when
/// the low end is at most a quarter of the high one; logarithmic from a ratio of 10 on.
struct Range {
  double low = 0, high = 1;
  bool logarithmic = false;
  bool drawable = true;
};
Range value_range(std::span<const model::Level> levels, double noise, double share = 0);

/// How much of its median level the axis of a chart spans by itself: 0.2 is 20 %. None: it is logarithmic, or empty.
std::optional<double> own_share(std::span<const model::Level> levels, const model::BenchmarkFacts& benchmark);

/// The share that the axes of charts of one kind span, so that a percent looks alike on all of them: the largest of
/// `own`, but no more than twice what three quarters of them need, or 50 %. Those beyond have a scale of their own,
/// on which a percent looks smaller, never larger. 0 for none.
double common_share(std::vector<double> own);

ValueAxis value_axis(std::span<const model::Level> levels, const model::BenchmarkFacts& benchmark, double top,
                     double bottom, double share = 0);

/// A horizontal axis for values from `low` to `high` (low < high), no wider than they need: `y` gives an x between
/// `left` and `right`. Logarithmic where the values, all above zero, differ by a factor of ten.
ValueAxis horizontal_axis(double low, double high, const units::Scale& scale, double left, double right);

/// A release's label under a chart.
struct ColumnLabel {
  std::size_t column = 0;
  double x = 0;  ///< centre.
  std::string text;
  bool strong = false;
};

/// What stands under a chart of evenly spaced columns.
struct ColumnAxis {
  std::vector<double> x;  ///< of each column; those before the first are at the left end.
  std::vector<ColumnLabel> labels;
};

/// The columns from `first` to the current one. Labels by priority: current, columns with a change, first, baseline,
/// then evenly; never two closer than 6 pt. Tags lose a long common prefix and are then shortened in the middle.
ColumnAxis column_axis(const model::Report& report, std::size_t first, std::span<const std::size_t> changed,
                       double left, double right, const Font& font, double outer_left, double outer_right,
                       const TextMetrics& metrics);

/// A tag, or what begins with one behind "≤", without the prefix that all tags of the report share.
std::string without_prefix(const model::Report& report, const std::string& text);

/// The tag as charts print it: without the prefix that all tags of the report share when it is long.
std::string short_tag(const model::Report& report, std::size_t column, const Font& font, double room,
                      const TextMetrics& metrics);

}  // namespace perfolio::layout
