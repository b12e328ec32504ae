// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <optional>

/// What Dart's benchmark_harness prints: `NAME(RunTime): 0.12 us.`, and where it measures with perf, lines like
/// `NAME(CpuCycles): 1234.5` beside it.
namespace perfolio::formats {
namespace {

struct Score {
  std::string_view name;
  std::string_view metric;
  std::string_view value;
  std::string_view unit;  ///< empty for a count.
};

/// What `flutter run` and Android's log put in front of everything a program prints.
std::string_view without_prefix(std::string_view text) {
  for (const std::string_view prefix : {"flutter: ", "I/flutter ("}) {
    if (!text.starts_with(prefix)) continue;
    if (prefix.ends_with(' ')) return base::trim(text.substr(prefix.size()));
    const std::size_t end = text.find("): ");
    if (end != std::string_view::npos) return base::trim(text.substr(end + 3));
  }
  return text;
}

bool is_missing(std::string_view word) { return word == "NaN" || word == "Infinity" || word == "-Infinity"; }

/// A line must be a score as a whole: much of what is printed ends in a colon and a number.
std::optional<Score> score_of(std::string_view shown) {
  std::string_view text = without_prefix(base::trim(shown));
  const std::size_t close = text.rfind("): ");
  const std::size_t open = close == std::string_view::npos ? close : text.rfind('(', close);
  if (open == std::string_view::npos || open == 0) return std::nullopt;
  Score score;
  score.name = base::trim(text.substr(0, open));
  score.metric = text.substr(open + 1, close - open - 1);
  text.remove_prefix(close + 3);
  if (text.ends_with('.')) text.remove_suffix(1);
  const auto words = words_of(text);
  if (words.empty() || words.size() > 2 || score.name.empty()) return std::nullopt;
  score.value = words[0];
  if (words.size() == 2) score.unit = words[1];
  constexpr std::string_view kMetrics[] = {"RunTime",      "RunTimeRaw",  "CpuCycles",       "Instructions",
                                           "BranchMisses", "CacheMisses", "MajorPageFaults", "MinorPageFaults"};
  for (const std::string_view metric : kMetrics) {
    const bool timed = units::parse_unit(score.unit).family == units::Family::Time;
    if (metric == score.metric && (timed || !metric.starts_with("RunTime"))) return score;
  }
  return std::nullopt;
}

/// "CpuCycles" is cpu-cycles.
std::string metric_of(std::string_view name) {
  if (name == "RunTime") return "time";
  std::string metric;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !metric.empty()) metric += '-';
    metric += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return metric;
}

Match sniff(std::string_view head) {
  if (head.find("(RunTime): ") == std::string_view::npos) return Match::No;
  Lines lines(head);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto score = score_of(shown);
    if (score && score->metric == "RunTime" && (base::parse_number(score->value) || is_missing(score->value))) {
      return outer_keys(head).empty() ? Match::Sure : Match::No;
    }
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  model::Run run;
  run.tool = "dart";
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto score = score_of(shown);
    if (!score) continue;
    if (is_missing(score->value)) {
      sink.ignored("value is missing (null or not a number)");
      continue;
    }
    // Dart writes the exponent of a large number with a sign: 1.5e+21.
    const auto value = base::parse_number(score->value);
    if (!value) {
      refuse_at(bytes, line->begin,
                fmt::format("\"{}\" is not a number that can be kept", base::visible(score->value.substr(0, 40))));
    }
    model::Result result;
    result.benchmark = base::to_utf8(score->name);
    result.metric = metric_of(score->metric);
    result.value = *value;
    result.unit = base::to_utf8(score->unit);
    result.better = units::Direction::Lower;
    result.estimator = "mean";  // the time of a loop, divided by its rounds
    if (set_printed(result, score->value, sink)) run.results.push_back(std::move(result));
  }
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no Dart benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"dart_benchmark_harness", "benchmark_harness"};

}  // namespace

extern const Format kDart;
const Format kDart{"dart", kAliases, sniff, read, true};

}  // namespace perfolio::formats
