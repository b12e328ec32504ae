// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/criterion_work.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/lines.h"
#include "formats/repetitions.h"
#include "formats/results.h"

/// The messages of `cargo criterion --message-format=json`, one a line, among those of cargo.
namespace perfolio::formats {
namespace {

constexpr std::string_view kComplete = "\"benchmark-complete\"";

/// The length of the object a line begins with; all of the line where it does not end.
std::size_t object_length(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '\\') ++at;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '{') ++depth;
    if (c == '}' && --depth == 0) return at + 1;
  }
  return text.size();
}

/// The work of an iteration, if it is stated.
std::optional<Work> work_of(const JsonNode& throughput, RunSink& sink) {
  const auto works = throughput.items();
  if (works.empty()) return std::nullopt;
  const auto amount = number_if_any(works[0]["per_iteration"], sink);
  if (!amount || *amount <= 0) return std::nullopt;
  return Work{*amount, works[0]["unit"].text() == "bytes"};
}

void read_message(const JsonNode& message, RunSink& sink, model::Run& run) {
  if (message["reason"].text() != "benchmark-complete") return;
  model::Result time;
  time.benchmark = message["id"].text();
  if (time.benchmark.empty()) message.refuse("a benchmark without an id");
  const JsonNode estimate = message["typical"] ? message["typical"] : message["mean"];
  const auto value = number_if_any(estimate["estimate"], sink);
  if (!value) return sink.ignored("benchmark without a value");
  time.value = *value;
  time.unit = estimate["unit"] ? estimate["unit"].text() : message["unit"].text();
  const bool is_time = units::parse_unit(time.unit).family == units::Family::Time;
  time.metric = is_time ? "time" : metric_word(time.unit);
  time.better = units::Direction::Lower;
  time.estimator = message["typical"] ? "typical" : "mean";
  time.lower = number_if_any(estimate["lower_bound"], sink);
  time.upper = number_if_any(estimate["upper_bound"], sink);
  const auto work = work_of(message["throughput"], sink);
  if (work) time.per = label_of(*work);
  run.results.push_back(time);
  if (work && is_time && time.value > 0) run.results.push_back(rate_of(time, *work));
}

Match sniff(std::string_view head) {
  const std::size_t at = head.find(kComplete);
  return at != std::string_view::npos && head.find("\"reason\"") < at ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  model::Run run;
  run.tool = "cargo-criterion";
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string_view text = base::trim(line->text);
    const std::size_t complete = text.find(kComplete);
    if (!text.starts_with('{') || complete == std::string_view::npos) continue;
    const auto begin = static_cast<std::size_t>(text.data() - bytes.data());
    const std::size_t size = object_length(text);
    if (size < text.size()) sink.ignored("text behind a message, on the same line");
    const JsonDocument document(bytes, begin, begin + size, sink);
    read_message(document.root(), sink, run);
  }
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no cargo-criterion benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"cargo_criterion"};

}  // namespace

extern const Format kCargoCriterion;
const Format kCargoCriterion{"cargo-criterion", kAliases, sniff, read, true};

}  // namespace perfolio::formats
