// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "formats/bencher_measure.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <algorithm>

/// Bencher Metric Format: `{BENCHMARK: {MEASURE: {value, lower_value, upper_value}}}`. It has no units: Bencher keeps
/// them with the measure.
namespace perfolio::formats {
namespace {

class Reader {
 public:
  explicit Reader(RunSink& sink) : sink_(sink) {}
  void read(const JsonNode& benchmark, const JsonNode& measure);
  model::Run run;

 private:
  RunSink& sink_;
  bool told_ = false;
};

/// Bounds are absolute. Where they do not stand around the value they are something else: some writers put half the
/// width of an interval there.
void Reader::read(const JsonNode& benchmark, const JsonNode& measure) {
  if (!measure.is_object()) measure.refuse("an object with \"value\" is due here");
  if (!measure["value"]) {
    return sink_.ignored("measure without a value");
  }
  const auto value = measure["value"].number(sink_);
  if (!value) return;
  model::Result result = bencher_result(benchmark.key(), measure.key());
  result.value = *value;
  const auto lower = number_if_any(measure["lower_value"], sink_);
  const auto upper = number_if_any(measure["upper_value"], sink_);
  if (lower.value_or(*value) <= *value && *value <= upper.value_or(*value)) {
    result.lower = lower;
    result.upper = upper;
  } else {
    sink_.ignored("bounds that do not stand around their value");
    if (!told_)
      measure.note(sink_,
                   "lower_value and upper_value do not stand around the value, as half-widths would; "
                   "such bounds are left out");
    told_ = true;
  }
  run.results.push_back(std::move(result));
}

/// Behind the opening bracket of the first member's value, if that is an object.
std::string_view first_member(std::string_view head) {
  const auto keys = outer_keys(head);
  if (keys.empty()) return {};
  const std::size_t colon = head.find(':', static_cast<std::size_t>(keys[0].data() - head.data()) + keys[0].size());
  const std::size_t value = head.find_first_not_of(" \t\r\n", std::min(colon, head.size() - 1) + 1);
  return value == std::string_view::npos || head[value] != '{' ? std::string_view() : head.substr(value);
}

Match sniff(std::string_view head) {
  const auto keys = outer_keys(first_member(first_member(head)));
  const auto ours = [](std::string_view key) { return key == "value" || key == "lower_value" || key == "upper_value"; };
  if (keys.empty() || !std::ranges::all_of(keys, ours)) return Match::No;
  return std::ranges::find(keys, "value") != keys.end() ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  Reader reader(sink);
  for (const JsonNode& benchmark : document.root().members("an object of benchmarks")) {
    if (benchmark.key().empty()) benchmark.refuse("a benchmark without a name");
    for (const JsonNode& measure : benchmark.members("an object of measures")) reader.read(benchmark, measure);
  }
  if (reader.run.results.empty()) document.root().refuse("there is no benchmark with a value in it");
  reader.run.tool = "bmf";
  sink.run(std::move(reader.run));
}

constexpr std::string_view kAliases[] = {"bencher", "json", "bencher-metric-format"};

}  // namespace

extern const Format kBmf;
const Format kBmf{"bmf", kAliases, sniff, read};

}  // namespace perfolio::formats
