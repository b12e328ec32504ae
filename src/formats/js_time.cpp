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

/// What console.timeEnd prints: `LABEL: 12.345ms` (Node.js; `1.234s`, `1:02.345 (m:ss.mmm)` when it is long), and
/// `LABEL: 12ms - timer ended` (Firefox, Deno).
namespace perfolio::formats {
namespace {

constexpr std::string_view kEnded = " - timer ended";

struct Timer {
  std::string_view label;
  std::string_view number;  ///< as written, without its unit; for m:ss.mmm the whole.
  std::string_view unit;
  bool ended = false;  ///< it says so.
};

bool is_number_like(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos &&
         text.find_first_not_of("0123456789.,eE+-") == std::string_view::npos;
}

/// `12.345ms`, `12.345 ms`, `1.234s`; `1:02.345` in front of its explanation.
bool set_duration(Timer& timer, std::string_view text) {
  for (const std::string_view shape : {" (m:ss.mmm)", " (h:mm:ss.mmm)"}) {
    if (!text.ends_with(shape)) continue;
    timer.number = text.substr(0, text.size() - shape.size());
    timer.unit = shape;
    return timer.number.find_first_not_of("0123456789.:") == std::string_view::npos && !timer.number.empty();
  }
  for (const std::string_view unit : {"ms", "s"}) {
    if (!text.ends_with(unit)) continue;
    timer.number = base::trim(text.substr(0, text.size() - unit.size()));
    timer.unit = unit;
    return is_number_like(timer.number);
  }
  return false;
}

std::optional<Timer> timer_of(std::string_view shown) {
  Timer timer;
  std::string_view text = base::trim(shown);
  timer.ended = text.ends_with(kEnded);
  if (timer.ended) text.remove_suffix(kEnded.size());
  const std::size_t colon = text.rfind(": ");
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  timer.label = text.substr(0, colon);
  return set_duration(timer, base::trim(text.substr(colon + 2))) ? std::optional(timer) : std::nullopt;
}

/// Hours, minutes and seconds between colons, in seconds.
std::optional<double> seconds_of(std::string_view text) {
  double seconds = 0;
  for (const std::string_view part : base::split(text, ':')) {
    // "02.345": a number as JSON writes it has no zero in front.
    std::string_view digits = part;
    while (digits.size() > 1 && digits[0] == '0' && digits[1] != '.') digits.remove_prefix(1);
    const auto number = base::parse_number(digits);
    if (!number) return std::nullopt;
    seconds = seconds * 60 + *number;
  }
  return seconds;
}

/// How many lines are timers, of which kind, and how many are something else.
struct Kinds {
  std::size_t ended = 0, plain = 0, others = 0;
};

Kinds kinds_of(std::string_view text) {
  Kinds kinds;
  Lines lines(text);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    if (base::trim(shown).empty()) continue;
    const auto timer = timer_of(shown);
    ++(!timer ? kinds.others : timer->ended ? kinds.ended : kinds.plain);
  }
  return kinds;
}

/// A label, a colon and a time are in too many logs: without the words that say it, only a text of nothing else.
Match sniff(std::string_view head) {
  if (!outer_keys(head).empty()) return Match::No;
  const Kinds kinds = kinds_of(head);
  if (kinds.ended > 0) return Match::Sure;
  return kinds.plain > 0 && kinds.others == 0 ? Match::Maybe : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const bool only_ended = kinds_of(bytes).ended > 0;
  model::Run run;
  run.tool = "js-time";
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto timer = timer_of(shown);
    if (!timer || timer->ended != only_ended) continue;
    const bool clock = timer->unit.starts_with(" (");
    const auto value = clock ? seconds_of(timer->number) : base::parse_number(timer->number);
    if (!value) {
      refuse_at(bytes, line->begin,
                fmt::format("\"{}\" is not a number that can be kept", base::visible(timer->number.substr(0, 40))));
    }
    model::Result result;
    result.benchmark = base::to_utf8(timer->label);
    result.value = *value;
    result.unit = clock ? "s" : timer->unit;
    if (set_printed(result, timer->number, sink)) run.results.push_back(std::move(result));
  }
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no timer of console.time in it");
  fold_repetitions(run);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"js_time", "console.time"};

}  // namespace

extern const Format kJsTime;
const Format kJsTime{"js-time", kAliases, sniff, read, true};

}  // namespace perfolio::formats
