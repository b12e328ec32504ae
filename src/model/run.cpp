// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/run.h"

namespace perfolio::model {
namespace {

/// What the name of a metric says where neither source nor unit do.
units::Direction by_name(std::string_view metric) {
  for (const std::string_view word : {"throughput", "per-second", "per_second", "ops", "speedup", "score"}) {
    if (metric.find(word) != std::string_view::npos) return units::Direction::Higher;
  }
  for (const std::string_view word : {"time", "latency", "memory", "allocs", "instructions", "cycles", "size"}) {
    if (metric == word) return units::Direction::Lower;
  }
  return units::Direction::Unknown;
}

}  // namespace

units::Direction direction_of(const Result& result, const units::Unit& unit) {
  if (result.better) return *result.better;
  if (unit.direction) return *unit.direction;
  return by_name(result.metric);
}

std::string_view metric_of(const units::Unit& unit, std::string_view text) {
  switch (unit.family) {
    case units::Family::Time:
      return "time";
    case units::Family::Rate:
    case units::Family::ByteRate:
      return "throughput";
    case units::Family::Bytes:
      return "memory";
    case units::Family::Count:
    case units::Family::Other:
      break;
  }
  if (units::is_rate(unit)) return "throughput";
  return text.starts_with("alloc") ? "allocs" : "value";
}

std::string environment_text(const Environment& environment) {
  std::string out;
  for (const auto& [key, value] : environment) out += (out.empty() ? "" : "; ") + key + "=" + value;
  return out;
}

}  // namespace perfolio::model
