// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>

/// The list that github-action-benchmark takes from tools it does not know: `[{name, unit, value, range, extra}]`. It
/// does not say which values are good: that is said beside it, by the name of the tool.
namespace perfolio::formats {
namespace {

using units::Direction;
using units::Family;

model::Result result_of(const JsonNode& node, double value) {
  model::Result result;
  result.benchmark = node["name"].text();
  result.value = value;
  // Old writers kept the rest of a line of Go's behind a tab.
  const std::string_view unit = node["unit"].text();
  result.unit = base::trim(unit.substr(0, unit.find('\t')));
  result.metric = model::metric_of(units::parse_unit(result.unit), result.unit);
  return result;
}

/// Free text: an interval, a standard deviation, a percentage, in whatever unit. Shown, never computed with.
std::string spread_of(const JsonNode& range, RunSink& sink) {
  if (range.is_number()) return fmt::format("{}", range.number(sink).value_or(0));
  return std::string(range.text());
}

/// A list has one direction for all that stands in it, by the word of the tool that defines it; and rates without any
/// time among them make it one where more is better. So memory in it is free, not used. What has a unit that nobody
/// knows may still be anything.
void turn_memory_by_rates(std::vector<model::Result>& results) {
  const auto any = [&](const auto& is) {
    return std::ranges::any_of(results, [&](const model::Result& r) { return is(units::parse_unit(r.unit)); });
  };
  if (!any(units::is_rate) || any([](const units::Unit& unit) { return unit.family == Family::Time; })) return;
  for (model::Result& result : results) {
    if (units::parse_unit(result.unit).family == Family::Bytes) result.better = Direction::Higher;
  }
}

model::Run run_of(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  const auto nodes = document.root().list("a list of benchmarks");
  model::Run run;
  for (const JsonNode& node : nodes) {
    if (!node.is_object()) node.refuse("a benchmark is due here");
    if (node["name"].text().empty()) node.refuse("a benchmark without a name");
    const auto value = node["value"].number(sink);
    if (!value) continue;
    model::Result result = result_of(node, *value);
    result.spread = spread_of(node["range"], sink);
    run.results.push_back(std::move(result));
  }
  if (run.results.empty()) document.root().refuse("there is no benchmark with a value in it");
  return run;
}

void hand_over(model::Run run, std::string_view tool, RunSink& sink) {
  run.tool = tool;
  keep_apart(run, sink);
  sink.run(std::move(run));
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(first_element(head));
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (!has("name") || !has("value")) return Match::No;
  const bool others = std::ranges::any_of(keys, [](std::string_view key) {
    static constexpr std::string_view kOurs[] = {"name", "unit", "value", "range", "extra"};
    return std::ranges::find(kOurs, key) == std::end(kOurs);
  });
  return has("unit") && !others ? Match::Sure : Match::Maybe;
}

void read(std::string_view bytes, RunSink& sink) {
  model::Run run = run_of(bytes, sink);
  turn_memory_by_rates(run.results);
  hand_over(std::move(run), "custom", sink);
}

/// Somebody who says it in as many words knows better than a unit.
void read_with(Direction better, std::string_view tool, std::string_view bytes, RunSink& sink) {
  model::Run run = run_of(bytes, sink);
  for (model::Result& result : run.results) result.better = better;
  hand_over(std::move(run), tool, sink);
}

void read_smaller(std::string_view bytes, RunSink& sink) {
  read_with(Direction::Lower, "customSmallerIsBetter", bytes, sink);
}

void read_bigger(std::string_view bytes, RunSink& sink) {
  read_with(Direction::Higher, "customBiggerIsBetter", bytes, sink);
}

/// The other two are read only when named: the bytes are the same.
Match never(std::string_view /*head*/) { return Match::No; }

constexpr std::string_view kAliases[] = {"gab-custom"};
constexpr std::string_view kSmallerAliases[] = {"custom-smaller-is-better", "smaller-is-better"};
constexpr std::string_view kBiggerAliases[] = {"custom-bigger-is-better", "bigger-is-better"};

}  // namespace

extern const Format kCustom;
extern const Format kCustomSmaller;
extern const Format kCustomBigger;
const Format kCustom{"custom", kAliases, sniff, read};
const Format kCustomSmaller{"customSmallerIsBetter", kSmallerAliases, never, read_smaller};
const Format kCustomBigger{"customBiggerIsBetter", kBiggerAliases, never, read_bigger};

}  // namespace perfolio::formats
