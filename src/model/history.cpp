// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/history.h"

#include <cassert>
#include <utility>

namespace perfolio::model {

namespace {

template <typename T>
void take(std::vector<T>& column, std::span<const std::uint32_t> points, [[maybe_unused]] std::size_t all) {
  if (column.empty()) return;
  assert(column.size() == all);
  std::vector<T> taken;
  taken.reserve(points.size());
  for (const std::uint32_t point : points) taken.push_back(column[point]);
  column = std::move(taken);
}

}  // namespace

void take_points(Series& series, std::span<const std::uint32_t> points) {
  const std::size_t all = series.run.size();
  assert(series.value.size() == all);
  take(series.value, points, all);
  take(series.lower, points, all);
  take(series.upper, points, all);
  take(series.samples, points, all);
  take(series.run, points, all);
}

}  // namespace perfolio::model
