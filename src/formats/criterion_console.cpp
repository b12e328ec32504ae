// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/cargo_bench.h"
#include "formats/json.h"
#include "formats/printed.h"

#include <fmt/format.h>

#include <array>

/// What Criterion.rs prints: `NAME   time:   [LOW ESTIMATE HIGH]`, each number with its unit, among anything else.
namespace perfolio::formats {
namespace {

/// Three numbers and their units between brackets.
struct Estimate {
  std::array<double, 3> number{};
  std::array<std::string, 3> unit{};
  std::array<std::string_view, 3> printed{};  ///< the numbers as they stand there.
};

bool is_number_like(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos &&
         word.find_first_not_of("0123456789.,eE+-") == std::string_view::npos;
}

/// Reads the numbers and units between brackets that follow `time:` or `thrpt:`. Two estimates where a throughput
/// counts elements and bytes. None when it is no estimate (the percentages of a change, say); `bad` is set to a number
/// that cannot be kept.
std::vector<Estimate> estimates_of(std::string_view text, std::string_view& bad) {
  constexpr std::size_t kLongest = 800;
  text = base::trim(text);
  const std::size_t end = text.find(']');
  if (!text.starts_with('[') || end == std::string_view::npos || end > kLongest) return {};
  const auto words = words_of(text.substr(1, end - 1));
  if (words.size() != 6 && words.size() != 12) return {};
  std::vector<Estimate> estimates(words.size() / 6);
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    if (!is_number_like(words[i])) return {};
    const auto number = base::parse_number(words[i]);
    if (!number) {
      bad = words[i];
      return {};
    }
    std::string_view unit = words[i + 1];
    if (unit.ends_with(',')) unit.remove_suffix(1);
    Estimate& estimate = estimates[i / 2 % estimates.size()];
    estimate.number[i / 2 / estimates.size()] = *number;
    estimate.unit[i / 2 / estimates.size()] = restored_unit(unit);
    estimate.printed[i / 2 / estimates.size()] = words[i];
  }
  return estimates;
}

/// The estimate in its own unit; the bounds, whose units may differ, converted to it.
model::Result result_of(const Estimate& estimate, const std::string& name, std::string metric) {
  model::Result result;
  result.benchmark = name;
  result.metric = std::move(metric);
  result.value = estimate.number[1];
  result.unit = estimate.unit[1];
  if (result.metric == "time") result.better = units::Direction::Lower;
  if (result.metric == "throughput") result.better = units::Direction::Higher;
  result.estimator = "typical";  // Criterion's word: the slope when sampled linearly, else the mean; it does not say
  const units::Unit own = units::parse_unit(result.unit);
  const auto bound = [&](std::size_t i) -> std::optional<double> {
    const units::Unit other = units::parse_unit(estimate.unit[i]);
    if (other.base != own.base || other.family != own.family) return std::nullopt;
    if (estimate.unit[i] == estimate.unit[1]) return estimate.number[i];
    return estimate.number[i] * other.factor / own.factor;
  };
  result.lower = bound(0);
  result.upper = bound(2);
  return result;
}

std::vector<Estimate> checked(const CargoText& text, const Line& line, std::string_view brackets) {
  std::string_view bad;
  auto estimates = estimates_of(brackets, bad);
  if (!bad.empty()) {
    refuse_at(text.bytes, line.begin, fmt::format("\"{}\" is not a number that can be kept", base::visible(bad)));
  }
  return estimates;
}

constexpr std::string_view kProgress = "Benchmarking ";
constexpr std::string_view kTime = " time:";
constexpr std::string_view kThroughput = "thrpt:";

}  // namespace

void CriterionLines::time(const Line& line, std::string_view before, std::string_view after) {
  const auto estimates = checked(text_, line, after);
  if (estimates.empty()) return;
  std::string name(base::trim(before));
  if (name.empty()) name = previous_.empty() ? announced_ : previous_;
  previous_.clear();
  timed_ = base::to_utf8(name);
  if (timed_.empty()) return text_.sink.ignored("time without a benchmark's name");
  // Measured may be anything a program plugs in: cycles, bytes.
  model::Result result = result_of(estimates[0], timed_, metric_of_unit(estimates[0].unit[1]));
  if (set_printed(result, estimates[0].printed[1], text_.sink)) text_.results.push_back(std::move(result));
}

void CriterionLines::throughput(const Line& line, std::string_view after) {
  if (timed_.empty()) return;
  const auto estimates = checked(text_, line, after);
  for (const Estimate& estimate : estimates) {
    const bool bytes = units::parse_unit(estimate.unit[1]).family == units::Family::ByteRate;
    const std::string_view metric = estimates.size() == 1 || bytes ? "throughput" : "items-per-second";
    model::Result result = result_of(estimate, timed_, std::string(metric));
    if (set_printed(result, estimate.printed[1], text_.sink)) text_.results.push_back(std::move(result));
  }
  if (!estimates.empty()) timed_.clear();
}

void CriterionLines::line(const Line& line, std::string_view shown) {
  if (shown.starts_with(kProgress)) {
    const std::size_t colon = shown.rfind(": ");
    const auto end = colon == std::string_view::npos || colon < kProgress.size() ? shown.size() : colon;
    announced_ = base::trim(shown.substr(kProgress.size(), end - kProgress.size()));
    previous_.clear();
    return;
  }
  // The last one: a name may hold the word itself.
  if (const auto at = shown.rfind(kTime); at != std::string_view::npos) {
    return time(line, shown.substr(0, at), shown.substr(at + kTime.size()));
  }
  const std::string_view text = base::trim(shown);
  if (text.starts_with(kThroughput)) return throughput(line, text.substr(kThroughput.size()));
  if (text.starts_with("change:")) return timed_.clear();
  if (!text.empty()) previous_ = shown.starts_with(' ') ? std::string() : std::string(shown);
}

bool has_criterion_lines(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find(kTime) == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    const std::size_t at = shown.rfind(kTime);
    if (at == std::string::npos) continue;
    std::string_view bad;
    const bool estimate = !estimates_of(std::string_view(shown).substr(at + kTime.size()), bad).empty();
    if (estimate || !bad.empty()) return outer_keys(head.substr(0, 1000)).empty();
  }
  return false;
}

namespace {

Match sniff(std::string_view head) { return has_criterion_lines(head) ? Match::Sure : Match::No; }

void read(std::string_view bytes, RunSink& sink) { read_cargo_bench(bytes, "Criterion", sink); }

constexpr std::string_view kAliases[] = {"rust_criterion", "criterion-rs", "criterion.rs"};

}  // namespace

extern const Format kCriterion;
const Format kCriterion{"criterion", kAliases, sniff, read, true};

}  // namespace perfolio::formats
