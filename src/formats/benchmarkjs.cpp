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

#include <algorithm>
#include <optional>

/// What benchmark.js prints of a benchmark, and those that imitate it:
/// `NAME x 1,431,759 ops/sec ±0.74% (93 runs sampled)`.
namespace perfolio::formats {
namespace {

/// A line, taken apart.
struct Parts {
  std::string_view name;
  std::string_view rate;
  std::string_view margin;  ///< in percent; empty when none is given.
};

/// The number in front of a percent sign, whatever was made of the plus-minus sign on the way.
std::string_view margin_of(std::string_view text) {
  const std::size_t end = text.find('%');
  if (end == std::string_view::npos) return {};
  const std::string_view before = base::trim(text.substr(0, end));
  const std::size_t begin = before.find_last_not_of("0123456789.,eE");
  return begin == std::string_view::npos ? before : before.substr(begin + 1);
}

std::optional<Parts> parts_of(std::string_view shown) {
  constexpr std::string_view kTimes = " x ";
  constexpr std::string_view kRate = " ops/sec";
  const std::size_t rate = shown.rfind(kRate);
  if (rate == std::string_view::npos) return std::nullopt;
  const std::size_t times = shown.substr(0, rate).rfind(kTimes);  // the last: a name may hold it too
  if (times == std::string_view::npos) return std::nullopt;
  const std::string_view behind = shown.substr(rate + kRate.size());
  const std::size_t runs = behind.find('(');
  const bool sampled = runs != std::string_view::npos && behind.find("sampled)", runs) != std::string_view::npos;
  const std::string_view name = base::trim(shown.substr(0, times));
  if (!sampled || name.empty()) return std::nullopt;
  return Parts{name, base::trim(shown.substr(times + kTimes.size(), rate - times - kTimes.size())),
               margin_of(behind.substr(0, runs))};
}

bool is_missing(std::string_view word) {
  return word == "NaN" || word == "Infinity" || word == "-Infinity" || word == "∞";
}

/// The rate is the inverse of the mean time; the margin is half the 95 % confidence interval of that mean, relative to
/// it, and so, to the first order, of the rate.
model::Result result_of(const Parts& parts, double rate) {
  model::Result result;
  result.benchmark = base::to_utf8(parts.name);
  result.metric = "throughput";
  result.value = rate;
  result.unit = "ops/sec";
  result.estimator = "mean";
  if (const auto percent = base::parse_number(parts.margin)) {
    result.lower = rate * (1 - *percent / 100);
    result.upper = rate * (1 + *percent / 100);
  }
  return result;
}

Match sniff(std::string_view head) {
  if (head.find(" ops/sec") == std::string_view::npos) return Match::No;
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find(" ops/sec") == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    const auto parts = parts_of(shown);
    // A line inside a JSON text is not its own.
    if (parts && (parse_grouped_number(parts->rate) || is_missing(parts->rate))) {
      return outer_keys(head).empty() ? Match::Sure : Match::No;
    }
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  model::Run run;
  run.tool = "benchmarkjs";
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto parts = parts_of(shown);
    if (!parts) continue;
    if (is_missing(parts->rate)) {
      sink.ignored("value is missing (null or not a number)");
      continue;
    }
    const auto rate = parse_grouped_number(parts->rate);
    if (!rate) {
      refuse_at(bytes, line->begin,
                fmt::format("\"{}\" is not a number that can be kept", base::visible(parts->rate.substr(0, 40))));
    }
    model::Result result = result_of(*parts, *rate);
    if (set_printed(result, parts->rate, sink)) run.results.push_back(std::move(result));
  }
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no benchmark.js benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"benchmark.js", "js_benchmark"};

}  // namespace

extern const Format kBenchmarkJs;
const Format kBenchmarkJs{"benchmarkjs", kAliases, sniff, read, true};

}  // namespace perfolio::formats
