// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/lines.h"

#include <fmt/format.h>

#include <array>

/// What Criterion.rs prints: `NAME   time:   [LOW ESTIMATE HIGH]`, each number with its unit, among anything else.
namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;

/// Three numbers and their units between brackets.
struct Estimate {
  std::array<double, 3> number{};
  std::array<std::string_view, 3> unit{};
};

bool is_number_like(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos &&
         word.find_first_not_of("0123456789.,eE+-") == std::string_view::npos;
}

/// Reads what follows `time:` or `thrpt:`. Nothing when it is no estimate (the percentages of a change, say); `bad` is
/// set to a number that cannot be kept.
std::optional<Estimate> estimate_of(std::string_view text, std::string_view& bad) {
  text = base::trim(text);
  const std::size_t end = text.find(']');
  if (!text.starts_with('[') || end == std::string_view::npos || end > 400) return std::nullopt;
  const auto words = words_of(text.substr(1, end - 1));
  if (words.size() != 6) return std::nullopt;
  Estimate estimate;
  for (std::size_t i = 0; i < 3; ++i) {
    if (!is_number_like(words[2 * i])) return std::nullopt;
    const auto number = base::parse_number(words[2 * i]);
    if (!number) {
      bad = words[2 * i];
      return std::nullopt;
    }
    estimate.number[i] = *number;
    estimate.unit[i] = words[2 * i + 1];
  }
  return estimate;
}

/// The estimate in its own unit; the bounds, whose units may differ, converted to it.
model::Result result_of(const Estimate& estimate, const std::string& name, std::string_view metric) {
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = estimate.number[1];
  result.unit = base::to_utf8(estimate.unit[1]);
  result.better = metric == "time" ? units::Direction::Lower : units::Direction::Higher;
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

constexpr std::string_view kProgress = "Benchmarking ";

/// Walks through the lines, remembering what may be a name.
class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(std::size_t begin, std::string_view raw);
  model::Run run;

 private:
  void time(std::size_t begin, std::string_view before, std::string_view after);
  void throughput(std::size_t begin, std::string_view after);
  std::optional<Estimate> checked(std::size_t begin, std::string_view text) const;

  std::string_view bytes_;
  RunSink& sink_;
  std::string previous_;   ///< the last line that may be a name standing alone.
  std::string announced_;  ///< the last name a progress line told.
  bool timed_ = false;     ///< the last result is a time that a throughput may follow.
};

std::optional<Estimate> Reader::checked(std::size_t begin, std::string_view text) const {
  std::string_view bad;
  auto estimate = estimate_of(text, bad);
  if (!bad.empty())
    refuse_at(bytes_, begin, fmt::format("\"{}\" is not a number that can be kept", base::visible(bad)));
  return estimate;
}

void Reader::time(std::size_t begin, std::string_view before, std::string_view after) {
  const auto estimate = checked(begin, after);
  if (!estimate) return;
  std::string name(base::trim(before));
  if (name.empty()) name = previous_.empty() ? announced_ : previous_;
  previous_.clear();
  timed_ = !name.empty();
  if (timed_) {
    run.results.push_back(result_of(*estimate, base::to_utf8(name), "time"));
  } else {
    sink_.ignored("time without a benchmark's name");
  }
}

void Reader::throughput(std::size_t begin, std::string_view after) {
  const auto estimate = timed_ ? checked(begin, after) : std::nullopt;
  if (!estimate) return;
  timed_ = false;
  run.results.push_back(result_of(*estimate, std::string(run.results.back().benchmark), "throughput"));
}

void Reader::line(std::size_t begin, std::string_view raw) {
  const std::string text = visible_part(raw);
  const std::string_view view = text;
  if (view.starts_with(kProgress)) {
    const std::size_t colon = view.rfind(": ");
    const auto end = colon == std::string_view::npos || colon < kProgress.size() ? view.size() : colon;
    announced_ = base::trim(view.substr(kProgress.size(), end - kProgress.size()));
    previous_.clear();
    return;
  }
  // The last one: a name may hold the word itself.
  if (const auto at = view.rfind(" time:"); at != std::string_view::npos) {
    return time(begin, view.substr(0, at), view.substr(at + 6));
  }
  if (base::trim(view).starts_with("thrpt:")) return throughput(begin, base::trim(view).substr(6));
  if (base::trim(view).starts_with("change:")) {
    timed_ = false;
    return;
  }
  if (!base::trim(view).empty()) previous_ = view.starts_with(' ') ? std::string() : text;
}

Match sniff(std::string_view head) {
  for (std::size_t at = head.find(" time:"); at != std::string_view::npos; at = head.find(" time:", at + 1)) {
    std::string_view bad;
    if (estimate_of(head.substr(at + 6, 500), bad) || !bad.empty()) {
      return outer_keys(head.substr(0, 1000)).empty() ? Match::Sure : Match::No;
    }
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(line->begin, line->text);
  if (reader.run.results.empty()) throw Error(Fault::Input, {}, "there is no Criterion benchmark in it");
  reader.run.tool = "criterion";
  sink.run(std::move(reader.run));
}

constexpr std::string_view kAliases[] = {"rust_criterion"};

}  // namespace

extern const Format kCriterion;
const Format kCriterion{"criterion", kAliases, sniff, read, true};

}  // namespace perfolio::formats
