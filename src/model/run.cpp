// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/run.h"

namespace perfolio::model {
namespace {

/// A metric whose name says that more is better, where neither source nor unit say anything.
bool higher_by_name(std::string_view metric) {
  for (const std::string_view word : {"throughput", "per-second", "per_second", "ops"}) {
    if (metric.find(word) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

units::Direction direction_of(const Result& result, const units::Unit& unit) {
  if (result.better) return *result.better;
  if (unit.direction) return *unit.direction;
  return higher_by_name(result.metric) ? units::Direction::Higher : units::Direction::Lower;
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
  return text.starts_with("alloc") ? "allocs" : "value";
}

std::string environment_text(const Environment& environment) {
  std::string out;
  for (const auto& [key, value] : environment) out += (out.empty() ? "" : "; ") + key + "=" + value;
  return out;
}

}  // namespace perfolio::model
