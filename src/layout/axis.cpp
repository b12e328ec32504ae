// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/axis.h"

#include "base/text.h"
#include "layout/ticks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace perfolio::layout {

namespace {

constexpr double kPadding = 0.08;
constexpr double kLeastSpan = 0.10;  ///< of the median value.
constexpr double kNoiseSpan = 6;     ///< sigmas.
constexpr double kFromZero = 0.25;
constexpr double kLogRatio = 10;
constexpr double kLargest = 1e250, kSmallest = 1e-250;
constexpr double kPointsPerTick = 40;
constexpr double kWidestTag = 64;
constexpr double kLabelGap = 6;

double median_value(std::span<const model::Level> levels) {
  std::vector<double> values;
  for (const model::Level& level : levels) values.push_back(level.value);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

int decimals_of_step(double step) {
  for (int d = 0; d < 6; ++d) {
    const double shifted = step * std::pow(10.0, d);
    if (std::abs(shifted - std::round(shifted)) < 1e-6 * shifted) return d;
  }
  return 6;
}

void linear_ticks(ValueAxis& axis, const Range& range) {
  const double wanted = std::clamp((axis.bottom - axis.top) / kPointsPerTick, 3.0, 7.0);
  const double unit = axis.scale.divisor;
  const Ticks ticks = extended_ticks(range.low / unit, range.high / unit, wanted);
  // The ends of the axis are rounded outwards to half a step, so that "axis starts at" names a round number.
  const double half = ticks.step / 2;
  axis.low = std::floor(range.low / unit / half + 1e-9) * half * unit;
  axis.high = std::ceil(range.high / unit / half - 1e-9) * half * unit;
  axis.decimals = decimals_of_step(ticks.step);
  const int below = static_cast<int>(std::ceil((axis.low / unit - ticks.first) / ticks.step - 1e-9));
  for (int i = below; ticks.at(i) <= axis.high / unit + 1e-9 * ticks.step && axis.ticks.size() < 40; ++i) {
    axis.ticks.push_back(std::abs(ticks.at(i)) < 1e-9 * ticks.step ? 0 : ticks.at(i) * unit);
  }
}

void logarithmic_ticks(ValueAxis& axis, const Range& range) {
  axis.low = range.low;
  axis.high = range.high;
  const int most = std::clamp(static_cast<int>((axis.bottom - axis.top) / kPointsPerTick) + 1, 3, 7);
  axis.ticks = log_ticks(range.low, range.high, most);
}

std::string_view common_prefix(const model::Report& report) {
  std::string_view prefix = report.columns.front().release.tag;
  for (const model::Column& column : report.columns) {
    const std::string_view tag = column.release.tag;
    std::size_t n = 0;
    while (n < std::min(prefix.size(), tag.size()) && prefix[n] == tag[n]) ++n;
    prefix = prefix.substr(0, n);
  }
  // A version's own digits stay: cut before the last non-digit run that ends the prefix, and keep a "v".
  const auto digit = prefix.find_last_not_of("0123456789.");
  prefix = digit == std::string_view::npos ? std::string_view{} : prefix.substr(0, digit + 1);
  if (!prefix.empty() && prefix.back() == 'v') prefix.remove_suffix(1);
  return prefix;
}

/// Places labels that fit between those already there.
class LabelRow {
 public:
  LabelRow(double left, double right) : left_(left), right_(right) {}
  bool place(double& x, double width) {
    x = std::clamp(x, left_ + width / 2, std::max(left_ + width / 2, right_ - width / 2));
    const double from = x - width / 2 - kLabelGap;
    const double to = x + width / 2 + kLabelGap;
    for (const auto& [a, b] : taken_) {
      if (from < b && to > a) return false;
    }
    taken_.emplace_back(x - width / 2, x + width / 2);
    return true;
  }

 private:
  double left_, right_;
  std::vector<std::pair<double, double>> taken_;
};

}  // namespace

double ValueAxis::y(double value) const {
  const auto place = [&](double v) { return logarithmic ? std::log(std::max(v, low)) : v; };
  const double part = (place(value) - place(low)) / (place(high) - place(low));
  return bottom - std::clamp(part, 0.0, 1.0) * (bottom - top);
}

std::string ValueAxis::label(double tick) const {
  const double printed = tick / scale.divisor;
  return units::number(printed, logarithmic ? decimals_of_step(printed) : decimals);
}

std::string ValueAxis::note() const {
  if (logarithmic) return "log scale";
  if (low == 0 || !drawable) return {};
  const double start = low / scale.divisor;
  return fmt::format("axis starts at {}{}{}", units::number(start, decimals_of_step(std::abs(start))),
                     scale.name.empty() ? "" : units::kThinSpace, scale.name);
}

Range value_range(std::span<const model::Level> levels, double noise, double share) {
  Range range;
  if (levels.empty()) return range;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  double least = low;
  double most = high;
  for (const model::Level& level : levels) {
    low = std::min(low, level.lower);
    high = std::max(high, level.upper);
    least = std::min(least, level.value);
    most = std::max(most, level.value);
  }
  const double reach = std::max(std::abs(low), std::abs(high));
  range.drawable = std::isfinite(reach) && reach < kLargest && (reach == 0 || reach > kSmallest);
  if (!range.drawable || reach == 0) return range;
  if (least > 0 && most / least >= kLogRatio) {
    const double pad = std::pow(most / least, kPadding);
    return {std::max(low, least / kLogRatio) / pad, std::min(high, most * kLogRatio) * pad, true, true};
  }
  const double pad = (high - low) * kPadding;
  const double middle = std::abs(median_value(levels));
  const double wanted = std::max({kLeastSpan, kNoiseSpan * std::min(noise, 1.0), share}) * middle;
  const double bottom = low - pad;
  const double top = high + pad;
  const double more = std::max(0.0, wanted - (top - bottom)) / 2;
  range.low = bottom - more;
  range.high = top + more;
  // A value never below zero is not given an axis that is.
  if (low >= 0 && (range.low < 0 || low <= kFromZero * high)) {
    range.low = 0;
    range.high = std::max(range.high, share * middle);
  }
  if (range.high <= range.low) range.high = range.low + 1;
  return range;
}

std::optional<double> own_share(std::span<const model::Level> levels, const model::BenchmarkFacts& benchmark) {
  if (levels.empty()) return std::nullopt;
  const Range range = value_range(levels, benchmark.noise);
  const double middle = std::abs(median_value(levels));
  if (range.logarithmic || !range.drawable || middle <= 0) return std::nullopt;
  return (range.high - range.low) / middle;
}

double common_share(std::vector<double> own) {
  constexpr double kUsual = 0.5;
  if (own.empty()) return 0;
  std::ranges::sort(own);
  const double limit = std::max(2 * own[own.size() * 3 / 4], kUsual);
  return *std::prev(std::ranges::upper_bound(own, limit));
}

ValueAxis horizontal_axis(double low, double high, const units::Scale& scale, double left, double right) {
  constexpr double kPad = 0.05;
  constexpr double kPerTick = 52;
  ValueAxis axis;
  axis.top = right;
  axis.bottom = left;
  axis.scale = scale;
  const double reach = std::max(std::abs(low), std::abs(high));
  axis.drawable = std::isfinite(reach) && reach < kLargest && (reach == 0 || reach > kSmallest);
  if (!axis.drawable) return axis;
  const int most = std::clamp(static_cast<int>((right - left) / kPerTick), 2, 5);
  axis.logarithmic = low > 0 && high / low >= kLogRatio;
  if (axis.logarithmic) {
    axis.low = low / 1.1;
    axis.high = high * 1.1;
    axis.ticks = log_ticks(axis.low, axis.high, most);
    return axis;
  }
  const double pad = high > low ? (high - low) * kPad : std::max(reach * kPad, 1e-9);
  axis.low = low - pad;
  axis.high = high + pad;
  const double unit = scale.divisor;
  const Ticks ticks = extended_ticks(axis.low / unit, axis.high / unit, most);
  axis.decimals = decimals_of_step(ticks.step);
  for (int i = -1; i <= ticks.count; ++i) {
    const double at = std::abs(ticks.at(i)) < 1e-9 * ticks.step ? 0 : ticks.at(i) * unit;
    if (at >= axis.low && at <= axis.high) axis.ticks.push_back(at);
  }
  return axis;
}

ValueAxis value_axis(std::span<const model::Level> levels, const model::BenchmarkFacts& benchmark, double top,
                     double bottom, double share) {
  ValueAxis axis;
  axis.top = top;
  axis.bottom = bottom;
  const Range range = value_range(levels, benchmark.noise, share);
  axis.drawable = range.drawable;
  axis.logarithmic = range.logarithmic;
  std::vector<double> values;
  for (const model::Level& level : levels) values.push_back(level.value);
  axis.scale = units::common_scale(benchmark.unit.base, benchmark.unit.family, values);
  if (!axis.drawable) return axis;
  if (axis.logarithmic) {
    logarithmic_ticks(axis, range);
  } else {
    linear_ticks(axis, range);
  }
  return axis;
}

std::string without_prefix(const model::Report& report, const std::string& text) {
  constexpr std::string_view kUpTo = "≤";
  const std::size_t begin = text.starts_with(kUpTo) ? kUpTo.size() : 0;
  const std::string prefix = base::visible(common_prefix(report));
  if (text.compare(begin, prefix.size(), prefix) != 0 || text.size() <= begin + prefix.size()) return text;
  return text.substr(0, begin) + text.substr(begin + prefix.size());
}

std::string short_tag(const model::Report& report, std::size_t column, const Font& font, double room,
                      const TextMetrics& metrics) {
  std::string tag = base::visible(report.columns[column].release.tag);
  if (metrics.width(tag, font) <= room) return tag;
  // A run is called by its date and what tells it from others of that day: the day and the minute say most of it.
  constexpr std::size_t kDate = 10, kYear = 5;
  if (report.kind == model::ColumnKind::Run && tag.size() > kDate && tag[4] == '-' && tag[7] == '-') {
    tag = tag.size() > 13 && tag[13] == ':' ? tag.substr(kYear, 11) : tag.substr(0, kDate);
    if (metrics.width(tag, font) <= room) return tag;
  }
  return shortened(without_prefix(report, tag), font, room, metrics);
}

ColumnAxis column_axis(const model::Report& report, std::size_t first, std::span<const std::size_t> changed,
                       double left, double right, const Font& font, double outer_left, double outer_right,
                       const TextMetrics& metrics) {
  ColumnAxis axis;
  const std::size_t columns = report.current + 1;
  const std::size_t shown = columns - first;
  const double step = shown > 1 ? (right - left) / static_cast<double>(shown - 1) : 0;
  for (std::size_t i = 0; i < columns; ++i) {
    axis.x.push_back(shown > 1 ? left + step * static_cast<double>(i > first ? i - first : 0) : (left + right) / 2);
  }
  LabelRow row(outer_left, outer_right);
  const Font strong{Face::SemiBold, font.size, font.tabular};
  std::vector<bool> tried(columns);
  double widest = 0;
  const auto offer = [&](std::size_t column, bool bold) {
    if (column >= columns || column < first || tried[column]) return;
    tried[column] = true;
    ColumnLabel label{column, axis.x[column], short_tag(report, column, bold ? strong : font, kWidestTag, metrics),
                      bold};
    const double width = metrics.width(label.text, bold ? strong : font);
    widest = std::max(widest, width);
    if (row.place(label.x, width)) axis.labels.push_back(std::move(label));
  };
  offer(report.current, true);
  for (const std::size_t column : changed) offer(column, true);
  offer(first, false);
  if (report.baseline) offer(*report.baseline, false);
  const double room = widest + kLabelGap;
  const auto stride = step > 0 ? static_cast<std::size_t>(std::ceil(room / step)) : columns;
  for (std::size_t i = columns; i-- > first;) {
    if ((columns - 1 - i) % std::max<std::size_t>(stride, 1) == 0) offer(i, false);
  }
  std::ranges::sort(axis.labels, {}, &ColumnLabel::x);
  return axis;
}

}  // namespace perfolio::layout
